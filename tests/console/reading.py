"""A screen of the console: asks for pages and reads them as a person does."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html


class Screen:
    """One person's browser, without JavaScript."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, route: str, *args: object, status: int = 200, **query: object) -> "Page":
        """Open a page by its route."""
        answer = self.client.get(reverse(f"console:{route}", args=args), query)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return Page(answer)

    def post(self, route: str, *args: object, status: int = 302, **given: object) -> "Page":
        """Send a form by its route."""
        answer = self.client.post(reverse(f"console:{route}", args=args), given)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return Page(answer)


class Page:
    """One answer, read."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer
        self.content = answer.content

    @property
    def tree(self) -> Any:
        return html.fromstring(self.content.decode())

    @property
    def main(self) -> str:
        """What stands in the main part, with single blanks."""
        return _plain(self.tree.get_element_by_id("main"))

    @property
    def location(self) -> str:
        """Where the answer leads."""
        return self.answer["Location"]

    def find(self, path: str) -> list[Any]:
        """Return the elements or attributes at an XPath."""
        return self.tree.xpath(path)

    def words(self, path: str) -> list[str]:
        """Return the text of the elements at an XPath, with single blanks."""
        return [_plain(found) for found in self.find(path)]

    @property
    def buttons(self) -> list[str]:
        """The steps that a case page offers."""
        offered = self.find("//div[@class='ob-acts']//*[self::button or self::a]")
        return [" ".join((one.text or "").split()) for one in offered]

    def errors(self, field: str) -> str:
        """Return what is said beside a field."""
        return " ".join(self.words(f"//*[@id='id_{field}_error']"))

    @property
    def code(self) -> str:
        """The code of a refusal."""
        [code] = self.find("//*[@data-code]/@data-code")
        return code


def _plain(element: Any) -> str:
    """What a person reads in an element: its pieces with single blanks between them."""
    return " ".join(" ".join(element.itertext()).split())
