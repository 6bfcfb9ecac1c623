"""Every page that a role can reach by following links, in both languages, two widths.

Each page is looked at once per language and role: it answers, has no accessibility
fault that axe can find, fits a phone, is light, stays on its own host and is silent in
the console.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from wadah.delivery.web.access import ANYONE, ROUTES

pytestmark = pytest.mark.browser

PHONE, DESK = 360, 1280
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
MAX_PAGE_BYTES = 200_000
FIRST_PAGE_BYTES = 100_000
# Files to save, not pages to look at.
FILES = {
    "registry:business_export",
    "registry:import_problems",
    "registry:import_export",
    "registry:import_preview_problems",
    "registry:difference_export",
    "registry:template_download",
    "registry:photo",
    "matching:request_export",
    "matching:message_file",
    "matching:pooled_offer_sheet",
    "matching:pooled_offer_trace",
    "matching:buyer_proof_file",
    "statistics:funnel_export",
    "outbox_export",
    "people_export",
    "organisation_people_export",
    "organisation_export",
    "code_export",
    "reference:row_export",
    "reference:rate_example",
    "reference:hs_export",
    "reference:confirmed_export",
    "operations:backup_file",
    "export_log_file",
    "registry:claim_export",
    "registry:group_export",
    "registry:duplicate_export",
    "registry:merge_export",
    "registry:claim_paper",
    "validation:document_file",
    "validation:paper_draft_file",
    "validation:register_check_file",
    "validation:expiring_export",
    "validation:sheet_file",
    "matching:shortlist_catalogue",
    "sheets:file",
    "sheets:keys",
    "sheets:status",
    "validation:visit_photo",
    "exports:rung_proof",
    "meetings:agenda_calendar",
}
# They answer a POST only.
POSTS = {
    "requirements:change_find",
    "requirements:change_drop",
    "requirements:change_set_propose",
    "requirements:change_set_withdraw",
    "requirements:change_set_decide",
    "requirements:flag_dismiss",
    "requirements:notices_read",
    "requirements:follow_add",
    "requirements:follow_remove",
    "set_language",
    "accounts:sign_out",
    "accounts:choose_membership",
    "accounts:code_ask",
    "accounts:second_factor_remove",
    "accounts:recovery_codes",
    "accounts:session_end",
    "accounts:sessions_end_others",
    "my_data_copy",
    "breach_close",
    "accounts:invitation_withdraw",
    "accounts:membership_end",
    "accounts:ownership_hand_over",
    "accounts:join_withdraw",
    "accounts:join_decide",
    "accounts:message_again",
    "registry:consent_change",
    "registry:step_move",
    "registry:claim_decide",
    "registry:claim_code",
    "registry:claim_code_hand_over",
    "registry:claim_answer",
    "registry:claim_withdraw",
    "registry:consent_withdraw",
    "registry:import_cancel",
    "registry:import_restart",
    "registry:import_start",
    "registry:difference_decide",
    "registry:duplicate_merge",
    "registry:duplicate_never",
    "registry:merge_undo",
    "validation:case_assess",
    "validation:sweep_start",
    "validation:sheet_issue",
    "validation:readiness_refresh",
    "validation:answer_add",
    "validation:document_check",
    "validation:paper_draft_drop",
    "validation:register_check_confirm",
    "validation:case_assign",
    "validation:case_move",
    "validation:case_hand_over",
    "validation:case_ask",
    "validation:question_reply",
    "validation:note_add",
    "validation:flag_add",
    "validation:flag_lift",
    "validation:case_propose",
    "validation:decision_decide",
    "validation:decision_revoke",
    "validation:product_publish",
    "matching:pooled_offer_add",
    "matching:pooled_offer_move",
    "matching:request_match",
    "matching:request_submit",
    "matching:request_moderate",
    "matching:request_close",
    "matching:search_end",
    "matching:answer_move",
    "matching:answer_contact",
    "matching:message_add",
    "matching:buyer_contact_add",
    "matching:buyer_contact_end",
    "matching:buyer_proof_add",
    "matching:buyer_proof_check",
    "matching:buyer_report_add",
    "matching:buyer_report_answer",
    "matching:diligence_propose",
    "matching:diligence_sign",
    "matching:hit_decide",
    "matching:shortlist_add",
    "matching:shortlist_move",
    "matching:shortlist_entry_add",
    "matching:shortlist_entry_change",
    "matching:shortlist_feedback",
    "reference:confirm",
    "meetings:meeting_close",
    "meetings:meeting_cancel",
    "meetings:event_open",
    "meetings:participants_invite",
    "meetings:participant_wish",
    "meetings:participant_rule",
    "meetings:participant_arrive",
    "meetings:timetable_search",
    "meetings:timetable_stop",
    "meetings:timetable_publish",
    "meetings:planned_lock",
    "exports:deal_add",
    "exports:rung_confirm",
}
# Pages that a form or nobody leads to: the box of search, the page of components.
STARTS = ["/search/?q=kopi", "/components/"]
# No page: the address that a monitor asks. The steps of an import follow a file, and
# differences a list that was loaded twice: its own journey looks at them.
NO_PAGE = {
    "health",
    # Between the password and everything else; and what nobody of the example waits
    # for: requests about data, breaches, a factor to reset, an erasure.
    "accounts:second_factor_code",
    "accounts:confirm_person",
    "accounts:second_factor_reset",
    "data_request_detail",
    "breach_detail",
    "breach_edit",
    "breach_letter",
    "my_data_erase",
    # A file that was handed in waits for its person; the example has none.
    "validation:paper_draft",
    # Codes, invitations and claims: nobody of the example waits for one; the journey
    # of an owner who claims his record looks at them.
    "accounts:code",
    "accounts:code_hand_over",
    "accounts:login_code",
    "accounts:invitation",
    "registry:claim_add",
    "registry:claim_detail",
    # A nomenclature is loaded from the user's own file: the example has none.
    "reference:hs_detail",
    # Nothing is confirmed in the example.
    "reference:confirmed_undo",
    # What is taken out or mended by mistake has no row in the example; tokens neither.
    "registry:lot_edit",
    "registry:lot_remove",
    "registry:photo_remove",
    # No business of the example has said that it stands still.
    "registry:downtime_end",
    "registry:group_remove",
    "registry:group_leave",
    "accounts:api_token_revoke",
    "registry:import_columns",
    "registry:import_progress",
    "registry:import_preview",
    "registry:difference_list",
    # A request is changed while it is a draft, an answer while it waits: each is behind
    # one of many links; the tests of their pages look at them.
    "matching:request_edit",
    "matching:answer_edit",
    # The example's change of the rules is proposed: no row of it is written any more.
    "requirements:change_put",
}
# One address for many kinds of page: each of its pages is looked at.
# And what is linked from some requests and buyers only is found by looking at each.
EACH = {
    "reference:row_list",
    "matching:request_detail",
    "matching:buyer_detail",
}
# Whoever has a business already is not led to enter another.
DONE = {"owner": {"registry:business_add"}}
ROLES = ("anonymous", "owner", "officer", "verifier", "approver", "buyer", "analyst")
WALKS = [(role, language) for role in ROLES for language in ("id", "en")]
# The administrator's pages are those of the officer with more rows in them.
WALKS.append(("administrator", "id"))
# Who has a business has no link to add one: the journey of a new owner goes there.
NOT_LINKED = {
    "owner": {"registry:business_add"},
    # The figures belong to an organisation, and the example's administrator to none.
    "administrator": {"validation:figure_edit", "matching:answer_add"},
    # A buyer reads a pooled offer once it is agreed; that of the example waits.
    "buyer": {"matching:pooled_offer_detail"},
    # Owners answer from the board; an officer for them, from one of many requests.
    "officer": {"matching:answer_add"},
}
LINKS = "[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))"
AXE_RUN = """tags => axe.run(document, {
    runOnly: tags, resultTypes: ['violations'], preload: false})
  .then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].target.join(' ')))"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Weigher:
    """Bytes as transferred, pictures apart."""

    bytes: int = 0
    kinds: dict[str, str] = field(default_factory=dict)

    def attach(self, page: Any) -> Weigher:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        session.on("Network.responseReceived", self._note)
        session.on("Network.loadingFinished", self._add)
        return self

    def _note(self, event: dict[str, Any]) -> None:
        self.kinds[event["requestId"]] = event["type"]

    def _add(self, event: dict[str, Any]) -> None:
        if self.kinds.get(event["requestId"]) != "Image":
            self.bytes += int(event["encodedDataLength"])


