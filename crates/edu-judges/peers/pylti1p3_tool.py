"""A tool made of PyLTI1p3: /login and /launch on loopback.

Usage: pylti1p3_tool.py CONFIGURATION, the JSON that `ToolConfDict` takes. /launch answers with
JSON: what was verified, or why the launch is refused.
"""

import json
import sys
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
        **{name: claims[CLAIM + name] for name in names},
        **{name: claims[name] for name in ("iss", "aud", "sub")},
        "name": claims.get("name"),
        "is_resource_launch": launch.is_resource_launch(),
        "is_teacher": launch.check_teacher_access(),
        "is_student": launch.check_student_access(),
    }


def bind(configuration):
    sessions = {}

    def answer(address, call):
        name = call.cookies.get("session", str(uuid.uuid4()))
        session = sessions.setdefault(name, {})
        cookies, asked = Cookies(call.cookies), Asked(call, session)
        # A configuration of its own for each call: PyLTI1p3 keeps fetched keys in it.
        known = ToolConfDict(json.loads(configuration))
        services = (asked, known, SessionService(asked), cookies)
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
            return told({**reason, "own_login": bool(state) and cookies.get_cookie(state) == state})

    return lambda address: lambda call: answer(address, call)


if __name__ == "__main__":
    serve(bind(sys.argv[1]))
