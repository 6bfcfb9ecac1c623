"""An officer loads a list of names; it replaces the older one of its publisher."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from wadah.apps.accounts.actions.audit import write_audit_row
from wadah.apps.accounts.actor import Actor
from wadah.apps.accounts.matrix import Reach, Subject
from wadah.apps.matching.models import ListedName, NameList
from wadah.apps.matching.name_lists.reading import ReadList, read_list
from wadah.core.matching.like_names import plain_name
from wadah.core.values import InvalidInput, Text

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class LoadedList:
    """What is there now, and whether this file brought it."""

    row: NameList
    is_new: bool


@transaction.atomic
def load_name_list(*, actor: Actor, path: Path) -> LoadedList:
    """Read the file and put its names in place of the older list's.

    The same file changes nothing. Names on which somebody decided stay with the list
    they came from. Raises `Absent`, `InvalidInput` for a file that is none, or that
    is older than the list there is.
    """
    actor.must_reach(Subject.REQUESTS, Reach.ALL)
    read = read_list(path)
    current = NameList.objects.select_for_update().filter(
        publisher=read.publisher, is_current=True
    )
    kept = current.first()
    if kept is not None and kept.sha256 == read.sha256:
        return LoadedList(kept, False)
    if kept is not None and read.dated_on < kept.dated_on:
        raise InvalidInput("file", "list_older", _OLDER)
    current.update(is_current=False)
    row = _keep(actor, read)
    ListedName.objects.filter(
        list__publisher=read.publisher, list__is_current=False, hits__isnull=True
    ).delete()
    write_audit_row(
        actor=actor,
        verb="name_list.loaded",
        target=row,
        before={"sha256": kept.sha256 if kept else ""},
        after={
            "publisher": read.publisher,
            "dated_on": read.dated_on.isoformat(),
            "names": row.names,
            "sha256": read.sha256,
        },
    )
    return LoadedList(row, True)


def _keep(actor: Actor, read: ReadList) -> NameList:
    row = NameList.objects.create(
        publisher=read.publisher, layout=read.layout, dated_on=read.dated_on,
        sha256=read.sha256, entries=read.entries, names=len(read.names),
        skipped=read.skipped, loaded_by_id=actor.user_id,
    )  # fmt: skip
    ListedName.objects.bulk_create(
        (
            ListedName(
                list=row,
                entry=one.entry,
                is_person=one.is_person,
                name=one.name,
                search_name=plain_name(one.name)[:300],
                programme=one.programme,
            )
            for one in read.names
        ),
        batch_size=_BATCH,
    )
    return row


_OLDER = Text(
    "Daftar ini lebih tua daripada yang sudah dimuat; yang lebih baru tetap berlaku.",
    "This list is older than the one that is loaded; the newer one stays.",
)
