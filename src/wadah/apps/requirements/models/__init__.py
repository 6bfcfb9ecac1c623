from wadah.apps.requirements.models.alerts import (
    FeedEntry,
    RuleFlag,
    RuleFollow,
    RuleNotice,
)
from wadah.apps.requirements.models.changes import (
    RuleBaseStamp,
    RuleChange,
    RuleChangeSet,
)

__all__ = [
    "FeedEntry",
    "RuleBaseStamp",
    "RuleChange",
    "RuleChangeSet",
    "RuleFlag",
    "RuleFollow",
    "RuleNotice",
]
