"""Forms come out as markup that everybody can use, and errors say what to do."""

from datetime import date

import pytest
from django import forms
from django.forms import formset_factory
from lxml import html

from openbeian.ui.fields import Checkboxes, DateField, Radios
from openbeian.ui.renderer import OpenbeianBoundField, visible_errors
from openbeian.ui.styleguide import ExampleForm, form_in_error


def page_of(form: forms.Form) -> html.HtmlElement:
    return html.fromstring(f"<form>{form}</form>")


class ClubForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the card.", max_length=5)
    note = forms.CharField(label="Note", required=False, disabled=True)
    secret = forms.CharField(widget=forms.HiddenInput)
    racket = forms.ChoiceField(
        label="Racket",
        choices=[("Old", [("w", "wood")]), ("New", [("c", "carbon")])],
        widget=Radios(attrs={"class": "small"}),
    )

    def clean(self) -> None:
        raise forms.ValidationError("The club is full.")


class HiddenError(forms.Form):
    secret = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize("form", [ExampleForm(), form_in_error()], ids=["fresh", "in error"])
def test_every_control_has_a_label(form) -> None:
    page = page_of(form)
    controls = page.xpath("//input[not(@type='hidden')] | //select | //textarea")
    assert len(controls) == 16
    assert [one for one in controls if not page.xpath(f"//label[@for='{one.get('id')}']")] == []


@pytest.mark.parametrize("form", [ExampleForm(), form_in_error()], ids=["fresh", "in error"])
def test_every_description_that_is_named_exists(form) -> None:
    page = page_of(form)
    named = [one for all_ in page.xpath("//@aria-describedby") for one in all_.split()]
    assert named
    assert [one for one in named if len(page.xpath(f"//*[@id='{one}']")) != 1] == []


def test_ids_are_unique() -> None:
    ids = page_of(form_in_error()).xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_the_words_of_errors_are_ours_and_not_the_browsers() -> None:
    assert not page_of(ExampleForm()).xpath("//@required")


def test_what_may_be_left_out_says_so() -> None:
    page = page_of(ExampleForm())
    marked = {one.getparent().text_content() for one in page.find_class("ob-optional")}
    assert marked == {
        "Certificate valid until 证件有效期至 (optional)",
        "What is the website about? (optional)",
        "Remark 备注 (optional)",
    }


def test_controls_in_error_look_and_sound_like_it() -> None:
    page = page_of(form_in_error())
    number = page.xpath("//input[@name='again-number']")[0]
    assert number.get("aria-invalid") == "true"
    assert "govuk-input--error" in number.get("class")
    assert "govuk-input--width-20" in number.get("class")
    assert number.get("aria-describedby") == "id_again-number_helptext id_again-number_error"
    assert number.get("value") == "91310000MA1FL8XK2J"


def test_groups_are_described_as_groups() -> None:
    fieldset = page_of(form_in_error()).xpath("//fieldset[.//input[@name='again-valid_until_day']]")
    assert fieldset[0].get("role") == "group"
    assert fieldset[0].get("aria-describedby") == "id_again-valid_until_error"


def test_the_summary_leads_to_every_error() -> None:
    form = form_in_error()
    page = page_of(form)
    errors = visible_errors([form])
    assert [html.fromstring(words).text_content() for _target, words in errors][:3] == [
        (
            "Unified social credit code 统一社会信用代码: The last character does not"
            " fit the other 17. Compare it with the licence."
        ),
        "Certificate valid until 证件有效期至: There is no such date. Check the day and the month.",
        "Province of registration 注册所在地: Choose one.",
    ]
    assert str(errors[-1][1]) == "Tick the box to go on."
    assert [target for target, _words in errors if not page.xpath(f"//*[@id='{target}']")] == []


def test_nothing_is_chosen_in_a_group_the_summary_leads_to_its_first_box() -> None:
    form = ExampleForm({})
    assert visible_errors([form])[0][0] == "id_kind_0"
    assert page_of(form).xpath("//*[@id='id_kind_0'][@type='radio']")


def test_an_answer_is_asked_for_in_the_words_of_its_kind() -> None:
    class Asked(forms.Form):
        text = forms.CharField()
        box = forms.BooleanField()
        many = forms.MultipleChoiceField(choices=[("a", "A")], widget=Checkboxes())
        one = forms.ChoiceField(choices=[("a", "A")], widget=Radios())
        picked = forms.ChoiceField(choices=[("a", "A")])
        file = forms.FileField()
        own = forms.CharField(error_messages={"required": "Name the club."})

    form = Asked({})
    assert [field.messages for field in form] == [
        ["Fill this in."],
        ["Tick the box to go on."],
        ["Choose at least one."],
        ["Choose one."],
        ["Choose one."],
        ["Choose a file."],
        ["Name the club."],
    ]


def test_an_error_in_chinese_stands_behind_its_label_with_a_chinese_colon(chinese) -> None:
    assert str(visible_errors([form_in_error()])[0][1]).startswith("统一社会信用代码：校验位不符")


def test_errors_of_the_whole_form_come_first_and_are_linked() -> None:
    form = ClubForm({"name": "Ace", "secret": "s", "racket": "w"})
    page = page_of(form)
    assert visible_errors([form]) == [("form_errors", "The club is full.")]
    assert "The club is full." in page.xpath("//*[@id='form_errors']")[0].text_content()


