"""Only an administrator loads a nomenclature, and it leaves one audit row."""

from __future__ import annotations

from pathlib import Path

import pytest

from wadah.apps.accounts.actions.load_hs_codes import load_hs_codes
from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.models import HsCode, HsCorrelation

SHARED = Path(__file__).parents[6] / "shared" / "data" / "hs"
TEXT = "section,hscode,description,parent,level\nII,09,Coffee,TOTAL,2\n"


@pytest.mark.django_db
def test_loads_with_one_audit_row(administrator: Actor, tmp_path: Path) -> None:
    path = tmp_path / "hs.csv"
    path.write_text(TEXT)

    load = load_hs_codes(actor=administrator, path=str(path))

    row = AuditRow.objects.get(verb="hs_codes.loaded")
    assert load.stored.created == 1
    assert row.actor_id == administrator.user_id
    assert (row.after["edition"], row.after["created"]) == ("HS2022", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["owner", "stranger", "officer", "analyst"])
def test_refuses_everybody_else(
    who: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = tmp_path / "hs.csv"
    path.write_text(TEXT)

    with pytest.raises(Absent):
        load_hs_codes(actor=request.getfixturevalue(who), path=str(path))

    assert not HsCode.objects.exists()
    assert not AuditRow.objects.filter(verb="hs_codes.loaded").exists()


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.exists(), reason="the published HS files are absent")
def test_loads_every_published_file_whole_and_twice_changes_nothing(
    administrator: Actor,
) -> None:
    files = sorted(SHARED.glob("*.csv"))

    first = [load_hs_codes(actor=administrator, path=str(path)) for path in files]
    second = [load_hs_codes(actor=administrator, path=str(path)) for path in files]

    assert [len(load.file.refused) for load in first] == [0, 0, 0, 0, 0]
    assert [load.stored.created for load in second] == [0, 0, 0, 0, 0]
    assert [load.stored.updated for load in second] == [0, 0, 0, 0, 0]
    assert HsCode.objects.filter(edition="HS2022", level=6).count() == 5613
    assert HsCode.objects.filter(edition="BTKI2022", level=8).count() == 11552
    assert HsCode.objects.filter(edition="HS2022", level=0).count() == 21
    assert HsCorrelation.objects.count() == 15657
    assert HsCode.objects.get(edition="HS2022", code="040900").text_id != ""
