"""The verification answers and purchase rules as a page for people: `docs/answers.md`."""

from collections.abc import Iterator

from openbeian.registry.products import products
from openbeian.registry.reasons import explanations
from openbeian.registry.verdict import fresh_for

_HEAD = """\
# What a look-up answers

Made from `openbeian.registry` by `make docs`; do not edit by hand. `GET /api/v1/verify?domain=`
answers with a status and a reason; the words are in `src/openbeian/registry/data/reasons.yaml`.
Reason codes are part of the interface and are never reused. `unknown` is never to be taken for
filed: evidence from elsewhere counts for {days} days.

## The reasons, strongest first

Of all that is known of a domain the first of these decides; newer evidence of a registration
elsewhere, or of none, replaces older. The last five are said of what is no domain at all.
"""


def page() -> str:
    """Return the whole page as Markdown; compared with the file by a test."""
    head = _HEAD.format(days=fresh_for().days)
    lines = [head, "| status | reason | says | 说明 | what comes next |", "|---|---|---|---|---|"]
    lines += _reasons()
    lines += ["", "## What is sold for which answer", ""]
    lines += ["| product | 产品 | accepts | source | as of |", "|---|---|---|---|---|"]
    lines += _products()
    return "\n".join(lines) + "\n"


def _reasons() -> Iterator[str]:
    for reason, found in explanations().items():
        said = f"{found.words.en} | {found.words.zh} | {found.next_step.en}"
        yield f"| `{found.status}` | `{reason}` | {said} |"


def _products() -> Iterator[str]:
    for rule in products().values():
        accepted = ", ".join(f"`{status}`" for status in sorted(rule.accepts))
        evidence = rule.evidence
        yield (
            f"| `{rule.id}` | {rule.title.zh} | {accepted} | {evidence.source} | {evidence.as_of} |"
        )
