"""Who can fill an item, how well, and what the others lack."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from wadah.core.matching.certificates import certificate_constraint, has_certificate
from wadah.core.matching.constraints import (
    CHECKS,
    Asked,
    family,
    is_comparable,
    written,
)
from wadah.core.matching.outcome import Constraint, Match, MatchResult, Refusal
from wadah.core.matching.request import Offer, Request, RequestItem, Window
from wadah.core.matching.specs import (
    EFFORT,
    NEUTRAL,
    LotJudgement,
    best_lot,
    spec_constraints,
)
from wadah.core.values import Text, Verdict

# Weights of the score, a convention of this project: what cannot be mended quickly
# (quality of the lot, volume) weighs more than what can.
QUALITY, VOLUME, READINESS, PAPERS = 0.4, 0.3, 0.2, 0.1
_OTHER_EFFORT = 5


def match(
    item: RequestItem, offers: Iterable[Offer], *, terms: Request, window: Window
) -> MatchResult:
    """Split offers into those that can fill the item alone and the others.

    Parameters
    ----------
    item
        What is asked for.
    offers
        Products with capacity, lots and papers.
    terms
        The request the item belongs to: destination, price, payment, exclusions.
    window
        Months in which the goods may come; a paper must hold until its last day.

    Returns
    -------
    MatchResult
        Matches with the best score first; refusals with the least effort first. Equal
        ones stand in the order of product and business.

    Notes
    -----
    score = 0.4 quality + 0.3 volume + 0.2 readiness + 0.1 papers, each 0..1: mean
    distance of the best lot from the bounds of the specification as a share of the
    bound; free kilograms beyond the need as a share of it; verdict; share of the
    welcome papers at hand. Hard constraints are never weighed, only met or not.
    """
    asked = Asked(item, terms, window)
    matches, refused = [], []
    for offer in offers:
        other_family = family(asked, offer)
        if other_family is not None:
            refused.append(Refusal(offer, (other_family,)))
            continue
        lot = best_lot(offer, item.specs)
        constraints = _constraints(asked, offer, lot)
        score = _score(asked, offer, lot)
        if constraints:
            refused.append(Refusal(offer, tuple(constraints), score))
        else:
            matches.append(Match(offer, score, _reasons(asked, offer, lot)))
    matches.sort(key=lambda m: (-m.score, m.offer.product, m.offer.business))
    refused.sort(key=lambda r: (*_distance(r), r.offer.product, r.offer.business))
    return MatchResult(tuple(matches), tuple(refused))


def _constraints(asked: Asked, offer: Offer, lot: LotJudgement) -> list[Constraint]:
    found = [check(asked, offer) for check in CHECKS]
    found += [
        certificate_constraint(need, offer, asked.window)
        for need in asked.item.certificates
    ]
    return [one for one in found if one is not None] + spec_constraints(lot)


def _distance(refusal: Refusal) -> tuple[bool, int]:
    """No way to yes last; else the effort of all steps."""
    is_hopeless = any(not constraint.steps for constraint in refusal.constraints)
    effort = sum(EFFORT.get(step.action, _OTHER_EFFORT) for step in refusal.steps)
    return is_hopeless, effort


def _score(asked: Asked, offer: Offer, lot: LotJudgement) -> float:
    welcome = [need for need in asked.item.certificates if not need.is_required]
    at_hand = sum(has_certificate(need, offer, asked.window) for need in welcome)
    papers = at_hand / len(welcome) if welcome else NEUTRAL
    readiness = {Verdict.READY: 1.0, None: NEUTRAL}.get(offer.verdict, 0.0)
    score = (
        QUALITY * lot.margin
        + VOLUME * _headroom(asked, offer)
        + READINESS * readiness
        + PAPERS * papers
    )
    return round(score, 4)


def _headroom(asked: Asked, offer: Offer) -> float:
    need = asked.item.quantity_kg
    if not need:
        return NEUTRAL
    beyond = (offer.free_in(asked.window) - need) / need
    return float(min(max(beyond, Decimal(0)), Decimal(1)))


def _reasons(asked: Asked, offer: Offer, lot: LotJudgement) -> tuple[Text, ...]:
    reasons = [
        Text(
            f"Produknya sesuai: {offer.family}.", f"The product fits: {offer.family}."
        ),
        _volume_reason(asked, offer),
    ]
    if asked.item.specs:
        names = ", ".join(line.parameter for line in asked.item.specs)
        reasons.append(
            Text(
                f"Lot {lot.lot or '-'} memenuhi semua spesifikasi: {names}.",
                f"Lot {lot.lot or '-'} meets the whole specification: {names}.",
            )
        )
    held = [need for need in asked.item.certificates if need.is_required]
    if held:
        listed = ", ".join(need.document_type for need in held)
        reasons.append(
            Text(
                f"Dokumen yang diminta ada dan berlaku: {listed}.",
                f"The papers asked for are there and valid: {listed}.",
            )
        )
    if offer.verdict is Verdict.READY:
        reasons.append(
            Text(
                "Produk ini siap untuk negara tujuan.",
                "The product is ready for the destination.",
            )
        )
    bid, floor = asked.terms.price, offer.price_floor
    if bid is not None and floor is not None and not is_comparable(bid, floor):
        reasons.append(
            Text(
                "Harga belum dapat dibandingkan: mata uang atau satuannya berbeda.",
                "Prices cannot be compared yet: currency or unit differs.",
            )
        )
    return tuple(reasons)


def _volume_reason(asked: Asked, offer: Offer) -> Text:
    need, have = asked.item.quantity_kg, offer.free_in(asked.window)
    if need is None:
        return Text(
            f"Kapasitas bebas {written(have)} kg; berat yang diminta belum jelas.",
            f"{written(have)} kg are free; the weight asked for is not clear yet.",
        )
    return Text(
        f"Kapasitas bebas {written(have)} kg cukup untuk {written(need)} kg.",
        f"{written(have)} kg are free, enough for {written(need)} kg.",
    )
