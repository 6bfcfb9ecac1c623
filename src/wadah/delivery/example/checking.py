"""Takes the cases of the example through check and approval, by the same actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time

from wadah.apps.accounts.actor import Actor
from wadah.apps.validation.actions.add_case_note import add_case_note
from wadah.apps.validation.actions.ask_business import ask_business
from wadah.apps.validation.actions.decide_case import decide_case
from wadah.apps.validation.actions.issue_sheet import issue_sheet
from wadah.apps.validation.actions.move_case import move_case
from wadah.apps.validation.actions.propose_decision import propose_decision
from wadah.apps.validation.actions.record_visit import Seen, record_visit
from wadah.apps.validation.checklist import list_points
from wadah.apps.validation.models import Case, CaseVerdict
from wadah.core.values import Verdict

# Where `wadah demo` serves; the QR codes of the example lead there.
_SITE = "http://127.0.0.1:8000"
_CHECKED = "Asli semua surat dilihat, hasil laboratorium cocok dengan lotnya."
_SEEN = "Gudang kering dan bersih; tanda lot terbaca pada setiap wadah."
_QUESTION = (
    "Hasil uji atau surat yang tertulis merah belum ada. Kapan dapat dikirim, dan "
    "siapa yang mengurusnya?"
)
_NOTE = "Pemilik minta dihubungi lewat petugas kabupaten."


def check_example(
    people: Mapping[str, Actor], case: Case, verdict: CaseVerdict, as_of: date
) -> None:
    """What is ready is approved; what is not is asked about; the rest waits."""
    now = datetime.combine(as_of, time(4), UTC)
    officer, verifier = people["officer"], people["verifier"]
    points = {point.code: {"seen": "yes"} for point in list_points(case.product.family)}
    seen = Seen(visited_on=as_of, points=points, summary=_SEEN)
    record_visit(actor=officer, case=case, seen=seen, now=now)
    move_case(actor=officer, case=case, action="submit", now=now)
    if verdict.verdict == Verdict.CANNOT_TELL:
        return
    move_case(actor=verifier, case=case, action="take", now=now)
    if verdict.verdict == Verdict.READY:
        decision = propose_decision(actor=verifier, case=case, note=_CHECKED, now=now)
        approver = people["approver"]
        decide_case(actor=approver, decision=decision, is_approved=True, now=now)
        issue_sheet(actor=approver, decision=decision, site=_SITE, now=now)
    elif verdict.verdict == Verdict.NOT_READY:
        add_case_note(actor=verifier, case=case, text=_NOTE, is_internal=True, now=now)
        ask_business(actor=verifier, case=case, text=_QUESTION, now=now)
