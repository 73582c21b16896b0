"""Filings of addresses: entered and answered at once."""

from ipaddress import IPv4Address

import pytest

from openbeian.sandbox.checks.stock import covers
from openbeian.sandbox.models import IpFiling, IpSort, OrderState
from openbeian.wire.messages.ip_decision import AllocationResult, BroadcastResult, SourceResult
from openbeian.wire.messages.ip_filing import (
    ChangedAllocation,
    DeletedAllocation,
    DeletedSource,
    NewBroadcast,
)
from openbeian.wire.messages.meanings import Allocation, IpOperation
from sandbox.town import (
    OTHER_UNIT,
    allocation,
    first_filing,
    open_account,
    send_one,
    source,
    told,
)

NEXT = (IPv4Address("203.0.114.0"), IPv4Address("203.0.114.255"))


def result_of(provider, record, kind):
    """Send a record and return its result and the codes in it."""
    order = send_one(provider, record)
    result = told(provider, kind)
    codes = [each.code for each in result.codes]
    assert codes == order.codes
    assert (codes == [2998]) is (order.state == OrderState.ENTERED)
    return result, codes


def test_a_source_is_entered_and_named_by_both_ids(provider):
    result, codes = result_of(provider, source(*NEXT), SourceResult)
    filing = IpFiling.objects.get(first=int(NEXT[0]))
    assert codes == [2998]
    assert (result.administration_id, result.record_id) == (filing.pk, 1)
    assert (filing.sort, result.operation) == (IpSort.SOURCE, IpOperation.ADD)


@pytest.mark.parametrize(
    ("record", "kind", "code"),
    [
        (source(), SourceResult, 2003),
        (source(NEXT[1], NEXT[0]), SourceResult, 2002),
        (allocation(*NEXT), AllocationResult, 2005),
        (DeletedSource(administration_id=999), SourceResult, 2055),
    ],
    ids=["twice", "backwards", "without a source", "unknown"],
)
def test_a_faulty_filing_is_refused_without_an_id(provider, record, kind, code):
    result, codes = result_of(provider, record, kind)
    assert codes == [code]
    assert result.administration_id is None


def test_a_broadcast_twice_has_its_own_code(provider):
    record = NewBroadcast(
        record_id=3, broadcasting_unit_id=1, requesting_unit_id=2, first=NEXT[0], last=NEXT[1]
    )
    assert result_of(provider, record, BroadcastResult)[1] == [2998]
    assert result_of(provider, record, BroadcastResult)[1] == [2004]


def test_an_allocation_is_changed_and_deleted_by_its_id(provider):
    filing = IpFiling.objects.get(sort=IpSort.ALLOCATION)
    smaller = ChangedAllocation(
        administration_id=filing.pk,
        first=IPv4Address("203.0.113.0"),
        last=IPv4Address("203.0.113.9"),
        allocation=Allocation.OWN_USE,
    )
    result, codes = result_of(provider, smaller, AllocationResult)
    assert (codes, result.operation) == ([2998], IpOperation.CHANGE)
    assert send_one(provider, first_filing(10)).codes == [1063]
    deleted = DeletedAllocation(administration_id=filing.pk)
    order = send_one(provider, deleted)
    assert order.codes == [2998]
    assert send_one(provider, first_filing(1)).codes == [1063]


def test_a_change_that_would_leave_its_source_is_refused(provider):
    filing = IpFiling.objects.get(sort=IpSort.ALLOCATION)
    larger = ChangedAllocation(
        administration_id=filing.pk,
        first=IPv4Address("203.0.113.0"),
        last=NEXT[1],
        allocation=Allocation.OWN_USE,
    )
    assert result_of(provider, larger, AllocationResult)[1] == [2005]
    filing.refresh_from_db()
    assert filing.last == int(IPv4Address("203.0.113.255"))


def test_nobody_touches_the_filing_of_another(provider):
    filing = IpFiling.objects.get(sort=IpSort.ALLOCATION)
    other = open_account(OTHER_UNIT)
    record = DeletedAllocation(administration_id=filing.pk)
    assert result_of(other, record, AllocationResult)[1] == [2054]


@pytest.mark.parametrize(
    ("spans", "covered"),
    [
        ([], False),
        ([(1, 10)], True),
        ([(2, 8)], True),
        ([(3, 8)], False),
        ([(2, 7)], False),
        ([(1, 5), (6, 9)], True),
        ([(1, 5), (2, 4), (6, 9)], True),
        ([(1, 5), (7, 9)], False),
    ],
)
def test_spans_hold_a_range_only_without_a_gap(spans, covered):
    assert covers(spans, 2, 8) is covered
