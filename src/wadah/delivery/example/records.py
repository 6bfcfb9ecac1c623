"""Where the sellers of the example work, with whom, how and from what."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from wadah.apps.accounts.actor import Actor
from wadah.apps.registry.actions.add_group import add_group
from wadah.apps.registry.actions.add_person import add_person
from wadah.apps.registry.actions.add_site import add_site
from wadah.apps.registry.actions.join_group import join_group
from wadah.apps.registry.actions.set_production_steps import set_production_steps
from wadah.apps.registry.actions.set_raw_materials import set_raw_materials
from wadah.apps.registry.making_values import MaterialLine, StepLine
from wadah.apps.registry.models import Business


@cache
def read_records() -> dict[str, Any]:
    """The whole file; amounts are exact."""
    source = resources.files(__package__) / "records.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"), parse_float=Decimal)


def build_records(officer: Actor) -> None:
    """Sites, people, steps, raw materials and the group, by the same actions."""
    records = read_records()
    for entry in records["business"]:
        build_making(officer, entry)
    for entry in records["group"]:
        members = entry["members"]
        values = {key: value for key, value in entry.items() if key != "members"}
        group = add_group(actor=officer, **values)
        for name, since in members.items():
            join_group(
                actor=officer, group=group, business=find_seller(name), since=since
            )


def build_making(officer: Actor, entry: dict[str, Any]) -> None:
    """One business of the file."""
    business = find_seller(entry["name"])
    sites = {
        values["name"]: add_site(actor=officer, business=business, **values)
        for values in entry.get("site", [])
    }
    for values in entry.get("person", []):
        add_person(actor=officer, business=business, **values)
    product = business.products.get()
    steps = [
        StepLine(
            title=values["title"],
            how=values.get("how", ""),
            equipment=values.get("equipment", ""),
            checked=values.get("checked", ""),
            site_id=sites[values["site"]].pk if "site" in values else None,
        )
        for values in entry["steps"]
    ]
    set_production_steps(actor=officer, product=product, steps=steps)
    materials = [
        MaterialLine(**{**values, "share_percent": Decimal(values["share_percent"])})
        for values in entry["materials"]
    ]
    set_raw_materials(actor=officer, product=product, materials=materials)


def find_seller(name: str) -> Business:
    """A seller of the example, never a business that was entered by somebody."""
    return Business.objects.get(name=name, is_example=True)
