"""Change sets: the list, a draft with its changes, and the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.apps.requirements.actions.decide_change_set import decide_change_set
from wadah.apps.requirements.actions.draft_change_set import draft_change_set
from wadah.apps.requirements.actions.drop_rule_change import drop_rule_change
from wadah.apps.requirements.actions.propose_change_set import propose_change_set
from wadah.apps.requirements.actions.put_rule_change import put_rule_change
from wadah.apps.requirements.actions.take_up_flag import take_up_flag
from wadah.apps.requirements.actions.withdraw_change_set import withdraw_change_set
from wadah.apps.requirements.change_checks import check_with_the_others, read_changes
from wadah.apps.requirements.diffing import diff_texts
from wadah.apps.requirements.forms import ChangeForm, ChangeSetForm, DecisionForm
from wadah.apps.requirements.models import RuleChange, RuleChangeSet
from wadah.apps.requirements.queries.change_set import (
    DECIDERS,
    PROPOSERS,
    get_change_set,
    list_change_sets,
)
from wadah.apps.requirements.queries.flag import find_open_flag
from wadah.apps.requirements.row_text import find_packaged_text, find_row_text
from wadah.core.values import InvalidInput

PAGE = 25
State = RuleChangeSet.State


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


@require_GET
def change_set_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    query, state = request.GET.get("q", ""), request.GET.get("state", "")
    rows = list_change_sets(actor, state, query)
    if wants_file(request):
        return _list_file(request, list(rows[:MOST_ROWS]))
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "q": query,
        "state": state,
        "states": State.choices,
        "may_propose": actor.role in PROPOSERS,
        "is_filtered": bool(query or state),
    }
    return render(request, "requirements/change_set_list.html", context)


def _list_file(request: HttpRequest, rows: list[RuleChangeSet]) -> HttpResponse:
    head = [_("Title"), _("Source"), _("State"), _("Holds from"), _("Proposed"),
            _("Decided"), _("Changes")]  # fmt: skip
    lines = [
        [row.title, row.source, row.get_state_display(), row.effective_on,
         row.proposed_at, row.decided_at, row.changes.count()]
        for row in rows
    ]  # fmt: skip
    return sheet_response(request, "rule-changes", [head, *lines])


@require_http_methods(["GET", "POST"])
def change_set_add(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    flag = find_open_flag(actor, request.GET.get("flag") or request.POST.get("flag"))
    form = ChangeSetForm(request.POST or None, initial=_from_flag(flag))
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_change_set(actor=actor, **form.cleaned_data)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            if flag is not None:
                take_up_flag(actor=actor, flag_id=flag.pk, change_set_id=made.pk)
                return redirect("requirements:change_put", made.pk, flag.rule_row)
            row = request.POST.get("rule", "").strip()
            if row:
                return redirect("requirements:change_put", made.pk, row)
            return redirect("requirements:change_set_detail", made.pk)
    context = {"form": form, "flag": flag, "rule": request.GET.get("rule", "")}
    return render(request, "requirements/change_set_add.html", context)


def _from_flag(flag: object) -> dict[str, object]:
    entry = getattr(flag, "entry", None)
    if entry is None:
        return {}
    return {
        "title": f"{entry.symbol}: {entry.title}"[:150],
        "source": f"{entry.symbol} {entry.link}".strip()[:300],
        "effective_on": entry.in_force_on or entry.adopted_on,
    }


@require_GET
def change_set_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, pk, DecisionForm())


def _show(
    request: HttpRequest, pk: int, form: DecisionForm, status: int = 200
) -> HttpResponse:
    actor = _actor(request)
    row = get_change_set(actor, pk)
    is_own = row.proposed_by_id == actor.user_id
    context = {
        "row": row,
        "form": form,
        "changes": [
            (change, _diff(change, is_decided=row.state == State.APPROVED))
            for change in row.changes.all()
        ],
        "flags": row.flags.select_related("entry"),
        "remarks": _remarks(row),
        "may_edit": is_own and row.state == State.DRAFT,
        "may_withdraw": is_own and row.state in (State.DRAFT, State.PROPOSED),
        "may_decide": actor.role in DECIDERS
        and not is_own
        and row.state == State.PROPOSED,
        "waits_for_another": is_own and row.state == State.PROPOSED,
    }
    return render(
        request, "requirements/change_set_detail.html", context, status=status
    )


def _remarks(row: RuleChangeSet) -> list[tuple[str, str]]:
    """What a person should look at before it is decided, such as a number in a
    sentence that is not the number of the limit."""
    if row.state not in (State.DRAFT, State.PROPOSED):
        return []
    try:
        notes = check_with_the_others(read_changes(row), timezone.localdate())
    except InvalidInput as error:
        return [("", in_language(error.message))]
    return [(note.rule or note.field, in_language(note.message)) for note in notes]


def _diff(change: RuleChange, *, is_decided: bool) -> object:
    """Beside the packaged text; after the approval the row text is the new one."""
    if change.kind == RuleChange.Kind.CLOSE:
        return []
    old = _text_before(change) if is_decided else find_row_text(change.rule_row)
    return diff_texts(old or "", change.toml)


def _text_before(change: RuleChange) -> str:
    before = (
        RuleChange.objects.filter(
            rule_row=change.rule_row,
            change_set__state=State.APPROVED,
            change_set__decided_at__lt=change.change_set.decided_at,
        )
        .exclude(toml="")
        .order_by("-change_set__decided_at")
        .first()
    )
    if before is not None:
        return before.toml
    return find_packaged_text(change.rule_row)


@require_http_methods(["GET", "POST"])
def change_put(request: HttpRequest, pk: int, rule_row: str) -> HttpResponse:
    """The form of one change; a GET shows the text of the rule as it is."""
    actor = _actor(request)
    row = get_change_set(actor, pk)
    if row.proposed_by_id != actor.user_id or row.state != State.DRAFT:
        raise Absent(pk)
    kept = row.changes.filter(rule_row=rule_row).first()
    text = find_row_text(rule_row)
    form = ChangeForm(request.POST or None, initial=_initial(rule_row, kept, text))
    if request.method == "POST" and form.is_valid():
        try:
            put_rule_change(
                actor=actor,
                change_set_id=pk,
                today=timezone.localdate(),
                **form.cleaned_data,
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The change is in the draft."))
            return redirect("requirements:change_set_detail", pk)
    shown = str(form["toml"].value() or "")
    context = {
        "row": row,
        "form": form,
        "rule_row": rule_row,
        "lines": diff_texts(text or "", shown) if request.method == "POST" else [],
    }
    return render(request, "requirements/change_put.html", context)


def _initial(
    rule_row: str, kept: RuleChange | None, text: str | None
) -> dict[str, str]:
    if kept is not None:
        return {"rule_row": rule_row, "kind": kept.kind, "toml": kept.toml}
    kind = RuleChange.Kind.REPLACE if text is not None else RuleChange.Kind.OPEN
    return {"rule_row": rule_row, "kind": kind, "toml": text or f'id = "{rule_row}"\n'}


@require_POST
def change_find(request: HttpRequest, pk: int) -> HttpResponse:
    """From the code a person typed to the form of that rule."""
    row = request.POST.get("rule_row", "").strip().upper()
    if not row or "/" in row or len(row) > 30:
        messages.error(request, _("Write the code of a rule, as COF-EU-03."))
        return redirect("requirements:change_set_detail", pk)
    return redirect("requirements:change_put", pk, row)


@require_POST
def change_drop(request: HttpRequest, pk: int, change_pk: int) -> HttpResponse:
    return _run(
        request,
        pk,
        lambda actor: drop_rule_change(
            actor=actor, change_set_id=pk, change_id=change_pk
        ),
        _("The change was taken out."),
    )


@require_POST
def change_set_propose(request: HttpRequest, pk: int) -> HttpResponse:
    return _run(
        request,
        pk,
        lambda actor: propose_change_set(
            actor=actor, change_set_id=pk, today=timezone.localdate()
        ),
        _("It waits for a second person now."),
    )


@require_POST
def change_set_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _run(
        request,
        pk,
        lambda actor: withdraw_change_set(actor=actor, change_set_id=pk),
        _("The change set was withdrawn."),
    )


def _run(
    request: HttpRequest, pk: int, act: Callable[[Actor], object], done: str
) -> HttpResponse:
    try:
        act(_actor(request))
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
    except Refused as error:
        messages.error(request, in_language(error.rule.sentence))
    else:
        messages.success(request, done)
    return redirect("requirements:change_set_detail", pk)


@require_POST
def change_set_decide(request: HttpRequest, pk: int) -> HttpResponse:
    choice = request.POST.get("choice")
    if choice not in ("approve", "reject"):
        raise Http404
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form, status=400)
    try:
        decide_change_set(
            actor=_actor(request),
            change_set_id=pk,
            approve=choice == "approve",
            note=form.cleaned_data["note"],
            today=timezone.localdate(),
        )
    except (InvalidInput, Refused) as error:
        add_refusal(form, error)
        return _show(request, pk, form, status=400)
    messages.success(
        request,
        _("The rules are changed.") if choice == "approve" else _("It was rejected."),
    )
    return redirect("requirements:change_set_detail", pk)
