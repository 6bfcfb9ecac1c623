"""The best entries, found by few reads, are those a look at every match gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from wadah.core.language import (
    WordGroup,
    index_words,
    make_position,
    rank_entries,
    weigh_word,
)

WORDS = "abcdef"


class Shelf:
    """An index of a few entries that can be read in one order only."""

    def __init__(self, entries: Sequence[str]) -> None:
        self.held = {
            make_position(number, len(words)): frozenset(words)
            for number, words in enumerate(map(set, entries), 1)
        }
        self.mean = sum(map(len, self.held.values())) / max(len(self.held), 1) or 1.0
        self.reads = 0

    def find(self, part: Sequence[WordGroup], most: int) -> list[int]:
        self.reads += 1
        return [
            position
            for position in sorted(self.held)
            if all(not self.held[position].isdisjoint(g.words) for g in part)
        ][:most]

    def read(self, positions: Iterable[int]) -> Mapping[int, frozenset[str]]:
        return {position: self.held[position] for position in positions}

    def rank(self, groups: Sequence[WordGroup], limit: int) -> list[tuple[int, float]]:
        found = rank_entries(
            groups, self.find, self.read, mean_length=self.mean, limit=limit
        )
        return [(entry.number, round(entry.score, 9)) for entry in found]

    def rank_by_looking_at_all(
        self, groups: Sequence[WordGroup], limit: int
    ) -> list[tuple[int, float]]:
        scored = []
        for position, held in self.held.items():
            found = [g for g in groups if not held.isdisjoint(g.words)]
            if not any(g.stands_alone for g in found):
                continue
            short = 2.2 / (1 + 1.2 * (0.25 + 0.75 * len(held) / self.mean))
            score = sum(g.weight * (1 if g.is_flat else short) for g in found)
            scored.append((-score, position))
        return [
            (position & 0xFFFFFFFF, round(-score, 9))
            for score, position in sorted(scored)[:limit]
        ]


GROUPS = st.lists(
    st.builds(
        WordGroup,
        st.sampled_from([(w,) for w in WORDS] + [("a", "b"), ("c", "d")]),
        st.floats(0.1, 9),
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda group: group.words,
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.text(alphabet=WORDS + "xyzw", min_size=1, max_size=8), max_size=40),
    GROUPS,
    st.integers(1, 6),
)
def test_gives_the_scores_that_a_look_at_every_entry_gives(
    entries: list[str], groups: list[WordGroup], limit: int
) -> None:
    shelf = Shelf(entries)

    found = shelf.rank(groups, limit)

    assert [score for _, score in found] == [
        score for _, score in shelf.rank_by_looking_at_all(groups, limit)
    ]


def test_stops_reading_when_nothing_left_can_win() -> None:
    shelf = Shelf(["abcd"] * 20)
    groups = [WordGroup((word,), 1.0) for word in "abcd"]

    found = shelf.rank(groups, 5)

    assert [number for number, _ in found] == [1, 2, 3, 4, 5]
    # Four words and the whole set; none of the ten smaller sets.
    assert shelf.reads == 5


def test_weighs_the_rarer_word_more_by_hand() -> None:
    # ln(1 + (100 - 10 + 0.5) / 10.5) = ln(9.619) = 2.2637
    assert round(weigh_word(10, 100), 4) == 2.2637
    assert weigh_word(1, 100) > weigh_word(50, 100) > 0


def test_the_shorter_entry_stands_first_and_then_the_older() -> None:
    assert make_position(9, 3) < make_position(1, 4)
    assert make_position(1, 3) < make_position(2, 3)


def test_index_words_are_the_same_for_a_name_and_what_people_ask() -> None:
    assert index_words("Keripik PISANG gulungan") == ("keripik", "pisang", "gulung")
    assert set(index_words("kripik pisang gulung")) == set(
        index_words("Keripik PISANG gulungan")
    )


def test_takes_no_false_stem() -> None:
    # A stemmer by rules makes lapa, karang, manis, hijau, ering of these.
    for word in ("kelapa", "karagenan", "manisan", "hijauan", "sekincau", "kepok"):
        assert index_words(word) == (word,)
    assert index_words("pengeringan") == ("kering",)
    assert index_words("cinnamon pepper turmeric desiccated kernel") == (
        "cinnamon", "pepper", "turmeric", "desiccated", "kernel",
    )  # fmt: skip


def test_reads_a_set_whose_part_is_no_answer_by_itself() -> None:
    shelf = Shelf(["a", "a", "yb"])
    groups = [
        WordGroup(("a", "b"), 0.5, is_flat=True),
        WordGroup(("b",), 3.0, stands_alone=False),
    ]

    assert shelf.rank(groups, 2) == shelf.rank_by_looking_at_all(groups, 2)
    assert shelf.rank(groups, 2)[0][0] == 3
