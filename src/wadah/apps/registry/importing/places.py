"""Finds the region that the words of a list name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from wadah.apps.registry.importing.words import match_key

_KIND = re.compile(r"(kabupaten|kab|kota administrasi|kota madya|kotamadya|kota) ")
_REGENCY_WORDS = ("kabupaten", "kab")


@dataclass(frozen=True, slots=True)
class Place:
    """A region of the reference data."""

    code: str
    name: str
    kind: str


class PlaceFinder:
    """Region codes by name, spelled with or without `Kabupaten` and `Kota`."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_name: dict[str, list[Place]] = {}
        for place in places:
            if place.kind != "province":
                _, name = _split(place.name)
                self._by_name.setdefault(name, []).append(place)

    def find(self, *texts: str) -> str | None:
        """The code that the first telling text names.

        A name shared by a city and a regency names neither unless the text says
        which: a wrong region would show the business to the wrong office.
        """
        for text in texts:
            kind, name = _split(text)
            found = [
                place
                for place in self._by_name.get(name, ())
                if kind in ("", place.kind)
            ]
            if len(found) == 1:
                return found[0].code
        return None


def _split(text: str) -> tuple[str, str]:
    """Kind of region, empty when not said, and the bare name."""
    key = match_key(text)
    found = _KIND.match(key)
    if found is None:
        return "", key
    kind = "regency" if found[1] in _REGENCY_WORDS else "city"
    return kind, key[found.end() :]
