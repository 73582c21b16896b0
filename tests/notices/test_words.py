"""Every message of the catalogue can be written, in both languages, for every way it travels."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.conftest import AT
from notices.samples import COMPANY, VALUES, least, most
from openbeian import notices
from openbeian.notices.catalogue import SHAPES, TEMPLATES, Audience, FactMissing, FactUnfit
from openbeian.notices.catalogue import template as worded
from openbeian.notices.letters import Letter, Sender, WordMissing, letter, short_message
from openbeian.procedure.filing import FILING
from openbeian.procedure.licence import LICENCE
from openbeian.procedure.psb import PSB
from openbeian.workdays import local_day

FOLDER = Path(notices.__file__).parent / "templates" / "notices"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# GSM 03.38 without its extension table: one such SMS holds 160 characters
GSM = re.compile(r"[A-Za-z0-9 @$\r\n_!\"#%&'()*+,\-./:;<=>?]+")
NUMBER = re.compile(r"[\u4e00-\u9fff]+(?:ICP备|B2-| ?)\d+号?")
SIGNATURE = "【Openbeian】"
SENDER = Sender(name="示例云计算（上海）有限公司", link="https://provider.example/applications/41/")

each_template = pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
each_sms = pytest.mark.parametrize(
    "template", [t for t in TEMPLATES.values() if t.by_sms], ids=lambda template: template.name
)
each_language = pytest.mark.parametrize("language", ["en", "zh-hans"])
each_choice = pytest.mark.parametrize("facts_of", [least, most], ids=["least", "most"])


def written(template, *, language="en", facts=None, audience=None) -> Letter:
    facts = least(template) if facts is None else facts
    template.check(facts)
    return letter(
        template,
        audience=audience or min(template.audiences),
        language=language,
        facts=facts,
        sender=SENDER,
        on=local_day(AT),
    )


@each_template
@each_language
@each_choice
def test_a_letter_can_be_written(template, language, facts_of) -> None:
    for audience in template.audiences:
        made = written(template, language=language, facts=facts_of(template), audience=audience)
        assert made.subject
        assert "{" not in made.text + made.html.partition("<body")[2]
        assert "\n\n\n" not in made.text
        assert SENDER.name in made.text
        assert SENDER.link in made.text
        assert SENDER.link in made.html


@each_sms
@each_language
@each_choice
def test_an_sms_can_be_written(template, language, facts_of) -> None:
    made = short_message(template, language=language, facts=facts_of(template))
    assert made.text
    assert "{" not in made.text
    assert "\n" not in made.text


@each_sms
def test_an_sms_fits_into_one(template) -> None:
    chinese = short_message(template, language="zh-hans", facts=least(template)).text
    english = short_message(template, language="en", facts=least(template)).text
    assert len(SIGNATURE + chinese) <= 70
    assert len(SIGNATURE + english) <= 160
    # a number with a province's sign costs parts, and is what the person waits for
    assert GSM.fullmatch(NUMBER.sub("", english))


@each_language
@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("approved", "entity_number"),
        ("licence_granted", "licence_number"),
        ("psb_registered", "psb_number"),
    ],
)
def test_an_sms_tells_the_number_that_was_waited_for(name, number, language) -> None:
    template = TEMPLATES[name]
    facts = least(template)
    assert str(facts[number]) in short_message(template, language=language, facts=facts).text


@each_template
def test_the_chinese_words_are_chinese_and_the_english_subject_is_not(template) -> None:
    facts = {fact: value for fact, value in least(template).items() if fact != "company"}
    if template.required <= facts.keys():
        assert CHINESE.search(written(template, language="zh-hans", facts=facts).subject)
    subject = (FOLDER / template.name / "subject.en.txt").read_text(encoding="utf-8")
    assert not CHINESE.search(subject)


@each_template
def test_a_message_uses_every_fact_that_it_needs(template) -> None:
    for tag in ("en", "zh"):
        words = "".join(
            (FOLDER / template.name / f"{part}.{tag}.txt").read_text(encoding="utf-8")
            for part in ("subject", "body")
        )
        assert {fact for fact in template.required if fact not in words} <= {"reference"}


def test_what_was_written_arrives_as_it_was_written() -> None:
    said = '材料中"证件号码"与<执照>不符 & 不全'
    made = written(TEMPLATES["declined"], facts=least(TEMPLATES["declined"]) | {"reason": said})
    assert said in made.text
    assert "材料中&quot;证件号码&quot;与&lt;执照&gt;不符 &amp; 不全" in made.html


@each_template
def test_a_fact_that_is_missing_is_named(template) -> None:
    for fact in template.required:
        with pytest.raises(FactMissing) as refused:
            template.check({k: v for k, v in least(template).items() if k != fact})
        assert refused.value.facts == {"template": template.name, "fact": fact}


@each_template
def test_a_fact_without_a_place_is_refused(template) -> None:
    for fact in SHAPES.keys() - template.required - template.optional:
        with pytest.raises(FactUnfit):
            template.check(least(template) | {fact: VALUES[fact]})
    with pytest.raises(FactUnfit):
        template.check(least(template) | {"leader": "王示例"})
    with pytest.raises(FactUnfit):
        template.check(least(template) | {"reference_provisional": True})


def test_the_folders_are_exactly_the_catalogue() -> None:
    expected = {
        f"{template.name}/{part}.{tag}.txt"
        for template in TEMPLATES.values()
        for part in ("subject", "body", *(["sms"] if template.by_sms else []))
        for tag in ("en", "zh")
    }
    assert {str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*")} == expected


@pytest.mark.parametrize("procedure", [FILING, LICENCE, PSB], ids=lambda p: p.name)
def test_whoever_a_move_tells_is_told_in_words_of_their_own(procedure) -> None:
    for move in procedure.moves:
        for tell in move.tells:
            assert worded(tell.template, audience=tell.audience.value)


def test_a_template_that_names_something_unknown_is_refused_not_left_blank(monkeypatch) -> None:
    approved = TEMPLATES["approved"]
    facts = {k: v for k, v in least(approved).items() if k != "entity_number"}
    with pytest.raises(WordMissing):
        letter(
            approved,
            audience=Audience.APPLICANT,
            language="en",
            facts=facts,
            sender=SENDER,
            on=local_day(AT),
        )
    with pytest.raises(WordMissing):
        short_message(approved, language="zh-hans", facts=facts)


def test_a_decision_is_in_both_languages_the_persons_own_first() -> None:
    made = written(TEMPLATES["refused"], language="zh-hans")
    assert [section.language for section in made.sections] == ["zh-Hans", "en"]
    assert made.text.index("驳回原因：证件照片不清晰。") < made.text.index(
        "Reason: The certificate"
    )
    assert made.subject == "备案申请被通信管理局驳回（OB-2026-000123）"
    assert made.html.count("<hr") == 1


def test_a_reminder_is_in_the_persons_language_only() -> None:
    made = written(TEMPLATES["turn_reminder"], language="en")
    assert [section.language for section in made.sections] == ["en"]
    assert "20 working days are left, until 22 December 2026." in made.text


def test_corrections_are_listed_field_by_field() -> None:
    made = written(TEMPLATES["correction_asked"], language="en")
    assert made.subject == "OB-2026-000123: your turn, 2 points to correct"
    assert (
        "2. Photo\nWhat is wrong: The backdrop does not show.\nHow to mend it: Take it" in made.text
    )
    assert "存在问题：照片背景不是幕布。\n修改方法：请重新拍摄。" in made.text


def test_a_date_beyond_the_published_calendar_says_so() -> None:
    facts = least(TEMPLATES["handed_to_administration"]) | {"due_provisional": True}
    english = written(TEMPLATES["handed_to_administration"], facts=facts).text
    chinese = written(TEMPLATES["handed_to_administration"], facts=facts, language="zh-hans").text
    assert "by 22 December 2026 (provisional)" in english
    assert "this date may still move" in english
    assert "2026年12月22日（暂定）" in chinese
    assert "放假安排尚未公布" in chinese


def test_the_last_day_is_called_the_last_day() -> None:
    made = written(
        TEMPLATES["turn_reminder"], facts=least(TEMPLATES["turn_reminder"]) | {"days": 0}
    )
    assert "Today, 22 December 2026, is the last day." in made.text


def test_a_chinese_letter_has_the_form_of_a_notice() -> None:
    facts = least(TEMPLATES["approved"]) | {"company": COMPANY}
    lines = written(TEMPLATES["approved"], language="zh-hans", facts=facts).sections[0].body
    assert lines.startswith(f"{COMPANY}：\n\n经通信管理局审核，您的ICP备案申请已通过。")
    assert "\n\n特此通知。\n\n" in lines
    assert lines.endswith("示例云计算（上海）有限公司\n2026年11月24日")


def test_several_numbers_are_joined_as_the_language_does() -> None:
    made = written(TEMPLATES["approved"])
    assert "沪ICP备2026047949号-1, 沪ICP备2026047949号-2" in made.sections[0].body
    assert "沪ICP备2026047949号-1、沪ICP备2026047949号-2" in made.sections[1].body


def test_the_variables_of_an_sms_come_in_the_order_of_its_words() -> None:
    made = short_message(
        TEMPLATES["turn_reminder"], language="zh-hans", facts=least(TEMPLATES["turn_reminder"])
    )
    assert made.variables == (
        ("reference", "OB-2026-000123"),
        ("days", "20"),
        ("due", "2026年12月22日"),
    )


def test_a_stored_letter_reads_the_same() -> None:
    made = written(TEMPLATES["revoked"])
    assert Letter.from_json(made.to_json()) == made


@given(st.text())
def test_no_fact_can_add_a_header_line_or_a_tag(words) -> None:
    template = TEMPLATES["new_case"]
    facts = least(template) | {"company": f"A{words}<script>\r\nBcc: x@example.cn"}
    made = written(template, facts=facts)
    assert len(made.subject.splitlines()) == 1
    assert "<script>" not in made.html
    assert made.html.count("<h1") == 1


@each_language
def test_links_in_a_letter_can_be_clicked_and_keep_their_address(language) -> None:
    page = written(TEMPLATES["approved"], language=language).html
    assert page.count('<a href="https://beian.miit.gov.cn"') == 2
    assert page.count(f'<a href="{SENDER.link}"') == 2


def test_lists_are_lists_in_html() -> None:
    page = written(TEMPLATES["facts_check"]).html
    assert page.count("<ul") == 2
    assert page.count("<li>") == 6
