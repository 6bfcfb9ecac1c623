"""A laboratory report is kept whole or not at all, and its accreditation looked up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.models import Laboratory, LaboratoryScope
from wadah.apps.reference.models import Parameter as ReferenceParameter
from wadah.apps.registry.models import Lot
from wadah.apps.validation.actions.add_report import ReportHead, add_report
from wadah.apps.validation.actions.add_result import add_result
from wadah.apps.validation.case_document import make_case_document
from wadah.apps.validation.lot_results import read_lot_results
from wadah.apps.validation.models import Case, LabReport, LotResult
from wadah.core.values import InvalidInput

SAMPLED, TESTED, ISSUED = date(2026, 11, 2), date(2026, 11, 6), date(2026, 11, 10)
CADMIUM: dict[str, Any] = {
    "parameter": "cadmium", "value": 0.03, "unit": "mg/kg", "method": "SNI 2354.5",
}  # fmt: skip
ClientOf = Callable[[Actor], Client]


@pytest.fixture
def laboratory(db: None) -> Laboratory:
    """Accredited until 30 June 2027, for cadmium by one method."""
    kept = Laboratory.objects.create(
        name="Balai Contoh", accreditation_number="LP-000-IDN", source="test",
        valid_from=date(2023, 7, 1), valid_until=date(2027, 6, 30),
        checked_on=date(2026, 11, 24),
    )  # fmt: skip
    parameter, _ = ReferenceParameter.objects.get_or_create(
        pk="cadmium",
        defaults={"name_id": "kadmium", "name_en": "cadmium", "unit": "mg/kg"},
    )
    LaboratoryScope.objects.create(
        laboratory=kept, parameter=parameter, method="SNI 2354.5:2011"
    )
    return kept


def head(**changes: Any) -> ReportHead:
    return ReportHead(
        **{
            "number": "12/LHU/2026",
            "laboratory_name": "Lab Lain",
            "sampled_on": SAMPLED,
            "tested_on": TESTED,
            "issued_on": ISSUED,
            **changes,
        }
    )


def accreditation(lot: Lot) -> tuple[bool | None, bool]:
    (line,) = read_lot_results(lot)
    assert line.result["laboratory_accredited"] is line.accreditation.holds
    return line.accreditation.holds, line.accreditation.is_worked_out


@pytest.mark.django_db
def test_keeps_the_report_and_all_its_lines(
    owner: Actor, lot: Lot, laboratory: Laboratory
) -> None:
    lines = [CADMIUM, {"parameter": "Pb".lower(), "value": 1, "unit": "mg/kg"}]
    lines[1]["parameter"] = "lead"

    report = add_report(
        actor=owner,
        lot=lot,
        head=head(laboratory=laboratory, sampled_by="Surveyor", sample_count=5),
        results=lines,
    )

    assert report.laboratory_name == "Balai Contoh"
    assert [row.parameter for row in report.results.all()] == ["cadmium", "lead"]
    row = AuditRow.objects.get(verb="report.added")
    assert row.after["parameters"] == ["cadmium", "lead"]


@pytest.mark.django_db
def test_a_case_is_given_what_the_report_says_of_its_lines(
    owner: Actor, lot: Lot, laboratory: Laboratory, markets: object
) -> None:
    line = {**CADMIUM, "method": "SNI 2354.5:2011"}
    add_report(
        actor=owner,
        lot=lot,
        head=head(laboratory=laboratory, sampled_by="Surveyor"),
        results=[line],
    )

    case = Case(product=lot.product, lot=lot, destination_id="DE")
    (result,) = make_case_document(case)["results"]

    assert result["laboratory"] == "Balai Contoh"
    assert result["laboratory_accredited"] is True
    assert result["sampled_by"] == "Surveyor"
    assert result["sampled_on"] == "2026-11-02"
    assert result["lot"] == "L1"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "days", "holds"),
    [
        ({"method": "SNI 2354.5:2011"}, {}, True),
        ({"method": "sni 2354.5-2011"}, {}, True),
        # Another method, no method, another parameter.
        ({"method": "AOAC 999.10"}, {}, False),
        ({"method": None}, {}, None),
        ({"parameter": "lead", "method": "SNI 2354.5:2011"}, {}, False),
        # Before it began and after it lapsed, on one of the days.
        ({"method": "SNI 2354.5:2011"}, {"sampled_on": date(2023, 6, 30)}, False),
        ({"method": "SNI 2354.5:2011"}, {"sampled_on": date(2023, 7, 1)}, True),
    ],
)
def test_accreditation_is_worked_out_from_the_list(
    line: dict[str, Any], days: dict[str, date], holds: bool | None,
    owner: Actor, lot: Lot, laboratory: Laboratory,
) -> None:  # fmt: skip
    add_report(
        actor=owner,
        lot=lot,
        # What somebody copied does not matter where the list knows the laboratory.
        head=head(laboratory=laboratory, states_accreditation=True, **days),
        results=[{**CADMIUM, **line, "laboratory_accredited": True}],
    )

    assert accreditation(lot) == (holds, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("until", "holds"),
    [(date(2026, 11, 10), True), (date(2026, 11, 9), False), (None, None)],
)
def test_an_accreditation_that_lapsed_before_the_report_is_none(
    until: date | None, holds: bool | None,
    owner: Actor, lot: Lot, laboratory: Laboratory,
) -> None:  # fmt: skip
    add_report(
        actor=owner, lot=lot, head=head(laboratory=laboratory),
        results=[{**CADMIUM, "method": "SNI 2354.5:2011"}],
    )  # fmt: skip

    Laboratory.objects.filter(pk=laboratory.pk).update(valid_until=until)

    assert accreditation(lot) == (holds, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ({"states_accreditation": True}, True),
        ({"states_accreditation": False}, False),
        ({}, None),
        ({"states_accreditation": True, "accreditation_until": ISSUED}, True),
        ({"states_accreditation": True, "accreditation_until": TESTED}, False),
    ],
)
def test_a_laboratory_outside_the_list_is_as_copied_and_marked_so(
    said: dict[str, Any], holds: bool | None, owner: Actor, lot: Lot
) -> None:
    add_report(actor=owner, lot=lot, head=head(**said), results=[CADMIUM])

    assert accreditation(lot) == (holds, False)


@pytest.mark.django_db
def test_a_result_of_before_keeps_what_it_states(owner: Actor, lot: Lot) -> None:
    add_result(actor=owner, lot=lot, result={**CADMIUM, "laboratory_accredited": True})

    assert accreditation(lot) == (True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "lines", "field", "rule"),
    [
        ({"number": " "}, [CADMIUM], "number", "number_missing"),
        ({"laboratory_name": ""}, [CADMIUM], "laboratory_name", "laboratory_missing"),
        ({"tested_on": date(2026, 11, 1)}, [CADMIUM], "tested_on", "date_order"),
        ({}, [], "results", "no_lines"),
        ({}, [CADMIUM, {**CADMIUM, "unit": "cfu/g"}], "results[1].unit",
         "unit_not_for_parameter"),
        ({}, [{**CADMIUM, "value": "1.500"}], "results[0].value", "number_ambiguous"),
    ],
)  # fmt: skip
def test_refuses_and_keeps_nothing(
    changes: dict[str, Any], lines: list[dict[str, Any]], field: str, rule: str,
    owner: Actor, lot: Lot,
) -> None:  # fmt: skip
    with pytest.raises(InvalidInput) as refused:
        add_report(actor=owner, lot=lot, head=head(**changes), results=lines)

    assert (refused.value.field, refused.value.rule) == (field, rule)
    assert not LabReport.objects.exists()
    assert not LotResult.objects.exists()
    assert not AuditRow.objects.filter(verb="report.added").exists()


@pytest.mark.django_db
def test_refuses_a_report_twice_and_under_another_lot(owner: Actor, lot: Lot) -> None:
    add_report(actor=owner, lot=lot, head=head(), results=[CADMIUM])
    other = Lot.objects.create(product=lot.product, code="L2", quantity_kg=1)

    for where, rule in ((lot, "report_known"), (other, "other_lot")):
        with pytest.raises(InvalidInput) as refused:
            add_report(actor=owner, lot=where, head=head(), results=[CADMIUM])
        assert refused.value.rule == rule

    assert LabReport.objects.count() == 1


@pytest.mark.django_db
def test_refuses_a_day_to_come_and_a_line_for_the_report_of_another_lot(
    owner: Actor, lot: Lot
) -> None:
    soon = timezone.localdate() + timedelta(days=2)
    with pytest.raises(InvalidInput) as refused:
        add_report(actor=owner, lot=lot, head=head(issued_on=soon), results=[CADMIUM])
    assert (refused.value.field, refused.value.rule) == ("issued_on", "day_to_come")

    report = add_report(actor=owner, lot=lot, head=head(), results=[CADMIUM])
    other = Lot.objects.create(product=lot.product, code="L2", quantity_kg=1)
    with pytest.raises(InvalidInput) as refused:
        add_result(actor=owner, lot=other, result=CADMIUM, report=report)
    assert refused.value.rule == "other_lot"


@pytest.mark.django_db
def test_owner_colleague_and_officer_add_a_report_others_do_not(
    owner: Actor, colleague: Actor, officer: Actor, stranger: Actor, verifier: Actor,
    lot: Lot,
) -> None:  # fmt: skip
    for number, actor in enumerate((owner, colleague, officer)):
        add_report(
            actor=actor, lot=lot, head=head(number=str(number)), results=[CADMIUM]
        )
    for actor in (stranger, verifier):
        with pytest.raises(Absent):
            add_report(actor=actor, lot=lot, head=head(), results=[CADMIUM])

    assert LabReport.objects.count() == 3


FORM = {
    "number": "12/LHU/2026", "laboratory_name": "Lab Lain", "sampled_on": "2026-11-02",
    "issued_on": "2026-11-10", "states_accreditation": "true",
}  # fmt: skip


@pytest.mark.django_db
def test_a_sheet_is_shown_first_and_kept_when_confirmed(
    owner: Actor, lot: Lot, client_of: ClientOf
) -> None:
    client = client_of(owner)
    address = reverse("validation:report_add", args=[lot.pk])
    sheet = "Parameter;Hasil;Satuan;LOQ\nKadmiun;< 0,01;ppm;0,01\nKadar air;12,5;%;\n"

    shown = client.post(
        address, {**FORM, "upload": SimpleUploadedFile("lab.csv", sheet.encode())}
    )
    assert shown.status_code == 200
    assert shown.context["names"][0]["choice"] == "kadmium"
    assert not shown.context["names"][0]["is_sure"]
    assert not LabReport.objects.exists()

    kept = client.post(
        address,
        {**FORM, "text": shown.context["text"], "keep": "1",
         "name-0": "Kadmiun", "map-0": "kadmium"},
    )  # fmt: skip

    assert kept.status_code == 302
    report = LabReport.objects.get()
    assert [
        (row.parameter, row.result.get("below"), row.result.get("value"))
        for row in report.results.all()
    ] == [("cadmium", 0.01, None), ("moisture", None, 12.5)]


@pytest.mark.django_db
def test_a_sheet_with_a_problem_is_not_kept_even_when_confirmed(
    owner: Actor, lot: Lot, client_of: ClientOf
) -> None:
    client = client_of(owner)
    address = reverse("validation:report_add", args=[lot.pk])
    text = "Cd\t1.500\tmg/kg\nPb\t0,1\tmg/kg"

    answer = client.post(address, {**FORM, "text": text, "keep": "1"})

    assert answer.status_code == 422
    assert "1.500" in answer.content.decode()
    assert not LabReport.objects.exists()
    assert not LotResult.objects.exists()


@pytest.mark.django_db
def test_a_file_that_is_no_table_is_refused_beside_the_file(
    owner: Actor, lot: Lot, client_of: ClientOf
) -> None:
    upload = SimpleUploadedFile("lab.xlsx", b"%PDF-1.7\n%\xe2\xe3")

    answer = client_of(owner).post(
        reverse("validation:report_add", args=[lot.pk]), {**FORM, "upload": upload}
    )

    assert answer.status_code == 200
    assert answer.context["lines"].errors
    assert not LabReport.objects.exists()


@pytest.mark.django_db
def test_the_page_marks_what_was_copied_by_hand(
    owner: Actor, lot: Lot, laboratory: Laboratory, markets: object, client_of: ClientOf
) -> None:
    line = {**CADMIUM, "method": "SNI 2354.5:2011"}
    add_report(
        actor=owner, lot=lot, head=head(states_accreditation=True), results=[CADMIUM]
    )
    listed = head(laboratory=laboratory, number="2")
    add_report(actor=owner, lot=lot, head=listed, results=[line])

    client = client_of(owner)
    client.cookies["wadah_language"] = "en"
    page = client.get(reverse("validation:lot_table", args=[lot.pk]))

    text = page.content.decode()
    assert text.count(">by hand<") == 1
    assert "Accredited for this on the days of the report." in text
