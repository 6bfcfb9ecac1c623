"""A person is erased: what goes, what is emptied, what has to stay.

After it no column names him, but for the papers of deals, which the law keeps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import CharField, FileField, JSONField, Q, QuerySet, TextField
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actions.set_second_factor import forget_factor
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import (
    ApiReply,
    AuditRow,
    Invitation,
    Organisation,
    OutboxMessage,
    User,
)
from wadah.apps.accounts.process_rules import require
from wadah.apps.accounts.sessions import end_sessions
from wadah.apps.registry.counting import keep_counts
from wadah.apps.registry.importing.erased import remember_erased
from wadah.apps.registry.models import Business, Consent, ImportProblem, Person, Product
from wadah.apps.registry.personal_rows import ROWS, AtErasure, PersonalRows, Scope
from wadah.apps.registry.process_rules import ERASED_BY_DECISION
from wadah.apps.registry.product_index import index_products
from wadah.apps.registry.queries.personal_data import (
    find_scope,
    list_what_must_stay,
    may_decide_about,
)
from wadah.apps.registry.redacting import ERASED, make_pattern, redact

Pattern = re.Pattern[str] | None
# Papers of deals stay as they are; nothing is taken out of their words.
_PAPERS = frozenset(
    {
        "exports.Deal",
        "exports.DealRung",
        "validation.Document",
        "validation.ValidationSheet",
    }
)
# These may not be empty.
_NAMED = frozenset({"name", "next_step_owner"})
_OF_BUSINESS: dict[str, object] = {
    "owner_name": "", "phone": "", "email": "", "street": "", "village": "",
    "nib": "", "nib_fingerprint": "", "npwp": "", "npwp_fingerprint": "",
    "about": "", "original": {}, "source_key": "", "content_hash": "",
    "is_published": False,
}  # fmt: skip


@transaction.atomic
def erase_person(*, actor: Actor, user: User, now: datetime) -> dict[str, int]:
    """Erase the person; counts by table and fate, which hold no personal data.

    He does it himself where nothing has to stay; else an administrator does, or an
    officer who cares for his business. Raises `Absent` or `Refused` (REG-30).
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    is_self = actor.user_id == user.pk
    if user.erased_at is not None or not (is_self or may_decide_about(actor, user)):
        raise Absent(f"person {user.pk}")
    require(not is_self or not list_what_must_stay(user), ERASED_BY_DECISION)
    scope = find_scope(user)
    pattern = make_pattern(_identifiers(user, scope))
    targets = _list_targets(user, scope)
    counts: Counter[str] = Counter()
    end_sessions(list(user.sign_ins.all()))
    with keep_counts(*scope.business_ids):
        _leave_shared_records(user, scope, pattern)
        for rows in ROWS:
            _treat(rows, scope, pattern, counts)
        _empty_businesses(scope, pattern)
    index_products(
        Product.objects.filter(business__in=scope.business_ids).values_list(
            "pk", flat=True
        )
    )
    counts["audit rows emptied"] = _redact_audit(user, scope, targets, pattern, now)
    _redact_elsewhere(user, pattern)
    _empty_account(user, now)
    write_audit_row(
        actor=actor,
        verb="person.erased",
        target=user,
        after=dict(sorted(counts.items())),
    )
    return dict(counts)


def _identifiers(user: User, scope: Scope) -> list[str]:
    """Everything that names the person or a business that is his alone."""
    found = [user.login, user.name, user.email, user.phone]
    for row in Business.objects.filter(pk__in=scope.business_ids):
        found += [row.name, row.search_name, row.owner_name, row.phone, row.email,
                  row.nib, row.npwp, row.street]  # fmt: skip
    for person in Person.objects.filter(business__in=scope.business_ids):
        found += [person.name, person.phone, person.email, person.nik]
    for consent in Consent.objects.filter(business__in=scope.business_ids):
        found += [consent.given_by, consent.held_phone]
    found += Organisation.objects.filter(pk__in=scope.organisation_ids).values_list(
        "name", flat=True
    )
    return [text for text in found if text and ERASED not in text]


def _list_targets(user: User, scope: Scope) -> set[tuple[str, str]]:
    """Kind and key of every row about him, as the audit trail names them."""
    targets = {("accounts.user", str(user.pk))}
    targets |= {("registry.business", str(pk)) for pk in scope.business_ids}
    targets |= {("accounts.organisation", str(pk)) for pk in scope.organisation_ids}
    for rows in ROWS:
        kind = rows.model._meta.label_lower
        targets |= {
            (kind, str(pk)) for pk in rows.select(scope).values_list("pk", flat=True)
        }
    return targets


def _treat(
    rows: PersonalRows, scope: Scope, pattern: Pattern, counts: Counter[str]
) -> None:
    found = rows.select(scope)
    if rows.at_erasure is AtErasure.REMOVED:
        if rows.product:
            deals: Any = apps.get_model("exports.Deal")._default_manager
            traded = deals.filter(product__business__in=scope.business_ids)
            stays = Q(**{f"{rows.product}__in": traded.values("product")})
            counts[f"{rows.label} stays"] += found.filter(stays).count()
            found = found.exclude(stays)
        keys = list(found.values_list("pk", flat=True))
        chosen: QuerySet[Any] = found.model._default_manager.filter(pk__in=keys)
        _remove_files(chosen)
        counts[f"{rows.label} removed"] += len(keys)
        chosen.delete()
        return
    if rows.at_erasure is AtErasure.EMPTIED:
        values = {name: _empty(rows, name) for name in rows.emptied}
        counts[f"{rows.label} emptied"] += found.update(**values)
    else:
        counts[f"{rows.label} stays"] += found.count()
    if rows.label not in _PAPERS:
        _redact_rows(found, pattern)


