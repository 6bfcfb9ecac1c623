"""The first administrator of an installation is entered at the machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from wadah_test_installations import KINDS, Home

OPTIONS = ("--name", "Dewi", "--office", "Dinas Perdagangan")


def test_enters_the_first_administrator_once(
    empty: Callable[[str], Home], tmp_path: Path
) -> None:
    home, weak, strong = empty(KINDS[-1]), tmp_path / "weak", tmp_path / "strong"
    weak.write_text("password\n")
    strong.write_text("kain tapis emas\n")
    command = ("administrator", "dewi@dinas.example", *OPTIONS)

    refused = home.refusal(*command, "--password-file", str(weak))
    first = json.loads(home.must(*command, "--password-file", str(strong), "--json"))
    again = json.loads(home.must(*command, "--json"))

    assert refused["rule"] == "password_weak"
    assert (first["is_new"], again["is_new"]) == (True, False)
    assert first["user"] == again["user"]
    assert home.ask("SELECT role FROM accounts_membership") == [("administrator",)]
    verbs = home.ask("SELECT verb FROM accounts_auditrow ORDER BY id")
    assert verbs[-2:] == [("organisation.added",), ("member.added",)]
