"""Ways to ready of cases and products, put into the words of their pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from wadah.apps.accounts.actor import Actor
from wadah.apps.reference.models import Market
from wadah.apps.registry.models import Business, Product
from wadah.apps.requirements.queries.rule import find_rule
from wadah.apps.requirements.rule_base import read_rule_base, read_vocabulary
from wadah.apps.requirements.words import party_words
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.models import Case
from wadah.apps.validation.queries.step_figures import make_step_book
from wadah.core.requirements import (
    JudgedCase,
    Opening,
    Renewal,
    StepBook,
    Way,
    WayStep,
    assess,
    rank_papers,
    way_to_ready,
)
from wadah.core.values import Step, Text

# Products of one business that are held against every market on one page.
MOST_PRODUCTS = 6
# A test has no paper of its own: its report is what one uploads.
_REPORT = "certificate_of_analysis"


def find_way(actor: Actor, case: Case, as_of: date) -> Way:
    """The way of a case as of a day, with the figures that count for the reader."""
    judged = judge_case(case, as_of)
    book = make_step_book(actor, case.product.business, as_of)
    return way_to_ready(judged.case, judged.assessment, read_rule_base(), book)


def judge_case(case: Case, as_of: date, label: str = "") -> JudgedCase:
    """The case judged anew, nothing kept."""
    document = check_case(make_case_document(case, as_of=as_of))
    return JudgedCase(label, document, assess(document, read_rule_base()))


def judge_markets(product: Product, as_of: date) -> dict[str, JudgedCase]:
    """The product against every market of which the rules know something for it.

    Where it has a case the newest counts, else the bare product with its newest lot;
    papers and results are read once for all markets without a case.
    """
    cases: dict[str, Case] = {}
    for case in product.cases.select_related("product__business", "lot"):
        cases.setdefault(case.destination_id, case)
    bare = Case(product=product, lot=product.lots.first(), destination_id="")
    document = make_case_document(bare, as_of=as_of)
    base = read_rule_base()
    found: dict[str, JudgedCase] = {}
    for market in Market.objects.all():
        core = check_case({**document, "destination": market.pk})
        if market.pk in cases:
            found[market.pk] = judge_case(cases[market.pk], as_of, market.pk)
        else:
            found[market.pk] = JudgedCase(market.pk, core, assess(core, base))
    return {code: one for code, one in found.items() if not _is_gap(one)}


def _is_gap(one: JudgedCase) -> bool:
    return any(item.rule.startswith("COVER-") for item in one.assessment.items)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper and what it alone would open."""

    name: str
    subject: str
    better: list[str]
    nearer: list[str]
    cost_idr: tuple[int, int] | None
    days: tuple[int, int] | None
    is_estimate: bool


def describe_openings(
    openings: Iterable[Opening],
    book: StepBook,
    names: Mapping[str, str],
    language: str,
) -> list[PaperRow]:
    """Rows of the table "which paper opens most"; `names` says the cases in words."""
    rows = []
    for one in openings:
        priced = book.price(Step("get_document", one.subject, Text("", "")))
        rows.append(
            PaperRow(
                name=name_subject(one.subject, language, book),
                subject=one.subject,
                better=[names[label] for label in one.better],
                nearer=[names[label] for label in one.nearer],
                cost_idr=priced.cost_idr,
                days=priced.days,
                is_estimate=priced.is_estimate,
            )
        )
    return rows


def rank_for_business(
    business: Business, as_of: date
) -> tuple[list[Opening], dict[str, str], int]:
    """Papers over the products of a business and all markets.

    Gives the openings, the words of their labels, and how many products were left out.
    """
    products = list(business.products.select_related("business__region"))
    judged: list[JudgedCase] = []
    names: dict[str, str] = {}
    for product in products[:MOST_PRODUCTS]:
        for market, one in judge_markets(product, as_of).items():
            label = f"{product.pk}:{market}"
            names[label] = f"{product.name} → {market}"
            judged.append(JudgedCase(label, one.case, one.assessment))
    left_out = max(len(products) - MOST_PRODUCTS, 0)
    return list(rank_papers(judged, read_rule_base())), names, left_out


