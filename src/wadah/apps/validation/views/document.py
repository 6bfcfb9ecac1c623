"""Papers: added, checked, handed out."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.queries.business import get_editable_business
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.check_document import check_document
from wadah.apps.validation.forms import CheckForm, DocumentForm
from wadah.apps.validation.queries.document import get_document
from wadah.apps.validation.upload.receiving import CONTENT_TYPES
from wadah.core.values import InvalidInput


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


@require_http_methods(["GET", "POST"])
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    business = get_editable_business(actor, pk)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        business_id=business.pk,
        # A requirement names the paper; a list may have stated number and day.
        initial={
            name: request.GET.get(name)
            for name in ("type", "lot", "number", "issued_on")
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_document(actor=actor, business=business, **form.make_written())
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("The paper is kept. A second person checks it.")
            )
            return redirect("business_page", business.pk)
    context = {"form": form, "business": business}
    return render(request, "validation/document_add.html", context)


@require_http_methods(["GET", "POST"])
def document_check(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _actor(request)
    document = get_document(actor, pk)
    form = CheckForm(request.POST or None, initial={"checked_on": timezone.localdate()})
    language = get_language() or "id"
    if request.method == "POST" and form.is_valid():
        try:
            check_document(actor=actor, document=document, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, error.rule.sentence.in_language(language))
        else:
            messages.success(request, _("The paper is checked."))
            return redirect("home")
    kind = read_vocabulary().document_types.get(document.type)
    context = {
        "form": form,
        "document": document,
        "kind": kind.name.in_language(language) if kind else document.type,
    }
    return render(request, "validation/document_check.html", context)


def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    document = get_document(_actor(request), pk)
    if not document.file:
        raise Http404
    kind = str(document.file.name).rsplit(".", 1)[-1]
    return FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=f"{document.type}-{document.pk}.{kind}",
        content_type=CONTENT_TYPES.get(kind, "application/octet-stream"),
    )
