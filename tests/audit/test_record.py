"""An event is kept with its change or not at all, with exactly the facts its kind declares."""

from enum import StrEnum
from hashlib import sha256

import pytest
from django.db import transaction

from audit.club import BOOKED, CLUB, COURT, NOON, SECRETARY
from openbeian.accounts.actors import SYSTEM
from openbeian.audit import facts
from openbeian.audit.facts import FactUnfit, FactUnknown
from openbeian.audit.kinds import Kind, KindUnknown, PersonalFact
from openbeian.audit.models import Event
from openbeian.audit.services import RecordedAlone, record
from openbeian.text import Text

pytestmark = pytest.mark.django_db


class Surface(StrEnum):
    CLAY = "clay"


def test_an_event_holds_who_did_what_when_to_what(book):
    event = Event.objects.get(pk=book("9–10", paid=True).pk)
    assert (event.kind, event.at) == ("club:court:booked", NOON)
    assert (event.subject_type, event.subject_id) == COURT
    assert (event.actor_user_id, event.actor_role) == (7, "reviewer")
    assert event.actor_organisation_id == CLUB
    assert event.facts == {"hours": "9–10", "paid": True}
    assert str(event) == "1 club:court:booked"


def test_the_display_name_of_the_actor_is_not_kept(book):
    event = book()
    kept = [str(getattr(event, field.attname)) for field in Event._meta.concrete_fields]
    assert not any("club.example" in value for value in kept)


def test_the_house_itself_acts_without_a_user():
    with transaction.atomic():
        event = record(BOOKED, subject=COURT, actor=SYSTEM, at=NOON)
    assert (event.actor_user_id, event.actor_organisation_id) == (None, None)
    assert event.actor_role == "system"


def test_events_are_numbered_without_a_gap_and_chained(book):
    first, second, third = book(), book(), book()
    assert [first.pk, second.pk, third.pk] == [1, 2, 3]
    assert first.previous_hash == "0" * 64
    assert (second.previous_hash, third.previous_hash) == (first.hash, second.hash)


def test_the_hash_is_over_canonical_json():
    with transaction.atomic():
        event = record(
            BOOKED, subject=COURT, actor=SYSTEM, at=NOON, facts={"paid": True, "hours": "九点"}
        )
    canonical = (
        '{"actor_organisation_id":null,"actor_role":"system","actor_user_id":null,'
        '"at":"2026-03-02T04:00:00.123456+00:00","facts":{"hours":"九点","paid":true},"id":1,'
        f'"kind":"club:court:booked","previous_hash":"{"0" * 64}","subject_id":"3",'
        '"subject_type":"court"}'
    )
    assert event.hash == sha256(canonical.encode()).hexdigest()


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction():
    with pytest.raises(RecordedAlone):
        record(BOOKED, subject=COURT, actor=SECRETARY, at=NOON, facts={"hours": "9–10"})


@transaction.atomic
def book_and_fail(book):
    book("11–12")
    book(weather="rain")


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_no_event_and_no_gap(book):
    book()
    with pytest.raises(FactUnknown):
        book_and_fail(book)
    assert book().pk == 2
    assert [event.facts["hours"] for event in Event.objects.all()] == ["9–10", "9–10"]


def test_an_unregistered_kind_is_refused():
    stray = Kind("club:court:flooded", Text("Flooded", "淹水"))
    with pytest.raises(KindUnknown), transaction.atomic():
        record(stray, subject=COURT, actor=SECRETARY, at=NOON)


def test_a_fact_that_the_kind_does_not_declare_is_refused(book):
    with pytest.raises(FactUnknown):
        book(weather="rain")
    assert not Event.objects.exists()


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"), transaction.atomic():
        record(BOOKED, subject=COURT, actor=SECRETARY, at=NOON.replace(tzinfo=None))


@pytest.mark.parametrize(
    "value",
    [1.5, NOON, b"bytes", {1: "x"}, {"k": 1.5}, ["x", object()], "nul\0", "\ud800", {"\0": 1}],
    ids=[
        *("fraction", "date", "bytes", "number as key", "nested fraction", "object in a list"),
        *("NUL", "surrogate", "NUL in a key"),
    ],
)
def test_a_fact_without_an_exact_form_is_refused(book, value):
    with pytest.raises(FactUnfit):
        book(note=value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, None),
        (False, False),
        (2**70, 2**70),
        ("线 “a”\n\t🎾", "线 “a”\n\t🎾"),
        (Surface.CLAY, "clay"),
        (("a", ["b", None]), ["a", ["b", None]]),
        ({"b": 1, "a": {"z": [True]}}, {"a": {"z": [True]}, "b": 1}),
        (Text("Clay", "红土"), {"en": "Clay", "zh": "红土"}),
    ],
    ids=[
        "nothing",
        "no",
        "huge number",
        "any letters",
        "enum",
        "lists",
        "nested",
        "both languages",
    ],
)
def test_a_fact_comes_back_as_it_was_given(book, given, kept):
    assert Event.objects.get(pk=book(note=given).pk).facts["note"] == kept


def test_of_a_personal_fact_only_a_commitment_is_kept(book):
    kept = Event.objects.get(pk=book(member_mobile="13800138000").pk).facts["member_mobile"]
    assert "13800138000" not in kept
    assert kept == facts.commitment("club:court:booked", "member_mobile", COURT, "13800138000")


def test_a_commitment_proves_no_other_value_and_links_no_two_subjects(book):
    ours = book(member_mobile="13800138000", court="3").facts["member_mobile"]
    assert ours != book(member_mobile="13900139000", court="3").facts["member_mobile"]
    assert ours != book(member_mobile="13800138000", court="4").facts["member_mobile"]


def test_a_personal_fact_cannot_hide_inside_another(book):
    with pytest.raises(PersonalFact):
        book(note=[{"mobile": "13800138000"}])


def test_a_committed_fact_may_have_parts(book):
    kept = book(member_mobile={"mobile": "13800138000", "country": 86}).facts["member_mobile"]
    assert kept.startswith("hmac-sha256:")
