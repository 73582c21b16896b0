"""Reads a page of the house as a browser does: its words, its links and its forms."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})
BLOCKS = frozenset({"p", "div", "li", "h1", "h2", "h3", "dt", "dd", "td", "th", "option", "br"})
SILENT = frozenset({"script", "style", "template"})
TICKED = frozenset({"checkbox", "radio"})
NOT_SENT = frozenset({"button", "submit", "reset", "image", "file"})
UNASKED = NOT_SENT | {"hidden"}
_BLANKS = re.compile(r"\s+")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9_]+")

type Attributes = Mapping[str, str]
type Answers = Mapping[str, str | Sequence[str]]


class NotOnThePage(Exception):
    """A form, a choice or a link is not on the page where it should be."""


def plain(name: str) -> str:
    """Return a field's name without the signs that its spelling on a page may vary in.

    >>> plain("services[1].leader.mobile"), plain("services-1.leader.mobile")
    ('services1leadermobile', 'services1leadermobile')
    """
    return _NOT_IN_NAMES.sub("", name.lower())


@dataclass(slots=True)
class Control:
    """One control of a form; `options` are those of a select, `on` is whether it is ticked."""

    kind: str
    name: str
    value: str = ""
    on: bool = True
    options: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    """A form as it stands on the page, or as it was filled in."""

    action: str
    method: str
    id: str
    controls: list[Control] = field(default_factory=list)

    def names(self) -> set[str]:
        """Return the names of the controls, the buttons' too."""
        return {control.name for control in self.controls}

    def asks(self, name: str) -> bool:
        """Return whether a field of this name is to be answered here."""
        return any(
            control.kind not in UNASKED and plain(control.name) == plain(name)
            for control in self.controls
        )

    def value(self, name: str) -> str:
        """Return what stands in a control, or nothing."""
        return next((c.value for c in self.controls if c.name == name), "")

    def takes_files(self) -> bool:
        """Return whether a file can be chosen."""
        return any(control.kind == "file" for control in self.controls)

    def file_control(self) -> str:
        """Return the name under which files are sent. Raises NotOnThePage."""
        for control in self.controls:
            if control.kind == "file":
                return control.name
        raise NotOnThePage(f"no file can be chosen at {self.action}")

    def fill(self, answers: Answers) -> set[str]:
        """Answer what the form asks and return the names that it does ask. Raises NotOnThePage."""
        by_name = {plain(name): (name, given) for name, given in answers.items()}
        answered = set()
        for control in self.controls:
            if control.kind != "hidden" and plain(control.name) in by_name:
                name, given = by_name[plain(control.name)]
                _answer(control, [given] if isinstance(given, str) else list(given))
                answered.add(name)
        self._require_ticks(by_name)
        return answered

    def sent(self, button: str = "") -> list[tuple[str, str]]:
        """Return what a browser would send when this button is pressed, files left out.

        `button` is a name, or `name=value` where several have it. Raises NotOnThePage.
        """
        pairs = [
            (control.name, control.value)
            for control in self.controls
            if control.name and control.on and control.kind not in NOT_SENT
        ]
        name, _, value = button.partition("=")
        named = [c for c in self.controls if name and c.name == name]
        pressed = next((c for c in named if value in {"", c.value}), None)
        if button and pressed is None:
            raise NotOnThePage(f"no button {button!r}")
        return [*pairs, (pressed.name, pressed.value)] if pressed else pairs

    def _require_ticks(self, by_name: Mapping[str, tuple[str, str | Sequence[str]]]) -> None:
        for key, (name, given) in by_name.items():
            boxes = [c for c in self.controls if c.kind in TICKED and plain(c.name) == key]
            wanted = {given} if isinstance(given, str) else set(given)
            missing = wanted - {box.value for box in boxes} - {""}
            if boxes and missing:
                raise NotOnThePage(f"{name} does not offer {sorted(missing)}")


def _answer(control: Control, given: list[str]) -> None:
    if control.kind in TICKED:
        control.on = control.value in given
        return
    if control.kind == "select" and not any(control.options):
        return  # it offers something only after another answer
    if control.kind == "select" and given[0] not in control.options:
        raise NotOnThePage(f"{control.name} does not offer {given[0]!r}")
    control.value = given[0]


