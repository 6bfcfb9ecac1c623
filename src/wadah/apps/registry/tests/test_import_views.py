"""The pages of imports: look first, then load; each office sees its own."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from wadah.apps.accounts.actor import ANONYMOUS, Actor
from wadah.apps.accounts.models import AuditRow
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.actions.import_businesses import import_businesses
from wadah.apps.registry.models import Business, ImportBatch

pytestmark = pytest.mark.django_db
ClientOf = Callable[[Actor], Client]
ROWS = (
    "NO,NAMA PERUSAHAAN,NAMA PEMILIK,KABUPATEN,TELP,NAMA PRODUK,CATATAN\n"
    "1,88,Siti,Metro,0812 3456 7890,keripik pisang,x\n"
    "2,,,Metro,,tahu,y\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.WADAH_HOME = tmp_path
    return tmp_path


@pytest.fixture
def reference(db: None) -> None:
    load_reference()


@pytest.fixture
def batch(reference: None, officer: Actor, tmp_path: Path) -> ImportBatch:
    path = tmp_path / "daftar.csv"
    path.write_text(ROWS)
    outcome = import_businesses(actor=officer, path=path)
    return ImportBatch.objects.get(pk=outcome.batch_id)


def upload(client: Client, content: str | bytes, name: str = "daftar.csv") -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(
        reverse("registry:import_add"), {"file": SimpleUploadedFile(name, data)}
    )


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send back of the second step."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    for name, body in re.findall(
        r'<select name="(\w+)"[^>]*>(.*?)</select>', page, re.S
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


def kept_files() -> list[Path]:
    folder = Path(settings.WADAH_HOME) / "uploads" / "imports"
    return [path for path in folder.rglob("*") if path.is_file()]


def test_upload_shows_columns_rows_and_problems_and_stores_nothing(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    page = upload(client_of(officer), ROWS).content.decode()

    sent = fields_of(page)
    assert (sent["column_B"], sent["column_E"], sent["column_G"]) == (
        "name", "phone", "",
    )  # fmt: skip
    assert "+6281234567890" in page
    assert "IMP-01" in page
    assert Business.objects.count() == 0
    assert [path.name for path in kept_files()] == ["daftar.csv"]


def test_confirming_loads_the_list_and_forgets_the_file(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    sent = fields_of(upload(client, ROWS).content.decode())

    response = client.post(reverse("registry:import_add"), {**sent, "step": "load"})

    batch = ImportBatch.objects.get()
    assert response.url == reverse("registry:import_detail", args=[batch.pk])
    assert (batch.file_name, batch.counts["created"]) == ("daftar.csv", 1)
    assert Business.objects.get().phone == "+6281234567890"
    assert kept_files() == []


def test_changed_column_is_read_as_chosen(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    sent = fields_of(upload(client, ROWS).content.decode())
    sent |= {"column_F": "", "column_G": "product_name"}

    client.post(reverse("registry:import_add"), {**sent, "step": "load"})

    assert Business.objects.get().made == "X"


def test_column_chosen_twice_is_refused(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    sent = fields_of(upload(client, ROWS).content.decode())

    response = client.post(
        reverse("registry:import_add"),
        {**sent, "column_G": "phone", "step": "load"},
    )

    assert response.status_code == 200
    assert response.context["form"].errors["column_G"]
    assert Business.objects.count() == 0


def test_list_without_a_name_column_can_be_mended_on_the_page(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    page = upload(client, "NO,MERK DAGANG,TELP,ALAMAT\n1,Sedap,,Metro\n")
    sent = fields_of(page.content.decode())
    assert page.context["refusal"]

    client.post(
        reverse("registry:import_add"), {**sent, "column_B": "name", "step": "load"}
    )

    assert Business.objects.get().name == "Sedap"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"a,b\n1,2\n", b"PK\x03\x04x"])
def test_file_that_is_no_list_is_refused_beside_its_field(
    content: bytes, reference: None, officer: Actor, client_of: ClientOf
) -> None:
    response = upload(client_of(officer), content)

    assert response.context["form"].errors["file"]
    assert kept_files() == []


def test_kept_file_of_another_person_cannot_be_loaded(
    reference: None, officer: Actor, administrator: Actor, client_of: ClientOf
) -> None:
    sent = fields_of(upload(client_of(officer), ROWS).content.decode())

    for changes in ({}, {"ticket": "forged"}):
        response = client_of(administrator).post(
            reverse("registry:import_add"), {**sent, **changes, "step": "load"}
        )
        assert response.context["refusal"]

    assert Business.objects.count() == 0


def test_file_name_cannot_leave_its_folder(
    reference: None, officer: Actor, client_of: ClientOf, home: Path
) -> None:
    upload(client_of(officer), ROWS, name="..\\..\\x.csv")

    assert [path.parents[2].name for path in kept_files()] == ["uploads"]


def test_preview_nobody_went_on_with_is_forgotten_after_a_day(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    upload(client_of(officer), ROWS, name="old.csv")
    yesterday = time.time() - 25 * 3600
    os.utime(kept_files()[0].parent, (yesterday, yesterday))

    upload(client_of(officer), ROWS, name="new.csv")

    assert [path.name for path in kept_files()] == ["new.csv"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("administrator", 200), ("other", 404), ("owner", 404),
     ("colleague", 404), ("stranger", 404), ("verifier", 404), ("approver", 404),
     ("buyer_actor", 404), ("analyst", 404), (None, 302)],
)  # fmt: skip
def test_loading_is_seen_by_its_office_only(
    who: str | None, status: int, request: pytest.FixtureRequest, batch: ImportBatch,
    make_person: Callable[..., Actor], client_of: ClientOf,
) -> None:  # fmt: skip
    if who == "other":
        actor = make_person("other@example.org", "officer", "export_organisation")
    else:
        actor = request.getfixturevalue(who) if who else ANONYMOUS
    client = client_of(actor)

    for name in ("import_detail", "import_problems"):
        assert client.get(reverse(f"registry:{name}", args=[batch.pk])).status_code == (
            status
        )
    listed = client.get(reverse("registry:import_list"))
    assert (b"daftar.csv" in listed.content) is (status == 200)


def test_detail_shows_counts_businesses_and_problems_of_one_severity(
    batch: ImportBatch, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("registry:import_detail", args=[batch.pk])

    every = client.get(address)
    warnings = client.get(address, {"severity": "warning"})

    assert [b.name for b in every.context["page_obj"]] == ["88"]
    assert [p.row for p in every.context["problems"]] == [3]
    assert list(warnings.context["problems"]) == []


def test_problems_leave_as_csv_with_row_column_and_rule(
    batch: ImportBatch, officer: Actor, client_of: ClientOf
) -> None:
    response = client_of(officer).get(
        reverse("registry:import_problems", args=[batch.pk])
    )

    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[:3] == ["row", "column", "rule"]
    assert lines[1].startswith("3,B NAMA PERUSAHAAN,IMP-01 name_missing,refused,")
    assert response["Content-Type"].startswith("text/csv")


def test_empty_list_of_loadings_says_what_to_do(
    officer: Actor, client_of: ClientOf
) -> None:
    response = client_of(officer).get(reverse("registry:import_list"))

    assert reverse("registry:import_add") in response.content.decode()
    assert AuditRow.objects.count() == 0
