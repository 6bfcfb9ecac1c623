"""Pages on which a lot is corrected, and a lot or a picture taken away."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.registry.actions.edit_lot import edit_lot
from wadah.apps.registry.actions.remove_lot import remove_lot
from wadah.apps.registry.actions.remove_product_photo import remove_product_photo
from wadah.apps.registry.forms.product import LotForm
from wadah.apps.registry.models import Product
from wadah.apps.registry.queries.product import get_editable_lot, get_editable_photo
from wadah.apps.registry.views.places import show_form, try_to_save
from wadah.core.values import InvalidInput


@require_http_methods(["GET", "POST"])
def lot_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    lot = get_editable_lot(actor, pk)
    initial = {
        "code": lot.code,
        "quantity_kg": f"{lot.quantity_kg.normalize():f}",
        "produced_on": lot.produced_on,
        "region_code": lot.region_id or "",
    }
    form = LotForm(request.POST or None, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if try_to_save(form, lambda: edit_lot(actor=actor, lot=lot, **values)):
            messages.success(request, _("The changes are saved."))
            return redirect(_record(lot.product))
    return show_form(
        request,
        form,
        title=_("Change the lot"),
        lead=lot.code,
        crumbs=_crumbs(lot.product),
        back=_record(lot.product),
        remove=(reverse("registry:lot_remove", args=[pk]), _("Remove this lot")),
    )


@require_http_methods(["GET", "POST"])
def lot_remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    lot = get_editable_lot(actor, pk)
    if request.method == "POST":
        try:
            remove_lot(actor=actor, lot=lot)
        except InvalidInput as error:
            messages.error(request, in_language(error.message))
        else:
            messages.success(request, _("The lot is removed."))
        return redirect(_record(lot.product))
    context = {
        "title": _("Remove this lot?"),
        "text": _("Only a lot without results, papers and assessments is removed."),
        "subject": lot.code,
        "label": _("Remove"),
        "back": _record(lot.product),
        "crumbs": _crumbs(lot.product),
    }
    return render(request, "registry/confirm.html", context)


@require_http_methods(["GET", "POST"])
def photo_remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    photo = get_editable_photo(actor, pk)
    if request.method == "POST":
        remove_product_photo(actor=actor, photo=photo)
        messages.success(request, _("The photo is removed."))
        return redirect(_record(photo.product))
    context = {
        "title": _("Remove this photo?"),
        "subject": photo.product.name,
        "label": _("Remove"),
        "back": _record(photo.product),
        "crumbs": _crumbs(photo.product),
    }
    return render(request, "registry/confirm.html", context)


def _record(product: Product) -> str:
    return reverse("registry:product_detail", args=[product.pk])


def _crumbs(product: Product) -> list[tuple[str, str]]:
    return [
        (product.business.name, reverse("business_page", args=[product.business_id])),
        (product.name, _record(product)),
    ]
