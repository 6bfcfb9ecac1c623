"""Every night: what is past its period by the declared table goes or loses its names.

Each rule finds what is due and acts on it; a dry run only counts. Nothing is decided
here: the periods stand in `accounts.privacy_table`.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.accounts.models import (
    ApiReply,
    DataRequest,
    Invitation,
    JoinRequest,
    OneTimeCode,
    OutboxMessage,
    PersonalExport,
    SignIn,
    SignInFailure,
    User,
)
from wadah.apps.accounts.outbox import write_message
from wadah.apps.accounts.privacy_table import days_of
from wadah.apps.accounts.second_factor import ROLES_WITH_FACTOR
from wadah.apps.exports.models import Deal, DealRung
from wadah.apps.registry.actions.erase_person import erase_person
from wadah.apps.registry.models import (
    BatchChange,
    Business,
    Claim,
    ErasedRecord,
    ImportDifference,
    ImportJob,
    ImportProblem,
    Visit,
)
from wadah.apps.registry.redacting import ERASED
from wadah.apps.validation.models import Document, PaperDraft

logger = logging.getLogger("wadah.retention")
NOTICE_DAYS = 30
Found = QuerySet[Any] | Sequence[Path]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of the table (or a part of it): what is due, and what is done."""

    name: str
    find: Callable[[datetime], Found]
    act: Callable[[Any, datetime], int]


