"""What the two people of the demo do at their browsers, page by page, as the pages offer it."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from openbeian.commands.demo import facts
from openbeian.commands.demo.browser import Upload
from openbeian.commands.demo.pages import Answers, Form, NotOnThePage, Page
from openbeian.commands.demo.stage import Failed, Stage

OK = 200
BAD = 400
CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
VERDICT = re.compile(r"\b(You can apply|You cannot apply|Not stated)$")
RECEIVED = re.compile(r"The administration received file (\d+)")
SMS = re.compile(r"^(1\d{10})\n.*?验证码(\d{6})", re.MULTILINE)
SERVICE_NUMBER = re.compile(r"沪ICP备\d+号-1")
SECOND_NUMBER = re.compile(r"沪ICP备\d+号-2")
MOST_QUESTIONS = 10


def expect(fact: object, what: str) -> None:
    """Raise Failed unless something is as the story says."""
    if not fact:
        raise Failed(what)


def arrived(page: Page) -> Page:
    """Return the page if it is one that was meant to come. Raises Failed."""
    expect(page.status < BAD, f"{page.address} answers {page.status}: {_first_words(page)}")
    return page


def _first_words(page: Page) -> str:
    return " / ".join(page.errors or page.text.splitlines()[:6])


def may_i(stage: Stage, kind: str) -> dict[str, str]:
    """Answer the first questions for a kind of entity; return the verdicts by their titles."""
    answers = {**facts.FIRST_ANSWERS, "entity_kind": kind}
    page = arrived(stage.applicant.get("/eligibility/"))
    for _ in range(MOST_QUESTIONS):
        try:
            form = page.form("said")
        except NotOnThePage:
            break
        page = arrived(stage.applicant.send(form, answers))
    titles = ("ICP Filing", "ICP Commercial Licence")
    found = {title: _verdict(page, title) for title in titles}
    expect(all(found.values()), f"no verdicts at {page.address}")
    return found


def _verdict(page: Page, title: str) -> str:
    lines = [line for line in page.text.splitlines() if title in line]
    said = (VERDICT.search(line) for line in lines)
    return next((match.group(1) for match in said if match), "")


def sign_up(stage: Stage) -> str:
    """Make an account and confirm it with the code from the e-mail; return the code."""
    person = stage.applicant
    page = arrived(person.get("/accounts/signup/"))
    told = {
        "email": facts.EMAIL,
        "password1": facts.PASSWORD,
        "organisation": facts.COMPANY,
        "mobile": facts.MOBILE,
    }
    page = arrived(person.send(page.form("email", "password1"), told))
    code = stage.wait_for(lambda: _code(stage), "an e-mail with a code")
    arrived(person.send(page.form("code"), {"code": code}))
    return code


def _code(stage: Stage) -> str | None:
    letters = stage.letters(facts.EMAIL)
    found = CODE.search(letters[-1]) if letters else None
    return found.group(1) if found else None


def begin(stage: Stage) -> None:
    """Begin the application, with what was answered before the sign-up."""
    desk = arrived(stage.applicant.get("/applications/"))
    page = arrived(stage.applicant.send(desk.form(action="/applications/begin/")))
    stage.filing = _id_in(page.address)


def _id_in(address: str) -> str:
    found = re.search(r"/([0-9a-f-]{36})/", address)
    if found is None:
        raise Failed(f"no case at {address}")
    return found.group(1)


def fill(stage: Stage, section: str, answers: Answers) -> Page:
    """Fill in a section, and again where further questions follow; return the page after it.

    Raises Failed where the house finds something wrong.
    """
    address = f"/applications/{stage.filing}/{section}/"
    page = arrived(stage.applicant.get(address))
    for _ in range(MOST_QUESTIONS):
        page = arrived(stage.applicant.send(_main_form(page, answers), answers))
        if urlsplit(page.address).path != address:
            return page
    raise Failed(f"the section {section} does not come to an end")


def _main_form(page: Page, answers: Answers) -> Form:
    """Return the form that asks the most of what there is to answer. Raises Failed."""
    found = max(page.forms, key=lambda form: sum(map(form.asks, answers)), default=None)
    if found is None or not any(map(found.asks, answers)):
        raise Failed(f"no form to fill in at {page.address}")
    return found


def mistake(stage: Stage) -> tuple[str, bool]:
    """Mistype the credit code; return what is said beside it, and whether the rest was kept."""
    wrong = {**facts.SECTIONS["entity"], "entity.certificate.number": facts.WRONG_UNIT_NUMBER}
    page = arrived(stage.applicant.get(f"/applications/{stage.filing}/entity/"))
    for _ in range(MOST_QUESTIONS):
        page = stage.applicant.send(_main_form(page, wrong), wrong)
        if page.errors:
            break
    expect(page.errors, "a wrong credit code was not refused")
    kept = {control.value for form in page.forms for control in form.controls}
    return max(page.errors, key=len).partition(". ")[0] + ".", {
        facts.COMPANY,
        facts.WRONG_UNIT_NUMBER,
    } <= kept


def upload_all(stage: Stage) -> int:
    """Hand in a picture for every document that is asked for and not there; return how many."""
    address = f"/applications/{stage.filing}/documents/"
    page = arrived(stage.applicant.get(address))
    there = {form.value("path") for form in page.forms if form.action.endswith("/remove/")}
    wanted = [form for form in page.forms if form.takes_files()]
    forms = [form for form in wanted if form.value("path") not in there]
    for number, form in enumerate(forms):
        upload(stage, form, paper_of(stage, page, form.value("path"), number))
    return len(forms)


def paper_of(stage: Stage, page: Page, path: str, number: int) -> bytes:
    """Return the picture for a document: a form of the house is downloaded, signed and sealed."""
    forms = {"[application_form]": "application-form", "[verification_form]": "verification-form"}
    for end, name in forms.items():
        if path.endswith(end):
            form = arrived(stage.applicant.get(page.link(rf"/{name}[^/]*\.pdf$")))
            expect(form.content.startswith(b"%PDF"), f"{name} is no PDF")
            return facts.signed(form.content)
    return facts.picture(number)


def upload(stage: Stage, form: Form, content: bytes) -> Page:
    """Choose a picture in a form and send it. Raises Failed where it is refused."""
    file = Upload(form.file_control(), "photo.jpg", content, "image/jpeg")
    page = arrived(stage.applicant.send(form, files=[file]))
    expect(not page.errors, f"a picture was refused: {page.errors}")
    return page


def replace_document(stage: Stage, path: str, content: bytes) -> None:
    """Take off what was handed in for a document, and hand in another picture."""
    address = f"/applications/{stage.filing}/documents/"
    page = arrived(stage.applicant.get(address))
    old = next(f for f in page.forms if f.value("path") == path and not f.takes_files())
    page = arrived(stage.applicant.send(old))
    new = next(f for f in page.forms if f.value("path") == path and f.takes_files())
    upload(stage, new, content)


def sign_again(stage: Stage, ends: tuple[str, ...] = ("",)) -> int:
    """Replace what is open of the documents with these ends; return how many there were."""
    page = arrived(stage.applicant.get(f"/applications/{stage.filing}/documents/"))
    open_now = [form.value("path") for form in page.forms if form.takes_files()]
    paths = [path for path in open_now if path.endswith(ends)]
    for number, path in enumerate(paths):
        replace_document(stage, path, paper_of(stage, page, path, number))
    return len(paths)


def submit(stage: Stage) -> int:
    """Read the findings and submit; return how many points the rules only ask to look at."""
    page = arrived(stage.applicant.get(f"/applications/{stage.filing}/review/"))
    after = arrived(stage.applicant.send(page.form("key")))
    expect(f"/applications/{stage.filing}/" in after.address, "the application was not taken")
    return page.text.count("Look at")


def sign_in(stage: Stage, email: str, password: str) -> None:
    """Sign in as the provider's reviewer."""
    page = arrived(stage.reviewer.get("/accounts/login/?next=/console/"))
    page = arrived(stage.reviewer.send(page.form("login"), {"login": email, "password": password}))
    expect("/console/" in page.address, "the reviewer does not reach the console")


