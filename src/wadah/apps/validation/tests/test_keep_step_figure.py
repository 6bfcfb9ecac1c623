"""An organisation's own figures of steps: kept, changed, refused, handed out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import Absent, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.registry.models import Lot
from wadah.apps.requirements.rule_base import read_vocabulary
from wadah.apps.requirements.step_files import read_packaged_steps
from wadah.apps.validation.actions.assess_case import assess_case
from wadah.apps.validation.actions.keep_step_figure import (
    FigureValues,
    keep_step_figure,
)
from wadah.apps.validation.actions.open_case import open_case
from wadah.apps.validation.models import StepFigure
from wadah.apps.validation.queries.work import (
    list_weighty,
    next_steps_of_business,
    price_kept_step,
)
from wadah.core.values import InvalidInput

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
HALAL = FigureValues(
    subject="halal_certificate",
    valid_from=date(2026, 11, 1),
    source="Tarif LPH, 1 November 2026",
    cost_low_idr=300_000,
    cost_high_idr=650_000,
    days_low=20,
    days_high=45,
)


def test_keeps_a_figure_for_the_organisation_and_says_so(officer: Actor) -> None:
    figure = keep_step_figure(actor=officer, values=HALAL)

    row = AuditRow.objects.get(verb="step_figure.kept")
    assert figure.organisation_id == officer.organisation_id
    assert (figure.cost_idr, figure.days) == ((300_000, 650_000), (20, 45))
    assert row.before == {}
    assert row.after["cost_idr"] == [300_000, 650_000]


def test_a_changed_figure_keeps_its_row_and_the_old_values(officer: Actor) -> None:
    figure = keep_step_figure(actor=officer, values=HALAL)

    changed = keep_step_figure(
        actor=officer, values=replace(HALAL, days_high=60), figure=figure
    )

    row = AuditRow.objects.filter(verb="step_figure.kept").order_by("-pk")[0]
    assert changed.pk == figure.pk
    assert (row.before["days"], row.after["days"]) == ([20, 45], [20, 60])


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"subject": "helal"}, "subject", "unknown_word"),
        ({"action": "eat"}, "action", "unknown_word"),
        ({"source": " "}, "source", "required"),
        ({"cost_low_idr": None}, "cost_high_idr", "range_cut"),
        ({"days_low": 46}, "days_high", "range_order"),
        ({"cost_high_idr": 100_000_000_001}, "cost_high_idr", "too_large"),
        ({"ended_on": date(2026, 10, 31)}, "ended_on", "date_order"),
        ({"cost_low_idr": None, "cost_high_idr": None, "days_low": None,
          "days_high": None}, "cost_low_idr", "required"),
    ],
)  # fmt: skip
def test_refuses_what_cannot_be_a_figure(
    change: dict[str, Any], field: str, rule: str, officer: Actor
) -> None:
    with pytest.raises(InvalidInput) as refused:
        keep_step_figure(actor=officer, values=replace(HALAL, **change))

    assert (refused.value.field, refused.value.rule) == (field, rule)
    assert not StepFigure.objects.exists()
    assert not AuditRow.objects.filter(verb="step_figure.kept").exists()


def test_refuses_a_second_figure_from_the_same_day(officer: Actor) -> None:
    keep_step_figure(actor=officer, values=HALAL)

    with pytest.raises(InvalidInput) as refused:
        keep_step_figure(actor=officer, values=replace(HALAL, days_high=99))

    assert refused.value.rule == "twice"
    assert StepFigure.objects.get().days == (20, 45)


@pytest.mark.parametrize(
    "person",
    ["owner", "colleague", "stranger", "verifier", "approver", "buyer_actor",
     "analyst"],
)  # fmt: skip
def test_only_officers_and_administrators_keep_figures(
    person: str, request: pytest.FixtureRequest, officer: Actor, client_of: ClientOf
) -> None:
    actor = request.getfixturevalue(person)
    figure = keep_step_figure(actor=officer, values=HALAL)

    with pytest.raises(Absent):
        keep_step_figure(actor=actor, values=HALAL)

    pages = [
        client_of(actor).get(reverse("validation:figure_list")).status_code,
        client_of(actor).get(reverse("validation:figure_add")).status_code,
        client_of(actor)
        .get(reverse("validation:figure_edit", args=[figure.pk]))
        .status_code,
    ]
    assert pages == [404] * 3


def test_another_organisation_neither_sees_nor_changes_them(
    officer: Actor, administrator: Actor, client_of: ClientOf
) -> None:
    figure = keep_step_figure(actor=officer, values=HALAL)
    client = client_of(administrator)

    listed = client.get(reverse("validation:figure_list"))
    opened = client.get(reverse("validation:figure_edit", args=[figure.pk]))

    assert list(listed.context["page_obj"]) == []
    assert opened.status_code == 404
    with pytest.raises(Absent):
        keep_step_figure(actor=administrator, values=HALAL, figure=figure)


def test_an_officer_enters_a_figure_and_takes_the_list_out(
    officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    posted = {
        "subject": "halal_certificate", "action": "", "cost_low_idr": "300000",
        "cost_high_idr": "650000", "source": "=Tarif", "valid_from": "2026-11-01",
    }  # fmt: skip

    kept = client.post(reverse("validation:figure_add"), posted)
    refused = client.post(
        reverse("validation:figure_add"), {**posted, "cost_high_idr": "100"}
    )
    listed = client.get(reverse("validation:figure_list"), {"q": "HALAL"})
    taken = client.get(reverse("validation:figure_list"), {"format": "csv"})
    sheet = client.get(reverse("validation:figure_list"), {"format": "xlsx"})

    assert kept.status_code == 302
    assert list(refused.context["form"].errors) == ["cost_high_idr"]
    assert len(list(listed.context["page_obj"])) == 1
    lines = taken.content.decode("utf-8-sig").splitlines()
    assert lines[1].split(",")[1:7] == [
        "halal_certificate", "", "300000", "650000", "", "",
    ]  # fmt: skip
    # A cell that a spreadsheet would run is made a text.
    assert "'=Tarif" in lines[1]
    assert sheet.content[:2] == b"PK"


def test_a_figure_is_closed_by_a_day(officer: Actor, client_of: ClientOf) -> None:
    figure = keep_step_figure(actor=officer, values=HALAL)
    address = reverse("validation:figure_edit", args=[figure.pk])
    form = client_of(officer).get(address).context["form"]
    written = {
        name: form.initial[name] if form.initial[name] is not None else ""
        for name in FigureValues.__slots__
    }

    client_of(officer).post(address, {**written, "ended_on": "2026-12-31"})

    figure.refresh_from_db()
    assert figure.ended_on == date(2026, 12, 31)
    assert figure.days == (20, 45)


def test_an_own_figure_stands_wherever_the_step_is_priced(
    officer: Actor, owner: Actor, lot: Lot, markets: object, client_of: ClientOf
) -> None:
    """On the lines of the case, in the queue and on the page of the business."""
    case = open_case(
        actor=owner, product=lot.product, lot=lot, destination="DE",
        departs_on=date(2026, 12, 1),
    )  # fmt: skip
    assess_case(actor=officer, case=case, as_of=date(2026, 11, 24))
    case.refresh_from_db()
    before = case.open_cost_idr
    result = case.verdicts.get(is_current=True).result
    first = [item["steps"][0] for item in list_weighty(result) if item["steps"]]
    papers = read_vocabulary().document_types
    subject = next(step["subject"] for step in first if step["subject"] in papers)
    lines = sum(step["subject"] == subject for step in first)
    book = read_packaged_steps()
    (packaged,) = {
        price_kept_step(s, book)["cost_idr"] for s in first if s["subject"] == subject
    }
    own = replace(
        HALAL, subject=subject, cost_low_idr=7_654_321, cost_high_idr=8_765_432
    )

    keep_step_figure(actor=officer, values=own)

    client = client_of(officer)
    page = client.get(reverse("validation:case_detail", args=[case.pk]))
    steps = next_steps_of_business(
        officer, lot.product.business, date(2026, 11, 24), 99
    )
    assert "7.654.321" in page.content.decode()
    assert (7_654_321, 8_765_432) in {step.cost_idr for step in steps}
    assess_case(actor=officer, case=case, as_of=date(2026, 11, 24))
    case.refresh_from_db()
    assert before is not None
    low = packaged[0] if packaged else 0
    assert case.open_cost_idr == before + lines * (7_654_321 - low)
