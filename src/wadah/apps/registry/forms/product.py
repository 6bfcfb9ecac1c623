"""Forms of a product, its picture and its lots. They read; the actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.reference.data_files import read_currencies, read_thesaurus
from wadah.apps.reference.models import Parameter, ProductFamily
from wadah.apps.registry.forms.business import Choices, day_field, list_region_choices
from wadah.apps.registry.models import Product
from wadah.apps.registry.product_attributes import AttributeQuestion, list_questions
from wadah.apps.registry.spec_lines import (
    BASES,
    OPERATOR_WORDS,
    SpecRow,
    read_line,
    write_line,
)
from wadah.apps.registry.words import FAMILY_KINDS, FORMS, PACKINGS
from wadah.core.language import search_families
from wadah.core.values import UNITS, InvalidInput

PHOTO_TYPES = "image/jpeg,image/png,image/webp"
BEST_FAMILIES = 5
NEW_SPEC_LINES = 2
USUAL_CURRENCIES = ("USD", "EUR", "IDR")
_YES_NO: Choices = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
_TRUTH = {"yes": True, "no": False}


def kg_field(label: Any, *, required: bool = True, help_text: Any = "") -> Any:
    """Kilograms, with the keyboard of digits on a phone."""
    return forms.DecimalField(
        label=label,
        required=required,
        help_text=help_text,
        min_value=Decimal(0),
        max_digits=13,
        decimal_places=3,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )


def photo_field(*, required: bool) -> forms.FileField:
    """A picture; whether it is one, the action finds out from its content.

    No `capture`: it would keep people from choosing a picture they have already.
    """
    return forms.FileField(
        label=_("Photo"),
        required=required,
        help_text=_("Take one by daylight. The place where it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": PHOTO_TYPES}),
    )


def list_family_choices(query: str) -> Choices:
    """Families by kind; those that the words may mean stand first."""
    families = {
        family.pk: family
        for family in ProductFamily.objects.filter(disabled_from__isnull=True)
    }
    hits = search_families(query, read_thesaurus(), BEST_FAMILIES) if query else ()
    best = [(hit.family, families[hit.family].name) for hit in hits
            if hit.family in families]  # fmt: skip
    groups: dict[str, list[tuple[str, str]]] = {}
    for family in sorted(families.values(), key=lambda one: one.name.lower()):
        kind = str(family.details.get("kind", ""))
        label = str(FAMILY_KINDS.get(kind, _("Other goods")))
        groups.setdefault(label, []).append((family.pk, family.name))
    first: Choices = [(str(_("Best fit")), best)] if best else []
    # Nothing is chosen for him: the best fit of a search is still only a guess.
    return [("", _("Choose")), *first, *sorted(groups.items())]


class NewProductForm(forms.Form):
    """Few questions, which an owner answers on a phone."""

    family = forms.ChoiceField(label=_("What is it?"))
    name = forms.CharField(
        label=_("Name you give it"),
        required=False,
        max_length=200,
        help_text=_("Leave empty to use the name above."),
    )
    photo = photo_field(required=False)
    kg = kg_field(
        _("How many kilograms can you make in a month?"),
        required=False,
        help_text=_("Your own estimate. An officer checks it later."),
    )
    is_published = forms.BooleanField(
        label=_("Show it to buyers as soon as a check of it is approved"),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, query: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = list_family_choices(query)  # type: ignore[attr-defined]

    def product_name(self) -> str:
        """The name given, or that of the family."""
        name = str(self.cleaned_data["name"]).strip()
        return name or ProductFamily.objects.get(pk=self.cleaned_data["family"]).name


class EditProductForm(forms.Form):
    """Everything about a product, with the attributes that matter for its family."""

    name = forms.CharField(label=_("Name"), max_length=200)
    form = forms.ChoiceField(label=_("Form"), required=False)
    about = forms.CharField(
        label=_("About the product"),
        required=False,
        help_text=_("Buyers read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    packing = forms.MultipleChoiceField(
        label=_("Packing"), required=False, widget=forms.CheckboxSelectMultiple
    )
    min_order_kg = kg_field(_("Smallest order in kilograms"), required=False)
    price_floor_amount = forms.DecimalField(
        label=_("Lowest price for a tonne"),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=13,
        decimal_places=2,
        help_text=_("Only you and those who help you see this."),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
    )
    price_floor_currency = forms.ChoiceField(label=_("Currency"), required=False)
    hs_code = forms.CharField(
        label=_("HS code"),
        required=False,
        max_length=12,
        help_text=_("Leave empty to use the usual code of this kind of goods."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    is_published = forms.BooleanField(
        label=_("Show this product to everybody"),
        help_text=_("It is shown once a check of it was approved, while that stands."),
        required=False,
    )

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        self.product = product
        self.questions = list_questions(product.family_id)
        self.spec_lines: list[SpecRow] = list(product.specs)
        self.spec_read: list[SpecRow] = []
        super().__init__(*args, **{**kwargs, "initial": self._initial()})
        details = product.family.details
        _set_choices(self, "form", _with_blank(_sort(FORMS, details.get("forms", []))))
        usual = [*details.get("packing", []), *product.packing]
        _set_choices(self, "packing", _sort(PACKINGS, usual))
        codes = sorted(row.currency for row in read_currencies())
        others = [code for code in codes if code not in USUAL_CURRENCIES]
        _set_choices(
            self,
            "price_floor_currency",
            [(code, code) for code in (*USUAL_CURRENCIES, *others)],
        )
        for question in self.questions:
            self.fields[f"attribute_{question.name}"] = _attribute_field(question)
        parameters = _list_parameters(self.spec_lines)
        for number in range(len(self.spec_lines) + NEW_SPEC_LINES):
            _add_spec_line(self, number, parameters)

    def _initial(self) -> dict[str, Any]:
        product = self.product
        initial: dict[str, Any] = {
            name: getattr(product, name) for name in (*_PLAIN, "price_floor_currency")
        }
        for name in ("min_order_kg", "price_floor_amount"):
            initial[name] = _without_zeros(getattr(product, name))
        for question in self.questions:
            value = product.attributes.get(question.name)
            if question.kind == "bool":
                value = {True: "yes", False: "no"}.get(value, "")
            initial[f"attribute_{question.name}"] = value
        for number, line in enumerate(self.spec_lines):
            for part, written in write_line(line).items():
                initial[f"spec_{number}_{part}"] = written
        return initial

    def clean(self) -> dict[str, Any]:
        """Reads the lines here, so that a number to ask back stands at its field."""
        data = super().clean() or self.cleaned_data
        self.spec_read = []
        for number in range(len(self.spec_lines) + NEW_SPEC_LINES):
            at = f"spec_{number}"
            parts = {part: data.get(f"{at}_{part}") or "" for part in _SPEC_PARTS}
            if not parts["parameter"].strip():
                continue
            before = self.spec_lines[number] if number < len(self.spec_lines) else {}
            try:
                line = read_line(parts, at)
            except InvalidInput as error:
                self.add_error(error.field, in_language(error.message))
            else:
                kept = {"alias": before["alias"]} if before.get("alias") else {}
                self.spec_read.append({**kept, **line})
        return data

    def attribute_fields(self) -> list[forms.BoundField]:
        return [self[f"attribute_{question.name}"] for question in self.questions]

    def spec_rows(self) -> list[list[forms.BoundField]]:
        """The fields of the specification, one list a line."""
        count = len(self.spec_lines) + NEW_SPEC_LINES
        return [[self[f"spec_{n}_{part}"] for part in _SPEC_PARTS]
                for n in range(count)]  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """What the action takes; attributes that are not asked here stay."""
        data = self.cleaned_data
        asked = {question.name for question in self.questions}
        kept = {k: v for k, v in self.product.attributes.items() if k not in asked}
        answered = {
            question.name: _read_answer(question, data[f"attribute_{question.name}"])
            for question in self.questions
        }
        amount = data["price_floor_amount"]
        return {
            **{name: data[name] for name in _PLAIN},
            "price_floor_amount": amount,
            "price_floor_currency": data["price_floor_currency"] if amount else "",
            "attributes": {**kept, **answered},
            "specs": self.spec_read,
        }


_PLAIN = (
    "name", "form", "about", "packing", "min_order_kg", "hs_code", "is_published",
)  # fmt: skip
_SPEC_PARTS = (
    "parameter", "operator", "value", "max", "unit", "basis", "qualifier",
)  # fmt: skip


def _without_zeros(number: Decimal | None) -> str:
    """1000.000 would read as a million in Indonesian."""
    return "" if number is None else f"{number:f}".rstrip("0").rstrip(".")


def _list_parameters(lines: Sequence[SpecRow]) -> Choices:
    """Those of the reference by name, and what a line holds besides."""
    rows = Parameter.objects.filter(disabled_from__isnull=True)
    known = {row.pk: row.name for row in rows}
    others = {str(line.get("parameter", "")) for line in lines} - {*known, ""}
    named = sorted(known.items(), key=lambda pair: pair[1].lower())
    return [("", ""), *named, *((slug, slug) for slug in sorted(others))]


def _add_spec_line(form: forms.Form, number: int, parameters: Choices) -> None:
    prefix = f"spec_{number}_"
    form.fields[prefix + "parameter"] = forms.CharField(
        label=_("Parameter"),
        required=False,
        max_length=80,
        widget=forms.Select(choices=parameters),
    )
    form.fields[prefix + "operator"] = forms.ChoiceField(
        label=_("Limit"), required=False, choices=list(OPERATOR_WORDS.items())
    )
    for part, label in (("value", _("Value")), ("max", _("to"))):
        form.fields[prefix + part] = forms.CharField(
            label=label, required=False, max_length=60
        )
    form.fields[prefix + "unit"] = forms.ChoiceField(
        label=_("Unit"), required=False, choices=[("", ""), *((u, u) for u in UNITS)]
    )
    form.fields[prefix + "basis"] = forms.ChoiceField(
        label=_("Counted on"), required=False, choices=[("", ""), *BASES.items()]
    )
    form.fields[prefix + "qualifier"] = forms.CharField(
        label=_("More precisely"), required=False, max_length=60
    )


def _attribute_field(question: AttributeQuestion) -> forms.Field:
    label = str(question.label)
    if question.kind == "bool":
        return forms.ChoiceField(label=label, required=False, choices=_YES_NO)
    words = list(question.words.items())
    if question.kind == "slug":
        return forms.ChoiceField(
            label=label, required=False, choices=[("", _("not known")), *words]
        )
    if question.kind == "list":
        return forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=words,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.CharField(label=label, required=False, max_length=200)


def _read_answer(question: AttributeQuestion, value: Any) -> object:
    return _TRUTH.get(value) if question.kind == "bool" else value


def _sort(words: Any, usual: Sequence[str]) -> Choices:
    """The usual ones of the family first."""
    first = [(slug, words[slug]) for slug in dict.fromkeys(usual) if slug in words]
    return [*first, *((s, label) for s, label in words.items() if s not in usual)]


def _with_blank(choices: Choices) -> Choices:
    return [("", _("not known")), *choices]


def _set_choices(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]


class PhotoForm(forms.Form):
    upload = photo_field(required=True)


class LotForm(forms.Form):
    """One quantity with one history."""

    code = forms.CharField(
        label=_("Code of the lot"),
        max_length=60,
        help_text=_("Write it on the sacks too, such as 2026-11-A."),
    )
    quantity_kg = kg_field(_("Kilograms"))
    produced_on = day_field(_("Harvested or made on"), required=False)
    region_code = forms.ChoiceField(
        label=_("Where it comes from"),
        required=False,
        help_text=_("Leave empty when it comes from where the business is."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "region_code", list_region_choices(actor))
