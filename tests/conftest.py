"""The people and things of the apps' tests, for the journeys too."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from wadah.conftest import *  # noqa: F403

JOURNEYS = Path(__file__).parent / "journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: a core that begins one last keeps the others waiting."""
    tests = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("slow")}

    def place(item: pytest.Item) -> tuple[bool, bool, int, str]:
        path = item.path
        is_journey = path.is_relative_to(JOURNEYS)
        return path not in slow, not is_journey, -tests[path], str(path)

    items.sort(key=place)
