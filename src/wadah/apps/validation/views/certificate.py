"""What a certificate covers, its audits, and whether it still stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actor import Absent
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.validation.actions.check_document import CHECKERS
from wadah.apps.validation.actions.describe_certificate import describe_certificate
from wadah.apps.validation.actions.record_audit import record_audit
from wadah.apps.validation.actions.set_certificate_state import set_certificate_state
from wadah.apps.validation.forms_documents import (
    AuditForm,
    CertificateForm,
    StateForm,
)
from wadah.apps.validation.queries.document import get_document
from wadah.apps.validation.views.document import actor_of, facts
from wadah.core.values import InvalidInput

Words = tuple[str | Promise, str | Promise]
COVERS: Words = (
    gettext_lazy("What the paper covers"),
    gettext_lazy("Mark only what stands on it. What is left empty, it does not say."),
)
AUDIT: Words = (
    gettext_lazy("Record an audit"),
    gettext_lazy("When the certifier came, what was found, and when it was mended."),
)
STATE: Words = (
    gettext_lazy("Suspended, revoked or valid again"),
    gettext_lazy(
        "A certificate that does not stand is no evidence from that day on. The "
        "history stays."
    ),
)


@require_http_methods(["GET", "POST"])
def certificate_edit(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_document(actor_of(request), pk)
    get_editable_business(actor_of(request), document.business_id)
    form = CertificateForm(request.POST or None, document=document)
    return _do(request, document, form, describe_certificate, COVERS)


@require_http_methods(["GET", "POST"])
def audit_add(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_document(actor_of(request), pk)
    get_editable_business(actor_of(request), document.business_id)
    form = AuditForm(request.POST or None)
    return _do(request, document, form, record_audit, AUDIT)


@require_http_methods(["GET", "POST"])
def certificate_state(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_document(actor_of(request), pk)
    if actor_of(request).role not in CHECKERS:
        raise Absent(f"document {pk}")
    form = StateForm(request.POST or None, initial={"from_on": timezone.localdate()})
    return _do(request, document, form, set_certificate_state, STATE)


def _do(
    request: HttpRequest,
    document: Any,
    form: forms.Form,
    action: Callable[..., object],
    words: Words,
) -> HttpResponse:
    """The one errand of the page: form, action, back to the paper."""
    if request.method == "POST" and form.is_valid():
        try:
            action(actor=actor_of(request), document=document, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("It is kept."))
            return redirect("validation:document_detail", document.pk)
    context = {
        **facts(request, document), "form": form, "title": words[0], "lead": words[1],
    }  # fmt: skip
    return render(request, "validation/paper_errand.html", context)
