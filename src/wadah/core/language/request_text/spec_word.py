"""One parameter of a specification with the words buyers use for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wadah.core.language.request_text.patterns import WordPattern

PERCENT = r"%|pct|per ?cent|persen|prozent|procent|pro ?cent|pour ?cent"
LENGTH = r"cm|centimet\w+|mm|millimet\w+|inch(?:es)?|in\b|\"|m\b"


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A parameter with a number.

    Parameters
    ----------
    alias
        The name in the request data; empty where it has none.
    unit
        Taken where the text writes none.
    units
        Pattern of the units it may have.
    operator
        What a bare number means; empty where it means nothing.
    needs_unit
        True where the name alone is too common a word.
    """

    parameter: str
    alias: str
    unit: str
    name: WordPattern
    units: str
    operator: str = "<="
    needs_unit: bool = False
    families: str = ""
    qualifier: str | None = None

    @property
    def shown(self) -> str:
        return self.parameter.replace("_", " ")


def word(
    parameter: str, alias: str, unit: str, name: str, units: str, operator: str = "<=",
    *, needs_unit: bool = False, families: str = "", qualifier: str | None = None,
) -> NumberWord:  # fmt: skip
    """A row of the tables."""
    pattern = WordPattern(name, "(?<![a-z])", "(?![a-z])")
    return NumberWord(
        parameter,
        alias,
        unit,
        pattern,
        units,
        operator,
        needs_unit,
        families,
        qualifier,
    )


UNITS_OF: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), unit)
    for pattern, unit in (
        (PERCENT, "%"),
        (r"ppm", "ppm"),
        (r"ppb", "ppb"),
        (r"mg ?/ ?kg", "mg/kg"),
        (r"ug ?/ ?kg|mcg/kg", "ug/kg"),
        (r"ng/g", "ng/g"),
        (r"g/100 ?g", "g/100 g"),
        (r"ml ?/ ?100 ?g\w*", "ml/100 g"),
        (r"g ?i2/100 ?g", "g I2/100 g"),
        (r"meq(?: o2)? ?/ ?kg", "meq/kg"),
        (r"cfu ?/ ?g|koloni/g", "cfu/g"),
        (r"mpn ?/ ?g", "MPN/g"),
        (r"ms ?/ ?cm|ms\b", "mS/cm"),
        (r"ds ?/ ?m", "dS/m"),
        (r"us ?/ ?cm", "uS/cm"),
        (r"l(?:it(?:er|re)s?|trs?)? ?(?:/|per) ?kg", "l/kg"),
        (r"kg/m3", "kg/m3"),
        (r"g(?:r|ms)? ?/ ?l(?:tr|itre|iter)?\b|g\.?l\b", "g/l"),
        (r"g(?:r|ram)? ?/ ?cm ?\^?[2²]", "g/cm2"),
        (r"kcal ?/ ?kg|cal/g", "kcal/kg"),
        (r"mj ?/ ?kg", "MJ/kg"),
        (r"mesh", "mesh"),
        (r"cm|centimet\w+", "cm"),
        (r"mm|millimet\w+", "mm"),
        (r"inch(?:es)?|in|\"", "inch"),
        (r"m", "m"),
        (r"hours?|hrs?|h|jam|stunden", "h"),
        (r"min(?:ute)?s?|menit", "min"),
        (r"months?|mths?|mos?|bulan|bln|monate|mois|maanden", "month"),
        (r"years?|tahun", "year"),
        (r"days?|hari", "day"),
        (r"kg", "kg"),
        (r"g", "g"),
        (r"(?:deg(?:rees)?|°|o)? ?c(?:elsius)?", "degC"),
        (r"ph", "pH"),
        (r"points?|pts", "points"),
    )
)
