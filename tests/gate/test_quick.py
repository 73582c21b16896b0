"""The quick way says what the long way says, to the octet, or leaves it to the long way."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gate import samples
from gate.samples import DAY, DOMAIN, ENTITY, SEEN, STALE, build, change, filed, header
from openbeian.gate import moments, records, rendering
from openbeian.gate.looking import Gate
from openbeian.gate.quick import Quick
from openbeian.gate.records import Phase

NOW = moments.of(datetime(2026, 11, 24, 4, 5, 6, 789, UTC))
DOMAINS = (DOMAIN, "xn--fsqu00a.xn--fiqs8s", "a.com.cn", "b--c.bj.cn", "9.jp", "x.co.jp")

plain = st.tuples(
    st.sampled_from(["", "www.", "a.b.c.", "x-y.", "0.", "xn--fsqu00a."]),
    st.sampled_from([*DOMAINS, "unknown.cn", "no.com.cn", "co.jp", "com.cn", "cn", "a.nosuch"]),
).map("".join)
other = st.text(
    st.sampled_from([*"aZ09.-_*:[]/@ %&+=", "\n", "\x00", "例", "。", "Ａ", "\u200d"]), max_size=12
)
long = st.integers(50, 70).map(lambda length: f"{'x' * length}.{DOMAIN}")
names = plain | st.tuples(plain, other).map("".join) | st.tuples(other, plain).map("".join) | long
at = st.integers(-40, 40).map(lambda days: NOW + days * DAY) | st.sampled_from([0, NOW, NOW + 1])
numbers = st.sampled_from(
    [
        ("", "", ""),
        (ENTITY, f"{ENTITY}-1", ""),
        (ENTITY, f"{ENTITY}-12", "沪公网安备31011502000001号"),
        (ENTITY, f"{ENTITY}-2A", ""),
        (ENTITY, "京ICP备05000001号-1", ""),
        ("", f"{ENTITY}-1", ""),
        ("京ICP备05000001号", "京ICP备05000001号-03", ""),
        ("粤B2-20090059", "粤B2-20090059-7", ""),
        ("100%号", "100%号-1", "%b"),
    ]
)


@st.composite
def phases(draw):
    begins = draw(st.sets(at.filter(bool), max_size=2))
    return [
        Phase(
            draw(st.sampled_from(range(len(samples.CODES)))),
            begin,
            draw(st.none() | at),
            draw(st.none() | at),
            draw(st.booleans()),
            *draw(numbers),
        )
        for begin in (0, *sorted(begins))
    ]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return iter(lambda: tmp_path_factory.mktemp("quick"), None)


@pytest.fixture(scope="module", autouse=True)
def standing_clock():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(moments, "now", lambda: NOW)
        yield


def both(gate: Gate, quick: Quick, name: str):
    """Return the answers by the long way and by the quick one."""
    answer = gate.ask(name)
    return (answer.reason, rendering.whole(answer)), quick.verify(f"domain={name}")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(DOMAINS), phases()),
    st.lists(names, min_size=1, max_size=30),
    st.sampled_from([0, 1, 899, 900, 901, 5000]),
    st.sampled_from([0, DAY]),
)
def test_both_ways_say_the_same(folders, domains, asked, age, ahead):
    folder = next(folders)
    build(folder, domains, as_of=NOW + ahead - age * moments.SECOND, ahead=ahead)
    with samples.gate(folder) as gate:
        quick = Quick(gate)
        for name in asked:
            long, short = both(gate, quick, name)
            assert short in {None, long}
            assert quick.reason(name) in {None, long[0]}


@pytest.fixture
def there(tmp_path):
    seen = filed()._replace(reason=SEEN, linked=False, since=None, as_of=NOW - DAY)
    build(
        tmp_path,
        {
            DOMAIN: [filed()],
            "xn--fsqu00a.xn--fiqs8s": [filed(psb_number="沪公网安备31011502000001号")],
            "seen.cn": [seen, Phase(STALE, begins=NOW + 1, as_of=NOW - DAY)],
            "stale.cn": [Phase(STALE, as_of=NOW - 40 * DAY)],
            "ended.cn": [filed(), Phase(SEEN, begins=NOW)],
        },
        as_of=NOW,
    )
    with samples.gate(tmp_path) as gate:
        yield gate, Quick(gate)


@pytest.mark.parametrize(
    "name",
    [DOMAIN, f"www.{DOMAIN}", "xn--fsqu00a.xn--fiqs8s", "a.b--c.seen.cn", "x.com.cn", "x.nosuch"],
)
def test_what_nearly_all_ask_goes_the_quick_way(there, name):
    long, short = both(*there, name)
    assert short == long
    assert there[1].reason(name) is long[0]


NOT_PLAIN = (
    *("", "cn", "com.cn", "WWW.a.cn", "a.cn.", "a..cn", "-a.cn", "a-.cn", "a_b.cn", "*.a.cn"),
    *("a.cn:80", "127.0.0.1", "x.1", "例子.cn", "a.cn&b=c", "a%2Ecn", "a.cn\n"),
    *(f"{'x' * 61}.cn", f"{'x' * 64}.cn"),
)


@pytest.mark.parametrize("name", [*NOT_PLAIN, "ended.cn"])
def test_the_rest_goes_the_long_way(there, name):
    assert there[1].verify(f"domain={name}") is None
    assert there[1].reason(name) is None


def test_words_that_name_an_age_are_left_to_the_long_way(there):
    _, quick = there
    assert quick.verify("domain=stale.cn") is None
    assert quick.reason("stale.cn").code == "evidence_stale"


def test_an_answer_follows_the_store(there):
    gate, quick = there
    assert quick.reason(DOMAIN).code == "linked"
    change(gate.folder.current(), {DOMAIN.encode(): None}, header(as_of=NOW + 5))
    long, short = both(gate, quick, DOMAIN)
    assert (short, long[0].code) == (long, "no_record")
    change(gate.folder.current(), {}, header(as_of=NOW - 901 * moments.SECOND))
    assert quick.verify(f"domain={DOMAIN}") is None, "old data"


def test_another_generation_brings_its_own_words(there, monkeypatch):
    monkeypatch.setattr("openbeian.gate.looking._LOOK_AGAIN", 0)
    gate, quick = there
    before = quick.reason(DOMAIN)
    build(gate.folder.path, as_of=NOW)
    long, short = both(gate, quick, DOMAIN)
    assert short == long
    assert short[0] is not before


def test_a_damaged_record_is_never_answered(there):
    gate, quick = there
    damaged = bytearray(records.encode(DOMAIN.encode(), [filed()]))
    damaged[-6] ^= 1
    change(gate.folder.current(), {DOMAIN.encode(): bytes(damaged)}, header(as_of=NOW))
    assert quick.verify(f"domain={DOMAIN}") is None


def test_a_query_of_another_form_goes_the_long_way(there):
    for query in ("", "domain", f"host={DOMAIN}", f"a=b&domain={DOMAIN}", f" domain={DOMAIN}"):
        assert there[1].verify(query) is None


def test_without_a_store_there_is_no_quick_way(tmp_path):
    with samples.gate(tmp_path / "none") as gate:
        assert Quick(gate).verify(f"domain={DOMAIN}") is None
