"""The example case that the style guide draws: one invented company on its way to a number."""

from dataclasses import replace
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from openbeian.declaration.findings import Finding
from openbeian.text import Text
from openbeian.ui import components as c
from openbeian.ui.fields import Checkboxes, DateField, Radios
from openbeian.ui.refusals import CONFLICTED
from openbeian.ui.words import both_lazy, words_lazy

COMPANY = "北辰精密仪器（上海）有限公司"
NUMBER = "沪ICP备2026900123号"

TURNS = (
    c.Turn(
        whose=Text("Your turn", "轮到您"),
        until=date(2026, 12, 1),
        working_days_left=5,
        next=Text("mend two things, then send it again", "请修改两处内容后重新提交"),
        yours=True,
    ),
    c.Turn(
        whose=Text("The administration’s turn", "通信管理局审核中"),
        until=date(2027, 1, 8),
        working_days_left=20,
        provisional=True,
        next=Text("the number comes by SMS and e-mail", "审核通过后以短信和邮件告知备案号"),
    ),
    c.Turn(
        whose=Text("Your turn", "轮到您"),
        until=date(2026, 11, 19),
        working_days_left=-3,
        next=Text("file with the public security organs", "请尽快办理公安联网备案"),
        yours=True,
    ),
    c.Turn(
        whose=Text("Nobody’s turn", "无需任何一方操作"),
        next=Text("the filing holds; keep it true", "备案有效，请保持备案信息真实准确"),
        closed=True,
    ),
)

PATH = (
    c.Step(Text("Prepare", "填报材料"), c.StepState.DONE, date(2026, 11, 9)),
    c.Step(Text("Provider’s review", "接入服务商初审"), c.StepState.DONE, date(2026, 11, 11)),
    c.Step(
        Text("SMS verification", "短信核验"),
        c.StepState.CURRENT,
        date(2026, 11, 12),
        Text("a code from 12381, within 24 hours", "12381发送验证码，24小时内完成"),
    ),
    c.Step(Text("Administration", "管局审核"), c.StepState.AHEAD, date(2026, 12, 8)),
    c.Step(Text("Number", "取得备案号"), c.StepState.AHEAD, date(2026, 12, 8)),
    c.Step(Text("Public security", "公安联网备案"), c.StepState.AHEAD, date(2027, 1, 7)),
)
PATH_STOPPED = (
    *PATH[:2],
    c.Step(Text("SMS verification", "短信核验"), c.StepState.DONE, date(2026, 11, 12)),
    c.Step(
        Text("Administration", "管局审核"),
        c.StepState.REFUSED,
        date(2026, 11, 24),
        Text("refused: the address differs from the licence", "驳回：住所与营业执照不一致"),
    ),
    c.Step(Text("Number", "取得备案号"), c.StepState.AHEAD),
    c.Step(Text("Public security", "公安联网备案"), c.StepState.AHEAD),
)

CARDS = (
    c.NumberCard(
        title=Text("ICP filing number", "网站备案号"),
        number=f"{NUMBER}-1",
        holder=COMPANY,
        subject="beichen-instruments.cn",
        issued_on=date(2026, 12, 8),
        verify_url="http://127.0.0.1:8000/verify/?domain=beichen-instruments.cn",
        snippet=c.footer_snippet(f"{NUMBER}-1"),
    ),
    c.NumberCard(
        title=Text("ICP filing number", "网站备案号"),
        number=f"{NUMBER}-2",
        holder=COMPANY,
        subject="beichen-lab.cn",
        issued_on=date(2025, 3, 4),
        verify_url="http://127.0.0.1:8000/verify/?domain=beichen-lab.cn",
        void=Text("Suspended", "已暂停"),
    ),
)

CONFLICT = replace(
    CONFLICTED,
    paragraphs=(
        Text(
            "The application was sent to the administration, so it cannot be changed now.",
            "申请已提交通信管理局审核，暂不能修改。",
        ),
    ),
    code="move.not_allowed",
)

