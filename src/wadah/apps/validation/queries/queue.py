"""The queue of cases: what a checker, approver or officer works through."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case as SqlCase
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When

from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.models import Role
from wadah.apps.validation.case_states import OVER, RUNNING, STOPPED
from wadah.apps.validation.models import Case, CaseDecision, CaseVerdict, State
from wadah.apps.validation.queries.case import visible_cases
from wadah.core.values import Verdict

SORTS = {
    "business": "product__business__name",
    "product": "product__name",
    "market": "destination",
    "departs": "departs_on",
    "state": "state",
    "who": "assigned_to__name",
}
# The two orders that are worked by: by lateness, and by what is nearest to ready.
LATE, NEAR = "late", "near"
WORK = "work"
MINE, UNASSIGNED = "mine", "unassigned"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the queue; empty words ask nothing."""

    text: str = ""
    verdict: str = ""
    market: str = ""
    family: str = ""
    state: str = ""
    whose: str = ""
    sort: str = ""

    @property
    def is_filtered(self) -> bool:
        return any(
            (self.text, self.verdict, self.market, self.family, self.state, self.whose)
        )


def list_queue(actor: Actor, wanted: Wanted) -> QuerySet[Case]:
    """The cases this actor sees, filtered and in the order asked for."""
    cases = visible_cases(actor).select_related("assigned_to")
    cases = cases.filter(
        _of_text(wanted.text), _of_state(wanted.state), _whose(actor, wanted.whose)
    )
    if wanted.market:
        cases = cases.filter(destination=wanted.market)
    if wanted.family:
        cases = cases.filter(product__family=wanted.family)
    if wanted.verdict:
        cases = cases.filter(_of_verdict(wanted.verdict))
    return _in_order(cases, wanted.sort)


def list_markets(actor: Actor) -> list[str]:
    """Markets of the cases in sight, for the filter."""
    rows = visible_cases(actor).order_by("destination")
    return list(rows.values_list("destination", flat=True).distinct())


def list_families(actor: Actor) -> list[str]:
    """Families of the cases in sight, for the filter."""
    rows = visible_cases(actor).order_by("product__family")
    return list(rows.values_list("product__family", flat=True).distinct())


def _of_text(text: str) -> Q:
    if not text:
        return Q()
    return Q(product__name__icontains=text) | Q(product__business__name__icontains=text)


def _of_state(state: str) -> Q:
    if state == WORK:
        return Q(state__in=list(RUNNING | STOPPED))
    return Q(state=state) if state in State.values else Q()


def _whose(actor: Actor, whose: str) -> Q:
    if whose == UNASSIGNED:
        return Q(assigned_to__isnull=True, state=State.SUBMITTED)
    if whose != MINE:
        return Q()
    if actor.role is Role.APPROVER:
        # What this person checked waits for somebody else's eyes.
        checked = CaseDecision.objects.filter(
            case=OuterRef("pk"),
            outcome=CaseDecision.Outcome.WAITING,
            checked_by_id=actor.user_id,
        )
        return Q(state=State.TO_APPROVE) & ~Q(Exists(checked))
    return Q(assigned_to_id=actor.user_id)


def _of_verdict(verdict: str) -> Q:
    current = CaseVerdict.objects.filter(case=OuterRef("pk"), is_current=True)
    if verdict == "none":
        return ~Q(Exists(current))
    if verdict in list(Verdict):
        return Q(Exists(current.filter(verdict=verdict)))
    return Q()


def _in_order(cases: QuerySet[Case], sort: str) -> QuerySet[Case]:
    column = SORTS.get(sort.lstrip("-"))
    if column:
        return cases.order_by(f"{'-' if sort.startswith('-') else ''}{column}", "pk")
    if sort == NEAR:
        forbidden = CaseVerdict.objects.filter(
            case=OuterRef("pk"), is_current=True, verdict=Verdict.PROHIBITED.value
        )
        last = SqlCase(
            When(Q(state__in=list(OVER)) | Exists(forbidden), then=Value(1)),
            default=Value(0),
        )
        return cases.annotate(is_last=last).order_by(
            "is_last",
            F("open_steps").asc(nulls_last=True),
            F("open_cost_idr").asc(nulls_last=True),
            "pk",
        )
    return cases.order_by(F("due_on").asc(nulls_last=True), "-opened_at", "-pk")