@dataclass(frozen=True, slots=True)
class Page:
    """An answer of the house, read."""

    address: str
    status: int
    content: bytes
    media_type: str
    file_name: str
    title: str
    text: str
    forms: tuple[Form, ...]
    links: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]

    def form(self, *names: str, action: str = "") -> Form:
        """Return the form that has all these controls and this end of its address.

        Raises NotOnThePage.
        """
        wanted = {plain(name) for name in names}
        for found in self.forms:
            present = {plain(name) for name in found.names()}
            if wanted <= present and found.action.endswith(action):
                return found
        raise NotOnThePage(f"no form with {sorted(names) or action} at {self.address}")

    def link(self, pattern: str) -> str:
        """Return the address of the first link that matches. Raises NotOnThePage."""
        for address, _words in self.links:
            if re.search(pattern, address):
                return address
        raise NotOnThePage(f"no link like {pattern!r} at {self.address}")

    def says(self, *words: str) -> bool:
        """Return whether any of these words is on the page."""
        return any(word in self.text for word in words)


class Reader(HTMLParser):
    """Collects from a page what a person would use of it."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.title = ""
        self.words: list[str] = []
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.errors: list[str] = []
        self._open: list[tuple[str, Attributes]] = []
        self._form: Form | None = None
        self._elsewhere: list[tuple[str, Control]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        found = {name: value or "" for name, value in attrs}
        if tag in BLOCKS:
            self.words.append("\n")
        if tag not in VOID:
            self._open.append((tag, found))
        if tag == "form":
            action = urljoin(self.address, found.get("action") or self.address)
            self._form = Form(action, found.get("method", "get").lower(), found.get("id", ""))
            self.forms.append(self._form)
        elif tag in {"input", "textarea", "select", "button"}:
            self._add(_control(tag, found), found)
        elif tag == "option" and self._form and self._form.controls:
            _add_option(self._form.controls[-1], found)
        elif tag == "a" and "href" in found:
            self.links.append((urljoin(self.address, found["href"]), ""))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and whatever was left open within it."""
        if tag == "form":
            self._form = None
        if tag in BLOCKS:
            self.words.append("\n")
        places = [place for place, (name, _) in enumerate(self._open) if name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        """Keep what is said."""
        inside = [tag for tag, _ in self._open]
        if not SILENT.isdisjoint(inside):
            return
        if "title" in inside:
            self.title += data
        elif "textarea" in inside and self._form and self._form.controls:
            self._form.controls[-1].value += data
        else:
            self.words.append(data)
            if any("govuk-error-message" in found.get("class", "") for _, found in self._open):
                self.errors.append(data)

    def finished_forms(self) -> Iterator[Form]:
        """Give the forms, with the controls that stand outside of them but belong to them."""
        for form in self.forms:
            form.controls += [c for owner, c in self._elsewhere if form.id and owner == form.id]
            yield form

    def _add(self, control: Control, found: Attributes) -> None:
        if "disabled" in found:
            return
        if found.get("form"):
            self._elsewhere.append((found["form"], control))
        elif self._form is not None:
            self._form.controls.append(control)


def _control(tag: str, found: Attributes) -> Control:
    kind = found.get("type", "text") if tag == "input" else tag
    control = Control(kind, found.get("name", ""), found.get("value", ""))
    if kind in TICKED:
        control.value = found.get("value", "on")
        control.on = "checked" in found
    return control


def _add_option(select: Control, found: Attributes) -> None:
    value = found.get("value", "")
    if "selected" in found or not select.options:
        select.value = value
    select.options.append(value)


def read(address: str, status: int, headers: Mapping[str, str], content: bytes) -> Page:
    """Return what arrived, as a page; a download has its name instead of words."""
    media_type = headers.get("Content-Type", "").partition(";")[0]
    name = re.search(r'filename="?([^";]+)', headers.get("Content-Disposition", ""))
    reader = Reader(address)
    if media_type == "text/html":
        reader.feed(content.decode())
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(reader.words).split("\n"))
    return Page(
        address=address,
        status=status,
        content=content,
        media_type=media_type,
        file_name=name.group(1) if name else "",
        title=_BLANKS.sub(" ", reader.title).strip(),
        text="\n".join(line for line in lines if line),
        forms=tuple(reader.finished_forms()),
        links=tuple(reader.links),
        errors=tuple(said for said in (one.strip() for one in reader.errors) if said),
    )
