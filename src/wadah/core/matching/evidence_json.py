"""Reads specification lines, results and papers of a match from plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from wadah.core.matching.request import NOT_DETECTED
from wadah.core.matching.scalars import (
    as_object,
    as_rows,
    find_bool,
    find_date,
    find_number,
    find_text,
    get_text,
    refuse,
)
from wadah.core.values import (
    OPERATORS,
    Document,
    LabResult,
    SpecLine,
    check_unit_allowed,
    normalise_unit,
    unknown_word,
)

Row = Mapping[str, object]

# What the name of a parameter in the request data says beside the parameter.
ALIAS_QUALIFIERS = {
    "below_screen13_pct": "screen_no 13",
    "screen16_up_pct": "screen_no 16",
}


class ParameterWord(Protocol):
    """One parameter of the vocabulary."""

    @property
    def slug(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def units(self) -> Sequence[str]: ...
    @property
    def basis(self) -> str: ...


class Words(Protocol):
    """The closed lists; the vocabulary of the requirements is one."""

    @property
    def document_types(self) -> Mapping[str, object]: ...
    @property
    def families(self) -> frozenset[str]: ...
    @property
    def destinations(self) -> frozenset[str]: ...
    @property
    def lists(self) -> Mapping[str, frozenset[str]]: ...
    @property
    def parameters(self) -> Mapping[str, ParameterWord]: ...

    def find_parameter(self, name: str) -> ParameterWord | None: ...
    def slug_of(self, name: str) -> str | None: ...


# Units of the request data that the vocabulary writes in another way; a plain count
# takes the base that the name of the parameter carries (per 300 g).
_OLD_UNITS = {"L/kg": "l/kg", "g/L": "g/l", "C": "degC"}
_COUNTS = ("count", "points")

_NOT_DETECTED = ("not detected", "not_detected", "nd", "tidak terdeteksi")


def known(value: object, field: str, words: frozenset[str]) -> str:
    """A word of a closed list."""
    word = get_text(value, field)
    if word not in words:
        raise unknown_word(field, word, words)
    return word


def _parameter(row: Row, at: str, words: Words) -> tuple[str, str, ParameterWord]:
    """Name as written, slug, and the parameter; `param` is the older key."""
    field = f"{at}.parameter"
    name = get_text(row.get("parameter", row.get("param")), field)
    slug = words.slug_of(name)
    parameter = words.find_parameter(slug) if slug is not None else None
    if slug is None or parameter is None:
        raise unknown_word(field, name, words.parameters)
    return name, slug, parameter


def _unit(value: object, field: str, parameter: ParameterWord) -> str:
    unit = normalise_unit(find_text(value, field), field)
    check_unit_allowed(unit, parameter.units, parameter.slug, field)
    return unit


def _basis(value: object, field: str, parameter: ParameterWord, words: Words) -> str:
    """The basis stated, or the one the parameter has when nobody says."""
    if find_text(value, field) is None:
        return parameter.basis
    return known(value, field, words.lists["basis"])


def _value(value: object, field: str, parameter: ParameterWord) -> Decimal | str | None:
    if parameter.unit == "text":
        # A grade may be written as the number 4.
        return None if value is None else str(value)
    return find_number(value, field)


def _line_unit(
    value: object, field: str, parameter: ParameterWord, *, is_alias: bool
) -> str:
    unit = find_text(value, field) or parameter.unit
    if is_alias and unit == "count" and parameter.unit.startswith(_COUNTS):
        unit = parameter.unit
    return _unit(_OLD_UNITS.get(unit, unit), field, parameter)


def read_line(data: object, at: str, words: Words) -> SpecLine:
    """One specification line; the older keys `param`, `op` are read too."""
    row = as_object(data, at)
    name, slug, parameter = _parameter(row, at, words)
    operator = get_text(row.get("operator", row.get("op")), f"{at}.operator")
    if operator not in OPERATORS:
        raise unknown_word(f"{at}.operator", operator, OPERATORS)
    low = find_number(row.get("min"), f"{at}.min")
    high = find_number(row.get("max"), f"{at}.max")
    value = _line_value(row.get("value"), f"{at}.value", parameter)
    if value is None and operator != "between":
        # The request data writes the bound of "<=" as max and of ">=" as min.
        value = high if operator in ("<=", "<") else low
    if (low is None and high is None) if operator == "between" else value is None:
        raise refuse(
            f"{at}.value",
            "bound_missing",
            "Isi value, atau min dan max untuk between.",
            "Give a value, or min and max for between.",
        )
    if low is not None and high is not None and low > high:
        raise refuse(
            f"{at}.min",
            "range",
            "Nilai min tidak boleh di atas max.",
            "The value of min must not be above max.",
        )
    return SpecLine(
        parameter=slug,
        operator=operator,
        value=value,
        min_value=low if operator == "between" else None,
        max_value=high if operator == "between" else None,
        unit=_line_unit(
            row.get("unit"), f"{at}.unit", parameter, is_alias=name != slug
        ),
        basis=_basis(row.get("basis"), f"{at}.basis", parameter, words),
        qualifier=find_text(row.get("qualifier"), f"{at}.qualifier")
        or ALIAS_QUALIFIERS.get(name),
        alias=find_text(row.get("alias"), f"{at}.alias")
        or (None if name == slug else name),
    )


def _line_value(
    value: object, field: str, parameter: ParameterWord
) -> Decimal | str | tuple[Decimal | str, ...] | None:
    if isinstance(value, list | tuple):
        read = (_value(one, f"{field}[{i}]", parameter) for i, one in enumerate(value))
        return tuple(one for one in read if one is not None)
    if isinstance(value, str) and value.strip().casefold() in _NOT_DETECTED:
        return NOT_DETECTED
    return _value(value, field, parameter)


def read_result(data: object, at: str, words: Words) -> LabResult:
    """One laboratory result with exactly one of value, values and below."""
    row = as_object(data, at)
    name, slug, parameter = _parameter(row, at, words)
    value = _value(row.get("value"), f"{at}.value", parameter)
    values = tuple(
        number
        for i, one in enumerate(as_rows(row.get("values"), f"{at}.values"))
        if (number := find_number(one, f"{at}.values[{i}]")) is not None
    )
    below = find_number(row.get("below"), f"{at}.below")
    if sum((value is not None, bool(values), below is not None)) != 1:
        raise refuse(
            f"{at}.value",
            "one_value",
            "Isi tepat satu dari value, values dan below.",
            "Give exactly one of value, values and below.",
        )
    if parameter.unit != "text" and find_text(row.get("unit"), f"{at}.unit") is None:
        raise refuse(
            f"{at}.unit",
            "unit_missing",
            f"Sebut satuannya: {', '.join(parameter.units)}.",
            f"Name the unit: {', '.join(parameter.units)}.",
        )
    accredited = row.get("laboratory_accredited")
    return LabResult(
        parameter=slug,
        unit=_unit(row.get("unit"), f"{at}.unit", parameter),
        value=value,
        values=values,
        below=below,
        basis=_basis(row.get("basis"), f"{at}.basis", parameter, words),
        method=find_text(row.get("method"), f"{at}.method"),
        loq=find_number(row.get("loq"), f"{at}.loq"),
        laboratory=find_text(row.get("laboratory"), f"{at}.laboratory"),
        laboratory_accredited=find_bool(accredited, f"{at}.laboratory_accredited"),
        sampled_by=find_text(row.get("sampled_by"), f"{at}.sampled_by"),
        sampled_on=find_date(row.get("sampled_on"), f"{at}.sampled_on"),
        lot=find_text(row.get("lot"), f"{at}.lot"),
        qualifier=find_text(row.get("qualifier"), f"{at}.qualifier")
        or ALIAS_QUALIFIERS.get(name),
    )


def read_document(data: object, at: str, words: Words) -> Document:
    """One paper; its type is a closed list."""
    row = as_object(data, at)
    kind = known(row.get("type"), f"{at}.type", frozenset(words.document_types))
    scope = as_object(row.get("scope") or {}, f"{at}.scope")
    return Document(
        type=kind,
        number=find_text(row.get("number"), f"{at}.number"),
        issuer=find_text(row.get("issuer"), f"{at}.issuer"),
        holder=find_text(row.get("holder"), f"{at}.holder"),
        scope={
            key: tuple(given) if isinstance(given, list) else given
            for key, given in scope.items()
            if given is not None
        },
        issued_on=find_date(row.get("issued_on"), f"{at}.issued_on"),
        expires_on=find_date(row.get("expires_on"), f"{at}.expires_on"),
    )
