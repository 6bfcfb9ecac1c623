"""Facts that follow from other facts when nobody stated them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from wadah.core.requirements.conditions import Found, Look
from wadah.core.values import HsCode

# HS chapters of live plants and of goods of plant origin that plant health looks at.
_PLANT_CHAPTERS = ("06", "07", "08", "09", "10", "11", "12", "13", "14", "44", "46")
_PLANT_HEADINGS = ("1801", "5305", "5702", "5308")
_PLANT_FAMILIES = frozenset(
    (
        "cocopeat coir_fibre coir_mat coir_yarn palm_sticks_ekel palm_sticks_nipah "
        "growing_medium_mixed ornamental_plants plant_cuttings cocoa_beans betel_nut"
    ).split()
)
_PLANT_PREFIXES = (
    "coffee_green", "coffee_roasted", "pepper_", "cinnamon_", "clove_", "nutmeg_",
    "mace_", "cardamom_", "vanilla", "turmeric_", "ginger_", "chilli_", "seaweed_",
)  # fmt: skip
_ALGAE = {
    "red": ("eucheuma", "kappaphycus", "gracilaria", "gelidium", "gelidiella"),
    "brown": ("sargassum", "laminaria", "saccharina", "undaria", "padina", "hizikia"),
    "green": ("caulerpa", "ulva"),
}
# A class of waste is given only when all three are stated: one alone moots no other.
DESCRIBED_TOGETHER = frozenset(
    ("attributes.polymers", "attributes.sorting", "attributes.clean")
)
# Halogenated polymers stand outside entry B3011 of Annex IX of the Basel Convention.
_HALOGENATED = {"pvc"}
_SEPARABLE = {"pe_ld", "pe_hd", "pp", "pet"}
_DANGEROUS_SOURCES = {"hospital", "chemical_container"}


def derive(name: str, family: str, hs: HsCode | None, look: Look) -> Found:
    """Work out `name` from other facts, or name the facts that would decide it."""
    if name == "attributes.plant_product":
        return _plant_product(family, hs)
    if name == "attributes.algae_class":
        return _algae_class(look)
    if name == "attributes.waste_class":
        return _waste_class(look)
    if name == "consignment.value_usd":
        return _value_usd(look)
    if name == "origin.processing_region":
        return look("origin.region")
    if name == "origin.country":
        return Found("ID")
    return Found(asks=(name,))


def _plant_product(family: str, hs: HsCode | None) -> Found:
    if family in _PLANT_FAMILIES or family.startswith(_PLANT_PREFIXES):
        return Found(True)
    if family.startswith("plastic_"):
        return Found(False)
    if hs is None:
        return Found(asks=("attributes.plant_product",))
    return Found(hs.digits.startswith((*_PLANT_CHAPTERS, *_PLANT_HEADINGS)))


def _value_usd(look: Look) -> Found:
    """The invoice value where it is in US dollars; no rate is guessed."""
    value = look("consignment.value").value
    if isinstance(value, Mapping) and value.get("currency") == "USD":
        amount = value.get("amount")
        if isinstance(amount, Decimal):
            return Found(amount)
    return Found(asks=("consignment.value",))


def _algae_class(look: Look) -> Found:
    species = look("attributes.species")
    if species.value is None:
        return Found(asks=species.asks)
    genus = str(species.value).strip().split(" ")[0].casefold()
    for colour, genera in _ALGAE.items():
        if genus in genera:
            return Found(colour)
    return Found(asks=("attributes.algae_class",))


def _waste_class(look: Look) -> Found:
    """Basel class from polymers, sorting and cleanliness, all three known.

    Notes
    -----
    One of the three alone may already exclude B3011, but a class is only given when
    the lot has been described: an owner who has not said how it is sorted is asked.
    """
    names = ("attributes.polymers", "attributes.sorting", "attributes.clean")
    found = [look(name) for name in names]
    missing = tuple(ask for one in found for ask in one.asks if one.value is None)
    if missing:
        return Found(asks=missing)
    polymers = _as_set(found[0].value)
    sorting, clean = found[1].value, found[2].value
    if _as_set(look("attributes.waste_source").value) & _DANGEROUS_SOURCES:
        return Found("a3210")
    if not clean or sorting == "mixed" or polymers & _HALOGENATED:
        return Found("y48")
    if look("attributes.destined_for_recycling").value is False:
        return Found("y48")
    if polymers & {"unknown", "other"}:
        return Found(asks=("attributes.polymers",))
    if sorting == "pe_pp_pet_separable" and not polymers <= _SEPARABLE:
        return Found("y48")
    return Found("b3011")


def _as_set(value: object) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, str):
        return {value}
    return {str(one) for one in value}  # type: ignore[attr-defined]
