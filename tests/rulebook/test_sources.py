"""People who file read sources by a name in their language, never a researcher's citation."""

import re

import pytest
import yaml

from openbeian.declaration.build import SOURCE
from openbeian.rulebook.loader import FOLDER, default

# what a name may hold of another script: the field's own words, and the marks of documents
LATIN = re.compile(r"[A-Za-z]+")
WORDS_IN_CHINESE = {
    *("ICP", "IP", "IPv", "App", "OBS", "CDN", "DDoS", "FAQ", "V", "GB", "T", "B", "EDI"),
}
NOT_FOR_CUSTOMERS = re.compile(
    r"founding|創始|创始|doc_|icp_0|Huawei|Alibaba|Tencent|WeChat|\bJD\b|华为|阿里|腾讯|微信|京东|[{}]",
    re.IGNORECASE,
)


def citations(value):
    if isinstance(value, dict):
        for key, item in value.items():
            if key == "source" and isinstance(item, str):
                yield item
            else:
                yield from citations(item)
    elif isinstance(value, list):
        for item in value:
            yield from citations(item)


def our_citations():
    found = {SOURCE}
    for path in FOLDER.glob("*.yaml"):
        found.update(citations(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)))
    return sorted(one for one in found if not one.startswith("{"))


def test_every_source_has_a_name_in_both_languages_that_is_for_customers():
    for citation in our_citations():
        name = default().cited(citation)
        assert name.zh != citation, citation
        assert set(LATIN.findall(name.zh)) <= WORDS_IN_CHINESE, name.zh
        assert not NOT_FOR_CUSTOMERS.search(f"{name.en} {name.zh}"), name


@pytest.mark.parametrize(
    ("citation", "zh"),
    [
        (
            'Founding document "What\'s ICP" (Alibaba Cloud information paper, undated)',
            "本服务办理规则",
        ),
        (
            "Huawei Cloud ICP filing help, 域名核验规则 (doc_0065, doc_0209)",
            "公开的ICP备案办理指引“域名核验规则”",
        ),
        (
            "Tencent Cloud ICP filing docs, 上海管局备案要求, no later than 2022",
            "公开的ICP备案办理指引“上海管局备案要求”",
        ),
        (
            "MII Order 33 (2005), art. 12; Huawei Cloud doc_0158; Tencent Cloud",
            "《非经营性互联网信息服务备案管理办法》（信息产业部令第33号）第十二条",
        ),
    ],
    ids=["our own rules", "a help page", "an older help page", "an order"],
)
def test_a_source_is_named_by_its_kind(citation, zh):
    assert default().cited(citation).zh == zh


def test_an_operators_own_source_is_shown_as_it_stands():
    assert default().cited("House rule 7").zh == "House rule 7"
