"""A platform made of Open edX's LTI consumer: /open, /authorize and /jwks on loopback.

Usage: openedx_platform.py TOOL CLIENT, with the address of the tool, below which it has /login and
/launch. Whoever opens the link is launched as a student, or in the role that ?role=… names in the
words of Open edX. The deployment is always "1". /authorize and /jwks are Open edX's own views, with
its own form and models; only the page that opens the link is not.

It prints its address as JSON and ends when standard input does.
"""

import json
import os
import sys
import threading
import uuid
import wsgiref.simple_server

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponseRedirect
from django.urls import path

KEYS = uuid.uuid4()


class Quiet(wsgiref.simple_server.WSGIRequestHandler):
    def log_message(self, *arguments):
        pass


def configure(address):
    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "lti_consumer"],
        LMS_ROOT_URL=address,
        LOGGING_CONFIG=None,
        OPENEDX_TELEMETRY=[],
        PLATFORM_NAME="Open edX",
        ROOT_URLCONF=__name__,
        SECRET_KEY=str(uuid.uuid4()),
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
        USAGE_ID_PATTERN=r"(?P<usage_id>.+)",
    )
    django.setup()
    call_command("migrate", verbosity=0)


def registered(tool, client):
    from lti_consumer.models import Lti1p3Passport, LtiConfiguration

    return LtiConfiguration.objects.create(
        version=LtiConfiguration.LTI_1P3,
        config_store=LtiConfiguration.CONFIG_ON_DB,
        lti_1p3_passport=Lti1p3Passport.objects.create(passport_id=KEYS, lti_1p3_client_id=client),
        lti_1p3_oidc_url=tool + "/login",
        lti_1p3_launch_url=tool + "/launch",
        # Without a course there is no block whose one column could be declared.
        lti_advantage_ags_mode=LtiConfiguration.LTI_ADVANTAGE_AGS_PROGRAMMATIC,
        lti_advantage_enable_nrps=True,
    )


def views(configuration):
    from lti_consumer.api import get_lti_1p3_launch_start_url
    from lti_consumer.data import Lti1p3LaunchData
    from lti_consumer.plugin.views import launch_gate_endpoint, public_keyset_endpoint

    def open_link(request):
        launch = Lti1p3LaunchData(
            user_id="person-bob",
            user_role=request.GET.get("role", "student"),
            config_id=configuration.config_id,
            resource_link_id="link-1",
            name="Bob <B&B>",
            context_id="course-1",
            context_type=["course_offering"],
            context_title="Drawing",
            custom_parameters={"task": "apples"},
        )
        return HttpResponseRedirect(get_lti_1p3_launch_start_url(launch))

    return [
        path("open", open_link),
        path("authorize", launch_gate_endpoint),
        path("jwks", public_keyset_endpoint, {"passport_id": KEYS}),
    ]


def end_with_input():
    sys.stdin.read()
    os._exit(0)


def main(tool, client):
    server = wsgiref.simple_server.make_server("127.0.0.1", 0, None, handler_class=Quiet)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    configure(address)
    urlpatterns.extend(views(registered(tool, client)))
    server.set_app(get_wsgi_application())
    threading.Thread(target=end_with_input, daemon=True).start()
    print(json.dumps({"address": address}), flush=True)
    # In this thread: another one would have a database in memory of its own.
    server.serve_forever()


# Where Django looks up, in the module that it is told, which view a path has.
urlpatterns = []

if __name__ == "__main__":
    main(*sys.argv[1:])
