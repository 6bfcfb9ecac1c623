"""The register of buyers: list, page, company, people, proofs, reports."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.matching.actions.add_buyer import add_buyer
from wadah.apps.matching.actions.add_buyer_contact import add_buyer_contact
from wadah.apps.matching.actions.add_buyer_proof import add_buyer_proof
from wadah.apps.matching.actions.add_buyer_report import add_buyer_report
from wadah.apps.matching.actions.answer_buyer_report import answer_buyer_report
from wadah.apps.matching.actions.check_buyer_proof import check_buyer_proof
from wadah.apps.matching.actions.edit_buyer import edit_buyer
from wadah.apps.matching.actions.end_buyer_contact import end_buyer_contact
from wadah.apps.matching.forms.buyer import (
    BuyerForm,
    ContactForm,
    ProofForm,
    ReportAnswerForm,
    ReportForm,
    buyer_initial,
)
from wadah.apps.matching.models import Buyer, BuyerContact, BuyerReport
from wadah.apps.matching.queries.buyers import (
    SIGNERS,
    can_examine,
    get_proof,
    get_readable_buyer,
    search_buyers,
)
from wadah.apps.matching.queries.exposure import find_exposure, find_signed_diligence
from wadah.apps.matching.queries.request import get_buyer, visible_requests
from wadah.apps.matching.request_page import list_request_lines
from wadah.apps.matching.words import BUYER_KINDS, BUYER_SIZES, PAYMENTS
from wadah.apps.reference.models import Market
from wadah.apps.registry.sheet_file import (
    MOST_ROWS,
    sheet_response,
    synthetic_cell,
    wants_file,
)
from wadah.apps.registry.upload.receiving import CONTENT_TYPES
from wadah.core.values import InvalidInput

PAGE = 25
SORTS = {
    "name": ("name", "pk"),
    "new": ("-created_at", "-pk"),
    "requests": ("-request_count", "name"),
}


@require_GET
def buyer_list(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted = {
        name: request.GET.get(name, "").strip()
        for name in ("q", "kind", "country", "state", "sort")
    }
    found = search_buyers(
        actor, text=wanted["q"], kind=wanted["kind"], country=wanted["country"],
        state=wanted["state"],
    ).order_by(*SORTS.get(wanted["sort"], SORTS["name"]))  # fmt: skip
    if wants_file(request):
        return _buyer_file(request, list(found[:MOST_ROWS]))
    context = {
        "page_obj": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "kinds": BUYER_KINDS.items(),
        "kind_words": BUYER_KINDS,
        "markets": Market.objects.filter(pk__in=Buyer.objects.values("country")),
        "may_add": can_examine(actor),
    }
    return render(request, "matching/buyer_list.html", context)


def _buyer_file(request: HttpRequest, rows: list[Buyer]) -> HttpResponse:
    """Companies without their people: those leave by nobody's list."""
    head = ["id", "company", "country", "role", "size", "website", "requests",
            "examined", "synthetic"]  # fmt: skip
    cells = [
        [one.pk, one.name, one.country_id, one.kind, one.size, one.website,
         cast(Any, one).request_count, cast(Any, one).is_signed, synthetic_cell(one)]
        for one in rows
    ]  # fmt: skip
    return sheet_response(request, "buyers", [head, *cells])


