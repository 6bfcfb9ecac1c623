"""Parts of pages drawn once and used again while what they show has not changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

# About 60 kB each.
MOST_KEPT = 64

_KEPT: OrderedDict[str, str] = OrderedDict()
_LOCK = Lock()


def draw_once(key: str, draw: Callable[[], str]) -> str:
    """What was drawn under `key`, else `draw` it; the longest unused is let go.

    A key must be made of everything that the part shows, its reader's rights included.
    """
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    part = draw()
    with _LOCK:
        _KEPT[key] = part
        while len(_KEPT) > MOST_KEPT:
            _KEPT.popitem(last=False)
    return part


def forget() -> None:
    """Draw everything anew from now on."""
    with _LOCK:
        _KEPT.clear()
