"""A platform made of lti1p3platform with its services: /open, /choose, /authorize, /jwks, /token,
/chosen, /lineitems and /members on loopback.

Usage: lti1p3platform_services.py TOOL CLIENT DEPLOYMENT, with the address of the tool, below which
it has /login, /launch and /jwks. /open launches a student, /choose asks a teacher for content;
what comes back to /chosen is told as JSON, and so is, at /book, what the tool wrote.
"""

import sys
import uuid

import jwt
from lti1p3platform.exceptions import LineItemNotFoundException, LtiException
from lti1p3platform.membership import Context
from lti1p3platform.score import UpdateScoreStatus
from lti1p3platform.service_connector import (
    AssignmentsGradesService,
    NamesRoleProvisioningService,
)

from loopback import Page, serve, told
from lti1p3platform_platform import (
    COURSE,
    PERSON,
    Asked,
    Configuration,
    Launch,
    Login,
    registration,
)

LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
TEACHER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
TEACHING = "person-ada"
MEMBERS = [
    {"user_id": PERSON, "roles": [LEARNER], "name": "Bob <B&B>"},
    {"user_id": TEACHING, "roles": [TEACHER], "status": "Active"},
    {"user_id": "person-cy", "roles": ["https://lms.example/role#Ghost"], "status": "Inactive"},
]


class Grades(AssignmentsGradesService):
    book = {}

    def find_lineitems(self, page=1, limit=None, **wanted):
        items = [entry["item"] for entry in self.book.values()]
        names = {"tag": "tag", "resource_id": "resourceId", "resource_link_id": "resourceLinkId"}
        for name, value in wanted.items():
            items = [item for item in items if item.get(names[name]) == value]
        return {"content": items, "has_next": False}

    def entry(self, item):
        if item not in self.book:
            raise LineItemNotFoundException()
        return self.book[item]

    def find_lineitem(self, line_item_id):
        return self.entry(line_item_id)["item"]

    def create_lineitem(self, creation_data):
        address = f"{self.ags.lineitems_url}/{uuid.uuid4()}?kept=1"
        self.book[address] = {"item": {**creation_data, "id": address}, "scores": []}
        return self.book[address]["item"]

    def update_lineitem(self, update_data):
        self.entry(update_data["id"])["item"].update(update_data)
        return self.book[update_data["id"]]["item"]

    def delete_lineitem(self, line_item_id):
        self.entry(line_item_id)
        del self.book[line_item_id]

    def update_score(self, line_item_id, score):
        scores = self.entry(line_item_id)["scores"]
        if scores and scores[-1]["timestamp"] > score["timestamp"]:
            return UpdateScoreStatus.OLD_TIMESTAMP
        scores.append(score)
        return UpdateScoreStatus.SUCCESS if len(scores) > 1 else UpdateScoreStatus.CREATED

    def get_results(self, line_item_id, page=1, limit=None, user_id=None):
        scores = self.entry(line_item_id)["scores"]
        latest = {score["userId"]: score for score in scores}
        results = [
            {
                "id": f"{self.ags.lineitems_url}/results/{person}",
                "userId": person,
                "resultScore": score["scoreGiven"],
                "resultMaximum": score["scoreMaximum"],
                "comment": None,
                "scoreOf": line_item_id,
            }
            for person, score in latest.items()
            if user_id in (None, person)
        ]
        return {"content": results, "has_next": False}


class People(NamesRoleProvisioningService):
    def get_member_data_page(self, page=1, limit=None, role=None, since=None, **_):
        start, size = (int(page) - 1) * 2, 2
        return {"content": MEMBERS[start : start + size], "has_next": len(MEMBERS) > start + size}

    def get_context_by_id(self):
        return Context(id="course-1", label="D 1", title="Drawing")


class Serving(Launch):
    """A launch that says where the services are."""

    def prepare_launch(self, preflight_response):
        super().prepare_launch(preflight_response)
        address = self._registration.get_iss()
        self.set_ags(address + "/lineitems")
        self.set_nrps(address + "/members")


