"""The vendor's own SDK, unmodified, against this house on loopback."""

import pytest
from alibabacloud_beian20160810 import models
from alibabacloud_beian20160810.client import Client
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.models import Config

from registry import town

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),  # the SDK's
]
OTHER = "另一例子.cn"


@pytest.fixture
def sdk(live_server, made):
    """Return the SDK's client with this secret, or with the right one."""
    key, secret = made

    def client(with_secret=secret):
        return Client(
            Config(
                access_key_id=key.key_id,
                access_key_secret=with_secret,
                endpoint=live_server.url.removeprefix("http://"),
                protocol="http",
            )
        )

    return client


def test_one_domain_is_asked_for(sdk):
    town.enter()
    asked = models.QueryAccessorDomainStatusRequest(caller="cdn", domain="WWW.Shili-Keji.cn:443")
    answer = sdk().query_accessor_domain_status(asked)
    assert (answer.status_code, answer.body.code, answer.body.message) == (200, 200, "OK")
    assert len(answer.body.request_id) == 36
    assert answer.body.data.to_map() == {
        "Domain": "WWW.Shili-Keji.cn:443",
        "Status": "filed_here",
        "ReasonCode": 0,
        "Reason": "该域名已备案，且已在本接入服务商办理接入备案。",
    }


def test_many_domains_are_asked_for_in_their_order(sdk):
    town.enter()
    asked = models.QueryAccessorDomainsStatusRequest(
        caller="cdn", domains=[OTHER, town.DOMAIN, "192.0.2.1", "a b&c=d~*.cn"]
    )
    answer = sdk().query_accessor_domains_status(asked)
    assert [(one.domain, one.status, one.reason_code) for one in answer.body.data] == [
        (OTHER, "unfiled", 301),
        (town.DOMAIN, "filed_here", 0),
        ("192.0.2.1", "unknown", 605),
        ("a b&c=d~*.cn", "unknown", 603),
    ]


def test_the_registrable_domain_of_a_host(sdk):
    answer = sdk().get_main_domain(models.GetMainDomainRequest(domain="*.shop.例子.中国"))
    assert (answer.body.code, answer.body.data) == ("200", "xn--fsqu00a.xn--fiqs8s")


def test_the_linked_domains_page_by_page(sdk):
    sites = [town.website(number, f"site{number}.cn") for number in (1, 2, 3)]
    town.enter(town.declared(*sites))
    town.look_up("elsewhere.cn")

    def page(number):
        asked = models.QueryAccessorDomainListRequest(caller="cdn", page_no=number, page_size=2)
        return sdk().query_accessor_domain_list(asked).body.data.domains

    assert [page(number) for number in (1, 2, 3)] == [["site1.cn", "site2.cn"], ["site3.cn"], []]
    one = models.QueryAccessorDomainListRequest(caller="cdn", domain="www.site3.cn")
    assert sdk().query_accessor_domain_list(one).body.data.domains == ["site3.cn"]


def test_a_refusal_is_the_sdks_own_error(sdk):
    with pytest.raises(ClientException) as refused:
        sdk("wrong").get_main_domain(models.GetMainDomainRequest(domain=town.DOMAIN))
    assert (refused.value.status_code, refused.value.code) == (400, "SignatureDoesNotMatch")
    assert len(refused.value.request_id) == 36


def test_nobody_asks_as_somebody_else(sdk):
    asked = models.QueryAccessorDomainStatusRequest(caller="waf", domain=town.DOMAIN)
    with pytest.raises(ClientException) as refused:
        sdk().query_accessor_domain_status(asked)
    assert (refused.value.status_code, refused.value.code) == (403, "NoPermission")
