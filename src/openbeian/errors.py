"""The one shape of an error that a person may have to read."""

from typing import ClassVar

from openbeian.text import Text


class DomainError(Exception):
    """An anticipated refusal with a stable code and words in both languages.

    Subclasses set `code` (dotted, never reused) and `message`; placeholders in the message are
    filled from keyword arguments. Faces map it once: a form error, a page or a problem document.
    """

    code: ClassVar[str] = "error"
    message: ClassVar[Text] = Text("The request was refused.", "请求未被受理。")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.code)

    @property
    def text(self) -> Text:
        """The message with this error's facts filled in."""
        return self.message.format(**self.facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.text.en}"
