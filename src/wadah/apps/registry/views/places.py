"""Pages of the places, the people and the size of a business."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.add_person import add_person
from wadah.apps.registry.actions.add_site import add_site
from wadah.apps.registry.actions.edit_person import edit_person
from wadah.apps.registry.actions.edit_site import edit_site
from wadah.apps.registry.actions.end_person import end_person
from wadah.apps.registry.actions.remove_site import remove_site
from wadah.apps.registry.actions.set_size_class import set_size_class
from wadah.apps.registry.business_size import size_by_figures
from wadah.apps.registry.forms.places import EndForm, PersonForm, SiteForm, SizeForm
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.registry.queries.places import get_editable_person, get_editable_site
from wadah.core.values import InvalidInput


def try_to_save(form: forms.Form, save: Callable[[], object]) -> bool:
    """Run the action; a refusal is put beside its field."""
    try:
        save()
    except (InvalidInput, Refused) as error:
        add_refusal(form, error)
        return False
    return True


def show_form(request: HttpRequest, form: forms.Form, **context: Any) -> HttpResponse:
    """The one page of a small form: `title`, `crumbs` and a way back."""
    return render(request, "registry/small_form.html", {"form": form, **context})


@require_http_methods(["GET", "POST"])
def site_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = get_editable_business(actor, pk)
    form = SiteForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if try_to_save(
            form, lambda: add_site(actor=actor, business=business, **values)
        ):
            messages.success(request, _("The place is entered."))
            return redirect(_section(pk, "places"))
    return show_form(
        request,
        form,
        title=_("Add a place"),
        lead=_("Where you grow, make, dry, store or sell."),
        crumbs=[(business.name, reverse("business_page", args=[pk]))],
        back=_section(pk, "places"),
    )


@require_http_methods(["GET", "POST"])
def site_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    site = get_editable_site(actor, pk)
    form = SiteForm(request.POST or None, actor=actor, site=site)
    back = _section(site.business_id, "places")
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if try_to_save(form, lambda: edit_site(actor=actor, site=site, **values)):
            messages.success(request, _("The changes are saved."))
            return redirect(back)
    return show_form(
        request,
        form,
        title=_("Change the place"),
        lead=site.name,
        crumbs=[(site.business.name, back)],
        back=back,
        remove=(reverse("registry:site_remove", args=[pk]), _("Remove this place")),
    )


@require_http_methods(["GET", "POST"])
def site_remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    site = get_editable_site(actor, pk)
    back = _section(site.business_id, "places")
    if request.method == "POST":
        remove_site(actor=actor, site=site)
        messages.success(request, _("The place is removed."))
        return redirect(back)
    context = {
        "title": _("Remove this place?"),
        "text": _("Production steps at this place stay, without a place."),
        "subject": site.name,
        "label": _("Remove"),
        "back": back,
        "crumbs": [(site.business.name, back)],
    }
    return render(request, "registry/confirm.html", context)


@require_http_methods(["GET", "POST"])
def person_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = get_editable_business(actor, pk)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if try_to_save(
            form, lambda: add_person(actor=actor, business=business, **values)
        ):
            messages.success(request, _("The person is entered."))
            return redirect(_section(pk, "people"))
    return show_form(
        request,
        form,
        title=_("Add a person"),
        lead=_("The owner, who makes, and who answers buyers."),
        crumbs=[(business.name, reverse("business_page", args=[pk]))],
        back=_section(pk, "people"),
    )


@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    person = get_editable_person(actor, pk)
    form = PersonForm(request.POST or None, person=person)
    back = _section(person.business_id, "people")
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if try_to_save(form, lambda: edit_person(actor=actor, person=person, **values)):
            messages.success(request, _("The changes are saved."))
            return redirect(back)
    return show_form(
        request,
        form,
        title=_("Change the person"),
        lead=person.name,
        crumbs=[(person.business.name, back)],
        back=back,
        remove=(
            reverse("registry:person_end", args=[pk]),
            _("Does not work here any more"),
        ),
    )


@require_http_methods(["GET", "POST"])
def person_end(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    person = get_editable_person(actor, pk)
    form = EndForm(request.POST or None)
    back = _section(person.business_id, "people")
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ended_on"]
        if try_to_save(
            form, lambda: end_person(actor=actor, person=person, ended_on=day)
        ):
            messages.success(request, _("The last day is recorded."))
            return redirect(back)
    return show_form(
        request,
        form,
        title=_("Does not work here any more?"),
        lead=person.name,
        crumbs=[(person.business.name, back)],
        back=back,
        label=_("Record the last day"),
    )


@require_http_methods(["GET", "POST"])
def size_set(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = get_editable_business(actor, pk)
    form = SizeForm(request.POST or None, business=business)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if try_to_save(
            form, lambda: set_size_class(actor=actor, business=business, **values)
        ):
            messages.success(request, _("The size is saved."))
            return redirect(_section(pk, "size"))
    return show_form(
        request,
        form,
        title=_("How large is the business?"),
        lead=_("One of the two amounts is enough. Nobody outside sees them."),
        note=size_by_figures(business, timezone.localdate()).explanation,
        crumbs=[(business.name, reverse("business_page", args=[pk]))],
        back=_section(pk, "size"),
    )


def _section(pk: int, name: str) -> str:
    return f"{reverse('business_page', args=[pk])}#{name}"
