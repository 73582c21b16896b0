"""The look-up inside Debian's nginx: it says what the gate says, and what it doubts it asks."""

from ctypes.util import find_library
from pathlib import Path

import pytest

from gate import front, running
from gate.running import eventually, listens
from gate.samples import DAY, DOMAIN, LISTED, SEEN, STALE, build, change, filed, header
from openbeian.gate import moments, records
from openbeian.gate.folder import Folder
from openbeian.gate.records import Phase
from openbeian.gate.store import HEADER, Store, Writer

MODULES = Path("/usr/lib/nginx/modules")
NEEDED = {
    "libnginx-mod-http-lua": (MODULES / "ngx_http_lua_module.so").exists(),
    "liblmdb0": find_library("lmdb") is not None,
    "lua-cjson": any(Path("/usr/lib").glob("*/lua/5.1/cjson.so")),
}
MISSING = [package for package, is_there in NEEDED.items() if not is_there or not front.NGINX]
pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"no look-up in nginx: apt-get install {' '.join(MISSING)}"
)
PATHS = {
    "modules/": f"{MODULES}/",
    "/etc/openbeian/": f"{front.EXAMPLES}/",
}
OPEN, ASK = '.open("/var/lib/openbeian/gate"', 'ask(ngx.var.host, "cdn_mainland")'
YEAR = 366 * DAY


def names_of(domains):
    """Return hosts at, below and beside some domains, and such as no visitor should send."""
    for domain in domains:
        yield from (domain, f"www.{domain}", f"a.b-c.{domain}", f"x{domain}", f"{domain}.evil.cn")
        yield from (domain.upper(), f"{domain}.", f"{domain}:80", f"-a.{domain}", f"a-.{domain}")
        yield from (
            f"a_b.{domain}",
            f"a.-b.{domain}",
            f"{'x' * 63}.{domain}",
            f"*.{domain}",
            f"a.a.a.a.a.{domain}",
        )
    yield from ("com.cn", "cn", "localhost", "203.0.113.1", "[2001:db8::1]", "unknown.cn", "1.2")
    yield "例子.cn"


