"""Draws cases over the whole rule base: stated, half stated and wrong."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from wadah.core.requirements import RuleBase, leaves
from wadah.core.requirements.population.tables import list_counting, list_facts
from wadah.core.requirements.rules import DocumentLeaf, LimitLeaf
from wadah.core.values import UNITS, dimension

AS_OF = date(2026, 11, 24)
REGIONS = ("18.71", "18.06", "32.04", "35", "73.71", None)
HOLDERS = ("exporter", "producer", "importer", "recycler", "collector", "PT Lada", None)
FREE_WORDS = ("Kappaphycus alvarezii", "Coffea canephora", "Ulva lactuca", "Ficus", "x")
WELL_PREPARED = 0.3
NUMBERS = (0, 0.5, 1, 3, 5, 12.5, 45, 100, 24000)
SHARES = NUMBERS[:-1]


class Drawer:
    """A seed gives the same cases again."""

    def __init__(
        self,
        base: RuleBase,
        markets: list[str],
        seed: int,
        dates: dict[str, str] | None = None,
    ) -> None:
        self.base, self.markets = base, markets
        self.dates = {"as_of": AS_OF.isoformat(), **(dates or {})}
        self.random = random.Random(seed)
        self.rules = list_counting(base)
        every = [leaf for rule in base.rules for leaf in leaves(rule.tree)]
        self.limits = [one for one in every if isinstance(one, LimitLeaf)]
        self.types = sorted(
            {t for one in every if isinstance(one, DocumentLeaf) for t in one.types}
        )
        facts = base.words.facts
        names = [n for n in list_facts(base, markets) if n in facts]
        self.stated = [n for n in names if not n.startswith("answers.")]
        self.lookups = [n for n in names if n.startswith("answers.")]
        self.families = sorted(base.words.families)

    def draw(self) -> dict[str, Any]:
        """One case in the shape of the command line."""
        rule = self.random.choice(self.rules)
        family, hs = self._goods(rule)
        market = self._market(rule)
        facts = self._facts()
        case: dict[str, Any] = {
            "product": {
                "family": family,
                "hs": hs,
                "hs_edition": self._rarely("2017", "2022"),
                "form": self._rarely(self._word("form"), None, 0.3),
                "attributes": facts.pop("attributes", {}),
            },
            "destination": market,
            "dates": self.dates,
            "documents": [self._paper(rule) for _ in range(self._some(4))],
            "results": [*self._results(rule), *self._contents()],
            "answers": self._answers(rule, market),
            **facts,
        }
        lot = self.random.choice((None, None, "L1", "L2"))
        case.setdefault("consignment", {})
        if lot:
            case["consignment"]["lot"] = lot
        region = self.random.choice(REGIONS)
        if region:
            case.setdefault("origin", {})["region"] = region
        if self.random.random() < WELL_PREPARED:
            self._prepare(case, market)
        return case

    def _prepare(self, case: dict[str, Any], market: str) -> None:
        """Everything in order, but for one thing or two: else few would be ready."""
        day = {"looked_up_on": AS_OF.isoformat()}
        questions = [f"rules.{rule.id}" for rule in self.rules]
        questions.append(f"rules.COVER-{market}-00")
        case["answers"] = {name: {"value": True, **day} for name in questions}
        case["documents"] = [{"type": one} for one in self.types]
        case["results"] = []
        case["product"]["form"] = None
        case["product"]["attributes"] = {
            key: value
            for key, value in case["product"]["attributes"].items()
            if self.random.random() < 0.3
        }
        if self.random.random() < 0.5:
            case["documents"].pop(self.random.randrange(len(self.types)))
        if self.random.random() < 0.3:
            del case["answers"][self.random.choice(questions)]

    def _goods(self, rule: Any) -> tuple[str, str | None]:
        families = sorted(rule.scope.families) or self.families
        if self.random.random() < 0.1:
            families = self.families
        hs = self.random.choice((*rule.scope.hs, "090111", None, "39159000", "440290"))
        if hs and self.random.random() < 0.3:
            hs = (hs + "0000")[: self.random.choice((4, 6, 8))]
        return self.random.choice(families), hs if hs and len(hs) in (4, 6, 8) else None

    def _market(self, rule: Any) -> str:
        day = AS_OF
        inside = [
            market
            for market in self.markets
            if any(self.base.is_in(market, name, day) for name in rule.scope.markets)
        ]
        return self.random.choice(inside or self.markets)

    def _facts(self) -> dict[str, Any]:
        share = self.random.choice((0.0, 0.2, 0.6, 1.0))
        kept = [one for one in self.stated if self.random.random() < share]
        facts: dict[str, Any] = {}
        for name in kept:
            head, _, rest = name.partition(".")
            if head == "parties":
                role, _, key = rest.partition(".")
                party = facts.setdefault("parties", {}).setdefault(role, {})
                party[key] = self._value(name)
            elif head in ("attributes", "origin", "consignment"):
                facts.setdefault(head, {})[rest] = self._value(name)
        consignment = facts.get("consignment", {})
        if consignment.get("quantity_kg") == 0:
            consignment["quantity_kg"] = 5
        if self.random.random() < share:
            sum_of = {"amount": self.random.choice((100, 900)), "currency": "USD"}
            facts.setdefault("consignment", {})["value"] = sum_of
        if self.random.random() < 0.2:
            parties = facts.setdefault("parties", {})
            parties.setdefault("exporter", {})["name"] = "PT LADA"
            parties.setdefault("producer", {})["site"] = "Gudang 1"
        return facts

    def _value(self, name: str) -> Any:
        fact = self.base.words.facts[name]
        if fact.type == "bool":
            return self.random.random() < 0.6
        if fact.type == "number":
            return self.random.choice(SHARES if "share_pct" in name else NUMBERS)
        if fact.type == "date":
            days = self.random.randint(-900, 200)
            return (AS_OF + timedelta(days=days)).isoformat()
        words = fact.allowed or FREE_WORDS
        if fact.type in ("list", "slugs"):
            many = self.random.sample(words, min(len(words), 1 + self._some(2)))
            return many if fact.type == "list" or len(many) > 1 else many[0]
        if fact.type in ("object", "objects"):
            return None
        return self.random.choice(words)

    def _paper(self, rule: Any) -> dict[str, Any]:
        own = [
            t
            for leaf in leaves(rule.tree)
            if isinstance(leaf, DocumentLeaf)
            for t in leaf.types
        ]
        scope: dict[str, Any] = {}
        for key, value in self._scope(rule).items():
            if self.random.random() < 0.12:
                scope[key] = value
        return {
            "type": self.random.choice(own or self.types),
            "holder": self.random.choice(HOLDERS),
            "scope": scope,
            **self._span(),
        }

    def _scope(self, rule: Any) -> dict[str, Any]:
        pick = self.random.choice
        needs = {
            key: pick((*values, "other"))
            for leaf in leaves(rule.tree)
            if isinstance(leaf, DocumentLeaf)
            for key, values in leaf.needs.items()
        }
        declared = [
            word
            for leaf in leaves(rule.tree)
            if isinstance(leaf, DocumentLeaf)
            for word in leaf.declarations
        ]
        more = {"declarations": pick((declared, declared[:1], ["other"]))}
        return {
            "status": pick(("valid", "revoked", "suspended")),
            "product": pick(("0901", ["0901.11", "cocopeat"], *self.families[:3])),
            "market": pick(("EU", "DE", ["GB", "XI"], *self.markets)),
            "lot": pick(("L1", ["L1", "L2"], "L9")),
            "quantity_kg": pick((10, 30000)),
            "site": pick(("gudang 1", "Gudang 2")),
            "species": pick(FREE_WORDS),
            **needs,
            **(more if declared else {}),
        }

    def _span(self) -> dict[str, str]:
        pick = self.random.choice
        issued = AS_OF + timedelta(days=pick((-400, -30, 0, 1)))
        span = {"issued_on": issued.isoformat()}
        if self.random.random() < 0.6:
            expires = max(issued, AS_OF + timedelta(days=pick((-1, 0, 1, 90))))
            span["expires_on"] = expires.isoformat()
        return span if self.random.random() < 0.8 else {}

    def _results(self, rule: Any) -> list[dict[str, Any]]:
        return [self._result(rule) for _ in range(self._some(4))]

    def _contents(self) -> list[dict[str, Any]]:
        """Moisture and fat of the lot, by which results convert to another basis."""
        pick = self.random.choice
        drawn = []
        for name, value in (("moisture", 10), ("fat", 25)):
            row = {
                "parameter": name,
                "unit": "%",
                "sampled_on": pick(("2026-11-10", "2026-11-10", "2026-05-10")),
            }
            row |= pick(({"lot": "L1"}, {"lot": "L1"}, {"lot": "L2"}, {}))
            row |= pick(({}, {"basis": "as_sold"}, {"basis": "dry"}))
            row |= pick(
                ({"value": value}, {"value": value}, {"values": [value, 100 - value]},
                 {"value": 0}, {"value": 100}, {"below": value, "loq": value})
            )  # fmt: skip
            drawn += [row] if self.random.random() < 0.6 else []
        return drawn

    def _result(self, rule: Any) -> dict[str, Any]:
        own = [leaf for leaf in leaves(rule.tree) if isinstance(leaf, LimitLeaf)]
        leaf = self.random.choice(own or self.limits)
        name = leaf.line.parameter
        if name.endswith("*"):
            name = name.replace("*", "carbaryl")
        parameter = self.base.words.find_parameter(name)
        assert parameter is not None
        row: dict[str, Any] = {"parameter": name, **self._lab(leaf)}
        if parameter.unit == "text":
            words = parameter.words or (str(leaf.line.value), "other")
            return {**row, "unit": "text", "value": self.random.choice(words)}
        return {**row, **self._measured(leaf, parameter.units)}

    def _lab(self, leaf: LimitLeaf) -> dict[str, Any]:
        pick = self.random.choice
        sampled = AS_OF - timedelta(days=pick((0, 10, 100, 183, 184, -1)))
        row = {
            "basis": pick(
                (None, leaf.line.basis, self._word("basis"), "as_sold", "dry", "fat")
            ),
            "method": pick((None, leaf.method, "ISO 6579")),
            "qualifier": pick((None, leaf.line.qualifier, "other")),
            "laboratory_accredited": pick((True, True, False, None)),
            "sampled_on": pick((sampled.isoformat(), "2026-11-10", None)),
            "lot": pick((None, "L1", "L1", "L2")),
        }
        return {key: value for key, value in row.items() if value is not None}

    def _measured(self, leaf: LimitLeaf, units: tuple[str, ...]) -> dict[str, Any]:
        pick = self.random.choice
        unit = pick((leaf.line.unit, *units))
        bound = leaf.line.value if leaf.plan is None else leaf.plan.m
        number = float(bound) if not isinstance(bound, str | tuple | None) else 1.0
        if dimension(unit) == dimension(leaf.line.unit or "text"):
            number *= float(UNITS[leaf.line.unit or "text"][1] / UNITS[unit][1])
        if unit in ("%", "g/100 g"):
            number = min(number, 50.0)
        # A tenth of water or a quarter of fat takes these to the bound itself.
        of_content = pick((0.9, 1 / 0.9, 0.25, 4, 0.9 * 4))
        value = round(number * pick((0, 0.5, 1, 1, 1.001, 2, of_content)), 9)
        row: dict[str, Any] = {"unit": unit}
        kind = self.random.random()
        if kind < 0.3:
            row |= {"below": value, "loq": pick((value, value / 2, None))}
        elif kind < 0.55:
            row["values"] = [value] * 3 + [round(number * pick((1, 2)), 9)] * pick(
                (1, 2)
            )
        else:
            row["value"] = value
        return {key: one for key, one in row.items() if one is not None}

    def _answers(self, rule: Any, market: str) -> dict[str, Any]:
        share = self.random.choice((0.0, 0.3, 0.9))
        kept = [
            one
            for one in (*self.lookups, *rule.lookups)
            if self.random.random() < share
        ]
        rules = [f"rules.{r.id}" for r in self.rules if self.random.random() < share]
        gap = f"rules.COVER-{market}-00"
        answers: dict[str, Any] = {}
        for name in kept:
            answers[name.removeprefix("answers.")] = self._dated(self._value(name))
        for name in (*rules, gap) if self.random.random() < 0.7 else rules:
            answers[name] = self._dated(self.random.choice((True, True, False, "yes")))
        return answers

    def _dated(self, value: Any) -> dict[str, Any]:
        day = AS_OF - timedelta(days=self.random.choice((0, 10, 92, 93, -1)))
        return {"value": value, "looked_up_on": day.isoformat()}

    def _word(self, name: str) -> str:
        return self.random.choice(sorted(self.base.words.lists[name]))

    def _rarely(self, odd: Any, usual: Any, share: float = 0.05) -> Any:
        return odd if self.random.random() < share else usual

    def _some(self, most: int) -> int:
        return self.random.randint(0, most)
