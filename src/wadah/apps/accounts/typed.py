"""What a person typed into the address of a list."""

from __future__ import annotations

from django.http import HttpRequest

LONGEST_SEARCH = 100


def read_words(request: HttpRequest, name: str = "q") -> str:
    """The words of a search box, so many as a list can search for."""
    return request.GET.get(name, "").strip()[:LONGEST_SEARCH]
