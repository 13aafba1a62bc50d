"""A tool made of PyLTI1p3: /login and /launch on loopback.

Usage: pylti1p3_tool.py ISSUER CLIENT AUTHORIZE KEYS DEPLOYMENT

ISSUER is the platform's issuer, CLIENT the tool's client id there, AUTHORIZE the address of its
authorization endpoint, KEYS that of its key set and DEPLOYMENT the one deployment known; any
platform on loopback will do.

It prints its address as JSON and ends when standard input does. /launch answers with JSON: what
was verified, or with status 401 why the launch is refused.
"""

import sys
import urllib.parse
import uuid

from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException
from pylti1p3.message_launch import MessageLaunch
from pylti1p3.oidc_login import OIDCLogin
from pylti1p3.redirect import Redirect
from pylti1p3.request import Request
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfDict

from loopback import Page, found, serve, told

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"


class Asked(Request):
    def __init__(self, call, session):
        self.call, self.kept = call, session

    @property
    def session(self):
        return self.kept

    def is_secure(self):
        return False

    def get_param(self, key):
        return self.call.fields.get(key)


class Cookies(CookieService):
    def __init__(self, held):
        self.held, self.headers = held, []

    def get_cookie(self, name):
        return self.held.get(name)

    def set_cookie(self, name, value, exp=3600):
        self.headers.append(("Set-Cookie", f"{name}={value}; Path=/; HttpOnly; Max-Age={exp}"))


class Found(Redirect):
    def __init__(self, address):
        self.address = address

    def do_redirect(self):
        return self.address

    def do_js_redirect(self):
        return self.address

    def set_redirect_url(self, location):
        self.address = location

    def get_redirect_url(self):
        return self.address


class Login(OIDCLogin):
    def get_redirect(self, url):
        return Found(url)


class Launch(MessageLaunch):
    def _get_request_param(self, key):
        return self._request.get_param(key)


def verified(launch):
    claims = launch.get_launch_data()
    names = ("deployment_id", "message_type", "version", "roles", "target_link_uri")
    names += ("resource_link", "context", "custom")
    return {
        "accepted": True,
        **{name: claims.get(CLAIM + name) for name in names},
        **{name: claims.get(name) for name in ("iss", "aud", "sub", "name")},
        "is_resource_launch": launch.is_resource_launch(),
        "is_teacher": launch.check_teacher_access(),
        "is_student": launch.check_student_access(),
    }


def registrations(issuer, client, authorize, keys, deployment):
    """A configuration that nobody has used: PyLTI1p3 keeps the keys it fetched in it."""
    registration = {
        "default": True,
        "client_id": client,
        "auth_login_url": authorize,
        # Asked for, but not called by a launch.
        "auth_token_url": urllib.parse.urljoin(authorize, "token"),
        "key_set_url": keys,
        "deployment_ids": [deployment],
    }
    return ToolConfDict({issuer: [registration]})


def bind(*platform):
    sessions = {}

    def answer(address, call):
        name = call.cookies.get("session", str(uuid.uuid4()))
        session = sessions.setdefault(name, {})
        cookies, asked = Cookies(call.cookies), Asked(call, session)
        services = (asked, registrations(*platform), SessionService(asked), cookies)
        if call.path == "/login":
            cookies.set_cookie("session", name)
            return found(Login(*services).redirect(address + "/launch"), cookies.headers)
        if call.path != "/launch":
            return Page(404, "text/plain", "not here")
        try:
            return told(verified(Launch(*services).validate()))
        except LtiException as error:
            reason = {"accepted": False, "reason": str(error), "error": call.fields.get("error")}
            # Whether an error that the platform tells belongs to a login of this browser.
            state = call.fields.get("state")
            own_login = bool(state) and cookies.get_cookie(state) == state
            return told({**reason, "own_login": own_login}, status=401)

    return lambda address: lambda call: answer(address, call)


if __name__ == "__main__":
    serve(bind(*sys.argv[1:]))
