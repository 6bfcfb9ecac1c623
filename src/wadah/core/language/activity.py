"""From the product cell of a business list to a family, or to none."""

from __future__ import annotations

import re

from wadah.core.language.reading import read_query
from wadah.core.language.search import FamilyHit, search_families
from wadah.core.language.thesaurus import Thesaurus

# A list is loaded by the thousand and nobody looks at each row: a wrong family is
# worse than none, so the bar is higher than in a search that a person reads.
SURE_SCORE = 0.62
SURE_MARGIN = 0.1
_SEPARATORS = re.compile(r"[,;/\n&+]|\bdan\b|\band\b", re.IGNORECASE)
# Brackets hold kinds and flavours: "rengginang (ikan, udang)" is no fish.
_BRACKETS = re.compile(r"\([^)]*\)?")


def families_of_activity(text: str, thesaurus: Thesaurus) -> tuple[FamilyHit, ...]:
    """Every family that a product cell names beyond doubt, in its order.

    Examples
    --------
    >>> from wadah.core.language.thesaurus import Family, build_thesaurus
    >>> from wadah.core.values import Text
    >>> words = build_thesaurus(
    ...     [Family("honey", Text("madu", "honey"), ("040900",))], [], ["tahu"])
    >>> [hit.family for hit in families_of_activity("TAHU, MADU", words)]
    ['honey']
    """
    sure: dict[str, FamilyHit] = {}
    for part in [text, *_SEPARATORS.split(_BRACKETS.sub(" ", text))]:
        hit = _sure_hit(part, thesaurus)
        if hit is not None:
            sure.setdefault(hit.family, hit)
    return tuple(sure.values())


def family_of_activity(text: str, thesaurus: Thesaurus) -> FamilyHit | None:
    """The one family that a product cell names, or None.

    Parameters
    ----------
    text
        A cell such as "KERIPIK PISANG", "Kerupuk ikan", "tahu".
    thesaurus
        What `build_thesaurus` returned.

    Returns
    -------
    FamilyHit or None
        None when no family is named, when two are near one another ("kopi"), and
        when the cell names goods of several families; see `families_of_activity`.
    """
    found = families_of_activity(text, thesaurus)
    return found[0] if len(found) == 1 else None


def _sure_hit(part: str, thesaurus: Thesaurus) -> FamilyHit | None:
    hits = search_families(part, thesaurus, limit=2)
    if not hits or hits[0].score < SURE_SCORE:
        return None
    if len(hits) > 1 and hits[0].score - hits[1].score < SURE_MARGIN:
        return None
    # In Indonesian the noun that is named stands first: "daun pisang" is leaves.
    named = read_query(part, thesaurus)[0]
    words = thesaurus.family_words[hits[0].family]
    return hits[0] if named.nearness(words) else None
