"""Who is there: the code after the password, and proof again before what is lasting."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from wadah.apps.accounts.actions.use_second_factor import use_second_factor
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.forms.security import (
    CodeForm,
    ConfirmForm,
    ConfirmWithCodeForm,
)
from wadah.apps.accounts.models import User
from wadah.apps.accounts.second_factor import DIGITS, read_code
from wadah.apps.accounts.sessions import (
    has_passed_factor,
    mark_confirmed,
    mark_factor_passed,
)
from wadah.apps.accounts.views.sign_in import next_url
from wadah.core.values import InvalidInput


@sensitive_post_parameters("code")
@never_cache
@require_http_methods(["GET", "POST"])
def second_factor_code(request: HttpRequest) -> HttpResponse:
    """The step between the password and everything else."""
    user = _signed_in(request)
    if has_passed_factor(request, user):
        return redirect(next_url(request))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            use_second_factor(user=user, code=form.cleaned_data["code"], now=now)
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            mark_factor_passed(request, user, now)
            return redirect(next_url(request))
    context = {"form": form, "next": next_url(request)}
    return render(request, "accounts/second_factor_code.html", context)


@sensitive_post_parameters("proof")
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_person(request: HttpRequest) -> HttpResponse:
    """Password or code once more; guessing is stopped as at sign-in."""
    user = _signed_in(request)
    kind = ConfirmForm if user.factor_set_at is None else ConfirmWithCodeForm
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _is_proof(request, user, form.cleaned_data["proof"]):
            mark_confirmed(request, timezone.now())
            return redirect(next_url(request))
        form.add_error("proof", _("This does not match. Try again."))
    context = {"form": form, "next": next_url(request)}
    return render(request, "accounts/confirm_person.html", context)


def _is_proof(request: HttpRequest, user: User, proof: str) -> bool:
    """Six digits are a code where there is a factor; anything else is the password."""
    code = read_code(proof)
    if user.factor_set_at is not None and len(code) == DIGITS and code.isdigit():
        try:
            use_second_factor(user=user, code=code, now=timezone.now())
        except InvalidInput:
            return False
        return True
    found = authenticate(request, username=user.login, password=proof)
    return found is not None and found.pk == user.pk


def _signed_in(request: HttpRequest) -> User:
    if not request.user.is_authenticated:
        raise Http404
    return request.user
