"""Thirty-two processes that ask for the same months at once; started by the test.

Prints one JSON document: how each attempt ended, and the seconds it all took.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from multiprocessing import get_context

import django

django.setup()

from django.db import OperationalError, close_old_connections, connections  # noqa: E402

from wadah.apps.accounts.actor import Actor  # noqa: E402
from wadah.apps.accounts.models import Role, User  # noqa: E402
from wadah.apps.accounts.process_rules import Refused  # noqa: E402
from wadah.apps.matching.actions.order_promise import order_promise  # noqa: E402
from wadah.apps.matching.actions.promise_capacity import (  # noqa: E402
    Share,
    promise_shares,
)
from wadah.apps.matching.actions.release_promise import (  # noqa: E402
    release_promise,
)
from wadah.apps.matching.models import Buyer, BuyerRequest  # noqa: E402
from wadah.apps.matching.process_rules import CapacityShort  # noqa: E402
from wadah.apps.registry.actions.verify_capacity import verify_capacity  # noqa: E402
from wadah.apps.registry.capacity_book import with_patience  # noqa: E402
from wadah.apps.registry.models import Business, Product  # noqa: E402
from wadah.core.values import Month  # noqa: E402
from wadah.delivery.cli.installation import prepare  # noqa: E402

MONTHS = (Month(2030, 1), Month(2030, 2), Month(2030, 3))
VERIFIED_KG = 40_000
TODAY = date(2029, 12, 1)


def fill() -> tuple[Actor, int, list[int]]:
    """Two products with three verified months each, and a request for them."""
    prepare()
    person = User.objects.create(login="office@example.org", name="Office")
    actor = Actor(user_id=person.pk, name="Office", role=Role.ADMINISTRATOR)
    buyer = Buyer.objects.create(name="Buyer", country_id="DE")
    request = BuyerRequest.objects.create(
        buyer=buyer, family_id="cocopeat", quantity_kg=1000, destination_id="DE",
        window_from=date(2030, 1, 1), window_to=date(2030, 3, 31), state="open",
    )  # fmt: skip
    business = Business.objects.create(name="Maker", search_name="maker")
    products = [
        Product.objects.create(business=business, family_id="cocopeat", name=name)
        for name in ("first", "second")
    ]
    for product in products:
        for month in MONTHS:
            verify_capacity(
                actor=actor, product=product, month=month, kg=VERIFIED_KG,
                verified_on=TODAY, how="Visit",
            )  # fmt: skip
    return actor, request.pk, [product.pk for product in products]


def write(job: tuple[int, int, Actor, int, list[int]]) -> Counter[str]:
    """One process: attempts at one to three months, some given back, some ordered."""
    seed, attempts, actor, request_pk, keys = job
    draw = random.Random(seed)
    request = BuyerRequest.objects.get(pk=request_pk)
    products = list(Product.objects.filter(pk__in=keys))
    held = []
    ended: Counter[str] = Counter()
    for _ in range(attempts):
        if held and draw.random() < 0.25:
            promise = held.pop(draw.randrange(len(held)))
            ended[_try(lambda promise=promise: _end(actor, promise, draw))] += 1
            continue
        shares = [
            Share(
                draw.choice(products), draw.choice(MONTHS), Decimal(draw.randint(1, 90))
            )
            for _ in range(draw.choice((1, 1, 1, 1, 2, 3)))
        ]  # in any order, so that an action that took them so would deadlock

        def hold(shares: list[Share] = shares) -> str:
            made = promise_shares(
                actor=actor, request=request, shares=shares,
                expires_on=TODAY + timedelta(days=3650),
            )  # fmt: skip
            held.extend(made)
            return "made"

        ended[_try(hold)] += 1
    connections.close_all()
    return ended


def _end(actor: Actor, promise: object, draw: random.Random) -> str:
    if draw.random() < 0.3:
        order_promise(actor=actor, promise=promise, ordered_on=TODAY)  # type: ignore[arg-type]
        return "ordered"
    if draw.random() < 0.2:
        # The office looks again meanwhile, and sets what it verified before.
        product, month = promise.product, Month.of(promise.month)  # type: ignore[attr-defined]
        with_patience(
            lambda: verify_capacity(
                actor=actor,
                product=product,
                month=month,
                kg=VERIFIED_KG,
                verified_on=TODAY,
                how="Visit",
            )
        )
    release_promise(actor=actor, promise=promise)  # type: ignore[arg-type]
    return "released"


def _try(work: object) -> str:
    try:
        return work()  # type: ignore[operator,no-any-return]
    except CapacityShort:
        return "short"
    except Refused:
        return "refused"
    except OperationalError as error:
        return f"left to the user: {error}"


def main() -> None:
    writers, attempts = int(sys.argv[1]), int(sys.argv[2])
    actor, request_pk, keys = fill()
    # A child must not inherit the parent's connection.
    connections.close_all()
    close_old_connections()
    share, rest = divmod(attempts, writers)
    jobs = [
        (seed, share + (seed < rest), actor, request_pk, keys)
        for seed in range(writers)
    ]
    started = time.monotonic()
    with get_context("fork").Pool(writers) as pool:
        ended = sum(pool.map(write, jobs, chunksize=1), Counter[str]())
        pool.close()
        pool.join()
    seconds = time.monotonic() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    json.dump(
        {
            "seconds": round(seconds, 1),
            "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
            "ended": dict(ended),
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
