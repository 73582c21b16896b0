"""Each component says what it has to say, to eyes and to assistive technology."""

from datetime import date

import pytest
from django.core.paginator import Paginator

from openbeian.text import Text
from openbeian.ui import components as c
from openbeian.ui import styleguide as example

pytestmark = pytest.mark.urls("ui.small_house")


def test_the_turn_line_is_one_sentence(render, said) -> None:
    page = render("{% turn_line turn %}", turn=example.TURNS[0])
    assert said(page) == (
        "Whose turn it is: Your turn·until 1 December 2026 (5 working days left)"
        "·mend two things, then send it again"
    )


def test_the_turn_line_is_one_sentence_in_chinese(render, said, chinese) -> None:
    page = render("{% turn_line turn %}", turn=example.TURNS[0])
    assert said(page) == (
        "当前办理方： 轮到您·办理期限至2026年12月1日 （剩余5个工作日）·请修改两处内容后重新提交"
    )


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (20, "(20 working days left)"),
        (1, "(1 working day left)"),
        (0, "(today is the last day)"),
        (-1, "(1 working day late)"),
        (-3, "(3 working days late)"),
    ],
    ids=str,
)
def test_the_turn_line_counts_working_days(render, said, left, words) -> None:
    turn = c.Turn("Yours", "next", date(2026, 12, 1), left)
    assert words in said(render("{% turn_line turn %}", turn=turn))


def test_a_turn_without_a_date_names_none(render, said) -> None:
    page = render("{% turn_line turn %}", turn=c.Turn("Nobody", "rest", closed=True))
    assert "until" not in said(page)
    assert page.find_class("ob-turn--closed")


def test_a_date_beyond_the_published_calendar_is_said_to_move_perhaps(render, said) -> None:
    assert "may move" in said(render("{% turn_line turn %}", turn=example.TURNS[1]))
    assert "may move" not in said(render("{% turn_line turn %}", turn=example.TURNS[0]))


def test_the_path_is_a_list_with_one_place_where_we_are(render, said) -> None:
    page = render("{% path steps %}", steps=example.PATH)
    steps = page.xpath("//ol/li")
    assert [said(step.find_class("ob-path__title")[0]) for step in steps] == [
        "Prepare",
        "Provider’s review",
        "SMS verification",
        "Administration",
        "Number",
        "Public security",
    ]
    assert [step.get("aria-current") for step in steps].count("step") == 1
    assert said(steps[0].find_class("ob-path__when")[0]) == "done 9 Nov 2026"
    assert said(steps[3].find_class("ob-path__when")[0]) == "ahead about 8 Dec 2026"


def test_a_stopped_path_says_so_and_why(render, said) -> None:
    page = render("{% path steps %}", steps=example.PATH_STOPPED)
    assert "refused 24 Nov 2026 refused: the address differs" in said(page)


def test_the_number_card_carries_number_holder_date_code_and_snippet(render, said) -> None:
    page = render("{% number_card card %}", card=example.CARDS[0])
    assert said(page.find_class("ob-plaque__number")[0]) == "沪ICP备2026900123号-1"
    assert example.COMPANY in said(page)
    assert "Issued 8 December 2026" in said(page)
    assert page.xpath("//*[@role='img'][@aria-label='QR code to verify this number']//svg")
    assert page.xpath("//code")[0].text == example.CARDS[0].snippet
    assert [button.get("data-copy") for button in page.xpath("//button")] == [
        "沪ICP备2026900123号-1",
        example.CARDS[0].snippet,
    ]


def test_a_number_that_no_longer_holds_says_why(render, said) -> None:
    page = render("{% number_card card %}", card=example.CARDS[1])
    assert page.find_class("ob-plaque--void")
    assert "Suspended" in said(page)
    assert not page.xpath("//code")


def test_findings_say_what_how_and_why(render, said) -> None:
    page = render("{% findings found %}", found=example.FINDINGS)
    groups = page.xpath("//section")
    assert [said(group.find("h3")) for group in groups] == [
        "2 things must be mended",
        "1 thing to note",
    ]
    first = said(groups[0].find_class("ob-finding")[0])
    assert "The last character does not fit the other 17" in first
    assert "Compare it with the business licence" in first
    assert said(groups[0].xpath(".//summary")[0]) == "Why? Certificate number 证件号码"
    assert [said(one) for one in groups[0].xpath(".//dl")[0]] == [
        "Source",
        "GB 32100-2015",
        "As of",
        "1 October 2015",
    ]
    assert groups[0].xpath("./ol/li/@data-rule")[0] == "entity.certificate.checksum"
    assert groups[0].xpath(".//a/@href")[0] == "#id_number"


def test_no_findings_are_good_news(render, said) -> None:
    page = render("{% findings found %}", found=c.finding_list([], label=str))
    assert said(page) == "Nothing was found that has to be mended."


def test_a_finding_without_a_place_is_not_a_link(render) -> None:
    row = example.FINDINGS.must_mend[0]
    found = c.FindingList(must_mend=(c.FindingRow(row.finding, "Number"),), look_at=())
    assert not render("{% findings found %}", found=found).xpath("//a")


def test_a_task_is_described_by_its_hint_and_status(render) -> None:
    page = render("{% task_list tasks 'sections' %}", tasks=example.TASKS)
    for link in page.xpath("//a"):
        described = link.get("aria-describedby").split()
        assert described
        assert all(page.xpath(f"//*[@id='{one}']") for one in described)


def test_a_task_that_cannot_start_is_no_link(render, said) -> None:
    page = render("{% task_list tasks %}", tasks=example.TASKS)
    assert [said(link) for link in page.xpath("//a")] == [
        "The entity 主办单位",
        "The website 网站信息",
        "Documents 申请材料",
    ]


