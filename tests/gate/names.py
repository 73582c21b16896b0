"""Host names as people and machines write them, and as nobody should."""

from hypothesis import strategies as st

from openbeian.numbers import public_suffix

RULES = public_suffix.rules()
SUFFIXES = (
    "cn", "com.cn", "bj.cn", "com", "中国", "公司", "公司.cn", "xn--fiqs8s", "kobe.jp",
    "city.kobe.jp", "ck", "www.ck", "unheardof", "github.io", "co.uk", "x1", "1x", "7",
)  # fmt: skip
ODD = (
    "", " ", ".", "..", "*", "*.", "*.cn", "*.*.cn", "cn", "com.cn", "a.cn.", "a.cn..", ".a.cn",
    "a..cn", "-a.cn", "a-.cn", "a.-cn", "a.cn-", "a--b.cn", "_a.cn", "a_.b.cn", "a._cn", "a.c_n",
    "a.cn:", "a.cn:80", "a.cn:65535", "a.cn:65536", "a.cn:080", "a.cn:123456", "a.cn.:8443",
    "a.cn:80.", ":80", "a:80", "1.2.3.4", "1.2.3.4:80", "*.1.2.3.4", "127.1", "0x7f.0.0.1",
    "0x7f", "a.1", "-.1", "a.b1", "a.1b", "_.b1", "[::1]", "[::1]:443", "2001:db8::1",
    "fe80::1%eth0", "a.cn/", "http://a.cn", "u@a.cn", "a b.cn", " a.cn\t", "a.cn\r", "a\x00.cn",
    "A.CN", "ａ．ｃｎ", "例子.中国", "*.例子.中国:443", "xn--a.cn", "xn--.cn", "XN--FSQU00A.CN",
    "ﬁ.cn", "\u200ba.cn", "\ud800.cn", "a.cn\ud800", f"{'a' * 63}.cn", f"{'a' * 64}.cn",
    f"{'a' * 61}_.{'b' * 63}.cn", "a." * 125 + "cn", "a." * 126 + "cn", "a" * 1000, "a" * 1001,
    f"{'a.' * 499}cn", "*." + "a." * 125 + "cn", "[a.cn]", "a,cn", "a.cn\n", "中国", "www.ck",
    "b.ck", "a.b.ck", "city.kobe.jp", "a.city.kobe.jp", "c.kobe.jp",
)  # fmt: skip

_labels = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)
_names = st.builds(
    lambda labels, suffix, before, after: f"{before}{'.'.join([*labels, suffix])}{after}",
    st.lists(_labels, max_size=4),
    st.one_of(st.sampled_from(SUFFIXES), st.sampled_from(sorted(RULES.rules))),
    st.sampled_from(("", "", "", "*.", ".", " ", "[")),
    st.sampled_from(("", "", "", ".", ":80", ":99999", "\t", "]", "/", "-", ".:1")),
)
host_names = st.one_of(
    _names,
    st.text(alphabet="aB9-_.*: 例。\u00e9\u200b", max_size=20),
    st.text(max_size=40),
    st.sampled_from(ODD),
)
