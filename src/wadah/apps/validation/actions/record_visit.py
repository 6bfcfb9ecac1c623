"""Somebody was at the place of production and saw it, point by point."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.registry.photo_file import encode_photo
from wadah.apps.validation.case_states import CHECKERS
from wadah.apps.validation.checklist import read_points
from wadah.apps.validation.models import Case, CaseVisit, CaseVisitPhoto
from wadah.apps.validation.queries.case import get_case
from wadah.core.values import InvalidInput, Text

MOST_PHOTOS = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """What was brought back from a visit."""

    visited_on: date
    points: Mapping[str, Mapping[str, Any]]
    summary: str = ""
    photos: Sequence[IO[bytes]] = field(default=())


@transaction.atomic
def record_visit(*, actor: Actor, case: Case, seen: Seen, now: datetime) -> CaseVisit:
    """Keep a visit with its checklist and photos, which carry nothing but pixels.

    Raises `Absent` for anybody who is no checker of the case, `InvalidInput` (a point
    left out, a day still to come, no picture).
    """
    case = get_case(actor, case.pk)
    if actor.role not in CHECKERS:
        raise Absent(f"case {case.pk}")
    if seen.visited_on > timezone.localdate(now):
        raise InvalidInput("visited_on", "future", _FUTURE)
    if len(seen.photos) > MOST_PHOTOS:
        raise InvalidInput("photos", "too_many_photos", _TOO_MANY)
    points = read_points(seen.points, case.product.family)
    pictures = [
        encode_photo(upload, settings.WADAH_UPLOAD_MAX_BYTES)[0]
        for upload in seen.photos
    ]
    visit = CaseVisit.objects.create(
        case=case,
        visited_on=seen.visited_on,
        points=points,
        summary=seen.summary.strip()[:4000],
        by_id=actor.user_id,
        at=now,
    )
    for picture in pictures:
        photo = CaseVisitPhoto(visit=visit)
        photo.file.save(f"{uuid.uuid4().hex}.jpg", ContentFile(picture), save=True)
    write_audit_row(
        actor=actor,
        verb="case.visited",
        target=case,
        after={
            "visit": visit.pk,
            "visited_on": seen.visited_on.isoformat(),
            "photos": len(pictures),
        },
    )
    return visit


_FUTURE = Text("Hari ini belum tiba.", "This day is still to come.")
_TOO_MANY = Text(
    f"Satu kunjungan paling banyak {MOST_PHOTOS} foto.",
    f"A visit has at most {MOST_PHOTOS} photos.",
)
