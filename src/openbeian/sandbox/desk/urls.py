"""Addresses of the administration's pages."""

from django.urls import path

from openbeian.sandbox.desk import faults, public, supervision, views

app_name = "desk"
urlpatterns = [
    path("", public.home, name="home"),
    path("<str:province>/desk/", views.inbox, name="inbox"),
    path("<str:province>/desk/<int:order_id>/", views.order, name="order"),
    path("<str:province>/desk/<int:order_id>/<int:number>/", views.attachment, name="attachment"),
    path("<str:province>/registry/", supervision.registry, name="registry"),
    path("<str:province>/registry/<int:entity_id>/", supervision.entity, name="entity"),
    path("<str:province>/black-lists/", supervision.lists, name="lists"),
    path("<str:province>/sms/", public.verification, name="sms"),
    path("<str:province>/query/", public.query, name="query"),
    path("<str:province>/messages/", public.messages, name="messages"),
    path("<str:province>/faults/", faults.panel, name="faults"),
    path("<str:province>/officer/", faults.officer, name="officer"),
    path("<str:province>/faults.json", faults.api, name="faults_api"),
]
