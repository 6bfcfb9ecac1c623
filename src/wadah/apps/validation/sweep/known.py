"""What the register knows of every product, as the tables of a population.

A product that has no paper, no lot and no answer is told from others by its family, its
codes and its attributes alone: such a *kind* is read once, however many products are of
it. For any other product papers and results are read in bulk and written once each,
and only the links between them are rows a product. The document of a product before a
market is the one a case without a planned shipment would have; what that document
cannot put into columns is judged by `assess` itself.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from wadah.apps.registry.models import Business, Lot, Product
from wadah.apps.validation.case_document import check_case, make_case_document
from wadah.apps.validation.evidence import (
    hold_to_product,
    name_covered,
    paper_json,
    read_coverage,
)
from wadah.apps.validation.lot_results import read_results_of_lots
from wadah.apps.validation.models import Case, CaseAnswer, Document
from wadah.core.requirements import Case as CoreCase
from wadah.core.requirements import assess
from wadah.core.requirements.assessment import verdict_of
from wadah.core.requirements.population.face import WEIGHTS, NotTabular, Tabulator
from wadah.core.values import InvalidInput, LabResult

CHUNK = 2000
Row = dict[str, Any]


@dataclass(slots=True)
class Shelf:
    """Rows that are written once and named by a number."""

    rows: list[Row] = field(default_factory=list)
    numbers: dict[str, int | None] = field(default_factory=dict)

    def put(self, key: str, make: Callable[[int], Row]) -> int | None:
        """The number of the row of `key`; None where it has no place in columns."""
        if key not in self.numbers:
            number = len(self.rows)
            try:
                self.rows.append(make(number))
                self.numbers[key] = number
            except NotTabular:
                self.numbers[key] = None
        return self.numbers[key]


@dataclass(slots=True)
class Known:
    """Rows once each, the links between them, and what no column holds.

    Parameters
    ----------
    asked
        (product, subject): before every market that `asked_alone` does not name.
    asked_alone
        (product, market, subject).
    single
        (product, market, weight, rules): judged by the single case.
    """

    kinds: Shelf = field(default_factory=Shelf)
    papers: Shelf = field(default_factory=Shelf)
    results: Shelf = field(default_factory=Shelf)
    subjects: list[tuple[int, int]] = field(default_factory=list)
    subject_papers: list[tuple[int, int]] = field(default_factory=list)
    subject_results: list[tuple[int, int]] = field(default_factory=list)
    asked: list[tuple[int, int]] = field(default_factory=list)
    asked_alone: list[tuple[int, str, int]] = field(default_factory=list)
    single: list[tuple[int, str, int, str]] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held:
    """What hangs on one product."""

    product: Product
    lot: Lot | None
    papers: tuple[Row, ...]
    results: tuple[Row, ...]
    answers: dict[str, list[CaseAnswer]]

    @property
    def is_market_bound(self) -> bool:
        """Does a paper name the markets it is for?"""
        return any("market" in paper["scope"] for paper in self.papers)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the products of one sweep.

    Parameters
    ----------
    by_single_case
        Markets in which every product is judged by `assess`: some rule there has a
        part that no expression knows.
    """

    tabulator: Tabulator
    markets: Sequence[str]
    as_of: date
    by_single_case: frozenset[str]

    def read(self, products: QuerySet[Product]) -> Known:
        """Everything known of `products`, which an engine can then judge."""
        known = Known()
        rich = _find_rich(products)
        plain = self._plain(products, known, rich)
        for chunk in _chunks(sorted(rich | plain)):
            for held in _hold(chunk):
                self._add(held, known)
        return known

    def _plain(
        self, products: QuerySet[Product], known: Known, rich: set[int]
    ) -> set[int]:
        """Add the products told by their kind alone; give back those that are odd."""
        fields = (
            "family_id", "hs_code", "hs_edition", "form", "business__region_id", "text",
        )  # fmt: skip
        rows = products.annotate(text=Cast("attributes", TextField()))
        kinds: dict[tuple[Any, ...], list[int]] = defaultdict(list)
        for pk, *kind in rows.values_list("pk", *fields).iterator(chunk_size=CHUNK):
            if pk not in rich:
                kinds[tuple(kind)].append(pk)
        odd: set[int] = set()
        for kind, keys in kinds.items():
            subject = None if self.by_single_case else self._subject_of(kind, known)
            if subject is None:
                odd.update(keys)
            else:
                known.asked += [(key, subject) for key in keys]
        return odd

    def _subject_of(self, kind: tuple[Any, ...], known: Known) -> int | None:
        family, hs, edition, form, region, attributes = kind
        product = Product(
            family_id=family, hs_code=hs, hs_edition=edition, form=form,
            business=Business(region_id=region), attributes=json.loads(attributes),
        )  # fmt: skip
        held = Held(product, None, (), (), {})
        try:
            return self._subject(held, self.markets[0], known)
        except InvalidInput:
            return None

    def _add(self, held: Held, known: Known) -> None:
        """Add one product before every market."""
        product = held.product.pk
        alone = [
            market
            for market in self.markets
            if held.is_market_bound or market in held.answers
        ]
        shared = [market for market in self.markets if market not in set(alone)]
        try:
            for market in alone:
                self._ask(held, [market], known, is_alone=True)
            if shared:
                self._ask(held, shared, known, is_alone=False)
        except InvalidInput:
            known.unreadable.append(product)

    def _ask(
        self, held: Held, markets: list[str], known: Known, *, is_alone: bool
    ) -> None:
        product = held.product.pk
        subject = self._subject(held, markets[0], known)
        singly = [
            market
            for market in markets
            if subject is None or market in self.by_single_case
        ]
        known.single += [
            (product, market, *self._judge(held, market)) for market in singly
        ]
        if subject is None:
            return
        if is_alone:
            known.asked_alone += [(product, market, subject) for market in markets]
        else:
            known.asked.append((product, subject))

    def _subject(self, held: Held, market: str, known: Known) -> int | None:
        """The number of the subject; None where the columns cannot hold it."""
        document = self._document(held, market)
        key = json.dumps(
            {**document, "destination": "", "product": _unnamed(document["product"])},
            sort_keys=True,
        )
        # Read before anything is written: what is unreadable leaves no rows behind.
        case: list[CoreCase] = []
        if key not in known.kinds.numbers or held.papers or held.results:
            full = {**document, "documents": held.papers, "results": held.results}
            case.append(check_case(_as_lists(full)))
        kind = known.kinds.put(
            key, lambda number: self.tabulator.subject(number, case[0])
        )
        papers = [
            self._paper(paper, market, index, case[0], known)
            for index, paper in enumerate(held.papers)
        ]
        results = [
            self._result(result, index, case[0], known)
            for index, result in enumerate(held.results)
        ]
        if held.results:
            results += [
                self._restated(one, known) for one in self.tabulator.restated(case[0])
            ]
        if kind is None or None in papers or None in results:
            return None
        subject = len(known.subjects)
        known.subjects.append((subject, kind))
        known.subject_papers += [(subject, one) for one in papers if one is not None]
        known.subject_results += [(subject, one) for one in results if one is not None]
        return subject

    def _paper(
        self, paper: Row, market: str, index: int, case: CoreCase, known: Known
    ) -> int | None:
        # Number and issuer decide nothing; the market only where the paper names one.
        bound = market if "market" in paper["scope"] else ""
        kept = {name: one for name, one in paper.items() if name not in _UNREAD}
        key = json.dumps([kept, bound], sort_keys=True)
        return known.papers.put(
            key,
            lambda number: self.tabulator.paper(number, case.documents[index], case),
        )

    def _result(
        self, result: Row, index: int, case: CoreCase, known: Known
    ) -> int | None:
        key = json.dumps(result, sort_keys=True, default=str)
        return known.results.put(
            key, lambda number: self.tabulator.result(number, case.results[index])
        )

    def _restated(self, result: LabResult, known: Known) -> int | None:
        """A result in another basis, by the moisture or the fat of the same lot."""
        return known.results.put(
            repr(result), lambda number: self.tabulator.result(number, result)
        )

    def _document(self, held: Held, market: str) -> Row:
        """The document of a case that has no planned shipment, without evidence."""
        case = Case(product=held.product, lot=held.lot, destination_id=market)
        return make_case_document(
            case,
            as_of=self.as_of,
            evidence=False,
            extra=held.answers.get(market, ()),
        )

    def _judge(self, held: Held, market: str) -> tuple[int, str]:
        document = self._document(held, market)
        full = {**document, "documents": held.papers, "results": held.results}
        outcome = assess(check_case(_as_lists(full)), self.tabulator.base)
        deciding = [
            item.rule for item in outcome.items if verdict_of(item) is outcome.verdict
        ]
        weight = WEIGHTS.index(outcome.verdict)
        return weight, " ".join(dict.fromkeys(deciding)) if weight else ""


