"""Long after the number: a registered fact is changed, and in the end the website is cancelled."""

from openbeian.commands.demo import facts, people
from openbeian.commands.demo.people import expect
from openbeian.commands.demo.stage import Stage
from openbeian.text import Text

WEBMASTER = facts.LEADERS[1:]  # whom the ministry asks before a website is cancelled


def add_website(stage: Stage) -> Text:
    """The applicant adds a website; of the entity nothing is typed again."""
    people.begin(stage)
    for section, answers in facts.SECOND_WEBSITE.items():
        people.fill(stage, section, answers)
    count = people.upload_all(stage)
    people.submit(stage)
    return Text(
        f"Added {facts.SECOND_DOMAIN} (新增网站): its own answers alone, {count} documents.",
        f"新增网站{facts.SECOND_DOMAIN}：仅填写网站部分，上传{count}项材料。",
    )


def approve_website(stage: Stage) -> Text:
    """The officer approves; the number continues the entity's."""
    people.decide(stage, "approve")
    number = stage.wait_for(lambda: people.second_number(stage), "the second number comes")
    return Text(f"Approved: {number}.", f"准予备案，备案号{number}。")


def change(stage: Stage) -> Text:
    """The applicant changes the name of the website, and signs anew what states it."""
    people.begin_change(stage)
    people.fill(stage, "service", {facts.CORRECTED_FIELD: facts.CHANGED_NAME})
    count = people.sign_again(stage, facts.FORMS_OF_THE_HOUSE)
    people.submit(stage)
    return Text(
        f"Later changed the name to {facts.CHANGED_NAME} (变更备案), signed {count} forms.",
        f"申请变更备案：网站名称改为“{facts.CHANGED_NAME}”，{count}份表单重新签字盖章。",
    )


def approve_change(stage: Stage) -> Text:
    """The officer approves; the numbers stay."""
    people.decide(stage, "approve")
    stage.wait_for(lambda: people.stands(stage, "Change approved"), "the change is approved")
    expect(people.number(stage) == stage.service_number, "a change gave another number")
    return Text(
        f"The change is approved; {stage.service_number} stays.",
        f"准予变更，备案号{stage.service_number}不变。",
    )


def cancel(stage: Stage) -> Text:
    """The applicant cancels the website, told before what it means."""
    said = people.begin_cancellation(stage)
    people.submit(stage)
    return Text(
        f"Cancelled the website (注销网站), told before: “{said}”",
        "申请注销网站，提交前已告知注销的后果。",
    )


def verify_cancellation(stage: Stage) -> Text:
    """The webmaster alone is asked."""
    people.act(stage, "record_sms_asked")
    count = people.verify_by_sms(stage, WEBMASTER)
    people.act(stage, "record_sms_passed")
    return Text(
        f"{count} person, the webmaster, confirmed the cancellation by SMS.",
        f"网站负责人（{count}人）已完成注销的短信核验。",
    )


def approve_cancellation(stage: Stage) -> Text:
    """The officer strikes the website; nothing can be bought for the domain any more."""
    people.decide(stage, "approve")
    stage.wait_for(lambda: people.stands(stage, "Cancelled"), "the website is cancelled")
    found = people.ask_interface(stage, f"verify?domain={facts.DOMAIN}")
    expect(found["status"] == "unfiled", f"the cancelled domain is {found['status']}")
    return Text(
        f"Cancelled; {facts.DOMAIN} is {found['status']} again.",
        f"准予注销，{facts.DOMAIN}恢复为未备案。",
    )
