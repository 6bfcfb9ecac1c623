"""What the worker does by itself: every night, and every minute.

To hook in, add one `Job` to `NIGHTLY` or `EVERY_MINUTE`. A job takes nothing and gives
counts by name (or nothing); what it gives is kept and shown to the administrator, so it
may hold no personal data. A job must stand being run twice: a night that a switched-off
machine missed is made up for at the next start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wadah.apps.accounts.actor import make_local_administrator
from wadah.apps.accounts.outbox import send_due
from wadah.apps.matching.actions.expire_promises import expire_promises
from wadah.apps.matching.actions.lapse_pooled_offers import lapse_pooled_offers
from wadah.apps.matching.actions.tell_of_requests import tell_of_requests
from wadah.apps.registry.actions.carry_over_stock import carry_over_stock
from wadah.apps.registry.actions.find_duplicates import find_duplicates
from wadah.apps.registry.actions.lapse_verifications import lapse_verifications
from wadah.apps.registry.counting import recount
from wadah.apps.registry.product_index import reconcile_index
from wadah.apps.requirements.telling import tell_what_comes
from wadah.apps.validation.actions.remind_businesses import remind_businesses
from wadah.apps.validation.actions.settle_proof import settle_proofs
from wadah.apps.validation.actions.sweep_products import (
    SweepQuestion,
    sweep_products,
)
from wadah.apps.validation.actions.warn_of_expiry import warn_of_expiry
from wadah.apps.validation.clock_winding import wind_clocks
from wadah.apps.validation.readiness_history import keep_every_profile
from wadah.delivery.operations.models import Run
from wadah.delivery.operations.retention import act_on_retention

KEEP_RUNS_DAYS = 90
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Job:
    """A lasting name, a label for the page, and what to do."""

    name: str
    label: Promise | str
    run: Callable[[], Counts | None]


def remove_ended_sessions() -> Counts:
    """Sessions past their end are of no use and name a person."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    store.clear_expired()
    return {}


def remove_old_runs() -> Counts:
    """Runs of the worker older than 90 days."""
    before = timezone.now() - timedelta(days=KEEP_RUNS_DAYS)
    removed, _by_model = Run.objects.filter(asked_at__lt=before).delete()
    return {"removed": removed}


@transaction.atomic
def reconcile_register_counts() -> Counts:
    """Count the register anew; the counts kept by the actions should all stand."""
    return {"mended": len(recount())}


def reconcile_product_index() -> Counts:
    """Mend what a product is found under, where it was written past the actions."""
    return {"mended": reconcile_index()}


def search_duplicates() -> Counts:
    """Bring the queue of possible duplicates up to date."""
    found = find_duplicates(actor=make_local_administrator())
    return {"pairs": found.pairs, "new": found.new, "waiting": found.open}


def send_messages() -> Counts:
    """Messages that wait in the outbox, and those to be tried again."""
    return send_due(timezone.now())


def wind_case_clocks() -> Counts:
    """Clocks of the cases, by the holidays and the target that hold now."""
    return wind_clocks(today=timezone.localdate())


def settle_product_proofs() -> Counts:
    """What lapsed is hidden from buyers, what stands again is shown."""
    return settle_proofs(actor=make_local_administrator(), today=timezone.localdate())


def keep_capacity_ledger() -> Counts:
    """Promises past their day, verifications past theirs, goods that are carried on."""
    actor, today = make_local_administrator(), timezone.localdate()
    return {
        "pooled_offers_lapsed": lapse_pooled_offers(actor=actor, as_of=today),
        "promises_expired": expire_promises(actor=actor, as_of=today),
        "verifications_lapsed": lapse_verifications(actor=actor, as_of=today),
        "carried_over": carry_over_stock(actor=actor, as_of=today),
    }


def remind_about_questions() -> Counts:
    """Businesses that owe a checker an answer."""
    today = timezone.localdate()
    return remind_businesses(actor=make_local_administrator(), today=today)


def remove_past_period() -> Counts:
    """What the table of personal data keeps no longer; what was found, by rule."""
    counts = act_on_retention(timezone.now())
    return {name: count for name, count in counts.items() if count}


def keep_readiness() -> Counts:
    """Profiles of readiness that changed since the last night."""
    return keep_every_profile(timezone.localdate())


def tell_of_papers_that_end() -> Counts:
    """90, 30, 7 days before a paper ends, on the day, and before a shipment."""
    today = timezone.localdate()
    return warn_of_expiry(actor=make_local_administrator(), today=today)


def sweep_all_products() -> Counts:
    """Every product against the usual markets, by the rules of the local day."""
    answer = sweep_products(
        actor=make_local_administrator(), question=SweepQuestion(timezone.localdate())
    )
    kept = answer.sweep
    return {"products": kept.products, "unreadable": kept.unreadable, **kept.counts}


def tell_of_rules() -> Counts:
    """Rules that begin within 90 days or are past their review, to who follows them."""
    return tell_what_comes(timezone.localdate())


def look_after_requests() -> Counts:
    """Who was matched, saved searches, deadlines, requests that are over."""
    return tell_of_requests(actor=make_local_administrator(), now=timezone.now())


NIGHTLY: tuple[Job, ...] = (
    Job("remove_ended_sessions", _("Remove ended sign-ins"), remove_ended_sessions),
    Job(
        "reconcile_register_counts",
        _("Count the register anew"),
        reconcile_register_counts,
    ),
    Job(
        "reconcile_product_index",
        _("Bring the search of products up to date"),
        reconcile_product_index,
    ),
    Job(
        "find_duplicates",
        _("Search records that may be one business"),
        search_duplicates,
    ),
    Job(
        "remove_past_period",
        _("Remove personal data past their period"),
        remove_past_period,
    ),
    Job(
        "keep_capacity_ledger",
        _("End promises and verifications past their day"),
        keep_capacity_ledger,
    ),
    Job("wind_case_clocks", _("Wind the clocks of the cases"), wind_case_clocks),
    Job(
        "settle_product_proofs",
        _("Hide from buyers what is not proved any more"),
        settle_product_proofs,
    ),
    Job("tell_of_rules", _("Tell who follows rules what comes"), tell_of_rules),
    Job("warn_of_expiry", _("Tell who has papers that end"), tell_of_papers_that_end),
    Job(
        "remind_about_questions",
        _("Remind businesses of questions"),
        remind_about_questions,
    ),
    Job(
        "look_after_requests",
        _("Tell of requests, remind, close what is over"),
        look_after_requests,
    ),
    Job("keep_readiness", _("Keep the readiness of products"), keep_readiness),
    Job(
        "sweep_products",
        _("Judge every product against every market"),
        sweep_all_products,
    ),
    Job("remove_old_runs", _("Remove old lines of this page"), remove_old_runs),
)
EVERY_MINUTE: tuple[Job, ...] = (
    Job("send_messages", _("Send messages"), send_messages),
)


def label_of(name: str) -> str:
    """The label of a job in the reader's language; the name of one that is gone."""
    jobs = (*NIGHTLY, *EVERY_MINUTE)
    return next((str(job.label) for job in jobs if job.name == name), name)
