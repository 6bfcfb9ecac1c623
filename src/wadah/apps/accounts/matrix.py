"""Who sees what: one declared table, asked by every query and action."""

from __future__ import annotations

from enum import StrEnum

from wadah.apps.accounts.models import Role


class Subject(StrEnum):
    """What can be seen or done."""

    OWN_BUSINESS = "own_business"
    OTHER_BUSINESS = "other_business"
    REQUESTS = "requests"
    CASES = "cases"
    MEETINGS = "meetings"
    DEALS = "deals"
    IMPORTS = "imports"
    STATISTICS = "statistics"
    CONFIGURATION = "configuration"


class Reach(StrEnum):
    """How far."""

    NONE = "none"
    OWN = "own"
    PUBLISHED = "published"
    CONSENTED = "consented"  # in the organisation's region, with consent
    QUEUE = "queue"  # what waits for this role
    MATCHED = "matched"  # matched to the actor, or public
    NAMED_LIST = "named_list"  # names without identity numbers; logged
    COUNTS = "counts"
    SERVICE_LEVEL = "service_level"
    ALL = "all"


def _row(
    own: Reach, other: Reach, requests: Reach, work: Reach, statistics: Reach
) -> dict[Subject, Reach]:
    return {
        Subject.OWN_BUSINESS: own,
        Subject.OTHER_BUSINESS: other,
        Subject.REQUESTS: requests,
        Subject.CASES: work,
        Subject.MEETINGS: work,
        Subject.DEALS: work,
        Subject.IMPORTS: Reach.NONE,
        Subject.STATISTICS: statistics,
        Subject.CONFIGURATION: Reach.NONE,
    }


_BUSINESS = _row(Reach.ALL, Reach.PUBLISHED, Reach.MATCHED, Reach.OWN, Reach.PUBLISHED)
_CHECKER = _row(Reach.NONE, Reach.QUEUE, Reach.NONE, Reach.QUEUE, Reach.SERVICE_LEVEL)

MATRIX: dict[Role, dict[Subject, Reach]] = {
    Role.OWNER: _BUSINESS,
    Role.STAFF: _BUSINESS,
    Role.OFFICER: {
        **_row(Reach.NONE, Reach.CONSENTED, Reach.ALL, Reach.CONSENTED, Reach.ALL),
        Subject.IMPORTS: Reach.OWN,
        Subject.CONFIGURATION: Reach.OWN,
    },
    Role.VERIFIER: {**_CHECKER, Subject.DEALS: Reach.NONE},
    Role.APPROVER: _CHECKER,
    Role.BUYER: _row(
        Reach.NONE, Reach.PUBLISHED, Reach.OWN, Reach.OWN, Reach.PUBLISHED
    ),
    Role.ANALYST: {
        **_row(Reach.NONE, Reach.NAMED_LIST, Reach.COUNTS, Reach.NONE, Reach.ALL),
    },
    Role.ADMINISTRATOR: {subject: Reach.ALL for subject in Subject},
}
