"""The page that a person sees whose request an edge refuses, in both languages at once."""

from html import escape

from openbeian.gate import moments, rendering
from openbeian.gate.looking import Answer
from openbeian.numbers.host_name import to_unicode
from openbeian.text import Text

_REFUSED = Text("This website cannot be shown", "该网站暂时无法访问")
_PAGE = """\
<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title_zh} · {title_en}</title>
<style>
:root {{ color-scheme: light dark; --quiet: #595f69; --line: #b1b4b6; }}
@media (prefers-color-scheme: dark) {{ :root {{ --quiet: #a8b0ba; --line: #4a5058; }} }}
body {{ margin: 0 auto; max-width: 38rem; padding: 12vh 1.5rem 3rem;
  font: 1.0625rem/1.65 system-ui, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }}
h1 {{ font-size: 1.75rem; line-height: 1.3; margin: 0 0 .25rem; }}
.host {{ color: var(--quiet); margin: 0 0 2rem; overflow-wrap: anywhere; }}
section + section {{ border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 2rem; }}
h2 {{ font-size: 1.25rem; margin: 0 0 .5rem; }}
p {{ margin: 0 0 .75rem; }}
footer {{ color: var(--quiet); font-size: .875rem; margin-top: 2.5rem; }}
</style>
</head>
<body>
<main>
<section>
<h1>{title_zh}</h1>
<p class="host">{host}</p>
<p>{words_zh}</p>
<p>{next_zh}</p>
</section>
<section lang="en">
<h2>{title_en}</h2>
<p>{words_en}</p>
<p>{next_en}</p>
</section>
<footer><code>{code}</code>{as_of}</footer>
</main>
</body>
</html>
"""


def refusal(answer: Answer) -> bytes:
    """Return the page that explains an answer to a visitor."""
    words, next_step = rendering.words(answer), answer.reason.next_step
    as_of = "" if answer.as_of is None else f" · {moments.stamp(answer.as_of)}"
    page = _PAGE.format(
        title_zh=_REFUSED.zh,
        title_en=_REFUSED.en,
        host=escape(to_unicode(answer.host.name)),
        words_zh=escape(words.zh),
        words_en=escape(words.en),
        next_zh=escape(next_step.zh),
        next_en=escape(next_step.en),
        code=escape(answer.reason.code),
        as_of=as_of,
    )
    return page.encode(errors="replace")
