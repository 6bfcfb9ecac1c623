"""The values of a site, a person and a group as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.fields import fingerprint, mask
from wadah.apps.registry.models import Group, Person, Site
from wadah.apps.registry.typed_values import (
    Setters,
    describe_fields,
    number_reader,
    read_email,
    read_phone,
    read_region,
    set_checked,
    text_reader,
    word_reader,
)
from wadah.apps.registry.words import Words
from wadah.core.values import InvalidInput, Text, unknown_word

NIK_DIGITS = 16
# Tongues that help with buyers and visitors, by ISO 639-1.
TONGUES: Words = {
    "id": _("Indonesian"),
    "jv": _("Javanese"),
    "su": _("Sundanese"),
    "en": _("English"),
    "zh": _("Mandarin"),
    "ar": _("Arabic"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "nl": _("Dutch"),
    "de": _("German"),
    "fr": _("French"),
    "th": _("Thai"),
}
_LATITUDE = Text(
    "Garis lintang Indonesia antara -11,1 dan 6,1.",
    "The latitude of Indonesia lies between -11.1 and 6.1.",
)
_LONGITUDE = Text(
    "Garis bujur Indonesia antara 94,9 dan 141,1.",
    "The longitude of Indonesia lies between 94.9 and 141.1.",
)
_AREA = Text(
    "Tulis luas dalam meter persegi, lebih dari nol.",
    "Write the area in square metres, above zero.",
)
_PAIR = Text(
    "Isi garis lintang dan garis bujur, atau kosongkan keduanya.",
    "Give latitude and longitude, or neither.",
)
_NIK_FORMAT = Text(
    "NIK terdiri dari 16 angka, seperti di KTP.",
    "A NIK has 16 digits, as on the identity card.",
)

_PLACE: Setters = {
    "region": read_region,
    "district": text_reader("district", 100),
    "village": text_reader("village", 100),
}
_SITE: Setters = {
    **_PLACE,
    "kind": word_reader("kind", Site.Kind.values),
    "name": text_reader("name", 120, required=True),
    "street": text_reader("street", 255),
    "latitude": number_reader(
        "latitude", Decimal("-11.1"), Decimal("6.1"), 5, _LATITUDE
    ),
    "longitude": number_reader(
        "longitude", Decimal("94.9"), Decimal("141.1"), 5, _LONGITUDE
    ),
    "area_m2": number_reader("area_m2", Decimal("0.1"), Decimal(10**10), 1, _AREA),
}
_GROUP: Setters = {
    **_PLACE,
    "kind": word_reader("kind", Group.Kind.values),
    "name": text_reader("name", 200, required=True),
    "registration": text_reader("registration", 60),
    "about": text_reader("about"),
}


def set_site_values(site: Site, values: Mapping[str, object]) -> None:
    """Check each value and put it on the site, which is not saved.

    Raises `InvalidInput`.
    """
    set_checked(site, values, _SITE)
    if (site.latitude is None) != (site.longitude is None):
        raise InvalidInput("latitude", "half_a_point", _PAIR)


def set_group_values(group: Group, values: Mapping[str, object]) -> None:
    """Check each value and put it on the group, which is not saved.

    Raises `InvalidInput`.
    """
    set_checked(group, values, _GROUP)


def set_person_values(person: Person, values: Mapping[str, object]) -> None:
    """Check each value and put it on the person, who is not saved.

    Raises `InvalidInput`.
    """
    set_checked(person, values, _PERSON)
    if "nik" in values:
        person.nik_fingerprint = fingerprint(person.nik)


def describe_site(site: Site) -> dict[str, str]:
    return describe_fields(site, _SITE)


def describe_group(group: Group) -> dict[str, str]:
    return describe_fields(group, _GROUP)


def describe_person(person: Person) -> dict[str, str]:
    """For the audit trail; the identity number only masked."""
    shown = describe_fields(person, (name for name in _PERSON if name != "nik"))
    return {**shown, "nik": mask(person.nik)} if person.nik else shown


def _read_nik(value: object) -> str:
    digits = re.sub(r"[\s.\-]", "", str(value))
    if digits and not re.fullmatch(rf"[0-9]{{{NIK_DIGITS}}}", digits):
        raise InvalidInput("nik", "nik_format", _NIK_FORMAT)
    return digits


def _read_languages(value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return []
    words = list(dict.fromkeys(str(word) for word in value))
    for word in words:
        if word not in TONGUES:
            raise unknown_word("languages", word, TONGUES)
    return words


_PERSON: Setters = {
    "name": text_reader("name", 200, required=True),
    "task": word_reader("task", Person.Task.values),
    "phone": read_phone,
    "email": read_email,
    "nik": _read_nik,
    "languages": _read_languages,
    "is_contact": bool,
}
