"""Makes events of a given size for the benchmarks, the same for the same seed.

As in a trade fair: sellers with four to eight meetings at most, a fifth of them there
on one day only; buyers who miss some slots, most with a table of their own; three
halls, ten minutes to walk between them and five between slots; three languages that
need an interpreter; some meetings forbidden or in order; a minimum of one meeting for
whoever is wished for.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from wadah.core.meetings import Event, event_from_json

HALLS = ("north", "middle", "south")
LANGUAGES = ("zh", "ja", "ar")
HALF_DAY = 6
# Of all pairs, those that speak no common language; 213 of 2,300 in the instance that
# the reference measured.
FOREIGN_SHARE = 0.09


@dataclass(frozen=True, slots=True)
class Size:
    sellers: int
    buyers: int
    slots: int
    tables: int
    wishes: int


FAIR = Size(sellers=300, buyers=50, slots=24, tables=45, wishes=2_300)
NATION = Size(sellers=2_000, buyers=300, slots=48, tables=250, wishes=20_000)


def make_event(size: Size, seed: int) -> Event:
    """An event as the command line would read it."""
    chance = random.Random(seed)
    slots = [_slot(number) for number in range(size.slots)]
    names = [slot["id"] for slot in slots]
    tables = [
        {"id": f"t{number}", "hall": HALLS[number * len(HALLS) // size.tables]}
        for number in range(size.tables)
    ]
    buyers = [_buyer(chance, number, names, size) for number in range(size.buyers)]
    sellers = [_seller(chance, number, names) for number in range(size.sellers)]
    wishes = _wishes(chance, size)
    asked = {row["a"] for row in wishes}
    for seller in sellers:
        seller["min"] = int(seller["id"] in asked)
    pairs = [(row["a"], row["b"]) for row in wishes]
    interpreters = [
        {"language": name, "count": max(2, size.tables // 20)} for name in LANGUAGES
    ]
    return event_from_json(
        {
            "people": [*sellers, *buyers],
            "slots": slots,
            "tables": tables,
            "wishes": wishes,
            "interpreters": interpreters,
            "walking_minutes": 10,
            "forbidden": [{"a": a, "b": b} for a, b in chance.sample(pairs, 10)],
            "precedence": [_order(pairs, chance) for _ in range(10)],
        }
    )


def _slot(number: int) -> dict[str, Any]:
    day, place = divmod(number, 2 * HALF_DAY)
    half, step = divmod(place, HALF_DAY)
    hour, minute = divmod((13 if half else 9) * 60 + step * 25, 60)
    return {
        "id": f"s{number}",
        "starts_at": f"2026-12-{day + 1:02}T{hour:02}:{minute:02}:00+07:00",
        "minutes": 20,
        "session": f"{day}-{half}",
    }


def _buyer(
    chance: random.Random, number: int, slots: list[str], size: Size
) -> dict[str, Any]:
    away = set(chance.sample(slots, chance.randint(1, 5)))
    # Hosts beyond nine tenths of the tables sit wherever one is free.
    home = f"t{number}" if number < size.tables * 9 // 10 else None
    foreign = chance.random() < FOREIGN_SHARE * 2
    return {
        "id": f"b{number}",
        "side": "b",
        "available": [slot for slot in slots if slot not in away],
        "languages": [chance.choice(LANGUAGES)] if foreign else ["en"],
        "table": home,
    }


def _seller(chance: random.Random, number: int, slots: list[str]) -> dict[str, Any]:
    there = slots
    if chance.random() < 0.2:
        half = len(slots) // 2
        there = slots[:half] if chance.random() < 0.5 else slots[half:]
    return {
        "id": f"a{number}",
        "side": "a",
        "available": there,
        "languages": ["id", "en"] if chance.random() < 0.95 else ["id", *LANGUAGES[:1]],
        "max": chance.randint(4, 8),
    }


def _wishes(chance: random.Random, size: Size) -> list[dict[str, Any]]:
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < size.wishes:
        pairs.add((chance.randrange(size.sellers), chance.randrange(size.buyers)))
    return [
        {
            "a": f"a{a}",
            "b": f"b{b}",
            # Twice the wish of the buyer, the wish of the seller, and the match.
            "weight": 2 * chance.randint(0, 2)
            + chance.randint(1, 2)
            + chance.randint(0, 3),
        }
        for a, b in sorted(pairs)
    ]


def _order(pairs: list[tuple[str, str]], chance: random.Random) -> dict[str, Any]:
    before, after = chance.sample(pairs, 2)
    return {
        "before": dict(zip("ab", before, strict=True)),
        "after": dict(zip("ab", after, strict=True)),
    }
