"""Notifications that may change a rule; what a person follows and was told."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal, in_language
from wadah.apps.registry.sheet_file import MOST_ROWS, sheet_response, wants_file
from wadah.apps.requirements.actions.dismiss_flag import dismiss_flag
from wadah.apps.requirements.actions.follow_rules import follow_rules
from wadah.apps.requirements.actions.load_rule_feed import (
    FeedCounts,
    FeedRefused,
    load_rule_feed,
)
from wadah.apps.requirements.actions.read_notices import read_notices
from wadah.apps.requirements.actions.unfollow_rules import unfollow_rules
from wadah.apps.requirements.feed_file import FeedFault
from wadah.apps.requirements.forms import FeedForm, FlagForm, FollowForm
from wadah.apps.requirements.models import RuleFlag, RuleNotice
from wadah.apps.requirements.queries.change_set import PROPOSERS
from wadah.apps.requirements.queries.flag import list_flags
from wadah.apps.requirements.queries.follow import (
    count_unread,
    list_follows,
    list_notices,
)
from wadah.core.values import InvalidInput

PAGE = 25
MOST_FAULTS = 100


def _actor(request: HttpRequest) -> Actor:
    return cast(ActorRequest, request).actor


@require_GET
def flag_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    query = request.GET.get("q", "")
    state = request.GET.get("state", RuleFlag.State.OPEN)
    rows = list_flags(actor, state if state != "all" else "", query)
    if wants_file(request):
        head = [_("Rule"), _("Notification"), _("From"), _("Title"), _("In force"),
                _("State"), _("Link")]  # fmt: skip
        lines = [
            [row.rule_row, row.entry.symbol, row.entry.member, row.entry.title,
             row.entry.in_force_on, row.get_state_display(), row.entry.link]
            for row in rows[:MOST_ROWS]
        ]  # fmt: skip
        return sheet_response(request, "rule-flags", [head, *lines])
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "q": query,
        "state": state,
        "states": RuleFlag.State.choices,
        "form": FlagForm(),
        "may_decide": actor.role in PROPOSERS,
        "may_load": actor.role in PROPOSERS,
    }
    return render(request, "requirements/flag_list.html", context)


@require_http_methods(["GET", "POST"])
def feed_load(request: HttpRequest) -> HttpResponse:
    form = FeedForm(request.POST or None, request.FILES or None)
    faults: tuple[FeedFault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            counts = load_rule_feed(
                actor=_actor(request),
                content=form.cleaned_data["file"].read(),
                today=timezone.localdate(),
            )
        except InvalidInput as error:
            add_refusal(form, error)
        except FeedRefused as error:
            faults = error.faults
        else:
            messages.success(request, _say(counts))
            return redirect("requirements:flag_list")
    context = {
        "form": form,
        "count": len(faults),
        "faults": [
            (one.row, one.error.field, one.error.rule, in_language(one.error.message))
            for one in faults[:MOST_FAULTS]
        ],
    }
    status = 400 if faults or form.errors else 200
    return render(request, "requirements/feed_load.html", context, status=status)


def _say(counts: FeedCounts) -> str:
    return ngettext(
        "%(new)d new notification, %(flags)d rules may change.",
        "%(new)d new notifications, %(flags)d rules may change.",
        counts.new,
    ) % {"new": counts.new, "flags": counts.flags}


@require_POST
def flag_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    form = FlagForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write why it does not concern the rule."))
        return redirect("requirements:flag_list")
    dismiss_flag(actor=_actor(request), flag_id=pk, note=form.cleaned_data["note"])
    messages.success(request, _("The notification was put aside."))
    return redirect("requirements:flag_list")


@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    kind = request.GET.get("kind", "")
    rows = list_notices(actor, kind)
    if wants_file(request):
        head = [_("Rule"), _("What happened"), _("Day"), _("Product"), _("Market"),
                _("Told on")]  # fmt: skip
        lines = [
            [row.rule_row, row.get_kind_display(), row.about_on, row.family_id,
             row.market_id, row.told_at]
            for row in rows[:MOST_ROWS]
        ]  # fmt: skip
        return sheet_response(request, "rule-news", [head, *lines])
    context = {
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "kind": kind,
        "kinds": RuleNotice.Kind.choices,
        "follows": list_follows(actor),
        "unread": count_unread(actor),
    }
    return render(request, "requirements/notice_list.html", context)


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    read_notices(actor=_actor(request))
    return redirect("requirements:notice_list")


@require_POST
def follow_add(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a product and a market."))
        return redirect(_back(request))
    try:
        follow_rules(actor=_actor(request), **form.cleaned_data)
    except InvalidInput as error:
        messages.error(request, in_language(error.message))
    else:
        messages.success(
            request, _("You will be told when a rule for it changes or begins.")
        )
    return redirect(_back(request))


@require_POST
def follow_remove(request: HttpRequest, pk: int) -> HttpResponse:
    unfollow_rules(actor=_actor(request), follow_id=pk)
    messages.success(request, _("You will hear no more of it."))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The page the button stood on, if it is one of ours."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}):
        return target
    return "requirements:notice_list"