def test_a_summary_row_names_what_its_link_changes(render, said) -> None:
    page = render("{% summary_list rows %}", rows=example.SUMMARY)
    assert said(page.xpath("//a")[0]) == "Change Name of the entity 主办单位名称"
    assert said(page.xpath("//del")[0]) == "上海市浦东新区张江路88号"


def test_a_summary_with_a_title_is_a_card(render, said) -> None:
    page = render("{% summary_list rows title %}", rows=example.SUMMARY, title=Text("Unit", "单位"))
    assert said(page.find_class("govuk-summary-card__title")[0]) == "Unit 单位"


def test_a_row_without_a_link_among_rows_with_links_keeps_the_columns(render) -> None:
    rows = [c.SummaryRow("A", "1", "#a", "Look"), c.SummaryRow("B", "2")]
    page = render("{% summary_list rows %}", rows=rows)
    assert len(page.find_class("govuk-summary-list__row--no-actions")) == 1
    assert page.xpath("//a")[0].text == "Look"


def test_a_table_has_headers_for_columns_and_rows(render, said) -> None:
    page = render("{% data_table table %}", table=example.QUEUE)
    assert [said(one) for one in page.xpath("//th[@scope='col']")] == [
        "Entity",
        "State",
        "Until",
        "Must mend",
    ]
    assert len(page.xpath("//tbody/tr/th[@scope='row']")) == 3
    assert said(page.find_class("govuk-table__cell--numeric")[2]) == "11"


def test_an_empty_table_says_so(render, said) -> None:
    page = render("{% data_table table %}", table=example.QUEUE_EMPTY)
    assert said(page) == "No case waits for us."


def test_pagination_keeps_the_rest_of_the_query(render) -> None:
    pages = Paginator(range(90), 10)
    page = render(
        "{% pagination page %}", page=pages.get_page(4), address="/queue/?state=draft&page=4"
    )
    assert page.xpath("//a[@rel='prev']/@href") == ["?state=draft&page=3"]
    assert page.xpath("//a[@rel='next']/@href") == ["?state=draft&page=5"]
    assert page.xpath("//a[@aria-current='page']/@aria-label") == ["Page 4"]


@pytest.mark.parametrize(("number", "ways"), [(1, ["next"]), (9, ["prev"])])
def test_pagination_ends_at_both_ends(render, number, ways) -> None:
    pages = Paginator(range(90), 10)
    page = render("{% pagination page %}", page=pages.get_page(number))
    assert page.xpath("//a/@rel") == ways


def test_one_page_needs_no_pagination(render) -> None:
    pages = Paginator(range(3), 10)
    assert not render("{% pagination page %}", page=pages.get_page(1)).xpath("//nav")


@pytest.mark.parametrize(
    ("address", "current"),
    [("/styleguide/", "page"), ("/styleguide/console/", "true"), ("/other/", None)],
)
def test_the_navigation_marks_where_we_are(render, address, current) -> None:
    page = render("{% nav_link 'ui:styleguide' 'Guide' %}", address=address)
    assert page.xpath("//a")[0].get("aria-current") == current


def test_the_navigation_counts(render, said) -> None:
    assert said(render("{% nav_link 'ui:styleguide' 'Guide' 7 %}")) == "Guide 7"


def test_only_something_bad_interrupts(render) -> None:
    page = render("{% banner 'saved' 'done' %}{% banner 'suspended' 'blocked' 'Stop' %}")
    assert page.xpath("//*[@role]/@role") == ["status", "alert"]


def test_a_button_posts_once_and_a_link_goes(render) -> None:
    page = render(
        "{% button 'Send' name='move' value='submit' form='f' key='s' %}"
        "{% button 'Leave' kind='secondary' href='/away/' %}"
    )
    button = page.xpath("//button")[0]
    assert (button.get("name"), button.get("value"), button.get("form")) == ("move", "submit", "f")
    assert button.get("data-prevent-double-click") == "true"
    assert button.get("data-key") == "s"
    link = page.xpath("//a")[0]
    assert (link.get("href"), link.get("role")) == ("/away/", "button")
    assert "govuk-button--secondary" in link.get("class")


def test_the_copy_button_waits_for_javascript(render) -> None:
    page = render("{% copy_button 'x' %}")
    assert page.xpath("//button/@hidden") == [""]
    assert page.xpath("//*[@role='status']")


def test_small_pieces(render, said) -> None:
    page = render(
        "{% warning 'costly' %}{% details 'What?' open=True %}<p>That.</p>{% enddetails %}"
        "{% details 'Why?' %}So.{% enddetails %}{% inset %}Note.{% endinset %}"
        "{% progress 1 4 'Done' %}{% empty_state 'None' 'Start' '/' 'Go' %}{% empty_state 'Bare' %}"
        "{% autosave_status %}{% upload_progress %}{% status_tag 'ok' 'done' %}{% loading 'l' %}"
    )
    assert said(page.find_class("govuk-warning-text")[0]) == "!Warning: costly"
    assert [said(one) for one in page.xpath("//details")] == ["What?That.", "Why?So."]
    assert said(page.find_class("govuk-inset-text")[0]) == "Note."
    assert page.xpath("//details/@open") == [""]
    assert page.xpath("//progress[@max='4']/@value") == ["1"]
    assert page.xpath("//a/@href") == ["/"]
    assert page.xpath("//*[@data-autosave-status]/@data-saved") == ["Saved"]
    assert page.xpath("//*[@data-upload-status]/@hidden") == [""]
    assert page.find_class("ob-tag--done")
    assert page.xpath("//*[@id='l'][@role='status']")


def test_an_unknown_tone_is_a_mistake_of_ours(render) -> None:
    with pytest.raises(ValueError, match="pink"):
        render("{% status_tag 'ok' 'pink' %}")
