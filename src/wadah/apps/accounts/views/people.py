"""The people of an organisation, and those who are invited."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from wadah.apps.accounts.actions.accept_invitation import (
    accept_invitation,
    accept_with_new_account,
)
from wadah.apps.accounts.actions.end_membership import end_membership
from wadah.apps.accounts.actions.hand_over_ownership import hand_over_ownership
from wadah.apps.accounts.actions.invite_member import Invited, invite_member
from wadah.apps.accounts.actions.withdraw_invitation import withdraw_invitation
from wadah.apps.accounts.actor import Absent, Actor, ActorRequest
from wadah.apps.accounts.fields import mask_address
from wadah.apps.accounts.form_errors import add_refusal
from wadah.apps.accounts.forms.joining import (
    DecideForm,
    InvitationForm,
    NewPersonForm,
)
from wadah.apps.accounts.models import Invitation, Organisation, Role, User
from wadah.apps.accounts.process_rules import Refused
from wadah.apps.accounts.queries.people import (
    can_manage,
    find_invitation,
    get_invitation,
    get_membership,
    get_organisation,
    list_invitations,
    list_join_requests,
    list_managed_roles,
    list_members,
    list_organisations,
)
from wadah.apps.accounts.tasks import send_messages
from wadah.apps.accounts.typed import read_words
from wadah.apps.accounts.views.sign_in import remember_language
from wadah.core.values import InvalidInput

PAGE_SIZE = 50


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    return _show(request, actor, get_organisation(actor))


@require_GET
def organisation_people(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    return _show(request, actor, get_organisation(actor, pk))


def _show(
    request: HttpRequest, actor: Actor, organisation: Organisation
) -> HttpResponse:
    members = list_members(actor, organisation)
    text = read_words(request)
    for word in text.split():
        members = members.filter(user__name__icontains=word)
    page = Paginator(members, PAGE_SIZE).get_page(request.GET.get("page"))
    managed = list_managed_roles(actor, organisation)
    is_owner = actor.role is Role.OWNER and organisation.pk == actor.organisation_id
    invitations = list_invitations(actor, organisation, timezone.now())
    context = {
        "organisation": organisation,
        "is_administrator": actor.role is Role.ADMINISTRATOR,
        "page_obj": page,
        "text": text,
        "members": [
            {
                "row": row,
                "to": mask_address(row.user.login),
                "is_self": row.user_id == actor.user_id,
                "may_end": row.user_id == actor.user_id
                or can_manage(actor, organisation, row.role),
                "may_own": is_owner and row.role == Role.STAFF,
            }
            for row in page
        ],
        "managed": managed,
        "invitations": [(row, mask_address(row.login)) for row in invitations]
        if managed
        else [],
        "requests": list_join_requests(actor, organisation) if managed else [],
        "decide": DecideForm(auto_id=False),
    }
    return render(request, "accounts/people.html", context)


@require_GET
def organisation_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    text = read_words(request)
    found = list_organisations(actor, text)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page_obj": page, "text": text}
    return render(request, "accounts/organisation_list.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation_add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    organisation = get_organisation(actor, pk)
    roles = list_managed_roles(actor, organisation)
    if not roles:
        raise Absent(f"organisation {pk}")
    form = InvitationForm(request.POST or None, roles=roles)
    context = {"form": form, "organisation": organisation}
    if request.method == "POST" and form.is_valid():
        try:
            row, link = invite_member(
                actor=actor,
                organisation=organisation,
                invited=Invited(**form.cleaned_data),
                link=lambda token: request.build_absolute_uri(
                    reverse("accounts:invitation", args=[token])
                ),
                now=timezone.now(),
            )
        except (InvalidInput, Refused) as error:
            add_refusal(form, error)
        else:
            send_messages.later()
            if link:
                shown = {"invitation": row, "link": link, "organisation": organisation}
                return render(request, "accounts/invitation_shown.html", shown)
            messages.success(request, _("The invitation is on its way."))
            return _back(actor, organisation.pk)
    return render(request, "accounts/invitation_add.html", context)


@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    row = get_invitation(actor, pk)
    withdraw_invitation(actor=actor, invitation=row, now=timezone.now())
    messages.success(request, _("The invitation is withdrawn."))
    return _back(actor, row.organisation_id)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of an invitation opens."""
    row = find_invitation(token, timezone.now())
    if row is None:
        return render(request, "accounts/invitation_over.html", status=404)
    if isinstance(request.user, User):
        return _accept_as(request, request.user, row, token)
    form = NewPersonForm(request.POST or None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        try:
            user = accept_with_new_account(
                token=token, **form.cleaned_data, now=timezone.now()
            )
        except InvalidInput as error:
            add_refusal(form, error)
        else:
            login(request, user)
            _greet(request, row)
            return remember_language(redirect("home"), user)
    context = {"invitation": row, "form": form, "to": mask_address(row.login)}
    return render(request, "accounts/invitation.html", context)


def _accept_as(
    request: HttpRequest, user: User, row: Invitation, token: str
) -> HttpResponse:
    fits = user.login == row.login
    if request.method == "POST":
        member = accept_invitation(user=user, token=token, now=timezone.now())
        request.session["membership"] = member.pk
        _greet(request, row)
        return redirect("home")
    context = {"invitation": row, "fits": fits, "to": mask_address(row.login)}
    return render(request, "accounts/invitation.html", context)


def _greet(request: HttpRequest, row: Invitation) -> None:
    send_messages.later()
    words = _("You now act for %(organisation)s.")
    messages.success(request, words % {"organisation": row.organisation.name})


@require_POST
def membership_end(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    row = get_membership(actor, pk)
    end_membership(actor=actor, membership=row, now=timezone.now())
    send_messages.later()
    messages.success(request, _("The membership has ended."))
    if row.user_id == actor.user_id:
        return redirect("home")
    return _back(actor, row.organisation_id)


@require_POST
def ownership_hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    row = get_membership(actor, pk)
    hand_over_ownership(actor=actor, membership=row, now=timezone.now())
    send_messages.later()
    messages.success(request, _("The business is handed over; you are staff now."))
    return redirect("home")


def _back(actor: Actor, organisation_id: int) -> HttpResponse:
    if organisation_id == actor.organisation_id:
        return redirect("accounts:people")
    return redirect("accounts:organisation_people", organisation_id)
