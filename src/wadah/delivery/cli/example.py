"""`wadah example`: a synthetic province, labelled synthetic."""

from __future__ import annotations

import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.registry.sheet_file import write_csv, write_xlsx
from wadah.core.values import InvalidInput, Text
from wadah.delivery.cli.installation import find_organisation, prepare
from wadah.delivery.cli.output import BAD_INPUT, print_json, show_failure
from wadah.delivery.example.province import digest, make_province
from wadah.delivery.example.province_list import (
    list_cells,
    make_list,
    truth_cells,
)
from wadah.delivery.example.province_store import (
    remove_province,
    store_province,
)

LARGEST = 2_000_000


@click.command("example")
@click.option(
    "--businesses", type=click.IntRange(1, LARGEST), metavar="N",
    help="How many; 156150 gives the published counts of each regency.",
)  # fmt: skip
@click.option(
    "--seed", default=1, show_default=True, type=click.IntRange(0), metavar="S",
    help="The same number and seed give the same rows.",
)  # fmt: skip
@click.option(
    "--organisation", metavar="NAME",
    help="Who cares for the businesses [the oldest export organisation].",
)  # fmt: skip
@click.option("--remove", is_flag=True, help="Take the synthetic province away.")
@click.option(
    "--out", metavar="FILE",
    help="Write the list of an office (.csv or .xlsx) instead; the register is left "
    "alone.",
)  # fmt: skip
@click.option("--messy", is_flag=True, help="With --out: as messy as real lists.")
@click.option(
    "--duplicates", default=0.0, type=click.FloatRange(0, 0.4), metavar="SHARE",
    help="With --out: this share of the rows is a business that stands there already.",
)  # fmt: skip
@click.option(
    "--hard-negatives", default=0.0, type=click.FloatRange(0, 0.4), metavar="SHARE",
    help="With --out: this share only looks so (same owner, or same name elsewhere).",
)  # fmt: skip
@click.option(
    "--truth", metavar="FILE.csv",
    help="With --out: where the planted pairs are told [OUT.truth.csv].",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def example(
    businesses: int | None, seed: int, organisation: str | None, remove: bool,
    out: str | None, messy: bool, duplicates: float, hard_negatives: float,
    truth: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Fill the register with a synthetic province, marked synthetic wherever it shows.

    Counts by regency and size, shares of sectors, names and certificates and the
    spread of values follow published figures of Lampung; people, firms, addresses and
    numbers are made up. A second run is refused; --remove takes exactly these away.

    \b
    Examples:
      wadah example --businesses 156150 --seed 1
      wadah example --remove
      wadah example --businesses 5000 --out list.xlsx --messy --duplicates 0.05
    """
    started = time.monotonic()
    try:
        if remove:
            document = _remove()
        elif out is not None:
            wanted = _Wanted(_needed(businesses), seed, duplicates, hard_negatives)
            document = _write_list(wanted, Path(out), truth, messy)
        else:
            document = _store(businesses, seed, organisation)
    except InvalidInput as error:
        show_failure(error, as_json=as_json)
        sys.exit(BAD_INPUT)
    document["seconds"] = round(time.monotonic() - started, 2)
    if as_json:
        print_json(document)
    else:
        for name, value in document.items():
            click.echo(f"{name.replace('_', ' '):<20} {value}")


@dataclass(frozen=True, slots=True)
class _Wanted:
    rows: int
    seed: int
    duplicates: float
    hard_negatives: float


def _write_list(
    wanted: _Wanted, out: Path, truth: str | None, messy: bool
) -> dict[str, object]:
    if out.suffix.lower() not in (".csv", ".xlsx"):
        raise InvalidInput("out", "file_kind", _KINDS)
    made = make_list(
        wanted.rows,
        wanted.seed,
        duplicates=wanted.duplicates,
        hard_negatives=wanted.hard_negatives,
    )
    cells = list_cells(made.firms, wanted.seed, messy=messy)
    write = write_xlsx if out.suffix.lower() == ".xlsx" else write_csv
    _write_file(out, write(cells))
    document: dict[str, object] = {
        "synthetic": True,
        "seed": wanted.seed,
        "rows": len(made.firms),
        "file": str(out),
        "planted": dict(sorted(made.truth["kind"].value_counts().iter_rows())),
    }
    if len(made.truth):
        path = Path(truth) if truth else out.with_name(f"{out.stem}.truth.csv")
        _write_file(path, write_csv(truth_cells(made.truth)))
        document["truth"] = str(path)
    return document


def _write_file(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InvalidInput("out", "file_unwritable", _UNWRITABLE) from error


def _remove() -> dict[str, object]:
    prepare()
    return {"removed": remove_province(actor=make_local_administrator())}


def _store(
    businesses: int | None, seed: int, organisation: str | None
) -> dict[str, object]:
    count = _needed(businesses)
    prepare()
    house = find_organisation(organisation)
    click.echo("Drawing ...", err=True)
    province = make_province(count, seed)
    stored = store_province(
        actor=make_local_administrator(),
        province=province,
        seed=seed,
        organisation=house,
        progress=lambda step: click.echo(f"Writing {step} ...", err=True),
    )
    return {
        "synthetic": True,
        "seed": seed,
        **asdict(stored),
        "organisation": house.name if house is not None else None,
        "sha256": digest(province),
    }


def _needed(businesses: int | None) -> int:
    if businesses is None:
        raise InvalidInput("businesses", "required", _HOW_MANY)
    return businesses


_HOW_MANY = Text(
    "Tulis berapa usaha, misalnya --businesses 156150.",
    "Say how many businesses, such as --businesses 156150.",
)
_KINDS = Text(
    "Nama berkas harus berakhir .csv atau .xlsx.",
    "The name of the file must end in .csv or .xlsx.",
)
_UNWRITABLE = Text(
    "Berkas tidak dapat ditulis. Periksa folder dan izinnya.",
    "The file cannot be written. Check the folder and its permissions.",
)
