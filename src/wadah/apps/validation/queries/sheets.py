"""Sheets that were issued, the keys, and how a sheet stands today.

Whoever holds the code of a sheet may read of it: it stands on the page itself and
cannot be guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.business import of_visible
from wadah.apps.validation.models import (
    Case,
    CaseDecision,
    CaseFlag,
    SigningKey,
    ValidationSheet,
)
from wadah.apps.validation.proof import is_carried, list_living_decisions
from wadah.apps.validation.queries.case import get_case
from wadah.apps.validation.sheets.checking import (
    ChangedFile,
    NotIssued,
    Register,
    holds_until,
)
from wadah.apps.validation.sheets.signing import PublicKey
from wadah.apps.validation.sheets.state import (
    KEY_REVOKED,
    Judged,
    Standing,
    State,
    judge_standing,
)

_APPROVED = CaseDecision.Outcome.APPROVED


def list_keys() -> list[PublicKey]:
    """The public halves, the one that signs first."""
    return [
        PublicKey(
            row.pk,
            row.public_hex,
            timezone.localtime(row.created_at),
            timezone.localtime(row.retired_at) if row.retired_at else None,
            timezone.localtime(row.distrusted_from) if row.distrusted_from else None,
        )
        for row in SigningKey.objects.order_by("-created_at", "pk")
    ]


def find_sheet_by_code(code: str) -> ValidationSheet:
    """A sheet of any state. Raises `Absent`."""
    sheet = _sheets().filter(code=code.upper()).first()
    if sheet is None:
        raise Absent(f"sheet {code}")
    return sheet


def get_sheet(actor: Actor, pk: int) -> ValidationSheet:
    """A sheet of a case in the actor's sight. Raises `Absent`."""
    sheet = _sheets().filter(pk=pk).first()
    if sheet is None:
        raise Absent(f"sheet {pk}")
    get_case(actor, sheet.decision.case_id)
    return sheet


def visible_sheets(actor: Actor) -> QuerySet[ValidationSheet]:
    """Sheets of the cases in the actor's sight."""
    if actor.reach(Subject.CASES) is Reach.NONE:
        return _sheets().none()
    return _sheets().filter(of_visible(actor, "decision__case__product__business_id"))


def list_case_sheets(case: Case) -> QuerySet[ValidationSheet]:
    """Every sheet of a case, newest first."""
    return _sheets().filter(decision__case=case).order_by("-decision__version")


def find_decision_to_issue(case: Case, today: date) -> CaseDecision | None:
    """The decision of a case for which a sheet can be issued now."""
    living = list_living_decisions(case.product, today).filter(case=case)
    return living.filter(sheet__isnull=True).first()


def list_public_sheets(product: Product, today: date) -> list[ValidationSheet]:
    """The sheets of a published product that hold, for whoever thinks of buying."""
    living = list_living_decisions(product, today)
    sheets = _sheets().filter(
        decision__in=living.order_by().values("pk"), key__distrusted_from__isnull=True
    )
    return [sheet for sheet in sheets if judge_sheet(sheet, today).state is State.VALID]


def find_standing(sheet: ValidationSheet) -> Standing:
    """What ended a sheet, or put it in doubt."""
    decision = sheet.decision
    newer = CaseDecision.objects.filter(
        case=decision.case_id, outcome=_APPROVED, version__gt=decision.version
    ).order_by("version")
    first, last = newer.first(), newer.select_related("sheet").last()
    next_sheet = getattr(last, "sheet", None) if last else None
    revoked_at = decision.revoked_at
    # Judging the evidence anew is the dear part: not of what has ended anyway.
    is_over = revoked_at is not None or first is not None
    return Standing(
        revoked_at=timezone.localtime(revoked_at) if revoked_at else None,
        superseded_at=(
            timezone.localtime(first.decided_at)
            if first is not None and first.decided_at
            else None
        ),
        is_doubted=not is_over and (_is_flagged(decision) or not is_carried(decision)),
        newer_number=next_sheet.number if next_sheet else "",
        newer_address=next_sheet.payload["address"] if next_sheet else "",
    )


def judge_sheet(sheet: ValidationSheet, today: date) -> Judged:
    """The state of a sheet that is kept here."""
    since = sheet.key.distrusted_from
    if since is not None and sheet.issued_at >= since:
        return Judged(State.REVOKED, timezone.localdate(since).isoformat(), KEY_REVOKED)
    return judge_standing(find_standing(sheet), holds_until(sheet.payload), today)


def make_register(now: datetime) -> Register:
    """The tables as a register: they name every sheet with the hash of its file."""

    def find(code: str, file_sha256: str) -> Standing:
        sheet = _sheets().filter(code=code).first()
        if sheet is None:
            raise NotIssued(code)
        if sheet.file_sha256 != file_sha256:
            raise ChangedFile(code)
        return find_standing(sheet)

    return Register("installation", timezone.localtime(now), find, True)


def list_ended() -> Iterator[tuple[str, Standing]]:
    """Codes of sheets that hold no more or are in doubt, for the status list.

    By what is written: evidence that changed is seen by `find_standing` alone.
    """
    newer = CaseDecision.objects.filter(
        case=OuterRef("decision__case"),
        outcome=_APPROVED,
        version__gt=OuterRef("decision__version"),
    )
    flags = CaseFlag.objects.filter(
        case=OuterRef("decision__case"), lifted_at__isnull=True
    )
    ended = _sheets().filter(
        Q(decision__revoked_at__isnull=False) | Exists(newer) | Exists(flags)
    )
    for sheet in ended.order_by("pk").iterator():
        yield sheet.code, find_standing(sheet)


def _is_flagged(decision: CaseDecision) -> bool:
    return CaseFlag.objects.filter(
        case=decision.case_id, lifted_at__isnull=True
    ).exists()


def _sheets() -> QuerySet[ValidationSheet]:
    return ValidationSheet.objects.select_related(
        "key",
        "decision__verdict",
        "decision__case__product__business__region",
        "decision__case__product__family",
        "decision__case__lot",
        "decision__case__destination",
    )
