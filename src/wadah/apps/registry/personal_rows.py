"""Where rows about a person lie, in this step and the later ones.

One table serves two: the copy of a person's data and his erasure. The later steps are
named by their labels, so that this step imports none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from django.apps import apps
from django.db.models import Model, Q, QuerySet


class AtErasure(StrEnum):
    """What becomes of a row when the person is erased."""

    REMOVED = "removed"
    EMPTIED = "emptied"  # the row stays, these columns are emptied
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose rows: a person, with the businesses and buyers that are his alone."""

    user_id: int
    business_ids: tuple[int, ...] = ()
    organisation_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonalRows:
    """The rows of one table: by which path they belong to a person."""

    label: str
    user: str = ""
    business: str = ""
    organisation: str = ""
    at_erasure: AtErasure = AtErasure.REMOVED
    emptied: tuple[str, ...] = ()
    # Columns that say nothing to the person or would open a door.
    not_copied: tuple[str, ...] = ()
    is_copied: bool = True
    # Only rows of a product without a deal; those with one are papers of the trade.
    product: str = ""

    @property
    def model(self) -> type[Model]:
        return cast(type[Model], apps.get_model(self.label))

    def select(self, scope: Scope) -> QuerySet[Any]:
        """The rows of the scope."""
        wanted = Q(pk__in=[])
        if self.user:
            wanted |= Q(**{self.user: scope.user_id})
        if self.business and scope.business_ids:
            wanted |= Q(**{f"{self.business}__in": scope.business_ids})
        if self.organisation and scope.organisation_ids:
            wanted |= Q(**{f"{self.organisation}__in": scope.organisation_ids})
        manager: Any = self.model._default_manager
        return cast(QuerySet[Any], manager.filter(wanted))


