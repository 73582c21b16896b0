"""Words for people, always in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in English and in Simplified Chinese; neither may be empty."""

    en: str
    zh: str

    def __post_init__(self) -> None:
        if not self.en or not self.zh:
            msg = "a text needs both languages"
            raise ValueError(msg)

    def within(self, language: str) -> str:
        """Return the words for a language tag such as `zh-hans` or `en`.

        >>> Text("Filing", "备案").within("zh-hans")
        '备案'
        >>> Text("Filing", "备案").within("en")
        'Filing'
        """
        return self.zh if language.lower().startswith("zh") else self.en

    def format(self, **values: object) -> "Text":
        """Return the text with `{name}` placeholders filled in both languages.

        >>> Text("{n} days", "{n}天").format(n=20)
        Text(en='20 days', zh='20天')
        >>> Text("at {place}", "在{place}").format(place=Text("Shanghai", "上海"))
        Text(en='at Shanghai', zh='在上海')
        """
        en = {name: _within(value, "en") for name, value in values.items()}
        zh = {name: _within(value, "zh") for name, value in values.items()}
        return Text(self.en.format(**en), self.zh.format(**zh))


def _within(value: object, language: str) -> object:
    return value.within(language) if isinstance(value, Text) else value
