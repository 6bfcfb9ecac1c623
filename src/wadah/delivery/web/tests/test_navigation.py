"""The bar of entries: one is marked, the nearest to where the reader is."""

from __future__ import annotations

import pytest

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.delivery.web.navigation import FLAT, list_nav_groups
from wadah.delivery.web.templatetags.drawing import draw_line

OFFICER = Actor(1, "Officer", Role.OFFICER, 1, "House", (), True)


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["/"]),
        ("/cases/", ["/cases/"]),
        ("/cases/7/", ["/cases/"]),
        # It lies beneath the cases and is an entry of its own.
        ("/cases/readiness/", ["/cases/readiness/"]),
        ("/nowhere/", []),
    ],
)
def test_the_nearest_entry_alone_is_marked(path: str, current: list[str]) -> None:
    groups = list_nav_groups(OFFICER, path)
    marked = [item.url for group in groups for item in group.items if item.current]

    assert marked == current


def test_many_entries_stand_in_groups_and_few_side_by_side() -> None:
    owner = Actor(2, "Owner", Role.OWNER, 2, "Firm", (), True)
    for_officer = list_nav_groups(OFFICER, "/cases/7/")
    for_owner = list_nav_groups(owner, "/")

    assert len(for_officer) < FLAT < sum(len(group.items) for group in for_officer)
    assert [group.url for group in for_officer if group.current] == ["/cases/"]
    # Elsewhere a market is a country and an office a public body.
    assert [group.label for group in for_officer] == [
        "Beranda", "Register", "Validasi", "Pasar", "Statistik", "Kantor",
    ]  # fmt: skip
    assert {len(group.items) for group in for_owner} == {1}
    assert [group.label for group in for_owner if group.current] == ["Beranda"]


def test_a_series_is_drawn_to_the_scale_asked_for() -> None:
    points = [("a", 50.0), ("b", 50.0)]

    # From the floor at 188 up to 28: half way is 108, the top is 28.
    assert 'cy="108.0"' in draw_line(points, "of 100", 100)
    assert 'cy="28.0"' in draw_line(points, "of the largest")
