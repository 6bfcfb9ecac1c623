"""`wadah administrator`: the first person of an installation."""

from __future__ import annotations

from pathlib import Path

import click
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from wadah.apps.accounts.actions.add_member import add_member
from wadah.apps.accounts.actions.add_organisation import add_organisation
from wadah.apps.accounts.actions.sign_up import normalise_login
from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.accounts.models import Organisation, Role, User
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.installation import prepare
from wadah.delivery.cli.output import print_json, read_text


@click.command()
@click.argument("login")
@click.option("--name", required=True, help="Name of the person.")
@click.option("--office", required=True, help="Name of the trade office.")
@click.option(
    "--password-file", type=click.Path(path_type=Path),
    help="The first line is the password; without it, it is asked for.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def administrator(
    login: str, name: str, office: str, password_file: Path | None, as_json: bool
) -> None:
    """Enter an administrator, with the e-mail address or phone number LOGIN.

    A person who is there already keeps his password and gets the role as well.

    \b
    Example:
      wadah administrator dewi@dinas.example --name Dewi --office "Dinas Perdagangan"
    """
    prepare()
    login = normalise_login(login)
    is_new = not User.objects.filter(login=login).exists()
    password = _read_password(password_file) if is_new else ""
    with transaction.atomic():
        actor = make_local_administrator()
        house = add_organisation(
            actor=actor, kind=Organisation.Kind.OFFICE, name=office
        )
        user = add_member(
            actor=actor,
            organisation=house,
            login=login,
            name=name,
            role=Role.ADMINISTRATOR,
            password=password,
        )
    if as_json:
        print_json({"user": user.pk, "organisation": house.pk, "is_new": is_new})
        return
    click.echo(f"{user.login} is an administrator of {house.name}.")
    click.echo("The second factor is set up at the first sign-in.", err=True)


def _read_password(path: Path | None) -> str:
    """The password of a new account.

    Raises `InvalidInput` when it is too weak.
    """
    if path is None:
        password = str(
            click.prompt("Password", hide_input=True, confirmation_prompt=True)
        )
    else:
        lines = read_text(str(path), "password-file").splitlines()
        password = lines[0].strip() if lines else ""
    try:
        validate_password(password)
    except ValidationError as error:
        raise InvalidInput("password", "password_weak", _WEAK) from error
    return password


_WEAK = Text(
    "Kata sandi terlalu lemah: sedikitnya 10 huruf dan bukan kata sandi yang umum.",
    "The password is too weak: at least 10 characters, and none that everybody uses.",
)