def act(stage: Stage, move: str, answers: Answers | None = None, *, case: str = "") -> Page:
    """Make a step on a case from its page: at once, or on the page that asks first."""
    address = case or f"/console/filings/{stage.filing}/"
    page = arrived(stage.reviewer.get(address))
    try:
        form = page.form(action=f"/{move}/")
    except NotOnThePage:
        page = arrived(stage.reviewer.get(page.link(rf"/{move}/$")))
        form = _main_form(page, answers or {})
    return arrived(stage.reviewer.send(form, answers))


def ask_for_correction(stage: Stage, path: str, words: Mapping[str, str]) -> None:
    """Tick a field on the page of the case, say what is wrong, and send it."""
    address = f"/console/filings/{stage.filing}/ask_for_correction/?field={path}"
    page = arrived(stage.reviewer.get(address))
    answers = {f"ask-0-{name}": said for name, said in {"field": path, **words}.items()}
    arrived(stage.reviewer.send(page.form("ask-0-field"), answers, button="send"))


def hand_over(stage: Stage) -> int:
    """Send the application over the interface; return the number of the file that arrived."""
    page = arrived(stage.reviewer.get(f"/console/filings/{stage.filing}/hand_over/"))
    arrived(stage.reviewer.send(page.form("way")))
    return stage.wait_for(lambda: _received(stage), "the administration received the file")


