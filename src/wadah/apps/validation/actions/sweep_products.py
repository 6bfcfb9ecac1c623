"""Every product is judged against every market."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl
from django.conf import settings
from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.registry.importing.writing import insert_frame
from wadah.apps.registry.models import Product
from wadah.apps.requirements.rule_base import read_rule_base
from wadah.apps.validation.models import Sweep, SweptProduct, SweptVerdict
from wadah.apps.validation.sweep.judging import (
    Population,
    Tell,
    judge_population,
    say_nothing,
)
from wadah.apps.validation.sweep.markets import check_families, check_markets
from wadah.apps.validation.sweep.outcomes import Outcomes
from wadah.apps.validation.sweep.tally import tally_up
from wadah.apps.validation.sweep.thinning import thin_sweeps


@dataclass(frozen=True, slots=True)
class SweepQuestion:
    """What is asked: empty markets are the usual twenty, empty families are all."""

    as_of: date
    markets: Sequence[str] = ()
    families: Sequence[str] = ()
    engine: str = ""


@dataclass(frozen=True, slots=True)
class SweepAnswer:
    """The sweep as it is kept, and the frames it was kept from."""

    sweep: Sweep
    outcomes: Outcomes
    seconds: dict[str, float] = field(default_factory=dict)


def sweep_products(
    *, actor: Actor, question: SweepQuestion, tell: Tell = say_nothing
) -> SweepAnswer:
    """Judge every product before every market, in place of the sweep before.

    Of earlier sweeps day and counts stay as long as `sweep.thinning` says.

    Raises `Absent` for anybody but an administrator or the night, `InvalidInput` for a
    market or a family that is none and for an engine that is not installed.
    """
    actor.must_reach(Subject.CONFIGURATION, Reach.ALL)
    markets = check_markets(question.markets)
    families = check_families(question.families)
    engine = question.engine or settings.WADAH_SWEEP_ENGINE
    started = time.monotonic()
    # All of the work is done before the transaction, which only writes.
    judged = judge_population(
        Population(question.as_of, tuple(markets), tuple(families)),
        read_rule_base(),
        engine,
        tell,
    )
    outcomes, known = judged.outcomes, judged.known
    tell("writing")
    sweep = Sweep(
        as_of=question.as_of,
        markets=markets,
        families=families,
        engine=engine,
        products=len(outcomes.swept),
        counts=outcomes.counts,
        unreadable=len(known.unreadable),
        by_single_case=len(known.single),
        seconds=round(time.monotonic() - started, 3),
        made_by_id=actor.user_id,
    )
    _store(actor, sweep, outcomes)
    spent = {**judged.seconds, "all": round(time.monotonic() - started, 3)}
    return SweepAnswer(sweep, outcomes, spent)


@transaction.atomic
def _store(actor: Actor, sweep: Sweep, outcomes: Outcomes) -> None:
    before = Sweep.objects.first()
    for model in (SweptProduct, SweptVerdict):
        rows = model._default_manager.all()
        rows._raw_delete(rows.db)
    Sweep.objects.exclude(tally={}).update(tally={})
    families = pl.DataFrame(
        list(Product.objects.values_list("pk", "family_id")),
        schema={"product_id": pl.Int64, "family": pl.String},
        orient="row",
    )
    # A product may have gone while the engine worked.
    swept = outcomes.swept.join(families, on="product_id", maintain_order="left")
    sweep.tally = tally_up(swept, outcomes.verdicts)
    sweep.save()
    swept = swept.drop("family")
    insert_frame(SweptVerdict, outcomes.verdicts, {"sweep_id": sweep.pk})
    insert_frame(SweptProduct, swept, {"sweep_id": sweep.pk})
    write_audit_row(
        actor=actor,
        verb="products.swept",
        target=sweep,
        before={"as_of": before.as_of.isoformat()} if before else None,
        after={
            "as_of": sweep.as_of.isoformat(),
            "products": sweep.products,
            "markets": len(sweep.markets),
            **sweep.counts,
        },
    )
    thin_sweeps(sweep.made_at)