def route_of(href: str) -> str | None:
    """The name of the route behind a link, None for what is no page of ours."""
    parts = urlsplit(href)
    if parts.netloc or not parts.path.startswith("/"):
        return None
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    is_page = name in ROUTES and name not in FILES | POSTS
    return name if is_page and not name.startswith("api:") else None


def look_at(page: Any, axe_source: str, path: str) -> list[str]:
    """What is wrong with the page that is open, at both widths."""
    found = []
    page.evaluate(axe_source)
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{path} at {width}: axe {v}" for v in page.evaluate(AXE_RUN, TAGS)]
        wider = page.evaluate(WIDER)
        if wider > 0:
            found.append(f"{path} is {wider} px wider than {width} px")
    return found


def walk(visit: Any, axe_source: str) -> tuple[dict[str, str], list[str]]:
    """Follow links from the home page; one page a route, and the faults of all."""
    weigher = Weigher().attach(visit.page)
    seen: dict[str, str] = {}
    walked: set[str | None] = set()
    faults: list[str] = []
    todo = ["/", *STARTS]
    origin = dict.fromkeys(todo, "the start")
    while todo:
        path = todo.pop(0)
        route = route_of(path)
        key = path if route in EACH else route
        if route is None or key in walked:
            continue
        walked.add(key)
        seen[route] = path
        weigher.bytes = 0
        status = visit.open(path)
        if status != 200:
            faults.append(f"{path} answers {status}; {origin[path]} leads there")
        if weigher.bytes > MAX_PAGE_BYTES:
            faults.append(f"{path} weighs {weigher.bytes} bytes")
        links = visit.page.evaluate(LINKS)
        origin |= {link: path for link in links if link not in origin}
        todo += links
        faults += look_at(visit.page, axe_source, path)
    return seen, faults + visit.complaints


