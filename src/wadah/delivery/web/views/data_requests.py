"""The queue of requests about personal data, with the time that is left."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actor import ActorRequest
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.models import DataRequest
from wadah.apps.accounts.sessions import confirm_first
from wadah.apps.registry.actions.decide_data_request import decide_data_request
from wadah.apps.registry.models import Business
from wadah.apps.registry.queries.data_requests import (
    get_data_request,
    list_data_requests,
)
from wadah.apps.registry.queries.personal_data import (
    find_owned_scope,
    list_what_must_stay,
)
from wadah.core.values import InvalidInput
from wadah.delivery.web.privacy_forms import DecideForm

PAGE_SIZE = 50


@require_GET
def data_request_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    state = request.GET.get("state", DataRequest.State.OPEN)
    found = list_data_requests(actor)
    if state in DataRequest.State.values:
        found = found.filter(state=state)
    order = "due_at" if state == DataRequest.State.OPEN else "-asked_at"
    page = Paginator(found.order_by(order, "pk"), PAGE_SIZE)
    context = {
        "page_obj": page.get_page(request.GET.get("page")),
        "state": state,
        "states": DataRequest.State.choices,
        "now": timezone.now(),
    }
    return render(request, "web/data_request_list.html", context)


@require_http_methods(["GET", "POST"])
@confirm_first
def data_request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    asked = get_data_request(actor, pk)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_data_request(
                actor=actor,
                request=asked,
                state=form.cleaned_data["state"],
                answer=form.cleaned_data["answer"],
                now=timezone.now(),
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("The request is answered."))
            return redirect("data_request_list")
    owned = find_owned_scope(asked.user).business_ids
    context = {
        "asked": asked,
        "form": form,
        "stays": list_what_must_stay(asked.user),
        "businesses": Business.objects.filter(pk__in=owned),
        "now": timezone.now(),
    }
    return render(request, "web/data_request_detail.html", context)
