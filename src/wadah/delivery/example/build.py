"""Builds the Lampung example by the same actions that people use on the screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from importlib import resources
from typing import Any

from django.utils import timezone

from wadah.apps.accounts.actions.add_member import add_member
from wadah.apps.accounts.actions.add_organisation import add_organisation
from wadah.apps.accounts.actor import Actor, make_actor, make_local_administrator
from wadah.apps.accounts.models import Organisation, Role
from wadah.apps.exports.actions.confirm_rung import confirm_rung
from wadah.apps.exports.actions.open_deal import open_deal
from wadah.apps.exports.actions.record_rung import record_rung
from wadah.apps.matching.actions.add_buyer import add_buyer
from wadah.apps.matching.actions.add_request import add_request
from wadah.apps.matching.actions.match_request import match_request
from wadah.apps.matching.actions.moderate_request import moderate_request
from wadah.apps.matching.actions.promise_capacity import promise_capacity
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.meetings.actions.close_meeting import close_meeting
from wadah.apps.meetings.actions.schedule_meeting import schedule_meeting
from wadah.apps.registry.actions.add_business import add_business
from wadah.apps.registry.actions.add_lot import add_lot
from wadah.apps.registry.actions.add_product import add_product
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.actions.give_consent import give_consent
from wadah.apps.registry.actions.import_businesses import import_businesses
from wadah.apps.registry.actions.publish_business import publish_business
from wadah.apps.registry.actions.verify_capacity import verify_capacity
from wadah.apps.registry.models import Business, Lot, Product
from wadah.apps.validation.actions.add_document import add_document
from wadah.apps.validation.actions.answer_question import answer_question
from wadah.apps.validation.actions.assess_case import assess_case
from wadah.apps.validation.actions.check_document import check_document
from wadah.apps.validation.actions.open_case import open_case
from wadah.core.values import Month
from wadah.delivery.example.checking import check_example
from wadah.delivery.example.content import (
    BUYER_COMPANY,
    EXPORT_ORGANISATION,
    OWNER_BUSINESS,
    PASSWORD,
    PEOPLE,
    TRADE_OFFICE,
    plain,
    read_example,
)
from wadah.delivery.example.events import build_event
from wadah.delivery.example.lab_reports import keep_results
from wadah.delivery.example.market import build_market
from wadah.delivery.example.papers import build_papers
from wadah.delivery.example.pooled_offer import build_pooled_offer
from wadah.delivery.example.readiness import build_readiness, keep_first_profiles
from wadah.delivery.example.records import build_records
from wadah.delivery.example.rules import build_rules
from wadah.delivery.example.shortlist import build_shortlist

Progress = Callable[[str], None]
LIST_FILE = "lampung_list.csv"


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of the example, one a role, and the organisations."""

    actors: dict[str, Actor]
    export_organisation: Organisation
    buyer_company: Organisation

    def __getitem__(self, role: str) -> Actor:
        return self.actors[role]


def is_built() -> bool:
    """Is the example there already, whole? It is built in one go or not at all."""
    wanted = {
        seller["business"]
        for corridor in read_example()["corridor"]
        for seller in corridor["seller"]
    }
    found = Business.objects.filter(is_example=True, name__in=wanted)
    return found.count() == len(wanted)


def build_example(progress: Progress) -> None:
    """Load the list, then take six corridors through every step."""
    example = read_example()
    progress("people and organisations")
    people = gather_people()
    progress("list of businesses")
    with resources.as_file(resources.files(__package__) / LIST_FILE) as path:
        import_businesses(actor=people["officer"], path=path)
    for corridor in example["corridor"]:
        progress(f"corridor {corridor['code']}")
        build_corridor(people, corridor, example["as_of"])
    keep_first_profiles(example["as_of"])
    progress("places, people, steps and the group")
    build_records(people["officer"])
    progress("requests and buyers")
    build_market(people.actors, example["as_of"])
    build_pooled_offer(people.actors, example["as_of"])
    build_shortlist(people.actors, example["as_of"])
    progress("a day of meetings")
    build_event(people["officer"], example["as_of"])
    progress("readiness")
    build_readiness(people["officer"], example["as_of"])
    build_papers(people["owner"], people["officer"], example["as_of"])
    progress("rules and all markets")
    build_rules(people.actors, example["as_of"])


