"""Opens packages of SCORM with the block of Open edX that plays them.

Reads where a package is, one a line on standard input. Writes one line of JSON for each: which SCORM it
takes it for, the page it opens, its menu as pairs of a title and a page (none for a heading), and what
it warns of. Packages are unpacked into memory.
"""

import html.parser
import json
import sys
from unittest import mock

import django
from django.conf import settings

settings.configure(
    LOGGING_CONFIG=None,
    STORAGES={"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}},
)
django.setup()

from openedxscorm.scormxblock import ScormXBlock  # noqa: E402
from xblock.field_data import DictFieldData  # noqa: E402


class Menu(html.parser.HTMLParser):
    """The titles and pages of the menu, which is a list of HTML."""

    def __init__(self, before):
        super().__init__()
        self.before, self.entries, self.inside = before, [], False

    def handle_starttag(self, tag, attributes):
        self.inside = tag == "li"
        if self.inside:
            page = dict(attributes).get("href")
            self.entries.append(["", page and page.removeprefix(self.before)])

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.entries[-1][0] += data


def opened(package, number):
    block = ScormXBlock(mock.Mock(), DictFieldData({}), mock.Mock())
    block.location = mock.Mock(block_id=f"block{number}", org="org", course="course", block_type="scorm")
    block.package_meta = {"sha1": str(number), "name": "package.zip", "size": 0}
    with mock.patch.object(ScormXBlock, "proxy_base_url", "/proxy"):
        with mock.patch.object(ScormXBlock, "xblock_settings", {}):
            with open(package, "rb") as file:
                block.extract_package(file)
            block.update_package_fields()
    menu = Menu("/proxy/")
    menu.feed(block.navigation_menu)
    return {
        "version": block.scorm_version,
        "page": block.index_page_path,
        "menu": menu.entries,
        "warnings": block.package_warnings,
    }


for number, line in enumerate(sys.stdin):
    print(json.dumps(opened(line.rstrip("\n"), number)))
