"""Who asks."""

from dataclasses import dataclass

from fastapi import Request

from gongfu.access.roles import Person


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, and from where; ``person`` is null where there are no accounts."""

    author: str
    person: Person | None = None
    address: str | None = None


def caller_of(request: Request, author: str) -> Caller:
    """Who asks: who signed in, else AUTHOR."""
    person: Person | None = request.scope.get("state", {}).get("person")
    return Caller(person.name if person else author, person, request.client.host if request.client else None)
