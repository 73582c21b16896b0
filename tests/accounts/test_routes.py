"""Every address of the house names the permission that it takes, or it is closed."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from openbeian.accounts.access import permission_of
from openbeian.procedure.permissions import GRANTS, Permission, Role

# read by everybody, whoever they are
ENTRANCES = (
    *("accounts/", "api/", "i18n/", "styleguide/"),
    *("eligibility/", "about/", "domains/"),
)


def routes(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address below a resolver, with its pattern."""
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, address)
        else:
            yield address, entry


EVERY_ROUTE = dict(routes(get_resolver("openbeian.config.urls")))


def test_there_are_routes_to_judge():
    assert len(EVERY_ROUTE) > 40
    assert {"i18n/setlang/", "accounts/login/", "api/v1/verify"} <= EVERY_ROUTE.keys()


def test_every_route_names_a_permission():
    silent = [
        address for address, route in EVERY_ROUTE.items() if permission_of(route.callback) is None
    ]
    assert silent == []


def test_what_is_public_is_meant_to_be():
    public = [
        address
        for address, route in EVERY_ROUTE.items()
        if permission_of(route.callback) is Permission.PUBLIC
    ]
    assert [address for address in public if address and not address.startswith(ENTRANCES)] == []


def test_every_page_of_the_console_is_closed_to_applicants():
    console = {
        address: permission_of(route.callback)
        for address, route in EVERY_ROUTE.items()
        if address.startswith("console/")
    }
    assert console
    common = GRANTS[Role.APPLICANT]
    assert [address for address, permission in console.items() if permission in common] == []


def test_every_permission_of_a_route_is_held_by_somebody():
    asked = {permission_of(route.callback) for route in EVERY_ROUTE.values()} - {None}
    held = {permission for permissions in GRANTS.values() for permission in permissions}
    assert asked <= held
