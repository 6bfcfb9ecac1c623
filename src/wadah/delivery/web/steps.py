"""Joins a page of an earlier step with what later steps know of the same thing."""

from __future__ import annotations

from wadah.apps.exports.queries.deal_lines import find_deal_lines
from wadah.apps.validation.rule_impact import DEAL_FINDERS


def join_steps() -> None:
    """Called once, with the addresses."""
    if find_deal_lines not in DEAL_FINDERS:
        DEAL_FINDERS.append(find_deal_lines)
