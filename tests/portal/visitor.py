"""A visitor of the portal: asks for pages without JavaScript and reads them as a person does."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from cases import user_of
from openbeian.accounts.actors import Actor


class Page:
    """One answer, read."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer
        self.content = answer.content
        self.status = answer.status_code

    @property
    def tree(self) -> Any:
        return html.fromstring(self.content.decode())

    @property
    def main(self) -> str:
        """What stands in the main part, with single blanks."""
        return " ".join(self.tree.get_element_by_id("main").text_content().split())

    @property
    def location(self) -> str:
        """Where the answer leads."""
        return self.answer["Location"]

    def find(self, path: str) -> list[Any]:
        """Return the elements or attributes at an XPath."""
        return self.tree.xpath(path)

    def words(self, path: str) -> list[str]:
        """Return the text of the elements at an XPath, with single blanks."""
        return [" ".join(found.text_content().split()) for found in self.find(path)]

    @property
    def rows(self) -> list[str]:
        """The rows of all tables, their cells set apart by bars."""
        return [
            " | ".join(" ".join(cell.text_content().split()) for cell in row.xpath("th|td"))
            for row in self.find("//tr")
        ]

    def links(self, words: str) -> list[str]:
        """Return where the links with these words lead."""
        return [found.get("href") for found in self.find("//a") if words in found.text_content()]

    @property
    def heading(self) -> str:
        [heading] = self.words("//h1")
        return heading

    @property
    def turn(self) -> str:
        """The turn line."""
        [line] = self.words("//p[contains(@class, 'ob-turn')]")
        return line.removeprefix("Whose turn it is: ").replace("·", " · ")

    def errors(self, field: str) -> str:
        """Return what is said beside a field."""
        return " ".join(self.words(f"//*[@id='id_{field}_error']"))

    @property
    def code(self) -> str:
        """The code of a refusal."""
        [code] = self.find("//*[@data-code]/@data-code")
        return code


class Visitor:
    """One person's browser, without JavaScript."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def get(self, route: str, *args: object, status: int = 200, **query: object) -> Page:
        """Open a page by its route."""
        answer = self.client.get(reverse(f"portal:{route}", args=args), query)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return Page(answer)

    def post(self, route: str, *args: object, status: int = 302, **given: object) -> Page:
        """Send a form by its route."""
        answer = self.client.post(reverse(f"portal:{route}", args=args), given)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return Page(answer)


def sign_in(page: Any, address: str, actor: Actor) -> None:
    """Hand a real browser the session of somebody who signed in."""
    client = Client()
    client.force_login(user_of(actor))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