_E, _S = AtErasure.EMPTIED, AtErasure.STAYS
ROWS: tuple[PersonalRows, ...] = (
    PersonalRows("accounts.SignIn", "user", not_copied=("session_key",)),
    PersonalRows("accounts.SecondFactor", "user", not_copied=("secret", "last_step")),
    PersonalRows("accounts.RecoveryCode", "user", not_copied=("code_hash",)),
    PersonalRows("accounts.OneTimeCode", "user", not_copied=("code_hash",)),
    PersonalRows("accounts.ApiToken", "membership__user", not_copied=("token_hash",)),
    PersonalRows("accounts.JoinRequest", "user"),
    # A body that still waits may hold a code for a number that is not proved yet.
    PersonalRows("accounts.OutboxMessage", "to_user", not_copied=("body",)),
    PersonalRows(
        "accounts.Invitation", "accepted_by", at_erasure=_E,
        emptied=("name", "login"), not_copied=("token_hash",),
    ),
    PersonalRows("requirements.RuleNotice", "user"),
    PersonalRows("requirements.RuleFollow", "user"),
    PersonalRows("matching.SavedSearch", "user"),
    PersonalRows("matching.RequestNotice", "user"),
    PersonalRows("matching.RequestView", "user"),
    PersonalRows("accounts.Membership", "user", at_erasure=_S),
    PersonalRows(
        "accounts.DataRequest", "user", at_erasure=_E, emptied=("text", "answer")
    ),
    PersonalRows("accounts.PersonalExport", "user", at_erasure=_E, emptied=("reason",)),
    PersonalRows(
        "registry.Consent", business="business", at_erasure=_E,
        emptied=("given_by", "held_phone", "read_out"),
    ),
    PersonalRows("registry.Person", business="business",
                 not_copied=("nik_fingerprint",)),
    PersonalRows("registry.Site", business="business"),
    PersonalRows("registry.GroupMember", business="business", at_erasure=_S),
    PersonalRows("registry.Visit", business="business"),
    PersonalRows("registry.StatedCertificate", business="business"),
    PersonalRows("registry.Claim", "user", "business", not_copied=("code_hash",)),
    PersonalRows("registry.BatchChange", business="business"),
    PersonalRows("registry.ImportDifference", business="business"),
    PersonalRows("registry.PossibleDuplicate", business="first", is_copied=False),
    PersonalRows("registry.PossibleDuplicate", business="second", is_copied=False),
    PersonalRows(
        "registry.Merge", business="kept", at_erasure=_E,
        emptied=("before", "after", "reason"),
    ),
    PersonalRows(
        "registry.Merge", business="absorbed", at_erasure=_E,
        emptied=("before", "after", "reason"), is_copied=False,
    ),
    PersonalRows("validation.PaperDraft", "by", "business", not_copied=("file",)),
    PersonalRows("validation.RegisterCheck", business="document__business",
                 product="document__product", not_copied=("screenshot",)),
    PersonalRows("validation.CertificateAudit", business="document__business",
                 product="document__product"),
    PersonalRows("validation.CertificateState", business="document__business",
                 product="document__product"),
    PersonalRows("validation.Document", business="business", product="product",
                 not_copied=("file",)),
    PersonalRows("registry.ProductPhoto", business="product__business",
                 not_copied=("file", "small")),
    PersonalRows("registry.ProductionStep", business="product__business"),
    PersonalRows("registry.RawMaterial", business="product__business", at_erasure=_E,
                 emptied=("supplier",)),
    PersonalRows("registry.Lot", business="product__business", at_erasure=_S),
    PersonalRows("registry.CapacityMonth", business="product__business",
                 at_erasure=_E, emptied=("verified_how",)),
    PersonalRows("registry.LedgerEntry", business="product__business",
                 at_erasure=_E, emptied=("how", "evidence")),
    PersonalRows("registry.StockCount", business="product__business", at_erasure=_S),
    PersonalRows("registry.ProductionTerms", business="product__business"),
    PersonalRows("registry.HarvestMonth", business="product__business"),
    PersonalRows("registry.Downtime", business="business"),
    # A sheet that is out cannot be called back: here it is removed, and a check of it
    # no longer says that it holds.
    PersonalRows("validation.ValidationSheet",
                 business="decision__case__product__business",
                 product="decision__case__product", not_copied=("file",)),
    PersonalRows("validation.LabReport", business="lot__product__business",
                 at_erasure=_E, emptied=("sampled_by",)),
    PersonalRows("validation.LotResult", business="lot__product__business",
                 at_erasure=_S),
    PersonalRows("validation.Case", business="product__business", at_erasure=_E,
                 emptied=("parties",)),
    PersonalRows("validation.CaseVerdict", business="case__product__business",
                 at_erasure=_S),
    PersonalRows("validation.CaseAnswer", business="case__product__business",
                 at_erasure=_S),
    PersonalRows("validation.CaseDecision", business="case__product__business",
                 at_erasure=_E,
                 emptied=("check_note", "decision_note", "revoked_reason")),
    PersonalRows("validation.CaseMove", business="case__product__business",
                 at_erasure=_E, emptied=("note",)),
    PersonalRows("validation.CaseQuestion", business="case__product__business",
                 at_erasure=_E, emptied=("text", "answer")),
    # What checkers wrote for one another; the business reads its advice on the case.
    PersonalRows("validation.CaseNote", business="case__product__business",
                 is_copied=False),
    PersonalRows("validation.CaseFlag", business="case__product__business",
                 at_erasure=_E, emptied=("reason", "lift_note"), is_copied=False),
    PersonalRows("validation.CaseVisitPhoto", business="visit__case__product__business",
                 not_copied=("file",)),
    PersonalRows("validation.CaseVisit", business="case__product__business"),
    PersonalRows("matching.Promise", business="product__business", at_erasure=_S),
    # Who looked up how to reach whom is told to both.
    PersonalRows("matching.ContactLook", "by", "answer__business",
                 "answer__request__buyer__organisation", at_erasure=_S),
    PersonalRows("matching.RequestAnswer", business="business", at_erasure=_E,
                 emptied=("message", "reason")),
    PersonalRows("matching.RequestMessage", "by", "business",
                 not_copied=("file", "sha256")),
    PersonalRows("matching.RequestMove", "by", "",
                 "request__buyer__organisation", at_erasure=_E, emptied=("note",)),
    PersonalRows("matching.ShortlistEntry", "said_by", "",
                 "shortlist__request__buyer__organisation", at_erasure=_E,
                 emptied=("words",), not_copied=("score", "parts")),
    PersonalRows("matching.PooledShare", business="product__business", at_erasure=_E,
                 emptied=("reason",)),
    PersonalRows("matching.BuyerContact", organisation="buyer__organisation"),
    PersonalRows("matching.BuyerProof", organisation="buyer__organisation",
                 not_copied=("file", "sha256")),
    PersonalRows("matching.NameHit", organisation="diligence__buyer__organisation",
                 is_copied=False),
    PersonalRows("matching.DueDiligence", organisation="buyer__organisation",
                 at_erasure=_E, emptied=("reason",), is_copied=False),
    PersonalRows("matching.BuyerReport", organisation="buyer__organisation",
                 at_erasure=_E, emptied=("asked_of", "said"), is_copied=False),
    PersonalRows("matching.Buyer", organisation="organisation", at_erasure=_E,
                 emptied=("name", "contact_name", "email")),
    PersonalRows("matching.BuyerRequest", organisation="buyer__organisation",
                 at_erasure=_E, emptied=("words",)),
    PersonalRows("meetings.Meeting", business="product__business", at_erasure=_E,
                 emptied=("notes", "next_step", "next_step_owner")),
    PersonalRows("meetings.Wish", "", "of__business", "of__buyer__organisation"),
    PersonalRows("meetings.Participant", "", "business", "buyer__organisation",
                 at_erasure=_S, not_copied=("door_code",)),
    PersonalRows("exports.Deal", business="product__business", at_erasure=_S),
    PersonalRows("exports.DealRung", business="deal__product__business",
                 at_erasure=_S, not_copied=("proof_file",)),
    PersonalRows("registry.Product", business="business", at_erasure=_E,
                 emptied=("about",)),
)  # fmt: skip

