"""A person opens an account, with the organisation he acts for."""

from __future__ import annotations

import re

import phonenumbers
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.codes import issue_code
from wadah.apps.accounts.models import (
    Membership,
    OneTimeCode,
    Organisation,
    Role,
    User,
)
from wadah.core.values import InvalidInput, Text

_KIND_OF_ROLE = {
    Role.OWNER: Organisation.Kind.BUSINESS,
    Role.BUYER: Organisation.Kind.BUYER,
}


def normalise_login(text: str, field: str = "login") -> str:
    """An e-mail address in lower case, or a phone number as +62...

    Raises `InvalidInput` when it is neither.
    """
    text = text.strip()
    if "@" in text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise InvalidInput(field, "login_format", _LOGIN_FORMAT) from error
        return text.lower()
    try:
        number = phonenumbers.parse(re.sub(r"[^\d+]", "", text), "ID")
    except phonenumbers.NumberParseException as error:
        raise InvalidInput(field, "login_format", _LOGIN_FORMAT) from error
    if not phonenumbers.is_possible_number(number):
        raise InvalidInput(field, "login_format", _LOGIN_FORMAT)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_LOGIN_FORMAT = Text(
    "Tulis nomor HP (misalnya 0812 3456 7890) atau alamat e-mail.",
    "Write a phone number (such as 0812 3456 7890) or an e-mail address.",
)


@transaction.atomic
def sign_up(
    *, login: str, name: str, password: str, role: Role, organisation: str,
    country: str = "ID",
) -> User:  # fmt: skip
    """Open an account for an owner or a buyer, the two who may do so themselves.

    It can write drafts at once; what others see waits for the code that is issued here.
    """
    if role not in _KIND_OF_ROLE:
        raise InvalidInput("role", "role_by_invitation", _BY_INVITATION)
    if not name.strip() or not organisation.strip():
        field = "organisation" if name.strip() else "name"
        raise InvalidInput(field, "required", Text("Isi bagian ini.", "Fill this in."))
    user = _open(login, name, password, "en" if role is Role.BUYER else "id")
    house = Organisation.objects.create(
        kind=_KIND_OF_ROLE[role], name=organisation.strip(), country=country
    )
    Membership.objects.create(user=user, organisation=house, role=role)
    actor = Actor(user.pk, user.name, role, house.pk, house.name)
    issue_code(user, OneTimeCode.Purpose.CONFIRM, timezone.now())
    write_audit_row(
        actor=actor, verb="user.signed_up", target=user, after={"role": role}
    )
    return user


@transaction.atomic
def sign_up_to_join(*, login: str, name: str, password: str) -> User:
    """Open an account for one who will ask an organisation to let him in."""
    if not name.strip():
        raise InvalidInput("name", "required", Text("Isi bagian ini.", "Fill this in."))
    user = _open(login, name, password, "id")
    issue_code(user, OneTimeCode.Purpose.CONFIRM, timezone.now())
    write_audit_row(
        actor=Actor(user.pk, user.name), verb="user.signed_up", target=user,
        after={"role": ""},
    )  # fmt: skip
    return user


def _open(login: str, name: str, password: str, language: str) -> User:
    login = normalise_login(login)
    if User.objects.filter(login=login).exists():
        raise InvalidInput("login", "login_taken", _LOGIN_TAKEN)
    return open_user(login, name, password, language)


def open_user(login: str, name: str, password: str, language: str) -> User:
    """A new account that is not confirmed. Raises `InvalidInput` for the password."""
    check_password(password)
    user = User(login=login, name=name.strip(), language=language)
    user.set_password(password)
    user.email = login if "@" in login else ""
    user.phone = "" if "@" in login else login
    user.save()
    return user


def check_password(password: str, field: str = "password") -> None:
    """Raise `InvalidInput` for a password that is too short or too common."""
    try:
        validate_password(password)
    except ValidationError as error:
        words = " ".join(error.messages)
        raise InvalidInput(field, "password_weak", Text(words, words)) from error


_BY_INVITATION = Text(
    "Peran ini hanya lewat undangan.", "This role is given by invitation only."
)
_LOGIN_TAKEN = Text(
    "Nomor atau alamat ini sudah terdaftar. Silakan masuk.",
    "This number or address has an account already. Sign in instead.",
)
