"""The markets a sweep asks when none is named."""

from __future__ import annotations

from collections.abc import Sequence

from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.core.values import unknown_word

# Every market that rules name by itself, and those of the Union that buy most from
# Indonesia; its other members ask the same.
MARKETS = (
    "AE", "AU", "BE", "CN", "DE", "ES", "FR", "GB", "IN", "IT", "JP", "KR", "MY", "NL",
    "PK", "SA", "SG", "TH", "US", "XI",
)  # fmt: skip


def check_markets(markets: Sequence[str]) -> list[str]:
    """The markets asked for, each once; raise `InvalidInput` for one that is none."""
    known = read_vocabulary().destinations
    for market in markets:
        if market not in known:
            raise unknown_word("market", market, known)
    return sorted(set(markets or MARKETS))


def check_families(families: Sequence[str]) -> list[str]:
    """The families asked for; none means all of them."""
    known = read_vocabulary().families
    for family in families:
        if family not in known:
            raise unknown_word("family", family, known)
    return sorted(set(families))
