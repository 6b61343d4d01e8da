"""A small OpenID Connect provider on this computer: a key of its own, and it says whatever a story wants it to."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

CLIENT = {"id": "countersign", "secret": "a secret between two"}


class FakeProvider:
    """Answers for one person; `claims` are what its ID token says beside the usual, None leaves a claim out."""

    def __init__(self, url: str) -> None:
        self.url, self.key = url, ec.generate_private_key(ec.SECP256R1())
        self.issuer = url
        self.signing_key: Any = self.key
        self.algorithm = "ES256"
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {"sub": "person-1"}
        self.asked: dict[str, str] = {}  # what the last authorisation request carried
        self.refuses = ""

    def authorise(self, query: dict[str, str]) -> str:
        """The person agrees at once, or refuses; where their browser is sent."""
        self.asked = query
        answer = {"error": self.refuses} if self.refuses else {"code": "a code for once"}
        return f"{query['redirect_uri']}?{urlencode({**answer, 'state': query['state']})}"

    def exchange(self, form: dict[str, str]) -> dict[str, Any]:
        """The code for a token; the verifier must fit the challenge."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        assert challenge.decode() == self.asked["code_challenge"]
        assert (form["client_id"], form["client_secret"]) == (CLIENT["id"], CLIENT["secret"])
        return {"access_token": "for userinfo", "token_type": "Bearer", "id_token": self.id_token()}

    def id_token(self) -> str:
        """Signed as the story wants."""
        now = int(time.time())
        usual = {"iss": self.issuer, "aud": CLIENT["id"], "sub": "person-1", "iat": now, "exp": now + 300}
        usual |= {"nonce": self.asked.get("nonce"), "email_verified": True}
        said = {name: value for name, value in {**usual, **self.claims}.items() if value is not None}
        return jwt.encode(said, self.signing_key, algorithm=self.algorithm, headers={"kid": "one"})

    def document(self, path: str) -> dict[str, Any] | None:
        """What it publishes."""
        own = {name: f"{self.url}/{name.split('_')[0]}" for name in ("token_endpoint", "jwks_uri", "userinfo_endpoint")}
        key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))
        return {
            "/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.url}/authorise",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
                **own,
            },
            "/jwks": {"keys": [{**key, "kid": "one", "use": "sig", "alg": "ES256"}]},
            "/userinfo": self.userinfo,
        }.get(path)


@contextmanager
def running() -> Iterator[FakeProvider]:
    """A provider that listens on loopback until the story ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.provider = FakeProvider(f"http://127.0.0.1:{server.server_port}")  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.provider  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        provider = self.server.provider  # type: ignore[attr-defined]
        if asked.path == "/authorise":
            self.send_response(302)
            self.send_header("Location", provider.authorise(dict(parse_qsl(asked.query))))
            self.end_headers()
            return
        self._say(provider.document(asked.path))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(sent).items()}
        self._say(self.server.provider.exchange(form))  # type: ignore[attr-defined]

    def _say(self, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(404 if told is None else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Quietly."""