_LABELS = {
    "entity.certificate.number": Text("Certificate number", "证件号码"),
    "services[1].leader.mobile": Text("Mobile number of the person in charge", "负责人手机号码"),
    "services[1].name": Text("Name of the website", "网站名称"),
}
FINDINGS = c.finding_list(
    (
        Finding(
            rule="service.name.meaning",
            field="services[1].name",
            message=Text(
                "The name says nothing about the company or what the site is for.",
                "网站名称与主办单位或网站内容无关。",
            ),
            remedy=Text(
                "Use the company’s short name and what the site offers, for example 北辰精密仪器.",
                "建议使用单位简称加网站内容，例如“北辰精密仪器”。",
            ),
            source="工信部信管〔2019〕168号",
            as_of="2026-06-13",
            blocking=False,
        ),
        Finding(
            rule="entity.certificate.checksum",
            field="entity.certificate.number",
            message=Text(
                "The last character does not fit the other 17, so one of them is mistyped.",
                "统一社会信用代码校验位不符，其中有字符填写错误。",
            ),
            remedy=Text(
                "Compare it with the business licence, character by character.",
                "请对照营业执照逐位核对。",
            ),
            source="GB 32100-2015",
            as_of="2015-10-01",
            blocking=True,
            because={"entity.certificate.number": "91310000MA1FL8XK2J"},
        ),
        Finding(
            rule="person.mobile.mainland",
            field="services[1].leader.mobile",
            message=Text(
                "This is not a mobile number of mainland China.",
                "该号码不是中国内地手机号码。",
            ),
            remedy=Text(
                "Enter the 11 digits of the number that receives the verification code.",
                "请填写可接收核验短信的11位手机号码。",
            ),
            source="工信部《ICP备案短信核验》",
            as_of="2020-08-17",
            blocking=True,
            because={"services[1].leader.mobile": "+852 9123 4567"},
        ),
    ),
    label=lambda path: _LABELS[path],
    href=lambda _path: "#id_number",
)

TASKS = (
    c.Task(
        Text("The entity", "主办单位"),
        Text("Done", "已完成"),
        c.Tone.QUIET,
        "#tasks",
    ),
    c.Task(
        Text("The website", "网站信息"),
        Text("Two things to mend", "两处待修改"),
        c.Tone.WAITING,
        "#tasks",
        Text("Name, domain, and the person in charge", "名称、域名及网站负责人"),
    ),
    c.Task(
        Text("Documents", "申请材料"),
        Text("Blocked", "不能提交"),
        c.Tone.BLOCKED,
        "#tasks",
        Text("The pre-approval for education is missing", "缺少教育类前置审批文件"),
    ),
    c.Task(
        Text("Check and submit", "核对并提交"),
        Text("Cannot start yet", "暂不能开始"),
        c.Tone.PLAIN,
    ),
)

SUMMARY = (
    c.SummaryRow(Text("Name of the entity", "主办单位名称"), COMPANY, "#summary"),
    c.SummaryRow(
        Text("Kind of entity", "主办单位性质"),
        Text("Wholly foreign-owned enterprise", "外商独资企业"),
        "#summary",
    ),
    c.SummaryRow(Text("Certificate valid until", "证件有效期至"), date(2046, 5, 31), "#summary"),
    c.SummaryRow(
        Text("Address", "通信地址"),
        ("上海市浦东新区", "张江路88号3幢502室"),
        "#summary",
        changed_from="上海市浦东新区张江路88号",
    ),
    c.SummaryRow(Text("Emergency phone", "应急联系电话"), None, "#summary"),
)

