"""Lists of names: the three published layouts, unsafe files, loading twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.matching.actions.load_name_list import load_name_list
from wadah.apps.matching.models import ListedName, NameList
from wadah.apps.matching.name_lists.reading import read_list
from wadah.core.values import InvalidInput

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-11-20T10:00:00.000-05:00">
 <INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>AMIR</FIRST_NAME>
  <SECOND_NAME>CONTOH</SECOND_NAME><UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>
  <REFERENCE_NUMBER>QDi.001</REFERENCE_NUMBER>
  <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abu Contoh</ALIAS_NAME>
  </INDIVIDUAL_ALIAS><INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
 </INDIVIDUAL></INDIVIDUALS>
 <ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>CONTOH TRADING FZE</FIRST_NAME>
  <REFERENCE_NUMBER>QDe.002</REFERENCE_NUMBER></ENTITY>
  <ENTITY><DATAID>3</DATAID></ENTITY></ENTITIES>
</CONSOLIDATED_LIST>"""
EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-11-21">
 <sanctionEntity euReferenceNumber="EU.1.1" logicalId="1">
  <regulation programme="UKR"/><subjectType code="person" classificationCode="P"/>
  <nameAlias firstName="Iwan" lastName="Contoh" wholeName=""/>
  <nameAlias wholeName="Ivan Contoh"/></sanctionEntity>
 <sanctionEntity logicalId="2"><subjectType code="enterprise"/>
  <nameAlias wholeName="Contoh Oil LLC"/></sanctionEntity>
</export>"""
CSV = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;"
    "Entity_SubjectType_ClassificationCode;Entity_Regulation_Programme;"
    "NameAlias_FirstName;NameAlias_LastName;NameAlias_WholeName\n"
    "21/11/2026;1;EU.1.1;person;UKR;;;Ivan Contoh\n"
    "21/11/2026;1;EU.1.1;person;UKR;Iwan;Contoh;\n"
    "21/11/2026;1;EU.1.1;person;UKR;;;\n"
    '21/11/2026;2;;enterprise;;;;"Contoh; Oil LLC"\n'
)


def write(folder: Path, text: str) -> Path:
    path = folder / "list"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "publisher", "day", "names", "skipped"),
    [
        (UN, "un", date(2026, 11, 20),
         [("QDi.001", True, "AMIR CONTOH"), ("QDi.001", True, "Abu Contoh"),
          ("QDe.002", False, "CONTOH TRADING FZE")], 1),
        (EU, "eu", date(2026, 11, 21),
         [("EU.1.1", True, "Iwan Contoh"), ("EU.1.1", True, "Ivan Contoh"),
          ("2", False, "Contoh Oil LLC")], 0),
        (CSV, "eu", date(2026, 11, 21),
         [("EU.1.1", True, "Ivan Contoh"), ("EU.1.1", True, "Iwan Contoh"),
          ("2", False, "Contoh; Oil LLC")], 0),
    ],
)  # fmt: skip
def test_layout_is_read(
    tmp_path: Path, text: str, publisher: str, day: date,
    names: list[tuple[str, bool, str]], skipped: int,
) -> None:  # fmt: skip
    read = read_list(write(tmp_path, text))

    assert (read.publisher, read.dated_on, read.skipped) == (publisher, day, skipped)
    assert [(row.entry, row.is_person, row.name) for row in read.names] == names
    assert read.entries == 2


BOMB = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>"""
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<export generationDate="2026-11-21">&a;</export>"""


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "file_empty"),
        ("<CONSOLIDATED_LIST", "xml_broken"),
        (BOMB, "xml_unsafe"),
        (OUTSIDE, "xml_unsafe"),
        ("<html/>", "layout_unknown"),
        ("name;country\nA;B\n", "layout_unknown"),
        (EU.replace('generationDate="2026-11-21"', ""), "date_missing"),
        ("<export generationDate='2026-11-21'/>", "no_names"),
    ],
)
def test_bad_file_is_refused_by_rule(tmp_path: Path, text: str, rule: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_list(write(tmp_path, text))

    assert (caught.value.field, caught.value.rule) == ("file", rule)


def test_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_list(tmp_path / "none.xml")

    assert caught.value.rule == "file_unreadable"


@pytest.mark.django_db
def test_loading_twice_changes_nothing_and_a_newer_one_replaces(
    tmp_path: Path, officer: Actor
) -> None:
    first = load_name_list(actor=officer, path=write(tmp_path, EU))
    again = load_name_list(actor=officer, path=write(tmp_path, EU))
    other = load_name_list(actor=officer, path=write(tmp_path, UN))
    newer_text = EU.replace("2026-11-21", "2026-11-23").replace("Oil", "Gas")
    newer = load_name_list(actor=officer, path=write(tmp_path, newer_text))

    assert (first.is_new, again.is_new, other.is_new, newer.is_new) == (
        True, False, True, True,
    )  # fmt: skip
    assert again.row == first.row
    current = NameList.objects.filter(is_current=True)
    assert set(current.values_list("publisher", flat=True)) == {"un", "eu"}
    names = ListedName.objects.filter(list__publisher="eu")
    assert sorted(names.values_list("search_name", flat=True)) == [
        "contoh gas", "ivan contoh", "iwan contoh",
    ]  # fmt: skip
    assert AuditRow.objects.filter(verb="name_list.loaded").count() == 3


@pytest.mark.django_db
def test_older_list_is_refused_and_the_newer_stays(
    tmp_path: Path, officer: Actor
) -> None:
    load_name_list(actor=officer, path=write(tmp_path, EU))
    older = EU.replace("2026-11-21", "2026-11-01")

    with pytest.raises(InvalidInput) as caught:
        load_name_list(actor=officer, path=write(tmp_path, older))

    assert caught.value.rule == "list_older"
    assert NameList.objects.get(is_current=True).dated_on == date(2026, 11, 21)


@pytest.mark.parametrize("who", ["owner", "buyer_actor", "verifier"])
@pytest.mark.django_db
def test_others_load_none(
    who: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with pytest.raises(Absent):
        load_name_list(actor=request.getfixturevalue(who), path=write(tmp_path, UN))

    assert NameList.objects.count() == 0
