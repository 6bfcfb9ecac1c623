"""Pages of a product's capacity: the year, what is said, verified and withdrawn."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actor import Actor, ActorRequest
from wadah.apps.accounts.models import Role
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.actions.verify_capacity import verify_capacity
from wadah.apps.registry.actions.withdraw_verification import withdraw_verification
from wadah.apps.registry.capacity_bars import make_bars
from wadah.apps.registry.forms.capacity import (
    USUAL_VALIDITY,
    DeclareForm,
    VerifyForm,
    WithdrawForm,
)
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.business import can_edit
from wadah.apps.registry.queries.capacity import (
    list_downtimes,
    list_lines,
    list_stock,
    list_year,
)
from wadah.apps.registry.queries.product import get_editable_product, get_product
from wadah.apps.registry.views.places import show_form, try_to_save
from wadah.core.values import InvalidInput, Month


@require_GET
def capacity_year(request: HttpRequest, pk: int) -> HttpResponse:
    """Twelve months from the one asked for, or from this one."""
    actor = cast(ActorRequest, request).actor
    product = get_product(actor, pk)
    today = timezone.localdate()
    first = _first_month(request.GET.get("from", ""), Month.of(today))
    rows = list_year(actor, product, first)
    may_edit = can_edit(actor, product.business)
    context = {
        "product": product,
        "business": product.business,
        "bars": make_bars(rows),
        "is_empty": not any(row.declared_kg or row.verified_kg for row in rows),
        "has_calendar": any(row.expected_kg is not None for row in rows),
        "earlier": _shift(first, -12),
        "later": _shift(first, 12),
        "stock": [(line, line.age_days(today)) for line in list_stock(product)],
        "terms": getattr(product, "terms", None),
        "downtimes": list_downtimes(product.business_id).filter(to_on__gte=today),
        "lines": list_lines(actor, product),
        "today": today,
        "may_edit": may_edit,
        "may_verify": may_edit and _is_officer(actor),
    }
    return render(request, "registry/capacity_year.html", context)


@require_http_methods(["GET", "POST"])
def capacity_declare(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = DeclareForm(
        request.POST or None, initial={"month": request.GET.get("month", "")}
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and try_to_save(
            form,
            lambda: declare_capacity(actor=actor, product=product, **form.cleaned_data),
        )
    ):
        messages.success(request, _("The kilograms are written down."))
        return redirect("registry:capacity_year", pk)
    return _show(request, "registry/capacity_declare.html", form, product)


@require_http_methods(["GET", "POST"])
def capacity_verify(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = VerifyForm(
        request.POST or None, product=product, initial=_usual(request, product)
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and try_to_save(
            form,
            lambda: verify_capacity(actor=actor, product=product, **form.cleaned_data),
        )
    ):
        messages.success(request, _("The kilograms are verified."))
        return redirect("registry:capacity_year", pk)
    return _show(request, "registry/capacity_verify.html", form, product)


@require_http_methods(["GET", "POST"])
def capacity_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = WithdrawForm(
        request.POST or None, initial={"month": request.GET.get("month", "")}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if try_to_save(
            form,
            lambda: withdraw_verification(actor=actor, product=product, **given),
        ):
            messages.success(request, _("What was free is no longer verified."))
            return redirect("registry:capacity_year", pk)
    return show_form(
        request,
        form,
        title=_("Withdraw a verification"),
        lead=_(
            "Nothing more can be promised of the month. What is promised already stays."
        ),
        crumbs=crumbs_of(product),
        back=reverse("registry:capacity_year", args=[pk]),
        label=_("Withdraw"),
    )


def crumbs_of(product: Product) -> list[tuple[str, str]]:
    return [
        (product.business.name, reverse("business_page", args=[product.business_id])),
        (product.name, reverse("registry:product_detail", args=[product.pk])),
        (_("Capacity"), reverse("registry:capacity_year", args=[product.pk])),
    ]


def _usual(request: HttpRequest, product: Product) -> dict[str, Any]:
    """The last visit, today and half a year, for the officer to change."""
    today = timezone.localdate()
    last = product.business.visits.first()
    return {
        "month": request.GET.get("month", ""),
        "verified_on": last.visited_on if last else today,
        "valid_until": today + USUAL_VALIDITY,
        "visit": last.pk if last else None,
    }


def _first_month(text: str, otherwise: Month) -> Month:
    try:
        return Month.parse(text) if text else otherwise
    except InvalidInput:
        return otherwise


def _shift(month: Month, by: int) -> Month:
    years, number = divmod(month.year * 12 + month.month - 1 + by, 12)
    return Month(years, number + 1)


def _is_officer(actor: Actor) -> bool:
    return actor.role in (Role.OFFICER, Role.ADMINISTRATOR)


def _show(
    request: HttpRequest, template: str, form: forms.Form, product: Product
) -> HttpResponse:
    first = timezone.localdate().replace(day=1)
    context = {
        "form": form,
        "product": product,
        "business": product.business,
        "months": product.capacity.filter(month__gte=first),
    }
    return render(request, template, context)
