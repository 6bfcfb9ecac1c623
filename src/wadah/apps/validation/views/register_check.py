"""What an outside register said of a paper, written down by a person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.validation.actions.check_document import CHECKERS
from wadah.apps.validation.actions.confirm_register_check import (
    confirm_register_check,
)
from wadah.apps.validation.actions.record_register_check import (
    Look,
    record_register_check,
)
from wadah.apps.validation.forms_documents import RegisterCheckForm
from wadah.apps.validation.queries.document import get_document
from wadah.apps.validation.queries.register_check import get_register_check
from wadah.apps.validation.registers import list_registers_for
from wadah.apps.validation.views.document import actor_of, facts, serve_file
from wadah.core.values import InvalidInput


@require_http_methods(["GET", "POST"])
def register_check_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    document = get_document(actor, pk)
    if actor.role not in CHECKERS:
        raise Absent(f"document {pk}")
    form = RegisterCheckForm(
        request.POST or None,
        request.FILES or None,
        document=document,
        initial={"looked_on": timezone.localdate(), "number": document.number},
    )
    if request.method == "POST" and form.is_valid():
        try:
            look = Look(**form.cleaned_data)
            record_register_check(actor=actor, document=document, look=look)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("It is kept. A second person confirms it."))
            return redirect("validation:document_detail", document.pk)
    context = {
        **facts(request, document),
        "form": form,
        "registers": list_registers_for(document.type),
    }
    return render(request, "validation/register_check_add.html", context)


@require_POST
def register_check_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    row = get_register_check(actor, pk)
    try:
        confirm_register_check(actor=actor, check=row)
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
    else:
        messages.success(request, _("It is confirmed."))
    return redirect("validation:document_detail", row.document_id)


@require_GET
def register_check_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = get_register_check(actor_of(request), pk)
    return serve_file(request, row.screenshot, f"{row.register}-{row.pk}")
