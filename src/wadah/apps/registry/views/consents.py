"""Who may care for the record of a business: recorded, narrowed."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.tasks import send_messages
from wadah.apps.registry.actions.change_consent import change_consent
from wadah.apps.registry.actions.record_spoken_consent import (
    find_by_name_and_phone,
    record_spoken_consent,
)
from wadah.apps.registry.forms.claims import SpokenConsentForm
from wadah.apps.registry.queries.business import get_editable_business
from wadah.core.values import InvalidInput


@require_http_methods(["GET", "POST"])
def consent_record(request: HttpRequest) -> HttpResponse:
    """The owner of a record that another organisation keeps is on the phone."""
    actor = cast(ActorRequest, request).actor
    form = SpokenConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            business = find_by_name_and_phone(
                actor=actor, name=data["name"], phone=data["phone"],
                now=timezone.now(),
            )  # fmt: skip
            record_spoken_consent(actor=actor, business=business, spoken=form.spoken())
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            send_messages.later()
            messages.success(request, _("The consent is recorded."))
            return redirect("registry:business_list")
    return render(request, "registry/consent_record.html", {"form": form})


@require_POST
def consent_change(request: HttpRequest, pk: int, consent_pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = get_editable_business(actor, pk)
    consent = business.consents.filter(pk=consent_pk).first()
    if consent is None:
        raise Absent(f"consent {consent_pk}")
    change_consent(
        actor=actor, consent=consent, may_edit=request.POST.get("may") == "edit"
    )
    messages.success(request, _("The consent is changed."))
    return redirect("business_page", pk)
