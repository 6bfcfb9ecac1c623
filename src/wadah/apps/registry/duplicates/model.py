"""How two records are compared: levels of each field, and which pairs are looked at.

The levels are what an officer reads as reasons. `SHIPPED_M` tells how often each level
is seen between two records of one business; it was counted on planted pairs (seeds 101
to 103, see docs/algorithms/duplicates.md), not on those by which the result is judged.
`SHIPPED_U`, how often it is seen between two businesses, is for registers too small to
count it in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from splink import SettingsCreator, block_on

# Of so many records one stands there twice, before anything is compared.
_REPEATED_SHARE = 0.025
# Among few records a shared owner and house would outweigh any difference of names.
_HIGHEST_PRIOR = 1e-5


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of agreement: its code, its condition and its two frequencies."""

    code: str
    condition: str
    m: float
    u: float
    frequency_of: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """The levels of one field, best first; the last one is "otherwise"."""

    field: str
    unknown: str
    levels: tuple[Level, ...]


def _jw(column: str, least: float) -> str:
    return f"jaro_winkler_similarity({column}_l, {column}_r) >= {least}"


_SAME_REGION = "region_l = region_r"
_SAME_PLACE = f"{_SAME_REGION} AND district_l = district_r"
FIELDS: tuple[Field, ...] = (
    Field(
        "name",
        "name_sorted_l = '' OR name_sorted_r = ''",
        (
            Level("same", "name_sorted_l = name_sorted_r",
                  0.574, 0.00012, "name_sorted"),
            Level("alike", f"{_jw('name_sorted', 0.92)} OR {_jw('name', 0.94)}",
                  0.39, 0.00047),
            Level("near", f"{_jw('name_sorted', 0.84)} OR {_jw('name', 0.86)} OR "
                  "jaccard(name_sorted_l, name_sorted_r) >= 0.9", 0.0355, 0.008),
            # What no name tells: with one number, or where a name is only the owner's.
            Level("other_one_number", "nib_l = nib_r", 0.003, 0.003),
            Level("owner_as_name", "name_l = owner_l OR name_r = owner_r",
                  0.0004, 0.33),
            Level("other", "", 1e-12, 0.66),
        ),
    ),
    Field(
        "owner",
        # Where both names are the owners' own, the owner tells nothing new.
        "owner_l IS NULL OR owner_r IS NULL OR "
        "(name_l = owner_l AND name_r = owner_r)",
        (
            Level("same", "owner_l = owner_r", 0.637, 0.00011, "owner"),
            Level("alike", _jw("owner", 0.93), 0.233, 7e-05),
            Level("part", "starts_with(owner_l, owner_r) OR "
                  "starts_with(owner_r, owner_l)", 0.095, 0.0014),
            Level("near", _jw("owner", 0.85), 0.029, 0.0032),
            Level("other", "", 0.006, 0.995),
        ),
    ),
    Field(
        "phone",
        "phone_l IS NULL OR phone_r IS NULL",
        (
            Level("same", "phone_l = phone_r", 0.898, 1.6e-06),
            Level("other", "", 0.102, 0.999998),
        ),
    ),
    Field(
        "nib",
        "nib_l IS NULL OR nib_r IS NULL",
        (
            Level("same", "nib_l = nib_r", 0.99, 3e-06),
            Level("other", "", 0.01, 0.999997),
        ),
    ),
    Field(
        "place",
        "region_l = '' OR region_r = ''",
        (
            Level("same_village", f"{_SAME_REGION} AND village_l = village_r",
                  0.735, 0.0015),
            Level("alike_village", f"{_SAME_REGION} AND {_jw('village', 0.88)}",
                  0.079, 0.0013),
            Level("same_district", f"{_SAME_PLACE} AND (village_l IS NULL OR "
                  "village_r IS NULL)", 0.106, 0.0009),
            Level("other_village", _SAME_PLACE, 0.075, 0.007),
            Level("same_region", _SAME_REGION, 0.004, 0.115),
            Level("other", "", 0.001, 0.874),
        ),
    ),
    Field(
        "street",
        "street_l IS NULL OR street_r IS NULL",
        (
            Level("same", "street_l = street_r", 0.6, 9e-05),
            Level("alike", f"street_bare_l = street_bare_r OR {_jw('street', 0.93)}",
                  0.17, 0.073),
            Level("other", "", 0.23, 0.927),
        ),
    ),
    Field(
        "family",
        "family_l IS NULL OR family_r IS NULL",
        (
            Level("same", "family_l = family_r", 0.866, 0.0325),
            Level("other", "", 0.134, 0.9675),
        ),
    ),
)  # fmt: skip

# Pairs that are looked at. Each rule alone stays near linear in the size of the
# register: keys that many share (a common name in a city) are cut by a place.
BLOCKING = (
    ("nib",),
    ("phone",),
    ("place", "name_sound"),
    ("place", "name_start"),
    ("region", "name_sorted"),
    ("owner_block", "region"),
    ("place", "owner_sound"),
    ("place", "street"),
)


def make_settings(businesses: int, *, with_weights: bool = True) -> SettingsCreator:
    """The model as the linker takes it, for a register of so many businesses."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="unique_id",
        # So many repeated ones among n (n - 1) / 2 pairs.
        probability_two_random_records_match=min(
            2 * _REPEATED_SHARE / (businesses - 1), _HIGHEST_PRIOR
        ),
        blocking_rules_to_generate_predictions=[block_on(*keys) for keys in BLOCKING],
        comparisons=[_comparison(field) for field in FIELDS],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=with_weights,
    )


def _comparison(field: Field) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": field.unknown, "label_for_charts": "unknown",
         "is_null_level": True}
    ]  # fmt: skip
    for level in field.levels:
        levels.append(
            {
                "sql_condition": level.condition or "ELSE",
                "label_for_charts": level.code,
                "m_probability": level.m,
                "u_probability": level.u,
                **_frequency(level),
            }
        )
    return {"output_column_name": field.field, "comparison_levels": levels}


def _frequency(level: Level) -> dict[str, Any]:
    if not level.frequency_of:
        return {}
    return {"tf_adjustment_column": level.frequency_of, "tf_adjustment_weight": 1.0}
