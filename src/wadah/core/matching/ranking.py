"""Who can fill an item, how well, and what the others lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from wadah.core.matching.asked import Asked, written
from wadah.core.matching.certificates import certificate_constraint, has_certificate
from wadah.core.matching.cheapest import cheapest_steps
from wadah.core.matching.constraints import CHECKS, family, is_comparable
from wadah.core.matching.estimates import weigh
from wadah.core.matching.outcome import Constraint, Match, MatchResult, Refusal
from wadah.core.matching.request import Offer, Request, RequestItem, Window
from wadah.core.matching.spec_constraints import spec_constraints
from wadah.core.matching.specs import NEUTRAL, LotJudgement, best_lot
from wadah.core.matching.what_if import apply_steps
from wadah.core.values import InvalidInput, Text, Verdict


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part of the score weighs; the score is divided by their sum.

    The defaults are a convention of this project: what cannot be mended quickly
    (quality of the lot, volume) weighs more than what can.
    """

    quality: float = 0.4
    volume: float = 0.3
    readiness: float = 0.2
    papers: float = 0.1

    def __post_init__(self) -> None:
        weights = (self.quality, self.volume, self.readiness, self.papers)
        if min(weights) < 0 or sum(weights) <= 0:
            raise InvalidInput("weights", "out_of_range", _WEIGHTS)


_WEIGHTS = Text(
    "Bobot tidak boleh negatif dan jumlahnya harus lebih dari nol.",
    "Weights must not be negative and their sum must be above zero.",
)
DEFAULT_WEIGHTS = Weights()


def match(
    item: RequestItem, offers: Iterable[Offer], *, terms: Request, window: Window,
    weights: Weights = DEFAULT_WEIGHTS,
) -> MatchResult:  # fmt: skip
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
    weights
        Of the parts of the score.

    Returns
    -------
    MatchResult
        Matches with the best score first; refusals with the cheapest steps first. Equal
        ones stand in the order of product and business.

    Notes
    -----
    score = 0.4 quality + 0.3 volume + 0.2 readiness + 0.1 papers, each 0..1: mean
    distance of the best lot from the bounds of the specification as a share of the
    bound; free kilograms beyond the need as a share of it; verdict; share of the
    welcome papers at hand. Hard constraints are never weighed, only met or not.
    """
    listed = list(offers)
    asked = Asked(item, terms, window, _holders(item, listed, window))
    matches, refused = [], []
    for offer in listed:
        other_family = family(asked, offer)
        if other_family is not None:
            refused.append(Refusal(offer, (other_family,)))
            continue
        lot = best_lot(offer, item.specs)
        constraints = list_constraints(asked, offer, lot)
        parts = _parts(asked, offer, lot)
        score = _score(parts, weights)
        if constraints:
            refused.append(_refusal(asked, offer, constraints, score))
        else:
            matches.append(Match(offer, score, _reasons(asked, offer, lot), parts))
    matches.sort(key=lambda m: (-m.score, m.offer.product, m.offer.business))
    refused.sort(key=lambda r: (*_distance(r), r.offer.product, r.offer.business))
    return MatchResult(tuple(matches), tuple(refused))


def _holders(
    item: RequestItem, offers: Sequence[Offer], window: Window
) -> dict[str, frozenset[str]]:
    """Who among the offers holds each paper that is required."""
    return {
        need.name: frozenset(
            one.business for one in offers if has_certificate(need, one, window)
        )
        for need in item.certificates
        if need.is_required
    }


def list_constraints(
    asked: Asked, offer: Offer, lot: LotJudgement | None = None
) -> list[Constraint]:
    """Every hard constraint that the offer does not meet, family aside."""
    judged = lot or best_lot(offer, asked.item.specs)
    found = [check(asked, offer) for check in CHECKS]
    found += [
        certificate_constraint(need, offer, asked) for need in asked.item.certificates
    ]
    return [one for one in found if one is not None] + spec_constraints(judged)


def _refusal(
    asked: Asked, offer: Offer, constraints: list[Constraint], score: float
) -> Refusal:
    steps = cheapest_steps(constraints)
    is_yes = all(one.ways for one in constraints) and not list_constraints(
        *apply_steps(asked, offer, steps)
    )
    return Refusal(offer, tuple(constraints), score, steps, is_yes)


def _distance(refusal: Refusal) -> tuple[bool, float]:
    """No way to yes last; else what all steps weigh."""
    is_hopeless = any(not constraint.ways for constraint in refusal.constraints)
    return is_hopeless, weigh(refusal.steps)


Parts = tuple[tuple[str, float], ...]


def _parts(asked: Asked, offer: Offer, lot: LotJudgement) -> Parts:
    welcome = [need for need in asked.item.certificates if not need.is_required]
    at_hand = sum(has_certificate(need, offer, asked.window) for need in welcome)
    return (
        ("quality", lot.margin),
        ("volume", _headroom(asked, offer)),
        ("readiness", {Verdict.READY: 1.0, None: NEUTRAL}.get(offer.verdict, 0.0)),
        ("papers", at_hand / len(welcome) if welcome else NEUTRAL),
    )


def _score(parts: Parts, weights: Weights) -> float:
    weight: dict[str, float] = asdict(weights)
    score = sum(weight[name] * part for name, part in parts)
    return round(score / sum(weight.values()), 4)


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
