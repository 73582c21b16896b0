"""After the decision: public security, the licence, the purchase, and the last message sent."""

from datetime import timedelta

from openbeian.commands.demo import facts, people
from openbeian.commands.demo.people import arrived, expect
from openbeian.commands.demo.stage import Stage
from openbeian.text import Text

PSB_AFTER = 5
LICENCE_AFTER = 40
LICENCE_YEARS = 5


def told(stage: Stage) -> Text:
    """The decision reaches the applicant by e-mail and SMS."""
    stage.wait_for(
        lambda: any(stage.service_number in letter for letter in stage.letters(facts.EMAIL)),
        "an e-mail with the number",
    )
    stage.wait_for(lambda: _sms(stage), "an SMS about the approval")
    mobile = f"{facts.MOBILE[:3]}****{facts.MOBILE[-4:]}"
    return Text(
        f"The number arrived by e-mail, and by SMS (短信) to {mobile}.",
        f"备案号已通过邮件送达，并以短信发送至{mobile}。",
    )


def _sms(stage: Stage) -> bool:
    """Whether the phone was told; English words leave the number to the e-mail, for the length."""
    from openbeian.notices import queries

    return any(
        sms.mobile == facts.MOBILE and (stage.service_number in sms.text or "approved" in sms.text)
        for sms in queries.accepted_sms()
    )


def public_security(stage: Stage) -> Text:
    """The case opened by itself; data sheet, application, number."""
    status = f"/applications/{stage.filing}/"
    address = stage.wait_for(
        lambda: next(
            (a for a, _ in stage.applicant.get(status).links if "/public-security/" in a), None
        ),
        "the public-security filing",
    )
    page = arrived(stage.applicant.get(address))
    sheet = arrived(stage.applicant.get(page.link(r"data-sheet\.pdf$")))
    expect(sheet.content.startswith(b"%PDF"), "the data sheet is no PDF")
    arrived(stage.applicant.send(page.form(action="/applied/")))
    stage.pass_working_days(stage.today, PSB_AFTER)
    page = arrived(stage.applicant.get(address))
    page = arrived(
        stage.applicant.send(page.form("number", action="/number/"), {"number": facts.PSB_NUMBER})
    )
    expect(facts.PSB_NUMBER in page.text, "the public-security number is not shown")
    return Text(
        f"Public security (公安联网备案): data sheet downloaded, applied, number "
        f"{facts.PSB_NUMBER}.",
        f"公安联网备案：已下载信息表并提交，公安联网备案号{facts.PSB_NUMBER}。",
    )


def verify(stage: Stage) -> Text:
    """The interface knows the domain; a website that sells still lacks the licence."""
    found = people.ask_interface(stage, f"verify?domain=www.{facts.DOMAIN}")
    stage.verified = found
    expect(found["service_number"] == stage.service_number, f"the interface answers {found}")
    expect(found["psb_number"] == facts.PSB_NUMBER, f"the interface answers {found}")
    return Text(
        f"www.{facts.DOMAIN} is {found['status']}: {found['service_number']}.",
        f"www.{facts.DOMAIN}：{found['words']['zh']}",
    )


def licence(stage: Stage) -> Text:
    """The joint venture applies for the commercial licence, which only follows the filing."""
    page = arrived(stage.applicant.get("/licences/"))
    page = arrived(stage.applicant.send(page.form(action="/licences/")))
    case = page.address
    for form in [form for form in page.forms if form.takes_files()]:
        page = people.upload(stage, form, facts.picture(50))
    arrived(stage.applicant.send(page.form(action="/submit/")))
    console = case.replace("/licences/", "/console/licences/")
    people.act(stage, "hand_over", case=console)
    stage.pass_working_days(stage.today, LICENCE_AFTER)
    until = stage.today + timedelta(days=365 * LICENCE_YEARS)
    grant = {
        "number": facts.LICENCE_NUMBER,
        "valid_until_0": str(until.year),
        "valid_until_1": str(until.month),
        "valid_until_2": str(until.day),
    }
    people.act(stage, "record_grant", grant, case=console)
    return Text(
        f"The joint venture's commercial licence (ICP许可证) is granted: {facts.LICENCE_NUMBER}.",
        f"合资公司取得ICP许可证：{facts.LICENCE_NUMBER}。",
    )


def may_buy(stage: Stage, product: str) -> bool:
    """Return whether a product may be sold for the company's domain."""
    query = f"purchase?product={product}&domain=www.{facts.DOMAIN}"
    return bool(people.ask_interface(stage, query)["allowed"])


def purchase(stage: Stage) -> Text:
    """Hosting and CDN can be bought."""
    for product in ("hosting_mainland", "cdn_mainland"):
        expect(may_buy(stage, product), f"{product} cannot be bought")
    return Text(
        "Hosting and CDN in mainland China? Yes, both.", "境内托管与CDN能否购买？均可以购买。"
    )


def drain(stage: Stage) -> Text:
    """Nothing is owed any more."""
    stage.wait_for(stage.drained, "that every message is sent")
    return Text("Every message that was owed is sent.", "全部应发通知均已发送。")
