"""The pages of imports: look first, then load; each office sees its own."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from wadah.apps.accounts.actor import ANONYMOUS, Actor
from wadah.apps.accounts.models import AuditRow, PersonalExport
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.actions.import_businesses import import_businesses
from wadah.apps.registry.actions.run_import_job import (
    JobCancelled,
    Teller,
    run_import_job,
)
from wadah.apps.registry.forms.list_import import FIELD_NAMES
from wadah.apps.registry.import_progress import find_progress, write_progress
from wadah.apps.registry.importing.fields import FIELDS
from wadah.apps.registry.models import (
    Business,
    ImportBatch,
    ImportDifference,
    ImportJob,
)

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
    """The page that follows the choice of a file."""
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(
        reverse("registry:import_add"),
        {"file": SimpleUploadedFile(name, data)},
        follow=True,
    )


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send back of the second step."""
    page = page[page.index('<form method="post" class="form') :]
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    for name, body in re.findall(
        r'<select name="(column_\w+)"[^>]*>(.*?)</select>', page, re.S
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = chosen[1] if chosen else ""
    return found


def preview(client: Client, sent: dict[str, str]) -> Any:
    """The page that follows the columns."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(reverse("registry:import_columns"), sent)
    return _follow(client, response)


def load(client: Client, page: Any) -> Any:
    """The page that follows the agreement to a preview."""
    job = page.context["job"]
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(reverse("registry:import_start", args=[job.pk]))
    return _follow(client, response)


def _follow(client: Client, response: Any) -> Any:
    return client.get(response.url, follow=True) if "Location" in response else response


def load_list(client: Client, content: str, **changes: str) -> Any:
    sent = fields_of(upload(client, content).content.decode())
    return load(client, preview(client, {**sent, **changes}))


def kept_files() -> list[Path]:
    folder = Path(settings.WADAH_HOME) / "uploads" / "imports"
    return [path for path in folder.rglob("*.csv") if path.is_file()]


def test_every_field_of_a_list_has_a_name() -> None:
    assert set(FIELD_NAMES) == set(FIELDS)


def test_upload_shows_each_column_with_its_first_cells_and_field(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    page = upload(client_of(officer), ROWS).content.decode()

    sent = fields_of(page)
    assert (sent["column_B"], sent["column_E"], sent["column_G"]) == (
        "name", "phone", "ignore",
    )  # fmt: skip
    assert "<span>0812 3456 7890</span>" in page
    assert '<span class="tag">G CATATAN</span>' in page
    assert [path.name for path in kept_files()] == ["daftar.csv"]


def test_preview_shows_counts_rows_and_problems_and_stores_nothing(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    sent = fields_of(upload(client, ROWS).content.decode())

    page = preview(client, sent)

    text = page.content.decode()
    assert page.context["counts"]["created"] == 1
    assert page.context["counts"]["refused"] == 1
    assert "+6281234567890" in text
    assert "IMP-01" in text
    assert Business.objects.count() == 0
    assert ImportBatch.objects.count() == 0


def test_preview_is_searched_by_severity_and_rule_and_leaves_as_a_file(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    rows = ROWS + "3,=cmd|x,Wati,Metro,123,tahu,z\n" + "4,Roti,Ani,Metro,9,tahu,z\n"
    sent = fields_of(upload(client, rows).content.decode())
    job = preview(client, sent).context["job"]
    address = reverse("registry:import_preview", args=[job.pk])

    def rows_shown(**asked: str) -> list[int]:
        return [one.row for one in client.get(address, asked).context["page_obj"]]

    assert rows_shown() == [3, 4, 5]
    assert rows_shown(severity="refused") == [3]
    assert rows_shown(rule="IMP-04 phone_unreadable") == [4, 5]
    file = client.get(
        reverse("registry:import_preview_problems", args=[job.pk]),
        {"severity": "warning"},
    )
    lines = file.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["row", "4", "5"]


def test_confirming_loads_the_list_and_forgets_the_file(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)

    page = load_list(client, ROWS)

    batch = ImportBatch.objects.get()
    assert page.context["batch"] == batch
    assert (batch.file_name, batch.counts["created"]) == ("daftar.csv", 1)
    assert Business.objects.get().phone == "+6281234567890"
    assert kept_files() == []
    verbs = list(AuditRow.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["import.previewed", "import.started", "businesses.imported"]


def test_loading_again_says_that_nothing_is_new(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    load_list(client, ROWS)

    page = load_list(client, ROWS)

    (message,) = page.context["messages"]
    assert str(message) == "Daftar ini tidak berisi hal baru."
    assert Business.objects.count() == ImportBatch.objects.count() == 1


def test_changed_column_is_read_as_chosen_and_offered_again(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    load_list(client, ROWS, column_F="ignore", column_G="product_name")

    assert Business.objects.get().made == "X"
    again = upload(client, ROWS, name="lain.csv")
    sent = fields_of(again.content.decode())
    assert (sent["column_F"], sent["column_G"]) == ("ignore", "product_name")
    anew = client.get(again.context["proposed_address"]).content.decode()
    assert fields_of(anew)["column_F"] == "product_name"


def test_map_of_another_office_is_not_offered(
    reference: None, officer: Actor, make_person: Callable[..., Actor],
    client_of: ClientOf,
) -> None:  # fmt: skip
    load_list(client_of(officer), ROWS, column_F="ignore", column_G="product_name")
    other = make_person("other@example.org", "officer", "export_organisation")

    sent = fields_of(upload(client_of(other), ROWS).content.decode())

    assert sent["column_F"] == "product_name"


def test_column_chosen_twice_is_refused(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    sent = fields_of(upload(client, ROWS).content.decode())

    response = preview(client, {**sent, "column_G": "phone"})

    assert response.status_code == 200
    assert response.context["form"].errors["column_G"]
    assert ImportJob.objects.count() == 0


def test_list_without_a_name_column_can_be_mended_on_the_page(
    reference: None, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    page = upload(client, "NO,MERK DAGANG,TELP,ALAMAT\n1,Sedap,,Metro\n")
    sent = fields_of(page.content.decode())
    refused = preview(client, sent)
    assert refused.context["form"].errors["__all__"]

    load(client, preview(client, {**sent, "column_B": "name"}))

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
    client = client_of(officer)
    sent = fields_of(upload(client, ROWS).content.decode())
    job = preview(client, sent).context["job"]
    stranger = client_of(administrator)

    for changes in ({}, {"ticket": "forged"}):
        response = preview(stranger, {**sent, **changes})
        assert response.request["PATH_INFO"] == reverse("registry:import_add")
    for name in ("import_progress", "import_preview", "import_preview_problems"):
        address = reverse(f"registry:{name}", args=[job.pk])
        assert stranger.get(address).status_code == 404
    for name in ("import_start", "import_cancel", "import_restart"):
        address = reverse(f"registry:{name}", args=[job.pk])
        assert stranger.post(address).status_code == 404
    assert Business.objects.count() == 0


@pytest.fixture
def waiting(officer: Actor, client_of: ClientOf, reference: None) -> ImportJob:
    """A loading that no worker has taken yet."""
    client = client_of(officer)
    sent = fields_of(upload(client, ROWS).content.decode())
    job = preview(client, sent).context["job"]
    return ImportJob.objects.create(
        organisation_id=officer.organisation_id, started_by_id=officer.user_id,
        file_name=job.file_name, ticket=job.ticket, overrides=job.overrides,
    )  # fmt: skip


def test_progress_asks_again_by_itself_until_the_job_has_ended(
    waiting: ImportJob, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("registry:import_progress", args=[waiting.pk])

    write_progress(waiting.pk, "reading", 40, 160)
    page = client.get(address)
    assert page["Refresh"] == "2"
    assert 'value="25"' in page.content.decode()

    run_import_job(waiting.pk)
    ended = client.get(address)
    batch = ImportBatch.objects.get()
    assert ended["Location"] == reverse("registry:import_detail", args=[batch.pk])
    assert find_progress(waiting.pk) is None


def test_loading_is_called_off_before_it_writes(
    waiting: ImportJob, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("registry:import_cancel", args=[waiting.pk])

    client.post(address)
    run_import_job(waiting.pk)

    waiting.refresh_from_db()
    assert waiting.state == ImportJob.State.CANCELLED
    assert Business.objects.count() == 0
    assert AuditRow.objects.filter(verb="import.cancelled").count() == 1


def test_loading_that_writes_is_not_called_off(
    waiting: ImportJob, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    ImportJob.objects.filter(pk=waiting.pk).update(state="running", phase="writing")

    client.post(reverse("registry:import_cancel", args=[waiting.pk]))

    waiting.refresh_from_db()
    assert waiting.state == ImportJob.State.RUNNING
    page = client.get(reverse("registry:import_progress", args=[waiting.pk]))
    assert not AuditRow.objects.filter(verb="import.cancelled").exists()
    assert page.status_code == 200


def test_job_that_was_called_off_while_it_read_stops_before_it_writes(
    waiting: ImportJob,
) -> None:
    ImportJob.objects.filter(pk=waiting.pk).update(state=ImportJob.State.RUNNING)
    tell = Teller(waiting.pk)
    tell("reading", 0, 10)
    ImportJob.objects.filter(pk=waiting.pk).update(state=ImportJob.State.CANCELLED)

    with pytest.raises(JobCancelled):
        tell("writing", 0, 10)


def test_job_nobody_takes_is_done_on_request_after_a_while(
    waiting: ImportJob, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("registry:import_restart", args=[waiting.pk])
    client.post(address)
    assert Business.objects.count() == 0

    ago = timezone.now() - timedelta(minutes=1)
    ImportJob.objects.filter(pk=waiting.pk).update(created_at=ago)
    client.post(address)

    assert Business.objects.count() == 1


def test_refusal_of_a_job_is_told_in_the_language_of_the_page(
    waiting: ImportJob, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    ImportJob.objects.filter(pk=waiting.pk).update(overrides=["Z=phone"])

    run_import_job(waiting.pk)

    waiting.refresh_from_db()
    assert waiting.state == ImportJob.State.REFUSED
    page = client.get(reverse("registry:import_progress", args=[waiting.pk]))
    assert waiting.refusal_id.split("“")[0] in page.content.decode()
    assert "Refresh" not in page
    assert Business.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\x.csv", "x.csv"),
        ("a\u202ex\u0000.csv", "ax.csv"),
        ("é" * 300 + ".csv", ".csv"),
    ],
)
def test_file_name_cannot_leave_its_folder(
    name: str, kept: str, reference: None, officer: Actor, client_of: ClientOf
) -> None:
    upload(client_of(officer), ROWS, name=name)

    (path,) = kept_files()
    assert path.parents[2].name == "uploads"
    assert path.name.endswith(kept)
    assert len(path.name.encode()) <= 200


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
    left = PersonalExport.objects.get()
    assert (left.what, left.rows) == ("import_problems", 1)


def test_empty_list_of_loadings_says_what_to_do(
    officer: Actor, client_of: ClientOf
) -> None:
    response = client_of(officer).get(reverse("registry:import_list"))

    assert reverse("registry:import_add") in response.content.decode()
    assert AuditRow.objects.count() == 0


def test_list_of_loadings_leaves_as_a_file(
    batch: ImportBatch, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("registry:import_export")

    file = client.get(address).content.decode("utf-8-sig").splitlines()
    none = client.get(address, {"q": "lain"}).content.decode("utf-8-sig").splitlines()

    assert file[1].startswith("daftar.csv,,House of officer@example.org,")
    assert len(none) == 1


@pytest.fixture
def difference(batch: ImportBatch) -> ImportDifference:
    return ImportDifference.objects.create(
        batch=batch, business=Business.objects.get(), field="owner_name", row=2,
        kept="Siti", offered="Siti Aminah",
    )  # fmt: skip


def test_difference_is_taken_over_or_kept_and_both_are_written_down(
    difference: ImportDifference, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("registry:difference_decide", args=[difference.batch_id])
    second = ImportDifference.objects.create(
        batch=difference.batch, business=difference.business, field="workers", row=2,
        kept="1", offered="7",
    )  # fmt: skip

    client.post(address, {"difference": difference.pk, "answer": "accept"})
    client.post(address, {"difference": second.pk, "answer": "refuse"})

    difference.business.refresh_from_db()
    assert difference.business.owner_name == "Siti Aminah"
    assert difference.business.workers is None
    states = ImportDifference.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["accepted", "refused"]
    verbs = AuditRow.objects.filter(verb__startswith="import.difference")
    assert verbs.count() == 2


def test_all_differences_of_a_field_are_taken_over_at_once(
    difference: ImportDifference, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    ImportDifference.objects.create(
        batch=difference.batch, business=difference.business, field="workers", row=2,
        offered="7",
    )  # fmt: skip
    shown = client.get(reverse("registry:difference_list", args=[difference.batch_id]))
    assert len(shown.context["rows"]) == 2

    client.post(
        reverse("registry:difference_decide", args=[difference.batch_id]),
        {"field": "workers", "answer": "accept"},
    )

    business = Business.objects.get()
    assert (business.workers, business.owner_name) == (7, "Siti")
    left = client.get(reverse("registry:difference_list", args=[difference.batch_id]))
    assert [row.field for row, *_rest in left.context["rows"]] == ["owner_name"]


def test_differences_leave_as_a_file_that_is_written_down(
    difference: ImportDifference, officer: Actor, client_of: ClientOf
) -> None:
    address = reverse("registry:difference_export", args=[difference.batch_id])

    lines = client_of(officer).get(address).content.decode("utf-8-sig").splitlines()

    assert lines[1].split(",")[4:6] == ["Siti", "Siti Aminah"]
    left = PersonalExport.objects.get()
    assert (left.what, left.rows) == ("import_differences", 1)


def test_difference_is_decided_once_and_by_its_office_only(
    difference: ImportDifference, officer: Actor, client_of: ClientOf,
    make_person: Callable[..., Actor],
) -> None:  # fmt: skip
    address = reverse("registry:difference_decide", args=[difference.batch_id])
    sent = {"difference": difference.pk, "answer": "refuse"}
    other = make_person("other@example.org", "officer", "export_organisation")

    assert client_of(other).post(address, sent).status_code == 404
    assert client_of(officer).post(address, sent).status_code == 302
    assert client_of(officer).post(address, sent).status_code == 404


def test_undo_says_in_numbers_what_goes_and_stays_and_then_does_it(
    batch: ImportBatch, officer: Actor, client_of: ClientOf
) -> None:
    client = client_of(officer)
    address = reverse("registry:import_undo", args=[batch.pk])

    page = client.get(address)
    assert (page.context["outcome"].removed, page.context["outcome"].kept) == (1, ())
    assert Business.objects.count() == 1

    client.post(address)
    assert Business.objects.count() == 0
    batch.refresh_from_db()
    assert batch.undone_at is not None
    again = client.get(address)
    assert "refusal" in again.context
