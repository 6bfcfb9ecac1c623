"""Pages of the steps by which a product is made and of its raw materials."""

from __future__ import annotations

from typing import TypeVar, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wadah.apps.accounts.actor import Absent, ActorRequest
from wadah.apps.registry.actions.set_production_steps import set_production_steps
from wadah.apps.registry.actions.set_raw_materials import set_raw_materials
from wadah.apps.registry.forms.production import MaterialForm, StepForm
from wadah.apps.registry.making_values import MaterialLine, StepLine
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.registry.views.places import show_form, try_to_save

Line = TypeVar("Line", StepLine, MaterialLine)


@require_http_methods(["GET", "POST"])
def step_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = StepForm(request.POST or None, product=product)
    if request.method == "POST" and form.is_valid():
        steps = [*_steps(product), form.line()]
        if try_to_save(
            form,
            lambda: set_production_steps(actor=actor, product=product, steps=steps),
        ):
            messages.success(request, _("The step is entered."))
            return redirect(_section(product, "steps"))
    return show_form(
        request,
        form,
        title=_("Add a step"),
        lead=_("One thing that is done, in the order in which it is done."),
        crumbs=_crumbs(product),
        back=_section(product, "steps"),
    )


@require_http_methods(["GET", "POST"])
def step_edit(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    steps = _steps(product)
    line = _pick(steps, position)
    form = StepForm(request.POST or None, product=product, line=line)
    if request.method == "POST" and form.is_valid():
        steps[position - 1] = form.line()
        if try_to_save(
            form,
            lambda: set_production_steps(actor=actor, product=product, steps=steps),
        ):
            messages.success(request, _("The changes are saved."))
            return redirect(_section(product, "steps"))
    return show_form(
        request,
        form,
        title=_("Change the step"),
        lead=line.title,
        crumbs=_crumbs(product),
        back=_section(product, "steps"),
        remove=(
            reverse("registry:step_remove", args=[pk, position]),
            _("Remove this step"),
        ),
    )


@require_http_methods(["GET", "POST"])
def step_remove(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    steps = _steps(product)
    line = _pick(steps, position)
    if request.method == "POST":
        del steps[position - 1]
        set_production_steps(actor=actor, product=product, steps=steps)
        messages.success(request, _("The step is removed."))
        return redirect(_section(product, "steps"))
    context = {
        "title": _("Remove this step?"),
        "subject": line.title,
        "label": _("Remove"),
        "back": _section(product, "steps"),
        "crumbs": _crumbs(product),
    }
    return render(request, "registry/confirm.html", context)


@require_POST
def step_move(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    """One place up or down; at an end nothing changes."""
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    steps = _steps(product)
    line = _pick(steps, position)
    place = position if request.POST.get("to") == "down" else position - 2
    if 0 <= place < len(steps):
        del steps[position - 1]
        steps.insert(place, line)
        set_production_steps(actor=actor, product=product, steps=steps)
    return redirect(_section(product, "steps"))


@require_http_methods(["GET", "POST"])
def material_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = MaterialForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        lines = [*_materials(product), form.line()]
        if try_to_save(
            form,
            lambda: set_raw_materials(actor=actor, product=product, materials=lines),
        ):
            messages.success(request, _("The raw material is entered."))
            return redirect(_section(product, "materials"))
    return show_form(
        request,
        form,
        title=_("Add a raw material"),
        lead=_("Buyers and customs ask where it comes from."),
        crumbs=_crumbs(product),
        back=_section(product, "materials"),
    )


@require_http_methods(["GET", "POST"])
def material_edit(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    lines = _materials(product)
    line = _pick(lines, position)
    form = MaterialForm(request.POST or None, actor=actor, line=line)
    if request.method == "POST" and form.is_valid():
        lines[position - 1] = form.line()
        if try_to_save(
            form,
            lambda: set_raw_materials(actor=actor, product=product, materials=lines),
        ):
            messages.success(request, _("The changes are saved."))
            return redirect(_section(product, "materials"))
    return show_form(
        request,
        form,
        title=_("Change the raw material"),
        lead=line.name,
        crumbs=_crumbs(product),
        back=_section(product, "materials"),
        remove=(
            reverse("registry:material_remove", args=[pk, position]),
            _("Remove this raw material"),
        ),
    )


@require_http_methods(["GET", "POST"])
def material_remove(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    lines = _materials(product)
    line = _pick(lines, position)
    if request.method == "POST":
        del lines[position - 1]
        set_raw_materials(actor=actor, product=product, materials=lines)
        messages.success(request, _("The raw material is removed."))
        return redirect(_section(product, "materials"))
    context = {
        "title": _("Remove this raw material?"),
        "subject": line.name,
        "label": _("Remove"),
        "back": _section(product, "materials"),
        "crumbs": _crumbs(product),
    }
    return render(request, "registry/confirm.html", context)


def _steps(product: Product) -> list[StepLine]:
    return [StepLine.of(step) for step in product.steps.all()]


def _materials(product: Product) -> list[MaterialLine]:
    return [MaterialLine.of(row) for row in product.raw_materials.all()]


def _pick(lines: list[Line], position: int) -> Line:
    if not 0 < position <= len(lines):
        raise Absent(f"line {position}")
    return lines[position - 1]


def _crumbs(product: Product) -> list[tuple[str, str]]:
    return [
        (product.business.name, reverse("business_page", args=[product.business_id])),
        (product.name, reverse("registry:product_detail", args=[product.pk])),
    ]


def _section(product: Product, name: str) -> str:
    return f"{reverse('registry:product_detail', args=[product.pk])}#{name}"
