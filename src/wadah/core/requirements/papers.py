"""Does a paper in hand do what a rule asks, on the day that counts?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wadah.core.requirements.case import Case
from wadah.core.requirements.evidence import of_document
from wadah.core.requirements.finding import Finding, met, unknown
from wadah.core.requirements.processes import covers_process
from wadah.core.requirements.rules import DateName, DocumentLeaf, RuleBase
from wadah.core.requirements.vocabulary import Vocabulary
from wadah.core.values import Document, Status, Step, Text

# The day a thing is due, by the word of the rule.
DUE_ON: dict[str, DateName] = {
    "before_declaration": "declared_on",
    "at_declaration": "declared_on",
    "before_departure": "departs_on",
    "before_arrival": "arrives_on",
    "at_arrival": "arrives_on",
    "on_sale": "placed_on",
}
_ROLES = ("exporter", "producer", "collector", "importer", "notify", "recycler")
_BEST_FIRST = (Status.MET, Status.UNKNOWN, Status.FAILING, Status.EXPIRED)


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """What is needed to judge papers: the case, the groups of markets, the words."""

    case: Case
    base: RuleBase
    words: Vocabulary
    date_basis: DateName

    def judge(self, leaf: DocumentLeaf) -> Finding:
        """The best of the papers in hand; `later` while the thing is not due."""
        found = [
            replace(self._judge_one(document, leaf), evidence=(of_document(document),))
            for document in self.case.documents
            if document.type in leaf.types and self._is_in_hand(document)
        ]
        best = min(
            found,
            key=lambda one: _BEST_FIRST.index(one.status),
            default=self._absent(leaf),
        )
        if best.status is Status.MET or not self.is_due_later(leaf.due):
            return best
        return replace(
            best, status=Status.LATER, reason=self._due_reason(leaf), asks=()
        )

    def is_due_later(self, due: str) -> bool:
        """True while the day the thing is due lies ahead or is not planned."""
        if due not in DUE_ON:
            return False
        day = self.case.dates.latest(DUE_ON[due])
        return day is None or day > self.case.dates.as_of

    def _is_in_hand(self, document: Document) -> bool:
        issued = document.issued_on
        return issued is None or issued <= self.case.dates.as_of

    def _judge_one(self, document: Document, leaf: DocumentLeaf) -> Finding:
        name = self._name(document.type)
        day = self.day_that_counts()
        if document.expires_on is not None and document.expires_on < day:
            return Finding(
                Status.EXPIRED,
                Text(
                    f"{_capital(name.id)} berlaku sampai {document.expires_on}, "
                    f"sebelum {day}, hari yang menentukan.",
                    f"The {name.en} is valid until {document.expires_on}, before "
                    f"{day}, the day that counts.",
                ),
                steps=self._steps(leaf, "renew_document"),
            )
        misfits = [
            *self._fixed_scope(document, leaf),
            *self._asked_scope(document, leaf),
        ]
        wrong = [key for key, fits in misfits if fits is False]
        unsure = [key for key, fits in misfits if fits is None]
        if wrong:
            return self._out_of_scope(Status.FAILING, name, wrong, leaf)
        if unsure:
            return self._out_of_scope(Status.UNKNOWN, name, unsure, leaf)
        return met(())

    def day_that_counts(self) -> date:
        """The day on which a paper must hold."""
        if self.date_basis == "produced_on":
            return self.case.dates.earliest("departs_on")
        return self.case.dates.earliest(self.date_basis)

    def _fixed_scope(
        self, document: Document, leaf: DocumentLeaf
    ) -> Iterable[tuple[str, bool | None]]:
        """Every limit the paper itself names, tested against the consignment."""
        scope = document.scope
        yield "holder", self._holder_fits(document.holder, leaf)
        yield "status", scope.get("status", "valid") == "valid"
        if "product" in scope:
            yield "product", self._product_fits(_texts(scope["product"]))
        if "market" in scope:
            yield "market", self._market_fits(_texts(scope["market"]))
        if "lot" in scope:
            yield "lot", self._lot_fits(_texts(scope["lot"]))
        if "quantity_kg" in scope:
            yield "quantity_kg", self._quantity_fits(scope["quantity_kg"])
        for key, fact in (
            ("site", "parties.producer.site"),
            ("consignment", "consignment.id"),
            ("species", "attributes.species"),
        ):
            if key in scope:
                yield key, self._same_as(fact, _texts(scope[key]))
        if "process" in scope:
            yield "process", covers_process(sorted(_texts(scope["process"])), self.case)

    def _asked_scope(
        self, document: Document, leaf: DocumentLeaf
    ) -> Iterable[tuple[str, bool | None]]:
        """What the rule wants to read on the paper; not written is not known."""
        for key, wanted in leaf.needs.items():
            shown = _texts(document.scope.get(key))
            yield key, bool(shown & set(wanted)) if shown else None
        if leaf.declarations:
            borne = document.scope.get("declarations")
            yield (
                "declarations",
                None if borne is None else set(leaf.declarations) <= _texts(borne),
            )

    def _holder_fits(self, holder: str | None, leaf: DocumentLeaf) -> bool:
        if holder is None:
            return True
        if holder in _ROLES:
            return holder in leaf.holders
        names = {
            str(self.case.facts.get(f"parties.{role}.name", "")).casefold()
            for role in leaf.holders
        } - {""}
        return not names or holder.casefold() in names

    def _product_fits(self, products: set[str]) -> bool | None:
        """The family, or a code under which the goods lie; a code asks for theirs."""
        if self.case.family in products:
            return True
        codes = [bare for one in products if (bare := one.replace(".", "")).isdigit()]
        hs = self.case.hs
        if hs is None:
            return None if codes else False
        return any(hs.is_within(code) for code in codes)

    def _market_fits(self, markets: set[str]) -> bool:
        case = self.case
        return any(
            self.base.is_in(case.destination, market, case.dates.as_of)
            for market in markets
        )

    def _lot_fits(self, lots: set[str]) -> bool | None:
        known = self.case.known_lots()
        return known <= lots if known else None

    def _quantity_fits(self, covered: object) -> bool | None:
        quantity = self.case.facts.get("consignment.quantity_kg")
        if not isinstance(quantity, Decimal) or not isinstance(covered, Decimal):
            return None
        return quantity <= covered

    def _same_as(self, fact: str, shown: set[str]) -> bool | None:
        stated = self.case.facts.get(fact)
        if stated is None:
            return None if fact == "attributes.species" else True
        # Of several places where the goods are made, one that is named is enough.
        own = {one.casefold() for one in _texts(stated)}
        return bool(own & {one.casefold() for one in shown})

    def _absent(self, leaf: DocumentLeaf) -> Finding:
        names = [self._name(slug) for slug in leaf.types]
        id_names = " atau ".join(name.id for name in names)
        en_names = " or ".join(name.en for name in names)
        return Finding(
            Status.MISSING,
            Text(f"Belum ada: {id_names}.", f"Still needed: {en_names}."),
            steps=self._steps(leaf, "get_document"),
        )

    def _out_of_scope(
        self, status: Status, name: Text, keys: list[str], leaf: DocumentLeaf
    ) -> Finding:
        words = [_SCOPE_WORDS.get(key, Text(key, key)) for key in keys]
        listed = Text(
            ", ".join(one.id for one in words), ", ".join(one.en for one in words)
        )
        if status is Status.UNKNOWN:
            reason = Text(
                f"{_capital(name.id)} ada, tetapi cakupannya tidak dapat dipastikan: "
                f"{listed.id}.",
                f"The {name.en} is there, but its scope cannot be told: {listed.en}.",
            )
            return unknown(reason, (), self._steps(leaf, "extend_scope"))
        reason = Text(
            f"{_capital(name.id)} ada, tetapi tidak mencakup kiriman ini: {listed.id}.",
            f"The {name.en} is there, but does not cover this consignment: "
            f"{listed.en}.",
        )
        return Finding(status, reason, steps=self._steps(leaf, "extend_scope"))

    def _due_reason(self, leaf: DocumentLeaf) -> Text:
        name = self._name(leaf.types[0])
        day = self.case.dates.latest(DUE_ON[leaf.due])
        if day is None:
            return Text(
                f"{_capital(name.id)} baru diperlukan saat pengiriman direncanakan.",
                f"The {name.en} is needed once the shipment is planned.",
            )
        return Text(
            f"{_capital(name.id)} baru harus ada pada {day}.",
            f"The {name.en} need not be there before {day}.",
        )

    def _steps(self, leaf: DocumentLeaf, action: str) -> tuple[Step, ...]:
        if leaf.steps and action == "get_document":
            return leaf.steps
        first = leaf.steps[0] if leaf.steps else None
        name = self._name(leaf.types[0])
        text = _STEP_TEXT[action]
        return (
            Step(
                action,
                leaf.types[0],
                Text(text.id.format(name.id), text.en.format(name.en)),
                first.cost_idr if first else None,
                first.days if first else None,
            ),
        )

    def _name(self, slug: str) -> Text:
        return self.words.document_types[slug].name


_SCOPE_WORDS = {
    "holder": Text("nama pemegang", "holder"),
    "status": Text("status", "status"),
    "product": Text("produk", "product"),
    "market": Text("negara tujuan", "market"),
    "lot": Text("lot", "lot"),
    "quantity_kg": Text("jumlah", "quantity"),
    "site": Text("tempat", "site"),
    "consignment": Text("kiriman", "consignment"),
    "species": Text("jenis", "species"),
    "process": Text("proses", "process"),
    "scheme": Text("skema", "scheme"),
    "recognised_by": Text("pengakuan", "recognition"),
    "treatment": Text("perlakuan", "treatment"),
    "grade": Text("mutu", "grade"),
    "parameters": Text("parameter", "parameters"),
    "declarations": Text("pernyataan", "declarations"),
    "list_date": Text("tanggal daftar", "date of the list"),
}
_STEP_TEXT = {
    "get_document": Text("Urus {}.", "Get the {}."),
    "renew_document": Text("Perpanjang {}.", "Renew the {}."),
    "extend_scope": Text(
        "Minta penerbit {} mencantumkan cakupan yang benar.",
        "Ask the issuer of the {} to state the right scope.",
    ),
}


def _texts(value: object) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, list | tuple | set | frozenset):
        return {str(one) for one in value}
    return {str(value)}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
