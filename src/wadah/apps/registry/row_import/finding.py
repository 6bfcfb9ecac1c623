"""Finds what a row hangs on: business, product or lot, by what people know of it."""

from __future__ import annotations

from functools import cached_property

from django.db.models import Q

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.fields import fingerprint
from wadah.apps.reference.models import ProductFamily, Region
from wadah.apps.registry.importing.identity import key_of_organisation, named_list_key
from wadah.apps.registry.importing.places import Place, PlaceFinder
from wadah.apps.registry.importing.words import clean_row_number, match_key
from wadah.apps.registry.models import Business, ImportBatch, Lot, Product
from wadah.apps.registry.queries.business import editable_businesses
from wadah.apps.registry.row_import.kind import Values
from wadah.core.language import normalise
from wadah.core.values import InvalidInput, Text, unknown_word


class Finder:
    """Looks up for one loading; what was found once is not asked for again."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._businesses: dict[tuple[object, ...], Business] = {}

    def business(self, values: Values) -> Business:
        """The one business that the row names.

        By NIB; else by list and row; else by name, and region where two share it.
        Raises `InvalidInput` when there is none, or more than one.
        """
        key = tuple(values.get(name) for name in BUSINESS_FIELDS)
        if key not in self._businesses:
            self._businesses[key] = self._find_business(values)
        return self._businesses[key]

    def product(self, values: Values) -> Product:
        """The product that the row names. Raises `InvalidInput`."""
        business = self.business(values)
        found = self.find_product(business, values)
        if found is None:
            raise InvalidInput("product", "product_absent", _no_product(business))
        return found

    def find_product(self, business: Business, values: Values) -> Product | None:
        """By name; without one, the only product of the family."""
        products = list(business.products.select_related("business", "family"))
        name = values.get("product") or ""
        if name:
            wanted = match_key(name)
            found = [one for one in products if match_key(one.name) == wanted]
            if "family" in values and len(found) > 1:
                found = [one for one in found if one.family_id == self.family(values)]
        elif "family" in values:
            family = self.family(values)
            found = [one for one in products if one.family_id == family]
        else:
            found = products
            if not found:
                return None
        if len(found) > 1:
            raise InvalidInput("product", "product_ambiguous", _TWO_PRODUCTS)
        return found[0] if found else None

    def lot(self, values: Values) -> Lot:
        """The lot of a code, of the product of the row. Raises `InvalidInput`."""
        product = self.product(values)
        code = " ".join(str(values["lot"]).split())
        lot = product.lots.filter(code=code).first()
        if lot is None:
            known = product.lots.values_list("code", flat=True)
            raise InvalidInput("lot", "lot_absent", _no_lot(code, list(known[:5])))
        return lot

    def family(self, values: Values) -> str:
        """The slug of the family, by slug or by its name in either language."""
        text = str(values["family"])
        found = self._families.get(match_key(text)) or self._families.get(
            match_key(text.partition(" (")[0])
        )
        if found is None:
            raise unknown_word("family", text, set(self._families.values()))
        return found

    def region(self, values: Values, field: str = "region") -> str:
        """The code of a regency or city, by code or name; empty where none is given."""
        text = str(values.get(field) or "")
        if not text or text in self._region_codes:
            return text
        code = self._places.find(text)
        if code is None:
            raise InvalidInput(field, "unknown_region", _no_region(text))
        return code

    def _find_business(self, values: Values) -> Business:
        seen = editable_businesses(self.actor).order_by("pk")
        if values.get("nib"):
            digits = "".join(sign for sign in str(values["nib"]) if sign.isdigit())
            found = list(seen.filter(nib_fingerprint=fingerprint(digits))[:2])
            field = "nib"
        elif values.get("list") and values.get("list_row"):
            number = clean_row_number(str(values["list_row"]))
            keys = self._list_keys(str(values["list"]))
            row = Q(source_key=f"no:{number}") | Q(source_key=str(values["list_row"]))
            found = list(seen.filter(row, list_key__in=keys)[:2])
            field = "list_row"
        elif values.get("business"):
            named = seen.filter(search_name=normalise(str(values["business"]))[:200])
            region = self.region(values)
            if region:
                named = named.filter(region_id=region)
            found = list(named[:2])
            field = "business"
        else:
            raise InvalidInput("business", "required", _WHOSE)
        if not found:
            raise InvalidInput(field, "business_absent", _NO_BUSINESS)
        if len(found) > 1:
            raise InvalidInput(field, "business_ambiguous", _TWO_BUSINESSES)
        return found[0]

    def _list_keys(self, name: str) -> set[str]:
        """The keys of a list by the name it was given, or that of its file."""
        houses = [None, self.actor.organisation_id]
        named = {key_of_organisation(named_list_key(name), house) for house in houses}
        batches = ImportBatch.objects.filter(file_name__iexact=name.strip())
        return named | set(batches.values_list("list_key", flat=True))

    @cached_property
    def _families(self) -> dict[str, str]:
        rows = ProductFamily.objects.filter(disabled_from__isnull=True)
        known: dict[str, str] = {}
        for slug, *names in rows.values_list("pk", "name_id", "name_en"):
            whole = f"{names[0]} ({names[1]})"
            for word in (slug, *names, whole):
                known.setdefault(match_key(word), slug)
        return known

    @cached_property
    def _region_codes(self) -> frozenset[str]:
        return frozenset(Region.objects.values_list("pk", flat=True))

    @cached_property
    def _places(self) -> PlaceFinder:
        rows = Region.objects.values_list("pk", "name", "kind")
        return PlaceFinder(Place(*row) for row in rows)


BUSINESS_FIELDS = ("nib", "list", "list_row", "business", "region")


def _no_product(business: Business) -> Text:
    names = ", ".join(one.name for one in business.products.all()[:5])
    some = names or "-"
    return Text(
        f"Usaha ini tidak punya produk dengan nama itu. Yang ada: {some}. Muat "
        "produknya lebih dahulu.",
        f"The business has no product of that name. It has: {some}. Load the product "
        "first.",
    )


def _no_lot(code: str, known: list[str]) -> Text:
    some = ", ".join(known) or "-"
    return Text(
        f"Lot “{code}” tidak ada. Yang ada: {some}. Muat lotnya lebih dahulu.",
        f"There is no lot “{code}”. There are: {some}. Load the lot first.",
    )


def _no_region(text: str) -> Text:
    return Text(
        f"“{text}” bukan nama satu kabupaten atau kota. Tulis “Kabupaten” atau “Kota” "
        "di depannya.",
        f"“{text}” names no single regency or city. Write “Kabupaten” or “Kota” "
        "before it.",
    )


_WHOSE = Text(
    "Sebutkan usahanya: NIB, atau nama usaha dan kabupaten/kota, atau daftar dan "
    "nomor barisnya.",
    "Name the business: by NIB, or by name and regency or city, or by list and row.",
)
_NO_BUSINESS = Text(
    "Usaha ini tidak ada di daftar Anda. Periksa tulisannya, atau muat usahanya "
    "lebih dahulu.",
    "This business is not in your register. Check the spelling, or load the business "
    "first.",
)
_TWO_BUSINESSES = Text(
    "Lebih dari satu usaha bernama begini. Tambahkan NIB atau kabupaten/kota.",
    "More than one business is called so. Add its NIB, or its regency or city.",
)
_TWO_PRODUCTS = Text(
    "Lebih dari satu produk cocok. Tulis nama produknya.",
    "More than one product fits. Write the name of the product.",
)
