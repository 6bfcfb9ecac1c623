"""The guide prints the table of moves; what it prints is the table."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import override

from wadah.apps.validation.case_states import TABLE
from wadah.apps.validation.models import State

GUIDE = Path(__file__).parents[5] / "docs" / "guides" / "checking-cases.md"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def test_the_guide_prints_the_table_of_moves() -> None:
    with override("en"):
        wanted = [
            _row(
                [
                    str(move.label),
                    ", ".join(
                        str(state.label) for state in State if state in move.sources
                    ),
                    str(move.target.label),
                    ", ".join(sorted(str(role.value) for role in move.roles)),
                ]
            )
            for move in TABLE
        ]
    text = GUIDE.read_text()
    head = "| move | from | to | who |\n|---|---|---|---|\n"
    printed = text.partition(head)[2].partition("\n\n")[0].splitlines()

    assert printed == wanted
