"""A host name is understood in any shape, and whatever else comes has a name for its fault."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openbeian.gate import hosts
from openbeian.gate.hosts import Fault
from openbeian.registry.reasons import Reason, Status, explain

UNDERSTOOD = {
    "plain": ("www.shili-keji.cn", "www.shili-keji.cn", "shili-keji.cn"),
    "upper case": ("WWW.Shili-Keji.CN", "www.shili-keji.cn", "shili-keji.cn"),
    "final dot": ("shili-keji.cn.", "shili-keji.cn", "shili-keji.cn"),
    "port": ("shili-keji.cn:8443", "shili-keji.cn", "shili-keji.cn"),
    "final dot and port": ("shili-keji.cn.:80", "shili-keji.cn", "shili-keji.cn"),
    "empty port": ("shili-keji.cn:", "shili-keji.cn", "shili-keji.cn"),
    "spaces around": ("  shili-keji.cn\n", "shili-keji.cn", "shili-keji.cn"),
    "wildcard": ("*.shili-keji.cn", "*.shili-keji.cn", "shili-keji.cn"),
    "second level suffix": ("a.b.shili.com.cn", "a.b.shili.com.cn", "shili.com.cn"),
    "province suffix": ("shili.bj.cn", "shili.bj.cn", "shili.bj.cn"),
    "not the private part of the list": ("x.github.io", "x.github.io", "github.io"),
    "Unicode": ("www.例子.中国", "www.xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"),
    "A-label": ("XN--FSQU00A.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"),
    "wildcard in Unicode": ("*.例子.中国", "*.xn--fsqu00a.xn--fiqs8s", "xn--fsqu00a.xn--fiqs8s"),
    "full width": ("ｗｗｗ．ｓｈｉｌｉ。ｃｎ：８０", "www.shili.cn", "shili.cn"),
    "underscore below": ("_dmarc.shili-keji.cn", "_dmarc.shili-keji.cn", "shili-keji.cn"),
    "longest": (f"{'a' * 61}.{'b' * 63}.{'c' * 63}.{'d' * 60}.cn", None, f"{'d' * 60}.cn"),
}
FAULTS = {
    "nothing": ("", Fault.EMPTY),
    "spaces": (" \t ", Fault.EMPTY),
    "a dot": (".", Fault.EMPTY),
    "IPv4": ("203.0.113.10", Fault.IP_LITERAL),
    "IPv4 with port": ("203.0.113.10:80", Fault.IP_LITERAL),
    "short IPv4": ("127.1", Fault.IP_LITERAL),
    "hexadecimal IPv4": ("0x7f.0.0.1", Fault.IP_LITERAL),
    "IPv6": ("2001:db8::1", Fault.IP_LITERAL),
    "IPv6 in brackets": ("[2001:db8::1]", Fault.IP_LITERAL),
    "IPv6 in brackets with port": ("[2001:db8::1]:443", Fault.IP_LITERAL),
    "IPv6 with zone": ("fe80::1%eth0", Fault.IP_LITERAL),
    "brackets around a name": ("[shili-keji.cn]", Fault.MALFORMED),
    "public suffix": ("com.cn", Fault.PUBLIC_SUFFIX),
    "public suffix in Unicode": ("公司.cn", Fault.PUBLIC_SUFFIX),
    "top level": ("cn", Fault.PUBLIC_SUFFIX),
    "wildcard of a suffix": ("*.com.cn", Fault.PUBLIC_SUFFIX),
    "one label": ("localhost", Fault.PUBLIC_SUFFIX),
    "254 octets": (f"{'a' * 62}.{'b' * 63}.{'c' * 63}.{'d' * 60}.cn", Fault.TOO_LONG),
    "a megabyte": ("a" * 1_000_000, Fault.TOO_LONG),
    "long label": (f"{'a' * 64}.cn", Fault.MALFORMED),
    "address": ("https://shili-keji.cn/", Fault.MALFORMED),
    "credentials": ("shili-keji.cn@example.com", Fault.MALFORMED),
    "port beyond the last": ("shili-keji.cn:65536", Fault.MALFORMED),
    "two ports": ("shili-keji.cn:80:80", Fault.MALFORMED),
    "two wildcards": ("*.*.shili-keji.cn", Fault.MALFORMED),
    "a star alone": ("*", Fault.MALFORMED),
    "two dots": ("shili..cn", Fault.MALFORMED),
    "leading dot": (".shili-keji.cn", Fault.MALFORMED),
    "space inside": ("shili keji.cn", Fault.MALFORMED),
    "NUL": ("shili-keji.cn\0.example.com", Fault.MALFORMED),
    "line feed inside": ("shili-keji.cn\nexample.com", Fault.MALFORMED),
    "lone surrogate": ("\ud800.cn", Fault.MALFORMED),
}


@pytest.mark.parametrize(("text", "name", "registrable"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_a_host_is_understood(text, name, registrable):
    assert hosts.read(text) == hosts.Host(name or text, registrable)


@pytest.mark.parametrize(("text", "fault"), FAULTS.values(), ids=FAULTS)
def test_what_is_no_host_has_a_fault(text, fault):
    host = hosts.read(text)
    assert (host.registrable, host.fault) == ("", fault)


@pytest.mark.parametrize("fault", Fault, ids=str)
def test_a_fault_is_a_reason_and_always_unknown(fault):
    assert explain(Reason(fault)).status is Status.UNKNOWN


def test_what_is_shown_of_a_fault_is_short():
    assert len(hosts.read("a" * 10_000).name) == 253


@given(st.text(max_size=300))
def test_no_text_raises(text):
    host = hosts.read(text)
    assert (host.fault is None) == bool(host.registrable)


@given(st.from_regex(r"\A[a-z0-9_*.\[\]:@/-]{0,40}\Z"))
def test_no_likely_text_raises(text):
    host = hosts.read(text)
    assert (host.fault is None) == bool(host.registrable)


@given(
    st.from_regex(r"\A([a-z0-9]{1,9}\.){0,3}shili\.(cn|com\.cn|com)\Z"),
    st.sampled_from(["{}", "{}.", "{}:443", " {}", "{}.:80"]),
)
def test_the_shape_does_not_change_the_name(name, shape):
    assert hosts.read(shape.format(name.upper())) == hosts.read(name)
