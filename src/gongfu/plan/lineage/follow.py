"""Follow every indicator through successive plans."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gongfu.plan.commitment import Commitment
from gongfu.plan.lineage import conflicts, reasons
from gongfu.plan.lineage.alike import Alike
from gongfu.plan.lineage.answers import answered, outcomes
from gongfu.plan.lineage.compare import OBJECT, SHAPE, Verdict, compare, grown
from gongfu.plan.lineage.decisions import APART, JOIN, Decision, check
from gongfu.plan.lineage.entry import Entry, entries
from gongfu.plan.lineage.errors import LineageError
from gongfu.plan.lineage.relation import is_called_otherwise, is_renamed, measured_otherwise, relation_of, unit_family
from gongfu.plan.lineage.results import ANSWERED, PERSON, RULE, Line, Lineage, Link, NearMiss
from gongfu.plan.lineage.statement import PlanRecords, Statement, statements
from gongfu.plan.lineage.subject import Core, Subject, setting_of
from gongfu.text import Text


@dataclass(slots=True)
class _Thread:
    """A line while it is followed: its mentions in the order of publication, and what stands for each."""

    subject: Subject
    mentions: list[Entry]
    standing: dict[int, Statement] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.mentions[0].id

    @property
    def last(self) -> Entry:
        return self.mentions[-1]

    def stands(self, entry: Entry) -> Statement:
        return self.standing.get(entry.plan) or entry.standing()


@dataclass(frozen=True, slots=True)
class _Match:
    """An entry and a line that may be joined. ``rank`` orders: fewer changes, less left unsaid, the same name first."""

    rank: tuple[int, int, bool]
    entry: int
    thread: _Thread
    verdict: Verdict


def lineage(plans: Sequence[PlanRecords], decided: Sequence[Decision] = ()) -> Lineage:
    """Join the commitments of successive plans that speak of the same thing.

    Parameters
    ----------
    plans
        In any order, as are the records of each.
    decided
        What a person decided about pairs of records; it wins over every rule.

    Returns
    -------
    Lines, links, conflicts and near misses. A plan added at the end leaves earlier lines and links as they were.

    Raises
    ------
    LineageError
        Lists ids that are used twice, repeats of nothing, and decisions that cannot be kept.

    Notes
    -----
    The rules are those of the project's definition of lineage; ``docs/decisions/0060-lineage.md`` says how they are kept.
    """
    ordered = sorted((plan for plan in plans if plan.day), key=lambda plan: (plan.day, plan.id))
    texts = [statements(plan) for plan in ordered]
    _refuse_doubles(plans)
    place = {name: number for number, text in enumerate(texts) for one in text for name in one.members}
    check(decided, place)
    follower = _Follower([_term(plan, text) for plan, text in zip(ordered, texts, strict=True)], decided)
    for number, (plan, text) in enumerate(zip(ordered, texts, strict=True)):
        follower.add(entries(text, setting_of(plan), number))
    undated = tuple(sorted(plan.id for plan in plans if not plan.day))
    return follower.result(undated)


class _Follower:
    """Lines so far; plans are added one by one and never change what came before."""

    def __init__(self, terms: list[tuple[int | None, int | None]], decided: Sequence[Decision]) -> None:
        self.terms = terms
        self.threads: list[_Thread] = []
        self.by_core: dict[Core, list[_Thread]] = defaultdict(list)
        self.thread_of: dict[str, _Thread] = {}
        self.statement_of: dict[str, Statement] = {}
        self.joins: dict[str, list[Decision]] = defaultdict(list)
        self.apart: dict[str, set[str]] = defaultdict(set)
        for decision in decided:
            if decision.verdict == JOIN:
                self.joins[decision.later].append(decision)
            elif decision.verdict == APART:
                self.apart[decision.later].add(decision.earlier)
        self.links: list[Link] = []
        self.near: list[NearMiss] = []
        self.alike = Alike()

    def add(self, found: list[Entry]) -> None:
        """Add the entries of the next plan."""
        for entry in found:
            for statement in entry.statements:
                self.statement_of.update(dict.fromkeys(statement.members, statement))
        free = self._join_decided(found)
        matches, near = self._matches(free)
        joined: set[int] = set()
        for match in self._sure(matches, near, free):
            joined.add(match.entry)
            self._extend(match.thread, free[match.entry], match.verdict.changes)
        for number, entry in enumerate(free):
            if number not in joined:
                found_near = near[number] + self.alike.near(entry)
                self.near += [miss for miss in found_near if self._is_open(miss.earlier, entry.plan)]
        for number, entry in enumerate(free):
            if number not in joined:
                self._start(entry)
        self.alike.add(found)

    def result(self, undated: tuple[str, ...]) -> Lineage:
        """Everything found, in the order of lines and plans."""
        lines = tuple(
            Line(thread.id, reasons.name_of(thread.mentions[0]), tuple(_members(thread.mentions)))
            for thread in self.threads
        )
        clashes = [
            conflict
            for thread in self.threads
            for conflict in (
                *(one for entry in thread.mentions for one in conflicts.inside(thread.id, entry)),
                *(conflicts.between(thread.id, thread.mentions, self.terms) if len(thread.mentions) > 1 else ()),
            )
        ]
        return Lineage(lines, tuple(self.links), tuple(clashes), tuple(self.near), undated)

    # --- finding -----------------------------------------------------------------------------

    def _matches(self, free: list[Entry]) -> tuple[list[_Match], list[list[NearMiss]]]:
        """Every pair of entry and line that may be joined, and for each entry why others may not."""
        matches: list[_Match] = []
        near: list[list[NearMiss]] = [[] for _ in free]
        for number, entry in enumerate(free):
            for thread in self.by_core.get(entry.subject.core, ()):
                if thread.last.plan == entry.plan or self._kept_apart(thread, entry):
                    continue
                verdict = compare(thread.subject, entry.subject)
                first, second = _pair(thread, entry)
                renamed = is_renamed(first, second)
                why = _obstacle(verdict, first, second)
                if why is None:
                    matches.append(_Match((len(verdict.changes), verdict.unsaid, renamed), number, thread, verdict))
                else:
                    near[number].append(NearMiss(first.id, second.id, why))
        return matches, near

    def _sure(self, matches: list[_Match], near: list[list[NearMiss]], free: list[Entry]) -> Iterable[_Match]:
        """The matches that leave no choice, from the nearest on; where there is a choice, nobody is joined."""
        ranked: dict[tuple[int, int, bool], list[_Match]] = defaultdict(list)
        for match in matches:
            ranked[match.rank].append(match)
        taken_entries: set[int] = set()
        taken_threads: set[str] = set()
        for rank in sorted(ranked):
            open_ones = [m for m in ranked[rank] if m.entry not in taken_entries and m.thread.id not in taken_threads]
            lines_of: dict[int, int] = defaultdict(int)
            entries_of: dict[str, int] = defaultdict(int)
            for match in open_ones:
                lines_of[match.entry] += 1
                entries_of[match.thread.id] += 1
            for match in open_ones:
                taken_entries.add(match.entry)
                taken_threads.add(match.thread.id)
                if lines_of[match.entry] == 1 and entries_of[match.thread.id] == 1:
                    yield match
                else:
                    first, second = _pair(match.thread, free[match.entry])
                    near[match.entry].append(NearMiss(first.id, second.id, reasons.AMBIGUOUS))

    def _is_open(self, earlier: str, plan: int) -> bool:
        """Whether the line of an earlier record goes on elsewhere in a plan: then nothing is missing."""
        return self.thread_of[earlier].last.plan != plan

    def _kept_apart(self, thread: _Thread, entry: Entry) -> bool:
        if not self.apart:
            return False
        forbidden = {name for member in _members([entry]) for name in self.apart.get(member, ())}
        return bool(forbidden) and any(name in forbidden for name in _members(thread.mentions))

    # --- joining -----------------------------------------------------------------------------

    def _join_decided(self, found: list[Entry]) -> list[Entry]:
        """Join what a person decided; the entries that are left."""
        free = []
        for entry in found:
            decisions = [decision for name in _members([entry]) for decision in self.joins.get(name, ())]
            threads = {self.thread_of[decision.earlier].id: self.thread_of[decision.earlier] for decision in decisions}
            if not threads:
                free.append(entry)
                continue
            if len(threads) > 1:
                raise LineageError(
                    "decisions put one record on two lines",
                    offenders=[f"{decision.earlier} and {decision.later}" for decision in decisions],
                    mend="Join the lines themselves first, or withdraw one decision.",
                )
            self._extend_by_person(next(iter(threads.values())), entry, decisions)
        return free

    def _extend_by_person(self, thread: _Thread, entry: Entry, decisions: list[Decision]) -> None:
        chosen = self.statement_of[decisions[0].later]
        before = [mention for mention in thread.mentions if mention.plan < entry.plan]
        linked: set[tuple[str, str]] = set()
        for decision in decisions:
            first, second = self.statement_of[decision.earlier], self.statement_of[decision.later]
            renamed = is_renamed(first, second)
            changes = compare(thread.subject, entry.subject).changes
            relation = decision.relation or self._relation(thread, first, second, before, bool(changes), renamed)
            reason = reasons.together([reasons.DECIDED, reasons.link_reason(first, second, changes)])
            self.links.append(
                Link(decision.earlier, decision.later, thread.id, relation, renamed, reason, PERSON, decision.note)
            )
            linked.add((first.id, second.id))
        if thread.last.plan == entry.plan:
            thread.last.statements = sorted([*thread.last.statements, *entry.statements], key=lambda one: one.order)
            self.thread_of.update(dict.fromkeys(_members([entry]), thread))
            return
        last = thread.last
        standing = thread.stands(last)
        if not {statement.id for statement in last.statements} & {name for name, _ in linked}:
            self._link(thread, standing, chosen, before, frozenset())
            linked.add((standing.id, chosen.id))
        thread.standing.setdefault(last.plan, standing)
        self._put(thread, entry, chosen)
        self._answer(thread, entry, before, linked)

    def _extend(self, thread: _Thread, entry: Entry, changes: frozenset[str]) -> None:
        """Put an entry on a line: the link from the mention before it, then the targets that its outcomes answer."""
        first, second = _pair(thread, entry)
        before = list(thread.mentions)
        self._link(thread, first, second, before, changes)
        thread.standing.setdefault(thread.last.plan, first)
        self._put(thread, entry, second)
        self._answer(thread, entry, before, {(first.id, second.id)})

    def _answer(self, thread: _Thread, entry: Entry, before: list[Entry], linked: set[tuple[str, str]]) -> None:
        """Link the outcomes of an entry to the targets that they answer, but for the pairs that are linked already."""
        for outcome in outcomes(entry):
            target = answered(outcome, before, thread.stands, self.terms)
            if target and (target.id, outcome.id) not in linked:
                reason = reasons.answer_reason(target, outcome)
                renamed = is_renamed(target, outcome)
                self.links.append(Link(target.id, outcome.id, thread.id, ANSWERED, renamed, reason))

    def _link(
        self, thread: _Thread, first: Statement, second: Statement, before: list[Entry], changes: frozenset[str]
    ) -> None:
        renamed = is_renamed(first, second)
        relation = self._relation(thread, first, second, before, bool(changes), renamed)
        if relation == ANSWERED:
            reason = reasons.answer_reason(first, second)
        else:
            reason = reasons.link_reason(first, second, changes)
        shown = renamed and not (changes or measured_otherwise(first, second))
        self.links.append(Link(first.id, second.id, thread.id, relation, shown, reason, RULE))

    def _relation(
        self, thread: _Thread, first: Statement, second: Statement, before: list[Entry], redrawn: bool, renamed: bool
    ) -> str:
        if second.kind == "outcome" and answered(second, before, thread.stands, self.terms) is first:
            return ANSWERED
        return relation_of(first, second, redrawn, renamed)

    def _put(self, thread: _Thread, entry: Entry, standing: Statement) -> None:
        thread.subject = grown(thread.subject, entry.subject)
        thread.mentions.append(entry)
        thread.standing[entry.plan] = standing
        self.thread_of.update(dict.fromkeys(_members([entry]), thread))
        self._index(thread)

    def _start(self, entry: Entry) -> None:
        thread = _Thread(entry.subject, [entry])
        self.threads.append(thread)
        self.thread_of.update(dict.fromkeys(_members([entry]), thread))
        self._index(thread)

    def _index(self, thread: _Thread) -> None:
        there = self.by_core[thread.subject.core]
        if not any(one is thread for one in there):
            there.append(thread)


def _pair(thread: _Thread, entry: Entry) -> tuple[Statement, Statement]:
    """The statements that stand for the last mention of a line and for an entry after it."""
    first = thread.standing.get(thread.last.plan)
    if first is None:
        first = thread.last.standing({statement.mode for statement in entry.leading()})
    return first, entry.standing({first.mode})


def _obstacle(verdict: Verdict, first: Statement, second: Statement) -> Text | None:
    """Why two entries of one core are not joined, or null."""
    if verdict.apart:
        return reasons.together(list(verdict.apart))
    otherwise = bool(verdict.changes - OBJECT) or measured_otherwise(first, second)
    redrawn = bool(verdict.changes & OBJECT)
    if otherwise and (redrawn or is_called_otherwise(first, second)):
        return reasons.BOTH_CHANGED
    amount = second if first.phrase.share else first
    if SHAPE in verdict.changes and unit_family(amount) != "元":
        return reasons.NOT_AMOUNTS
    return None


def _members(mentions: Iterable[Entry]) -> list[str]:
    return [name for entry in mentions for statement in entry.statements for name in statement.members]


def _term(plan: PlanRecords, text: list[Statement]) -> tuple[int | None, int | None]:
    """The plan's term; where it says none, from the first start to the last deadline of its targets."""
    targets = [statement for statement in text if statement.kind == "target"]
    starts = [statement.record["period_start"] for statement in targets if statement.record.get("period_start")]
    ends = [statement.deadline for statement in targets if statement.deadline]
    return plan.term[0] or min(starts, default=None), plan.term[1] or max(ends, default=None)


def _refuse_doubles(plans: Sequence[PlanRecords]) -> None:
    seen: set[str] = set()
    doubled: list[str] = []
    for plan in plans:
        for record in plan.records:
            name = record.id if isinstance(record, Commitment) else str(record["id"])
            if name in seen:
                doubled.append(f"{name} in {plan.id}")
            seen.add(name)
    names = [plan.id for plan in plans]
    doubled += sorted({f"plan {name}" for name in names if names.count(name) > 1})
    if doubled:
        raise LineageError("ids used more than once", offenders=doubled, mend="Give each record an id of its own.")
