"""Addresses of the console."""

from django.urls import include, path

from openbeian.console import filing_actions, licence_actions
from openbeian.console.views import (
    acting,
    administrations,
    backdrops,
    case,
    correction,
    domains,
    handover,
    house,
    licences,
    log,
    marks,
    papers,
    queue,
    registry,
    security,
)

app_name = "console"
case_patterns = [
    path("", case.case, name="case"),
    path("reveal/", case.reveal_numbers, name="reveal"),
    path("package/", handover.package, name="package"),
    path("documents/<str:sha256>/", papers.original, name="document"),
    path("documents/<str:sha256>/<int:width>/", papers.preview, name="preview"),
    path("ask_for_correction/", correction.compose, name="ask_for_correction"),
    *acting.routes(handover.DESK, filing_actions.ACTIONS),
]
licence_patterns = [
    path("", licences.licence, name="licence"),
    path("documents/<slug:kind>/", licences.original, name="licence_document"),
    path("documents/<slug:kind>/<int:width>/", licences.preview, name="licence_preview"),
    *acting.routes(licences.DESK, licence_actions.ACTIONS, prefix="licence_"),
]
registry_patterns = [
    path("", registry.registry, name="registry"),
    path("entities/<int:entity_id>/", registry.entity, name="entity"),
    path("standings/<int:standing_id>/lift/", registry.lift, name="lift"),
    path("black-list/", marks.black_list, name="black_list"),
    path("black-list/add/", marks.blacklist, name="blacklist"),
    path("black-list/<str:domain>/clear/", marks.clear, name="clear"),
    path("look-ups/", marks.look_ups, name="look_ups"),
    path("look-ups/record/", marks.look_up, name="look_up"),
    path("facts/", marks.facts, name="facts"),
    path("<slug:kind>/<int:subject_id>/<slug:verb>/", registry.put, name="standing"),
]
administration_patterns = [
    path("", administrations.administrations, name="administrations"),
    path("<str:province>/halt/", administrations.halt, name="halt"),
    path("<str:province>/release/", administrations.release, name="release"),
    path(
        "quarantine/<int:download_id>/file/",
        administrations.quarantined_file,
        name="quarantined_file",
    ),
    path("quarantine/<int:download_id>/set-aside/", administrations.set_aside, name="set_aside"),
]
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("search/", queue.search, name="search"),
    path("next/", queue.next_case, name="next"),
    path("next/<uuid:after>/", queue.next_case, name="next_after"),
    path("filings/<uuid:case_id>/", include(case_patterns)),
    path("backdrops/", backdrops.backdrops, name="backdrops"),
    path("backdrops/<uuid:case_id>/label/", backdrops.label, name="backdrop_label"),
    path("backdrops/<uuid:case_id>/posted/", backdrops.posted, name="backdrop_posted"),
    path("public-security/", security.public_security, name="public_security"),
    path("licences/", licences.licences, name="licences"),
    path("licences/<uuid:case_id>/", include(licence_patterns)),
    path("registry/", include(registry_patterns)),
    path("administrations/", include(administration_patterns)),
    path("domains/", domains.domains, name="domains"),
    path("log/", log.log, name="log"),
    path("log/verify/", log.verify, name="verify"),
    path("house/", house.house, name="house"),
    path("house/effects/<int:effect_id>/retry/", house.retry, name="retry"),
]
