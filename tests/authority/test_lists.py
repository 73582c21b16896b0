"""The administration's black list of websites is followed in the registry, and nothing else is."""

import pytest

from openbeian.authority.services import lists
from openbeian.registry.models import BlackListedDomain
from openbeian.registry.services import marks
from openbeian.wire.messages.listing import ListedDomain, ListedService, ServiceListing
from openbeian.wire.messages.meanings import ListOperation

pytestmark = pytest.mark.django_db


def row(operation, *domains, remark="传播违法信息"):
    named = tuple(ListedDomain(name=domain) for domain in domains)
    service = ListedService(name="示例网站", domains=named)
    return ServiceListing(service=service, operation=operation, remark=remark)


def listed():
    in_force = BlackListedDomain.objects.in_force().order_by("domain")
    return list(in_force.values_list("domain", flat=True))


def test_what_is_listed_enters_the_registry_once(line):
    line.answer(row(ListOperation.ADD, "bad-example.cn", "www.worse-example.com.cn"))
    assert listed() == ["bad-example.cn", "worse-example.com.cn"]
    found = BlackListedDomain.objects.first()
    assert (found.source, found.reason) == (lists.source("310000"), "传播违法信息")
    line.answer(row(ListOperation.CHANGE, "bad-example.cn"), name="r2.xml")
    assert BlackListedDomain.objects.count() == 2
    assert line.download("r2.xml").state == "acknowledged"


def test_what_is_removed_leaves_it(line):
    line.answer(row(ListOperation.ADD, "bad-example.cn", remark=" "))
    line.answer(row(ListOperation.REMOVE, "bad-example.cn", remark=None), name="r2.xml")
    assert listed() == []


def test_what_a_person_listed_stays(line):
    marks.blacklist(
        domain="bad-example.cn",
        reason="欠费",
        source="本单位",
        actor=line.house.operator,
        at=line.at,
    )
    for number, operation in enumerate((ListOperation.ADD, ListOperation.REMOVE)):
        line.answer(row(operation, "bad-example.cn"), name=f"r{number}.xml")
    assert listed() == ["bad-example.cn"]
    assert BlackListedDomain.objects.get().source == "本单位"


def test_what_is_no_domain_is_left_to_a_person(line):
    line.answer(row(ListOperation.ADD, "com.cn", "bad-example.cn"))
    assert listed() == ["bad-example.cn"]
    assert line.outcomes() == ["kept"]


def test_a_crash_after_half_of_it_leaves_nothing_doubled(line, monkeypatch):
    real, calls = marks.follow_list, iter([False, True])

    def dying(**facts):
        if next(calls, False):
            raise KeyboardInterrupt
        return real(**facts)

    monkeypatch.setattr(marks, "follow_list", dying)
    with pytest.raises(KeyboardInterrupt):
        line.answer(row(ListOperation.ADD, "bad-example.cn", "worse-example.cn"))
    monkeypatch.undo()
    line.run(minutes=60)
    assert listed() == ["bad-example.cn", "worse-example.cn"]
    assert BlackListedDomain.objects.count() == 2
