"""The steps of an item's life, each one commit with who and when."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from gongfu.errors import ConflictError, InputError, NotFoundError
from gongfu.loops.supervision.items import REGISTER, Subject, successors
from gongfu.loops.supervision.steps import Doing, frame_of, last_status, message_of, refuse_ended, take_step
from gongfu.supervision.life import ASSIGNED, CLOSED, ENDED, SENT_BACK, VERIFIED, WITHDRAWN, reporters, same_person
from gongfu.workspace.ids import id_of

if TYPE_CHECKING:
    from gongfu.workspace import Commit, Transaction, Workspace


@dataclass(frozen=True, slots=True)
class Task:
    """A subject for a unit, and the person there."""

    subject: Subject
    unit_id: str
    person: str | None = None


def assign(workspace: "Workspace", tasks: Sequence[Task], due: date, doing: Doing, message: str) -> "Commit":
    """Hand commitments or tasks to units, all in one commit.

    Raises
    ------
    InputError
        The day is past before they begin.
    ConflictError
        Names each that is under supervision and neither closed nor withdrawn.
    """
    if due < doing.on:
        raise InputError(f"it is due on {due}, before it is assigned on {doing.on}", mend="Give a later --due.")

    def change(tx: "Transaction") -> None:
        rounds = _rounds(tx)
        busy = [
            f"{each.subject.id} {each.subject.title}: {rounds[each.subject.key][1]}"
            for each in tasks
            if rounds.get(each.subject.key, (0, CLOSED))[1] not in ENDED
        ]
        if busy:
            raise ConflictError(
                "these are under supervision already", offenders=busy,
                mend="Close or withdraw them first, or take the assignment back: gongfu workspace undo VERSION",
            )  # fmt: skip
        if not tasks:
            return
        entries = [_entry(each, rounds.get(each.subject.key, (0, ""))[0] + 1, due, doing) for each in tasks]
        steps = [
            {"entry_id": entry["entry_id"], "step": 1, "status": ASSIGNED, "since": doing.on, "set_by": doing.by,
             "reason": doing.why}
            for entry in entries
        ]  # fmt: skip
        tx.append("register", frame_of("register", entries))
        tx.append("register_status", frame_of("register_status", steps))

    return workspace.commit(change, message=message, author=doing.author)


def _rounds(tx: "Transaction") -> dict[str, tuple[int, str]]:
    """For each subject how often it was assigned so far, and the status of the last time."""
    now = successors(tx.read)
    found = tx.read("register", where={"register": REGISTER}).filter(pl.col("type").is_in(["commitment", "task"]))
    last: dict[str, tuple[int, str]] = {}
    for row in found.iter_rows(named=True):
        key, number = now.get(row["subject_id"], row["subject_id"]), json.loads(row["details"])["round"]
        last[key] = max(last.get(key, (0, "")), (number, row["entry_id"]))
    return {key: (number, last_status(tx, entry_id)) for key, (number, entry_id) in last.items()}


def _entry(task: Task, number: int, due: date, doing: Doing) -> dict[str, Any]:
    details = {"person": task.person, "due": due.isoformat(), "round": number}
    return {
        "entry_id": id_of("supervision", task.subject.key, str(number)), "register": REGISTER,
        "type": task.subject.kind, "name_zh": task.subject.title, "subject_id": task.subject.key,
        "owner_id": task.unit_id, "valid_from": doing.on, "details": json.dumps(details, ensure_ascii=False),
        "origin": "reviewed", "source_id": task.subject.row["source_id"], "locator": task.subject.row["locator"],
    }  # fmt: skip


def move(workspace: "Workspace", item: dict[str, Any], status: str, doing: Doing) -> "Commit":
    """Give an item its next status; to verify it there is :func:`verify`.

    Raises
    ------
    ConflictError
        The status cannot follow on the last one, or the day lies before it; says what may follow.
    """
    word = {SENT_BACK: "Send back", CLOSED: "Close", WITHDRAWN: "Withdraw"}[status]
    return workspace.commit(
        lambda tx: take_step(tx, item, status, doing), message=message_of(word, item, doing.why), author=doing.author
    )


def verify(workspace: "Workspace", item: dict[str, Any], doing: Doing, *, alone: bool = False) -> "Commit":
    """Verify what was reported. Who reported an item does not verify it.

    Parameters
    ----------
    alone
        The office has one person for both: then it is allowed, says why, and counts as not verified by another.

    Raises
    ------
    ConflictError
        The item does not wait for it, or is verified by one who reported it.
    InputError
        Of an office of one person, without a reason.
    """
    if alone and not (doing.why or "").strip():
        raise InputError("one person reports and verifies: say why", mend="Give --why TEXT beside --alone.")

    def change(tx: "Transaction") -> int:
        past = tx.read("register_status", where={"entry_id": item["entry_id"]}).sort("step")
        step = take_step(tx, item, VERIFIED, doing)
        own = any(same_person(doing.by, name) for name in reporters(past))
        if own and not alone:
            raise ConflictError(
                f"{doing.by} reported on {item['id']} and cannot verify it",
                mend="Let another person verify it: --by NAME. Where an office has only one: --alone --why TEXT.",
            )
        return step

    return workspace.commit(change, message=message_of("Verify", item, doing.why), author=doing.author)


def hand_over(workspace: "Workspace", item: dict[str, Any], unit_id: str, person: str | None, doing: Doing) -> "Commit":
    """Give an item to another unit or person; what it was before stays known for the days before.

    Raises
    ------
    ConflictError
        The item is closed or withdrawn, already there, or the day lies before its last hand-over or its begin.
    """

    def change(tx: "Transaction") -> None:
        refuse_ended(tx, item)
        if (unit_id, person) == (item["unit_id"], item["person"]):
            raise ConflictError(f"{item['id']} is with them already", mend="Name another --unit or --person.")
        past = tx.read("handover", where={"entry_id": item["entry_id"]})
        begun = tx.read("register_status", where={"entry_id": item["entry_id"]})["since"].min()
        last = past["handed_on"].max() if past.height else begun
        if isinstance(last, date) and doing.on < last:
            raise ConflictError(f"{item['id']} has been with {item['unit']} since {last}, which is after {doing.on}")
        row = {
            "entry_id": item["entry_id"], "number": past.height + 1, "handed_on": doing.on, "from_unit_id": item["unit_id"],
            "from_person": item["person"], "unit_id": unit_id, "person": person, "handed_by": doing.by, "reason": doing.why,
            "made_at": datetime.now(UTC),
        }  # fmt: skip
        tx.append("handover", frame_of("handover", [row]))

    return workspace.commit(change, message=message_of("Hand over", item, doing.why), author=doing.author)


def set_milestone(workspace: "Workspace", item: dict[str, Any], due_on: date, what: str, doing: Doing) -> "Commit":
    """Set a milestone.

    Raises
    ------
    ConflictError
        The item is closed or withdrawn, or has a milestone on that day.
    """
    row = {"entry_id": item["entry_id"], "due_on": due_on, "what": what, "set_by": doing.by, "set_on": doing.on}

    def change(tx: "Transaction") -> None:
        refuse_ended(tx, item)
        if tx.read("milestone", where={"entry_id": item["entry_id"], "due_on": due_on}).height:
            raise ConflictError(f"{item['id']} has a milestone on {due_on}", mend="Give it another day.")
        tx.append("milestone", frame_of("milestone", [row]))

    return workspace.commit(change, message=message_of("Set a milestone of", item, what), author=doing.author)


def meet_milestone(workspace: "Workspace", item: dict[str, Any], due_on: date, met_on: date, doing: Doing) -> "Commit":
    """Say that a milestone was reached.

    Raises
    ------
    NotFoundError
        There is none on that day; names those that there are.
    """

    def change(tx: "Transaction") -> None:
        found = tx.read("milestone", where={"entry_id": item["entry_id"]})
        row = found.filter(pl.col("due_on") == due_on)
        if row.is_empty():
            known = [f"{day}: {what}" for day, what in found.select("due_on", "what").iter_rows()]
            raise NotFoundError(
                f"{item['id']} has no milestone on {due_on}", offenders=known,
                mend=f"gongfu supervise milestone {item['id']} --on {due_on} --what TEXT",
            )  # fmt: skip
        tx.merge("milestone", row.with_columns(met_on=pl.lit(met_on), set_by=pl.lit(doing.by)))

    return workspace.commit(change, message=message_of("Reach a milestone of", item, str(due_on)), author=doing.author)


def remind(workspace: "Workspace", item: dict[str, Any], doing: Doing) -> "Commit":
    """Keep that an item was reminded of; gives the number of the reminder.

    Raises
    ------
    ConflictError
        The item is closed or withdrawn.
    """

    def change(tx: "Transaction") -> int:
        refuse_ended(tx, item)
        number = tx.read("reminder", columns=["number"], where={"entry_id": item["entry_id"]}).height + 1
        row = {
            "entry_id": item["entry_id"], "number": number, "reminded_on": doing.on, "reminded_by": doing.by,
            "unit_id": item["unit_id"], "person": item["person"], "note": doing.why, "made_at": datetime.now(UTC),
        }  # fmt: skip
        tx.append("reminder", frame_of("reminder", [row]))
        return number

    return workspace.commit(change, message=message_of("Remind of", item, doing.why), author=doing.author)
