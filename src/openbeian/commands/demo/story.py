"""The journey of the founding document, act by act; each act returns the line that tells of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from openbeian.commands.demo import afterwards, facts, later, people
from openbeian.commands.demo.people import expect
from openbeian.commands.demo.stage import Stage
from openbeian.text import Text

APPROVAL_AFTER = 20  # working days from the first submission
REFUSAL_AFTER = 6
FORMS = 2  # that state what is corrected, and are signed again
CAN = "You can apply"
NOT_ELIGIBLE = ("wfoe", "representative_office")


class Who(Enum):
    """Whose act it is."""

    APPLICANT = Text("applicant", "主办者")
    REVIEWER = Text("reviewer", "初审员")
    OFFICER = Text("officer", "管局")
    HOUSE = Text("house", "系统")
    SHOP = Text("order desk", "订购系统")


@dataclass(frozen=True, slots=True)
class Act:
    """One step of the story."""

    who: Who
    name: str
    play: Callable[[Stage], Text]


def may_others(stage: Stage) -> Text:
    """A WFOE and a representative office may file, but not hold the licence."""
    for kind in NOT_ELIGIBLE:
        found = people.may_i(stage, kind)
        right = {"ICP Filing": CAN, "ICP Commercial Licence": "You cannot apply"}
        expect(found == right, f"{kind} is answered {found}")
    return Text(
        "May a WFOE or a representative office? Filing (备案) yes, commercial licence (许可证) no.",
        "外商独资企业、代表机构：可以备案，不可申请ICP许可证。",
    )


def may_we(stage: Stage) -> Text:
    """A joint venture with enough capital may do both."""
    found = people.may_i(stage, "joint_venture")
    expect(set(found.values()) == {CAN}, f"a joint venture is answered {found}")
    return Text(
        "May our joint venture, capital 120 million? Filing yes, commercial licence yes.",
        "中外合资企业（注册资本1.2亿元）：可以备案，也可申请ICP许可证。",
    )


def not_yet(stage: Stage) -> Text:
    """Before the filing nothing can be bought for the domain."""
    found = people.ask_interface(stage, f"verify?domain=www.{facts.DOMAIN}")
    expect(found["status"] == "unfiled", f"the domain is {found['status']}")
    expect(not afterwards.may_buy(stage, "hosting_mainland"), "hosting is sold without a filing")
    return Text(
        f"Hosting for www.{facts.DOMAIN}? No: it is {found['status']}.",
        f"www.{facts.DOMAIN}能否购买托管服务？不能：尚未备案。",
    )


def sign_up(stage: Stage) -> Text:
    """An account, confirmed by the code that the e-mail brought."""
    code = people.sign_up(stage)
    people.begin(stage)
    return Text(
        f"Signed up; the e-mail brought the code {code}. The application is begun.",
        f"注册成功，邮件验证码为{code}，已发起备案申请。",
    )


def mistake(stage: Stage) -> Text:
    """A mistyped credit code is refused beside its field."""
    said, kept = people.mistake(stage)
    expect(kept, "what was typed was not kept")
    return Text(
        f"Mistyped the credit code; beside the field: “{said}” The rest was kept.",
        "统一社会信用代码误填，字段旁即时提示错误及改法，其余内容已保留。",
    )


def fill(stage: Stage) -> Text:
    """All five sections of the form."""
    for section, answers in facts.SECTIONS.items():
        people.fill(stage, section, answers)
    count = sum(len(answers) for answers in facts.SECTIONS.values())
    return Text(
        f"Filled in {len(facts.SECTIONS)} sections, {count} answers, in Chinese.",
        f"已用中文填写{len(facts.SECTIONS)}个部分共{count}项内容。",
    )


def upload(stage: Stage) -> Text:
    """Every document, the two forms of the house signed and sealed among them."""
    count = people.upload_all(stage)
    return Text(
        f"Two forms (申请表, 核验单) downloaded, signed and sealed; {count} documents uploaded.",
        f"已下载备案申请表和真实性核验单并签字盖章，上传{count}项材料。",
    )


def submit(stage: Stage) -> Text:
    """No finding stands in the way; the twenty working days begin."""
    people.submit(stage)
    stage.submissions.append(stage.today)
    return Text("No finding stands in the way: submitted.", "无待处理问题，已提交初审。")


def ask(stage: Stage) -> Text:
    """The reviewer takes the case and asks for one correction."""
    from openbeian.config import demo_data

    people.sign_in(stage, "reviewer@demo.example", demo_data.PASSWORD)
    people.act(stage, "claim")
    words = {
        "message_en": facts.CORRECTION.en,
        "message_zh": facts.CORRECTION.zh,
        "remedy_en": facts.CORRECTION_REMEDY.en,
        "remedy_zh": facts.CORRECTION_REMEDY.zh,
    }
    people.ask_for_correction(stage, facts.CORRECTED_FIELD, words)
    return Text(
        f"Took the case and asked for one correction: {facts.CORRECTION.en}",
        f"领取案件，退回修改一项：{facts.CORRECTION.zh}",
    )


def correct(stage: Stage) -> Text:
    """The applicant corrects the one open field, signs the forms anew and submits again."""
    people.fill(stage, "service", {facts.CORRECTED_FIELD: facts.CORRECTED_NAME})
    count = people.sign_again(stage)
    expect(count == FORMS, f"{count} forms are to be signed again")
    people.submit(stage)
    return Text(
        f"Corrected it to {facts.CORRECTED_NAME}, signed the {count} forms again, submitted again.",
        f"已改为“{facts.CORRECTED_NAME}”，{count}份表单重新签字盖章后重新提交。",
    )


def hand_over(stage: Stage) -> Text:
    """Passed, and sent over the interface."""
    people.act(stage, "pass_review")
    sequence = people.hand_over(stage)
    return Text(
        f"Passed and sent over the interface (SOAP); the administration received file {sequence}.",
        f"初审通过，已通过接口（SOAP）上报，管局已接收第{sequence}号文件。",
    )


def verify(stage: Stage) -> Text:
    """Both persons in charge enter the codes that the administration sent them."""
    people.act(stage, "record_sms_asked")
    count = people.verify_by_sms(stage)
    people.act(stage, "record_sms_passed")
    return Text(
        f"{count} persons in charge entered their SMS codes (短信核验) at the administration.",
        f"{count}位负责人已在管局短信核验页面填写验证码。",
    )


def refuse(stage: Stage) -> Text:
    """The officer refuses; the answer opens the fields that are wrong."""
    stage.pass_working_days(stage.submissions[0], REFUSAL_AFTER)
    answers = {"code": facts.REFUSAL_CODE, "opinion": facts.REFUSAL.zh}
    people.decide(stage, "refuse", answers)
    opened = stage.wait_for(lambda: people.opened(stage), "the refusal comes over the interface")
    return Text(
        f"After {REFUSAL_AFTER} working days: refused, code {facts.REFUSAL_CODE}. "
        f"{facts.REFUSAL.en} {opened} fields opened by themselves.",
        f"{REFUSAL_AFTER}个工作日后管局驳回（代码{facts.REFUSAL_CODE}）：{facts.REFUSAL.zh}"
        f"系统自动开放{opened}个字段。",
    )


def mend(stage: Stage) -> Text:
    """The open fields are corrected, the forms signed anew, and the application goes its way."""
    for section, answers in facts.MENDED.items():
        people.fill(stage, section, answers)
    count = people.sign_again(stage)
    people.submit(stage)
    return Text(
        f"Corrected both telephones, signed {count} forms again and submitted again.",
        f"已更正两处办公电话，{count}份表单重新签字盖章后重新提交。",
    )


def approve(stage: Stage) -> Text:
    """On the twentieth working day the officer approves, and the numbers come."""
    stage.pass_working_days(stage.submissions[0], APPROVAL_AFTER)
    people.decide(stage, "approve")
    stage.service_number = stage.wait_for(lambda: people.number(stage), "the number comes")
    stage.approvals.append(stage.today)
    return Text(
        f"Working day {APPROVAL_AFTER}: approved; the interface brought {stage.service_number}.",
        f"第{APPROVAL_AFTER}个工作日：准予备案，接口返回备案号{stage.service_number}。",
    )


ACTS = (
    Act(Who.APPLICANT, "eligibility of others", may_others),
    Act(Who.APPLICANT, "eligibility", may_we),
    Act(Who.SHOP, "purchase before the filing", not_yet),
    Act(Who.APPLICANT, "sign-up", sign_up),
    Act(Who.APPLICANT, "a mistake", mistake),
    Act(Who.APPLICANT, "the form", fill),
    Act(Who.APPLICANT, "the documents", upload),
    Act(Who.APPLICANT, "submission", submit),
    Act(Who.REVIEWER, "correction asked", ask),
    Act(Who.APPLICANT, "correction", correct),
    Act(Who.REVIEWER, "hand-over", hand_over),
    Act(Who.APPLICANT, "verification by SMS", verify),
    Act(Who.OFFICER, "refusal", refuse),
    Act(Who.APPLICANT, "mending", mend),
    Act(Who.REVIEWER, "second hand-over", hand_over),
    Act(Who.APPLICANT, "second verification by SMS", verify),
    Act(Who.OFFICER, "approval", approve),
    Act(Who.APPLICANT, "the decision's messages", afterwards.told),
    Act(Who.APPLICANT, "public security", afterwards.public_security),
    Act(Who.SHOP, "verification", afterwards.verify),
    Act(Who.REVIEWER, "commercial licence", afterwards.licence),
    Act(Who.SHOP, "purchase", afterwards.purchase),
    Act(Who.APPLICANT, "another website", later.add_website),
    Act(Who.REVIEWER, "hand-over of another website", hand_over),
    Act(Who.APPLICANT, "verification of another website", verify),
    Act(Who.OFFICER, "approval of another website", later.approve_website),
    Act(Who.APPLICANT, "change", later.change),
    Act(Who.REVIEWER, "hand-over of the change", hand_over),
    Act(Who.APPLICANT, "verification of the change", verify),
    Act(Who.OFFICER, "approval of the change", later.approve_change),
    Act(Who.APPLICANT, "cancellation", later.cancel),
    Act(Who.REVIEWER, "hand-over of the cancellation", hand_over),
    Act(Who.APPLICANT, "verification of the cancellation", later.verify_cancellation),
    Act(Who.OFFICER, "the website struck", later.approve_cancellation),
    Act(Who.HOUSE, "messages", afterwards.drain),
)


def acts() -> Iterator[Act]:
    """Yield the acts in their order."""
    yield from ACTS
