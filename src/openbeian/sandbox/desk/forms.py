"""What is typed on the administration's pages."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from openbeian.sandbox.desk.words import ACTS, FAULTS, SAID
from openbeian.sandbox.models import Service
from openbeian.sandbox.services import faults, officers
from openbeian.sandbox.soap.services import SERVICES
from openbeian.text import Text
from openbeian.ui.words import words_lazy
from openbeian.wire.results import Family, Meaning, all_results

OFFICER = "李审核"


def _codes() -> Iterator[tuple[int, object]]:
    """Yield the codes under which an order can be refused, the general one first."""
    refusing = {
        code: found.text
        for code, found in all_results().items()
        if found.family is Family.ICP and found.meaning is not Meaning.DONE
    }
    yield 1002, words_lazy(refusing.pop(1002).format())
    for code, text in refusing.items():
        yield code, words_lazy(Text(f"{code} {text.en}", f"{code} {text.zh}"))


class DecisionForm(forms.Form):
    """An officer's decision; reason and code are for a refusal."""

    officer = forms.CharField(
        label=words_lazy(Text("Officer", "审核人")),
        max_length=128,
        initial=OFFICER,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    opinion = forms.CharField(
        label=words_lazy(Text("Opinion", "审核意见")),
        help_text=words_lazy(
            Text(
                "Needed for a refusal and a return; the provider reads it as it stands.",
                "拒绝或退回时必填，将原文告知接入商。",
            )
        ),
        max_length=1024,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    code = forms.TypedChoiceField(
        label=words_lazy(Text("Code of a refusal", "拒绝代码")), choices=_codes, coerce=int
    )


class ActForm(forms.Form):
    """What an officer does about something filed, and why."""

    act = forms.ChoiceField(label=words_lazy(Text("Act", "处理方式")))
    officer = forms.CharField(
        label=words_lazy(Text("Officer", "审核人")),
        max_length=128,
        initial=OFFICER,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        label=words_lazy(Text("Reason", "理由")),
        help_text=words_lazy(Text("The provider reads it as it stands.", "将原文告知接入商。")),
        max_length=255,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, sent: Any = None, *, services: Iterable[Service]) -> None:
        super().__init__(sent)
        choices = [(name, words_lazy(text)) for name, text in ACTS.items()]
        for each in services:
            said = Text(f"Cancel the website {each.number}", f"注销网站{each.number}")
            choices.append((f"cancel_service:{each.pk}", words_lazy(said)))
        self.fields["act"].choices = choices  # type: ignore[attr-defined] # a choice field


class ListingForm(forms.Form):
    """A domain for the black list."""

    domain = forms.CharField(
        label=words_lazy(Text("Domain", "域名")),
        max_length=128,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    website = forms.CharField(
        label=words_lazy(Text("Name of the website", "网站名称")),
        max_length=512,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
    reason = forms.CharField(label=words_lazy(Text("Reason", "理由")), max_length=512)


class FaultForm(forms.Form):
    """A fault to arm: which, for which method, how often, and how long a delay takes."""

    kind = forms.ChoiceField(
        label=words_lazy(Text("Fault", "故障类型")),
        choices=[(kind, words_lazy(text)) for kind, text in FAULTS.items()],
    )
    method = forms.ChoiceField(
        label=words_lazy(Text("Method", "接口方法")),
        choices=[
            ("", words_lazy(Text("Any", "全部"))),
            *((each.name, each.name) for service in SERVICES for each in service.methods),
        ],
        required=False,
    )
    times = forms.IntegerField(
        label=words_lazy(Text("How many calls", "次数")),
        initial=1,
        min_value=1,
        max_value=faults.MOST_TIMES,
        widget=forms.NumberInput({"class": "govuk-input--width-5"}),
    )
    seconds = forms.FloatField(
        label=words_lazy(Text("Seconds of a delay, or of a wrong clock", "延迟或时钟偏差秒数")),
        initial=0,
        min_value=-faults.MOST_SHIFT,
        max_value=faults.MOST_SHIFT,
        widget=forms.NumberInput({"class": "govuk-input--width-5"}),
    )


class OfficerForm(forms.Form):
    """An officer who decides by itself."""

    per_minute = forms.FloatField(
        label=words_lazy(Text("Orders a minute", "每分钟审核数量")),
        initial=6,
        min_value=0.01,
        max_value=officers.MOST_PER_MINUTE,
        widget=forms.NumberInput({"class": "govuk-input--width-5"}),
    )
    refusals = forms.FloatField(
        label=words_lazy(Text("Share that is refused, 0 to 1", "拒绝比例（0至1）")),
        initial=0.2,
        min_value=0,
        max_value=1,
        widget=forms.NumberInput({"class": "govuk-input--width-5"}),
    )
    seed = forms.IntegerField(
        label=words_lazy(Text("Seed: the same one refuses the same orders", "随机种子")),
        initial=0,
        min_value=0,
        max_value=2**31 - 1,
        widget=forms.NumberInput({"class": "govuk-input--width-5"}),
    )


class SmsForm(forms.Form):
    """An entry of the SMS verification: code, mobile number, end of the certificate."""

    code = forms.CharField(
        label=words_lazy(Text("Verification code", "验证码")),
        max_length=6,
        widget=forms.TextInput(
            {
                "class": "govuk-input--width-10",
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
            }
        ),
    )
    mobile = forms.CharField(
        label=words_lazy(Text("Mobile number", "手机号码")),
        max_length=20,
        widget=forms.TextInput({"class": "govuk-input--width-20", "inputmode": "tel"}),
    )
    id_tail = forms.CharField(
        label=words_lazy(Text("Last six characters of the certificate", "证件号码后六位")),
        max_length=6,
        widget=forms.TextInput({"class": "govuk-input--width-10", "autocomplete": "off"}),
    )


class QueryForm(forms.Form):
    """What the public looks for."""

    q = forms.CharField(
        label=words_lazy(SAID["query"]),
        help_text=words_lazy(SAID["query_help"]),
        max_length=255,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )
