"""Every operation, in every role, with every foreign object: nobody reads or changes what is not theirs.

The operations come from the registry, so a new one is among them by itself.
"""

import time
from functools import cache

import pytest

from gongfu.access.accounts import Accounts
from gongfu.access.reaching import reach_of
from gongfu.access.roles import MAY, ROLES
from gongfu.api.offered import PREFIX, method_of, offered, parameters_of
from gongfu.plan.keys import region_id
from gongfu.workspace import Workspace
from gongfu.workspace.jobs import Jobs
from gongfu.workspace.schema import tables
from gongfu.workspace.store.within import Within
from tests.access.two_regions import FIGURES, FIRM_SECRET, FOREIGN, OTHER_FIRM, PLAN, SECRET

READ = {path: each for path, each in offered().items() if each.permission == "read"}
CHANGE = {path: each for path, each in offered().items() if each.permission in ("report", "write")}
BEYOND = {path: each for path, each in offered().items() if each.permission not in ("read", "self")}
SAYS_NOTHING = {
    "attain changes", "attain rate", "jobs list", "jobs show", "map shapes", "map tiles", "plan extract", "plan tasks", "plan units",
    "series formulas", "series indicators", "supervise calendar", "supervise explain", "supervise split-explain",
    "table columns", "tables", "workspace info",
}  # fmt: skip
"""Operations in whose answer even an administrator finds no word of the foreign region: they count, or read no table."""

FILES = {
    "import": ("entity.csv", f"entity_id,kind,name_zh,region_id,synthetic\nnew,firm,甲,{region_id(FOREIGN)},true\n"),
    "plan import": ("201_x.txt", PLAN.format(place="苏州市", word="乙", unit="市科委")),
    "plan extract": ("201_x.txt", PLAN.format(place="苏州市", word="乙", unit="市科委")),
    "supervise split": ("x.csv", "维度,部分,数值,备注\ndistrict,甲,10,甲\n"),
}
SOURCES = {
    "series": ("unit", "{series}"),
    "observation": ("value", "{observation}"),
    "plan": ("title", "{plan}"),
    "register": ("name_zh", "title-firm-foreign"),
    "derivation": ("formula", "formula-foreign"),
    "source": ("title", "cell-foreign"),
}


@cache
def known(folder):
    """What foreign things are called, and for parameters of a name the values to try."""
    with Workspace.open(folder) as workspace:
        region = region_id(FOREIGN)

        def first(table, column, **where):
            return workspace.read(table, where=where)[column][0]

        plan = first("plan", "plan_id", region_id=region)
        commitments = workspace.read("commitment", where={"plan_id": plan})["commitment_id"].to_list()
        series = first("series", "series_id", region_id=region)
        ids = {"series": series, "plan": plan, "observation": first("observation", "observation_id", series_id=series)}
        return {
            "table": list(workspace.tables),
            "plan": ["201", plan],
            "commitment": ["201-001", commitments[0]],
            "earlier": ["201-001"],
            "later": ["201-002"],
            "series": [series],
            "item": ["201-003", first("register", "entry_id", subject_id=commitments)],
            "import_id": [row["import_id"] for row in workspace.read("import").iter_rows(named=True) if SECRET in row["file"]],
            "indicator": ["工业增加值"],
            "unit": ["市科委"],
            "region": [FOREIGN],
            "query": [f"SELECT * FROM {table}" for table in workspace.tables],
            "column": ["value"],
            "key": [series],
            "version": [str(c.version) for c in workspace.history() if "201-" in c.message],
            "span": ["10-20"],
            "changes": ["value=1"],
            "into": ["series"],
            "from_plan": ["201"],
            "name": ["administrator"],
            "why": ["x"],
            "what": ["x"],
            "set": ["value=1"],
            "job": ["00000000"],
            "token": ["00000000"],
            "due": ["2026-12-31"],
            "on": ["2026-01-01"],
            "before": ["2030-01-01T00:00+08:00"],
            "role": ["administrator"],
        }, ids  # fmt: skip


def tries_of(operation, folder, *, thorough):
    """What to ask of an operation: with what it requires; thorough: with each other parameter that can name something."""
    values, ids = known(folder)
    if operation.name == "source open":
        keys = {table: (column, key.format(**ids)) for table, (column, key) in SOURCES.items()}
        return [{"table": table, "column": column, "key": [key]} for table, (column, key) in keys.items()]
    anything = [values[name][0] for name in ("plan", "commitment", "series", "item", "import_id", "indicator", "unit")]
    named = {p.name.rstrip("_"): p for p in parameters_of(operation)}
    base = {
        name: "FILE" if is_file(p) else next(iter(p.choices or values.get(name, anything)))
        for name, p in named.items()
        if p.required
    }
    found = [base]
    for name, parameter in named.items():
        if is_file(parameter) or parameter.choices:
            continue
        if parameter.required:
            found += [{**base, name: value} for value in values.get(name, anything)[1:]]
        elif thorough and parameter.type is bool:
            found.append({**base, name: True})
        elif thorough and (parameter.type is str or name in values):
            found += [{**base, name: value} for value in values.get(name, anything)[: 1 if name in values else None]]
    return found


def is_file(parameter):
    return parameter.type.__name__ == "Path"


def ask(client, path, operation, values):
    if method_of(operation) == "GET":
        return client.get(path, params=values)
    given = dict(values)
    for name, value in values.items():
        if value == "FILE":
            file, text = FILES.get(operation.name, ("x.csv", FIGURES.format(word="甲")))
            given[name] = client.put(f"{PREFIX}/files/{file}", content=text.encode()).json()["file"]
    return client.post(path, json=given)


def secret_in(answer, values, secrets=(SECRET,)):
    """Whether an answer tells what is foreign; that an error says again what it was asked is no secret."""
    body = answer.content
    asked = [word for value in values.values() for word in (value if isinstance(value, list) else [value])]
    if answer.status_code >= 400:
        for word in sorted((w for w in asked if isinstance(w, str)), key=len, reverse=True):
            body = body.replace(word.encode(), b"")
    return any(secret.encode() in body for secret in secrets)


OF_OTHERS = {"district": (SECRET,), "viewer": (SECRET, FIRM_SECRET), "firm": (SECRET, FIRM_SECRET)}
"""What each is not to see; an office sees what is registered of every firm of its region."""


@pytest.mark.parametrize("role", OF_OTHERS)
def test_no_operation_reads_out_what_is_foreign(role, signed_in, two_regions):
    client, leaks = signed_in(role), []
    for path, operation in READ.items():
        for values in tries_of(operation, two_regions, thorough=role == "district"):
            answer = ask(client, path, operation, values)
            assert answer.status_code < 500, (operation.name, values, answer.text)
            if secret_in(answer, values, OF_OTHERS[role]):
                leaks.append((operation.name, values, answer.text[:500]))
    assert leaks == []


def test_the_matrix_would_see_a_leak_in_each_operation(signed_in, two_regions):
    client, silent = signed_in("administrator"), set()
    for path, operation in READ.items():
        if operation.name not in SAYS_NOTHING:
            tries = tries_of(operation, two_regions, thorough=False)
            if not any(secret_in(ask(client, path, operation, values), values) for values in tries):
                silent.add(operation.name)
    assert silent == set(), "say in SAYS_NOTHING why, or give the workspace of the matrix something foreign to be found"


def beyond(folder, name):
    """All rows that somebody does not see, and the commits of others."""
    with Workspace.open(folder) as workspace:
        person = Accounts.found(folder).person(Accounts.found(folder).named(name).id, "session")
        within = Within(workspace, reach_of(workspace, person))
        return {
            table: set(map(str, workspace.read(table).rows())) - set(map(str, within.read(table).rows()))
            for table in tables()
        }


ON = {"on": "2026-02-01"}
CHANGES = {
    "plan correct": {"commitment": "201-002", "accept": True, "why": "x"},
    "plan take-back": {"commitment": "201-001"},
    "plan add": {"plan": "201", "span": "1-4", "set": ["indicator=x", "value=1", "unit=个", "kind=target"]},
    "plan import": {"files": "FILE", "region": FOREIGN},
    "plan link": {"earlier": "101-001", "later": "201-001", "join": True},
    "attain decide": {"commitment": "201-001", "series": "SERIES", "join": True},
    "series import": {"files": "FILE", "region": FOREIGN},
    "series derive": {},
    "import": {"files": "FILE", "into": "entity"},
    "quarantine mend": {"file": "FILE"},
    "jobs cancel": {"job": "JOB"},
    "jobs resume": {"job": "JOB", "in_background": True},
    "supervise split": {"item": "201-002", "file": "FILE"},
    "supervise milestone": {"item": "201-003", "on": "2026-07-31", "what": "x"},
    "supervise remind": {"item": "201-003", **ON},
    "supervise hand-over": {"item": "201-003", "person": "x", **ON},
    "supervise send-back": {"item": "201-003", "why": "x", **ON},
    "supervise report": {"item": "201-003", "value": 19, **ON},
    "supervise verify": {"item": "201-003", "alone": True, "why": "x", **ON},
    "supervise close": {"item": "201-003", **ON},
    "supervise assign": {"item": "201-002", "unit": "市科委", "due": "2026-12-31", **ON},
    "supervise withdraw": {"item": "201-002", "why": "x", **ON},
    "workspace undo": {"version": "VERSION"},
}
"""How to change something foreign by each operation, in an order in which it can be done."""

OWN_ONLY = {"series derive", "quarantine mend", "jobs resume", "plan add", "supervise split"}
"""Operations that change nothing here, whoever asks: they find nothing to do, or need what this workspace has not."""


def change_of(operation, folder):
    """What to ask of an operation that changes something foreign."""
    values = known(folder)[0]
    stand_ins = {"SERIES": values["series"][0], "VERSION": values["version"][-1], "JOB": foreign_job(folder)}
    return {name: stand_ins.get(str(value), value) for name, value in CHANGES[operation.name].items()}


def foreign_job(folder):
    """A job that waits, of somebody else."""
    stored = {
        "author": "city",
        "account": "another",
        "at": dict.fromkeys(("as_of", "version", "known_at")),
        "values": {},
    }
    return Jobs(folder).add("workspace compact", stored).id


def outcome(client, path, operation, values):
    """The status of a request, with a job the one that it ended with."""
    answer = ask(client, path, operation, values)
    assert answer.status_code < 500, (operation.name, values, answer.text)
    assert not secret_in(answer, values) or client.role == "administrator", (operation.name, answer.text)
    if answer.status_code != 202:
        return answer.status_code
    job = {"job": answer.json()["values"]["job"]}
    while (said := client.get(f"{PREFIX}/jobs/show", params=job).json()["values"])["ended"] is None:
        time.sleep(0.1)
    return 200 if said["state"] == "done" else 400


def test_no_operation_changes_what_is_foreign_and_each_is_tried(signed_in, folder):
    operations = {each.name: (path, each) for path, each in CHANGE.items()}
    assert set(CHANGES) == set(operations), "say in CHANGES how each operation would change something foreign"
    before = beyond(folder, "district")
    district, administrator = signed_in("district"), signed_in("administrator")
    done = {
        name for name in CHANGES if outcome(district, *operations[name], change_of(operations[name][1], folder)) < 400
    }
    assert beyond(folder, "district") == before
    assert done <= OWN_ONLY
    refused = {
        name
        for name in CHANGES
        if outcome(administrator, *operations[name], change_of(operations[name][1], folder)) >= 400
    }
    assert refused <= OWN_ONLY


def test_what_no_role_allows_is_refused_before_anything_is_done(signed_in, folder, visitor):
    with Workspace.open(folder) as workspace:
        version = workspace.version()
    for role in ROLES:
        client = signed_in(role)
        for path, operation in BEYOND.items():
            if operation.permission in MAY[role]:
                continue
            answer = ask(client, path, operation, tries_of(operation, folder, thorough=False)[0])
            assert answer.status_code == 403, (role, operation.name, answer.text)
    for path, operation in offered().items():
        answer = visitor.request(method_of(operation), path)
        assert answer.status_code == 401, operation.name
    assert visitor.put(f"{PREFIX}/files/x.csv", content=b"x").status_code == 401
    with Workspace.open(folder) as workspace:
        assert workspace.version() == version


def test_every_table_says_who_may_see_it():
    for name, table in tables().items():
        access = table.access
        said = access.region or access.firm or access.of or access.by or access.named_in or access.cell
        assert said, f"{name}: say by region, firm, of, by, named_in or cell where its rows belong"
        columns = [access.region, access.firm, access.by, *(column for column, _ in access.of), *access.unique]
        assert {column for column in columns if column} <= set(table.polars_schema), name


def test_a_firm_reads_what_is_registered_of_itself_and_an_office_of_its_region(signed_in):
    show = f"{PREFIX}/table/show?table=register&where=register%3Dtitle"

    def subjects(role):
        said = signed_in(role).get(show).json()
        place = [column["name"] for column in said["columns"]].index("subject_id")
        return sorted(row[place] for row in said["rows"])

    assert subjects("firm") == ["firm-own"]
    assert subjects("district") == sorted(["firm-own", OTHER_FIRM])
    assert subjects("viewer") == []


def test_the_brief_holds_what_its_reader_sees_and_is_written_down(signed_in, folder, monkeypatch):
    from gongfu.access.audit import Audit
    from gongfu.access.database import find
    from gongfu.operations import brief

    monkeypatch.setattr(
        brief, "brief_html", lambda context, at, without: str(context.workspace.read("register").rows()).encode()
    )
    told = signed_in("district").get(f"{PREFIX}/brief.html")
    assert told.status_code == 200
    assert SECRET not in told.text
    entry = Audit(find(folder)).show(operation="brief")[0]
    assert (entry["who"], entry["outcome"]) == ("district", "done")
    assert "register" in entry["rows"]
