"""A small vocabulary and one coffee lot that meets one coffee request."""

from copy import deepcopy
from datetime import date

import pytest

from wadah.core.matching import match, match_from_json
from wadah.core.requirements.vocabulary import DocumentType, Parameter, Vocabulary
from wadah.core.values import Text

NAME = Text("-", "-")


def parameter(slug, unit, units=(), basis="as_sold", aliases=()):
    return Parameter(slug, NAME, unit, units or (unit,), (), basis, aliases)


def build_words():
    parameters = (
        parameter("moisture", "%", ("%", "g/kg"), aliases=("moisture_pct",)),
        parameter("ochratoxin_a", "ug/kg", ("ug/kg", "ppb", "mg/kg")),
        parameter("iodine", "mg/kg", ("mg/kg", "%"), basis="dry"),
        parameter("lead", "mg/kg"),
        parameter("cup_score", "points"),
        parameter("ph", "pH"),
        parameter("electrical_conductivity", "mS/cm", ("mS/cm", "uS/cm")),
        parameter("screen_passing", "%", aliases=("below_screen13_pct",)),
        parameter("grade", "text"),
        parameter("process", "text"),
        parameter("form", "text"),
        parameter("salmonella", "text", aliases=("salmonella_25g",)),
    )
    documents = (
        "phytosanitary_certificate", "organic_certificate", "certificate_of_analysis",
        "plot_geolocation_file", "kosher_certificate", "halal_certificate",
    )  # fmt: skip
    return Vocabulary(
        document_types={d: DocumentType(d, NAME, "S") for d in documents},
        facts={},
        parameters={p.slug: p for p in parameters},
        families=frozenset(("coffee_green_robusta", "cocopeat")),
        destinations=frozenset(("DE", "AU")),
        lists={
            "packing": frozenset(("jute_bag", "pp_bag", "jumbo_bag")),
            "basis": frozenset(("as_sold", "dry", "wet_weight", "oil")),
        },
    )


CASE = {
    "request": {
        "items": [
            {
                "family": "coffee_green_robusta",
                "hs6": "090111",
                "quantity": {"value": 19.2, "unit": "t", "tonnes": 19.2},
                "specs": [
                    {
                        "parameter": "moisture",
                        "operator": "<=",
                        "value": 12.5,
                        "unit": "%",
                    }
                ],
                "certificates": ["eudr_geolocation", "kosher_optional"],
                "packing": ["jute_bag"],
            }
        ],
        "destination": "DE",
        "price": {"value": 2.5, "currency": "USD", "unit": "kg"},
        "payment": "cad",
        "doubts": [],
    },
    "as_of": "2026-11-24",
    "window": {"from": "2027-01", "to": "2027-03"},
    "offers": [
        {
            "product": "p1",
            "business": "b1",
            "family": "coffee_green_robusta",
            "hs": "0901.11",
            "form": "green",
            "lots": [
                {
                    "id": "L1",
                    "results": [{"parameter": "moisture", "value": 12, "unit": "%"}],
                }
            ],
            "documents": [
                {"type": "plot_geolocation_file", "expires_on": "2027-12-31"}
            ],
            "capacity": [
                {"month": "2027-01", "verified_kg": 15000, "promised_kg": 3000},
                {"month": "2027-02", "verified_kg": 10000},
            ],
            "min_order_kg": 5000,
            "packing": ["jute_bag", "pp_bag"],
            "price_floor": {"value": 2400, "currency": "USD", "unit": "MT"},
        }
    ],
}


@pytest.fixture
def words():
    return build_words()


@pytest.fixture
def case():
    return deepcopy(CASE)


@pytest.fixture
def judge(words):
    def run(data):
        request, offers, window = match_from_json(data, words, date(2026, 11, 24))
        return match(request.items[0], offers, terms=request, window=window)

    return run