_UNREAD = ("number", "issuer")


def _unnamed(product: Row) -> Row:
    return {name: one for name, one in product.items() if name != "name"}


def _as_lists(document: Row) -> Row:
    return {
        **document,
        "documents": list(document["documents"]),
        "results": list(document["results"]),
    }


def _find_rich(products: QuerySet[Product]) -> set[int]:
    """Products that have a paper, a lot or an answer."""
    with_papers = Document.objects.order_by().values("business")
    rich = products.filter(
        Q(business__in=with_papers)
        | Q(pk__in=Lot.objects.order_by().values("product"))
        | Q(pk__in=CaseAnswer.objects.order_by().values("case__product"))
    )
    return set(rich.values_list("pk", flat=True))


def _chunks(keys: list[int]) -> Iterable[list[int]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _hold(keys: list[int]) -> Iterable[Held]:
    """The products of one chunk with everything that hangs on them."""
    products = list(
        Product.objects.filter(pk__in=keys)
        .select_related("business")
        .prefetch_related("steps__site")
    )
    lots = _newest_lots(keys)
    papers = _Papers.read({one.business_id for one in products})
    results = read_results_of_lots([lot.pk for lot in lots.values()])
    answers = _answers(keys, lots)
    for product in products:
        lot = lots.get(product.pk)
        lines = results.get(lot.pk, []) if lot else []
        yield Held(
            product,
            lot,
            tuple(papers.about(product, lot)),
            tuple(line.result for line in lines),
            answers.get(product.pk, {}),
        )


def _newest_lots(keys: list[int]) -> dict[int, Lot]:
    """The lot that was added last speaks for the product."""
    newest: dict[int, Lot] = {}
    for lot in Lot.objects.filter(product__in=keys).order_by("-created_at", "-pk"):
        newest.setdefault(lot.product_id, lot)
    return newest


def _answers(
    keys: list[int], lots: dict[int, Lot]
) -> dict[int, dict[str, list[CaseAnswer]]]:
    """Answers by product and market, newest first: of its cases without a lot or on
    the lot that speaks. Planned days are a shipment's and stay with its case.
    """
    found: dict[int, dict[str, list[CaseAnswer]]] = defaultdict(
        lambda: defaultdict(list)
    )
    rows = (
        CaseAnswer.objects.filter(case__product__in=keys)
        .exclude(code__startswith="dates.")
        .select_related("case")
        .order_by("code", "-given_at", "-pk")
    )
    for row in rows:
        lot = lots.get(row.case.product_id)
        if row.case.lot_id in (None, lot.pk if lot else None):
            found[row.case.product_id][row.case.destination_id].append(row)
    return {product: dict(markets) for product, markets in found.items()}


@dataclass(frozen=True, slots=True)
class _Papers:
    """The papers of some businesses, and which products their certificates name."""

    of_business: dict[int, list[tuple[Document, Row]]]

    @classmethod
    def read(cls, businesses: set[int]) -> _Papers:
        of_business: dict[int, list[tuple[Document, Row]]] = defaultdict(list)
        for row in read_coverage(Document.objects.filter(business__in=businesses)):
            written = paper_json(row)
            if written is not None:
                of_business[row.business_id].append((row, written))
        return cls(of_business)

    def about(self, product: Product, lot: Lot | None) -> Iterable[Row]:
        for row, written in self.of_business.get(product.business_id, ()):
            if row.product_id in (None, product.pk) and row.lot_id in (
                None,
                lot.pk if lot else None,
            ):
                yield hold_to_product(written, name_covered(row), product)
