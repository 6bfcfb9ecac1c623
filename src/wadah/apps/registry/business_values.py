"""Reads the values of a business as a person types them; refuses what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from wadah.apps.accounts.fields import fingerprint, mask
from wadah.apps.reference.models import ProductFamily, Region
from wadah.apps.registry.business_size import settle_size, stated_size
from wadah.apps.registry.importing.phones import read_phones
from wadah.apps.registry.models import Business
from wadah.apps.registry.typed_values import check_length, number_reader
from wadah.apps.registry.words import SIZE_CLASSES, check_word
from wadah.core.language import normalise
from wadah.core.values import InvalidInput, Text, unknown_word

NIB_DIGITS = 13
KBLI_DIGITS = 5
_TEXTS = (
    "owner_name", "street", "village", "district", "legal_form", "about", "made",
)  # fmt: skip
_SIZE = (
    "size_class", "size_rule", "size_stated", "capital_idr", "annual_sales_idr",
)  # fmt: skip
_LONGEST_TEXT = 5000
# What the columns hold.
_MOST_IDR = Decimal(10) ** 17


def set_values(business: Business, values: dict[str, object]) -> None:
    """Check each value and put it on the business, which is not saved.

    Raises `InvalidInput` for a name that is no field and for a value that is wrong.
    """
    stated = stated_size(business)
    for field, value in values.items():
        if field not in _SETTERS:
            raise unknown_word(field, field, _SETTERS)
        _SETTERS[field](business, "" if value is None else value)
    if "size_class" in values:
        stated = business.size_stated
    settle_size(business, stated, timezone.localdate())


def describe(business: Business) -> dict[str, str]:
    """The values for the audit trail; the identity number only masked."""
    shown: dict[str, object] = {
        field: getattr(business, field)
        for field in (*_TEXTS, "name", "phone", "email", "kbli", *_SIZE)
    }
    shown["region_code"] = business.region_id or ""
    shown["family"] = business.family_id or ""
    shown["established_on"] = business.established_on or ""
    shown["nib"] = mask(business.nib)
    return {field: str(value) for field, value in shown.items() if value}


def _set_name(business: Business, value: object) -> None:
    name = " ".join(str(value).split())
    if not name:
        raise InvalidInput("name", "required", _NAME_REQUIRED)
    business.name = _checked_length(business, "name", name)
    business.search_name = normalise(name)[:200]


def _set_region(business: Business, value: object) -> None:
    region = Region.objects.filter(pk=str(value)).first()
    if region is None:
        raise InvalidInput("region_code", "unknown_region", _UNKNOWN_REGION)
    business.region = region


def _set_phone(business: Business, value: object) -> None:
    text = str(value).strip()
    numbers = read_phones(text).numbers if text else ("",)
    if not numbers:
        raise InvalidInput("phone", "phone_format", _PHONE_FORMAT)
    business.phone = numbers[0]


def _set_email(business: Business, value: object) -> None:
    text = str(value).strip().lower()
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise InvalidInput("email", "email_format", _EMAIL_FORMAT) from error
    business.email = text


def _set_nib(business: Business, value: object) -> None:
    digits = re.sub(r"[\s.\-]", "", str(value))
    if digits and not re.fullmatch(rf"[0-9]{{{NIB_DIGITS}}}", digits):
        raise InvalidInput("nib", "nib_format", _NIB_FORMAT)
    business.nib = digits
    business.nib_fingerprint = fingerprint(digits)


def _set_kbli(business: Business, value: object) -> None:
    digits = str(value).strip()
    if digits and not re.fullmatch(rf"[0-9]{{{KBLI_DIGITS}}}", digits):
        raise InvalidInput("kbli", "kbli_format", _KBLI_FORMAT)
    business.kbli = digits


def _set_size_class(business: Business, value: object) -> None:
    business.size_stated = check_word("size_class", str(value), SIZE_CLASSES)


def _amount_setter(field: str) -> Callable[[Business, object], None]:
    read = number_reader(field, Decimal(0), _MOST_IDR, 0, _AMOUNT)

    def set_amount(business: Business, value: object) -> None:
        setattr(business, field, read(value))

    return set_amount


def _set_family(business: Business, value: object) -> None:
    slug = str(value)
    family = ProductFamily.objects.filter(pk=slug).first() if slug else None
    if slug and family is None:
        raise unknown_word(
            "family", slug, ProductFamily.objects.values_list("pk", flat=True)
        )
    business.family = family


def _set_established_on(business: Business, value: object) -> None:
    business.established_on = value if isinstance(value, date) else None


def _text_setter(field: str) -> Callable[[Business, object], None]:
    def set_text(business: Business, value: object) -> None:
        text = str(value).strip()
        setattr(business, field, _checked_length(business, field, text))

    return set_text


def _checked_length(business: Business, field: str, text: str) -> str:
    column = business._meta.get_field(field)
    longest = getattr(column, "max_length", None) or _LONGEST_TEXT
    return check_length(field, text, longest)


_AMOUNT = Text(
    "Tulis jumlah rupiah dengan angka, tidak di bawah nol.",
    "Write an amount in rupiah in digits, not below zero.",
)
_SETTERS: dict[str, Callable[[Business, object], None]] = {
    "name": _set_name,
    "region_code": _set_region,
    "phone": _set_phone,
    "email": _set_email,
    "nib": _set_nib,
    "kbli": _set_kbli,
    "size_class": _set_size_class,
    "family": _set_family,
    "established_on": _set_established_on,
    "capital_idr": _amount_setter("capital_idr"),
    "annual_sales_idr": _amount_setter("annual_sales_idr"),
    **{field: _text_setter(field) for field in _TEXTS},
}
_NAME_REQUIRED = Text("Tulis nama usaha.", "Write the name of the business.")
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
_NIB_FORMAT = Text(
    "NIB terdiri dari 13 angka. Periksa lagi di surat OSS.",
    "An NIB has 13 digits. Look at the paper of the OSS again.",
)
_KBLI_FORMAT = Text(
    "KBLI terdiri dari 5 angka, misalnya 10771.",
    "A KBLI code has 5 digits, such as 10771.",
)