@pytest.mark.parametrize(("role", "language"), WALKS)
def test_every_page_of_a_role_is_sound(
    role: str, language: str, page_for: Callable[..., Any], axe_source: str
) -> None:
    person = "" if role == "anonymous" else role
    visit = page_for(person, width=PHONE, language=language, bypass_csp=True)

    seen, faults = walk(visit, axe_source)

    assert faults == [], "\n".join(faults)
    assert visit.page.get_attribute("html", "lang") == language
    unreached = expected_routes(role) - set(seen)
    assert unreached == set()


def expected_routes(role: str) -> set[str]:
    """Pages that the declared table opens for a role, which links must lead to."""
    # The pages for everybody are walked by a person who has not signed in.
    who_it_is = ANYONE if role == "anonymous" else role
    opened = {name for name, who in ROUTES.items() if who_it_is in who}
    pages = {name for name in opened if not name.startswith("api:")}
    return pages - FILES - POSTS - NO_PAGE - NOT_LINKED.get(role, set())


def test_the_first_page_is_light(page_for: Callable[..., Any]) -> None:
    visit = page_for("", width=PHONE)
    weigher = Weigher().attach(visit.page)

    answer = visit.page.goto(visit.url + "/", wait_until="networkidle")

    assert answer.headers["content-encoding"] == "br"
    assert 5_000 < weigher.bytes < FIRST_PAGE_BYTES


def test_the_skip_link_is_the_first_stop_of_the_keyboard(
    page_for: Callable[..., Any],
) -> None:
    visit = page_for("", language="en")
    visit.open("/")

    visit.page.keyboard.press("Tab")

    focused = visit.page.locator(":focus")
    assert focused.inner_text() == "Skip to the content"
    assert focused.is_visible()
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "content"


def test_the_keyboard_alone_signs_in(page_for: Callable[..., Any]) -> None:
    visit = page_for("", language="en")
    visit.open("/account/sign-in/")

    visit.page.focus("#id_login")
    visit.page.keyboard.type("sulastri@wadah.example")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.type("tapis-emas-lampung")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(visit.url + "/")

    assert visit.page.locator(".account-name span").first.text_content() == "Sulastri"


def test_a_wrong_password_is_told_in_words(page_for: Callable[..., Any]) -> None:
    visit = page_for("", language="id")
    visit.open("/account/sign-in/")

    visit.page.fill("#id_login", "nobody@wadah.example")
    visit.page.fill("#id_password", "not-the-password")
    visit.page.click("main form button")

    assert re.search(r"tidak cocok", visit.text())
    assert visit.path() == "/account/sign-in/"
