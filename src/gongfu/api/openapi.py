"""The part of the OpenAPI document that the registry knows about an operation."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from gongfu.api.answers import MEDIA
from gongfu.api.asked import common_of, public_name
from gongfu.api.offered import method_of, parameters_of
from gongfu.operations.parameters import Parameter
from gongfu.operations.registry import Operation
from gongfu.operations.results import Report, Table

SCHEMAS: dict[type, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Path: {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": "number of a file uploaded before"},
}
PROBLEM = {
    "type": "object",
    "required": ["title", "status", "offenders", "mend"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "offenders": {"type": "array", "items": {"type": "string"}},
        "mend": {"type": ["string", "null"]},
    },
}
PROBLEMS = {
    "404": "what was asked for does not exist",
    "409": "somebody else changed it first, or it cannot be done now",
    "422": "the request, or a file in it, cannot be used; every offender is named",
}


def described_operation(operation: Operation) -> dict[str, Any]:
    """Parameters or body, answers and problems of the endpoint of OPERATION."""
    formats = MEDIA if operation.result in (Table, Report) else {"json": MEDIA["json"]}
    answers: dict[str, Any] = {"202": {"description": "the job was started", "content": {MEDIA["json"]: {}}}}
    if not operation.long:
        answers = {"200": {"description": "done", "content": {media.split(";")[0]: {} for media in formats.values()}}}
    for status, meaning in PROBLEMS.items():
        answers[status] = {"description": meaning, "content": {"application/problem+json": {"schema": PROBLEM}}}
    notes = [operation.notes.en] if operation.notes else []
    return {
        "description": "\n\n".join([operation.summary.en, operation.summary.zh, *notes]),
        "responses": answers,
        **_input(operation),
    }


def _input(operation: Operation) -> dict[str, Any]:
    parameters = [*parameters_of(operation), *common_of(operation)]
    if method_of(operation) == "GET":
        return {
            "parameters": [
                {
                    "name": public_name(p), "in": "query", "required": p.required, "schema": _schema(p),
                    "description": f"{p.help.en} · {p.help.zh}",
                }
                for p in parameters
            ]
        }  # fmt: skip
    body = {
        "type": "object",
        "additionalProperties": False,
        "required": [public_name(p) for p in parameters if p.required],
        "properties": {public_name(p): {**_schema(p), "description": f"{p.help.en} · {p.help.zh}"} for p in parameters},
    }
    return {"requestBody": {"content": {MEDIA["json"]: {"schema": body}}}}


def _schema(parameter: Parameter) -> dict[str, Any]:
    one = {**SCHEMAS[parameter.type], **({"enum": list(parameter.choices)} if parameter.choices else {})}
    return {"type": "array", "items": one} if parameter.many else one
