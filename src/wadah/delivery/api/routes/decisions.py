"""Matching and timetables for documents that the caller sends; nothing is stored."""

from __future__ import annotations

import time
from typing import Annotated, Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from wadah.apps.matching.buyer_words import read_words, words_of_json
from wadah.apps.matching.judge import judge
from wadah.apps.matching.queries.registry import read_registry
from wadah.apps.matching.queries.words import get_words
from wadah.core.matching import match_from_json, match_to_json
from wadah.core.meetings import event_from_json, result_to_json, solve, within
from wadah.delivery.api.routes.reference import read_document
from wadah.delivery.api.security import TOKEN_OR_SESSION, PerMinute, actor_of
from wadah.delivery.api.shapes.common import Problem

# A request holds a process of the server; a longer search is for the command line.
MOST_SECONDS = 20
SEED = 1
router = Router(
    auth=TOKEN_OR_SESSION, tags=["decisions"], throttle=[PerMinute("heavy")]
)
ANSWERS = {
    200: dict[str, Any], 400: Problem, 401: Problem, 403: Problem, 404: Problem,
    413: Problem, 422: Problem, 429: Problem,
}  # fmt: skip


@router.post("/match", response=ANSWERS, url_name="match")
def match(request: HttpRequest) -> dict[str, Any]:
    """Who can fill a request, as `wadah match` answers.

    Without `offers` the products of the businesses in the caller's sight are matched.
    """
    data = read_document(request)
    today = timezone.localdate()
    terms, offers, window = match_from_json(data, get_words(), today)
    if offers is None:
        offers = read_registry(
            actor_of(request), data, terms, window, get_words()
        ).offers
    items = []
    for place, item in enumerate(terms.items):
        judgement = judge(item, offers, terms=terms, window=window)
        found = match_to_json(judgement.result, judgement.pool)
        items.append({"item": place, "family": item.family, **found})
    return {**items[0], "items": items}


@router.post("/read-request", response=ANSWERS, url_name="request_read")
def read_request(request: HttpRequest) -> dict[str, Any]:
    """A buyer's words into a structured request, as `wadah request parse` answers."""
    return dict(read_words(words_of_json(read_document(request))).as_json())


@router.post("/schedule", response=ANSWERS, url_name="schedule")
def schedule(
    request: HttpRequest,
    seconds: Annotated[int, Query(), Field(ge=1, le=MOST_SECONDS)] = 5,
) -> dict[str, Any]:
    """A timetable of meetings for an event, as `wadah schedule` answers."""
    problem = event_from_json(cast(Any, read_document(request)))
    result = solve(
        problem,
        stop=within(seconds, time.monotonic),
        seed=SEED,
        clock=time.monotonic,
    )
    return dict(result_to_json(result))
