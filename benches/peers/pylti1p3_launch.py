"""Times a whole launch validation in PyLTI1p3: keys static, state and nonce in memory.

Prints the median over all runs, in microseconds of wall time, for a token like the one of the
Rust benchmark beside it.
"""

import json
import pathlib
import statistics
import sys
import time

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pylti1p3.cookie import CookieService
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfDict

RUNS = 300


class Post(Request):
    def __init__(self, form):
        self.form = form
        self.kept = {}

    @property
    def session(self):
        return self.kept

    def is_secure(self):
        return True

    def get_param(self, key):
        return self.form.get(key)


class Cookies(CookieService):
    def __init__(self, held):
        self.held = held

    def get_cookie(self, name):
        return self.held.get(name)

    def set_cookie(self, name, value, exp=3600):
        self.held[name] = value


class Launch(MessageLaunch):
    def _get_request_param(self, key):
        return self._request.get_param(key)


def main():
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    public.pop("key_ops", None)
    public.update(kid="k", alg="RS256", use="sig")
    now = int(time.time())
    text = (pathlib.Path(__file__).parent.parent / "launch_claims.json").read_text()
    text = text.replace("1111111111", str(now)).replace("2222222222", str(now + 3000))
    claims = json.loads(text.replace("NONCE", "nonce-1"))
    token = jwt.encode(claims, pem, algorithm="RS256", headers={"kid": "k"})
    conf = ToolConfDict(
        {
            claims["iss"]: [
                {
                    "default": True,
                    "client_id": "tool",
                    "auth_login_url": "https://lms.example/auth",
                    "auth_token_url": "https://lms.example/token",
                    "key_set": {"keys": [public]},
                    "deployment_ids": ["d1"],
                }
            ]
        }
    )
    times = []
    for _ in range(RUNS):
        request = Post({"id_token": token, "state": "state-1"})
        session = SessionService(request)
        session.save_nonce("nonce-1")
        cookies = Cookies({"state-1": "state-1"})
        launch = Launch(request, conf, session, cookies)
        start = time.perf_counter()
        launch.validate()
        times.append(time.perf_counter() - start)
    median = statistics.median(times) * 1e6
    print(f"PyLTI1p3: whole launch, keys static, {RUNS} runs: median {median:.0f} µs")


if __name__ == "__main__":
    sys.exit(main())
