"""Judges a population by one rule base; nothing of it is kept."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wadah.apps.registry.models import Product
from wadah.apps.validation.sweep.compiled import compile_sweep
from wadah.apps.validation.sweep.engine import find_engine
from wadah.apps.validation.sweep.known import Known, Reader
from wadah.apps.validation.sweep.outcomes import Outcomes, gather
from wadah.apps.validation.sweep.staged import write_files
from wadah.core.requirements import RuleBase
from wadah.core.requirements.population.face import (
    Tabulator,
    list_facts,
    list_needs,
)

# Told the name of each step, one of `SweepOrder.Step`, when it begins.
Tell = Callable[[str], None]


def say_nothing(step: str) -> None:
    """For whom nobody waits."""


@dataclass(frozen=True, slots=True)
class Population:
    """Which products (no families: all of them), before which markets, on which day."""

    as_of: date
    markets: tuple[str, ...]
    families: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What came out, what could not be read, and the seconds of each step."""

    outcomes: Outcomes
    known: Known
    seconds: dict[str, float]


def judge_population(
    population: Population, base: RuleBase, engine: str, tell: Tell = say_nothing
) -> Judged:
    """The verdict of every product in every market, as `assess` would give it."""
    folder = Path(tempfile.mkdtemp(prefix="wadah-sweep-"))
    try:
        return _judge(population, base, engine, folder, tell)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _judge(
    population: Population, base: RuleBase, engine: str, folder: Path, tell: Tell
) -> Judged:
    markets, as_of = list(population.markets), population.as_of
    clock = [time.monotonic()]
    tell("compiling")
    runner = find_engine(engine)
    compiled = compile_sweep(base, as_of, markets, runner.dialect)
    clock.append(time.monotonic())
    tell("reading")
    tabulator = Tabulator(
        base, tuple(list_facts(base, markets)), tuple(list_needs(base))
    )
    reader = Reader(tabulator, markets, as_of, compiled.by_single_case)
    products = Product.objects.filter(business__merged_into__isnull=True)
    if population.families:
        products = products.filter(family__in=population.families)
    known = reader.read(products)
    write_files(known, folder, base, markets)
    clock.append(time.monotonic())
    tell("judging")
    runner.run(folder, compiled.statements)
    clock.append(time.monotonic())
    tell("gathering")
    outcomes = gather(folder, compiled)
    clock.append(time.monotonic())
    names = ("compiling", "reading", "judging", "gathering")
    spent = {
        name: round(after - before, 3)
        for name, before, after in zip(names, clock, clock[1:], strict=False)
    }
    return Judged(outcomes, known, spent)
