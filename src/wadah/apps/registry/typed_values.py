"""Reads what a person typed into the fields that several records share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model

from wadah.apps.reference.models import Region
from wadah.apps.registry.importing.phones import read_phones
from wadah.core.values import InvalidInput, Text, unknown_word

LONGEST_TEXT = 5000
Setters = Mapping[str, Callable[[object], object]]


def set_checked(record: Model, values: Mapping[str, object], setters: Setters) -> None:
    """Check each value and put it on the record, which is not saved.

    Raises `InvalidInput` for a name that is no field and for a value that is wrong.
    """
    for field, value in values.items():
        if field not in setters:
            raise unknown_word(field, field, setters)
        setattr(record, field, setters[field]("" if value is None else value))


def describe_fields(record: Model, fields: Iterable[str]) -> dict[str, str]:
    """The filled fields as texts, for the audit trail."""
    shown = {field: getattr(record, field) for field in fields}
    return {
        field: str(getattr(value, "pk", value))
        for field, value in shown.items()
        if value not in (None, "", [])
    }


def changed_fields(
    before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Of two descriptions only what differs; absent is empty."""
    names = sorted({*before, *after})
    changed = [name for name in names if before.get(name) != after.get(name)]
    return (
        {name: before.get(name, "") for name in changed},
        {name: after.get(name, "") for name in changed},
    )


def text_reader(
    field: str, longest: int = LONGEST_TEXT, *, required: bool = False
) -> Callable[[object], str]:
    """A reader of one text: spaces at its ends go, the rest stays as typed."""

    def read(value: object) -> str:
        text = str(value).strip()
        if required:
            text = " ".join(text.split())
        if required and not text:
            raise InvalidInput(field, "required", _REQUIRED)
        return check_length(field, text, longest)

    return read


def check_length(field: str, text: str, longest: int) -> str:
    """The text, when it is not too long. Raises `InvalidInput`."""
    if len(text) > longest:
        raise InvalidInput(
            field,
            "too_long",
            Text(
                f"Terlalu panjang; paling banyak {longest} huruf.",
                f"Too long; at most {longest} characters.",
            ),
        )
    return text


def word_reader(
    field: str, known: Iterable[str], *, required: bool = True
) -> Callable[[object], str]:
    """A reader of one word of a closed list."""
    words = list(known)

    def read(value: object) -> str:
        word = str(value)
        if word not in words and (word or required):
            raise unknown_word(field, word, words)
        return word

    return read


def number_reader(
    field: str, least: Decimal, most: Decimal, places: int, message: Text
) -> Callable[[object], Decimal | None]:
    """A reader of a number between two bounds, rounded to so many places."""

    def read(value: object) -> Decimal | None:
        if value == "":
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation as error:
            raise InvalidInput(field, "number", message) from error
        if not number.is_finite() or not least <= number <= most:
            raise InvalidInput(field, "out_of_range", message)
        return number.quantize(Decimal(1).scaleb(-places))

    return read


def read_region(value: object) -> Region | None:
    """The regency or city of a code; none where nothing is given."""
    code = str(getattr(value, "pk", value))
    region = Region.objects.filter(pk=code).first() if code else None
    if code and region is None:
        raise InvalidInput("region_code", "unknown_region", _UNKNOWN_REGION)
    return region


def read_phone(value: object) -> str:
    """An Indonesian number in the form +62812..."""
    text = str(value).strip()
    numbers = read_phones(text).numbers if text else ("",)
    if not numbers:
        raise InvalidInput("phone", "phone_format", _PHONE_FORMAT)
    return numbers[0]


def read_email(value: object) -> str:
    text = str(value).strip().lower()
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise InvalidInput("email", "email_format", _EMAIL_FORMAT) from error
    return text


_REQUIRED = Text("Isi kolom ini.", "Fill in this field.")
_UNKNOWN_REGION = Text(
    "Pilih kabupaten atau kota dari daftar.", "Choose a regency or city of the list."
)
_PHONE_FORMAT = Text(
    "Tulis nomor telepon Indonesia, misalnya 0812 3456 7890.",
    "Write an Indonesian phone number, such as 0812 3456 7890.",
)
_EMAIL_FORMAT = Text(
    "Tulis alamat e-mail lengkap, misalnya nama@contoh.id.",
    "Write a whole e-mail address, such as name@example.org.",
)
