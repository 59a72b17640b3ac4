"""Run an operation as a job: here, or in a process of its own.

``python -m gongfu.operations.worker FOLDER JOB LANG first|again`` is what :func:`start` begins.
"""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from gongfu.access import words
from gongfu.access.roles import Person, Scopes
from gongfu.errors import ConflictError, ForbiddenError, GongfuError, NotFoundError
from gongfu.operations.context import Context, ReadAt
from gongfu.operations.parameters import from_json, to_json
from gongfu.operations.registry import Operation, operations
from gongfu.operations.results import Result
from gongfu.text import Lang
from gongfu.workspace.jobs import Job, Jobs, Standing


def add(
    folder: Path, operation: Operation, author: str, at: ReadAt, values: dict[str, Any],
    person: Person | None = None, address: str | None = None,
) -> Job:  # fmt: skip
    """Note down a job that runs OPERATION with VALUES, for the person who asks from ADDRESS.

    Raises
    ------
    NotFoundError
        The folder holds no workspace.

    """
    moment = {
        "as_of": at.as_of.isoformat() if at.as_of else None,
        "version": at.version,
        "known_at": at.known_at.isoformat() if at.known_at else None,
    }
    written = to_json(operation.parameters, values)
    who = {} if person is None else {"account": person.account_id, **_limits(person), "address": address}
    return Jobs(folder).add(operation.name, {"author": author, "at": moment, "values": written, **who})


def run(
    folder: Path,
    job_id: str,
    lang: Lang,
    *,
    again: bool = False,
    watch: Callable[[Standing], None] = lambda standing: None,
) -> Result:
    """Run a job in this process and hand back its result, which is kept with the job as well.

    Raises
    ------
    NotFoundError
        There is no such job, or no such operation any more.
    ConflictError
        It cannot be run: see :meth:`Jobs.running`; or it cannot be taken up where it stopped.

    """
    jobs = Jobs(folder)
    job = jobs.job(job_id)
    operation = operations().get(job.operation)
    if operation is None:
        raise NotFoundError(f"there is no operation {job.operation!r} in this version of gongfu")
    if again and not operation.resumable and job.state not in {"waiting", "running"}:
        raise ConflictError(
            f"job {job_id} ({operation.name}) keeps no checkpoints", mend="start the command again for a new job"
        )
    values = from_json(operation.parameters, job.parameters["values"])
    at = _moment(job.parameters["at"])
    with jobs.running(job_id, again=again, watch=watch) as progress:
        person, address = _person(folder, job), job.parameters.get("address")
        author = job.parameters["author"]
        with closing(Context(folder, lang, progress, author, person=person, address=address)) as context:
            result = operation.run(context, at, values)
        progress.result = result.to_json()
    return result


def start(folder: Path, job_id: str, lang: Lang, *, again: bool = False) -> None:
    """Run a job in a process of its own, which goes on when this one ends."""
    which = "again" if again else "first"
    command = [sys.executable, "-m", "gongfu.operations.worker", str(folder.absolute()), job_id, lang, which]
    log = folder / "jobs" / f"{job_id}.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as out:
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True)


def _limits(person: Person) -> dict[str, Any]:
    """How far the person goes by the token that they ask by, if it was one."""
    narrowed = None if person.narrowed is None else person.narrowed.to_json()
    return {"by": person.by, "may": sorted(person.may), "narrowed": narrowed}


def _person(folder: Path, job: Job) -> Person | None:
    """Who started the job, as they stand now.

    Raises
    ------
    ForbiddenError
        The account is not active any more.
    """
    stored = job.parameters
    if "account" not in stored:
        return None
    from gongfu.access.accounts import Accounts

    accounts = Accounts.found(folder)
    person = None if accounts is None else accounts.person(stored["account"], stored["by"])
    if person is None:
        raise ForbiddenError(words.ENDED.fill(name=stored["author"]), mend=words.ASK)
    said = stored["narrowed"]
    narrowed = None if said is None else Scopes(said["whole"], tuple(said["regions"]), tuple(said["firms"]))
    return replace(person, may=person.may & frozenset(stored["may"]), narrowed=narrowed)


def _moment(stored: dict[str, Any]) -> ReadAt:
    from datetime import date, datetime

    as_of, known_at = stored["as_of"], stored["known_at"]
    return ReadAt(
        as_of=date.fromisoformat(as_of) if as_of else None,
        version=stored["version"],
        known_at=datetime.fromisoformat(known_at) if known_at else None,
    )


def main(folder: str, job_id: str, lang: str, which: str) -> int:
    """What the worker's process does; a refusal stands in the job, so it is not printed again."""
    try:
        run(Path(folder), job_id, "zh" if lang == "zh" else "en", again=which == "again")
    except GongfuError as error:
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
