"""The states of a meeting and the only moves between them."""

from __future__ import annotations

from datetime import date

from wadah.core.values import InvalidInput, Text, next_state, unknown_word

TRANSITIONS: tuple[tuple[str, str, str], ...] = (
    ("scheduled", "hold", "held"),
    ("scheduled", "cancel", "cancelled"),
)
"""From, action, to. A held or cancelled meeting moves no further."""

OUTCOMES = (
    "sample_wanted",
    "quotation_wanted",
    "visit_wanted",
    "order_placed",
    "later",
    "no_fit",
)


def move(state: str, action: str) -> str:
    """The state that `action` leads to.

    Raises
    ------
    MoveNotAllowed
        The table has no such move.

    Examples
    --------
    >>> move("scheduled", "hold")
    'held'
    """
    return next_state(TRANSITIONS, state, action)


def check_outcome(
    outcome: str, next_step: str, next_step_owner: str, next_step_due_on: date | None
) -> tuple[str, ...]:
    """The names of the fields that a held meeting still lacks, in order.

    Raises
    ------
    InvalidInput
        The outcome is none of `OUTCOMES`.

    Examples
    --------
    >>> check_outcome("later", "call in March", "", None)
    ('next_step_owner', 'next_step_due_on')
    """
    if outcome and outcome not in OUTCOMES:
        raise unknown_word("outcome", outcome, OUTCOMES)
    fields: tuple[tuple[str, object], ...] = (
        ("outcome", outcome),
        ("next_step", next_step.strip()),
        ("next_step_owner", next_step_owner.strip()),
        ("next_step_due_on", next_step_due_on),
    )
    return tuple(name for name, value in fields if not value)


def check_length(minutes: int) -> None:
    """Refuse a meeting shorter than 5 minutes or longer than a working day (480).

    Raises
    ------
    InvalidInput
        The length lies outside.
    """
    if not 5 <= minutes <= 480:
        raise InvalidInput(
            "minutes",
            "out_of_range",
            Text(
                "Lama pertemuan antara 5 dan 480 menit.",
                "A meeting lasts between 5 and 480 minutes.",
            ),
        )