def test_two_forms_on_a_page_keep_their_errors_apart() -> None:
    form = ClubForm({}, prefix="two")
    assert ("two_errors", "The club is full.") in visible_errors([form])
    assert page_of(form).xpath("//*[@id='two_errors']")


def test_an_error_in_a_hidden_field_is_not_lost() -> None:
    page = page_of(HiddenError({}))
    assert "(Hidden field secret)" in page.xpath("//*[@id='form_errors']")[0].text_content()


def test_hidden_and_disabled_fields_stay_quiet() -> None:
    page = page_of(ClubForm())
    assert page.xpath("//input[@name='secret']/@class") == []
    assert not page.find_class("ob-optional")


def test_choices_stand_under_their_groups_and_may_be_small() -> None:
    page = page_of(ClubForm())
    assert [one.text for one in page.find_class("ob-choices__group")] == ["Old", "New"]
    assert page.find_class("govuk-radios--small")


def test_a_chosen_answer_stays_chosen() -> None:
    page = page_of(form_in_error())
    assert page.xpath("//input[@name='again-kind'][@checked]/@value") == ["wfoe"]


def test_a_hint_belongs_to_its_choice() -> None:
    page = page_of(ExampleForm())
    choice = page.xpath("//input[@value='ro']")[0]
    hint = page.xpath(f"//*[@id='{choice.get('aria-describedby')}']")[0]
    assert hint.text == "It may file, but not sell."
    assert page.xpath("//input[@value='jv']/@aria-describedby") == []
    assert page.xpath("//input[@value='education']/@aria-describedby")


def test_one_question_a_page_has_its_label_as_heading(render) -> None:
    page = render("{% field form.kind heading=True %}{% field form.name %}", form=ExampleForm())
    assert page.xpath("//h1")[0].text_content().startswith("Kind of entity")
    assert page.xpath("//h1/ancestor::legend")
    page = render("{% field form.name heading=True %}", form=ExampleForm())
    assert page.xpath("//h1/label")[0].get("class") == "govuk-label govuk-label--l"


def test_no_placeholders() -> None:
    class Placed(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Ace"}))

    assert not page_of(Placed()).xpath("//@placeholder")


def test_a_widget_of_an_unknown_kind_is_left_as_it_is() -> None:
    class Odd(forms.Widget):
        template_name = "django/forms/widgets/text.html"

    class OddForm(forms.Form):
        odd = forms.CharField(widget=Odd)

    assert not page_of(OddForm()).xpath("//input/@class")


def test_a_formset_has_its_management_fields() -> None:
    page = html.fromstring(f"<form>{formset_factory(ClubForm, extra=1)()}</form>")
    assert page.xpath("//input[@name='form-TOTAL_FORMS']")
    assert page.xpath("//input[@name='form-0-name']")


def test_fields_are_ours_everywhere() -> None:
    assert isinstance(ClubForm()["name"], OpenbeianBoundField)


class DateForm(forms.Form):
    day = DateField()
    other = DateField(required=False)


def typed(year: str, month: str, day: str) -> DateForm:
    return DateForm({"day_year": year, "day_month": month, "day_day": day})


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [("2026", "2", "28"), ("2026", "02", " 28 "), ("２０２６", "２", "２８")],
    ids=["plain", "padded", "full-width digits"],
)
def test_a_date_in_three_boxes(year, month, day) -> None:
    form = typed(year, month, day)
    assert form.is_valid()
    assert form.cleaned_data == {"day": date(2026, 2, 28), "other": None}


@pytest.mark.parametrize(
    ("year", "month", "day", "message"),
    [
        pytest.param("", "", "", "Enter the date.", id="nothing"),
        pytest.param("2026", "", "1", "Enter the year, the month and the day.", id="half"),
        pytest.param("2026", "May", "1", "Enter the year, the month and the day.", id="a word"),
        pytest.param("2026", "2", "30", "There is no such date.", id="30 February"),
        pytest.param("26", "2", "3", "Enter the year with four digits", id="two digits"),
        pytest.param("2026", "9" * 30, "3", "There is no such date.", id="a huge month"),
        pytest.param("9" * 5000, "1", "3", "There is no such date.", id="a huge year"),
    ],
)
def test_a_wrong_date_is_told_what_is_wrong(year, month, day, message) -> None:
    form = typed(year, month, day)
    assert form.errors["day"][0].startswith(message)


def test_english_reads_day_month_year() -> None:
    boxes = page_of(DateForm()).xpath("//input")[:3]
    assert [box.get("name") for box in boxes] == ["day_day", "day_month", "day_year"]
    assert [box.get("id") for box in boxes] == ["id_day_0", "id_day_1", "id_day_2"]


def test_chinese_reads_year_month_day(chinese) -> None:
    page = page_of(DateForm(initial={"day": date(2026, 2, 3)}))
    boxes = page.xpath("//input")[:3]
    assert [box.get("value") for box in boxes] == ["2026", "2", "3"]
    assert [one.text for one in page.find_class("govuk-date-input__label")[:3]] == [
        "年",
        "月",
        "日",
    ]


def test_a_date_box_needs_no_id() -> None:
    field = DateField(required=False)
    assert 'name="day_year"' in field.widget.render("day", None)


def test_a_date_knows_whether_it_changed() -> None:
    form = DateForm(
        {"day_year": "2026", "day_month": "2", "day_day": "3"}, initial={"day": date(2026, 2, 3)}
    )
    assert form.changed_data == []
