"""Hostile input into every form and filter: stored as text or refused, never run."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from wadah.apps.accounts.actor import ANONYMOUS, Actor
from wadah.apps.accounts.models import Role
from wadah.apps.registry.models import Business
from wadah.delivery.web.access import ANYONE, ROUTES

_SPEC = importlib.util.spec_from_file_location(
    "journeys_access", Path(__file__).with_name("test_access.py")
)
assert _SPEC is not None and _SPEC.loader is not None
access: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(access)
rows = access.rows
privacy_rows = access.privacy_rows

SCRIPT = "<script>alert(7)</script><img src=x onerror=alert(8)>"
PAYLOADS = {
    "code": f"<{{{{ 7|add:35 }}}}!>{{% debug %}}x'); DROP TABLE registry_business; --"
    f"{SCRIPT} ${{7*7}} %s%n",
    "formula": "=HYPERLINK('http://x','y')\u202egpj.exe\u200f 👩🏽‍🌾🦐 ﷽ \ufeff\u2066",
    "nul": "a\0b",
    "digits": "9" * 400,
    "long": "n" * 100_000,
}
# An answer of the server that says what it did: never an error of its own.
CALM = {200, 302, 400, 404, 405, 409, 413, 422, 429}
# Routes that no form of the application leads to with words of a person.
WITHOUT_WORDS = re.compile(r"^(api:|accounts:sign_out$|set_language$)")
ROUTES_WITH_WORDS = sorted(name for name in ROUTES if not WITHOUT_WORDS.match(name))
ORDER = (Role.OWNER, Role.OFFICER, Role.ADMINISTRATOR, Role.VERIFIER, Role.APPROVER,
         Role.BUYER, Role.ANALYST)  # fmt: skip
FIXTURES = {Role.BUYER: "buyer_actor"}


@dataclass
class Form:
    """A form of a page: where it goes and what its fields hold."""

    method: str
    action: str
    values: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)


class FormReader(HTMLParser):
    """Reads the forms of a page as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(
                Form(given.get("method", "get").lower(), given.get("action", ""))
            )
        if not self.forms:
            return
        form, name = self.forms[-1], given.get("name", "")
        if tag == "select":
            self.select = name
        if tag == "option" and self.select:
            self._read_option(form, given)
        if tag == "textarea" and name:
            form.written.add(name)
        if tag == "input" and name:
            self._read_input(form, name, given)

    def _read_option(self, form: Form, given: dict[str, str]) -> None:
        if "selected" in given or self.select not in form.values:
            form.values[self.select] = given.get("value", "")

    def _read_input(self, form: Form, name: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in ("hidden", "submit", "date", "datetime-local", "month"):
            form.values[name] = given.get("value", "")
        elif kind in ("checkbox", "radio"):
            if "checked" in given or name not in form.values:
                form.values[name] = given.get("value", "on")
        elif kind != "file":
            form.written.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def read_forms(response: HttpResponse) -> list[Form]:
    if not response["Content-Type"].startswith("text/html"):
        return []
    reader = FormReader()
    reader.feed(response.content.decode())
    return [form for form in reader.forms if not form.action.startswith(
        (reverse("set_language"), reverse("accounts:sign_out")))]  # fmt: skip


def actor_for(name: str, request: pytest.FixtureRequest) -> Actor:
    """The first kind of person to whom the route is open."""
    allowed = ROUTES[name]
    if ANYONE in allowed:
        return ANONYMOUS
    role = next(role for role in ORDER if role in allowed)
    actor: Actor = request.getfixturevalue(FIXTURES.get(role, role.value))
    return actor


def check(response: HttpResponse, where: str) -> None:
    """Calm, and nothing of what was sent came back as code."""
    assert response.status_code in CALM, f"{where}: {response.status_code}"
    if response.streaming or not response["Content-Type"].startswith("text/html"):
        return
    text = response.content.decode()
    assert "<script>alert(7)" not in text, where
    assert "<img src=x onerror" not in text, where
    # Signs that no token of a page is made of.
    assert "<42!>" not in text and "&lt;42!&gt;" not in text, f"{where}: a template ran"


@pytest.mark.parametrize("name", ROUTES_WITH_WORDS)
@pytest.mark.django_db
def test_no_form_and_no_filter_runs_what_is_written_into_it(
    name: str,
    rows: dict[str, int | str],
    client_of: Callable[[Actor], Client],
    request: pytest.FixtureRequest,
) -> None:
    actor = actor_for(name, request)
    client, address = client_of(actor), access.address_of(name, rows)
    page = client.get(address)
    check(page, name)
    forms = read_forms(page)
    for what, payload in PAYLOADS.items():
        names = {"q", "page", "sort"} | {
            key for form in forms if form.method == "get"
            for key in {*form.values, *form.written}
        }  # fmt: skip
        if what != "long":
            query = urlencode(dict.fromkeys(sorted(names), payload))
            check(client.get(f"{address.split('?')[0]}?{query}"), f"{name}? {what}")
        for form in forms:
            if form.method == "post":
                values = {**form.values, **dict.fromkeys(form.written, payload)}
                target = form.action or address
                check(client.post(target, values), f"{name} -> {target} {what}")
    assert "registry_business" in connection.introspection.table_names()
    if actor.is_signed_in:
        for path in ("/", reverse("accounts:profile"), reverse("my_data")):
            check(client.get(path), f"{path} after {name}")


@pytest.mark.parametrize(
    "name", sorted(name for name in access.KIND_OF_ROUTE if name[:4] != "api:")
)
@pytest.mark.django_db
def test_a_number_past_every_limit_is_absent(
    name: str, administrator: Actor, client_of: Callable[[Actor], Client]
) -> None:
    try:
        address = reverse(name, args=[10**30])
    except NoReverseMatch:
        pytest.skip("more than one number in the address")

    assert client_of(administrator).get(address).status_code in {404, 405}


@pytest.mark.parametrize("name", sorted(access.KIND_OF_ROUTE))
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.django_db
def test_absent_and_forbidden_look_the_same_everywhere(
    name: str,
    method: str,
    rows: dict[str, int | str],
    stranger: Actor,
    client_of: Callable[[Actor], Client],
) -> None:
    if ANYONE in ROUTES[name]:
        pytest.skip("open to everybody")
    client = client_of(stranger)
    try:
        absent = getattr(client, method)(reverse(name, args=[999_999]))
    except NoReverseMatch:
        pytest.skip("more than one number in the address")
    forbidden = getattr(client, method)(access.address_of(name, rows))

    assert forbidden.status_code == absent.status_code
    assert plain(forbidden) == plain(absent)


def plain(response: HttpResponse) -> str:
    """The page less the token, the address asked for and the numbers of rows."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r'name="next" value="[^"]+"', "", text)


@pytest.mark.django_db
def test_ten_megabytes_of_name_are_refused(
    owner: Actor, business: Business, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(owner)

    response = client.post(
        reverse("registry:business_edit", args=[business.pk]),
        {"name": "n" * 10 * 1024 * 1024},
    )

    assert response.status_code in {400, 413}
    business.refresh_from_db()
    assert business.name == "Kopi Ulubelu"
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE < 10 * 1024 * 1024


@pytest.mark.django_db
def test_what_is_stored_is_shown_as_text_and_kept_sign_for_sign(
    owner: Actor, business: Business, client_of: Callable[[Actor], Client]
) -> None:
    name = f"Kopi {SCRIPT} 👩🏽‍🌾"
    Business.objects.update(name=name, owner_name=PAYLOADS["code"], about=SCRIPT)

    page = client_of(owner).get(reverse("business_page", args=[business.pk]))

    text = page.content.decode()
    assert "&lt;script&gt;alert(7)&lt;/script&gt;" in text
    assert "<script>alert(7)" not in text
    assert Business.objects.get().name == name


@pytest.mark.django_db
def test_nul_in_an_address_is_refused_with_words(client: Client) -> None:
    for address in ("/products/?q=a%00b", "/search/?q=%00"):
        response = client.get(address)

        assert response.status_code == 400
        assert "tanda yang tidak ada dalam teks" in response.content.decode()
