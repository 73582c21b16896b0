"""Submitting freezes a version once, however often it is asked for."""

import json

import pytest

from cases import HOUR, Case, declared_by, found_company, found_member
from declaration.drafts import built_from
from everything import untouched
from examples import declaration
from invariants import events_of
from openbeian import rulebook
from openbeian.accounts.actors import SYSTEM, NotPermitted
from openbeian.audit.queries import history
from openbeian.filings import queries
from openbeian.filings.models import Request
from openbeian.filings.services import begin
from openbeian.filings.services.submit import KeyReused, KeyUnfit, NotReady, submit
from openbeian.outbox.models import Effect
from openbeian.procedure.engine import MoveNotAllowed
from openbeian.procedure.filing import State
from openbeian.procedure.permissions import Role
from openbeian.registry.models import InProcess
from openbeian.registry.services.process import DomainInProcess, DomainTaken

pytestmark = pytest.mark.django_db


def hand_in(case, key="a", actor=None):
    return submit(filing_id=case.id, actor=actor or case.applicant, key=key, at=case.at)


class TestFreezing:
    def test_the_version_says_what_the_draft_said(self, case):
        filing = hand_in(case.brought_to("draft"))
        version = queries.version(filing)
        files = {path: (sha256,) for path, sha256 in case.files.items()}
        assert queries.declaration(filing) == built_from(declaration(**files))
        assert (version.number, version.submitted_by_id) == (1, case.applicant.user_id)
        assert version.rulebook == rulebook.default().fingerprint
        assert (filing.state_now, filing.submitted_at) == (State.PROVIDER_REVIEW, case.at)

    def test_the_event_names_version_digest_and_rulebook(self, case):
        filing = hand_in(case.brought_to("draft"))
        version = queries.version(filing)
        assert history(filing.subject).latest("id").facts == {
            "version": 1,
            "digest": version.digest,
            "rulebook": version.rulebook,
        }

    def test_what_was_found_is_kept_with_the_version_without_its_triggers(self, case):
        case.brought_to("draft").edited({"entity.leader.certificate.valid_until": "2026-12-31"})
        [finding] = [
            row
            for row in queries.version(hand_in(case)).findings
            if row["rule"] == "person.certificate_expires"
        ]
        assert finding["blocking"] is False
        assert finding["field"] == "entity.leader.certificate.valid_until"
        assert finding["message"]["zh"]
        assert "because" not in finding

    def test_the_projection_is_in_canonical_spelling(self, case):
        case.brought_to("draft").edited({"services[1].domains[1].name": " SHILI-KEJI.CN. "})
        assert hand_in(case).domain == "shili-keji.cn"

    def test_applicant_and_reviewers_are_told(self, case):
        filing = hand_in(case.brought_to("draft"))
        event = history(filing.subject).latest("id")
        told = Effect.objects.filter(kind="notice.tell").order_by("pk")
        assert [(effect.payload["template"], effect.payload["audience"]) for effect in told] == [
            ("application_submitted", "applicant"),
            ("new_case", "provider"),
        ]
        assert {effect.payload["event"] for effect in told} == {event.pk}
        assert told[0].secret()["reference"] == filing.reference

    def test_a_second_version_is_compared_with_the_first(self, case):
        filing = case.brought_to("resubmitted").filing
        change, *forms = queries.changes(filing)
        assert [form.field for form in forms] == [
            "entity.documents[application_form]",
            "services[1].documents[verification_form]",
        ]
        assert (change.field, filing.version) == ("entity.certificate_address", 2)
        assert queries.declaration(filing, 1).entity.certificate_address == change.before
        assert queries.declaration(filing).entity.certificate_address == change.after

    def test_there_is_nothing_to_compare_at_first(self, case):
        assert queries.changes(case.brought_to("provider_review").filing) == ()


class TestReadiness:
    def test_an_empty_draft_is_told_every_field_that_is_missing(self, company, case):
        case.id = begin.begin(actor=company, at=case.at).pk
        with untouched(), pytest.raises(NotReady) as refusal:
            hand_in(case)
        assert len(refusal.value.findings) > 30
        assert {finding.rule for finding in refusal.value.findings} == {"field.missing"}
        assert refusal.value.facts == {"count": len(refusal.value.findings)}

    def test_a_missing_document_stands_in_the_way(self, case):
        case.brought_to("draft").edited({"entity.documents[business_licence]": []})
        with untouched(), pytest.raises(NotReady) as refusal:
            hand_in(case)
        [finding] = [finding for finding in refusal.value.findings if finding.blocking]
        assert finding.field == "entity.documents[business_licence]"
        assert refusal.value.text.zh == "提交前须处理1项问题。"

    def test_only_what_blocks_is_counted(self, case):
        case.brought_to("draft").edited(
            {
                "entity.leader.certificate.valid_until": "2026-12-31",
                "entity.documents[business_licence]": [],
            }
        )
        with pytest.raises(NotReady) as refusal:
            hand_in(case)
        assert refusal.value.facts == {"count": 1}
        assert len(refusal.value.findings) > 1