class Choosing(Launch):
    """A launch that asks for content."""

    def prepare_launch(self, preflight_response):
        address = self._registration.get_iss()
        self.set_user_data(TEACHING, [TEACHER], full_name="Ada")
        self.set_launch_context_claim("course-1", context_types=[COURSE], context_title="Drawing")
        self.set_dl(address + "/chosen", accept_types={"ltiResourceLink"}, extra_data="d < 1 & é")


def as_page(response, links=()):
    """An answer of the library's services; where a list goes on stands in the head."""
    if response.result is None:
        return Page(response.code, "text/plain", response.message or "", links)
    result = response.result
    body = result["content"] if isinstance(result, dict) and "content" in result else result
    answer = told(body, status=response.code)
    answer.kind, answer.headers = response.media_type or answer.kind, list(links)
    return answer


def grades_page(asked, configuration, call, address):
    service = Grades(asked, configuration, address + "/lineitems")
    rest = call.path.removeprefix("/lineitems").strip("/")
    if not rest:
        step = {"GET": service.handle_get_lineitems, "POST": service.handle_create_lineitem}
        return as_page(service.handle_resp(step[call.method]))
    item, _, tail = rest.partition("/")
    # Line items carry a query of their own.
    call.fields.pop("kept", None)
    steps = {
        ("GET", ""): service.handle_get_lineitem,
        ("PUT", ""): service.handle_update_lineitem,
        ("DELETE", ""): service.handle_delete_lineitem,
        ("POST", "scores"): service.handle_update_score,
        ("GET", "results"): service.handle_get_results,
    }
    item = f"{address}/lineitems/{item}?kept=1"
    return as_page(service.handle_resp(steps[call.method, tail], line_item_id=item))


def members_page(asked, configuration, call, address):
    page = int(call.fields.pop("page", 1))
    service = People(asked, configuration, address + "/members")
    service.request.get_data["page"] = page
    response = service.handle_resp(service.handle_get_members)
    links = []
    if response.code == 200 and page == 1:
        links = [("Link", f'<{address}/members?page=2>; rel="next"')]
    return as_page(response, links)


class AskedService(Asked):
    def build_metadata(self, call):
        fields = {name: value for name, value in call.fields.items() if name != "kept"}
        return {
            "get_data": fields,
            "form_data": call.fields,
            "method": call.method,
            "headers": call.headers,
            "json": call.json,
        }


def bind(tool, client, deployment):
    def platform(address):
        tool_at = registration(address, tool, client, deployment)
        tool_at.set_tool_key_set_url(tool + "/jwks")
        tool_at.set_deeplink_launch_url(tool + "/launch")
        configuration = Configuration(registration=tool_at)

        def answer(call):
            asked = AskedService(call)
            if call.path in ("/open", "/choose"):
                login = Login(asked, configuration)
                login.set_lti_message_hint()
                return login.initiate_login(PERSON if call.path == "/open" else TEACHING)
            if call.path == "/authorize":
                launch = Choosing if call.fields.get("login_hint") == TEACHING else Serving
                return launch(asked, configuration).lti_launch()
            if call.path == "/jwks":
                return told(configuration.get_jwks())
            try:
                if call.path == "/token":
                    return told(configuration.get_access_token(call.fields))
                if call.path == "/chosen":
                    return told(configuration.validate_deeplinking_resp(call.fields))
            except (LtiException, jwt.PyJWTError) as error:
                return told({"error": "invalid_client", "why": str(error)}, status=401)
            if call.path == "/book":
                return told(list(Grades.book.values()))
            if call.path.startswith("/lineitems"):
                return grades_page(asked, configuration, call, address)
            if call.path == "/members":
                return members_page(asked, configuration, call, address)
            return Page(404, "text/plain", "not here")

        return answer

    return platform


if __name__ == "__main__":
    serve(bind(*sys.argv[1:]))