QUEUE = c.Table(
    caption=Text("Cases that wait for us", "待处理备案"),
    columns=(
        c.Column(Text("Entity", "主办单位")),
        c.Column(Text("State", "状态")),
        c.Column(Text("Until", "截止日期")),
        c.Column(Text("Must mend", "待修改"), numeric=True),
    ),
    rows=(
        (
            c.Cell(COMPANY, href="#table"),
            c.Cell(Text("Provider’s review", "接入服务商初审"), tone=c.Tone.WAITING),
            c.Cell(date(2026, 11, 25)),
            c.Cell(2),
        ),
        (
            c.Cell("苏州沐风文化传播有限公司", href="#table"),
            c.Cell(Text("At the administration", "管局审核"), tone=c.Tone.PLAIN),
            c.Cell(date(2026, 12, 15)),
            c.Cell(0),
        ),
        (
            c.Cell("杭州云栖山舍酒店管理有限公司", href="#table"),
            c.Cell(Text("Refused", "管局驳回"), tone=c.Tone.BLOCKED),
            c.Cell(None),
            c.Cell(11),
        ),
    ),
)
QUEUE_EMPTY = c.Table(
    caption=Text("Cases that wait for us", "待处理备案"),
    columns=QUEUE.columns,
    rows=(),
    nothing=Text("No case waits for us.", "没有待处理的备案。"),
)


class ExampleForm(forms.Form):
    """Every kind of field once."""

    kind = forms.ChoiceField(
        label=both_lazy(Text("Kind of entity", "主办单位性质")),
        widget=Radios(
            hints={
                "wfoe": Text("All capital comes from abroad.", "全部资本由境外投资者投入。"),
                "ro": Text("It may file, but not sell.", "可以备案，但不得从事经营性活动。"),
            }
        ),
        choices=[
            ("wfoe", words_lazy(Text("Wholly foreign-owned enterprise", "外商独资企业"))),
            ("jv", words_lazy(Text("Joint venture", "中外合资企业"))),
            ("ro", words_lazy(Text("Representative office", "外国企业常驻代表机构"))),
        ],
    )
    name = forms.CharField(
        label=both_lazy(Text("Name of the entity", "主办单位名称")),
        help_text=_("As on its business licence, in Chinese."),
    )
    number = forms.CharField(
        label=both_lazy(Text("Unified social credit code", "统一社会信用代码")),
        help_text=_("18 characters, printed at the top of the business licence."),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
    )
    valid_until = DateField(
        label=both_lazy(Text("Certificate valid until", "证件有效期至")),
        required=False,
    )
    province = forms.ChoiceField(
        label=both_lazy(Text("Province of registration", "注册所在地")),
        choices=[
            ("", words_lazy(Text("Choose one", "请选择"))),
            ("310000", words_lazy(Text("Shanghai", "上海市"))),
            ("320000", words_lazy(Text("Jiangsu", "江苏省"))),
        ],
    )
    industries = forms.MultipleChoiceField(
        label=_("What is the website about?"),
        help_text=_("These need an approval before the filing."),
        required=False,
        widget=Checkboxes(hints={"education": Text("Also courses online.", "包括线上课程。")}),
        choices=[
            ("news", words_lazy(Text("News", "新闻"))),
            ("education", words_lazy(Text("Education", "教育"))),
            ("medical", words_lazy(Text("Healthcare", "医疗保健"))),
        ],
    )
    licence = forms.FileField(
        label=both_lazy(Text("Business licence", "营业执照")),
        help_text=_(
            "A photo or a scan of the original in colour: JPEG, PNG or PDF, at most 10 MB."
        ),
    )
    remark = forms.CharField(
        label=both_lazy(Text("Remark", "备注")),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    true = forms.BooleanField(label=_("What I declare here is true."))

    def clean_number(self) -> str:
        """Say what is wrong with the example's number."""
        raise forms.ValidationError(
            words_lazy(
                Text(
                    "The last character does not fit the other 17. Compare it with the licence.",
                    "校验位不符，请对照营业执照逐位核对。",
                )
            )
        )


def form_in_error() -> ExampleForm:
    """Return the example form as it comes back after bad input, everything else kept."""
    typed = {
        "kind": "wfoe",
        "name": COMPANY,
        "number": "91310000MA1FL8XK2J",
        "valid_until_day": "31",
        "valid_until_month": "2",
        "valid_until_year": "2027",
        "remark": "仅介绍产品，不提供在线交易。",
    }
    return ExampleForm({f"again-{name}": text for name, text in typed.items()}, prefix="again")
