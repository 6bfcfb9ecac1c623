"""Turn a rule written as plain data into a `Rule`; refuse what is not in the words."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from wadah.core.requirements.conditions import (
    ALWAYS,
    Condition,
    Every,
    Fact,
    Not,
    Some,
    names_in,
)
from wadah.core.requirements.rule_shape import check_rule
from wadah.core.requirements.rules import (
    DATE_BASES,
    DUES,
    KINDS,
    PARTIES,
    SIDES,
    AllOf,
    DocumentLeaf,
    FactLeaf,
    LimitLeaf,
    Node,
    NOf,
    OneOf,
    Phase,
    Rule,
    SamplingPlan,
    Scope,
    Source,
    Unless,
)
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import (
    ACTIONS,
    OPERATORS,
    UNITS,
    Confidence,
    Effect,
    SpecLine,
    Step,
    Text,
    Tier,
    Truth,
    unknown_word,
)

_OPERATOR_KEYS = {
    "is": "is",
    "in": "in",
    "not_in": "not_in",
    "includes_all": "includes_all",
    "only_in": "only_in",
    "starts_with": "starts_with",
    "known": "known",
    "at_most": "<=",
    "under": "<",
    "at_least": ">=",
    "over": ">",
}
_DUE_BY_BOUND = {"S": "standing", "L": "per_lot", "C": "before_departure"}
_DUE_BY_TYPE = {
    "export_declaration_peb": "at_declaration",
    "export_service_note_npe": "at_declaration",
    "export_approval_pe": "at_declaration",
    "export_levy_payment": "at_declaration",
    "export_duty_payment": "at_declaration",
    "ipaffs_notification": "before_arrival",
    "ched_d": "before_arrival",
    "ched_p": "before_arrival",
    "ched_pp": "before_arrival",
    "fda_prior_notice": "before_arrival",
    "jp_import_notification": "before_arrival",
    "fosim_notification": "before_arrival",
    "sg_import_permit": "before_arrival",
    "eudr_due_diligence_statement": "on_sale",
    "label_check_report": "on_sale",
}

_PAPER_TEXT = {
    "get_document": Text("Urus {}.", "Get the {}."),
    "register": Text("Daftar untuk mendapatkan {}.", "Register for the {}."),
    "ask_importer": Text("Minta importir mengurus {}.", "Ask the importer for the {}."),
    "ask_authority": Text(
        "Ajukan permohonan {} kepada otoritas.", "Apply to the authority for the {}."
    ),
    "treat": Text(
        "Lakukan perlakuan dan simpan {}.", "Have the treatment done and keep the {}."
    ),
}
# Names a condition may read though no case states them in so many words.
_DERIVED_NAMES = ("product.family", "destination", "consignment.value_usd")

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RuleReader:
    """Reads rules with one vocabulary, one list of sources and named conditions.

    Parameters
    ----------
    named
        Conditions that several rules use, by name.
    defaults
        Values of keys a rule of this file leaves out.
    """

    words: Vocabulary
    sources: Mapping[str, Data]
    named: Mapping[str, Data] = field(default_factory=dict)
    defaults: Data = field(default_factory=dict)

    def read(self, row: Data) -> Rule:
        """The rule of a row without parts."""
        (rule,) = self.read_row(row)
        return rule

    def read_row(self, row: Data) -> tuple[Rule, ...]:
        """The rule of a row, or one rule for each of its parts: `FSH-EU-05a`, `b`.

        Raises `InvalidInput` naming the key that is wrong.
        """
        data = {**self.defaults, **row}
        check_rule(data, f"rules[{data.get('id', '?')}]")
        parts = data.pop("parts", None)
        if parts is None:
            return (self._rule(data, data["id"]),)
        return tuple(
            self._rule({**data, **part, "id": f"{data['id']}{letter}"}, data["id"])
            for letter, part in zip(ascii_lowercase, parts, strict=False)
        )

    def _rule(self, data: Data, row_id: str) -> Rule:
        where = f"rules[{data['id']}]"
        tree = data.get("tree")
        checked_on = data["checked_on"]
        _check(data["kind"], KINDS, f"{where}.kind")
        _check(data["side"], SIDES, f"{where}.side")
        _check(data["party"], PARTIES, f"{where}.party")
        _check(data["date_basis"], DATE_BASES, f"{where}.date_basis")
        return Rule(
            id=data["id"],
            row=row_id,
            version=data.get("version", 1),
            kind=data["kind"],
            side=data["side"],
            party=data["party"],
            effect=Effect(data["effect"]),
            tier=Tier(data.get("tier", "mandatory")),
            scope=self._scope(data),
            phases=self._phases(data),
            date_basis=data["date_basis"],
            tree=None if tree is None else self.node(tree, f"{where}.tree"),
            message=Text(data["message"]["id"], data["message"]["en"]),
            source=self._source(data, where),
            checked_on=checked_on,
            review_by=_months_after(checked_on, data.get("review_months", 12)),
            confidence=Confidence(data["confidence"]),
            confidence_note=data.get("confidence_note"),
            mast=data.get("mast"),
            lookups=tuple(self._fact_names(data.get("lookups", ()), where)),
            is_lookup=data.get("is_lookup", False),
            says_not_asked=data.get("says_not_asked", False),
        )

    def condition(self, data: Data | str, where: str) -> Condition:
        """Read a condition, or take a named one."""
        if isinstance(data, str):
            _check(data, self.named, where)
            return self.condition(self.named[data], where)
        if "all" in data:
            return Every(self._conditions(data["all"], where))
        if "any" in data:
            return Some(self._conditions(data["any"], where))
        if "not" in data:
            return Not(self.condition(data["not"], where))
        return self._fact(data, where)

    def node(self, data: Data, where: str) -> Node:
        """Read a tree."""
        if "all" in data:
            return AllOf(self._nodes(data["all"], where))
        if "one" in data:
            return OneOf(self._nodes(data["one"], where))
        if "of" in data:
            return NOf(data["n"], self._nodes(data["of"], where))
        if "unless" in data:
            exemption = self.condition(data["unless"], where)
            return Unless(exemption, self.node(data["then"], where))
        if "document" in data:
            return self._document(data, where)
        if "limit" in data:
            return self._limit(data, where)
        return FactLeaf(self.condition(data["holds"], where), self._steps(data, where))

    def _conditions(self, parts: Sequence[Data], where: str) -> tuple[Condition, ...]:
        return tuple(self.condition(part, where) for part in parts)

    def _nodes(self, parts: Sequence[Data], where: str) -> tuple[Node, ...]:
        return tuple(self.node(part, where) for part in parts)

    def _fact(self, data: Data, where: str) -> Fact:
        name = data["fact"]
        if not name.startswith("dates.") and name not in _DERIVED_NAMES:
            _check(name, self.words.facts, where)
        key = next(key for key in data if key in _OPERATOR_KEYS)
        value = data[key]
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if isinstance(value, list):
            value = tuple(value)
        allowed = self.words.facts[name].allowed if name in self.words.facts else ()
        if allowed and key not in ("starts_with", "known"):
            for word in value if isinstance(value, tuple) else (value,):
                _check(word, allowed, f"{where}.{name}")
        absent = Truth(data.get("absent", "cannot_tell"))
        return Fact(name, _OPERATOR_KEYS[key], value, absent)

    def _document(self, data: Data, where: str) -> DocumentLeaf:
        given = data["document"]
        types = (given,) if isinstance(given, str) else tuple(given)
        for slug in types:
            _check(slug, self.words.document_types, f"{where}.document")
        bound = self.words.document_types[types[0]].bound
        due = data.get("due") or _DUE_BY_TYPE.get(types[0], _DUE_BY_BOUND[bound])
        _check(due, DUES, f"{where}.due")
        needs = {key: tuple(values) for key, values in data.get("needs", {}).items()}
        holders = data.get("holders")
        leaf = DocumentLeaf(
            types=types,
            due=due,
            needs=needs,
            declarations=tuple(data.get("declarations", ())),
            steps=self._paper_steps(types[0], data),
        )
        if holders is None:
            return leaf
        return DocumentLeaf(
            types, due, needs, leaf.declarations, tuple(holders), leaf.steps
        )

    def _paper_steps(self, slug: str, data: Data) -> tuple[Step, ...]:
        name = self.words.document_types[slug].name
        is_registration = "registration" in slug or slug == "nib"
        usual = "register" if is_registration else "get_document"
        action = data.get("action", usual)
        _check(action, _PAPER_TEXT, "action")
        text = _PAPER_TEXT[action]
        return (
            Step(
                action,
                slug,
                Text(text.id.format(name.id), text.en.format(name.en)),
                _range(data.get("cost_idr")),
                _range(data.get("days")),
            ),
        )

    def _limit(self, data: Data, where: str) -> LimitLeaf:
        slug = data["limit"]
        parameter = self.words.find_parameter(slug)
        if parameter is None:
            raise unknown_word(f"{where}.limit", slug, self.words.parameters)
        unit = data.get("unit", parameter.unit)
        _check(unit, UNITS, f"{where}.unit")
        _check(data.get("op", "<="), OPERATORS, f"{where}.op")
        line = SpecLine(
            parameter=slug,
            operator=data.get("op", "<="),
            value=_number(data.get("value")),
            min_value=_decimal(data.get("min")),
            max_value=_decimal(data.get("max")),
            unit=unit,
            basis=data.get("basis"),
            qualifier=data.get("qualifier"),
        )
        plan = data.get("plan")
        return LimitLeaf(
            line=line,
            method=data.get("method"),
            needs_accreditation=data.get("accredited", False),
            plan=None if plan is None else _plan(plan),
            steps=self._test_steps(slug, parameter.name, data),
        )

    def _test_steps(self, slug: str, name: Text, data: Data) -> tuple[Step, ...]:
        cost, days = _range(data.get("cost_idr")), _range(data.get("days"))
        if cost is None and days is None:
            return ()
        text = Text(
            f"Uji {name.id} pada lot ini di laboratorium.",
            f"Have {name.en} of this lot tested by a laboratory.",
        )
        return (Step("test_lot", slug, text, cost, days),)

    def _steps(self, data: Data, where: str) -> tuple[Step, ...]:
        steps: list[Step] = []
        for row in data.get("steps", ()):
            _check(row["action"], ACTIONS, f"{where}.steps")
            text = Text(row["id"], row["en"])
            cost, days = _range(row.get("cost_idr")), _range(row.get("days"))
            steps.append(Step(row["action"], row.get("subject", ""), text, cost, days))
        return tuple(steps)

    def _scope(self, data: Data) -> Scope:
        where = f"rules[{data['id']}].scope"
        families = frozenset(data.get("families", ()))
        condition = data.get("where")
        return Scope(
            hs=tuple(data.get("hs", ())),
            hs_edition=data.get("hs_edition", "2022"),
            hs_is_partial=data.get("coverage", "full") == "partial",
            families=families,
            forms=frozenset(data.get("forms", ())),
            markets=tuple(data.get("markets", ("ALL",))),
            excluded_markets=tuple(data.get("excluded_markets", ())),
            origin_regions=tuple(data.get("origin_regions", ())),
            where=ALWAYS if condition is None else self.condition(condition, where),
        )

    def _phases(self, data: Data) -> tuple[Phase, ...]:
        where = f"rules[{data['id']}].phases"
        rows = data.get("phases")
        if rows is None:
            return (Phase(data.get("valid_from"), data.get("valid_to")),)
        return tuple(
            Phase(
                row.get("from"),
                row.get("to"),
                self.condition(row["where"], where) if "where" in row else ALWAYS,
            )
            for row in rows
        )

    def _source(self, data: Data, where: str) -> Source:
        key = data["source"]
        _check(key, self.sources, f"{where}.source")
        row = self.sources[key]
        return Source(
            key=key,
            title=row["title"],
            title_id=row.get("title_id"),
            number=row.get("number"),
            address=row.get("address"),
            article=data.get("article"),
            dated=data.get("source_date"),
        )

    def _fact_names(self, names: Sequence[str], where: str) -> Sequence[str]:
        for name in names:
            _check(name, self.words.facts, f"{where}.lookups")
        return names


def facts_of(rule: Rule) -> frozenset[str]:
    """Every fact the scope and the dates of a rule read."""
    conditions = [rule.scope.where, *(phase.where for phase in rule.phases)]
    return frozenset(name for one in conditions for name in names_in(one))


def _plan(data: Data) -> SamplingPlan:
    return SamplingPlan(data["n"], data["c"], Decimal(data["m"]), Decimal(data["M"]))


def _check(word: object, known: Any, where: str) -> None:
    if word not in known:
        raise unknown_word(where, word, known)


def _number(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_number(one) for one in value)
    return _decimal(value) if isinstance(value, int) else value


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def _range(pair: Any) -> tuple[int, int] | None:
    return None if pair is None else (int(pair[0]), int(pair[1]))


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
