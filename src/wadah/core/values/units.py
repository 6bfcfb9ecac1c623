"""Units of laboratory values and of quantities, and what may be converted.

Units and dimensions are the closed list of the rule vocabulary. A value converts
within one dimension only: a count is never a mass, an extract at 1:5 never one at
1:1.5. Basis (as sold, dry, of fat) is compared by the caller, never converted here.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from wadah.core.values.refusal import InvalidInput, unknown_word
from wadah.core.values.text import Text

# unit -> (dimension, factor to the dimension's first unit)
UNITS: dict[str, tuple[str, Decimal]] = {
    "mg/kg": ("mass_share", Decimal(1)),
    "ppm": ("mass_share", Decimal(1)),
    "ug/kg": ("mass_share", Decimal("0.001")),
    "ppb": ("mass_share", Decimal("0.001")),
    "ng/g": ("mass_share", Decimal("0.001")),
    "g/kg": ("mass_share", Decimal(1000)),
    "%": ("mass_share", Decimal(10000)),
    "g/100 g": ("mass_share", Decimal(10000)),
    "ml/100 g": ("volume_per_mass", Decimal(1)),
    "g I2/100 g": ("iodine_value", Decimal(1)),
    "meq/kg": ("peroxide_value", Decimal(1)),
    "Bq/kg": ("activity", Decimal(1)),
    "ug/cm2/week": ("release_rate", Decimal(1)),
    "mS/cm": ("conductivity", Decimal(1)),
    "dS/m": ("conductivity", Decimal(1)),
    "uS/cm": ("conductivity", Decimal("0.001")),
    "pH": ("ph", Decimal(1)),
    "l/kg": ("expansion", Decimal(1)),
    "g/l": ("density", Decimal(1)),
    "kg/m3": ("density", Decimal(1)),
    "kcal/kg": ("calorific", Decimal(1)),
    # 1 MJ = 1000/4.184 kcal (thermochemical calorie)
    "MJ/kg": ("calorific", Decimal(1000) / Decimal("4.184")),
    "g/cm2": ("gel", Decimal(1)),
    "degC": ("temperature", Decimal(1)),
    "mesh": ("mesh", Decimal(1)),
    "mm": ("length", Decimal(1)),
    "cm": ("length", Decimal(10)),
    "m": ("length", Decimal(1000)),
    "inch": ("length", Decimal("25.4")),
    "min": ("time", Decimal(1)),
    "h": ("time", Decimal(60)),
    "day": ("time", Decimal(1440)),
    "month": ("month", Decimal(1)),
    "year": ("month", Decimal(12)),
    "g": ("mass", Decimal("0.001")),
    "kg": ("mass", Decimal(1)),
    "quintal": ("mass", Decimal(100)),
    "t": ("mass", Decimal(1000)),
    "lb": ("mass", Decimal("0.45359237")),
    "points": ("points", Decimal(1)),
    "points/300 g": ("points_300g", Decimal(1)),
    "count": ("count", Decimal(1)),
    "count/100 g": ("count_100g", Decimal(1)),
    "count/300 g": ("count_300g", Decimal(1)),
    "count/350 g": ("count_350g", Decimal(1)),
    "cfu/g": ("colony_count", Decimal(1)),
    "MPN/g": ("most_probable_number", Decimal(1)),
    "text": ("text", Decimal(1)),
}

# Units that are words or our own names; every other is written alike everywhere.
_UNIT_WORDS: dict[str, Text] = {
    "text": Text("", ""),
    "count": Text("", ""),
    "count/100 g": Text("per 100 g", "per 100 g"),
    "count/300 g": Text("per 300 g", "per 300 g"),
    "count/350 g": Text("per 350 g", "per 350 g"),
    "points": Text("nilai", "points"),
    "points/300 g": Text("nilai per 300 g", "points per 300 g"),
    "ug/cm2/week": Text("ug/cm2/minggu", "ug/cm2/week"),
    "degC": Text("°C", "°C"),
    "inch": Text("inci", "inches"),
    "min": Text("menit", "minutes"),
    "h": Text("jam", "hours"),
    "day": Text("hari", "days"),
    "month": Text("bulan", "months"),
    "year": Text("tahun", "years"),
    "quintal": Text("kuintal", "quintals"),
}

QUANTITY_UNITS = frozenset(
    (
        "kg t lb quintal piece dozen carton bag bale block drum bottle pouch pack set "
        "stem FCL20 FCL40 FCL40HC FCL20RF FCL40RF flexitank iso_tank l"
    ).split()
)


def normalise_unit(unit: str | None, field: str = "unit") -> str:
    """The unit as the vocabulary writes it; µ is read as u, none as text."""
    if unit is None or unit == "":
        return "text"
    written = unit.replace("µ", "u").replace("μ", "u").strip()
    if written not in UNITS:
        raise unknown_word(field, unit, UNITS)
    return written


def unit_words(unit: str | None) -> Text:
    """A unit as it stands behind a number; empty for words and for pieces counted.

    Examples
    --------
    >>> unit_words("month").id, unit_words("mg/kg").id
    ('bulan', 'mg/kg')
    """
    written = unit or "text"
    return _UNIT_WORDS.get(written, Text(written, written))


def dimension(unit: str) -> str:
    """The dimension of a unit of `UNITS`."""
    return UNITS[unit][0]


def convert(value: Decimal, unit: str, to: str, field: str = "unit") -> Decimal:
    """Express `value` of `unit` in `to`.

    Raises
    ------
    InvalidInput
        When the units are of different dimensions.

    Examples
    --------
    >>> convert(Decimal("3.2"), "ppb", "mg/kg")
    Decimal('0.0032')
    """
    dimension_from, factor_from = UNITS[unit]
    dimension_to, factor_to = UNITS[to]
    if dimension_from != dimension_to:
        raise InvalidInput(
            field,
            "unit_dimension",
            Text(
                f"Satuan {unit} tidak dapat diubah menjadi {to}.",
                f"The unit {unit} cannot be converted to {to}.",
            ),
        )
    return value * factor_from / factor_to


def check_unit_allowed(
    unit: str, allowed: Iterable[str], parameter: str, field: str
) -> None:
    """Refuse a unit that the parameter's row does not take."""
    known = list(allowed)
    dimensions = {dimension(name) for name in known if name in UNITS}
    if unit not in known and dimension(unit) not in dimensions:
        raise InvalidInput(
            field,
            "unit_not_for_parameter",
            Text(
                f"Satuan {unit} tidak berlaku untuk {parameter}. "
                f"Pakai: {', '.join(known)}.",
                f"The unit {unit} is not used for {parameter}. "
                f"Use one of: {', '.join(known)}.",
            ),
        )
