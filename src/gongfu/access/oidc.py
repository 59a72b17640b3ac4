"""Sign in through an organisation: OpenID Connect, authorization code with PKCE.

The organisation says who somebody is; which account and role that is stands in the workspace alone.
"""

import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from gongfu.access import words
from gongfu.access.database import ACCOUNT, HANDSHAKE, Database
from gongfu.access.errors import SignInError
from gongfu.errors import ForbiddenError, GongfuError, InputError

CONFIG = "oidc.json"
ENVIRONMENT = "GONGFU_OIDC_"
FIELDS = ("issuer", "client_id", "client_secret")
HANDSHAKE_SECONDS = 600.0
ANSWER_SECONDS = 10.0
CLOCKS_APART = 60
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Provider:
    """The organisation, as it was set up for this workspace."""

    issuer: str
    client_id: str
    client_secret: str


def provider_of(folder: Path, environment: Mapping[str, str] = os.environ) -> Provider | None:
    """The organisation that the environment or ``oidc.json`` in the workspace names; null where neither does.

    Raises
    ------
    InputError
        Names what is missing.
    """
    path = folder / CONFIG
    try:
        said = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    except ValueError:
        raise InputError(f"{path} is no JSON") from None
    said |= {name: environment[key] for name in FIELDS if (key := ENVIRONMENT + name.upper()) in environment}
    if not said:
        return None
    missing = [f"{name}: in {CONFIG}, or {ENVIRONMENT}{name.upper()}" for name in FIELDS if not said.get(name)]
    if missing:
        raise InputError("the organisation to sign in through is not set up", offenders=missing)
    _require_safe(said["issuer"])
    return Provider(*(str(said[name]) for name in FIELDS))


class Organisation:
    """Signing in through one organisation."""

    def __init__(self, provider: Provider, database: Database) -> None:
        self._provider = provider
        self._database = database

    def begin(self, back: str) -> tuple[str, str]:
        """The address at which the person signs in, and the state that their browser has to bring back.

        Parameters
        ----------
        back
            The address that the organisation sends them to afterwards.
        """
        from authlib.integrations.requests_client import OAuth2Session

        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        now = time.time()
        with self._database.write() as connection:
            connection.execute(HANDSHAKE.delete().where(HANDSHAKE.c.ends_at < now))
            row = {"state": state, "nonce": nonce, "verifier": verifier, "ends_at": now + HANDSHAKE_SECONDS}
            connection.execute(HANDSHAKE.insert().values(row))
        client = OAuth2Session(
            self._provider.client_id, scope="openid profile", redirect_uri=back, code_challenge_method="S256"
        )
        address = self._metadata()["authorization_endpoint"]
        url, _ = client.create_authorization_url(address, state=state, nonce=nonce, code_verifier=verifier)
        return str(url), state

    def finish(self, state: str, kept_state: str, code: str, back: str) -> str:
        """The account of who comes back with a code.

        Parameters
        ----------
        state, code
            What the organisation handed to the browser.
        kept_state
            The state that the same browser was given at the beginning.
        back
            As in :meth:`begin`.

        Raises
        ------
        SignInError
            The state is not that of a sign-in under way, or what the organisation vouches for does not hold.
        ForbiddenError
            No account belongs to who signed in.
        """
        if not state or not secrets.compare_digest(state.encode(), kept_state.encode()):
            raise SignInError(words.OTHER_SIGN_IN)
        with self._database.write() as connection:  # a state is used once
            row = connection.execute(HANDSHAKE.select().where(HANDSHAKE.c.state == state)).mappings().first()
            connection.execute(HANDSHAKE.delete().where(HANDSHAKE.c.state == state))
        if row is None or row["ends_at"] < time.time():
            raise SignInError(words.OTHER_SIGN_IN)
        claims = self._claims(self._id_token(code, row["verifier"], back), row["nonce"])
        with self._database.read() as connection:
            known = (ACCOUNT.c.issuer == self._provider.issuer) & (ACCOUNT.c.subject == claims["sub"])
            found = connection.execute(ACCOUNT.select().where(known, ACCOUNT.c.state == "active")).mappings().first()
        if found is None:
            who = str(claims.get("preferred_username") or claims.get("name") or claims["sub"])
            mend = words.LINK_IT.fill(subject=claims["sub"])
            raise ForbiddenError(words.NOT_KNOWN.fill(who=who), mend=mend)
        return str(found["id"])

    def _id_token(self, code: str, verifier: str, back: str) -> str:
        from authlib.common.errors import AuthlibBaseError
        from authlib.integrations.requests_client import OAuth2Session
        from requests import RequestException

        client = OAuth2Session(self._provider.client_id, self._provider.client_secret, redirect_uri=back)
        try:
            token = client.fetch_token(
                self._metadata()["token_endpoint"], code=code, code_verifier=verifier, timeout=ANSWER_SECONDS
            )
        except (AuthlibBaseError, RequestException, ValueError) as error:
            raise SignInError(words.NOT_VOUCHED.fill(reason=type(error).__name__)) from None
        if not isinstance(token, dict) or not isinstance(token.get("id_token"), str):
            raise SignInError(words.NOT_VOUCHED.fill(reason="no id_token"))
        return str(token["id_token"])

    def _claims(self, id_token: str, nonce: str) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        try:
            found: Any = self._fetched(self._metadata()["jwks_uri"])
            keys = KeySet.import_key_set(found)
            claims = jwt.decode(id_token, keys, algorithms=ALGORITHMS).claims
            jwt.JWTClaimsRegistry(
                leeway=CLOCKS_APART,
                iss={"essential": True, "value": self._provider.issuer},
                aud={"essential": True, "value": self._provider.client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError) as error:
            raise SignInError(words.NOT_VOUCHED.fill(reason=str(error) or type(error).__name__)) from None
        if claims.get("azp", self._provider.client_id) != self._provider.client_id:
            raise SignInError(words.NOT_VOUCHED.fill(reason="azp"))
        return dict(claims)

    def _metadata(self) -> dict[str, Any]:
        found = self._fetched(self._provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if found.get("issuer") != self._provider.issuer:
            raise SignInError(words.NOT_VOUCHED.fill(reason=f"issuer {found.get('issuer')}"))
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            _require_safe(str(found.get(name)))
        return found

    @staticmethod
    def _fetched(address: str) -> dict[str, Any]:
        import requests

        try:
            answer = requests.get(address, timeout=ANSWER_SECONDS, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, ValueError) as error:
            raise GongfuError(words.NO_ANSWER.fill(address=address, reason=type(error).__name__)) from None
        if not isinstance(found, dict):
            raise SignInError(words.NOT_VOUCHED.fill(reason=address))
        return found


def _require_safe(address: str) -> None:
    """Refuse an address that others could listen to."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise InputError(words.NOT_SAFE.fill(address=address))
