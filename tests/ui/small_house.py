"""The addresses of a program that has nothing but the common pages."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from openbeian.accounts.access import public
from openbeian.accounts.views import set_language
from openbeian.errors import DomainError
from openbeian.text import Text


class DoorClosed(DomainError):
    """The club is closed."""

    code = "club.closed"
    message = Text("The club opens at {hour}.", "俱乐部{hour}点开门。")


@public
def closed(_request: HttpRequest) -> HttpResponse:
    raise DoorClosed(hour=9)


@public
def forbidden(_request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@public
def locked(_request: HttpRequest) -> HttpResponse:
    raise OperationalError("database is locked")


@public
def broken(_request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Note", required=False, widget=forms.TextInput(attrs={"data-key": "/"})
    )


class CardForm(forms.Form):
    card = forms.FileField(label="Card")

    def clean_card(self) -> UploadedFile:
        card: UploadedFile = self.cleaned_data["card"]
        if not str(card.name).endswith(".png"):
            raise forms.ValidationError("This is not a picture.")
        return card


def shown(request: HttpRequest, source: str, form: forms.Form) -> HttpResponse:
    head = "{% extends 'ui/page_portal.html' %}{% load ui %}{% block title %}Club{% endblock %}"
    template = engines["django"].from_string(
        f"{head}{{% block content %}}<h1>Club</h1>{source}{{% endblock %}}"
    )
    return HttpResponse(template.render({"form": form}, request))


@public
def draft(request: HttpRequest) -> HttpResponse:
    """Keep a note in the session; nobody plays on grass."""
    if request.method == "POST":
        if request.POST["note"] == "grass":
            return HttpResponse(status=422)
        request.session["note"] = request.POST["note"]
        return HttpResponse(status=204)
    source = (
        "<form method=post novalidate data-unsaved data-autosave='/draft/'>{% csrf_token %}"
        "{{ form }}{% autosave_status %}</form>"
    )
    return shown(request, source, NoteForm({"note": request.session.get("note", "")}))


@public
def upload(request: HttpRequest) -> HttpResponse:
    form = CardForm()
    if request.method == "POST":
        form = CardForm(request.POST, request.FILES)
        if form.is_valid():
            return redirect("ui:styleguide")
    source = (
        "{% error_summary form %}<form method=post novalidate enctype='multipart/form-data'"
        " data-upload>{% csrf_token %}{{ form }}{% upload_progress %}{% button 'Send' %}</form>"
    )
    return shown(request, source, form)


@public
def keys(request: HttpRequest) -> HttpResponse:
    source = (
        "{{ form }}{% button 'Go' href='/styleguide/' key='g' %}<div id=cards></div>"
        "<button hx-get='/styleguide/' hx-target='#cards' hx-select='#card'>Show the cards</button>"
        "<button hx-get='/closed/' hx-target='#cards'>Open the club</button>"
    )
    return shown(request, source, NoteForm())


urlpatterns = [
    path("i18n/setlang/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("draft/", draft),
    path("upload/", upload),
    path("keys/", keys),
    path("closed/", closed),
    path("forbidden/", forbidden),
    path("locked/", locked),
    path("broken/", broken),
    path("", include("openbeian.ui.urls")),
]

handler400 = "openbeian.ui.refusals.bad_request"
handler403 = "openbeian.ui.refusals.permission_denied"
handler404 = "openbeian.ui.refusals.not_found"
handler429 = "openbeian.ui.refusals.too_many"
handler500 = "openbeian.ui.refusals.server_error"
