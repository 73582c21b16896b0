"""The messages as a page for people, made from the catalogue: `docs/notices.md`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from openbeian.notices.catalogue import PARTICULARS, SHAPES, TEMPLATES, Audience, Template
from openbeian.notices.facts import Shape

_FOLDER = Path(__file__).resolve().parent / "templates" / "notices"
_SHAPES = {
    Shape.WORDS: 'text; or `{"en": …, "zh": …}`; or a list of texts',
    Shape.DAY: '`"2026-12-22"`; `<name>_provisional: true` beside it if the date may still move',
    Shape.MOMENT: '`"2026-11-25T06:05:00+00:00"`, shown in Beijing time',
    Shape.COUNT: "a whole number from 0",
    Shape.ITEMS: 'a list of `{"field": …, "what": …, "remedy": …}`, each of them text as above',
}
_HEAD = """\
# The messages

Made from `openbeian.notices.catalogue` by `make docs`; do not edit by hand. The words are in
`src/openbeian/notices/templates/notices/<message>/{subject,body,sms}.{en,zh}.txt`.

## How a message is ordered

Whoever owes a message puts an effect into the outbox, in the transaction of the event that it
tells of:

```python
outbox.services.put(
    kind="notice.tell",
    reference=f"tell:{event.id}:{template}:{audience}",
    payload={
        "event": event.id,
        "template": "refused",
        "audience": "applicant",        # applicant, provider, operator
        "organisation": str(applicant), # may be None unless the audience is the applicant
        "reviewer": None,               # a user id: of the provider, only this person
        "subject_type": "filing",
        "subject_id": str(filing.id),
    },
    sealed=facts,
    at=at,
)
```

Everything above is required. A malformed order, a fact that is missing, and a fact that the message
has no place for are given up at once, and an operator sees the dead letter. A fact that is empty
counts as not given.

Each person of the audience gets an e-mail; applicants with a mainland mobile number also get an SMS
where the message has one. Each is a row of its own under `<reference>:<user id>:<email or sms>`,
sealed, and an effect of its own under the same reference. That reference is the same at every
attempt: it makes the Message-ID, and goes with the SMS to the vendor.
"""


def page() -> str:
    """Return the whole page as Markdown; compared with the file by a test."""
    lines = [_HEAD, "## The shapes of facts", "", "| shape | in JSON | facts |", "|---|---|---|"]
    lines += [_shape(shape, words) for shape, words in _SHAPES.items()]
    lines += [
        "",
        "## The messages",
        "",
        f"Every message may also have {_names(PARTICULARS)}: they stand at its foot.",
        "",
        "| message | 中文标题 | to | needs | may have | ways |",
        "|---|---|---|---|---|---|",
    ]
    lines += _messages()
    return "\n".join(lines) + "\n"


def _shape(shape: Shape, words: str) -> str:
    facts = [fact for fact, its in SHAPES.items() if its is shape]
    return f"| {shape.value} | {words} | {_names(facts)} |"


def _messages() -> Iterator[str]:
    for template in TEMPLATES.values():
        yield (
            f"| `{template.name}` | {_subject(template)} | {_audiences(template)}"
            f" | {_names(template.required)} | {_names(template.optional - PARTICULARS)}"
            f" | {', '.join(_ways(template))} |"
        )


def _subject(template: Template) -> str:
    path = _FOLDER / template.name / "subject.zh.txt"
    return path.read_text(encoding="utf-8").strip().replace("{{ ", "{").replace(" }}", "}")


def _audiences(template: Template) -> str:
    return ", ".join(audience.value for audience in Audience if audience in template.audiences)


def _ways(template: Template) -> Iterator[str]:
    yield "e-mail in both languages" if template.bilingual else "e-mail"
    if template.by_sms:
        yield "SMS"
    if template.urgent:
        yield "urgent"


def _names(facts: Iterable[str]) -> str:
    return ", ".join(f"`{fact}`" for fact in sorted(facts)) or "–"
