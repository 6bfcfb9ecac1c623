"""Pages on which a business is entered, corrected and visited."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.models import Organisation, Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.actions.edit_business import edit_business
from wadah.apps.registry.actions.give_consent import give_consent
from wadah.apps.registry.actions.publish_business import publish_business
from wadah.apps.registry.actions.record_visit import record_visit
from wadah.apps.registry.actions.withdraw_consent import withdraw_consent
from wadah.apps.registry.forms.business import (
    CONSENT_SENTENCE,
    EditBusinessForm,
    OfficerBusinessForm,
    OwnBusinessForm,
    VisitForm,
)
from wadah.apps.registry.models import Business, Consent
from wadah.apps.registry.queries.business import (
    find_own_business,
    get_editable_business,
    list_living_consents,
)
from wadah.core.values import InvalidInput


@require_http_methods(["GET", "POST"])
def business_add(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    if actor.role in (Role.OWNER, Role.STAFF):
        return _add_own(request, actor)
    form = OfficerBusinessForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        given_by = form.cleaned_data["consent_given_by"]
        try:
            business = add_business(
                actor=actor,
                **form.values(),
                consent_given_by=given_by,
                consent_read_out=str(CONSENT_SENTENCE),
                consent_held_phone=form.cleaned_data["consent_held_phone"],
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The business is in the register."))
            return redirect("business_page", business.pk)
    return render(request, "registry/business_add.html", {"form": form})


def _add_own(request: HttpRequest, actor: Actor) -> HttpResponse:
    own = find_own_business(actor)
    if own is not None:
        return redirect("registry:business_edit", own.pk)
    form = OwnBusinessForm(
        request.POST or None, actor=actor, initial={"name": actor.organisation_name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                business = add_business(
                    actor=actor, **form.values(), owner_name=actor.name
                )
                _let_help(actor, business, form.cleaned_data["consent_to"])
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("Your business is in the register. Now add a product.")
            )
            return redirect("registry:product_add", business.pk)
    return render(request, "registry/business_add.html", {"form": form, "is_own": True})


@require_http_methods(["GET", "POST"])
def business_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = get_editable_business(actor, pk)
    form = EditBusinessForm(request.POST or None, actor=actor, business=business)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                edit_business(actor=actor, business=business, **form.values())
                if data["is_published"] != business.is_published:
                    publish_business(
                        actor=actor, business=business, published=data["is_published"]
                    )
                _let_help(actor, business, data.get("consent_to"))
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("business_page", pk)
    context = {
        "form": form,
        "business": business,
        "consents": list_living_consents(business),
        "may_withdraw": actor.role is not Role.OFFICER,
    }
    return render(request, "registry/business_edit.html", context)


@require_POST
def consent_withdraw(request: HttpRequest, pk: int, consent_pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = get_editable_business(actor, pk)
    consent = business.consents.filter(pk=consent_pk).first()
    if consent is None:
        raise Absent(f"consent {consent_pk}")
    withdraw_consent(actor=actor, consent=consent)
    messages.success(request, _("The consent is withdrawn."))
    # He may have come from the page of his data, which shows what it changed.
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}):
        return redirect(target)
    return redirect("registry:business_edit", pk)


@require_http_methods(["GET", "POST"])
def visit_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = get_editable_business(actor, pk)
    form = VisitForm(request.POST or None, initial={"visited_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            record_visit(actor=actor, business=business, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The visit is recorded."))
            return redirect("business_page", pk)
    visits = business.visits.select_related("visited_by")[:5]
    context = {"form": form, "business": business, "visits": visits}
    return render(request, "registry/visit_add.html", context)


def _let_help(
    actor: Actor, business: Business, organisation: Organisation | None
) -> None:
    if organisation is None:
        return
    is_own = actor.role in (Role.OWNER, Role.STAFF)
    give_consent(
        actor=actor,
        business=business,
        organisation=organisation,
        given_by=actor.name if is_own else business.owner_name or business.name,
        basis=Consent.Basis.SELF if is_own else Consent.Basis.SPOKEN,
    )
