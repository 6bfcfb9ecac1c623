"""Read a case from plain data; strict, so that nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wadah.core.requirements.case import Case, Dates
from wadah.core.requirements.evidence_json import (
    read_contract,
    read_documents,
    read_results,
)
from wadah.core.requirements.scalars import (
    read_date,
    read_fact,
    read_list,
    read_object,
    read_text,
    refuse,
)
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import Answer, HsCode, InvalidInput, unknown_word

_RULE_ID = re.compile(r"[A-Z0-9]+-[A-Z0-9]+-[A-Z0-9]+[a-z]?")
_DATES = ("declared_on", "departs_on", "arrives_on", "placed_on")
_ROLES = ("exporter", "producer", "importer", "notify")


def case_from_json(data: object, words: Vocabulary, today: date) -> Case:
    """Read one case in the shape of the command line.

    Parameters
    ----------
    data
        What `json.loads` returned.
    words
        The closed word lists.
    today
        The day taken where `dates.as_of` is absent.

    Returns
    -------
    Case

    Raises
    ------
    InvalidInput
        Names the field, the rule and how to mend it: a word that is not in its list
        (with the nearest known ones), a code or a date that is not text, a number
        that can be read in two ways.
    """
    return _CaseReader(read_object(data, "document"), words, today).read()


@dataclass(frozen=True, slots=True)
class _CaseReader:
    data: Mapping[str, Any]
    words: Vocabulary
    today: date

    def read(self) -> Case:
        product = read_object(self.data.get("product"), "product")
        answers, answered = self._answers()
        facts = {**answered, **self._facts(product)}
        consignment = self._part("consignment")
        hs = product.get("hs") or answered.get("product.hs")
        edition = read_text(product.get("hs_edition"), "product.hs_edition") or "2022"
        return Case(
            family=self._word(
                product.get("family"), "product.family", self.words.families
            ),
            destination=self._destination(),
            dates=self._dates(answered),
            hs=None if hs is None else HsCode.parse(hs, edition, "product.hs"),
            form=self._form(product.get("form")),
            facts=facts,
            lots=frozenset(_lots(consignment)),
            documents=read_documents(self.data.get("documents"), self.words),
            results=read_results(self.data.get("results"), self.words),
            answers=answers,
            contract=read_contract(self.data.get("contract"), self.words),
        )

    def _part(self, name: str) -> Mapping[str, Any]:
        return read_object(self.data.get(name, {}), name)

    def _word(self, value: object, field: str, known: Any) -> str:
        if not isinstance(value, str):
            raise refuse(field, "required", "Isi dengan satu kata.", "Give one word.")
        if value not in known:
            raise unknown_word(field, value, known)
        return value

    def _destination(self) -> str:
        given = self.data.get("destination")
        if given == "EU":
            raise refuse(
                "destination",
                "unknown_word",
                "EU bukan tujuan. Sebut negara anggotanya, misalnya DE.",
                "EU is not a destination. Name the member state, for example DE.",
            )
        if isinstance(given, str) and given not in self.words.destinations:
            raise _no_country(given, self.words.destinations)
        return self._word(given, "destination", self.words.destinations)

    def _form(self, value: object) -> str | None:
        if value is None:
            return None
        return self._word(value, "product.form", self.words.lists["form"])

    def _dates(self, answered: Mapping[str, object]) -> Dates:
        given = read_object(self.data.get("dates"), "dates")
        days: dict[str, date | None] = {}
        for name in _DATES:
            answer = answered.get(f"dates.{name}")
            stated = read_date(given.get(name), f"dates.{name}")
            days[name] = stated or (answer if isinstance(answer, date) else None)
        departs, arrives = days["departs_on"], days["arrives_on"]
        if departs and arrives and arrives < departs:
            raise refuse(
                "dates.arrives_on",
                "date_order",
                "Tanggal tiba tidak boleh sebelum tanggal berangkat.",
                "The arrival cannot be before the departure.",
            )
        return Dates(read_date(given.get("as_of"), "dates.as_of") or self.today, **days)

    def _facts(self, product: Mapping[str, Any]) -> dict[str, object]:
        facts: dict[str, object] = {}
        attributes = read_object(product.get("attributes", {}), "product.attributes")
        for key, value in attributes.items():
            name = f"attributes.{key}"
            if name not in self.words.facts:
                known = [one.removeprefix("attributes.") for one in self.words.facts]
                raise unknown_word(f"product.attributes.{key}", key, known)
            self._keep(facts, name, value, f"product.attributes.{key}")
        for part in ("origin", "consignment"):
            for key, value in self._part(part).items():
                self._keep(facts, f"{part}.{key}", value, f"{part}.{key}")
        if facts.get("consignment.quantity_kg") == 0:
            raise refuse(
                "consignment.quantity_kg",
                "number_not_positive",
                "Berat bersih harus lebih dari nol.",
                "The net weight must be more than nought.",
            )
        return {**facts, **self._parties()}

    def _parties(self) -> dict[str, object]:
        facts: dict[str, object] = {}
        for role, party in self._part("parties").items():
            if role not in _ROLES:
                raise unknown_word("parties", role, _ROLES)
            for key, value in read_object(party, f"parties.{role}").items():
                name = f"parties.{role}.{key}"
                if key == "site" and isinstance(value, list):
                    sites = (read_text(one, name) for one in value)
                    facts[name] = tuple(one for one in sites if one) or None
                elif key in ("name", "site"):
                    facts[name] = read_text(value, name)
                else:
                    self._keep(facts, name, value, name)
        return {name: value for name, value in facts.items() if value is not None}

    def _keep(
        self, facts: dict[str, object], name: str, value: object, field: str
    ) -> None:
        """Keep a stated fact; a key the words do not know is an extra and is left."""
        fact = self.words.facts.get(name)
        if fact is None:
            return
        read = read_fact(value, fact, field)
        if read is not None:
            facts[name] = read

    def _answers(self) -> tuple[dict[str, Answer], dict[str, object]]:
        """Answers to look-ups, and facts that were given as answers."""
        lookups: dict[str, Answer] = {}
        facts: dict[str, object] = {}
        for key, given in self._part("answers").items():
            field = f"answers.{key}"
            name = self._answer_name(key, field)
            row = given if isinstance(given, Mapping) else {"value": given}
            value = row.get("value") if "value" in row else dict(row)
            if name in self.words.facts:
                value = read_fact(value, self.words.facts[name], f"{field}.value")
            if value is None:
                continue
            if name.startswith(("answers.", "rules.")):
                looked_up = read_date(row.get("looked_up_on"), f"{field}.looked_up_on")
                source = read_text(row.get("source"), f"{field}.source")
                lookups[name] = Answer(value, looked_up, source)
            else:
                facts[name] = value
        return lookups, facts

    def _answer_name(self, key: str, field: str) -> str:
        for name in (key, f"answers.{key}", f"attributes.{key}"):
            if name in self.words.facts:
                return name
        bare = key.removeprefix("rules.")
        if _RULE_ID.fullmatch(bare):
            return f"rules.{bare}"
        raise unknown_word(
            field, key, [one.removeprefix("answers.") for one in self.words.facts]
        )


def _no_country(given: str, known: frozenset[str]) -> InvalidInput:
    """A code in small letters is named in capitals; a name is asked for as a code."""
    code = given.strip().upper()
    if code in known:
        return refuse(
            "destination",
            "unknown_word",
            f"Tulis kode negara dengan huruf besar: {code}.",
            f"Write the country code in capitals: {code}.",
        )
    if len(code) == 2:
        return unknown_word("destination", given, known)
    return refuse(
        "destination",
        "unknown_word",
        f"“{given}” bukan kode negara. Tulis dua huruf ISO 3166-1, misalnya DE untuk "
        "Jerman atau XI untuk Irlandia Utara.",
        f"“{given}” is no country code. Write the two letters of ISO 3166-1, such as "
        "DE for Germany or XI for Northern Ireland.",
    )


def _lots(consignment: Mapping[str, Any]) -> list[str]:
    given = consignment.get("lots") or consignment.get("lot")
    if given is None:
        return []
    rows = [given] if isinstance(given, str) else read_list(given, "consignment.lots")
    lots: list[str] = []
    for number, row in enumerate(rows):
        lot = row.get("id") if isinstance(row, Mapping) else row
        text = read_text(lot, f"consignment.lots[{number}]")
        if text is not None:
            lots.append(text)
    return lots
