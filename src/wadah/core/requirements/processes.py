"""What work a certificate names, and whether the goods went through it.

A certificate states its process scope in words of its own, in either language. Known
words are looked for; a scope that names work, but not the work by which the goods are
made, does not cover them. What cannot be read is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from wadah.core.requirements.case import Case

# How cherries become green coffee; a scope may name it and the work after it.
_COFFEE = {
    "wet_hulled": r"wet.?hull\w*|giling basah|semi.?washed",
    "wet": r"wet|washed|fully washed|olah basah|basah",
    "dry": r"dry|natural|olah kering|kering",
    "honey": r"honey|madu",
}
_MAKING = {
    "roasting": r"roast\w*|sangrai|penyangraian|menyangrai",
    "grinding": r"grind\w*|ground|mill\w*|powder\w*|bubuk|penggilingan|digiling|tepung",
    "drying": r"dry|drying|dried|pengering\w*|kering|jemur|penjemuran",
    "freezing": r"freez\w*|frozen|beku|pembekuan",
    "smoking": r"smok\w*|asap|pengasapan",
    "frying": r"fr[iy]\w*ing|fried|goreng|penggorengan",
    "salting": r"salt\w*|asin|penggaraman",
    "canning": r"can(ned|ning)|kaleng|pengalengan",
    "pasteurising": r"pasteuri\w*",
    "refining": r"refin\w*|rbd|pemurnian|murni",
    "extracting": r"extract\w*|instant|ekstra\w*|instan",
}
# Who dries is not asked: growers do it before the place that is certified.
# Work that makes nothing, and words for all of it.
_BESIDE = r"pack\w*|kemas|pengemasan|sort\w*|sortir|stor\w*|gudang|penyimpanan|trad\w*"
_ALL = r"process\w*|produc\w*|manufactur\w*|pengolahan|produksi|pembuatan|mengolah"
_BY_FORM = {
    "roasted_whole": {"roasting"},
    "roasted_ground": {"roasting", "grinding"},
    "instant": {"extracting"},
    "ground": {"grinding"},
    "powder": {"grinding"},
    "frozen": {"freezing"},
    "smoked": {"smoking"},
    "salted": {"salting"},
    "canned": {"canning"},
    "pasteurised": {"pasteurising"},
    "refined": {"refining"},
}
_BY_FACT = {
    "attributes.fried": "frying",
    "attributes.smoked": "smoking",
}


def covers_process(scope: Iterable[str], case: Case) -> bool | None:
    """Does the process scope of a paper name work by which the goods are made?

    Returns
    -------
    bool or None
        None where the goods are made by known work and the scope is in words that
        are not read; a scope says nothing against goods of which no work is known.

    Examples
    --------
    A scope of "roasting and packing" covers roasted beans; "packing" alone does not.
    """
    words = " ".join(scope).casefold().replace("_", " ")
    process = case.look("attributes.coffee_process").value
    named = _named(_COFFEE, words)
    # "Wet" is also a word of "wet-hulled".
    named -= {"wet"} if "wet_hulled" in named else set()
    if isinstance(process, str) and named and process not in named:
        return False
    made_by = _made_by(case)
    if not made_by or made_by & _named(_MAKING, words) or _says(_ALL, words):
        return True
    is_other = bool(named or _named(_MAKING, words)) or _says(_BESIDE, words)
    return False if is_other else None


def _made_by(case: Case) -> set[str]:
    stated = {work for name, work in _BY_FACT.items() if case.look(name).value is True}
    return stated | _BY_FORM.get(case.form or "", set())


def _named(known: dict[str, str], words: str) -> set[str]:
    return {slug for slug, pattern in known.items() if _says(pattern, words)}


def _says(pattern: str, words: str) -> bool:
    return re.search(rf"\b({pattern})\b", words) is not None
