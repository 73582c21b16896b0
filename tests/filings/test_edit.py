"""A draft is filled in field by field; a correction opens only what was asked for."""

from datetime import timedelta

import pytest

from cases import HOUR, Case, found_company
from everything import untouched
from filings.verbs import ADDRESS
from invariants import events_of
from openbeian.audit.queries import history
from openbeian.declaration.paths import PathUnreadable
from openbeian.documents.services import receive
from openbeian.filings import queries
from openbeian.filings.sealing import LARGEST_DRAFT, DraftTooLarge, seal_draft
from openbeian.filings.services import begin
from openbeian.filings.services.edit import (
    FieldNotOpen,
    NoSuchDocument,
    TooManyFiles,
    attach,
    detach,
    edit,
    is_open,
    open_fields,
)
from openbeian.procedure.engine import MoveNotAllowed
from papers import paper

pytestmark = pytest.mark.django_db

LICENCE = "entity.documents[business_licence]"
PHOTO = "services[1].documents[webmaster_photo]"


@pytest.fixture
def draft(case):
    return case.brought_to("draft")


def change(case, changes, actor=None):
    return edit(filing_id=case.id, actor=actor or case.applicant, changes=changes, at=case.at)


def put(case, path, sha256):
    return attach(filing_id=case.id, actor=case.applicant, path=path, sha256=sha256, at=case.at)


def take(case, path, sha256):
    return detach(filing_id=case.id, actor=case.applicant, path=path, sha256=sha256, at=case.at)


def uploaded(case, words):
    content = paper("business_licence", words)
    return receive(
        organisation_id=case.applicant.tenant,
        actor=case.applicant,
        name="a.jpg",
        content=content,
        at=case.at,
    ).sha256


class TestFields:
    def test_a_change_is_laid_over_the_rest(self, draft):
        before = queries.draft(draft.filing)
        change(draft, {"services[1].remark": "新的说明"})
        assert queries.draft(draft.filing) == {**before, "services[1].remark": "新的说明"}

    def test_the_event_names_the_fields_and_none_of_their_words(self, draft):
        change(draft, {"services[1].remark": "新的说明", "entity.leader.mobile": "13900000009"})
        event = history(draft.filing.subject).latest("id")
        assert event.facts == {"fields": ["entity.leader.mobile", "services[1].remark"]}

    def test_of_a_person_who_files_only_the_first_sign_is_searched_and_shown(self, draft):
        change(draft, {"entity.kind": "individual_mainland", "entity.name": "王小明"})
        assert draft.filing.title == "王**"
        assert queries.draft(draft.filing)["entity.name"] == "王小明"

    def test_an_emptied_field_is_gone(self, draft):
        change(draft, {"services[1].remark": ""})
        assert "services[1].remark" not in queries.draft(draft.filing)

    def test_saying_the_same_again_changes_nothing(self, draft):
        remark = queries.draft(draft.filing)["services[1].remark"]
        with untouched():
            change(draft, {"services[1].remark": remark})

    def test_work_on_a_draft_keeps_it_from_expiring(self, draft):
        before = draft.filing.due_on
        draft.at += timedelta(days=10)
        assert change(draft, {"services[1].remark": "新的说明"}).due_on > before

    def test_a_clock_that_was_set_back_takes_no_days_away(self, draft):
        before = draft.filing.due_on
        draft.at -= timedelta(days=10)
        assert change(draft, {"services[1].remark": "新的说明"}).due_on == before

    def test_what_is_searched_follows_the_draft(self, draft):
        filing = change(
            draft,
            {
                "entity.name": "上海改名科技有限公司",
                "services[1].domains[1].name": "Gaiming.cn",
                "province": "110000",
            },
        )
        assert (filing.title, filing.domain) == ("上海改名科技有限公司", "gaiming.cn")
        assert filing.province == "110000"

    @pytest.mark.parametrize(
        "path",
        [
            "entity.hobby",
            "entity",
            "services[0].name",
            "services[01].name",
            "services[-1].name",
            "services[x].name",
            "services[12345].name",
            "services[1].domains[a].name",
            "services[1].access[1e3].method_ids",
            "entity.documents[horoscope]",
            "services[*].name",
            "Ⅷ",
            "",
        ],
    )
    def test_what_is_no_field_is_refused(self, draft, path):
        with untouched(), pytest.raises(PathUnreadable):
            change(draft, {path: "x"})

    @pytest.mark.parametrize(
        "words",
        ["a\x00b", "half \ud800 a sign", "\u202eexe.gnp", "{0.__class__}", "' OR 1=1 --", "𠮷野家"],
        ids=["nul", "surrogate", "right to left", "template", "sql", "rare"],
    )
    def test_whatever_was_typed_is_kept_for_the_person_to_mend(self, draft, words):
        change(draft, {"entity.name": words, "services[1].domains[1].name": words})
        assert queries.draft(draft.filing)["entity.name"] == words

    def test_more_than_any_honest_application_is_refused(self, draft):
        with untouched(), pytest.raises(DraftTooLarge) as refusal:
            change(draft, {"services[1].remark": "a" * LARGEST_DRAFT})
        assert refusal.value.facts == {"limit": 256}