def gather_people() -> Cast:
    """One person for each role, each in the organisation that fits."""
    administrator = make_local_administrator()
    houses = {
        "export": add_organisation(
            actor=administrator,
            kind=Organisation.Kind.EXPORT,
            name=EXPORT_ORGANISATION,
            region_codes=["18"],
        ),
        "office": add_organisation(
            actor=administrator,
            kind=Organisation.Kind.OFFICE,
            name=TRADE_OFFICE,
            region_codes=["18"],
        ),
        "business": add_organisation(
            actor=administrator, kind=Organisation.Kind.BUSINESS, name=OWNER_BUSINESS
        ),
        "buyer": add_organisation(
            actor=administrator,
            kind=Organisation.Kind.BUYER,
            name=BUYER_COMPANY,
            country="AU",
        ),
    }
    house_of = {
        "owner": "business",
        "staff": "business",
        "buyer": "buyer",
        "analyst": "office",
        "administrator": "office",
    }
    actors = {}
    for role, login, name in PEOPLE:
        user = add_member(
            actor=administrator,
            organisation=houses[house_of.get(role, "export")],
            login=login,
            name=name,
            role=Role(role),
            password=PASSWORD,
        )
        actors[role] = make_actor(user)
    return Cast(actors, houses["export"], houses["buyer"])


def build_corridor(people: Cast, corridor: dict[str, Any], as_of: date) -> None:
    """Sellers, papers, verdicts; then request, match, meeting and rungs."""
    lead: Product | None = None
    for seller in corridor["seller"]:
        product = build_seller(people, corridor, seller, as_of)
        lead = lead or product
    if lead is None:
        return
    request = build_request(people, corridor)
    match_request(actor=people["officer"], request=request, as_of=as_of)
    build_meeting(people, corridor, request, lead)
    build_deal(people, corridor, request, lead)


def build_seller(
    people: Cast, corridor: dict[str, Any], seller: dict[str, Any], as_of: date
) -> Product:
    """One business with product, lot, papers, results, capacity and verdict."""
    officer = people["officer"]
    business = build_business(people, seller)
    floor = seller.get("price_floor", [None, ""])
    product = add_product(
        actor=officer,
        business=business,
        family=seller["family"],
        name=seller["product"],
        form=seller["form"],
        hs_code=seller["hs_code"],
        attributes=plain(seller["attributes"]),
        specs=plain(corridor["case"]["contract"]),
        packing=seller["packing"],
        min_order_kg=Decimal(seller["min_order_kg"]),
        price_floor_amount=None if floor[0] is None else Decimal(floor[0]),
        price_floor_currency=floor[1],
        is_published=True,
    )
    lot = add_lot(
        actor=officer,
        product=product,
        code=seller["lot"]["code"],
        quantity_kg=Decimal(seller["lot"]["quantity_kg"]),
        produced_on=seller["lot"]["produced_on"],
        region_code=seller["region_code"],
    )
    for text, kg in seller["capacity"].items():
        month = Month.parse(text)
        declare_capacity(actor=officer, product=product, month=month, kg=Decimal(kg))
        verify_capacity(
            actor=officer,
            product=product,
            month=month,
            kg=Decimal(kg),
            verified_on=as_of,
            how="Kunjungan dan catatan produksi tiga bulan terakhir",
        )
    build_case(people, corridor, seller, lot, as_of)
    return product


def build_business(people: Cast, seller: dict[str, Any]) -> Business:
    """The owner of the example enters his own; the officer enters the others."""
    own = seller["business"] == OWNER_BUSINESS
    business = add_business(
        actor=people["owner"] if own else people["officer"],
        name=seller["business"],
        region_code=seller["region_code"],
        district=seller["district"],
        owner_name=seller["owner_name"],
        phone=seller["phone"],
        size_class=seller["size_class"],
        about=seller["about"],
        nib=seller.get("nib", ""),
        is_example=True,
        consent_given_by="" if own else seller["owner_name"],
    )
    if own:
        give_consent(
            actor=people["owner"],
            business=business,
            organisation=people.export_organisation,
            given_by=seller["owner_name"],
            basis="self",
        )
    publish_business(actor=people["officer"], business=business, published=True)
    return business


