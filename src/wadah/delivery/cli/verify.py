"""`wadah verify`: is this file a validation sheet as it was signed, does it hold?"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import click
from django.db import DatabaseError, connection
from django.utils import timezone

from wadah.apps.validation.queries.sheets import list_keys, make_register
from wadah.apps.validation.sheets.checking import (
    NO_REGISTER,
    Finding,
    Register,
    check_sheet,
    finding_as_json,
)
from wadah.apps.validation.sheets.page import describe_sheet
from wadah.apps.validation.sheets.signing import PublicKey, read_keys_file
from wadah.apps.validation.sheets.state import State
from wadah.apps.validation.sheets.status_list import read_status_list
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.output import BAD_INPUT, print_json, show_failure

NOT_YES = 1
WIDTH = 88
# A sheet has some 100 kB, a long list of revocations a few MB.
LARGEST_BYTES = 50 * 1024 * 1024
WORDS = {
    "id": {
        State.VALID: "BERLAKU",
        State.SUPERSEDED: "DIGANTIKAN",
        State.REVOKED: "DICABUT",
        State.LAPSED: "LEWAT",
        State.TAMPERED: "DIUBAH",
        State.UNKNOWN_KEY: "KUNCI TIDAK DIKENAL",
        State.UNSIGNED: "TANPA TANDA TANGAN",
        State.CANNOT_TELL: "BELUM DAPAT DIPASTIKAN",
    },
    "en": {
        State.VALID: "VALID",
        State.SUPERSEDED: "SUPERSEDED",
        State.REVOKED: "REVOKED",
        State.LAPSED: "LAPSED",
        State.TAMPERED: "TAMPERED",
        State.UNKNOWN_KEY: "UNKNOWN KEY",
        State.UNSIGNED: "NOT SIGNED",
        State.CANNOT_TELL: "CANNOT TELL",
    },
}
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--keys", type=_FILE,
    help="Public keys of the issuer (keys.json); no database is read then.",
)  # fmt: skip
@click.option("--status", type=_FILE, help="Signed list of revocations (status.json).")
@click.option("--json", "as_json", is_flag=True, help="One JSON document, no more.")
@click.option("--exit-code", is_flag=True, help="Exit 1 unless the sheet is valid.")
@click.option(
    "--language",
    type=click.Choice(["id", "en"]),
    default="en",
    show_default=True,
    help="Language of the answer for a person.",
)
def verify(
    file: Path,
    keys: Path | None,
    status: Path | None,
    as_json: bool,
    exit_code: bool,
    language: str,
) -> None:
    """Check the PDF of a validation sheet, without a network.

    On the machine of the issuer the tables of the installation are asked. Elsewhere
    give the public keys (from /sheets/keys.json of the issuer) and, to know of
    revocations, the signed status list (/sheets/status.json).

    The state is valid, superseded, revoked, lapsed, tampered, unknown_key, unsigned, or
    cannot_tell where the signature is good and revocation could not be checked.

    \b
    Examples:
      wadah verify WDH-2026-00012.pdf
      wadah verify --keys keys.json --status status.json WDH-2026-00012.pdf
      wadah verify --exit-code --json WDH-2026-00012.pdf | jq .state
    """
    try:
        data = _read(file, "file")
        known = read_keys_file(_read(keys, "keys")) if keys else _read_own_keys()
        register = NO_REGISTER
        if status is not None:
            register, known = read_status_list(_read(status, "status"), known)
        elif keys is None and has_tables():
            register = make_register(timezone.now())
    except InvalidInput as error:
        show_failure(error, as_json=as_json, file=str(file))
        sys.exit(BAD_INPUT)
    finding = check_sheet(data, known, register, timezone.localdate())
    if as_json:
        print_json({"file": str(file), **finding_as_json(finding)})
    else:
        print_finding(finding, language)
    if exit_code and finding.state is not State.VALID:
        sys.exit(NOT_YES)


def has_tables() -> bool:
    """Whether an installation is here; asking for it makes none."""
    database = connection.settings_dict
    if connection.vendor == "sqlite" and not Path(str(database["NAME"])).exists():
        return False
    try:
        list_keys()
    except DatabaseError:
        return False
    return True


def _read_own_keys() -> dict[str, PublicKey]:
    return {key.id: key for key in list_keys()} if has_tables() else {}


def _read(path: Path, field: str) -> bytes:
    """The bytes of a file. Raises `InvalidInput`."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise InvalidInput(field, "file_too_large", _TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        message = Text(
            f"Berkas {path} tidak dapat dibaca. Periksa nama dan izinnya.",
            f"The file {path} cannot be read. Check its name and its permissions.",
        )
        raise InvalidInput(field, "file_unreadable", message) from error


def print_finding(finding: Finding, language: str) -> None:
    """State, sentence, what the sheet says, and how far the check went."""
    click.echo(WORDS[language][finding.state])
    _say(finding.message.in_language(language))
    if finding.since:
        _say(f"{_SINCE[language]} {finding.since}.")
    if finding.newer_number:
        _say(f"-> {finding.newer_number} {finding.newer_address}")
    if finding.sheet is not None:
        said = describe_sheet(finding.sheet, language)
        click.echo(f"\n{said['number']}")
        for label, value in (*said["facts"], *said["people"]):
            click.echo(f"  {label + ':':<16} {value}")
        click.echo("")
    _say(_how_far(finding.register).in_language(language))


def _how_far(register: Register) -> Text:
    if register.as_of is None:
        return _NOT_ASKED
    moment = f"{timezone.localtime(register.as_of):%Y-%m-%d %H:%M}"
    if register.source == "installation":
        return Text(
            f"Pencabutan dibaca dari instalasi ini, {moment}.",
            f"Revocation was read from this installation, {moment}.",
        )
    return Text(
        f"Pencabutan dibaca dari daftar status per {moment}; yang terjadi sesudahnya "
        "tidak diketahui.",
        f"Revocation was read from the status list as of {moment}; what came later is "
        "not known.",
    )


def _say(text: str) -> None:
    click.echo(textwrap.fill(text, WIDTH))


_SINCE = {"id": "Sejak", "en": "Since"}
_NOT_ASKED = Text(
    "Pencabutan tidak diperiksa: beri --status dengan status.json dari penerbit, dan "
    "--keys dengan keys.json bila kuncinya tidak dikenal.",
    "Revocation was not checked: give --status with status.json of the issuer, and "
    "--keys with keys.json where the key is not known.",
)
_TOO_LARGE = Text(
    "Berkas ini terlalu besar untuk sebuah lembar validasi.",
    "This file is too large for a validation sheet.",
)
