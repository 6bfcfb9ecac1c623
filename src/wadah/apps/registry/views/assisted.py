"""Entry beside the owner, the same on paper, and the workbook to fill in."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.enter_business_assisted import (
    enter_business_assisted,
)
from wadah.apps.registry.forms.assisted import CONSENT_WORDS, AssistedForm
from wadah.apps.registry.queries.business import list_entered_today
from wadah.apps.registry.sheet_file import XLSX_TYPE
from wadah.apps.registry.template_file import BUSINESSES, make_template
from wadah.apps.registry.words import SIZE_CLASSES
from wadah.core.values import InvalidInput

# What stays for the next owner of the queue.
_KEPT = ("region_code", "district", "village", "held_phone")
LEGAL_FORMS = ("UD", "CV", "PT", "KUB")


@require_http_methods(["GET", "POST"])
def assisted_add(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    kept = {name: request.GET[name] for name in _KEPT if request.GET.get(name)}
    form = AssistedForm(request.POST or None, actor=actor, initial=kept)
    if request.method == "POST" and form.is_valid():
        try:
            business = enter_business_assisted(
                actor=actor, values=form.values(), consent=form.consent(),
                product=form.product(), today=timezone.localdate(),
            )  # fmt: skip
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("%(name)s is in the register.") % {"name": business.name}
            )
            if request.POST.get("then") == "show":
                return redirect("business_page", business.pk)
            stays = {name: form.cleaned_data[name] for name in _KEPT}
            return redirect(f"{reverse('registry:assisted_add')}?{urlencode(stays)}")
    context = {
        "form": form,
        "parts": form.parts(),
        "entered": list_entered_today(actor, timezone.localdate()),
    }
    return render(request, "registry/assisted_add.html", context)


@require_GET
def paper_form(request: HttpRequest) -> HttpResponse:
    """The same questions on a sheet of A4."""
    context = {
        "words": CONSENT_WORDS,
        "sizes": SIZE_CLASSES.values(),
        "legal_forms": LEGAL_FORMS,
        "phone_boxes": range(13),
        "nib_boxes": range(13),
        "day_boxes": range(8),
    }
    return render(request, "registry/paper_form.html", context)


@require_GET
def template_download(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in and load."""
    response = HttpResponse(make_template(BUSINESSES), content_type=XLSX_TYPE)
    response["Content-Disposition"] = 'attachment; filename="wadah-businesses.xlsx"'
    return response
