"""Requests in each state of their life, an answer, a thread, and examined buyers."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time
from decimal import Decimal
from importlib import resources
from typing import Any

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.accept_answer import accept_answer
from wadah.apps.matching.actions.add_buyer import add_buyer
from wadah.apps.matching.actions.add_buyer_contact import add_buyer_contact
from wadah.apps.matching.actions.add_buyer_proof import add_buyer_proof
from wadah.apps.matching.actions.add_buyer_report import add_buyer_report
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.actions.answer_request import answer_request
from wadah.apps.matching.actions.check_buyer_proof import check_buyer_proof
from wadah.apps.matching.actions.close_request import close_request
from wadah.apps.matching.actions.edit_buyer import edit_buyer
from wadah.apps.matching.actions.examine_buyer import examine_buyer
from wadah.apps.matching.actions.moderate_request import moderate_request
from wadah.apps.matching.actions.propose_diligence import propose_diligence
from wadah.apps.matching.actions.save_search import save_search
from wadah.apps.matching.actions.sign_diligence import sign_diligence
from wadah.apps.matching.actions.write_request_message import write_request_message
from wadah.apps.matching.models import Buyer, BuyerRequest
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.models import Product
from wadah.delivery.example.content import plain

_STEPS = ("code", "buyer", "by", "price", "specs", "quantity_kg", "answer", "comment",
          "outcome")  # fmt: skip


def build_market(actors: dict[str, Actor], as_of: date) -> None:
    """After the corridors, whose buyers and makers it uses."""
    now = datetime.combine(as_of, time(5), UTC)
    source = resources.files(__package__) / "market.toml"
    content = tomllib.loads(source.read_text(encoding="utf-8"), parse_float=Decimal)
    for row in content["buyer"]:
        _build_buyer(actors["officer"], row)
    for row in content["request"]:
        _build_request(actors, row, now)
    save_search(
        actor=actors["owner"],
        family=ProductFamily.objects.get(pk="coffee_green_robusta"),
    )
    _examine_trusted(actors, now)
    _examine_doubtful(actors["officer"], now)


def _build_buyer(officer: Actor, row: dict[str, Any]) -> Buyer:
    buyer = add_buyer(
        actor=officer, name=row["name"], country=row["country"], is_example=True
    )
    given = {key: value for key, value in row.items() if key != "country"}
    return edit_buyer(actor=officer, buyer=buyer, country_id=row["country"], **given)


def _build_request(
    actors: dict[str, Actor], row: dict[str, Any], now: datetime
) -> None:
    officer = actors["officer"]
    price = row.get("price", [None, ""])
    request = add_request(
        actor=actors[row["by"]],
        buyer=Buyer.objects.get(name=row["buyer"], is_example=True),
        as_draft=row["code"] == "draft",
        quantity_kg=Decimal(row["quantity_kg"]),
        specs=plain(row.get("specs", [])),
        price_amount=None if price[0] is None else Decimal(price[0]),
        price_currency=price[1],
        **{key: value for key, value in row.items() if key not in _STEPS},
    )
    if row["code"] == "returned":
        moderate_request(
            actor=officer, request=request, decision="return",
            comment=row["comment"], now=now,
        )  # fmt: skip
    if row["code"] == "answered":
        moderate_request(actor=officer, request=request, decision="publish", now=now)
        _answer(actors, request, row["answer"], now)
    if row["code"] == "closed":
        close_request(actor=officer, request=request, outcome=row["outcome"], now=now)


def _answer(
    actors: dict[str, Actor], request: BuyerRequest, row: dict[str, Any], now: datetime
) -> None:
    """A maker answers by the officer; the buyer accepts and asks a question."""
    product = Product.objects.filter(
        family_id=row["family"], business__is_example=True, is_published=True
    ).order_by("pk")
    answer = answer_request(
        actor=actors["officer"], request=request, product=product[0], now=now,
        kg=Decimal(row["kg"]), ready_on=row["ready_on"],
        price_amount=Decimal(row["price"][0]), price_currency=row["price"][1],
        message=row["message"], shares_contact=row["shares_contact"],
    )  # fmt: skip
    accept_answer(actor=actors["buyer"], answer=answer, now=now)
    write_request_message(
        actor=actors["buyer"], request=request, business=answer.business, now=now,
        text="Can you wash the blocks once more, so that EC stays below 0.5 mS/cm?",
    )  # fmt: skip


def _examine_trusted(actors: dict[str, Actor], now: datetime) -> None:
    """A buyer with good answers: two people sign how far he is trusted."""
    officer, today = actors["officer"], now.date()
    buyer = Buyer.objects.get(name="Ostsee Kaffeekontor Beispiel GmbH")
    for kind, number in (("registration", "HRB 00000"), ("role", "Lagerhaus 3")):
        proof = add_buyer_proof(
            actor=officer, buyer=buyer, kind=kind, number=number,
            issuer="Handelsregister (contoh)",
        )  # fmt: skip
        check_buyer_proof(actor=actors["administrator"], proof=proof, today=today)
    add_buyer_contact(
        actor=officer, buyer=buyer, name="L. Brandt", job="Einkauf",
        email="brandt@ostsee-kaffee.example", consent_given_on=date(2026, 10, 20),
        consent_way="Kartu nama di pameran, dibalas lewat e-mail", today=today,
    )  # fmt: skip
    add_buyer_report(
        actor=officer, buyer=buyer, kind="attache",
        asked_of="Atase Perdagangan Berlin (contoh)", asked_on=date(2026, 11, 3),
        answered_on=date(2026, 11, 9), finding="good",
        said="Terdaftar sejak 2009, memiliki gudang sendiri, membayar tepat waktu.",
    )  # fmt: skip
    add_buyer_report(
        actor=officer, buyer=buyer, kind="past_deal", asked_of="Pesanan 2025 (contoh)",
        asked_on=date(2025, 9, 1), answered_on=date(2025, 11, 4), finding="good",
        days_late=4,
    )  # fmt: skip
    diligence = examine_buyer(
        actor=officer, buyer=buyer, now=now, bank_country="DE",
        domain_registered_on=date(2010, 2, 1), asks_private_originals=False,
        has_overpaid=False, is_in_company_register=True,
    )  # fmt: skip
    propose_diligence(
        actor=officer, diligence=diligence, now=now, result="trade",
        reason="Terdaftar, gudang terbukti, atase dan transaksi lalu mendukung. "
        "Daftar sanksi belum dimuat, maka barang tidak dilepas sebelum uang.",
        holds_until=date(2027, 11, 24), exposure_amount=Decimal(20000),
        exposure_currency="USD", payments=["advance", "lc_sight", "dp", "cad"],
    )  # fmt: skip
    sign_diligence(
        actor=actors["approver"], diligence=diligence, is_agreed=True, now=now
    )


def _examine_doubtful(officer: Actor, now: datetime) -> None:
    """A buyer with nearly the name of another; the like name waits for a person."""
    buyer = Buyer.objects.get(name="Thames Spice Example Trading")
    add_buyer_report(
        actor=officer, buyer=buyer, kind="attache",
        asked_of="Atase Perdagangan London (contoh)", asked_on=date(2026, 11, 20),
    )  # fmt: skip
    examine_buyer(
        actor=officer, buyer=buyer, now=now, bank_country="CY",
        domain_registered_on=date(2026, 8, 2), asks_private_originals=True,
        has_overpaid=None, is_in_company_register=False,
    )  # fmt: skip
