"""Is the plain data of a rule of the right shape? Words are looked up by the reader.

A person writes these rows by hand: a key that is misspelt must not be dropped in
silence, and a list where a word belongs must not become a stack trace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from wadah.core.requirements.scalars import refuse
from wadah.core.values import Confidence, Effect, InvalidInput, Tier, unknown_word

Check = Callable[[Any, str], None]

MOST_DEPTH = 8
NEEDED = (
    "id", "kind", "side", "party", "effect", "date_basis", "message", "source",
    "confidence", "checked_on",
)  # fmt: skip


def check_rule(data: Mapping[str, Any], where: str) -> None:
    """Raise `InvalidInput` naming the first key that is missing, unknown or odd."""
    needed = [key for key in NEEDED if key != "message" or not data.get("parts")]
    for key in needed:
        if key not in data:
            raise _missing(f"{where}.{key}")
    for key, value in data.items():
        if key not in _ROW:
            raise unknown_word(f"{where}.{key}", key, _ROW)
        _ROW[key](value, f"{where}.{key}")


def _missing(field: str) -> InvalidInput:
    return refuse(
        field, "key_missing", "Kunci ini wajib diisi.", "This key must be given."
    )


def _text(value: Any, where: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise refuse(
            where,
            "text_expected",
            "Tulis sebagai teks di antara tanda kutip.",
            "Write it as text, between quotation marks.",
        )


def _texts(value: Any, where: str) -> None:
    if not isinstance(value, list | tuple):
        raise refuse(
            where,
            "list_expected",
            "Isi dengan daftar di antara [ dan ].",
            "Give a list, between [ and ].",
        )
    for number, one in enumerate(value):
        _text(one, f"{where}[{number}]")


def _flag(value: Any, where: str) -> None:
    if not isinstance(value, bool):
        raise refuse(
            where, "bool_expected", "Isi true atau false.", "Give true or false."
        )


def _whole(value: Any, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise refuse(
            where,
            "number_expected",
            "Isi dengan bilangan bulat mulai dari 1.",
            "Give a whole number of 1 or more.",
        )


def _number(value: Any, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise refuse(
            where,
            "number_expected",
            "Isi dengan angka, tanpa tanda kutip.",
            "Give a number, without quotation marks.",
        )


def _day(value: Any, where: str) -> None:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise refuse(
            where,
            "date_format",
            "Tulis tanggal seperti 2026-12-30, tanpa tanda kutip.",
            "Write a day as 2026-12-30, without quotation marks.",
        )


def _range(value: Any, where: str) -> None:
    is_pair = isinstance(value, list | tuple) and len(value) == 2
    if not is_pair or any(isinstance(n, bool) or not isinstance(n, int) for n in value):
        raise refuse(
            where,
            "range_expected",
            "Isi dengan dua bilangan bulat: [rendah, tinggi].",
            "Give two whole numbers: [low, high].",
        )


def _plain(value: Any, where: str) -> None:
    """A word, a number, a day or a list of them."""
    parts = value if isinstance(value, list | tuple) else [value]
    if not all(isinstance(one, str | bool | int | Decimal | date) for one in parts):
        raise refuse(
            where,
            "value_expected",
            "Isi dengan kata, angka, tanggal atau daftarnya.",
            "Give a word, a number, a day or a list of them.",
        )


def _one_of(words: tuple[str, ...]) -> Check:
    def check(value: Any, where: str) -> None:
        if value not in words:
            raise unknown_word(where, value, words)

    return check


def _pair(value: Any, where: str) -> None:
    _table({"id": _text, "en": _text}, ("id", "en"))(value, where)


def _table(keys: Mapping[str, Check], needed: tuple[str, ...] = ()) -> Check:
    def check(value: Any, where: str) -> None:
        if not isinstance(value, Mapping):
            raise refuse(
                where,
                "object_expected",
                "Isi dengan tabel di antara { dan }.",
                "Give a table, between { and }.",
            )
        for key in needed:
            if key not in value:
                raise _missing(f"{where}.{key}")
        for key, one in value.items():
            if key not in keys:
                raise unknown_word(f"{where}.{key}", key, keys)
            keys[key](one, f"{where}.{key}")

    return check


def _many(check: Check) -> Check:
    def run(value: Any, where: str) -> None:
        if not isinstance(value, list | tuple) or not value:
            raise refuse(
                where,
                "list_expected",
                "Isi dengan daftar yang tidak kosong.",
                "Give a list that is not empty.",
            )
        for number, one in enumerate(value):
            check(one, f"{where}[{number}]")

    return run


def _condition(value: Any, where: str) -> None:
    if isinstance(value, str):
        return
    if not isinstance(value, Mapping):
        raise _no_form(where, _CONDITION_FORMS)
    _check_form(value, where, _CONDITION_FORMS)


def _node(value: Any, where: str) -> None:
    if not isinstance(value, Mapping):
        raise _no_form(where, _NODE_FORMS)
    if where.count("[") + where.count(".then") > MOST_DEPTH + 1:
        raise refuse(
            where,
            "tree_too_deep",
            f"Pohon syarat paling dalam {MOST_DEPTH} tingkat.",
            f"A tree is no more than {MOST_DEPTH} levels deep.",
        )
    _check_form(value, where, _NODE_FORMS)


def _check_form(
    value: Mapping[str, Any], where: str, forms: Mapping[str, Mapping[str, Check]]
) -> None:
    """The first key that names a form decides which other keys may stand beside it."""
    form = next((name for name in forms if name in value), None)
    if form is None:
        raise _no_form(where, forms)
    needed = _NEEDED_OF.get(form, ())
    _table(forms[form], needed)(value, where)
    if form == "fact" and not any(key in _FACT_WORDS for key in value):
        raise refuse(
            where,
            "operator_missing",
            f"Sebut salah satu: {', '.join(_FACT_WORDS)}.",
            f"Give one of: {', '.join(_FACT_WORDS)}.",
        )


def _no_form(where: str, forms: Mapping[str, Any]) -> InvalidInput:
    names = ", ".join(forms)
    return refuse(
        where,
        "form_unknown",
        f"Bagian ini harus memuat salah satu dari: {names}.",
        f"This part must hold one of: {names}.",
    )


def _conditions(value: Any, where: str) -> None:
    # An empty `all` always holds and an empty `any` never does: both have a use.
    if value != []:
        _many(_condition)(value, where)


def _nodes(value: Any, where: str) -> None:
    if value != []:
        _many(_node)(value, where)


_FACT_WORDS = (
    "is", "in", "not_in", "includes_all", "only_in", "starts_with", "known",
    "at_most", "under", "at_least", "over",
)  # fmt: skip
_CONDITION_FORMS: dict[str, dict[str, Check]] = {
    "all": {"all": _conditions},
    "any": {"any": _conditions},
    "not": {"not": _condition},
    "fact": {
        "fact": _text,
        "absent": _one_of(("yes", "no", "cannot_tell")),
        **dict.fromkeys(_FACT_WORDS, _plain),
    },
}
_STEP = _table(
    {
        "action": _text,
        "subject": _text,
        "id": _text,
        "en": _text,
        "cost_idr": _range,
        "days": _range,
    },
    ("action", "id", "en"),
)
_ESTIMATES: dict[str, Check] = {"cost_idr": _range, "days": _range}
_PLAN = _table(
    {"n": _whole, "c": _number, "m": _number, "M": _number}, ("n", "c", "m", "M")
)


def _scope_keys(value: Any, where: str) -> None:
    if not isinstance(value, Mapping):
        raise _no_form(where, {"key": None})
    for key, one in value.items():
        _texts(one, f"{where}.{key}")


def _types(value: Any, where: str) -> None:
    check = _text if isinstance(value, str) else _many(_text)
    check(value, where)


_NODE_FORMS: dict[str, dict[str, Check]] = {
    "all": {"all": _nodes},
    "one": {"one": _many(_node)},
    "of": {"of": _many(_node), "n": _whole},
    "unless": {"unless": _condition, "then": _node},
    "document": {
        "document": _types,
        "due": _text,
        "needs": _scope_keys,
        "declarations": _texts,
        "holders": _texts,
        "action": _text,
        **_ESTIMATES,
    },
    "limit": {
        "limit": _text,
        "op": _text,
        "value": _plain,
        "min": _number,
        "max": _number,
        "unit": _text,
        "basis": _text,
        "qualifier": _text,
        "method": _text,
        "accredited": _flag,
        "plan": _PLAN,
        **_ESTIMATES,
    },
    "holds": {"holds": _condition, "steps": _many(_STEP)},
}
_NEEDED_OF = {"of": ("n",), "unless": ("then",)}
_PHASE = _table({"from": _day, "to": _day, "where": _condition})
_PART = _table(
    {
        "tree": _node,
        "message": _pair,
        "article": _text,
        "where": _condition,
        "valid_from": _day,
        "valid_to": _day,
    },
    ("tree", "message"),
)
_ROW: dict[str, Check] = {
    "id": _text,
    "version": _whole,
    "kind": _text,
    "side": _text,
    "party": _text,
    "effect": _one_of(tuple(Effect)),
    "tier": _one_of(tuple(Tier)),
    "markets": _texts,
    "excluded_markets": _texts,
    "date_basis": _text,
    "valid_from": _day,
    "valid_to": _day,
    "phases": _many(_PHASE),
    "hs": _texts,
    "hs_edition": _text,
    "coverage": _one_of(("full", "partial")),
    "families": _texts,
    "forms": _texts,
    "origin_regions": _texts,
    "where": _condition,
    "is_lookup": _flag,
    "lookups": _texts,
    "says_not_asked": _flag,
    "tree": _node,
    "parts": _many(_PART),
    "message": _pair,
    "source": _text,
    "article": _text,
    "source_date": _text,
    "confidence": _one_of(tuple(Confidence)),
    "confidence_note": _text,
    "mast": _text,
    "checked_on": _day,
    "review_months": _whole,
}
