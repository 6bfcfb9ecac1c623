"""What is kept about a person: his scope, a copy of it, what would have to stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow, Membership, Role, User
from wadah.apps.registry.models import Business
from wadah.apps.registry.personal_rows import ROWS, Scope
from wadah.apps.registry.queries.business import visible_businesses
from wadah.core.values import Text

Row = dict[str, object]
_USER_COLUMNS = (
    "login", "name", "email", "phone", "language", "created_at", "confirmed_at",
    "last_login", "last_seen_on", "factor_set_at",
)  # fmt: skip
_NOT_OF_BUSINESS = frozenset({"search_name", "nib_fingerprint", "npwp_fingerprint",
                              "content_hash"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MustStay:
    """Rows that an erasure leaves, with the reason."""

    reason: Text
    count: int


def find_scope(user: User) -> Scope:
    """The person, and the organisations that nobody else acts for, with their records.

    Records that were merged into such a record belong to it.
    """
    alone = [
        entry.organisation_id
        for entry in user.memberships.all()
        if not Membership.objects.filter(
            organisation_id=entry.organisation_id, ended_on__isnull=True
        )
        .exclude(user=user)
        .exists()
        and entry.role in (Role.OWNER, Role.STAFF, Role.BUYER)
    ]
    found = set(
        Business.objects.filter(organisation_id__in=alone).values_list("pk", flat=True)
    )
    fresh = found
    while fresh:
        fresh = set(
            Business.objects.filter(merged_into__in=fresh).values_list("pk", flat=True)
        )
        found |= fresh
    return Scope(user.pk, tuple(sorted(found)), tuple(sorted(set(alone))))


def list_what_must_stay(user: User) -> list[MustStay]:
    """What an erasure may not take: deals with their papers."""
    scope = find_scope(user)
    deals: Any = apps.get_model("exports.Deal")._default_manager
    count = deals.filter(
        Q(product__business__in=scope.business_ids)
        | Q(request__buyer__organisation__in=scope.organisation_ids)
    ).count()
    return [MustStay(_DEALS, count)] if count else []


def may_decide_about(actor: Actor, user: User) -> bool:
    """An administrator; an officer who cares for a business of the person."""
    if actor.role is Role.ADMINISTRATOR:
        return True
    if actor.role is not Role.OFFICER or user.pk == actor.user_id:
        return False
    own = find_scope(user).business_ids
    return visible_businesses(actor).filter(pk__in=own).exists()


def copy_personal_data(actor: Actor) -> dict[str, list[Row]]:
    """Everything about the person himself, by table. Raises `Absent`.

    The record of a business is in it for its owner; a member of staff gets what is
    about himself.
    """
    user = User.objects.filter(pk=actor.user_id or 0).first()
    if user is None:
        raise Absent("person")
    scope = find_owned_scope(user)
    copied: dict[str, list[Row]] = {
        "accounts.User": [{name: _plain(getattr(user, name)) for name in _USER_COLUMNS}]
    }
    businesses = Business.objects.filter(pk__in=scope.business_ids)
    copied["registry.Business"] = [
        _read(row, _NOT_OF_BUSINESS) for row in businesses.order_by("pk")
    ]
    for rows in ROWS:
        if rows.is_copied:
            found = rows.select(scope).order_by("pk")
            copied[rows.label] = [
                _read(row, frozenset(rows.not_copied)) for row in found
            ]
    copied["accounts.AuditRow"] = _copy_audit(user, scope)
    return {name: part for name, part in copied.items() if part}


def find_owned_scope(user: User) -> Scope:
    """The businesses and buyers that he owns, whoever else acts for them."""
    owned = user.memberships.filter(
        ended_on__isnull=True, role__in=(Role.OWNER, Role.BUYER)
    )
    organisations = tuple(owned.values_list("organisation_id", flat=True))
    businesses = Business.objects.filter(organisation_id__in=organisations)
    return Scope(user.pk, tuple(businesses.values_list("pk", flat=True)), organisations)


def _copy_audit(user: User, scope: Scope) -> list[Row]:
    """What others and he did on his rows; of his own deeds elsewhere only the verb."""
    own = Q(target_kind="accounts.user", target_id=str(user.pk)) | Q(
        target_kind="registry.business",
        target_id__in=[str(pk) for pk in scope.business_ids],
    )
    rows = AuditRow.objects.filter(Q(actor=user) | own).order_by("at", "pk")
    inside = set(AuditRow.objects.filter(own).values_list("pk", flat=True))
    return [
        {
            "at": _plain(row.at),
            "verb": row.verb,
            "target": f"{row.target_kind} {row.target_id}",
            "by_me": row.actor_id == user.pk,
            "before": row.before if row.pk in inside else {},
            "after": row.after if row.pk in inside else {},
        }
        for row in rows
    ]


def _read(row: Model, left_out: frozenset[str]) -> Row:
    return {
        field.name: _plain(_value(row, field))
        for field in row._meta.concrete_fields
        if field.name not in left_out
    }


def _value(row: Model, field: Field[Any, Any]) -> object:
    """Of another row its key, except places and families: these have names."""
    if isinstance(field, ForeignKey):
        return getattr(row, field.attname)
    return getattr(row, field.name)


def _plain(value: object) -> object:
    """As JSON takes it."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if value is None or isinstance(value, (str, int, float, bool, list, dict)):
        return value
    return str(value)


_DEALS = Text(
    "Transaksi ekspor dengan bukti dan dokumennya: dokumen perusahaan, disimpan 10 "
    "tahun (UU 8/1997).",
    "Export deals with their proofs and papers: papers of the trade, kept for 10 years "
    "(Law 8/1997).",
)