def build_case(
    people: Cast,
    corridor: dict[str, Any],
    seller: dict[str, Any],
    lot: Lot,
    as_of: date,
) -> None:
    """Papers, results and answers of one lot, and the verdict on them."""
    officer = people["officer"]
    product, business = lot.product, lot.product.business
    case = open_case(
        actor=officer,
        product=product,
        lot=lot,
        destination=corridor["destination"],
        **{
            key: corridor["case"][key]
            for key in ("declared_on", "departs_on", "arrives_on", "placed_on")
        },
        consignment=plain(corridor["case"]["consignment"]),
        parties=plain(corridor["case"]["parties"]),
        contract=plain(corridor["case"]["contract"]),
    )
    for paper in seller.get("documents", []):
        fields = {key: value for key, value in paper.items() if key != "lot"}
        document = add_document(
            actor=officer,
            business=business,
            product=product if paper.get("lot") else None,
            lot=lot if paper.get("lot") else None,
            **{**fields, "scope": plain(paper.get("scope", {}))},
        )
        check_document(actor=people["verifier"], document=document, checked_on=as_of)
    keep_results(officer, lot, [plain(row) for row in seller.get("results", [])])
    for answer in corridor.get("answer", []):
        answer_question(actor=officer, case=case, **answer)
    verdict = assess_case(actor=officer, case=case, as_of=as_of)
    check_example(people.actors, case, verdict, as_of)


def build_request(people: Cast, corridor: dict[str, Any]) -> BuyerRequest:
    """The buyer and what he asks for."""
    officer = people["officer"]
    own = corridor["buyer"]["name"] == BUYER_COMPANY
    buyer = add_buyer(
        actor=officer,
        **corridor["buyer"],
        organisation=people.buyer_company if own else None,
        is_example=True,
    )
    fields = {
        key: value
        for key, value in corridor["request"].items()
        if key not in ("price", "specs", "quantity_kg")
    }
    price = corridor["request"]["price"]
    request = add_request(
        actor=people["buyer"] if own else officer,
        buyer=buyer,
        family=corridor["seller"][0]["family"],
        destination=corridor["destination"],
        quantity_kg=Decimal(corridor["request"]["quantity_kg"]),
        specs=plain(corridor["request"]["specs"]),
        price_amount=Decimal(price[0]),
        price_currency=price[1],
        **fields,
    )
    if own:
        moderate_request(
            actor=officer, request=request, decision="publish", now=timezone.now()
        )
    return BuyerRequest.objects.get(pk=request.pk)


def build_meeting(
    people: Cast, corridor: dict[str, Any], request: BuyerRequest, lead: Product
) -> None:
    """A meeting that was held, with its outcome and next step."""
    officer = people["officer"]
    words = corridor["meeting"]
    meeting = schedule_meeting(
        actor=officer,
        request=request,
        product=lead,
        starts_at=words["starts_at"],
        minutes=words["minutes"],
        place=words["place"],
    )
    close_meeting(
        actor=officer,
        meeting=meeting,
        outcome=words["outcome"],
        notes=words["notes"],
        next_step=words["next_step"],
        next_step_owner=words["next_step_owner"],
        next_step_due_on=words["next_step_due_on"],
    )


def build_deal(
    people: Cast, corridor: dict[str, Any], request: BuyerRequest, lead: Product
) -> None:
    """The rungs reached, each confirmed by a second person."""
    deal = open_deal(actor=people["officer"], request=request, product=lead)
    for words in corridor["rung"]:
        value = words.get("value", [None, ""])
        rung = record_rung(
            actor=people["officer"],
            deal=deal,
            rung=words["rung"],
            reached_on=words["reached_on"],
            proof=words["proof"],
            value_amount=None if value[0] is None else Decimal(value[0]),
            value_currency=value[1],
        )
        noon = datetime.combine(words["reached_on"], time(12), UTC)
        confirm_rung(actor=people["approver"], rung=rung, confirmed_at=noon)
        if words["rung"] == "contract":
            promise_capacity(
                actor=people["officer"],
                request=request,
                product=lead,
                month=Month.of(corridor["case"]["departs_on"]),
                kg=Decimal(corridor["request"]["quantity_kg"]),
                expires_on=corridor["request"]["window_to"],
            )
