"""What is asked about a product beyond its name: only what decides something.

The markets' rules know more attributes; those that a product brings along and this
list does not know are kept as they are and judged where the rules are read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.apps.reference.data_files import read_families
from wadah.apps.registry.words import Words
from wadah.core.values import InvalidInput, Text, unknown_word

Kind = Literal["bool", "slug", "list", "text"]
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class AttributeQuestion:
    """One attribute, how it is asked and what it may be."""

    name: str
    kind: Kind
    label: str | Promise
    words: Words


def _ask(
    name: str, kind: Kind, label: str | Promise, words: Words | None = None
) -> AttributeQuestion:
    return AttributeQuestion(name, kind, label, words or {})


QUESTIONS: dict[str, AttributeQuestion] = {
    question.name: question
    for question in (
        _ask(
            "intended_use",
            "slug",
            _("What will the buyer use it for?"),
            {
                "human_food": _("food"),
                "food_ingredient": _("ingredient of food"),
                "food_supplement": _("food supplement"),
                "animal_feed": _("animal feed"),
                "growing_medium": _("growing medium"),
                "planting": _("planting"),
                "fuel": _("fuel"),
                "biofuel": _("biofuel"),
                "industrial": _("industry"),
                "recycling": _("recycling"),
                "craft": _("craft and household"),
                "home_textile": _("home textile"),
                "wear": _("clothing"),
                "cosmetic": _("cosmetics"),
                "carrier_only": _("packing or carrier of other goods"),
            },
        ),
        _ask("retail_packed", "bool", _("Is it packed for the shop?")),
        _ask(
            "species", "text", _("Scientific name of the plant or animal, if you know")
        ),
        _ask(
            "coffee_process",
            "slug",
            _("How was the coffee processed?"),
            {
                "dry": _("dried as whole cherries (natural)"),
                "wet": _("washed"),
                "wet_hulled": _("wet-hulled"),
                "honey": _("honey"),
            },
        ),
        _ask("for_planting", "bool", _("Can it grow, or is it meant for planting?")),
        _ask("dried", "bool", _("Is it dried?")),
        _ask(
            "spice_part",
            "slug",
            _("Which part of the plant is it?"),
            {
                "bark": _("bark"),
                "fruit": _("fruit"),
                "seed": _("seed"),
                "bud": _("bud"),
                "root": _("root"),
                "leaf": _("leaf"),
                "flower": _("flower"),
                "aril": _("seed coat (mace)"),
            },
        ),
        _ask(
            "medium_contents",
            "list",
            _("What does it contain?"),
            {
                "coir": _("coir"),
                "peat": _("peat"),
                "compost": _("compost"),
                "soil": _("soil"),
                "fertiliser": _("fertiliser"),
                "additive": _("other additives"),
                "other": _("something else"),
            },
        ),
        _ask(
            "used_for_growing_before",
            "bool",
            _("Has it been used for growing plants before?"),
        ),
        _ask(
            "polymers",
            "list",
            _("Which plastics are in it?"),
            {
                "pe_ld": _("LDPE (bags, film)"),
                "pe_hd": _("HDPE (bottles, jerrycans)"),
                "pp": _("PP (cups, sacks)"),
                "pet": _("PET (drink bottles)"),
                "ps": _("PS (foam)"),
                "pvc": _("PVC (pipes)"),
                "pc": _("PC"),
                "abs": _("ABS"),
                "other": _("another plastic"),
                "unknown": _("not known"),
            },
        ),
        _ask(
            "sorting",
            "slug",
            _("How is it sorted?"),
            {
                "single_polymer": _("one plastic only"),
                "pe_pp_pet_separable": _("PE, PP and PET that can be separated"),
                "mixed": _("mixed"),
            },
        ),
        _ask("clean", "bool", _("Is it almost free of dirt and other waste?")),
        _ask(
            "waste_source",
            "slug",
            _("Where does the waste come from?"),
            {
                "industrial_offcut": _("cuttings of a factory"),
                "household": _("households"),
                "hospital": _("hospitals"),
                "sewerage_pipe": _("sewage pipes"),
                "chemical_container": _("containers of chemicals"),
                "other": _("something else"),
            },
        ),
    )
}
# Asked elsewhere, in a case, and shown here once they are known.
OTHER_NAMES: Words = {
    "sold_to": _("Sold to"),
    "processed": _("Processed beyond drying and sorting"),
    "plant_product": _("Of plant origin"),
    "sold_in_indonesia": _("Also sold in Indonesia"),
    "organic_claim": _("Sold as organic"),
    "halal_claim": _("Sold as halal"),
    "commercially_prepared": _("Prepared and packed by a firm"),
    "free_of_soil": _("Free of soil"),
    "free_of_pests": _("Free of pests"),
    "free_of_animal_matter": _("Free of animal matter"),
    "destined_for_recycling": _("Goes to recycling"),
    "smoked": _("Smoked over fire"),
    "algae_class": _("Class of alga"),
    "spice_group": _("Group of spice"),
    "stick_grade": _("Grade of the sticks"),
    "is_food_flavoured_with_cinnamon": _("Finished food with cinnamon"),
}
OTHER_WORDS: Words = {
    "industry": _("industry"),
    "final_consumer": _("final consumers"),
    "trader": _("traders"),
    "red": _("red alga"),
    "brown": _("brown alga"),
    "green": _("green alga"),
    "cinnamon": _("cinnamon"),
    "pepper": _("pepper"),
    "regular": _("regular"),
    "super": _("super"),
    "no": _("no"),
    "none": _("none"),
}
_ASKED_OF_KIND: dict[str, tuple[str, ...]] = {
    "coffee": ("coffee_process", "species", "for_planting", "retail_packed"),
    "spice": ("spice_part", "dried", "for_planting", "species", "intended_use",
              "retail_packed"),
    "seaweed": ("species", "dried", "intended_use", "retail_packed"),
    "coir": ("medium_contents", "used_for_growing_before", "intended_use"),
    "palm_sticks": ("dried", "for_planting", "intended_use"),
    "plastic": ("polymers", "sorting", "clean", "waste_source"),
    "plant": ("species", "for_planting"),
    "fruit": ("species", "dried", "retail_packed"),
    "nut": ("species", "dried", "for_planting", "retail_packed"),
    "pulse": ("species", "dried", "for_planting", "retail_packed"),
    "fish": ("species", "retail_packed"),
}  # fmt: skip
_ASKED_OTHERWISE = ("intended_use", "retail_packed")


@cache
def _kinds() -> dict[str, str]:
    return {row.family: row.kind for row in read_families()}


def list_questions(family: str) -> list[AttributeQuestion]:
    """The attributes that matter for products of this family."""
    names = _ASKED_OF_KIND.get(_kinds().get(family, ""), _ASKED_OTHERWISE)
    return [QUESTIONS[name] for name in names]


def check_attributes(attributes: Mapping[str, object]) -> dict[str, object]:
    """The attributes as they are stored.

    Raises `InvalidInput` for a word that a closed list does not hold, for a value of
    the wrong kind and for a name that is none.
    """
    return {
        name: _checked(name, value)
        for name, value in attributes.items()
        if value is not None and value != "" and value != []
    }


def _checked(name: str, value: object) -> object:
    field = f"attributes.{name}"
    if not _NAME.fullmatch(name):
        raise InvalidInput(field, "attribute_name", _BAD_NAME)
    question = QUESTIONS.get(name)
    if question is None:
        return _plain(field, value)
    if question.kind == "bool":
        if not isinstance(value, bool):
            raise InvalidInput(field, "yes_or_no", _YES_OR_NO)
        return value
    if question.kind == "text":
        return _plain(field, str(value).strip())
    words = value if isinstance(value, (list, tuple)) else [value]
    for word in words:
        if word not in question.words:
            raise unknown_word(field, word, question.words)
    return list(words) if question.kind == "list" or len(words) > 1 else words[0]


def _plain(field: str, value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_plain(field, part) for part in value]
    is_plain = isinstance(value, (str, bool, int, float))
    if not is_plain or len(str(value)) > _LONGEST_TEXT:
        raise InvalidInput(field, "attribute_value", _BAD_VALUE)
    return value


_BAD_NAME = Text(
    "Nama atribut memakai huruf kecil dan garis bawah.",
    "The name of an attribute has lower-case letters and underscores.",
)
_BAD_VALUE = Text(
    "Isi atribut harus teks pendek, angka, ya/tidak, atau daftar dari itu.",
    "An attribute is a short text, a number, yes or no, or a list of these.",
)
_YES_OR_NO = Text("Jawab ya atau tidak.", "Answer yes or no.")
