"""`wadah search`: product families and published products, either language."""

from __future__ import annotations

from functools import cache

import click

from wadah.apps.reference.data_files import read_thesaurus
from wadah.apps.registry.queries.product_search import search_products
from wadah.core.language import FamilyHit, search_families
from wadah.delivery.cli.installation import list_missing_migrations
from wadah.delivery.cli.output import print_json, read_text


@click.command()
@click.argument("text", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--batch", metavar="FILE", help="One text a line; answers an array.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 100))
@click.option("--exit-code", is_flag=True, help="Exit 1 when no family is found.")
def search(
    text: str | None, as_json: bool, batch: str | None, limit: int, exit_code: bool
) -> None:
    """Find product families and published products.

    Indonesian or English, misspelt or mixed, abbreviations too. A text that means
    nothing here gives nothing: there is no random hit.

    \b
    Examples:
      wadah search "kopi robusta green bean"
      wadah search "minyak jelanta" --json
    """
    if batch is None and not text:
        raise click.UsageError("Give a TEXT, or --batch FILE.")
    if batch is not None:
        lines = read_text(batch, "batch").splitlines()
        print_json([find(line, limit) for line in lines])
        return
    answer = find(text or "", limit)
    if as_json:
        print_json(answer)
    else:
        print_answer(answer)
    if exit_code and not answer["families"]:
        raise SystemExit(1)


def find(text: str, limit: int) -> dict[str, list[dict[str, object]]]:
    """The answer in the shape of the interface."""
    hits = search_families(text, read_thesaurus(), limit)
    return {
        "families": [_family(hit) for hit in hits],
        "products": find_products(text, hits, limit),
    }


@cache
def has_register() -> bool:
    """Whether this installation has its tables; asked once, whatever the batch."""
    return not list_missing_migrations()


def find_products(
    text: str, hits: tuple[FamilyHit, ...], limit: int
) -> list[dict[str, object]]:
    """Published products of the register; none where there is no register yet."""
    if not has_register():
        return []
    return [
        {
            "id": found.product.pk,
            "name": found.product.name,
            "business": found.product.business.name,
            "synthetic": found.product.business.is_example,
            "family": found.product.family_id,
            "hs6": found.product.hs_code[:6],
            "score": found.share,
        }
        for found in search_products(text, hits, limit=limit)
    ]


def _family(hit: FamilyHit) -> dict[str, object]:
    return {
        "family": hit.family,
        "hs6": list(hit.hs6),
        "score": round(hit.score, 3),
        "matched": hit.matched_term,
        "language": hit.language,
    }


def print_answer(answer: dict[str, list[dict[str, object]]]) -> None:
    """The answer for a person."""
    if not answer["families"]:
        click.echo("No product family found. Try another word for it.")
    for row in answer["families"]:
        codes = ", ".join(str(code) for code in row["hs6"])  # type: ignore[attr-defined]
        click.echo(f"{row['score']:<6} {row['family']:<28} HS {codes}")
    for row in answer["products"]:
        click.echo(f"       {row['name']}, {row['business']} (product {row['id']})")
