"""Who sees what: one declared table, asked by every query and action.

Beside it stand who may bring whom into an organisation, and which roles there are in
which kind of organisation.
"""

from __future__ import annotations

from enum import StrEnum

from wadah.apps.accounts.models import Organisation, Role


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
    PEOPLE = "people"  # members, invitations, requests to join
    CODES = "codes"  # those who wait for a code that an officer hands over
    MESSAGES = "messages"  # what was sent, to whom, when, or why not


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
        Subject.PEOPLE: Reach.NAMED_LIST,
        Subject.CODES: Reach.NONE,
        Subject.MESSAGES: Reach.NONE,
    }


_BUSINESS = _row(Reach.ALL, Reach.PUBLISHED, Reach.MATCHED, Reach.OWN, Reach.PUBLISHED)
_CHECKER = _row(Reach.NONE, Reach.QUEUE, Reach.NONE, Reach.QUEUE, Reach.SERVICE_LEVEL)

MATRIX: dict[Role, dict[Subject, Reach]] = {
    Role.OWNER: {**_BUSINESS, Subject.PEOPLE: Reach.OWN},
    Role.STAFF: _BUSINESS,
    Role.OFFICER: {
        **_row(Reach.NONE, Reach.CONSENTED, Reach.ALL, Reach.CONSENTED, Reach.ALL),
        Subject.IMPORTS: Reach.OWN,
        Subject.CONFIGURATION: Reach.OWN,
        Subject.PEOPLE: Reach.OWN,
        Subject.CODES: Reach.CONSENTED,
        Subject.MESSAGES: Reach.OWN,
    },
    Role.VERIFIER: {**_CHECKER, Subject.DEALS: Reach.NONE},
    Role.APPROVER: _CHECKER,
    Role.BUYER: {
        **_row(Reach.NONE, Reach.PUBLISHED, Reach.OWN, Reach.OWN, Reach.PUBLISHED),
        Subject.PEOPLE: Reach.OWN,
    },
    Role.ANALYST: {
        **_row(Reach.NONE, Reach.NAMED_LIST, Reach.COUNTS, Reach.NONE, Reach.ALL),
    },
    Role.ADMINISTRATOR: {subject: Reach.ALL for subject in Subject},
}

_KIND = Organisation.Kind
_EXPORTERS = frozenset({Role.OFFICER, Role.VERIFIER, Role.APPROVER})
ROLES_OF_KIND: dict[str, frozenset[Role]] = {
    _KIND.BUSINESS: frozenset({Role.OWNER, Role.STAFF}),
    _KIND.BUYER: frozenset({Role.BUYER}),
    _KIND.EXPORT: _EXPORTERS,
    _KIND.OFFICE: _EXPORTERS | {Role.ANALYST, Role.ADMINISTRATOR},
}
# Whom a role may invite, admit and let go; in its own organisation, an administrator in
# every one. An organisation needs no administrator of its own beside these.
MANAGES: dict[Role, frozenset[Role]] = {
    Role.OWNER: frozenset({Role.OWNER, Role.STAFF}),
    Role.OFFICER: _EXPORTERS,
    Role.BUYER: frozenset({Role.BUYER}),
    Role.ADMINISTRATOR: frozenset(Role),
}
# Roles whose people get a code from an officer; for all others, who see what is not
# theirs, only an administrator hands one over.
SERVED_BY_OFFICERS = frozenset({Role.OWNER, Role.STAFF, Role.BUYER})
# The last one of these cannot leave: nobody would be left to let others in.
KEEPERS = frozenset({Role.OWNER, Role.BUYER, Role.ADMINISTRATOR})
