"""Rows of buyers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wadah.apps.accounts.actor import Actor
from wadah.apps.matching.actions.add_buyer import add_buyer
from wadah.apps.matching.actions.amend_buyer import amend_buyer
from wadah.apps.matching.models import Buyer
from wadah.apps.matching.queries.request import visible_buyers
from wadah.apps.matching.words import BUYER_KINDS, BUYER_SIZES
from wadah.apps.reference.models import Market
from wadah.apps.registry.importing.words import match_key
from wadah.apps.registry.row_import.cells import read_capitals, read_day, read_slug
from wadah.apps.registry.row_import.columns import list_of
from wadah.apps.registry.row_import.kind import Done, ImportColumn, ImportKind, Values
from wadah.core.values import Text

_GIVEN = ("kind", "size", "established_on", "contact_name", "email")


def make_keeper(actor: Actor) -> Callable[[Values], Done]:
    def keep(values: Values) -> Done:
        found = find_buyers(actor, values["name"], values["country"])
        given = {name: values[name] for name in _GIVEN if name in values}
        if not found:
            add_buyer(
                actor=actor, name=values["name"], country=values["country"], **given
            )
            return "created"
        buyer = found[0]
        if all(getattr(buyer, name) == value for name, value in given.items()):
            return "unchanged"
        amend_buyer(actor=actor, buyer=buyer, **given)
        return "updated"

    return keep


def find_buyers(actor: Actor, name: str, country: str = "") -> list[Buyer]:
    """The buyers of a name, in a country where one is given."""
    buyers = visible_buyers(actor).order_by("pk")
    if country:
        buyers = buyers.filter(country_id=country)
    wanted = match_key(name)
    return [buyer for buyer in buyers if match_key(buyer.name) == wanted]


def country_choices() -> Sequence[str]:
    """`DE (Jerman)`."""
    rows = Market.objects.values_list("pk", "name_id")
    return sorted(f"{iso2} ({name})" for iso2, name in rows)


BUYERS = ImportKind(
    name="buyers",
    sheet="Pembeli",
    identity=Text(
        "Satu baris satu pembeli. Dikenal lagi dari nama dan negaranya.",
        "One row is one buyer, known again by name and country.",
    ),
    columns=(
        ImportColumn(
            "name", "NAMA PEMBELI", "BUYER",
            Text("Nama perusahaannya.", "Name of the company."),
            is_required=True, example="Contoh Kaffee GmbH",
            also=("nama", "company", "perusahaan", "buyer name"), width=30,
        ),
        ImportColumn(
            "country", "NEGARA", "COUNTRY",
            Text("Dua huruf, misalnya DE.", "Two letters, such as DE."),
            read=read_capitals, is_required=True, example="DE", choices=country_choices,
        ),
        ImportColumn(
            "kind", "PERAN", "ROLE",
            Text("Pengguna akhir, distributor, perantara ...",
                 "End user, distributor, broker ..."),
            read=read_slug, example="roaster", choices=list_of(BUYER_KINDS),
            also=("jenis", "kind", "role"), width=26,
        ),
        ImportColumn(
            "size", "UKURAN", "SIZE",
            Text("Ukuran perusahaan.", "Size of the company."),
            read=read_slug, choices=list_of(BUYER_SIZES), also=("size class",),
        ),
        ImportColumn(
            "established_on", "BERDIRI PADA", "ESTABLISHED ON",
            Text("Seperti 2010-05-01.", "As 2010-05-01."), read=read_day,
        ),
        ImportColumn(
            "contact_name", "NAMA KONTAK", "CONTACT",
            Text("Nama orangnya.", "Name of the person."),
            longest=120, also=("contact name", "kontak"), width=24,
        ),
        ImportColumn(
            "email", "EMAIL", "E-MAIL",
            Text("Satu alamat email.", "One e-mail address."), longest=254, width=26,
        ),
    ),
    keeper=make_keeper,
)  # fmt: skip
