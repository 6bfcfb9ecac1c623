"""The list of claims leaves Wadah; that it did is written down."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wadah.apps.accounts.actions.record_personal_export import record_personal_export
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import require
from wadah.apps.registry.models import Claim
from wadah.apps.registry.process_rules import LIST_LEAVES_IN_PARTS
from wadah.apps.registry.queries.claims import ClaimFilter, list_claims

MOST_ROWS = 5000


@transaction.atomic
def export_claims(
    *, actor: Actor, wanted: ClaimFilter, file_format: str
) -> list[list[object]]:
    """The claims that fit, a heading first; no number of anybody is in it.

    `record_personal_export` writes the audit row (write_audit_row) of it. Raises
    `Absent`, `ExportLimitReached` or `Refused` (REG-05).
    """
    if actor.role not in (Role.OFFICER, Role.ADMINISTRATOR):
        raise Absent("claims")
    found = list(list_claims(actor, wanted)[: MOST_ROWS + 1])
    require(len(found) <= MOST_ROWS, LIST_LEAVES_IN_PARTS)
    head: list[object] = [
        _("Claimed on"), _("Business"), _("Village"), _("Claimant"), _("Proof"),
        _("Agrees"), _("State"), _("Decided on"), _("Reason"),
    ]  # fmt: skip
    record_personal_export(
        actor=actor,
        what="claims",
        rows=len(found),
        columns=[str(label) for label in head],
        details={
            "format": file_format,
            "state": wanted.state,
            "proof": wanted.proof,
        },
    )
    return [head, *map(_row, found)]


def _row(claim: Claim) -> list[object]:
    agrees = {True: _("yes"), False: _("no"), None: ""}
    return [
        f"{timezone.localdate(claim.asked_at)}",
        claim.business.name,
        claim.business.village,
        claim.user.name,
        claim.get_proof_display(),
        agrees[claim.proof_agrees],
        claim.get_state_display(),
        f"{timezone.localdate(claim.decided_at)}" if claim.decided_at else "",
        claim.reason,
    ]