def act_on_retention(now: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """Carry out every rule; how many rows each touched, or would touch.

    Each rule is a transaction of its own: one that fails keeps no other from acting.
    """
    counts: dict[str, int] = {}
    failed = 0
    for rule in RULES:
        if dry_run:
            counts[rule.name] = _count(rule.find(now))
            continue
        try:
            with transaction.atomic():
                counts[rule.name] = rule.act(rule.find(now), now)
        except Exception:  # whatever it is, the next rule has to act
            logger.exception("retention failed", extra={"rule": rule.name})
            failed += 1
    if not dry_run:
        _write_down(counts, failed)
    return counts


def _write_down(counts: dict[str, int], failed: int) -> None:
    done = {name: count for name, count in counts.items() if count}
    if failed:
        done["failed"] = failed
    if done:
        write_audit_row(
            actor=make_local_administrator(),
            verb="retention.acted",
            target=DataRequest(pk=0),
            after=done,
        )


def _count(found: Found) -> int:
    return found.count() if isinstance(found, QuerySet) else len(found)


def _before(code: str, now: datetime) -> datetime:
    return now - timedelta(days=days_of(code))


def _delete(found: QuerySet[Any], now: datetime) -> int:
    count = found.count()
    found.delete()
    return count


def _update(**values: object) -> Callable[[QuerySet[Any], datetime], int]:
    def act(found: QuerySet[Any], now: datetime) -> int:
        return found.update(**values)

    return act


def _sign_ins(now: datetime) -> QuerySet[Any]:
    living = Session.objects.filter(expire_date__gt=now).values("session_key")
    return SignIn.objects.exclude(session_key__in=living)


def _bodies(now: datetime) -> QuerySet[Any]:
    return OutboxMessage.objects.filter(
        created_at__lt=_before("message_bodies", now)
    ).exclude(Q(state=OutboxMessage.State.WAITING) | Q(body=""))


def _invitations(now: datetime) -> QuerySet[Any]:
    since = _before("invitations", now)
    ended = (
        Q(accepted_at__lt=since)
        | Q(withdrawn_at__lt=since)
        | Q(accepted_at__isnull=True, expires_at__lt=since)
    )
    return Invitation.objects.filter(ended).exclude(name="", login="")


def _visits(now: datetime) -> QuerySet[Any]:
    """Of businesses whose last consent was withdrawn a year ago."""
    last = timezone.localdate(_before("visits", now))
    ended = (
        Business.objects.annotate(last_withdrawn=Max("consents__withdrawn_on"))
        .filter(last_withdrawn__lt=last)
        .exclude(consents__withdrawn_on__isnull=True, consents__isnull=False)
    )
    return Visit.objects.filter(business__in=ended.values("pk"))


def _originals(now: datetime) -> QuerySet[Any]:
    return Business.objects.filter(
        batch__loaded_at__lt=_before("import_cells", now)
    ).exclude(original={})


def _old_marks(now: datetime) -> QuerySet[Any]:
    return ErasedRecord.objects.filter(
        erased_on__lt=timezone.localdate(_before("erased_marks", now))
    )


def _papers(now: datetime) -> QuerySet[Any]:
    return Document.objects.filter(
        added_at__lt=_before("papers", now), product__in=Deal.objects.values("product")
    )


def _proofs(now: datetime) -> QuerySet[Any]:
    old = DealRung.objects.filter(recorded_at__lt=_before("deals", now))
    return old.exclude(proof=ERASED)


def _remove_with_file(column: str) -> Callable[[QuerySet[Any], datetime], int]:
    def act(found: QuerySet[Any], now: datetime) -> int:
        _drop_files(found, column)
        return _delete(found, now)

    return act


def _drop_files(found: QuerySet[Any], column: str) -> None:
    for name in found.exclude(**{column: ""}).values_list(column, flat=True):
        transaction.on_commit(_remover(name))


def _remover(name: str) -> Callable[[], None]:
    return lambda: default_storage.delete(name)


def _empty_claims(found: QuerySet[Any], now: datetime) -> int:
    _drop_files(found, "paper")
    return found.update(paper="", note="")


def _empty_proofs(found: QuerySet[Any], now: datetime) -> int:
    _drop_files(found, "proof_file")
    return found.update(proof=ERASED, proof_file="")


def _claims(now: datetime) -> QuerySet[Any]:
    old = Claim.objects.filter(decided_at__lt=_before("claims", now))
    return old.exclude(paper="", note="")


def _import_folders(now: datetime) -> Sequence[Path]:
    root: Path = settings.WADAH_HOME / "uploads" / "imports"
    oldest = _before("import_files", now).timestamp()
    return [path for path in root.glob("*") if path.stat().st_mtime < oldest]


def _remove_folders(found: Sequence[Path], now: datetime) -> int:
    for path in found:
        shutil.rmtree(path, ignore_errors=True)
    return len(found)


def _unused_accounts(now: datetime) -> QuerySet[Any]:
    """Nobody signed in for the whole period; those who decide over others apart."""
    since = timezone.localdate(_before("account", now))
    return (
        User.objects.filter(erased_at__isnull=True, is_staff=False)
        .annotate(seen=Coalesce("last_seen_on", TruncDate("created_at")))
        .filter(seen__lt=since)
        .exclude(
            memberships__in=_working_memberships(),
        )
    )


def _working_memberships() -> QuerySet[Any]:
    memberships: Any = User.memberships.rel.related_model
    found: QuerySet[Any] = memberships.objects.filter(
        ended_on__isnull=True, role__in=ROLES_WITH_FACTOR
    )
    return found


def _to_tell(now: datetime) -> QuerySet[Any]:
    return _unused_accounts(now).filter(inactive_told_at__isnull=True)


def _tell(found: QuerySet[Any], now: datetime) -> int:
    people = list(found)
    day = timezone.localdate(now) + timedelta(days=NOTICE_DAYS)
    for person in people:
        write_message(
            to_user=person, purpose="account_inactive", day=day.strftime("%d.%m.%Y")
        )
        User.objects.filter(pk=person.pk).update(inactive_told_at=now)
    return len(people)


def _to_erase(now: datetime) -> QuerySet[Any]:
    told = now - timedelta(days=NOTICE_DAYS)
    return _unused_accounts(now).filter(inactive_told_at__lt=told)


def _erase(found: QuerySet[Any], now: datetime) -> int:
    people = list(found)
    for person in people:
        erase_person(actor=make_local_administrator(), user=person, now=now)
    return len(people)


def _older(manager: Any, column: str, code: str) -> Callable[[datetime], Found]:
    def find(now: datetime) -> QuerySet[Any]:
        found: QuerySet[Any] = manager.filter(**{f"{column}__lt": _before(code, now)})
        return found

    return find


RULES: tuple[Rule, ...] = (
    Rule("sign_in_failures",
         _older(SignInFailure.objects, "at", "sign_in_failures"), _delete),
    Rule("codes", _older(OneTimeCode.objects, "expires_at", "codes"), _delete),
    Rule("sign_ins", _sign_ins, _delete),
    Rule("api_replies", _older(ApiReply.objects, "at", "api_replies"), _delete),
    Rule("message_bodies", _bodies, _update(body="")),
    Rule("messages",
         _older(OutboxMessage.objects.exclude(state="waiting"), "created_at",
                "messages"), _delete),
    Rule("invitations", _invitations, _update(name="", login="")),
    Rule("join_requests",
         _older(JoinRequest.objects, "decided_at", "join_requests"), _delete),
    Rule("data_requests",
         _older(DataRequest.objects, "decided_at", "data_requests"), _delete),
    Rule("exports", _older(PersonalExport.objects, "at", "exports"), _delete),
    Rule("claims", _claims, _empty_claims),
    Rule("visits", _visits, _delete),
    Rule("import_problems",
         _older(ImportProblem.objects, "batch__loaded_at", "import_cells"), _delete),
    Rule("import_differences",
         _older(ImportDifference.objects, "batch__loaded_at", "import_cells"),
         _delete),
    Rule("import_changes",
         _older(BatchChange.objects, "batch__loaded_at", "import_cells"), _delete),
    Rule("import_originals", _originals, _update(original={})),
    Rule("import_files", _import_folders, _remove_folders),
    Rule("import_tickets",
         _older(ImportJob.objects.exclude(ticket=""), "created_at", "import_files"),
         _update(ticket="")),
    Rule("erased_marks", _old_marks, _delete),
    Rule("papers", _papers, _remove_with_file("file")),
    Rule("paper_drafts", _older(PaperDraft.objects, "at", "paper_drafts"),
         _remove_with_file("file")),
    Rule("deals", _proofs, _empty_proofs),
    # Those told long enough ago first: nobody is told and erased in one night.
    Rule("accounts_erased", _to_erase, _erase),
    Rule("accounts_told", _to_tell, _tell),
)  # fmt: skip
