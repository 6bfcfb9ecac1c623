"""Read papers, laboratory results and specification lines from plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from wadah.core.requirements.scalars import (
    read_amount,
    read_date,
    read_list,
    read_number,
    read_object,
    read_text,
    refuse,
)
from wadah.core.requirements.vocabulary import Parameter, Vocabulary
from wadah.core.values import (
    OPERATORS,
    Document,
    LabResult,
    SpecLine,
    check_unit_allowed,
    normalise_unit,
    unknown_word,
)

SCOPE_KEYS = (
    "site", "product", "lot", "market", "process", "species", "quantity_kg", "scheme",
    "recognised_by", "treatment", "grade", "parameters", "declarations", "consignment",
    "list_date", "status",
)  # fmt: skip

# Scales whose numbers may be below nought.
_BELOW_NOUGHT = ("degC",)
_SHARES = ("%", "g/100 g")
_HUNDRED = Decimal(100)


def read_documents(data: object, words: Vocabulary) -> tuple[Document, ...]:
    """Every paper; its type and the keys of its scope are closed lists."""
    rows = read_list(data, "documents")
    return tuple(
        _read_document(read_object(row, f"documents[{i}]"), f"documents[{i}]", words)
        for i, row in enumerate(rows)
    )


def read_results(data: object, words: Vocabulary) -> tuple[LabResult, ...]:
    """Every laboratory result, each in a unit its parameter takes."""
    rows = read_list(data, "results")
    return tuple(
        _read_result(read_object(row, f"results[{i}]"), f"results[{i}]", words)
        for i, row in enumerate(rows)
    )


def read_contract(data: object, words: Vocabulary) -> tuple[SpecLine, ...]:
    """Every specification line of the contract."""
    rows = read_list(data, "contract")
    return tuple(
        _read_line(read_object(row, f"contract[{i}]"), f"contract[{i}]", words)
        for i, row in enumerate(rows)
    )


def _read_document(row: Mapping[str, Any], at: str, words: Vocabulary) -> Document:
    kind = read_text(row.get("type"), f"{at}.type")
    if kind not in words.document_types:
        raise unknown_word(f"{at}.type", kind, words.document_types)
    issued = read_date(row.get("issued_on"), f"{at}.issued_on")
    expires = read_date(row.get("expires_on"), f"{at}.expires_on")
    if issued and expires and expires < issued:
        raise refuse(
            f"{at}.expires_on",
            "date_order",
            "Tanggal akhir tidak boleh sebelum tanggal terbit.",
            "The last day cannot be before the day of issue.",
        )
    return Document(
        type=str(kind),
        number=read_text(row.get("number"), f"{at}.number"),
        issuer=read_text(row.get("issuer"), f"{at}.issuer"),
        holder=read_text(row.get("holder"), f"{at}.holder"),
        scope=_read_scope(row.get("scope"), f"{at}.scope"),
        issued_on=issued,
        expires_on=expires,
    )


def _read_scope(value: object, at: str) -> dict[str, object]:
    scope: dict[str, object] = {}
    for key, given in read_object(value or {}, at).items():
        if key not in SCOPE_KEYS:
            raise unknown_word(f"{at}.{key}", key, SCOPE_KEYS)
        if given is None:
            continue
        if key == "quantity_kg":
            scope[key] = read_amount(given, f"{at}.{key}")
        elif isinstance(given, list):
            scope[key] = tuple(read_text(one, f"{at}.{key}") for one in given)
        else:
            scope[key] = read_text(given, f"{at}.{key}")
    return scope


def _parameter(value: object, at: str, words: Vocabulary) -> tuple[str, Parameter]:
    name = read_text(value, f"{at}.parameter") or ""
    slug = words.slug_of(name)
    parameter = words.find_parameter(slug) if slug is not None else None
    if slug is None or parameter is None:
        raise unknown_word(f"{at}.parameter", name, words.parameters)
    return slug, parameter


def _unit(value: object, at: str, parameter: Parameter) -> str:
    field = f"{at}.unit"
    given = read_text(value, field)
    if given is None and parameter.unit != "text":
        raise refuse(
            field,
            "unit_missing",
            f"Sebut satuannya: {', '.join(parameter.units)}.",
            f"Name the unit: {', '.join(parameter.units)}.",
        )
    unit = normalise_unit(given, field)
    check_unit_allowed(unit, parameter.units, parameter.slug, field)
    return unit


def _basis(row: Mapping[str, Any], at: str, words: Vocabulary) -> str | None:
    basis = read_text(row.get("basis"), f"{at}.basis")
    if basis is not None and basis not in words.lists["basis"]:
        raise unknown_word(f"{at}.basis", basis, words.lists["basis"])
    return basis


def _value(value: object, field: str, parameter: Parameter) -> Decimal | str | None:
    if value is None:
        return None
    if parameter.unit != "text":
        return _reading(value, field, parameter)
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if not parameter.words and is_number:
        return str(value)
    return _word(value, field, parameter)


def _reading(value: object, field: str, parameter: Parameter) -> Decimal | None:
    """A number of a scale; only a temperature goes below nought."""
    read = read_number if parameter.unit in _BELOW_NOUGHT else read_amount
    return read(value, field)


def _word(value: object, field: str, parameter: Parameter) -> str:
    word = read_text(value, field) or ""
    if parameter.words and word not in parameter.words:
        raise unknown_word(field, word, parameter.words)
    return word


def _read_result(row: Mapping[str, Any], at: str, words: Vocabulary) -> LabResult:
    slug, parameter = _parameter(row.get("parameter"), at, words)
    value = _value(row.get("value"), f"{at}.value", parameter)
    values = _numbers(row.get("values"), f"{at}.values", parameter)
    below = _reading(row.get("below"), f"{at}.below", parameter)
    if sum((value is not None, bool(values), below is not None)) != 1:
        raise refuse(
            f"{at}.value",
            "one_value",
            "Isi tepat satu dari value, values dan below.",
            "Give exactly one of value, values and below.",
        )
    accredited = row.get("laboratory_accredited")
    if accredited is not None and not isinstance(accredited, bool):
        raise refuse(
            f"{at}.laboratory_accredited",
            "bool_expected",
            "Jawab dengan true, false atau null.",
            "Answer with true, false or null.",
        )
    unit, basis = _unit(row.get("unit"), at, parameter), _basis(row, at, words)
    _check_whole((value, below, *values), unit, basis, at)
    return LabResult(
        parameter=slug,
        unit=unit,
        value=value,
        values=values,
        below=below,
        basis=basis,
        method=read_text(row.get("method"), f"{at}.method"),
        loq=read_amount(row.get("loq"), f"{at}.loq"),
        laboratory=read_text(row.get("laboratory"), f"{at}.laboratory"),
        laboratory_accredited=accredited,
        sampled_by=read_text(row.get("sampled_by"), f"{at}.sampled_by"),
        sampled_on=read_date(row.get("sampled_on"), f"{at}.sampled_on"),
        lot=read_text(row.get("lot"), f"{at}.lot"),
        qualifier=_qualifier(row, at),
    )


def _qualifier(row: Mapping[str, Any], at: str) -> str | None:
    """What the value is of; the grams of a sample for "absent in 25 g"."""
    grams = read_number(row.get("sample_g"), f"{at}.sample_g")
    stated = read_text(row.get("qualifier"), f"{at}.qualifier")
    return stated if grams is None else f"{grams.normalize():f} g"


def _check_whole(
    values: Iterable[object], unit: str, basis: str | None, at: str
) -> None:
    """No share of the whole is above a hundred; water on a dry basis can be."""
    if unit not in _SHARES or basis == "dry":
        return
    if any(isinstance(one, Decimal) and one > _HUNDRED for one in values):
        raise refuse(
            f"{at}.value",
            "share_over_hundred",
            f"Lebih dari 100 {unit} tidak mungkin. Periksa angka dan satuannya.",
            f"More than 100 {unit} cannot be. Check the number and its unit.",
        )


def _numbers(value: object, field: str, parameter: Parameter) -> tuple[Decimal, ...]:
    read = (
        _reading(one, f"{field}[{i}]", parameter)
        for i, one in enumerate(read_list(value, field))
    )
    return tuple(one for one in read if one is not None)


def _read_line(row: Mapping[str, Any], at: str, words: Vocabulary) -> SpecLine:
    slug, parameter = _parameter(row.get("parameter"), at, words)
    given = read_text(row.get("parameter"), f"{at}.parameter")
    operator = read_text(row.get("operator"), f"{at}.operator")
    if operator not in OPERATORS:
        raise unknown_word(f"{at}.operator", operator, OPERATORS)
    low = _reading(row.get("min"), f"{at}.min", parameter)
    high = _reading(row.get("max"), f"{at}.max", parameter)
    value = _line_value(row.get("value"), f"{at}.value", parameter)
    is_open = low is None and high is None if operator == "between" else value is None
    if is_open:
        raise refuse(
            f"{at}.value",
            "bound_missing",
            "Isi value, atau min dan max untuk between.",
            "Give a value, or min and max for between.",
        )
    if low is not None and high is not None and low > high:
        raise refuse(
            f"{at}.min",
            "bound_order",
            "Batas bawah (min) lebih besar daripada batas atas (max). Tukar keduanya.",
            "The lower bound (min) is above the upper one (max). Change them round.",
        )
    return SpecLine(
        parameter=slug,
        operator=str(operator),
        value=value,
        min_value=low,
        max_value=high,
        unit=_unit(row.get("unit") or parameter.unit, at, parameter),
        basis=_basis(row, at, words),
        qualifier=read_text(row.get("qualifier"), f"{at}.qualifier"),
        alias=None if given == slug else given,
    )


def _line_value(
    value: object, field: str, parameter: Parameter
) -> Decimal | str | tuple[Decimal | str, ...] | None:
    if isinstance(value, list):
        read = [_value(one, f"{field}[{i}]", parameter) for i, one in enumerate(value)]
        return tuple(one for one in read if one is not None)
    return _value(value, field, parameter)
