"""Answers as JSON, member for member what `GET /api/v1/verify` of the house says.

All that the reason alone decides is made once; for an answer the rest is filled in. A host name
without a fault, a number and a moment hold no character that JSON would have to escape.
"""

import json
from collections.abc import Collection, Iterable
from functools import lru_cache

from openbeian.gate import moments
from openbeian.gate.looking import Answer
from openbeian.gate.moments import DAY, SECOND
from openbeian.gate.reasons import STORE_OLD
from openbeian.gate.records import Form
from openbeian.gate.vocabulary import Reason
from openbeian.text import Text

_FACTS = (
    b'{"host":%%b,"registrable_domain":"%%b","status":%b,"reason":%b,"entity_number":"%%b",'
    b'"service_number":"%%b","psb_number":"%%b","provider_linked":%%b,"since":%%b,"as_of":%%b'
)
_WORDS = b',"next_step":%b,"words":%b}'
_TRUTH = (b"false", b"true")


def whole(answer: Answer) -> bytes:
    """Return an answer with its words in both languages."""
    return _whole(answer.reason, *_age(answer)) % _facts(answer)


def listed(answers: Collection[Answer]) -> bytes:
    """Return many answers, and once for each reason among them its words.

    Where the words depend on the answer's age they stay with the answer.
    """
    reasons = {answer.reason.code: answer.reason for answer in answers}
    explained = {
        code: {"status": reason.status, **_plain(reason)}
        for code, reason in reasons.items()
        if not _depends_on_age(reason)
    }
    return b'{"answers":[%b],"reasons":%b}' % (b",".join(_lines(answers)), _json(explained))


def words(answer: Answer) -> Text:
    """Return what an answer says, with the age of its evidence filled in."""
    days, seconds = _age(answer)
    return answer.reason.words.format(days=days, seconds=seconds)


def outline(reason: Reason, form: Form) -> bytes | None:
    """Return the template of all whole answers of a form; None where the words name their age.

    It takes the host, its registrable domain, the lines of the record and `as_of`, if no line is.
    """
    if _depends_on_age(reason):
        return None
    since = b'"%b"' if form.since else b"null"
    facts = (b'"%b"', b"%b", *form.numbers, _TRUTH[form.linked], since, b'"%b"')
    return _bare(reason)[:-1] % facts + _closing(reason, 0, 0)


def _lines(answers: Iterable[Answer]) -> Iterable[bytes]:
    for answer in answers:
        reason = answer.reason
        template = _whole(reason, *_age(answer)) if _depends_on_age(reason) else _bare(reason)
        yield template % _facts(answer)


def _facts(answer: Answer) -> tuple[bytes, ...]:
    host, _, phase, as_of, _ = answer
    return (
        b'"%b"' % host.name.encode() if host.fault is None else _json(host.name),
        host.registrable.encode(),
        phase.entity_number.encode(),
        phase.service_number.encode(),
        phase.psb_number.encode(),
        _TRUTH[phase.linked],
        _stamped(phase.since),
        _stamped_often(as_of),
    )


def _stamped(moment: int | None) -> bytes:
    return b"null" if moment is None else b'"%b"' % moments.octets(moment)


# most answers share the moment at which the store was last vouched for
_stamped_often = lru_cache(maxsize=64)(_stamped)


@lru_cache(maxsize=1024)
def _whole(reason: Reason, days: int, seconds: int) -> bytes:
    """Return the template of an answer with its words."""
    return _bare(reason)[:-1] + _closing(reason, days, seconds)


def _closing(reason: Reason, days: int, seconds: int) -> bytes:
    said = reason.words.format(days=days, seconds=seconds)
    inner = (_words_of(reason.next_step), _words_of(said))
    return _WORDS % tuple(part.replace(b"%", b"%%") for part in inner)


@lru_cache(maxsize=256)
def _bare(reason: Reason) -> bytes:
    """Return the template of an answer without its words."""
    return _FACTS % (_json(reason.status), _json(reason.code)) + b"}"


def _age(answer: Answer) -> tuple[int, int]:
    """Return the age of an answer in whole days and seconds, where its words name them."""
    if not _depends_on_age(answer.reason):
        return 0, 0
    seconds = answer.age // SECOND if answer.reason is STORE_OLD else 0
    return answer.age // DAY, seconds


@lru_cache(maxsize=256)
def _depends_on_age(reason: Reason) -> bool:
    return "{" in reason.words.en


def _plain(reason: Reason) -> dict[str, dict[str, str]]:
    pairs = {"next_step": reason.next_step, "words": reason.words}
    return {name: {"en": text.en, "zh": text.zh} for name, text in pairs.items()}


def _words_of(text: Text) -> bytes:
    return _json({"en": text.en, "zh": text.zh})


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
