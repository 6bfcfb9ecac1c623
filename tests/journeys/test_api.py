"""The API: its schema, tokens by role, problem documents, writes by the actions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from wadah.apps.accounts.actions.create_api_token import create_api_token
from wadah.apps.accounts.actions.revoke_api_token import revoke_api_token
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import ApiToken, AuditRow, Membership, User
from wadah.apps.matching.models import BuyerRequest
from wadah.apps.reference.actions.load_reference import load_reference
from wadah.apps.registry.models import (
    Business,
    CapacityMonth,
    Group,
    ImportJob,
    Lot,
    Product,
)
from wadah.delivery.api.router import api
from wadah.delivery.cli.assess import answer_case

SNAPSHOT = Path(__file__).with_name("openapi.json")
PROBLEM = "application/problem+json"
CASE = {
    "product": {"family": "palm_sticks_ekel", "hs": "140490"},
    "destination": "TH",
    "dates": {"as_of": "2026-11-24"},
}
pytestmark = pytest.mark.django_db
Sender = Callable[[Actor], Client]


@pytest.fixture
def reference(db: None) -> None:
    load_reference()


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    cache.clear()


@pytest.fixture
def program_of() -> Sender:
    """A program that asks with a token of the actor, in English."""

    def make(actor: Actor) -> Client:
        _token, text = create_api_token(actor=actor, name="Sheet", days=30)
        return Client(
            headers={"Authorization": f"Bearer {text}", "Accept-Language": "en"}
        )

    return make


def _schema() -> str:
    return json.dumps(api.get_openapi_schema(), indent=1, sort_keys=True) + "\n"


def test_the_schema_changes_only_on_purpose() -> None:
    renew = "if the change is meant, write the new schema into openapi.json"

    assert _schema() == SNAPSHOT.read_text(encoding="utf-8"), renew


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [
        operation["operationId"]
        for operations in api.get_openapi_schema()["paths"].values()
        for operation in operations.values()
    ]

    assert len(names) == len(set(names))


def test_families_come_with_their_codes_and_reasons(reference: None) -> None:
    rows = Client().get("/api/v1/families").json()

    cocopeat = next(row for row in rows if row["family"] == "cocopeat")
    assert [code["hs6"] for code in cocopeat["hs_codes"]] == ["530500", "140490"]
    assert cocopeat["hs_codes"][0]["reason"]["en"]
    assert cocopeat["checked_on"] == "2026-11-24"


def test_rules_are_found_by_market_with_their_source() -> None:
    found = Client().get(
        "/api/v1/rules?market=DE&family=coffee_green_robusta&limit=200"
    )

    rules = {row["rule"] for row in found.json()["items"]}
    one = Client().get("/api/v1/rules/COF-EU-01").json()
    assert "COF-EU-01" in rules
    assert one["source"]
    assert one["checked_on"] == "2026-11-24"
    assert Client().get("/api/v1/rules/NO-SUCH-01").status_code == 404


def test_a_case_gets_the_answer_of_the_command_line(reference: None) -> None:
    answer = Client().post(
        "/api/v1/assess", json.dumps(CASE), content_type="application/json"
    )

    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(answer_case(CASE)))


@pytest.mark.parametrize(
    ("body", "field", "rule"),
    [
        ("{", "", "json_syntax"),
        ("[" * 5000, "", "json_syntax"),
        (json.dumps({**CASE, "destination": "EU"}), "destination", "unknown_word"),
        (
            json.dumps({**CASE, "product": {"family": "palm_stick"}}),
            "product.family",
            "unknown_word",
        ),
    ],
)
def test_bad_input_is_a_problem_document(
    body: str, field: str, rule: str, reference: None
) -> None:
    response = Client().post("/api/v1/assess", body, content_type="application/json")

    assert response.status_code == 422
    assert response["Content-Type"] == PROBLEM
    assert (response.json()["field"], response.json()["rule"]) == (field, rule)
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize(
    ("asked", "language", "detail"),
    [
        ("en-GB,en;q=0.9", "en", "There is nothing here for you."),
        ("id", "id", "Tidak ada apa-apa di sini untuk Anda."),
        ("de, id;q=0.4, en;q=0.8", "en", "There is nothing here for you."),
        ("de", "id", "Tidak ada apa-apa di sini untuk Anda."),
    ],
)
def test_a_problem_speaks_the_language_asked_for(
    asked: str, language: str, detail: str
) -> None:
    answer = Client().get("/api/v1/families/none", headers={"Accept-Language": asked})

    assert answer.json()["detail"] == detail
    assert answer["Content-Language"] == language


def test_every_field_error_is_listed_with_its_rule(
    owner: Actor, business: Business, program_of: Sender
) -> None:
    answer = program_of(owner).post(
        f"/api/v1/businesses/{business.pk}/products",
        {"name": "", "specs": [{"parameter": "moisture", "operator": "about"}],
         "colour": "red"},
        content_type="application/json",
    )  # fmt: skip

    assert answer.status_code == 422
    found = {error["field"]: error["rule"] for error in answer.json()["errors"]}
    assert found == {
        "family": "missing",
        "name": "string_too_short",
        "specs[0].operator": "literal_error",
        "colour": "extra_forbidden",
    }


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/v1/businesses/999999", 401),
        ("delete", "/api/v1/families", 405),
        ("get", "/api/v1/assess", 405),
        ("get", "/api/v1/products?limit=0", 422),
        ("get", "/api/v1/products?cursor=x", 422),
    ],
)
def test_errors_of_the_framework_are_problems_too(
    method: str, path: str, status: int
) -> None:
    answer = getattr(Client(), method)(path)

    assert answer.status_code == answer.json()["status"] == status
    assert answer["Content-Type"] == PROBLEM
    assert ("Allow" in answer) is (status == 405)
    assert ("WWW-Authenticate" in answer) is (status == 401)


def test_a_body_that_is_too_large_is_refused(
    owner: Actor, business: Business, program_of: Sender
) -> None:
    path = f"/api/v1/businesses/{business.pk}/products"
    large = json.dumps({"family": "x", "name": "x" * (6 * 1024 * 1024)})

    case = Client().post(
        "/api/v1/assess", json.dumps("x" * (1024 * 1024)),
        content_type="application/json",
    )  # fmt: skip
    body = program_of(owner).post(path, large, content_type="application/json")

    assert (case.status_code, body.status_code) == (413, 413)
    assert (case["Content-Type"], body["Content-Type"]) == (PROBLEM, PROBLEM)


def test_a_token_is_shown_once_and_kept_as_a_hash(owner: Actor) -> None:
    token, text = create_api_token(actor=owner, name=" My  sheet ", days=30)

    token.refresh_from_db()
    assert token.name == "My sheet"
    assert text.startswith("wadah_")
    assert text.endswith(token.hint)
    assert text not in str(ApiToken.objects.values().get())
    assert text not in str(AuditRow.objects.values().get())


def _revoked(actor: Actor, token: ApiToken) -> None:
    revoke_api_token(actor=actor, token=token)


def _expired(actor: Actor, token: ApiToken) -> None:
    ApiToken.objects.update(expires_at=timezone.now())


def _membership_over(actor: Actor, token: ApiToken) -> None:
    Membership.objects.update(ended_on=date(2026, 1, 1))


def _person_shut_out(actor: Actor, token: ApiToken) -> None:
    User.objects.update(is_active=False)


@pytest.mark.parametrize(
    "end", [_revoked, _expired, _membership_over, _person_shut_out]
)
def test_a_token_that_ended_opens_nothing(
    owner: Actor, end: Callable[[Actor, ApiToken], None], program_of: Sender
) -> None:
    program = program_of(owner)
    before = program.get("/api/v1/me")

    end(owner, ApiToken.objects.get())
    after = program.get("/api/v1/me")

    assert before.json()["role"] == "owner"
    assert after.status_code == 401
    assert after["WWW-Authenticate"] == 'Bearer realm="Wadah"'


def test_a_wrong_token_is_not_helped_by_a_session(
    owner: Actor, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(owner)

    assert client.get("/api/v1/me").status_code == 200
    wrong = client.get("/api/v1/me", headers={"Authorization": "Bearer wadah_x"})
    assert wrong.status_code == 401


def test_a_session_without_its_second_factor_opens_nothing(
    owner: Actor, client_of: Callable[[Actor], Client]
) -> None:
    client = client_of(owner)
    User.objects.filter(pk=owner.user_id).update(factor_set_at=timezone.now())

    answer = client.get("/api/v1/me")

    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)


def test_the_last_use_is_written_once_a_minute(
    owner: Actor, program_of: Sender
) -> None:
    program = program_of(owner)
    program.get("/api/v1/me")
    first = ApiToken.objects.get().last_used_at
    program.get("/api/v1/me")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first

    ApiToken.objects.update(last_used_at=first - timedelta(seconds=61))
    program.get("/api/v1/me")
    assert ApiToken.objects.get().last_used_at >= first


def test_too_many_requests_are_told_when_to_come_back(
    owner: Actor, program_of: Sender, settings: object
) -> None:
    settings.WADAH_API_PER_MINUTE = {"usual": 2, "anonymous": 1, "heavy": 1}  # type: ignore[attr-defined]
    program = program_of(owner)

    answers = [program.get("/api/v1/me") for _ in range(3)]
    others = [Client().get("/api/v1/markets") for _ in range(2)]

    if answers[1].status_code == 200:  # the minute may have turned meanwhile
        assert answers[2].status_code in (200, 429)
    last = next((one for one in [*answers, *others] if one.status_code == 429), None)
    assert last is not None
    assert last["Content-Type"] == PROBLEM
    assert 1 <= int(last["Retry-After"]) <= 61


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("owner", 200), ("colleague", 200), ("officer", 200), ("administrator", 200),
        ("stranger", 404), ("verifier", 404), ("approver", 404),
        ("buyer_actor", 404), ("analyst", 404),
    ],
)  # fmt: skip
def test_a_token_opens_what_its_role_opens(
    who: str,
    status: int,
    request: pytest.FixtureRequest,
    lot: Lot,
    program_of: Sender,
) -> None:
    program = program_of(request.getfixturevalue(who))
    paths = [
        f"/api/v1/products/{lot.product_id}",
        f"/api/v1/products/{lot.product_id}/lots",
        f"/api/v1/products/{lot.product_id}/capacity",
        f"/api/v1/lots/{lot.pk}",
    ]

    answers = [program.get(path) for path in paths]
    absent = program.get("/api/v1/products/999999")

    assert [one.status_code for one in answers] == [status] * len(paths)
    assert status == 200 or answers[0].content == absent.content


def test_an_analyst_reads_names_without_contact(
    analyst: Actor, owner: Actor, business: Business, program_of: Sender
) -> None:
    business.nib = "1234567890123"
    business.save()
    business.sites.create(kind="field", name="Garden")

    listed = program_of(analyst).get("/api/v1/businesses").json()["items"]
    seen = program_of(analyst).get(f"/api/v1/businesses/{business.pk}").json()
    own = program_of(owner).get(f"/api/v1/businesses/{business.pk}").json()

    assert [row["name"] for row in listed] == ["Kopi Ulubelu"]
    assert (seen["contact"], seen["nib_masked"], seen["sites"]) == (None, "", [])
    assert own["contact"]["phone"] == "+6281000000000"
    assert own["nib_masked"] == "•••••••••0123"
    assert [site["name"] for site in own["sites"]] == ["Garden"]


def test_pages_hold_every_row_once_by_the_cursor(
    administrator: Actor, region: object, program_of: Sender
) -> None:
    for number in range(5):
        Business.objects.create(
            name=f"B{number}", search_name=f"b{number}", region_id="18.71"
        )
    program = program_of(administrator)

    names, cursor = [], ""
    for _page in range(3):
        page = program.get(f"/api/v1/businesses?limit=2&cursor={cursor}").json()
        names += [row["name"] for row in page["items"]]
        cursor = page["next"]

    assert names == ["B0", "B1", "B2", "B3", "B4"]
    assert cursor is None
    found = program.get("/api/v1/businesses?q=b3&region=18").json()["items"]
    assert [row["name"] for row in found] == ["B3"]
    assert program.get("/api/v1/businesses?region=32").json()["items"] == []


def test_writes_go_through_the_actions_with_rights_and_audit(
    owner: Actor, officer: Actor, families: object, program_of: Sender
) -> None:
    program = program_of(owner)
    json_type = "application/json"

    business = program.post(
        "/api/v1/businesses",
        {"name": "Kopi Baru", "region_code": "18.71", "annual_sales_idr": 60_000_000},
        content_type=json_type,
    )
    at = business["Location"]
    product = program.post(
        f"{at}/products",
        {"family": "coffee_green_robusta", "name": "Robusta",
         "specs": [{"parameter": "moisture", "operator": "between", "min": 8,
                    "max": 12.5, "unit": "%"}]},
        content_type=json_type,
    )  # fmt: skip
    of = product["Location"]
    lot = program.post(
        f"{of}/lots", {"code": "A", "quantity_kg": 12.5}, content_type=json_type
    )
    capacity = program.post(
        f"{of}/capacity", {"month": "2026-12", "kg": 900}, content_type=json_type
    )
    again = program.post(
        "/api/v1/businesses", {"name": "B", "region_code": "18.71"},
        content_type=json_type,
    )  # fmt: skip

    statuses = [one.status_code for one in (business, product, lot, capacity, again)]
    assert statuses == [201, 201, 201, 201, 409]
    assert again.json()["rule"] == "REG-01"
    assert business.json()["size_class"] == "micro"
    assert Business.objects.get().organisation_id == owner.organisation_id
    assert product.json()["specs"] == Product.objects.get().specs
    assert Lot.objects.get().pk == lot.json()["id"]
    assert CapacityMonth.objects.get().declared_kg == 900
    rows = AuditRow.objects.exclude(verb="api_token.created").order_by("pk")
    assert [(row.verb, row.actor_id) for row in rows] == [
        (verb, owner.user_id)
        for verb in ("business.added", "product.added", "lot.added",
                     "capacity.declared")
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["stranger", "verifier", "analyst", "buyer_actor"])
def test_who_may_not_write_changes_nothing(
    who: str, request: pytest.FixtureRequest, product: Product, program_of: Sender
) -> None:
    program = program_of(request.getfixturevalue(who))

    answers = [
        program.post(
            f"/api/v1/products/{product.pk}/lots",
            {"code": "A", "quantity_kg": 1},
            content_type="application/json",
        ),
        program.post(
            f"/api/v1/products/{product.pk}/capacity",
            {"month": "2026-12", "kg": 1},
            content_type="application/json",
        ),
    ]

    assert [one.status_code for one in answers] == [404, 404]
    assert (Lot.objects.count(), CapacityMonth.objects.count()) == (0, 0)


def test_one_key_does_one_thing_once(
    owner: Actor, colleague: Actor, product: Product, program_of: Sender
) -> None:
    program, path = program_of(owner), f"/api/v1/products/{product.pk}/lots"

    def send(client: Client, code: str, key: str) -> object:
        return client.post(
            path, {"code": code, "quantity_kg": 1}, content_type="application/json",
            headers={"Idempotency-Key": key},
        )  # fmt: skip

    first, second = send(program, "A", "k1"), send(program, "A", "k1")
    other_body = send(program, "B", "k1")
    refused, again = send(program, "A", "k2"), send(program, "A", "k2")
    other_caller = send(program_of(colleague), "C", "k1")
    malformed = send(program, "D", "no spaces")

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert "Idempotency-Replayed" not in first
    assert second["Idempotency-Replayed"] == "true"
    assert other_body.json()["rule"] == "idempotency_key_reused"
    assert (refused.status_code, again.status_code) == (422, 422)
    assert again["Content-Type"] == PROBLEM
    assert other_caller.status_code == 201
    assert malformed.json()["rule"] == "key_format"
    assert sorted(Lot.objects.values_list("code", flat=True)) == ["A", "C"]


def test_a_session_reads_and_writes_only_with_the_csrf_token(
    owner: Actor, product: Product, user_of: Callable[[Actor], User]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(user_of(owner))
    path = f"/api/v1/products/{product.pk}/lots"
    body = {"code": "A", "quantity_kg": 1}

    read = client.get(path)
    without = client.post(path, body, content_type="application/json")
    client.get("/account/profile/")
    token = client.cookies["csrftoken"].value
    with_token = client.post(
        path, body, content_type="application/json", headers={"X-CSRFToken": token}
    )

    assert read.status_code == 200
    assert (without.status_code, without["Content-Type"]) == (403, PROBLEM)
    assert with_token.status_code == 201


def test_figures_are_absent_for_who_may_not_see_them(
    owner: Actor, analyst: Actor, program_of: Sender
) -> None:
    hidden = program_of(owner).get("/api/v1/funnel")
    shown = program_of(analyst).get("/api/v1/funnel")

    assert hidden.status_code == 404
    assert hidden["Content-Type"] == PROBLEM
    assert shown.json()[0]["step"] == "registered"


def test_a_group_shows_its_members_in_sight(
    officer: Actor, owner: Actor, business: Business, program_of: Sender
) -> None:
    organisation = officer.organisation_id
    group = Group.objects.create(
        kind="cooperative", name="Koperasi", organisation_id=organisation
    )
    group.members.create(business=business)

    seen = program_of(owner).get(f"/api/v1/groups/{group.pk}").json()
    listed = program_of(officer).get("/api/v1/groups?kind=cooperative").json()

    assert [row["name"] for row in seen["visible_members"]] == ["Kopi Ulubelu"]
    assert [(row["name"], row["members"]) for row in listed["items"]] == [
        ("Koperasi", 1)
    ]


def test_search_finds_published_products_only(
    reference: None, product: Product
) -> None:
    hidden = Client().get("/api/v1/search?q=kopi robusta").json()

    assert hidden["products"] == []
    assert hidden["families"][0]["family"] == "coffee_green_robusta"


def test_a_buyer_has_words_read_and_nothing_is_stored(
    buyer_actor: Actor, program_of: Sender
) -> None:
    words = {"body": "Need 20 t robusta, moisture max 12,5 %, CIF Hamburg"}
    send = partial(program_of(buyer_actor).post, "/api/v1/read-request")

    answer = send(words, content_type="application/json").json()

    assert answer["items"][0]["specs"][0]["value"] == 12.5
    assert send({"body": ""}, content_type="application/json").status_code == 422
    assert not BuyerRequest.objects.exists()


def test_an_officer_matches_and_plans_without_storing_anything(
    reference: None, officer: Actor, lot: Lot, program_of: Sender
) -> None:
    program = program_of(officer)
    examples = {
        path: operations["post"]["requestBody"]["content"]["application/json"]
        for path, operations in api.get_openapi_schema()["paths"].items()
        if path.endswith(("/match", "/schedule"))
    }

    match = program.post(
        "/api/v1/match", examples["/api/v1/match"]["example"],
        content_type="application/json",
    )  # fmt: skip
    plan = program.post(
        "/api/v1/schedule", examples["/api/v1/schedule"]["example"],
        content_type="application/json",
    )  # fmt: skip

    assert match.status_code == 200
    assert [row["product"] for row in match.json()["refused"]] == [str(lot.product_id)]
    assert plan.json()["status"] == "optimal"
    assert len(plan.json()["meetings"]) == 1


def test_a_list_is_taken_for_loading_and_its_state_told(
    officer: Actor, colleague: Actor, program_of: Sender
) -> None:
    program = program_of(officer)
    upload = SimpleUploadedFile("list.csv", b"nama usaha,alamat\nKopi A,Jl. A\n")

    answer = program.post("/api/v1/imports", {"file": upload})
    job = ImportJob.objects.get()
    state = program.get(answer["Location"])

    assert answer.status_code == 202
    assert job.started_by_id == officer.user_id
    assert state.json()["id"] == job.pk
    assert state.json()["state"] in ("waiting", "running", "done")
    assert program_of(colleague).get(answer["Location"]).status_code == 404
    assert program.get("/api/v1/imports").status_code == 200