class TestKeys:
    def test_the_same_key_twice_is_one_submission(self, case):
        first = hand_in(case.brought_to("draft"))
        case.at += HOUR
        with untouched():
            assert hand_in(case) == first
        assert events_of(first, "filing:application:submit") == 1
        assert Request.objects.get().verb == "submit"

    def test_a_key_does_not_submit_again_what_was_taken_back(self, case):
        hand_in(case.brought_to("draft"))
        case.at += HOUR
        case.withdrawn()
        with untouched(), pytest.raises(KeyReused):
            hand_in(case)

    def test_another_key_is_another_request(self, case):
        hand_in(case.brought_to("draft"), "a")
        with untouched(), pytest.raises(MoveNotAllowed):
            hand_in(case, "b")

    def test_a_key_is_still_known_when_the_application_has_moved_on(self, case):
        hand_in(case.brought_to("draft"), "a")
        case.claimed().passed()
        with untouched():
            assert hand_in(case, "a").state_now is State.READY_TO_SUBMIT

    def test_a_colleagues_key_is_not_mine(self, case):
        hand_in(case.brought_to("draft"), "a")
        organisation = case.filing.organisation
        colleague = found_member(organisation, "chen@shili-keji.cn", Role.APPLICANT)
        with untouched(), pytest.raises(MoveNotAllowed):
            hand_in(case, "a", colleague)

    def test_a_key_belongs_to_one_application(self, case):
        hand_in(case.brought_to("draft"), "a")
        case.declined().drafted()
        with untouched(), pytest.raises(KeyReused):
            hand_in(case, "a")

    @pytest.mark.parametrize("key", ["", "a" * 65, "a b", "a\0", "键", "a\n"])
    def test_what_is_no_key_is_refused(self, case, key):
        case.brought_to("draft")
        with untouched(), pytest.raises(KeyUnfit):
            hand_in(case, key)

    def test_the_system_has_no_keys(self, case):
        case.brought_to("draft")
        with untouched(), pytest.raises(NotPermitted):
            hand_in(case, actor=SYSTEM)


class TestDomains:
    @pytest.fixture
    def rival(self, house):
        name = "上海另例贸易有限公司"
        other = found_company(name, email="bao@linglimaoyi.cn")
        declared = declared_by(name, domain="shili-keji.cn", serial=7)
        return Case(house, other, declared).drafted()

    def test_of_two_applications_for_a_domain_one_goes_on(self, case, rival):
        hand_in(case.brought_to("draft"))
        with untouched(), pytest.raises(DomainInProcess) as refusal:
            hand_in(rival)
        assert refusal.value.facts == {"domain": "shili-keji.cn"}

    @pytest.mark.parametrize("ending", ["withdrawn", "abandoned", "declined"])
    def test_a_domain_is_free_once_the_application_is_out_of_the_way(self, case, rival, ending):
        case.brought_to("provider_review")
        if ending == "abandoned":
            case.claimed().asked()
        getattr(case, ending)()
        assert not InProcess.objects.in_force().exists()
        assert hand_in(rival).version == 1

    def test_after_a_withdrawal_the_first_comes_too_late(self, case, rival):
        case.brought_to("provider_review").withdrawn()
        hand_in(rival)
        with untouched(), pytest.raises(DomainInProcess):
            hand_in(case)

    def test_a_corrected_domain_frees_the_former(self, case, rival):
        case.brought_to("provider_review").claimed().asked("services[1].domains[1].name")
        changed = case.edited({"services[1].domains[1].name": "shili-shop.cn"})
        changed.signed_again().submitted()
        assert hand_in(rival).version == 1

    @pytest.mark.parametrize("owner", ["another's", "one's own"])
    def test_a_registered_domain_is_not_applied_for_again(self, case, rival, owner):
        case.brought_to("approved")
        late = case.drafted() if owner == "one's own" else rival
        with untouched(), pytest.raises(DomainTaken):
            hand_in(late)


def test_the_search_projection_of_a_draft_never_holds_a_person(case):
    filing = case.brought_to("draft").filing
    shown = json.dumps([filing.title, filing.domain, filing.province], ensure_ascii=False)
    assert "示例合资" in shown
    assert not any(name in shown for name in ("Beispiel", "王示例"))


def test_a_provider_submits_nothing_even_with_a_key_that_is_known(case):
    hand_in(case.brought_to("draft"), "a")
    with untouched(), pytest.raises(NotPermitted):
        hand_in(case, "a", case.house.reviewer)