@require_http_methods(["GET", "POST"])
def buyer_add(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = BuyerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            added = add_buyer(
                actor=actor, name=values["name"], country=values["country_id"]
            )
            edit_buyer(actor=actor, buyer=added, **values)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The buyer is entered."))
            return redirect("matching:buyer_detail", added.pk)
    return render(request, "matching/buyer_edit.html", {"form": form})


@require_http_methods(["GET", "POST"])
def buyer_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    buyer = get_buyer(actor, pk)
    form = BuyerForm(request.POST or None, initial=buyer_initial(buyer))
    if request.method == "POST" and form.is_valid():
        try:
            edit_buyer(actor=actor, buyer=buyer, **form.values())
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Kept."))
            return redirect("matching:buyer_detail", pk)
    context = {"form": form, "buyer": buyer}
    return render(request, "matching/buyer_edit.html", context)


@require_GET
def buyer_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show_buyer(request, get_readable_buyer(actor_of(request), pk))


def show_buyer(request: HttpRequest, buyer: Buyer, **given: forms.Form) -> HttpResponse:
    """The whole page; `given` are forms that came back with errors."""
    actor = actor_of(request)
    is_office = actor.role in SIGNERS
    signed = find_signed_diligence(buyer.pk) if is_office else None
    context: dict[str, Any] = {
        "buyer": buyer,
        "kind": BUYER_KINDS.get(buyer.kind),
        "size": BUYER_SIZES.get(buyer.size),
        "contacts": buyer.contacts.filter(withdrawn_on__isnull=True),
        "proofs": buyer.proofs.select_related("added_by", "checked_by"),
        "requests": list_request_lines(actor, _requests_of(actor, buyer)),
        "is_office": is_office,
        "may_edit": can_examine(actor) or actor.role is Role.BUYER,
        "may_examine": can_examine(actor),
        "signed": signed,
        "payments": [PAYMENTS[word] for word in signed.payments] if signed else [],
        "exposure": find_exposure(buyer.pk) if is_office else None,
        "diligences": buyer.diligences.all() if is_office else [],
        "reports": buyer.reports.all() if is_office else [],
        "contact_form": ContactForm(initial={"consent_given_on": timezone.localdate()}),
        "proof_form": ProofForm(),
        "report_form": ReportForm(initial={"asked_on": timezone.localdate()}),
        "answer_form": ReportAnswerForm(),
        **given,
    }
    return render(request, "matching/buyer_detail.html", context)


def _requests_of(actor: Actor, buyer: Buyer) -> list[Any]:
    # An approver signs examinations and sees no requests.
    if actor.role is Role.APPROVER:
        return []
    rows = visible_requests(actor).filter(buyer=buyer)
    return list(rows[:10])


@require_POST
def buyer_contact_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    buyer = get_buyer(actor, pk)
    form = ContactForm(request.POST)
    if form.is_valid():
        try:
            add_buyer_contact(
                actor=actor, buyer=buyer, today=timezone.localdate(),
                **form.cleaned_data,
            )  # fmt: skip
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The person is kept, with his consent."))
            return redirect("matching:buyer_detail", pk)
    return show_buyer(request, buyer, contact_form=form)


@require_POST
def buyer_contact_end(request: HttpRequest, pk: int) -> HttpResponse:
    contact = BuyerContact.objects.filter(pk=pk).first()
    if contact is None:
        raise Http404(f"contact {pk}")
    end_buyer_contact(
        actor=actor_of(request), contact=contact, today=timezone.localdate()
    )
    messages.success(request, _("Name, mail and phone are gone."))
    return redirect("matching:buyer_detail", contact.buyer_id)


@require_POST
def buyer_proof_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    buyer = get_buyer(actor, pk)
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            add_buyer_proof(actor=actor, buyer=buyer, **form.cleaned_data)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(
                request, _("The proof is kept. A second person checks it.")
            )
            return redirect("matching:buyer_detail", pk)
    return show_buyer(request, buyer, proof_form=form)


@require_POST
def buyer_proof_check(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    proof = get_proof(actor, pk)
    try:
        check_buyer_proof(actor=actor, proof=proof, today=timezone.localdate())
    except Refused as error:
        messages.error(request, in_language(error.rule.sentence))
    else:
        messages.success(request, _("Checked."))
    return redirect("matching:buyer_detail", proof.buyer_id)


@require_GET
def buyer_proof_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    proof = get_proof(actor_of(request), pk)
    if not proof.file:
        raise Http404("file")
    kind = str(proof.file.name).rpartition(".")[2]
    response = FileResponse(
        proof.file.open("rb"),
        as_attachment=True,
        filename=proof.file_name or f"{proof.pk}.{kind}",
        content_type=CONTENT_TYPES.get(kind, "application/octet-stream"),
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def buyer_report_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    buyer = get_buyer(actor, pk)
    form = ReportForm(request.POST)
    if form.is_valid():
        try:
            add_buyer_report(actor=actor, buyer=buyer, **form.cleaned_data)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Kept. Examine the buyer again to use it."))
            return redirect("matching:buyer_detail", pk)
    return show_buyer(request, buyer, report_form=form)


@require_POST
def buyer_report_answer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    report = BuyerReport.objects.select_related("buyer").filter(pk=pk).first()
    if report is None or not can_examine(actor):
        raise Http404(f"report {pk}")
    form = ReportAnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_buyer_report(actor=actor, report=report, **form.cleaned_data)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Kept. Examine the buyer again to use it."))
            return redirect("matching:buyer_detail", report.buyer_id)
    return show_buyer(request, report.buyer, answer_form=form)


def actor_of(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor
