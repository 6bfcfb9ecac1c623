"""Pages on which an owner claims a record and an officer decides."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.accounts.tasks import send_messages
from wadah.apps.accounts.typed import read_words
from wadah.apps.registry.actions.answer_claim import answer_claim
from wadah.apps.registry.actions.claim_business import claim_business
from wadah.apps.registry.actions.decide_claim import decide_claim, has_proof
from wadah.apps.registry.actions.export_claims import MOST_ROWS, export_claims
from wadah.apps.registry.actions.find_claimable import find_claimable, open_ticket
from wadah.apps.registry.actions.hand_over_claim_code import hand_over_claim_code
from wadah.apps.registry.actions.prove_claim_phone import prove_claim_phone
from wadah.apps.registry.actions.withdraw_claim import withdraw_claim
from wadah.apps.registry.forms.claims import (
    AnswerForm,
    ClaimCodeForm,
    ClaimForm,
    FindRecordForm,
    ReasonForm,
)
from wadah.apps.registry.models import Claim
from wadah.apps.registry.queries.claims import (
    ClaimFilter,
    can_decide,
    get_claim,
    get_own_claim,
    initials,
    list_claims,
    list_competing,
)
from wadah.apps.registry.sheet_file import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from wadah.apps.registry.upload.receiving import CONTENT_TYPES
from wadah.core.values import InvalidInput

PAGE_SIZE = 50


@require_GET
def claim_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    wanted = _read_filter(request)
    pages = Paginator(list_claims(actor, wanted), PAGE_SIZE)
    context = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "wanted": wanted,
        "is_filtered": wanted != ClaimFilter(sort=wanted.sort),
        "states": Claim.State.choices,
        "proofs": Claim.Proof.choices,
        "is_claimant": actor.role in (Role.OWNER, Role.STAFF),
        "may_claim": actor.role is Role.OWNER,
        "may_export": pages.count <= MOST_ROWS,
        "query": request.GET.urlencode(),
    }
    return render(request, "registry/claim_list.html", context)


@require_GET
@confirm_first
def claim_export(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    is_xlsx = request.GET.get("format") == "xlsx"
    extension = "xlsx" if is_xlsx else "csv"
    rows = export_claims(
        actor=actor, wanted=_read_filter(request), file_format=extension
    )
    content = write_xlsx(rows) if is_xlsx else write_csv(rows)
    kind = XLSX_TYPE if is_xlsx else CSV_TYPE
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="permintaan.{extension}"'
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def claim_find(request: HttpRequest) -> HttpResponse:
    """By POST: what is searched for stands in no log and no history."""
    actor = cast(ActorRequest, request).actor
    form = FindRecordForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = find_claimable(actor=actor, **form.cleaned_data, now=timezone.now())
        except Refused as error:
            add_refusal(form, error)
    context = {"form": form, "found": found}
    return render(request, "registry/claim_find.html", context)


@sensitive_post_parameters("nib")
@require_http_methods(["GET", "POST"])
def claim_add(request: HttpRequest, ticket: str) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = open_ticket(actor, ticket)
    form = ClaimForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            claim = claim_business(
                actor=actor,
                business=business,
                proving=form.proving(),
                now=timezone.now(),
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            send_messages.later()
            messages.success(
                request, _("Your claim is with the officers who keep the record.")
            )
            return redirect("registry:claim_detail", claim.pk)
    context = {
        "form": form,
        "name": business.name,
        "village": business.village,
        "initials": initials(business.owner_name),
    }
    return render(request, "registry/claim_add.html", context)


@require_GET
def claim_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    return _show(request, actor, get_claim(actor, pk))


def _show(
    request: HttpRequest, actor: Actor, claim: Claim, **forms: object
) -> HttpResponse:
    is_own = claim.user_id == actor.user_id
    is_open = claim.state == Claim.State.OPEN
    decides = can_decide(actor, claim)
    is_phone = claim.proof == Claim.Proof.PHONE
    context = {
        "claim": claim,
        "is_own": is_own,
        "is_open": is_open,
        "may_decide": decides and is_open,
        "proved": has_proof(claim),
        "competing": [] if is_own else list_competing(claim),
        "reason_form": ReasonForm(),
        "code_form": ClaimCodeForm(),
        "answer_form": AnswerForm(),
        "wants_code": is_own and is_open and is_phone and not claim.proof_agrees,
        "may_call": decides and is_open and is_phone and not claim.proof_agrees,
        "may_answer": is_own
        and claim.state == Claim.State.REFUSED
        and claim.answered_at is None,
        **forms,
    }
    return render(request, "registry/claim_detail.html", context)


@require_POST
def claim_decide(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    claim = get_claim(actor, pk)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            decide_claim(
                actor=actor,
                claim=claim,
                accepted=request.POST.get("decision") == "accept",
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            send_messages.later()
            messages.success(request, _("The decision is recorded."))
            return redirect("registry:claim_detail", pk)
    return _show(request, actor, claim, reason_form=form)


@sensitive_post_parameters("code")
@require_POST
def claim_code(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    claim = get_own_claim(actor, pk)
    form = ClaimCodeForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            prove_claim_phone(actor=actor, claim=claim, code=code, now=timezone.now())
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The code agrees. Now the officer decides."))
            return redirect("registry:claim_detail", pk)
    return _show(request, actor, claim, code_form=form)


@never_cache
@require_POST
def claim_code_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The code stands in this one answer."""
    actor = cast(ActorRequest, request).actor
    claim = get_claim(actor, pk)
    digits = hand_over_claim_code(actor=actor, claim=claim, now=timezone.now())
    return _show(request, actor, claim, digits=f"{digits[:3]} {digits[3:]}")


@require_POST
def claim_answer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    claim = get_own_claim(actor, pk)
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        try:
            answer_claim(actor=actor, claim=claim, answer=answer, now=timezone.now())
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            send_messages.later()
            messages.success(request, _("Your answer is with the officer."))
            return redirect("registry:claim_detail", pk)
    return _show(request, actor, claim, answer_form=form)


@require_POST
def claim_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    withdraw_claim(actor=actor, claim=get_own_claim(actor, pk), now=timezone.now())
    messages.success(request, _("The claim is withdrawn."))
    return redirect("registry:claim_list")


@require_GET
def claim_paper(request: HttpRequest, pk: int) -> FileResponse:
    """The paper, to whoever may see the claim."""
    actor = cast(ActorRequest, request).actor
    claim = get_claim(actor, pk)
    if not claim.paper:
        raise Absent(f"paper of claim {pk}")
    extension = str(claim.paper.name).rpartition(".")[2]
    response = FileResponse(
        claim.paper.open("rb"),
        as_attachment=True,
        filename=f"surat-{pk}.{extension}",
        content_type=CONTENT_TYPES.get(extension, "application/octet-stream"),
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _read_filter(request: HttpRequest) -> ClaimFilter:
    asked = request.GET
    return ClaimFilter(
        text=read_words(request),
        state=read_words(request, "state"),
        proof=read_words(request, "proof"),
        sort=asked.get("sort", "new"),
    )
