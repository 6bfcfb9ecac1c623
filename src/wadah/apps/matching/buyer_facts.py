"""Gathers what is known of a buyer into the values that core judges."""

from __future__ import annotations

from datetime import date
from typing import Any

from wadah.apps.matching.models import (
    Buyer,
    BuyerProof,
    BuyerReport,
    DueDiligence,
    ListedName,
    NameHit,
    NameList,
)
from wadah.core.matching.buyer_risk import (
    BuyerFacts,
    FlagFound,
    Weight,
    find_flags,
)
from wadah.core.matching.like_names import find_like, plain_name
from wadah.core.values import Text, Truth


def gather_facts(diligence: DueDiligence, as_of: date) -> BuyerFacts:
    """What the record, its papers, reports and decided names say on a day."""
    buyer = diligence.buyer
    living = buyer.contacts.filter(withdrawn_on__isnull=True)
    addresses = [buyer.email, *living.values_list("email", flat=True)]
    reports = buyer.reports.exclude(finding="")
    past = buyer.reports.filter(
        kind=BuyerReport.Kind.PAST_DEAL, days_late__isnull=False
    )
    return BuyerFacts(
        as_of=as_of,
        country=buyer.country_id,
        kind=buyer.kind,
        emails=tuple(one for one in addresses if one),
        website=buyer.website,
        established_on=buyer.established_on,
        bank_country=diligence.bank_country,
        domain_registered_on=diligence.domain_registered_on,
        asks_private_originals=diligence.asks_private_originals,
        has_overpaid=diligence.has_overpaid,
        is_in_company_register=diligence.is_in_company_register,
        has_role_proof=has_role_proof(buyer, as_of),
        has_lists=NameList.objects.filter(is_current=True).exists(),
        listed=_states(diligence, of_list=True),
        like_names=_states(diligence, of_list=False),
        reports=tuple(reports.values_list("finding", flat=True)),
        days_late=tuple(days for days in past.values_list("days_late", flat=True)
                        if days is not None),
    )  # fmt: skip


def has_role_proof(buyer: Buyer, as_of: date) -> bool:
    """A proof of the role that a second person checked and that has not run out."""
    proofs = buyer.proofs.filter(
        kind=BuyerProof.Kind.ROLE, checked_on__isnull=False
    ).exclude(expires_on__lt=as_of)
    return proofs.exists()


def refresh_flags(diligence: DueDiligence, as_of: date) -> tuple[FlagFound, ...]:
    """Ask the rules again and keep what they say in the row, not saved."""
    flags = find_flags(gather_facts(diligence, as_of))
    diligence.flags = [flag_json(flag) for flag in flags]
    return flags


def search_names(diligence: DueDiligence) -> int:
    """Look the buyer's names up; what was decided stays. Gives the new hits."""
    buyer = diligence.buyer
    people = buyer.contacts.filter(withdrawn_on__isnull=True)
    names = dict.fromkeys(
        [buyer.name, buyer.contact_name, *people.values_list("name", flat=True)]
    )
    names.pop("", None)
    listed = list(
        ListedName.objects.filter(list__is_current=True).values_list(
            "pk", "search_name"
        )
    )
    others = list(
        Buyer.objects.exclude(pk=buyer.pk).order_by("pk").values_list("pk", "name")
    )
    new = 0
    for name in names:
        plain = plain_name(name)
        for place, score in find_like(plain, [text for _, text in listed]):
            new += _keep_hit(diligence, name, score, listed_id=listed[place][0])
    # Another buyer is looked for by the name of the company alone.
    plain_others = [plain_name(name) for _, name in others]
    for place, score in find_like(plain_name(buyer.name), plain_others):
        new += _keep_hit(diligence, buyer.name, score, other_buyer_id=others[place][0])
    return new


def _keep_hit(diligence: DueDiligence, searched: str, score: int, **key: Any) -> bool:
    _, is_new = NameHit.objects.get_or_create(
        diligence=diligence, **key,
        defaults={"searched": searched[:200], "likeness": score},
    )  # fmt: skip
    return is_new


def _states(diligence: DueDiligence, *, of_list: bool) -> tuple[str, ...]:
    hits = diligence.hits.all()
    if of_list:
        hits = hits.filter(listed__list__is_current=True)
    else:
        hits = hits.filter(other_buyer__isnull=False)
    return tuple(hits.order_by("pk").values_list("state", flat=True))


def flag_json(flag: FlagFound) -> dict[str, Any]:
    return {
        "code": flag.code,
        "sentence": flag.sentence.as_json(),
        "weight": flag.weight.value,
        "truth": flag.truth.value,
        "reason": flag.reason.as_json(),
    }


def read_flags(diligence: DueDiligence) -> tuple[FlagFound, ...]:
    """What the rules said when they were last asked."""
    return tuple(
        FlagFound(
            code=row["code"],
            sentence=Text(**row["sentence"]),
            weight=Weight(row["weight"]),
            truth=Truth(row["truth"]),
            reason=Text(**row["reason"]),
        )
        for row in diligence.flags
    )
