"""Asking for corrections: per field, from the catalogue or in own words, seen before it is sent."""

import pytest

from openbeian import rulebook

ADDRESS = "entity.certificate_address"
PHOTO = "services[1].documents[webmaster_photo]"
OWN = {
    "message_en": "The address differs from the licence.",
    "message_zh": "住所与营业执照不一致。",
    "remedy_en": "Copy it from the licence.",
    "remedy_zh": "请按营业执照填写。",
}
PREVIEW = "//aside[@id='preview']//div[@class='ob-preview__item']"


def blocks(*asked: dict[str, str], **more: str) -> dict[str, str]:
    """What the page sends for these blocks."""
    names = ("field", "reason", *OWN)
    sent = {
        f"ask-{place}-{name}": block.get(name, "")
        for place, block in enumerate(asked)
        for name in names
    }
    return {"ask-TOTAL_FORMS": str(len(asked)), "ask-INITIAL_FORMS": "0", **sent, **more}


def chosen(page, name: str) -> list[str]:
    """Which fields or reasons are chosen in the blocks."""
    return page.find(f"//select[contains(@name, '-{name}')]//option[@selected]/@value")


@pytest.fixture
def waiting(case):
    """The case in the provider's review."""
    return case.brought_to("provider_review")


class TestComposing:
    def test_what_was_submitted_stands_beside_what_is_asked(self, waiting, reviewer):
        asked = [ADDRESS, "entity.leader.mobile", PHOTO]
        page = reviewer.get("ask_for_correction", waiting.id, field=asked)
        assert page.words("//p[@class='ob-ask__submitted']") == [
            "Submitted: 上海市浦东新区示例路100号3楼",
            "Submitted: 139****0001",
        ]

    def test_the_reviewer_reads_until_when_it_is_corrected(self, waiting, reviewer):
        page = reviewer.get("ask_for_correction", waiting.id, field=ADDRESS)
        assert "The applicant corrects it by 9 January 2027" in page.main

    def test_the_ticked_fields_are_its_blocks(self, waiting, reviewer):
        page = reviewer.get("ask_for_correction", waiting.id, field=[ADDRESS, PHOTO])
        assert chosen(page, "field") == [ADDRESS, PHOTO]

    def test_a_field_that_the_application_lacks_is_left_out(self, waiting, reviewer):
        page = reviewer.get("ask_for_correction", waiting.id, field=["entity.fax"], finding="9")
        assert not any(chosen(page, "field"))

    def test_a_document_that_was_not_handed_in_can_be_asked_for(self, waiting, reviewer):
        further = "entity.documents[rename_letter]"
        page = reviewer.get("ask_for_correction", waiting.id, field=further)
        assert chosen(page, "field") == [further]

    def test_reasons_about_the_field_come_first(self, waiting, reviewer):
        page = reviewer.get("ask_for_correction", waiting.id, field=ADDRESS)
        groups = page.find("//select[@name='ask-0-reason']/optgroup")
        assert [group.get("label") for group in groups] == ["About this field", "Other reasons"]
        assert "ENT004" in [option.get("value") for option in groups[0]]

    def test_a_block_more_keeps_what_was_written(self, waiting, reviewer):
        sent = blocks({"field": ADDRESS, **OWN}, more="1")
        page = reviewer.post("ask_for_correction", waiting.id, status=200, **sent)
        assert chosen(page, "field") == [ADDRESS, ""]
        assert page.words("//textarea")[:4] == list(OWN.values())
        assert page.words("//p[@class='govuk-error-message']") == []

    def test_a_block_can_be_left_out(self, waiting, reviewer):
        sent = blocks({"field": PHOTO}, {"field": ADDRESS, **OWN}, less="0")
        page = reviewer.post("ask_for_correction", waiting.id, status=200, **sent)
        assert chosen(page, "field") == [ADDRESS]
        assert page.words("//textarea") == list(OWN.values())

    @pytest.mark.parametrize("count", ["", "x", "-1", "999999999"])
    def test_a_count_that_makes_no_sense_breaks_nothing(self, waiting, reviewer, count):
        sent = blocks({"field": ADDRESS, **OWN}) | {"ask-TOTAL_FORMS": count, "send": "1"}
        reviewer.post("ask_for_correction", waiting.id, status=422, **sent)
        del sent["send"]
        reviewer.post("ask_for_correction", waiting.id, status=200, **sent)
        assert waiting.filing.state == "provider_review"


class TestPreview:
    def test_it_shows_both_languages_as_the_applicant_will_read_them(self, waiting, reviewer):
        sent = blocks({"field": ADDRESS, **OWN}, preview="1")
        page = reviewer.post("ask_for_correction", waiting.id, status=200, **sent)
        [item] = page.words(PREVIEW)
        assert item == (
            "主办者证件住所 住所与营业执照不一致。 → 请按营业执照填写。 "
            "Address on the certificate The address differs from the licence. "
            "→ Copy it from the licence."
        )
        assert waiting.filing.state == "provider_review"

    def test_a_reason_brings_its_words(self, waiting, reviewer):
        reason = rulebook.default().rejection("ENT004")
        sent = blocks({"field": ADDRESS, "reason": "ENT004"}, preview="1")
        [item] = reviewer.post("ask_for_correction", waiting.id, status=200, **sent).words(PREVIEW)
        assert reason.cause.zh in item
        assert reason.remedy.en in item

    def test_what_is_not_complete_is_not_in_it(self, waiting, reviewer):
        sent = blocks({"field": ADDRESS}, {"field": PHOTO, **OWN}, preview="1")
        page = reviewer.post("ask_for_correction", waiting.id, status=200, **sent)
        assert len(page.words(PREVIEW)) == 1