class TestDocuments:
    def test_files_are_attached_and_taken_off(self, draft):
        first = draft.files[LICENCE]
        second = uploaded(draft, "第二页")
        put(draft, LICENCE, second)
        assert queries.draft(draft.filing)[LICENCE] == [first, second]
        take(draft, LICENCE, first)
        assert queries.draft(draft.filing)[LICENCE] == [second]
        take(draft, LICENCE, second)
        assert LICENCE not in queries.draft(draft.filing)
        assert events_of(draft.filing, "filing:document:attach") == 1
        assert events_of(draft.filing, "filing:document:detach") == 2

    def test_a_document_that_no_rule_names_any_more_can_still_be_taken_off(self, draft):
        mark = draft.files[LICENCE]
        former = "entity.documents[horoscope]"
        filing = draft.filing
        seal_draft(filing, {**queries.draft(filing), former: [mark]})
        filing.save()
        take(draft, former, mark)
        assert former not in queries.draft(draft.filing)
        event = history(draft.filing.subject).latest("id")
        assert event.facts["document"] == {"en": "horoscope", "zh": "horoscope"}

    def test_attaching_the_same_file_again_changes_nothing(self, draft):
        with untouched():
            put(draft, LICENCE, draft.files[LICENCE])

    def test_taking_off_what_is_not_there_changes_nothing(self, draft):
        with untouched():
            take(draft, LICENCE, draft.files[PHOTO])

    def test_another_tenants_file_is_not_there(self, house, draft):
        other = found_company("上海另例贸易有限公司", email="bao@linglimaoyi.cn")
        theirs = Case(house, other)
        theirs.id = begin.begin(actor=other, at=theirs.at).pk
        secret = uploaded(theirs, "他人的文件")
        with untouched():
            with pytest.raises(NoSuchDocument):
                put(draft, LICENCE, secret)
            with pytest.raises(NoSuchDocument):
                change(draft, {LICENCE: [secret]})

    @pytest.mark.parametrize("sha256", ["", "0" * 64, "x" * 64, "\0", "F" * 64, "../../etc"])
    def test_what_is_no_file_is_refused(self, draft, sha256):
        with untouched(), pytest.raises(NoSuchDocument):
            put(draft, LICENCE, f"{sha256},{sha256}")

    def test_a_document_has_ten_files_at_most(self, draft):
        for page in range(2, 11):
            put(draft, LICENCE, uploaded(draft, f"第{page}页"))
        eleventh = uploaded(draft, "第11页")
        with untouched():
            with pytest.raises(TooManyFiles):
                put(draft, LICENCE, eleventh)
            with pytest.raises(TooManyFiles):
                change(draft, {LICENCE: [*queries.draft(draft.filing)[LICENCE], eleventh]})

    @pytest.mark.parametrize("path", ["entity.name", "entity.documents[horoscope]", "entity", "?"])
    def test_a_file_belongs_to_a_document(self, draft, path):
        with untouched(), pytest.raises(PathUnreadable):
            put(draft, path, draft.files[LICENCE])

    def test_nothing_is_attached_or_taken_off_after_submission(self, case):
        case.brought_to("provider_review")
        with untouched():
            with pytest.raises(MoveNotAllowed):
                put(case, LICENCE, case.files[PHOTO])
            with pytest.raises(MoveNotAllowed):
                take(case, LICENCE, case.files[LICENCE])