def _received(stage: Stage) -> int | None:
    page = arrived(stage.reviewer.get(f"/console/filings/{stage.filing}/"))
    found = RECEIVED.search(page.text)
    return int(found.group(1)) if found else None


def verify_by_sms(stage: Stage, leaders: tuple[Mapping[str, str], ...] = facts.LEADERS) -> int:
    """Let persons in charge enter their codes at the administration; return how many did."""
    sent = arrived(stage.officer.get(_at(stage, "messages")))
    newest = dict(reversed(SMS.findall(sent.text)))
    for leader in leaders:
        mobile, certificate = leader["mobile"], leader["certificate"]
        page = arrived(stage.officer.get(_at(stage, "sms")))
        entry = {"code": newest[mobile], "mobile": mobile, "id_tail": certificate[-6:]}
        page = arrived(stage.officer.send(page.form("code"), entry))
        expect(page.says("Your verification is complete"), f"{mobile} is not verified")
    return len(leaders)


def decide(stage: Stage, decision: str, answers: Answers | None = None) -> None:
    """Decide the order that waits at the desk: `approve`, or `refuse` with code and opinion."""
    inbox = arrived(stage.officer.get(_at(stage, "desk")))
    order = arrived(stage.officer.get(inbox.link(r"/desk/\d+/$")))
    form = order.form("decision", "opinion")
    after = arrived(stage.officer.send(form, answers, button=f"decision={decision}"))
    expect(after.says("Decided"), f"the order at {order.address} is not decided")


def _at(stage: Stage, page: str) -> str:
    return f"{stage.administration}/{page}/"


def opened(stage: Stage) -> int:
    """Return how many fields the administration asks to correct; none until its answer came."""
    page = arrived(stage.applicant.get(f"/applications/{stage.filing}/corrections/"))
    return page.text.count("Asked by the administration")


def second_number(stage: Stage) -> str | None:
    """Return the number of the second website, if it is there."""
    page = arrived(stage.applicant.get("/registrations/"))
    return next((line for line in page.text.split() if SECOND_NUMBER.fullmatch(line)), None)


def number(stage: Stage) -> str | None:
    """Return the number of the website as the applicant's registrations show it, if it is there."""
    page = arrived(stage.applicant.get("/registrations/"))
    found = SERVICE_NUMBER.search(page.text)
    return found.group(0) if found else None


def begin_change(stage: Stage) -> None:
    """Begin to change what is registered."""
    page = arrived(stage.applicant.get("/registrations/"))
    page = arrived(stage.applicant.send(page.form(action="/change/")))
    stage.filing = _id_in(page.address)


def begin_cancellation(stage: Stage) -> str:
    """Begin to cancel the website; return the first sentence of what that means."""
    page = arrived(stage.applicant.get("/registrations/"))
    page = arrived(stage.applicant.get(page.link(r"/cancel/service/\d+/$")))
    told = next(line for line in page.text.splitlines() if "is cancelled" in line)
    told = told.removeprefix("!").removeprefix("Warning: ")
    page = arrived(stage.applicant.send(page.form("reason"), {"reason": facts.REASON}))
    stage.filing = _id_in(page.address)
    return told.partition(". ")[0] + "."


def stands(stage: Stage, words: str) -> bool:
    """Whether the page of the applicant's application says how it stands."""
    return arrived(stage.applicant.get(f"/applications/{stage.filing}/")).says(words)


def ask_interface(stage: Stage, query: str) -> Mapping[str, Any]:
    """Ask the interface, as an order system does."""
    answer = arrived(stage.reviewer.get(f"/api/v1/{query}"))
    found: Mapping[str, Any] = json.loads(answer.content)
    return found
