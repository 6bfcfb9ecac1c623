"""Pages of a product: enter, look at, complete, picture, lot."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.models import Role
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.reference.models import Market
from wadah.apps.registry.actions.add_lot import add_lot
from wadah.apps.registry.actions.add_product import add_product
from wadah.apps.registry.actions.add_product_photo import add_product_photo
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.actions.edit_product import edit_product
from wadah.apps.registry.forms.product import (
    EditProductForm,
    LotForm,
    NewProductForm,
    PhotoForm,
)
from wadah.apps.registry.models import Business, Product
from wadah.apps.registry.product_attributes import (
    OTHER_NAMES,
    OTHER_WORDS,
    QUESTIONS,
)
from wadah.apps.registry.queries.business import can_edit, get_editable_business
from wadah.apps.registry.queries.product import (
    get_editable_product,
    get_photo,
    get_product,
    is_public,
)
from wadah.apps.registry.spec_lines import BASES, say_limit
from wadah.apps.registry.words import FORMS, PACKINGS, Words, labels_of
from wadah.core.values import InvalidInput, Month

# "So many kilograms a month" is declared for half a year; then one is asked anew.
MONTHS_DECLARED = 6


@require_http_methods(["GET", "POST"])
def product_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    business = get_editable_business(actor, pk)
    query = request.GET.get("q", "").strip()[:100]
    form = NewProductForm(
        request.POST or None,
        request.FILES or None,
        query=query,
        initial={"family": request.GET.get("family", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            product = _add_with_photo_and_capacity(actor, business, form)
        except (InvalidInput, Refused) as error:
            _add_refusal_of_new(form, error)
        else:
            messages.success(request, _("The product is entered."))
            return redirect("registry:product_detail", product.pk)
    context = {"form": form, "business": business, "search": query}
    return render(request, "registry/product_add.html", context)


@transaction.atomic
def _add_with_photo_and_capacity(
    actor: Actor, business: Business, form: NewProductForm
) -> Product:
    """All of what was typed or nothing of it."""
    data = form.cleaned_data
    product = add_product(
        actor=actor,
        business=business,
        family=data["family"],
        name=form.product_name(),
        is_published=data["is_published"],
    )
    if data["photo"]:
        add_product_photo(actor=actor, product=product, upload=data["photo"])
    if data["kg"]:
        month = Month.of(timezone.localdate())
        for _number in range(MONTHS_DECLARED):
            declare_capacity(actor=actor, product=product, month=month, kg=data["kg"])
            month = month.next()
    return product


def _add_refusal_of_new(form: NewProductForm, error: InvalidInput | Refused) -> None:
    if isinstance(error, InvalidInput) and error.field == "upload":
        error = InvalidInput("photo", error.rule, error.message)
    add_refusal(form, error)


@require_GET
def product_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_product(actor, pk)
    may_edit = can_edit(actor, product.business)
    context = {
        "product": product,
        "business": product.business,
        "may_edit": may_edit,
        "may_verify": may_edit and actor.role in (Role.OFFICER, Role.ADMINISTRATOR),
        "is_public": is_public(product),
        "form_label": labels_of([product.form], FORMS)[0] if product.form else "",
        "packing_labels": labels_of(product.packing, PACKINGS),
        "attributes": _attribute_rows(product),
        "specs": [{**line, "limit": say_limit(line)} for line in product.specs],
        "bases": BASES,
        "steps": product.steps.select_related("site"),
        "materials": product.raw_materials.select_related("region"),
        "countries": {market.pk: market.name for market in Market.objects.all()},
        "lots": product.lots.select_related("region"),
        "months": product.capacity.filter(
            month__gte=timezone.localdate().replace(day=1)
        ),
    }
    return render(request, "registry/product_detail.html", context)


def _attribute_rows(product: Product) -> list[tuple[str, str]]:
    """What is known, as it is asked here or named elsewhere."""
    rows = []
    for name, value in product.attributes.items():
        question = QUESTIONS.get(name)
        words = question.words if question else OTHER_WORDS
        plain = str(OTHER_NAMES.get(name, name.replace("_", " ")))
        label = str(question.label) if question else plain
        parts = value if isinstance(value, list) else [value]
        rows.append((label, ", ".join(_in_words(part, words) for part in parts)))
    return rows


def _in_words(value: object, words: Words) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(words.get(str(value), value))


@require_http_methods(["GET", "POST"])
def product_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = EditProductForm(request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        try:
            edit_product(actor=actor, product=product, **form.changes())
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("registry:product_detail", pk)
    context = {"form": form, "product": product, "business": product.business}
    return render(request, "registry/product_edit.html", context)


@require_http_methods(["GET", "POST"])
def product_photo_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_product_photo(
                actor=actor, product=product, upload=form.cleaned_data["upload"]
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The photo is added."))
            return redirect("registry:product_detail", pk)
    context = {"form": form, "product": product, "business": product.business}
    return render(request, "registry/product_photo_add.html", context)


@require_http_methods(["GET", "POST"])
def lot_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = LotForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            add_lot(actor=actor, product=product, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The lot is entered."))
            return redirect("registry:product_detail", pk)
    context = {"form": form, "product": product, "business": product.business}
    return render(request, "registry/lot_add.html", context)


@require_GET
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture, as the JPEG that we made of it ourselves."""
    found = get_photo(cast(ActorRequest, request).actor, pk)
    is_small = request.GET.get("size") == "small" and bool(found.small)
    try:
        handle = (found.small if is_small else found.file).open()
    except FileNotFoundError as error:
        raise Absent(f"photo {pk}") from error
    response = FileResponse(handle, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response
