"""Pages of what stands behind capacity: stock, the usual year, days of standstill."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.registry.actions.add_downtime import add_downtime
from wadah.apps.registry.actions.count_stock import count_stock
from wadah.apps.registry.actions.end_downtime import end_downtime
from wadah.apps.registry.actions.set_usual_year import set_usual_year
from wadah.apps.registry.forms.capacity import DowntimeForm, StockForm, UsualYearForm
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.capacity import get_downtime
from wadah.apps.registry.queries.product import get_editable_product
from wadah.apps.registry.views.capacity import crumbs_of
from wadah.apps.registry.views.places import show_form, try_to_save


@require_http_methods(["GET", "POST"])
def stock_count(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = StockForm(
        request.POST or None, product=product,
        initial={"counted_on": timezone.localdate()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if try_to_save(
            form, lambda: count_stock(actor=actor, product=product, **given)
        ):
            messages.success(request, _("The count is written down."))
            return redirect("registry:capacity_year", pk)
    return show_form(
        request,
        form,
        title=_("Count what is in hand"),
        lead=_("The last count of a lot is the one that counts."),
        crumbs=crumbs_of(product),
        back=_back(product),
    )


@require_http_methods(["GET", "POST"])
def usual_year(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = UsualYearForm(request.POST or None, initial=_usual(product))
    if (
        request.method == "POST"
        and form.is_valid()
        and try_to_save(
            form,
            lambda: set_usual_year(actor=actor, product=product, **form.values()),
        )
    ):
        messages.success(request, _("The usual year is saved."))
        return redirect("registry:capacity_year", pk)
    return show_form(
        request,
        form,
        title=_("A usual year"),
        lead=_("Kilograms each month gives in a usual year. Empty: no harvest then."),
        crumbs=crumbs_of(product),
        back=_back(product),
    )


@require_http_methods(["GET", "POST"])
def downtime_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the whole business; the page is reached from one of its products."""
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = DowntimeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if try_to_save(
            form,
            lambda: add_downtime(actor=actor, business=product.business, **given),
        ):
            messages.success(request, _("The days are written down."))
            return redirect("registry:capacity_year", pk)
    return show_form(
        request,
        form,
        title=_("Say when work stands still"),
        lead=_("For all products of the business: holidays, repair, no raw material."),
        crumbs=crumbs_of(product),
        back=_back(product),
    )


@require_http_methods(["GET", "POST"])
def downtime_end(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    downtime = get_downtime(actor, pk)
    business = downtime.business
    page = reverse("business_page", args=[business.pk])
    if request.method == "POST":
        end_downtime(actor=actor, downtime=downtime, ended_at=timezone.now())
        messages.success(request, _("Those days count as worked again."))
        return redirect(page)
    context = {
        "title": _("Work goes on after all?"),
        "subject": downtime.get_reason_display(),
        "text": _("These days will count as worked again."),
        "label": _("Yes, work goes on"),
        "crumbs": [(business.name, page)],
        "back": page,
    }
    return render(request, "registry/confirm.html", context)


def _usual(product: Product) -> dict[str, object]:
    terms = getattr(product, "terms", None)
    months: dict[str, object] = {
        f"month_{row.month_number}": row.kg for row in product.harvest.all()
    }
    if terms is None:
        return months
    return {
        **months,
        "yield_percent": terms.yield_percent,
        "shelf_life_days": terms.shelf_life_days,
        "carries_over": terms.carries_over,
    }


def _back(product: Product) -> str:
    return reverse("registry:capacity_year", args=[product.pk])
