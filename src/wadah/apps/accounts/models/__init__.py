"""The tables of this app, by their names."""

from wadah.apps.accounts.models.api import ApiReply, ApiToken
from wadah.apps.accounts.models.audit import AuditRow
from wadah.apps.accounts.models.joining import (
    Channel,
    Invitation,
    JoinRequest,
    OneTimeCode,
)
from wadah.apps.accounts.models.outbox import OutboxMessage
from wadah.apps.accounts.models.people import (
    Membership,
    Organisation,
    Role,
    SignInFailure,
    User,
)
from wadah.apps.accounts.models.privacy import Breach, DataRequest, PersonalExport
from wadah.apps.accounts.models.security import RecoveryCode, SecondFactor, SignIn

__all__ = [
    "ApiReply",
    "ApiToken",
    "AuditRow",
    "Breach",
    "Channel",
    "DataRequest",
    "Invitation",
    "JoinRequest",
    "Membership",
    "OneTimeCode",
    "Organisation",
    "OutboxMessage",
    "PersonalExport",
    "RecoveryCode",
    "Role",
    "SecondFactor",
    "SignIn",
    "SignInFailure",
    "User",
]