def describe_way(way: Way, case: Case, language: str) -> dict[str, Any]:
    """Everything the page of a way shows."""
    return {
        "way": way,
        "stages": [
            [describe_step(step, way, case, language) for step in stage]
            for stage in way.stages
        ],
        "path": [way.find(key).text.in_language(language)
                 for key in way.totals.schedule.path_high],
        "shipment": [
            describe_step(step, way, case, language) for step in way.shipment_steps
        ],
        "blocked": [
            {"message": item.message.in_language(language),
             "reason": item.reason.in_language(language), "rule": item.rule}
            for item in way.blocked
        ],
        "renewals": [_renewal(one, language) for one in way.renewals],
        "partner": _partner(way, case, language),
        "has_estimates": any(step.is_estimate for step in way.steps),
    }  # fmt: skip


def describe_step(step: WayStep, way: Way, case: Case, language: str) -> dict[str, Any]:
    """One step in the reader's language, with where to bring what it gives."""
    on_path = step.key in way.totals.schedule.path_high
    known = {one.key: one for one in way.steps}
    return {
        "key": step.key,
        "kind": step.kind,
        "subject": step.subject,
        "text": step.text.in_language(language),
        "why": step.why.in_language(language),
        "party": party_words(step.party),
        "is_mine": step.is_mine,
        "cost_idr": step.cost_idr,
        "days": step.days,
        "is_own": "own" in (step.cost_from, step.days_from),
        "is_estimate": step.is_estimate,
        "source": step.source.in_language(language),
        "is_on_path": on_path,
        "waits_for": [
            known[key].text.in_language(language) for key in step.needs if key in known
        ],
        "rules": [code for code in step.rules if find_rule(code) is not None],
        "upload_url": upload_url(step, case),
        "help_url": help_url(step),
    }


def upload_url(step: WayStep, case: Case) -> str:
    """The form for the paper that the step gives, filled in as far as it is known."""
    asked: dict[str, Any] = {"product": case.product_id}
    if step.kind == "paper" and step.is_mine:
        asked["type"] = step.subject
        if step.bound == "L" and case.lot_id:
            asked["lot"] = case.lot_id
    elif step.kind == "test":
        asked["type"] = _REPORT
        if case.lot_id:
            asked["lot"] = case.lot_id
    else:
        return ""
    form = reverse("validation:document_add", args=[case.product.business_id])
    return f"{form}?{urlencode(asked)}"


def help_url(step: WayStep) -> str:
    """The page that shows what a good paper of the step looks like."""
    slugs = {"paper": step.subject, "test": _REPORT}
    slug = slugs.get(step.kind)
    return reverse("validation:paper_help", args=[slug]) if slug else ""


def name_subject(subject: str, language: str, book: StepBook) -> str:
    """What a step is about, in words."""
    words = read_vocabulary()
    if subject in words.document_types:
        return words.document_types[subject].name.in_language(language)
    entry = book.entry(subject)
    if entry.name is not None:
        return entry.name.in_language(language)
    parameter = words.find_parameter(subject.removesuffix(".*"))
    return parameter.name.in_language(language) if parameter else subject


def _renewal(one: Renewal, language: str) -> dict[str, Any]:
    return {
        "name": name_subject(one.subject, language, StepBook()),
        "due_on": one.due_on,
        "start_by": one.start_by,
        "cost_idr": one.cost_idr,
        "is_new": one.is_new,
    }


def _partner(way: Way, case: Case, language: str) -> dict[str, Any] | None:
    if way.partner is None:
        return None
    return {
        "falls_away": [
            step.text.in_language(language) for step in way.partner.falls_away
        ],
        "stays": [step.text.in_language(language) for step in way.partner.steps],
        "totals": way.partner.totals,
    }