class TestSending:
    def test_own_words_reach_the_applicant_word_for_word(self, waiting, house, reviewer):
        sent = blocks({"field": ADDRESS, **OWN}, send="1")
        reviewer.post("ask_for_correction", waiting.id, **sent)
        correction = waiting.filing.corrections.get()
        assert (correction.field, correction.reason) == (ADDRESS, "")
        said = [correction.message.en, correction.message.zh]
        assert [*said, correction.remedy.en, correction.remedy.zh] == list(OWN.values())
        assert waiting.filing.state == "correction_requested"
        assert correction.asked_by_id == house.reviewer.user_id

    def test_own_words_replace_those_of_the_reason_but_keep_its_code(self, waiting, reviewer):
        sent = blocks({"field": ADDRESS, "reason": "ENT004", **OWN}, send="1")
        reviewer.post("ask_for_correction", waiting.id, **sent)
        correction = waiting.filing.corrections.get()
        assert (correction.reason, correction.message.zh) == ("ENT004", OWN["message_zh"])

    def test_several_points_go_together(self, waiting, reviewer):
        sent = blocks({"field": ADDRESS, "reason": "ENT004"}, {"field": PHOTO, **OWN}, send="1")
        reviewer.post("ask_for_correction", waiting.id, **sent)
        asked = waiting.filing.corrections.order_by("pk").values_list("field", flat=True)
        assert list(asked) == [ADDRESS, PHOTO]

    @pytest.mark.parametrize(
        ("block", "field", "said"),
        [
            pytest.param({**OWN}, "field", "Choose one.", id="no field"),
            pytest.param({"field": ADDRESS}, "reason", "Choose a reason", id="no words at all"),
            pytest.param(
                {"field": ADDRESS, "message_en": "Wrong."},
                "message_zh",
                "both languages",
                id="the Chinese is missing",
            ),
            pytest.param(
                {"field": ADDRESS, "message_zh": "有误。"},
                "message_en",
                "both languages",
                id="the English is missing",
            ),
            pytest.param(
                {"field": ADDRESS, "reason": "ENT004", "remedy_zh": "请改正。"},
                "remedy_en",
                "both languages",
                id="half a remedy",
            ),
            pytest.param(
                {"field": "entity.fax", **OWN}, "field", "not one of", id="an invented field"
            ),
            pytest.param(
                {"field": ADDRESS, "reason": "XXX", **OWN}, "reason", "not one of", id="and reason"
            ),
        ],
    )
    def test_what_is_missing_is_told_beside_it_and_nothing_is_sent(
        self, waiting, reviewer, block, field, said
    ):
        sent = blocks(block, send="1")
        page = reviewer.post("ask_for_correction", waiting.id, status=422, **sent)
        assert said in page.errors(f"ask-0-{field}")
        assert waiting.filing.state == "provider_review"

    def test_one_field_is_asked_for_once(self, waiting, reviewer):
        sent = blocks({"field": ADDRESS, **OWN}, {"field": ADDRESS, **OWN}, send="1")
        page = reviewer.post("ask_for_correction", waiting.id, status=422, **sent)
        assert "One field is asked for twice." in page.main

    def test_after_a_refusal_it_is_the_administration_that_asks(self, case, reviewer):
        case.brought_to("refused")
        reviewer.post("ask_for_correction", case.id, **blocks({"field": ADDRESS, **OWN}, send="1"))
        assert case.filing.corrections.get().source == "administration"

    def test_of_two_who_ask_the_second_gets_the_conflict(self, waiting, house, screen):
        sent = blocks({"field": ADDRESS, **OWN}, send="1")
        screen(house.reviewer).post("ask_for_correction", waiting.id, **sent)
        late = screen(house.colleague).post("ask_for_correction", waiting.id, status=409, **sent)
        assert late.code == "move.not_allowed"
        assert late.find("//main//a/@href") == [f"/console/filings/{waiting.id}/"]
        assert waiting.filing.corrections.count() == 1

    def test_the_composer_is_not_shown_out_of_turn(self, case, reviewer):
        case.brought_to("at_administration")
        assert reviewer.get("ask_for_correction", case.id, status=409).code == "move.not_allowed"

    def test_it_reads_in_chinese(self, waiting, house, screen):
        desk = screen(house.reviewer, language="zh-hans")
        page = desk.post(
            "ask_for_correction", waiting.id, status=422, **blocks({"field": ADDRESS}, send="1")
        )
        assert "请选择退回原因，或在下方用中英文说明问题。" in page.errors("ask-0-reason")
