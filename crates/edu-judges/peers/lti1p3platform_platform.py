"""A platform made of lti1p3platform: /open, /authorize and /jwks on loopback.

Usage: lti1p3platform_platform.py TOOL CLIENT DEPLOYMENT, with the address of the tool, below
which it has /login and /launch. Whoever opens the link is launched as a student.
"""

import html
import sys

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from lti1p3platform.request import Request

from loopback import Page, found, page, serve, told

LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
COURSE = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"
PERSON = "person-bob"


class Asked(Request):
    def build_metadata(self, call):
        return {"get_data": call.fields, "form_data": call.fields}


class Configuration(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, registration):
        self._registration = registration

    def get_registration_by_params(self, **_):
        return self._registration


class Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, **_):
        self._lti_message_hint = "link-1"

    def get_redirect(self, url):
        return found(url)


class Launch(LTIAdvantageMessageLaunchAbstract):
    def prepare_launch(self, preflight_response):
        self.set_user_data(PERSON, [LEARNER], full_name="Bob <B&B>")
        self.set_resource_link_claim("link-1", title="Still life")
        self.set_launch_context_claim(
            "course-1", context_types=[COURSE], context_title="Drawing"
        )
        self.set_custom_parameters_claim({"task": "apples"})

    def render_launch_form(self, launch_data, **_):
        names = ("id_token", "state")
        inputs = (f'<input name="{name}" value="{html.escape(launch_data[name])}">' for name in names)
        action = html.escape(launch_data["launch_url"])
        return page(f'<form method="post" action="{action}">{"".join(inputs)}</form>')


def registration(address, tool, client, deployment):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    return (
        Registration()
        .set_iss(address)
        .set_client_id(client)
        .set_deployment_id(deployment)
        .set_launch_url(tool + "/launch")
        .set_oidc_login_url(tool + "/login")
        .set_platform_public_key(public.decode())
        .set_platform_private_key(private.decode())
    )


def bind(tool, client, deployment):
    def platform(address):
        configuration = Configuration(registration=registration(address, tool, client, deployment))

        def answer(call):
            asked = Asked(call)
            if call.path == "/open":
                login = Login(asked, configuration)
                login.set_lti_message_hint()
                return login.initiate_login(PERSON)
            if call.path == "/authorize":
                return Launch(asked, configuration).lti_launch()
            if call.path == "/jwks":
                return told(configuration.get_jwks())
            return Page(404, "text/plain", "not here")

        return answer

    return platform


if __name__ == "__main__":
    serve(bind(*sys.argv[1:]))
