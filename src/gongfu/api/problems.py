"""What goes wrong, as ``application/problem+json`` (RFC 9457), with every offender and how to mend it."""

from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import JSONResponse

from gongfu.access.errors import SignInError, ThrottledError
from gongfu.api import words
from gongfu.api.offered import PREFIX
from gongfu.errors import ConflictError, ForbiddenError, GongfuError, InputError, NotFoundError
from gongfu.text import Lang


class SlowBodyError(GongfuError):
    """The body of a request came too slowly."""


STATUS: dict[type[GongfuError], int] = {
    InputError: 422,
    NotFoundError: 404,
    ConflictError: 409,
    ForbiddenError: 403,
    SignInError: 401,
    ThrottledError: 429,
    SlowBodyError: 408,
}


def status_of(error: GongfuError) -> int:
    """The status that an error answers with; what the user cannot be blamed for is 500."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def problem(error: GongfuError, status: int | None = None, lang: Lang = "en") -> JSONResponse:
    """The answer to a request that ended in ERROR."""
    status = status or status_of(error)
    title, mend = error.told(lang)
    said = {"title": title, "status": status, "offenders": error.offenders, "mend": mend}
    headers = {"Retry-After": str(error.seconds)} if isinstance(error, ThrottledError) else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(said, status, headers, media_type="application/problem+json")


def problem_for(request: Request, error: GongfuError) -> JSONResponse:
    """The answer to REQUEST, which ended in ERROR, in its language."""
    return problem(error, lang=language_of(request))


def language_of(request: Request, given: Mapping[str, list[str]] | None = None) -> Lang:
    """The language that a request asks for: ``lang``, else the first of Accept-Language that is known.

    Parameters
    ----------
    given
        What the request gives, where that was read already and may stand in its body.
    """
    asked = next(iter((given or {}).get("lang", [])), request.query_params.get("lang"))
    if asked not in {"zh", "en"}:
        listed = request.headers.get("accept-language", "").lower().split(",")
        asked = next((part.strip()[:2] for part in listed if part.strip()[:2] in {"zh", "en"}), "en")
    return "zh" if asked == "zh" else "en"


def nothing_there(request: Request) -> JSONResponse:
    """The answer where no page and no endpoint stands."""
    lang = language_of(request)
    said = words.NO_PAGE.fill(path=request.url.path).to(lang)
    return problem(NotFoundError(said, mend=words.SEE_API.fill(prefix=PREFIX).to(lang)))
