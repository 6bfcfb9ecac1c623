"""Words of the rule base as people read them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def confidence_words(code: str) -> str:
    """How sure a rule is, by its code."""
    return {
        "V1": _("read in the law"),
        "V2": _("from a second source"),
        "VO": _("from an old official copy, look it up again"),
        "G": _("general knowledge, not verified"),
    }.get(code, code)


def effect_words(code: str) -> str:
    """What breaking a rule does."""
    return {
        "bars": pgettext("effect", "forbids the shipment"),
        "delays": pgettext("effect", "stops the shipment until it is met"),
        "costs": pgettext("effect", "costs money"),
        "contract": pgettext("effect", "counts where the contract says so"),
        "advice": pgettext("effect", "advice"),
        "benefit": pgettext("effect", "lowers the duty"),
    }.get(code, code)


def tier_words(code: str) -> str:
    """How many buyers ask for it."""
    return {
        "mandatory": pgettext("tier", "mandatory"),
        "common": pgettext("tier", "asked by most buyers"),
        "niche": pgettext("tier", "asked by some buyers"),
    }.get(code, code)


def party_words(code: str) -> str:
    """Who has to see to it."""
    return {
        "producer": pgettext("party", "producer"),
        "collector": pgettext("party", "collector"),
        "exporter": pgettext("party", "exporter"),
        "laboratory": pgettext("party", "laboratory"),
        "surveyor": pgettext("party", "surveyor"),
        "fumigator": pgettext("party", "fumigator"),
        "carrier": pgettext("party", "carrier"),
        "customs_broker": pgettext("party", "customs broker"),
        "authority_id": pgettext("party", "Indonesian authority"),
        "authority_market": pgettext("party", "authority of the market"),
        "importer": pgettext("party", "importer"),
        "recycler": pgettext("party", "recycler"),
        "buyer": pgettext("party", "buyer"),
    }.get(code, code)


def day_words(code: str) -> str:
    """The day on which a rule counts."""
    return {
        "as_of": _("the day of the check"),
        "declared_on": _("the day of the export declaration"),
        "departs_on": _("the day of departure"),
        "arrives_on": _("the day of arrival"),
        "placed_on": _("the day it is placed on the market"),
        "produced_on": _("the day it was made"),
    }.get(code, code)


def due_words(code: str) -> str:
    """By when a paper must be there."""
    return {
        "standing": pgettext("due", "a lasting paper"),
        "per_lot": pgettext("due", "for each lot"),
        "before_declaration": pgettext("due", "before the export declaration"),
        "at_declaration": pgettext("due", "with the export declaration"),
        "before_departure": pgettext("due", "before departure"),
        "before_arrival": pgettext("due", "before arrival"),
        "at_arrival": pgettext("due", "on arrival"),
        "on_sale": pgettext("due", "when it is sold"),
    }.get(code, code)