def _empty(rows: PersonalRows, column: str) -> object:
    if column in _NAMED:
        return ERASED
    field = rows.model._meta.get_field(column)
    return field.get_default() if isinstance(field, JSONField) else ""


def _redact_rows(found: QuerySet[Any], pattern: Pattern) -> None:
    """Take the person out of every text and JSON of the rows."""
    columns = [
        field.name
        for field in found.model._meta.concrete_fields
        if isinstance(field, (CharField, TextField, JSONField))
        and not isinstance(field, FileField)
        and not field.choices
    ]
    for row in found:
        changed = {}
        for name in columns:
            old = getattr(row, name)
            new = redact(old, pattern)
            if new != old:
                changed[name] = new
        if changed:
            found.model._default_manager.filter(pk=row.pk).update(**changed)


def _remove_files(found: QuerySet[Any]) -> None:
    """The files of rows that go; only once the transaction stands."""
    for field in found.model._meta.concrete_fields:
        if isinstance(field, FileField):
            for name in found.values_list(field.name, flat=True):
                if name:
                    transaction.on_commit(partial(default_storage.delete, name))


def _empty_businesses(scope: Scope, pattern: Pattern) -> None:
    """The record stays as a figure: place, branch and size, and no name."""
    businesses = list(Business.objects.filter(pk__in=scope.business_ids))
    remember_erased(businesses, timezone.localdate())
    for row in businesses:
        for name, value in _OF_BUSINESS.items():
            setattr(row, name, value)
        row.name = f"{ERASED} {row.pk}"
        row.search_name = f"dihapus {row.pk}"
        row.made = redact(row.made, pattern)
        row.save()
    _redact_problems(scope, pattern)
    today = timezone.localdate()
    Consent.objects.filter(
        business__in=scope.business_ids, withdrawn_on__isnull=True
    ).update(withdrawn_on=today)
    Organisation.objects.filter(pk__in=scope.organisation_ids).update(name=ERASED)


def _redact_problems(scope: Scope, pattern: Pattern) -> None:
    """Cells of the lists from which the records came."""
    batches = Business.objects.filter(
        pk__in=scope.business_ids, batch__isnull=False
    ).values("batch")
    _redact_rows(ImportProblem.objects.filter(batch__in=batches), pattern)


def _leave_shared_records(user: User, scope: Scope, pattern: Pattern) -> None:
    """A business for which others act goes on without him."""
    shared = Business.objects.filter(organisation__memberships__user=user).exclude(
        pk__in=scope.business_ids
    )
    own = {text.casefold() for text in (user.name, user.email, user.phone) if text}
    for row in shared.distinct():
        for name in ("owner_name", "phone", "email"):
            if getattr(row, name).casefold() in own:
                setattr(row, name, "")
        row.original = redact(row.original, pattern)
        row.save()
        for person in row.people.all():
            if {person.name.casefold(), person.phone, person.email} & own:
                person.delete()


def _redact_audit(
    user: User, scope: Scope, targets: Iterable[tuple[str, str]], pattern: Pattern,
    now: datetime,
) -> int:  # fmt: skip
    """Values of the trail; who, when, what and on which row stays for good."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in targets:
        by_kind.setdefault(kind, []).append(key)
    wanted = Q(actor=user) | Q(acting_for__in=scope.organisation_ids)
    for kind, keys in by_kind.items():
        wanted |= Q(target_kind=kind, target_id__in=keys)
    # What can be nobody else's is looked for in the whole trail.
    for text in {user.login, user.email, user.phone} - {""}:
        wanted |= Q(before__icontains=text) | Q(after__icontains=text)
    count = 0
    for row in AuditRow.objects.filter(wanted):
        before, after = redact(row.before, pattern), redact(row.after, pattern)
        if (before, after) != (row.before, row.after):
            count += AuditRow.objects.filter(pk=row.pk).update(
                before=before, after=after, redacted_at=now
            )
    return count


def _redact_elsewhere(user: User, pattern: Pattern) -> None:
    """Messages to others, invitations of him, and the log of the plain admin."""
    # Kept for a day to be repeated, encrypted: whom they name cannot be looked up.
    ApiReply.objects.all().delete()
    for text in {user.name, user.login, user.email, user.phone} - {""}:
        _redact_rows(OutboxMessage.objects.filter(subject__icontains=text), pattern)
    Invitation.objects.filter(
        login__in={user.login, user.email, user.phone} - {""}
    ).update(login=ERASED, name=ERASED)
    _redact_rows(
        LogEntry.objects.filter(Q(user_id=user.pk) | Q(object_id=str(user.pk))), pattern
    )


def _empty_account(user: User, now: datetime) -> None:
    """The row stays: the audit trail points at it."""
    forget_factor(user)
    user.memberships.filter(ended_on__isnull=True).update(
        ended_on=timezone.localdate(now)
    )
    user.login = f"erased-{user.pk}"
    user.name, user.email, user.phone = ERASED, "", ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at = now
    user.set_unusable_password()
    user.save()
