"""Brings the spellings of districts and villages of one list together.

A list knows its own places: what most rows write is right, and what a few write almost
so is a slip. Words that tell places apart (Barat, Timur, Ilir, ...) are never taken for
a slip of one another, and what could be a slip of two names stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import polars as pl
from rapidfuzz.distance import OSA

from wadah.apps.registry.importing import problems as rules
from wadah.apps.registry.importing.cells import by_distinct, match_keys
from wadah.apps.registry.importing.fieldreader import FieldReader
from wadah.apps.registry.importing.words import display_name

# A name is a slip of another that stands in at least five times as many rows.
_TIMES_AS_OFTEN = 5
_LETTERS_A_SLIP = 6
_FEWEST_ROWS = 20
# Of the rows of a village, how many have to agree before it tells the district.
_VILLAGE_ROWS, _VILLAGE_SHARE = 3, 0.8
_NEAR_ENOUGH_FOR_VILLAGE = 0.55
_APART = frozenset(
    (
        "barat timur utara selatan tengah pusat kota baru lama raya ilir ulu hilir "
        "hulu atas bawah dalam luar jaya agung indah sari makmur asri rejo "
        "i ii iii iv v vi"
    ).split()
)
_ABBREVIATED = ((re.compile(r"^gn\b\.? ?", re.I), "Gunung "),
                (re.compile(r"^kp\b\.? ?", re.I), "Kampung "))  # fmt: skip


def respell_places(frame: pl.DataFrame, reader: FieldReader) -> pl.DataFrame:
    """One spelling for each district and village; what changed is noted."""
    if len(frame) < _FEWEST_ROWS:
        return frame
    if reader.has("village"):
        frame = frame.with_columns(by_distinct(frame["village"], _in_full, pl.String))
    if reader.has("district"):
        frame = _respell(frame, "regency", "district", reader)
        frame = _ask_villages(frame, reader)
    if reader.has("village"):
        frame = _respell(frame, "district", "village", reader)
    return frame


def _in_full(village: str) -> str:
    for pattern, word in _ABBREVIATED:
        if pattern.match(village):
            return display_name(pattern.sub(word, village).strip())
    return village


def _respell(
    frame: pl.DataFrame, within: str, place: str, reader: FieldReader
) -> pl.DataFrame:
    """Bring the names of `place` together, each within its `within`."""
    keyed = frame.select(within, place).with_columns(
        match_keys(frame[within]).alias("area"), match_keys(frame[place]).alias("key")
    )
    counted = keyed.group_by("area", "key", place).len().filter(pl.col("key") != "")
    names: dict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for area, key, name, count in counted.iter_rows():
        names[area].setdefault(key, Counter())[name] += count
    shown: dict[tuple[str, str], str] = {}
    slips: set[tuple[str, str]] = set()
    for area, of_area in names.items():
        right = _right_names({key: found.total() for key, found in of_area.items()})
        for key in of_area:
            shown[area, key] = _majority(of_area[right.get(key, key)])
        slips |= {(area, key) for key in right}
    if not shown:
        return frame
    table = pl.DataFrame(
        [(*place, name, place in slips) for place, name in shown.items()],
        schema={"area": pl.String, "key": pl.String, "shown": pl.String,
                "slip": pl.Boolean},
        orient="row",
    )  # fmt: skip
    joined = keyed.join(
        table, on=["area", "key"], how="left", maintain_order="left"
    ).with_columns(pl.col("slip").fill_null(value=False))
    reader.note(rules.PLACE_RESPELLED, place, joined["slip"].arg_true())
    return frame.with_columns(joined.select(pl.coalesce("shown", place).alias(place)))


def _majority(names: Mapping[str, int]) -> str:
    """The spelling that most rows have; of equals the first by the alphabet."""
    return max(sorted(names), key=lambda name: names[name])


def _right_names(counts: Mapping[str, int]) -> dict[str, str]:
    """For each slip the name it stands for."""
    found = {}
    for key, count in counts.items():
        often = [
            other
            for other, rows in counts.items()
            if rows >= count * _TIMES_AS_OFTEN and other != key
        ]
        right = _nearest(key, often)
        if right is not None:
            found[key] = right
    return found


def _nearest(key: str, names: Iterable[str]) -> str | None:
    """The one name of which `key` may be a slip; None when there is none, or two."""
    best: list[tuple[int, str]] = []
    for name in names:
        allowed = max(len(name) // _LETTERS_A_SLIP, 1)
        if len(key) > len(name) + 3 and key.startswith(name):
            distance = allowed
        else:
            distance = OSA.distance(key, name, score_cutoff=allowed)
        if distance <= allowed and not _told_apart(key, name):
            best.append((distance, name))
    best.sort()
    if not best or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1]


def _told_apart(one: str, other: str) -> bool:
    """True when the two differ by a word or number that tells places apart."""
    words, others = set(one.split()), set(other.split())
    mine, theirs = words - others, others - words
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return True
    return bool(mine & _APART) or (not mine and bool(theirs))


def _ask_villages(frame: pl.DataFrame, reader: FieldReader) -> pl.DataFrame:
    """Where a district is written as no district is, its village may tell which.

    Only for a name that few rows have and that resembles those of the list: a district
    with one row of its own is no mistake.
    """
    if not reader.has("village"):
        return frame
    keyed = frame.select(
        "row", match_keys(frame["district"]).alias("district"),
        match_keys(frame["village"]).alias("village"),
        match_keys(frame["regency"]).alias("regency"),
    )  # fmt: skip
    counts = Counter(dict(keyed.group_by("district").len().iter_rows()))
    rare = {key for key, count in counts.items() if count < _VILLAGE_ROWS and key}
    if not rare:
        return frame
    rows_of: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for regency, village, district, count in (
        keyed.group_by("regency", "village", "district").len().iter_rows()
    ):
        rows_of[regency, village][district] = count
    spelled = keyed.select("district").with_columns(shown=frame["district"]).unique()
    names = dict(spelled.iter_rows())
    changed: dict[int, str] = {}
    for at in keyed["district"].is_in(list(rare)).arg_true():
        right = _told_by_village(
            keyed["district"][at],
            rows_of[keyed["regency"][at], keyed["village"][at]],
            keyed["village"][at],
        )
        if right is not None:
            changed[at] = names[right]
    if not changed:
        return frame
    reader.note(rules.PLACE_RESPELLED, "district", changed)
    return frame.with_columns(
        frame["district"].scatter(list(changed), list(changed.values()))
    )


def _told_by_village(
    district: str, rows: Mapping[str, int], village: str
) -> str | None:
    total = sum(rows.values())
    if not village or total < _VILLAGE_ROWS:
        return None
    best = max(sorted(rows), key=lambda key: rows[key])
    near = OSA.normalized_similarity(district, best) >= _NEAR_ENOUGH_FOR_VILLAGE
    agreed = rows[best] >= _VILLAGE_SHARE * total
    return best if agreed and near and best != district else None