class TestCorrections:
    @pytest.fixture
    def asked(self, case):
        return case.brought_to("correction_requested")

    def test_in_a_draft_everything_is_open(self, draft):
        assert open_fields(draft.filing, draft.at) is None
        assert is_open("entity.name", None)

    def test_only_the_field_that_was_asked_for_is_open(self, asked):
        assert open_fields(asked.filing, asked.at) == {ADDRESS}
        with untouched():
            for path in ("entity.name", "services[1].remark", "services[2].name", LICENCE):
                with pytest.raises(FieldNotOpen):
                    change(asked, {path: "改"})
        change(asked, {ADDRESS: "上海市浦东新区示例路100号3幢302室"})

    def test_one_closed_field_refuses_all_of_a_page(self, asked):
        with untouched(), pytest.raises(FieldNotOpen):
            change(asked, {ADDRESS: "上海市", "entity.name": "上海改名科技有限公司"})

    def test_a_page_may_repeat_what_is_closed(self, asked):
        name = queries.draft(asked.filing)["entity.name"]
        change(asked, {ADDRESS: "上海市浦东新区示例路1号", "entity.name": name})

    def test_closed_documents_stay_as_they_are(self, asked):
        with untouched():
            with pytest.raises(FieldNotOpen):
                put(asked, LICENCE, asked.files[PHOTO])
            with pytest.raises(FieldNotOpen):
                take(asked, LICENCE, asked.files[LICENCE])

    def test_what_depends_on_a_field_opens_with_it(self, case):
        case.brought_to("provider_review").claimed().asked("services[1].domains[1].name")
        assert open_fields(case.filing, case.at) == {
            "services[1].domains[1].name",
            "services[1].domains[1].holder",
            "services[1].home_url",
        }

    def test_a_document_that_was_asked_for_can_be_replaced(self, case):
        case.brought_to("provider_review").claimed().asked(LICENCE)
        put(case, LICENCE, uploaded(case, "重新拍摄"))
        take(case, LICENCE, case.files[LICENCE])

    def test_after_submitting_again_nothing_is_open_to_correction(self, case):
        case.brought_to("resubmitted")
        assert not queries.open_corrections(case.filing).exists()
        assert case.filing.corrections.count() == 1

    def test_a_second_correction_opens_its_own_fields_only(self, case):
        case.brought_to("resubmitted").asked("services[1].name")
        assert open_fields(case.filing, case.at) == {"services[1].name"}

    def test_a_correction_that_calls_for_an_approval_opens_it(self, case):
        """Otherwise the applicant could neither submit nor hand in what is missing."""
        case.brought_to("provider_review").claimed().asked("services[1].industries")
        number = "services[1].preapprovals[news].number"
        document = "services[1].documents[preapproval_news]"
        with pytest.raises(FieldNotOpen):
            change(case, {number: "许可2026-0001"})
        change(case, {"services[1].industries": ["news"]})
        assert {number, document} <= open_fields(case.filing, case.at)
        change(case, {number: "许可2026-0001"})
        put(case, document, uploaded(case, "许可证"))
        assert case.signed_again().submitted().filing.version == 2

    def test_a_form_that_states_the_correction_opens_once_an_answer_was_changed(self, case):
        form, address = "entity.documents[application_form]", "entity.certificate_address"
        case.brought_to("correction_requested")
        assert form not in open_fields(case.filing, case.at)
        change(case, {address: "上海市浦东新区示例路100号3幢302室"})
        assert form in open_fields(case.filing, case.at)
        case.signed_again()
        put(case, form, uploaded(case, "第二页"))
        change(case, {address: case.declaration.entity.certificate_address})
        assert form not in open_fields(case.filing, case.at)

    def test_a_certificate_that_runs_out_meanwhile_can_be_renewed(self, case, settings):
        settings.OPENBEIAN_EDITION = "current-regulation"
        field = "entity.leader.certificate.valid_until"
        identity = "services[1].documents[webmaster_certificate]"
        case.brought_to("draft").edited({field: "2027-03-15", identity: [case.uploaded(identity)]})
        case.submitted().claimed().asked()
        with pytest.raises(FieldNotOpen):
            change(case, {field: "2036-05-31"})
        case.at += timedelta(days=30)
        assert field in open_fields(case.filing, case.at)
        change(case, {field: "2036-05-31"})


def test_a_settled_application_is_not_edited(case):
    case.brought_to("abandoned")
    with untouched(), pytest.raises(MoveNotAllowed):
        change(case, {"entity.name": "改"})


def test_two_people_fill_in_different_pages(draft):
    change(draft, {"services[1].remark": "甲"})
    draft.at += HOUR
    change(draft, {"entity.investor": "乙"})
    filled = queries.draft(draft.filing)
    assert (filled["services[1].remark"], filled["entity.investor"]) == ("甲", "乙")
