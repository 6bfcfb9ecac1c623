"""The queue of possible duplicates, the pair side by side, and merges."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.decide_duplicate import decide_duplicate
from wadah.apps.registry.actions.export_duplicates import export_duplicates
from wadah.apps.registry.actions.export_merges import export_merges
from wadah.apps.registry.actions.merge_businesses import merge_businesses
from wadah.apps.registry.actions.undo_merge import undo_merge
from wadah.apps.registry.duplicates.fields import (
    FIELD_LABELS,
    FIRST,
    SECOND,
    list_field_pairs,
)
from wadah.apps.registry.duplicates.reasons import list_reasons_of, say_score
from wadah.apps.registry.models import PossibleDuplicate
from wadah.apps.registry.queries.duplicates import (
    PairFilter,
    find_next_pair,
    get_merge,
    get_pair,
    is_waiting,
    list_merges,
    list_open_pairs,
    list_pair_regions,
    propose_kept,
)
from wadah.apps.registry.sheet_file import sheet_response

PAGE_SIZE = 50
REASONS_SHOWN = 3


@require_GET
def duplicate_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    wanted = _read_filter(request)
    pages = Paginator(list_open_pairs(actor, wanted), PAGE_SIZE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": [
            (pair, say_score(pair.score), list_reasons_of(pair)[:REASONS_SHOWN])
            for pair in page.object_list
        ],
        "wanted": wanted,
        "is_filtered": wanted != PairFilter(sort=wanted.sort),
        "regions": list_pair_regions(actor),
        "scores": _score_choices(),
        "query": request.GET.urlencode(),
    }
    return render(request, "registry/duplicate_list.html", context)


@require_GET
def duplicate_export(request: HttpRequest) -> HttpResponse:
    """The queue as a file, with names and reasons and no numbers of anybody."""
    rows = export_duplicates(
        actor=cast(ActorRequest, request).actor,
        wanted=_read_filter(request),
        file_format=_file_format(request),
    )
    return sheet_response(request, "duplicates", rows)


@require_GET
def duplicate_pair(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    pair = get_pair(actor, pk)
    wanted = _read_filter(request)
    following = find_next_pair(actor, pair, wanted)
    reasons = list_reasons_of(pair)
    keep = FIRST if propose_kept(pair) == pair.first_id else SECOND
    context = {
        "pair": pair,
        "score_words": say_score(pair.score),
        "speaks_for": [reason for reason in reasons if reason.speaks_for],
        "speaks_against": [reason for reason in reasons if not reason.speaks_for],
        "lines": list_field_pairs(pair.first, pair.second, keep),
        "keep": keep,
        "following": following,
        "waiting": list_open_pairs(actor, wanted).count(),
        "is_open": pair.state == PossibleDuplicate.State.OPEN,
        "query": request.GET.urlencode(),
    }
    return render(request, "registry/duplicate_pair.html", context)


@require_POST
def duplicate_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """The chosen record stays, with the chosen value of each field."""
    actor = cast(ActorRequest, request).actor
    pair = get_pair(actor, pk)
    following = find_next_pair(actor, pair, _read_filter(request))
    keep = SECOND if request.POST.get("keep") == SECOND else FIRST
    other = FIRST if keep == SECOND else SECOND
    take = [
        field for field in FIELD_LABELS if request.POST.get(f"value_{field}") == other
    ]
    kept = pair.first_id if keep == FIRST else pair.second_id
    try:
        merge = merge_businesses(actor=actor, pair=pair, kept=kept, take=take)
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
        return redirect(_with_query(request, "registry:duplicate_pair", pk))
    messages.success(
        request,
        _("%(name)s is one record now. You can undo this under “Merged”.")
        % {"name": merge.kept.name},
    )
    return _go_on(request, following)


@require_POST
def duplicate_never(request: HttpRequest, pk: int) -> HttpResponse:
    """These two are two businesses, and are not shown as a pair again."""
    actor = cast(ActorRequest, request).actor
    pair = get_pair(actor, pk)
    following = find_next_pair(actor, pair, _read_filter(request))
    never = request.POST.get("answer") != "reopen"
    decide_duplicate(actor=actor, pair=pair, never=never)
    if not never:
        return redirect(_with_query(request, "registry:duplicate_pair", pk))
    messages.success(request, _("Remembered: these are two businesses."))
    return _go_on(request, following)


@require_GET
def merge_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    pages = Paginator(list_merges(actor, _asked_text(request)), PAGE_SIZE)
    context = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "text": _asked_text(request),
        "query": request.GET.urlencode(),
    }
    return render(request, "registry/duplicate_merges.html", context)


@require_GET
def merge_export(request: HttpRequest) -> HttpResponse:
    """The merges as a file."""
    rows = export_merges(
        actor=cast(ActorRequest, request).actor,
        text=_asked_text(request),
        file_format=_file_format(request),
    )
    return sheet_response(request, "merges", rows)


@require_POST
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    try:
        merge = undo_merge(actor=actor, merge=get_merge(actor, pk))
    except Refused as refusal:
        messages.error(request, in_language(refusal.rule.sentence))
    else:
        messages.success(
            request,
            _("There are two records again: %(kept)s and %(absorbed)s.")
            % {"kept": merge.kept.name, "absorbed": merge.absorbed.name},
        )
    return redirect("registry:merge_list")


def _read_filter(request: HttpRequest) -> PairFilter:
    asked = request.GET
    return PairFilter(
        region=asked.get("region", "")[:20],
        score=asked.get("score", ""),
        text=_asked_text(request),
        sort=asked.get("sort", "score"),
    )


def _score_choices() -> list[tuple[str, str]]:
    return [
        ("certain", _("almost certainly one business")),
        ("likely", _("very likely one business")),
        ("possible", _("possibly one business")),
        ("rule", _("named by a rule")),
    ]


def _asked_text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:100]


def _file_format(request: HttpRequest) -> str:
    return "xlsx" if request.GET.get("format") == "xlsx" else "csv"


def _with_query(request: HttpRequest, name: str, pk: int | None = None) -> str:
    """The address with the filter of the queue, so that the next pair fits it too."""
    kept = {
        key: request.GET[key]
        for key in ("q", "region", "score", "sort")
        if request.GET.get(key)
    }
    address = reverse(name, args=[] if pk is None else [pk])
    return f"{address}?{urlencode(kept)}" if kept else address


def _go_on(request: HttpRequest, following: PossibleDuplicate | None) -> HttpResponse:
    """To the pair that follows, if it still waits."""
    if following is None or not is_waiting(following):
        return redirect(_with_query(request, "registry:duplicate_list"))
    return redirect(_with_query(request, "registry:duplicate_pair", following.pk))
