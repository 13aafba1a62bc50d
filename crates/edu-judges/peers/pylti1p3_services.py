"""A tool made of PyLTI1p3 that uses a platform's services: /login, /launch and /jwks on loopback.

Usage: pylti1p3_services.py ISSUER CLIENT AUTHORIZE KEYS DEPLOYMENT

The arguments are those of pylti1p3_tool.py; access tokens are asked for beside AUTHORIZE, at
`token`. A deep-linking launch is answered with the form that brings two links back. Any other
launch uses grades and members as a tool would, and tells as JSON what came of each step.
"""

import json
import sys
import urllib.parse

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.registration import Registration
from pylti1p3.session import SessionService
from pylti1p3.tool_config import ToolConfDict

from loopback import Page, found, page, serve, told
from pylti1p3_tool import Asked, Cookies, Launch, Login


def pem_pair():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def configuration(keys_of_tool, issuer, client, authorize, keys, deployment):
    registration = {
        "default": True,
        "client_id": client,
        "auth_login_url": authorize,
        "auth_token_url": urllib.parse.urljoin(authorize, "token"),
        "key_set_url": keys,
        "deployment_ids": [deployment],
    }
    tool = ToolConfDict({issuer: [registration]})
    private, public = keys_of_tool
    tool.set_private_key(issuer, private, client_id=client)
    tool.set_public_key(issuer, public, client_id=client)
    return tool


def status_of(step):
    """What a step came to: its value, or the status with which the platform refused it."""
    try:
        return step()
    except LtiServiceException as error:
        return {"refused": error.response.status_code}


def grade(person, given, time, maximum=20):
    return (
        Grade()
        .set_score_given(given)
        .set_score_maximum(maximum)
        .set_timestamp(time)
        .set_activity_progress("Completed")
        .set_grading_progress("FullyGraded")
        .set_comment("well <drawn> & \"done\"")
        .set_user_id(person)
    )


def essay():
    return (
        LineItem()
        .set_tag("essay")
        .set_label("Essay \"1\" <b>")
        .set_score_maximum(10)
        .set_resource_id("resource-1")
    )


def used(launch):
    person = launch.get_launch_data()["sub"]
    grades, people = launch.get_ags(), launch.get_nrps()
    before = grades.get_lineitems()
    item = grades.find_or_create_lineitem(essay())

    def put(*arguments, at=item):
        sent = status_of(lambda: grades.put_grade(grade(*arguments), at))
        return sent if "refused" in sent else "taken"

    foreign = LineItem().set_id(item.get_id() + "0")
    return {
        "before": before,
        "created": json.loads(item.get_value()),
        "same": grades.find_or_create_lineitem(essay()).get_id() == item.get_id(),
        "read": json.loads(grades.get_lineitem(item.get_id()).get_value()),
        # The time as the library's own examples write it, then a later one.
        "put": put(person, 15, "2026-03-01T10:00:00+0000"),
        "again": put(person, 15, "2026-03-01T10:00:00+0000"),
        "later": put(person, 17.5, "2026-03-01T10:00:00.250+00:00"),
        "older": put(person, 1, "2026-03-01T09:59:59.999+00:00"),
        "stranger": put("nobody", 1, "2026-03-01T11:00:00.000+00:00"),
        "foreign": put(person, 1, "2026-03-01T11:00:00.000+00:00", at=foreign),
        "grades": grades.get_grades(item),
        "items": [one["id"] for one in grades.get_lineitems()],
        "members": people.get_members(),
        "context": people.get_context(),
    }


def chosen(launch):
    links = [
        DeepLinkResource()
        .set_url(launch.get_launch_data()[CLAIM + "target_link_uri"] + "?essay=1")
        .set_title("Essay & \"more\"")
        .set_custom_params({"essay": "1"})
        .set_lineitem(essay()),
        DeepLinkResource().set_title("Second").set_url("https://tool.example/second"),
    ]
    return page(launch.get_deep_link().output_response_form(links))


CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"


def bind(*platform):
    keys_of_tool, sessions = pem_pair(), {}
    public = Registration.get_jwk(keys_of_tool[1])

    def answer(address, call):
        session = sessions.setdefault(call.cookies.get("session", "one"), {})
        cookies, asked = Cookies(call.cookies), Asked(call, session)
        services = (
            asked,
            configuration(keys_of_tool, *platform),
            SessionService(asked),
            cookies,
        )
        if call.path == "/jwks":
            return told({"keys": [public]})
        if call.path == "/login":
            return found(Login(*services).redirect(address + "/launch"), cookies.headers)
        if call.path != "/launch":
            return Page(404, "text/plain", "not here")
        try:
            launch = Launch(*services).validate()
            return chosen(launch) if launch.is_deep_link_launch() else told(used(launch))
        except LtiServiceException as error:
            refused = {"refused": error.response.status_code, "said": error.response.text}
            return told(refused, status=502)
        except (LtiException, jwt.PyJWTError) as error:
            return told({"reason": str(error)}, status=401)

    return lambda address: lambda call: answer(address, call)


if __name__ == "__main__":
    serve(bind(*sys.argv[1:]))
