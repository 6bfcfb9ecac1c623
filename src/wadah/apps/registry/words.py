"""The closed words of a business and a product, with the name a person reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.core.values import unknown_word

Words = Mapping[str, "str | Promise"]

SIZE_CLASSES: Words = {
    "micro": _("micro"),
    "small": _("small"),
    "medium": _("medium"),
    "large": _("large"),
}
FORMS: Words = {
    "green": _("green beans"),
    "roasted_whole": _("roasted, whole"),
    "roasted_ground": _("roasted and ground"),
    "instant": _("instant"),
    "mix": _("ready mix"),
    "cherry": _("cherries"),
    "beans_fermented": _("beans, fermented"),
    "beans_unfermented": _("beans, not fermented"),
    "nibs": _("nibs"),
    "liquor": _("mass"),
    "butter": _("butter"),
    "powder": _("powder"),
    "bar": _("bars"),
    "whole": _("whole"),
    "sticks": _("sticks of bark"),
    "cut": _("cut"),
    "broken": _("broken"),
    "ground": _("ground"),
    "crushed": _("crushed"),
    "split": _("split"),
    "in_shell": _("in the shell"),
    "shelled": _("shelled"),
    "raw_dried": _("dried, not processed"),
    "alkali_treated": _("alkali treated"),
    "refined": _("refined"),
    "semi_refined": _("semi-refined"),
    "fresh": _("fresh"),
    "frozen": _("frozen"),
    "block": _("pressed blocks"),
    "loose": _("loose"),
    "bale": _("bales"),
    "briquette": _("briquettes"),
    "briquette_cube": _("cube briquettes"),
    "mat": _("mats"),
    "yarn": _("yarn or rope"),
    "sticks_loose": _("leaf ribs, loose"),
    "sticks_bundled": _("leaf ribs, bundled"),
    "broom": _("brooms"),
    "chips": _("crisps"),
    "crackers": _("crackers"),
    "sugar_block": _("sugar in blocks"),
    "sugar_granulated": _("sugar in grains"),
    "syrup": _("syrup"),
    "drink_powder": _("drink powder"),
    "drink_ready": _("ready to drink"),
    "paste": _("paste"),
    "sauce": _("sauce"),
    "live": _("alive"),
    "fresh_chilled": _("fresh, chilled"),
    "dried": _("dried"),
    "salted": _("salted"),
    "smoked": _("smoked"),
    "pasteurised": _("pasteurised"),
    "canned": _("in tins"),
    "prepared": _("cooked or prepared"),
    "liquid": _("liquid"),
    "crude": _("crude"),
    "used": _("used"),
    "drums": _("in drums"),
    "rooted_plant": _("rooted plants"),
    "cutting": _("cuttings"),
    "tissue_culture": _("tissue culture"),
    "seed": _("seeds"),
    "cut_flower": _("cut flowers"),
    "cut_foliage": _("cut leaves"),
    "scrap_bale": _("scrap in bales"),
    "flakes": _("flakes"),
    "granules": _("granules"),
    "lump": _("lumps"),
    "sawn": _("sawn"),
    "raw": _("raw"),
    "semi_finished": _("semi-finished"),
    "article": _("finished goods"),
    "furniture": _("furniture"),
    "cloth": _("cloth"),
    "garment": _("clothes"),
    "accessory": _("bags and accessories"),
}
PACKINGS: Words = {
    "jute_bag": _("jute bag"),
    "pp_bag": _("woven plastic bag"),
    "paper_bag": _("paper bag"),
    "jumbo_bag": _("jumbo bag"),
    "carton": _("carton"),
    "inner_box": _("inner box"),
    "pouch": _("pouch"),
    "tin": _("tin"),
    "glass": _("glass jar"),
    "bottle": _("bottle"),
    "drum": _("drum"),
    "ibc": _("IBC tank"),
    "flexibag": _("flexibag"),
    "iso_tank": _("ISO tank"),
    "bulk_liner": _("bulk liner"),
    "bale": _("bale"),
    "bundle": _("bundle"),
    "block": _("block"),
    "pallet_wood": _("wooden pallet"),
    "pallet_plastic": _("plastic pallet"),
    "crate_wood": _("wooden crate"),
    "dunnage_wood": _("wooden dunnage"),
    "reefer": _("cooled container"),
    "bare": _("unpacked"),
}

FAMILY_KINDS: Words = {
    "coffee": _("Coffee"),
    "cocoa": _("Cocoa and chocolate"),
    "coconut": _("Coconut"),
    "coir": _("Coconut husk"),
    "palm_sticks": _("Leaf ribs and brooms"),
    "seaweed": _("Seaweed"),
    "fish": _("Fish and seafood"),
    "spice": _("Spices"),
    "spiced_drink": _("Spice drinks"),
    "drink": _("Tea and drinks"),
    "snack": _("Snacks"),
    "sugar": _("Sugar"),
    "sauce": _("Sauces and pastes"),
    "flour": _("Flour"),
    "cassava": _("Cassava"),
    "fruit": _("Fruit"),
    "nut": _("Nuts"),
    "pulse": _("Pulses"),
    "plant": _("Plants and flowers"),
    "livestock": _("Livestock, eggs and honey"),
    "craft": _("Baskets and craft"),
    "textile": _("Cloth and clothes"),
    "wood": _("Wood"),
    "oil": _("Oils"),
    "resin": _("Resins"),
    "rubber": _("Rubber"),
    "charcoal": _("Charcoal and carbon"),
    "biomass": _("Biomass"),
    "plastic": _("Plastic"),
    "household": _("Household goods"),
}


def check_word(field: str, word: str, known: Collection[str]) -> str:
    """The word if it is in the list or empty, which means not stated.

    Raises `InvalidInput` with the nearest known words.
    """
    if word and word not in known:
        raise unknown_word(field, word, known)
    return word


def labels_of(slugs: Iterable[str], words: Words) -> list[str]:
    """The names a person reads; a word without one stands as it is."""
    return [str(words.get(slug, slug)) for slug in slugs]
