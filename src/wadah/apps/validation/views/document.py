"""Pages of papers: handing in, saying what one is, looking at it, checking it."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.business import can_edit, get_editable_business
from wadah.apps.registry.upload.receiving import CONTENT_TYPES
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.check_document import CHECKERS, check_document
from wadah.apps.validation.actions.drop_paper_draft import drop_paper_draft
from wadah.apps.validation.actions.keep_paper import keep_paper
from wadah.apps.validation.actions.take_in_paper import take_in_paper
from wadah.apps.validation.evidence import find_last_day, find_lost_day
from wadah.apps.validation.forms_documents import CheckForm, DocumentForm, HandInForm
from wadah.apps.validation.models import Document, PaperDraft
from wadah.apps.validation.paper_help import find_help
from wadah.apps.validation.paper_messages import name_of
from wadah.apps.validation.queries.document import (
    get_document,
    list_kept_of_file,
    list_same_file,
)
from wadah.apps.validation.queries.paper_draft import get_draft, list_drafts
from wadah.apps.validation.registers import REGISTERS, is_old
from wadah.core.values import InvalidInput

# A requirement names the paper; a list may have stated number and day.
ASKED = ("type", "lot", "product", "market", "number", "issued_on")


def actor_of(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


def _asked_for(request: HttpRequest) -> dict[str, str]:
    return {name: value for name in ASKED if (value := request.GET.get(name))}


@require_http_methods(["GET", "POST"])
def document_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A file is handed in and read first; or a paper is written down without it."""
    actor = actor_of(request)
    business = get_editable_business(actor, pk)
    if request.POST.get("step") == "read":
        return _hand_in(request, business)
    by_hand = request.method == "POST" or "by_hand" in request.GET
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        business_id=business.pk,
        initial=_asked_for(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            document = add_document(
                actor=actor, business=business, **form.make_written()
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            return _say_kept(request, document)
    return _show_adding(request, business, form if by_hand else HandInForm(), by_hand)


def _hand_in(request: HttpRequest, business: Business) -> HttpResponse:
    form = HandInForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            draft = take_in_paper(
                actor=actor_of(request), business=business, **form.cleaned_data
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            address = reverse("validation:paper_draft", args=[draft.pk])
            asked = urlencode(_asked_for(request))
            return redirect(f"{address}?{asked}" if asked else address)
    return _show_adding(request, business, form, by_hand=False)


def _show_adding(
    request: HttpRequest, business: Business, form: Any, by_hand: bool
) -> HttpResponse:
    asked = _asked_for(request)
    kind = asked.get("type", "")
    context = {
        "form": form,
        "business": business,
        "by_hand": by_hand,
        "asked": urlencode(asked),
        "asked_type": kind,
        "help": find_help(kind),
        "drafts": list_drafts(actor_of(request), business),
    }
    return render(request, "validation/document_add.html", context)


def _say_kept(request: HttpRequest, document: Document) -> HttpResponse:
    messages.success(request, _("The paper is kept. A second person checks it."))
    return redirect("validation:document_detail", document.pk)


@require_http_methods(["GET", "POST"])
def paper_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read stands in the form; a person says what is right."""
    actor = actor_of(request)
    draft = get_draft(actor, pk)
    form = DocumentForm(
        request.POST or None,
        business_id=draft.business_id,
        initial=_asked_for(request),
        proposal=draft.proposal,
    )
    if request.method == "POST" and form.is_valid():
        try:
            document = keep_paper(actor=actor, draft=draft, **form.make_written())
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            return _say_kept(request, document)
    context = {
        "form": form,
        "draft": draft,
        "business": draft.business,
        "is_picture": str(draft.file.name).endswith(".jpg"),
        "is_waiting": draft.reading == PaperDraft.Reading.WAITING,
        "same": list_kept_of_file(draft),
    }
    return render(request, "validation/paper_draft.html", context)


@require_POST
def paper_draft_drop(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    draft = get_draft(actor, pk)
    drop_paper_draft(actor=actor, draft=draft)
    messages.success(request, _("The file is removed."))
    return redirect("validation:document_add", draft.business_id)


@require_GET
def paper_draft_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    draft = get_draft(actor_of(request), pk)
    return serve_file(request, draft.file, f"draft-{draft.pk}")


@require_GET
def document_detail(request: HttpRequest, pk: int) -> HttpResponse:
    document = get_document(actor_of(request), pk)
    return render(request, "validation/document_detail.html", facts(request, document))


def facts(request: HttpRequest, document: Document) -> dict[str, Any]:
    """What the pages of one paper show."""
    actor = actor_of(request)
    language = get_language() or "id"
    today = timezone.localdate()
    states = list(document.states.select_related("recorded_by"))
    looks = document.register_checks.select_related("recorded_by", "confirmed_by")
    return {
        "document": document,
        "kind": name_of(document, language),
        "is_picture": str(document.file.name or "").endswith(".jpg"),
        "certificate": getattr(document, "certificate", None),
        "audits": document.audits.all(),
        "states": states,
        "lost_on": find_lost_day(states),
        "last_day": find_last_day(document),
        "today": today,
        "looks": [
            (row, REGISTERS.get(row.register), is_old(row.looked_on, today))
            for row in looks
        ],
        "can_edit": can_edit(actor, document.business),
        "may_check": actor.role in CHECKERS,
        "same": list_same_file(actor, document),
        "help": find_help(document.type),
    }


@require_http_methods(["GET", "POST"])
def document_check(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    document = get_document(actor, pk)
    form = CheckForm(request.POST or None, initial={"checked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            check_document(actor=actor, document=document, **form.cleaned_data)
        except Refused as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The paper is checked."))
            return redirect("home")
    context = {**facts(request, document), "form": form}
    return render(request, "validation/document_check.html", context)


@require_GET
def document_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    document = get_document(actor_of(request), pk)
    return serve_file(request, document.file, f"{document.type}-{document.pk}")


def serve_file(request: HttpRequest, file: Any, name: str) -> HttpResponseBase:
    """The file to take away; a picture that we drew ourselves may also be shown."""
    if not file:
        raise Http404
    kind = str(file.name).rsplit(".", 1)[-1]
    is_shown = kind == "jpg" and "show" in request.GET
    response = FileResponse(
        file.open("rb"),
        as_attachment=not is_shown,
        filename=f"{name}.{kind}",
        content_type=CONTENT_TYPES.get(kind, "application/octet-stream"),
    )
    response["Cache-Control"] = "private, no-store"
    return response
