"""Where a person is signed in, and how lately he proved who he is.

What is kept lies in the session itself, so that no page has to look it up; the list
that a person sees is brought up to date every few minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from wadah.apps.accounts.models import SignIn, User

NOTED, CONFIRMED, FACTOR = "noted_at", "confirmed_at", "factor"
NOTE_EVERY = timedelta(minutes=5)
# So long the password or code just given is enough for what cannot be taken back.
CONFIRMED_FOR = timedelta(minutes=15)
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("Chrome", "Chrome"),
    ("CriOS", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
    ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)  # fmt: skip


def note_visit(request: HttpRequest, user: User, now: datetime) -> None:
    """Keep the list of sign-ins true; the first visit counts as proof of the person.

    A session that has not been noted yet has just begun: its password was given now.
    """
    session = request.session
    noted = _read(session.get(NOTED))
    if noted is not None and now - noted < NOTE_EVERY:
        return
    if noted is None:
        session.setdefault(CONFIRMED, now.isoformat())
    session[NOTED] = now.isoformat()
    if session.session_key is None:
        session.save()
    agent = request.headers.get("User-Agent", "")[:200].replace("\0", "")
    SignIn.objects.update_or_create(
        session_key=session.session_key,
        defaults={"user": user, "agent": agent, "last_seen_at": now},
        create_defaults={
            "user": user,
            "agent": agent,
            "began_at": now,
            "last_seen_at": now,
        },
    )
    today = timezone.localdate(now)
    if user.last_seen_on != today or user.inactive_told_at is not None:
        User.objects.filter(pk=user.pk).update(
            last_seen_on=today, inactive_told_at=None
        )


def list_sign_ins(user: User, now: datetime) -> list[SignIn]:
    """The sign-ins that still stand, the latest first."""
    living = Session.objects.filter(expire_date__gt=now).values("session_key")
    return list(SignIn.objects.filter(user=user, session_key__in=living))


def end_sessions(sign_ins: list[SignIn]) -> None:
    """The browsers behind these rows are signed out at their next step."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    for sign_in in sign_ins:
        store(sign_in.session_key).delete()
    SignIn.objects.filter(pk__in=[sign_in.pk for sign_in in sign_ins]).delete()


def describe_agent(agent: str) -> str:
    """Browser and system in plain words."""
    browser = next((word for mark, word in _BROWSERS if mark in agent), "")
    system = next((word for mark, word in _SYSTEMS if mark in agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("another program")


def has_passed_factor(request: HttpRequest, user: User) -> bool:
    """Whether the code of the present second factor was given in this session."""
    if user.factor_set_at is None:
        return True
    return bool(request.session.get(FACTOR) == user.factor_set_at.isoformat())


def mark_factor_passed(request: HttpRequest, user: User, now: datetime) -> None:
    """A new key as well: one that leaked before the code was given is of no use."""
    old = request.session.session_key
    request.session.cycle_key()
    SignIn.objects.filter(session_key=old).update(
        session_key=request.session.session_key
    )
    if user.factor_set_at is not None:
        request.session[FACTOR] = user.factor_set_at.isoformat()
    mark_confirmed(request, now)


def mark_confirmed(request: HttpRequest, now: datetime) -> None:
    request.session[CONFIRMED] = now.isoformat()


def is_confirmed(request: HttpRequest, now: datetime) -> bool:
    """Whether password or code were given a short while ago."""
    confirmed = _read(request.session.get(CONFIRMED))
    return confirmed is not None and now - confirmed < CONFIRMED_FOR


def confirm_first(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Ask for password or code before a view that does what cannot be taken back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_confirmed(request, timezone.now()):
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('accounts:confirm_person')}?{query}")

    return guarded


def _read(text: object) -> datetime | None:
    return parse_datetime(text) if isinstance(text, str) else None