@pytest.fixture
def var(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lua")
    folder.chmod(0o755)
    front.website(folder)
    return folder


@pytest.fixture
def gate(var, domains):
    with running.gate(var, "--socket", str(var / "gate.sock")) as program:
        eventually(lambda: listens(var / "gate.sock"))
        yield program


def serve(var, options="", product="cdn_mainland"):
    ours = {OPEN: f'.open("{var}/gate"{options}', ASK: f'ask(ngx.var.host, "{product}")'}
    return front.nginx("nginx-lua.conf", var, **PATHS, **ours)


@pytest.fixture
def domains(var):
    now = moments.now()
    seen = filed()._replace(reason=SEEN, linked=False, since=None, as_of=now - DAY)
    domains = {
        DOMAIN: [filed()],
        "shop.com.cn": [filed(psb_number="沪公网安备31011502000001号")],
        "xn--fsqu00a.cn": [filed(service_number="")],
        "seen.cn": [seen, Phase(STALE, begins=now + YEAR, as_of=now - DAY)],
        "stale.cn": [seen, Phase(STALE, begins=now - 1, as_of=now - DAY)],
        "third.cn": [Phase(STALE), seen._replace(begins=5), Phase(LISTED, begins=now - 9)],
        "back.cn": [Phase(STALE), Phase(LISTED, begins=5), filed()._replace(begins=now - 9)],
        "bad.cn": [Phase(LISTED, since=1)],
    }
    build(var / "gate", domains)
    return domains


def test_it_says_what_the_gate_says(var, domains, gate):
    with serve(var) as get, running.over(var / "gate.sock") as asked:
        for host in names_of(domains):
            inside = get(host).status_code
            header = {"X-Original-Host": host.encode()}
            theirs = asked.get("/edge/cdn_mainland/nginx", headers=header).status_code
            inside = get(host).status_code
            # 404: it passes, but has no page here; 400: nginx itself refuses such a name
            assert inside in ({200, 404} if theirs == 200 else {theirs, 400}), host


def test_without_a_gate_it_serves_what_it_knows_and_nothing_else(var, domains):
    passing = {DOMAIN, "shop.com.cn", "xn--fsqu00a.cn", "seen.cn", "back.cn"}
    with serve(var) as get:
        served = {domain for domain in domains if get(f"www.{domain}").status_code == 404}
        assert served == passing
        assert get(DOMAIN).text == "a website"
        assert get("unknown.cn").status_code == 502
        assert get(f"a_b.{DOMAIN}").status_code == 502, "doubt"


def test_a_refused_visitor_sees_the_page_that_explains(var, gate):
    with serve(var) as get:
        response = get("unknown.cn", "/a?domain=x", method="POST", content=b"x" * 10_000)
        assert (response.status_code, "该网站暂时无法访问" in response.text) == (403, True)
        get(DOMAIN)
        get(f"a_b.{DOMAIN}")
    log = (var / "access.log").read_text()
    for line in ("unknown.cn unfiled no_record", f"{DOMAIN} filed_here linked"):
        assert line in log
    assert f"a_b.{DOMAIN} filed_here linked" in log, "what the gate was asked is in the log too"


def test_a_change_is_answered_at_the_next_request(var):
    path = build(var / "gate")
    with serve(var) as get:
        assert get(DOMAIN).status_code == 200
        change(path, {DOMAIN.encode(): None}, header())
        assert get(DOMAIN).status_code == 502
        change(path, {DOMAIN.encode(): records.encode(DOMAIN.encode(), [filed()])}, header())
        assert get(DOMAIN).status_code == 200


def test_the_follower_sees_that_it_reads(var):
    path = build(var / "gate")
    with serve(var) as get, Store(path) as store:
        assert get(DOMAIN).status_code == 200
        readers = store._environment.readers().split("\n")[1:]
    assert len([reader for reader in readers if reader.strip()]) == 2, "this process, and nginx"


def test_a_new_generation_is_found(var):
    with serve(var) as get:
        assert get(DOMAIN).status_code == 502
        build(var / "gate")
        eventually(lambda: get(DOMAIN).status_code == 200)
        build(var / "gate", {})
        eventually(lambda: get(DOMAIN).status_code == 502)


def old(var):
    return build(var / "gate", as_of=moments.now() - 1000 * moments.SECOND)


def test_old_data_is_never_filed(var):
    path = old(var)
    with serve(var) as get:
        assert get(DOMAIN).status_code == 502
        change(path, {}, header())
        assert get(DOMAIN).status_code == 200


def test_old_data_counts_where_it_is_told_to(var):
    old(var)
    with serve(var, ", {however_old = true}") as get:
        assert (get(DOMAIN).status_code, get("unknown.cn").status_code) == (200, 502)


def test_the_houses_clock_is_its_clock(var):
    ahead = 4 * DAY
    later = moments.now() + 3 * DAY
    phases = [filed(), Phase(STALE, begins=later)]
    build(var / "gate", {DOMAIN: phases}, ahead=ahead, as_of=moments.now() + ahead)
    with serve(var) as get:
        assert get(DOMAIN).status_code == 502


def test_a_product_decides_which_statuses_pass(var, domains):
    with serve(var, product="hosting_mainland") as get:
        assert (get(DOMAIN).status_code, get("seen.cn").status_code) == (200, 502)
    with serve(var, product="teapot") as get:
        assert get(DOMAIN).status_code == 502


def damaged_record():
    record = bytearray(records.encode(DOMAIN.encode(), [filed()]))
    record[-6] ^= 1
    return bytes(record)


def cut(path):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)


def spoil_the_header(path):
    with Writer(path) as writer, writer._environment.begin(write=True) as transaction:
        stored = bytearray(transaction.get(HEADER))
        stored[40] ^= 1
        transaction.put(HEADER, bytes(stored))


DAMAGES = {
    "header": spoil_the_header,
    "record": lambda path: change(path, {DOMAIN.encode(): damaged_record()}, header()),
    "another key": lambda path: change(
        path, {DOMAIN.encode(): records.encode(b"x.cn", [filed()])}, header()
    ),
    "cut": cut,
    "no store": lambda path: path.write_bytes(b"no store"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_never_filed(var, damage):
    damage(build(var / "gate"))
    with serve(var) as get:
        assert get(DOMAIN).status_code == 502
        assert get(DOMAIN).status_code == 502


def test_a_damaged_record_is_told_to_the_feed(var):
    path = build(var / "gate")
    with serve(var) as get:
        assert get(DOMAIN).status_code == 200
        DAMAGES["record"](path)
        assert get(DOMAIN).status_code == 502
        assert Folder(var / "gate").is_damaged(path)
        build(var / "gate")
        eventually(lambda: get(DOMAIN).status_code == 200)