# Tables with a key to a person or a personal column that a copy leaves out.
_DEED = "what a person did at work for others; the audit rows of the copy name it"
NOT_COPIED: dict[str, str] = {
    "accounts.User": "copied first, column by column",
    "accounts.Organisation": "a business, a buyer, an office: the rows of these say it",
    "accounts.AuditRow": "copied last, with what was done to the person's rows",
    "accounts.SignInFailure": "a keyed mark that nobody can read back, kept for a day",
    "accounts.ApiReply": "what the person's own program was answered, kept for a day",
    "accounts.Breach": _DEED,
    "operations.Run": _DEED,
    "registry.Business": "copied first, for whoever owns it",
    "registry.ImportBatch": _DEED,
    "registry.ImportJob": _DEED,
    "registry.RowImport": _DEED,
    "registry.ImportProblem": "cells of rows that became no record and bear no key",
    "registry.PossibleDuplicate": "a guess about two records, one of another person",
    "registry.ErasedRecord": "keyed marks that nobody can read back",
    "requirements.RuleFlag": _DEED,
    "requirements.RuleChangeSet": _DEED,
    "validation.CaseNote": "checkers among themselves; their advice stands on the case",
    "validation.CaseFlag": "checkers among themselves; their advice stands on the case",
    "validation.StepFigure": _DEED,
    "validation.Sweep": _DEED,
    "validation.SweepOrder": _DEED,
    "meetings.Event": _DEED,
    "meetings.EventTimetable": _DEED,
    "matching.Shortlist": _DEED,
    "matching.PooledOffer": _DEED,
    "matching.NameList": _DEED,
    "matching.ListedName": "public lists of names",
    "matching.NameHit": "a check against fraud, void once its subject reads it",
    "matching.DueDiligence": "a check against fraud, void once its subject reads it",
    "matching.BuyerReport": "what third persons said in confidence",
}
