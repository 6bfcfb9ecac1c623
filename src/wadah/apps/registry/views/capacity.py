"""Pages on which capacity is declared and verified."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.registry.actions.declare_capacity import declare_capacity
from wadah.apps.registry.actions.verify_capacity import verify_capacity
from wadah.apps.registry.forms.capacity import DeclareForm, VerifyForm
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import get_editable_product
from wadah.core.values import InvalidInput


@require_http_methods(["GET", "POST"])
def capacity_declare(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    form = DeclareForm(
        request.POST or None, initial={"month": request.GET.get("month", "")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            declare_capacity(actor=actor, product=product, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The kilograms are written down."))
            return redirect("registry:product_detail", pk)
    return _show(request, "registry/capacity_declare.html", form, product)


@require_http_methods(["GET", "POST"])
def capacity_verify(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    product = get_editable_product(actor, pk)
    initial = {
        "month": request.GET.get("month", ""),
        "verified_on": timezone.localdate(),
    }
    form = VerifyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            verify_capacity(actor=actor, product=product, **form.cleaned_data)
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The kilograms are verified."))
            return redirect("registry:product_detail", pk)
    return _show(request, "registry/capacity_verify.html", form, product)


def _show(
    request: HttpRequest, template: str, form: DeclareForm, product: Product
) -> HttpResponse:
    first = timezone.localdate().replace(day=1)
    context = {
        "form": form,
        "product": product,
        "business": product.business,
        "months": product.capacity.filter(month__gte=first),
    }
    return render(request, template, context)
