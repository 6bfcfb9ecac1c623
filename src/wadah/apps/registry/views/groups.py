"""Pages of groups: the list and its file, one group, its members."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wadah.apps.accounts.actor import Absent, ActorRequest
from wadah.apps.accounts.form_errors import in_language
from wadah.apps.reference.models import ProductFamily
from wadah.apps.registry.actions.add_group import add_group
from wadah.apps.registry.actions.edit_group import edit_group
from wadah.apps.registry.actions.join_group import join_group
from wadah.apps.registry.actions.leave_group import leave_group
from wadah.apps.registry.actions.remove_group import remove_group
from wadah.apps.registry.forms.groups import GroupForm, JoinForm
from wadah.apps.registry.forms.places import EndForm
from wadah.apps.registry.models import Group
from wadah.apps.registry.queries.business import find_own_business, visible_businesses
from wadah.apps.registry.queries.groups import (
    GroupFilter,
    can_edit_group,
    can_keep_groups,
    get_editable_group,
    get_group,
    get_membership,
    list_group_products,
    list_group_regions,
    list_members,
    list_past_members,
    search_groups,
    sum_capacity,
)
from wadah.apps.registry.sheet_file import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from wadah.apps.registry.views.places import show_form, try_to_save
from wadah.core.values import InvalidInput

PAGE_SIZE = 50
MOST_ROWS = 5000


@require_GET
def group_list(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    wanted = _read_filter(request)
    pages = Paginator(search_groups(actor, wanted), PAGE_SIZE)
    context = {
        "page_obj": pages.get_page(request.GET.get("page")),
        "wanted": wanted,
        "is_filtered": wanted != GroupFilter(sort=wanted.sort),
        "kinds": Group.Kind.choices,
        "regions": list_group_regions(actor),
        "may_add": can_keep_groups(actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "registry/group_list.html", context)


@require_GET
def group_export(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    if not can_keep_groups(actor):
        raise Absent("groups")
    head: list[object] = [
        _("Number"), _("Group"), _("Kind"), _("Registration number"),
        _("Region code"), _("Regency or city"), _("District"), _("Village"),
        _("Members"),
    ]  # fmt: skip
    found = search_groups(actor, _read_filter(request))[:MOST_ROWS]
    rows = [head, *(_row(group, cast(Any, group).member_count) for group in found)]
    if request.GET.get("format") == "xlsx":
        response = HttpResponse(write_xlsx(rows), content_type=XLSX_TYPE)
        name = "kelompok.xlsx"
    else:
        response = HttpResponse(write_csv(rows), content_type=CSV_TYPE)
        name = "kelompok.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


def _row(group: Group, members: int) -> list[object]:
    return [
        group.pk, group.name, group.get_kind_display(), group.registration,
        group.region_id or "", str(group.region or ""), group.district, group.village,
        members,
    ]  # fmt: skip


@require_GET
def group_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    group = get_group(actor, pk)
    members = list(list_members(actor, group))
    count = group.members.filter(ended_on__isnull=True).count()
    own = find_own_business(actor)
    seen = set(
        visible_businesses(actor)
        .filter(groups__group=group)
        .order_by()
        .values_list("pk", flat=True)
    )
    this_month = timezone.localdate().replace(day=1)
    context = {
        "group": group,
        "members": members,
        "member_count": count,
        "hidden_count": count - len(members),
        "seen": seen,
        "past": list_past_members(actor, group),
        "products": list_group_products(actor, group),
        "capacity": sum_capacity(actor, group, this_month),
        "families": {family.pk: family for family in ProductFamily.objects.all()},
        "may_edit": can_edit_group(actor, group),
        "own": next((m for m in members if own and m.business_id == own.pk), None),
    }
    return render(request, "registry/group_detail.html", context)


@require_http_methods(["GET", "POST"])
def group_add(request: HttpRequest) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    form = GroupForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        made: list[Group] = []
        values = form.cleaned_data
        if try_to_save(form, lambda: made.append(add_group(actor=actor, **values))):
            messages.success(request, _("The group is entered. Now add its members."))
            return redirect("registry:group_join", made[0].pk)
    return show_form(
        request,
        form,
        title=_("Add a group"),
        lead=_("Businesses that sell, buy or work together."),
        crumbs=[(_("Groups"), reverse("registry:group_list"))],
        back=reverse("registry:group_list"),
    )


@require_http_methods(["GET", "POST"])
def group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    group = get_editable_group(actor, pk)
    form = GroupForm(request.POST or None, actor=actor, group=group)
    back = reverse("registry:group_detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if try_to_save(form, lambda: edit_group(actor=actor, group=group, **values)):
            messages.success(request, _("The changes are saved."))
            return redirect(back)
    return show_form(
        request,
        form,
        title=_("Change the group"),
        lead=group.name,
        crumbs=[(_("Groups"), reverse("registry:group_list")), (group.name, back)],
        back=back,
        remove=(reverse("registry:group_remove", args=[pk]), _("Remove this group")),
    )


@require_http_methods(["GET", "POST"])
def group_remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    group = get_editable_group(actor, pk)
    back = reverse("registry:group_detail", args=[pk])
    if request.method == "POST":
        try:
            remove_group(actor=actor, group=group)
        except InvalidInput as error:
            messages.error(request, in_language(error.message))
            return redirect(back)
        messages.success(request, _("The group is removed."))
        return redirect("registry:group_list")
    context = {
        "title": _("Remove this group?"),
        "text": _("Only a group that never had a member is removed."),
        "subject": group.name,
        "label": _("Remove"),
        "back": back,
        "crumbs": [(_("Groups"), reverse("registry:group_list"))],
    }
    return render(request, "registry/confirm.html", context)


@require_http_methods(["GET", "POST"])
def group_join(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    group = get_editable_group(actor, pk)
    query = request.GET.get("q", "").strip()[:100]
    form = JoinForm(request.POST or None, actor=actor, group=group, query=query)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if try_to_save(form, lambda: join_group(actor=actor, group=group, **values)):
            messages.success(request, _("The member is entered."))
            return redirect("registry:group_detail", pk)
    context = {"form": form, "group": group, "search": query}
    return render(request, "registry/group_join.html", context)


@require_http_methods(["GET", "POST"])
def group_leave(request: HttpRequest, pk: int) -> HttpResponse:
    actor = cast(ActorRequest, request).actor
    member = get_membership(actor, pk)
    keeps = can_edit_group(actor, member.group)
    back = reverse("registry:group_detail", args=[member.group_id])
    crumbs = [(member.group.name, back)]
    if not keeps:
        if request.method == "POST":
            leave_group(actor=actor, member=member)
            messages.success(request, _("Your wish to leave is passed on."))
            return redirect(back)
        context = {
            "title": _("Leave this group?"),
            "subject": member.group.name,
            "text": _("Whoever keeps the group is told and ends the membership."),
            "label": _("Ask to leave"),
            "back": back,
            "crumbs": crumbs,
        }
        return render(request, "registry/confirm.html", context)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["ended_on"]
        if try_to_save(
            form, lambda: leave_group(actor=actor, member=member, ended_on=day)
        ):
            messages.success(request, _("The membership is ended."))
            return redirect(back)
    return show_form(
        request,
        form,
        title=_("End the membership?"),
        lead=member.business.name,
        crumbs=crumbs,
        back=back,
        label=_("End the membership"),
    )


def _read_filter(request: HttpRequest) -> GroupFilter:
    asked = request.GET
    return GroupFilter(
        text=asked.get("q", "").strip()[:100],
        kind=asked.get("kind", ""),
        region=asked.get("region", ""),
        sort=asked.get("sort", "name"),
    )
