"""A small identity provider on this machine, for the tests of signing in through an organisation."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "gongfu", "client-secret"


class Provider:
    """It signs everybody in as ``subject``; ``changes`` and ``key`` let a test make it answer wrongly."""

    def __init__(self) -> None:
        self.key = self._own = RSAKey.generate_key(2048, {"kid": "1"})
        self.subject = "sub-1"
        self.changes: dict = {}
        self.codes: dict[str, dict] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_): ...

            def do_GET(self):
                if self.path == "/.well-known/openid-configuration":
                    self._answer(provider.metadata)
                elif self.path == "/keys":
                    self._answer({"keys": [provider._own.as_dict(private=False)]})

            def do_POST(self):
                given = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                status, said = provider.token(given, self.headers.get("Authorization", ""))
                self._answer(said, status)

            def _answer(self, said, status=200):
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self.metadata = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/keys",
        }  # fmt: skip
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def authorize(self, url: str) -> tuple[str, str]:
        """What a browser brings back from the page of the provider: state and code."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert (asked["client_id"], asked["response_type"], asked["code_challenge_method"]) == (CLIENT, "code", "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return asked["state"], code

    def token(self, given: dict, authorization: str) -> tuple[int, dict]:
        asked = self.codes.pop(given["code"][0], None)
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        digest = hashlib.sha256(given.get("code_verifier", [""])[0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or authorization != basic or challenge != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
            "name": "王工",
        }  # fmt: skip
        claims = {name: value for name, value in (claims | self.changes).items() if value is not None}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(claims)}

    def sign(self, claims: dict) -> str:
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
