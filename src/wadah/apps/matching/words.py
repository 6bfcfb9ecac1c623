"""The closed words of a request, with the name a person reads."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from wadah.core.values import unknown_word

BUYER_KINDS = {
    "trader": _("trader"),
    "distributor": _("distributor"),
    "roaster": _("roaster"),
    "packer": _("packer"),
    "retailer": _("retailer"),
    "industrial_consumer": _("industrial consumer"),
    "recycler": _("recycler"),
    "fuel_maker": _("fuel maker"),
    "agent": _("agent"),
    "broker": _("broker"),
    "end_user": _("end user"),
}
BUYER_SIZES = {
    "natural_person": _("one person"),
    "micro": _("micro"),
    "small": _("small"),
    "medium": _("medium"),
    "large": _("large"),
}
# Incoterms 2020
INCOTERMS = {
    "EXW": _("EXW, at the maker's door"),
    "FCA": _("FCA, handed to the carrier"),
    "FAS": _("FAS, beside the ship"),
    "FOB": _("FOB, on board in Indonesia"),
    "CFR": _("CFR, sea freight paid"),
    "CIF": _("CIF, sea freight and insurance paid"),
    "CPT": _("CPT, carriage paid"),
    "CIP": _("CIP, carriage and insurance paid"),
    "DAP": _("DAP, delivered to the place"),
    "DPU": _("DPU, delivered and unloaded"),
    "DDP": _("DDP, delivered, duty paid"),
}
PAYMENTS = {
    "advance": _("in advance"),
    "advance_balance_copy_documents": _("part in advance, rest against copies"),
    "cad": _("cash against documents"),
    "dp": _("documents against payment (D/P)"),
    "da": _("documents against acceptance (D/A)"),
    "lc_sight": _("letter of credit at sight"),
    "lc_usance": _("letter of credit, later payment"),
    "open_account": _("open account"),
    "mixed": _("mixed"),
}
PACKINGS = {
    "jute_bag": _("jute bag"),
    "pp_bag": _("woven plastic bag"),
    "paper_bag": _("paper bag"),
    "jumbo_bag": _("jumbo bag"),
    "carton": _("carton"),
    "inner_box": _("inner box"),
    "pouch": _("pouch"),
    "tin": _("tin"),
    "glass": _("glass"),
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

# Why somebody does not want alerts any more.
END_REASONS = {
    "not_wanted": _("I do not need it any more"),
    "too_many": _("too many messages"),
    "no_fit": _("the requests do not fit"),
    "filled": _("my capacity is sold"),
}


def check_word(field: str, word: str, known: Collection[str]) -> None:
    """Refuse a word that is not in the list; empty means not stated.

    Raises `InvalidInput` with the nearest known words.
    """

    if word and word not in known:
        raise unknown_word(field, word, known)
