"""Validates packages of SCORM with lxml, by the schemas of their edition.

Usage: scorm_schemas.py SCHEMAS, the folder with a folder of schemas for each edition. Reads one package
a line on standard input: its edition (1.2, 2004-2nd, 2004-3rd or 2004-4th), a tab, and where it is.
Writes one line of JSON for each: what the schemas do not allow in its manifest and in each metadata.xml,
nothing where it is valid.

No schema is fetched. Two of SCORM 1.2 are none that lxml takes, and are mended in memory so that they
allow less than before, never more: xml.xsd of SCORM 2004 stands in for ims_xml.xsd, which binds a prefix
that XML reserves; and what imsmd_rootv1p2p1.xsd allows beside its own elements is of other namespaces
alone, because ##any leaves open which of two declarations an element meets.
"""

import json
import pathlib
import sys
import zipfile

from lxml import etree

LOM = "adl-test-suite-4th-with-lom/lom.xsd"
NEWER = {
    "http://www.imsglobal.org/xsd/imscp_v1p1": "imscp_v1p1.xsd",
    "http://www.adlnet.org/xsd/adlcp_v1p3": "adlcp_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlseq_v1p3": "adlseq_v1p3.xsd",
    "http://www.adlnet.org/xsd/adlnav_v1p3": "adlnav_v1p3.xsd",
    "http://www.imsglobal.org/xsd/imsss": "imsss_v1p0.xsd",
    "http://ltsc.ieee.org/xsd/LOM": f"../{LOM}",
}
OLDER = {
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2": "imscp_rootv1p1p2.xsd",
    "http://www.adlnet.org/xsd/adlcp_rootv1p2": "adlcp_rootv1p2.xsd",
    "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1": "imsmd_rootv1p2p1.xsd",
}


class Offline(etree.Resolver):
    """Finds every schema in the folder, whatever address another one names it by."""

    def __init__(self, schemas):
        self.schemas = schemas

    def resolve(self, address, identifier, context):
        name = address.rsplit("/", 1)[-1]
        if name in ("ims_xml.xsd", "xml.xsd"):
            return self.resolve_filename(str(self.schemas / "scorm2004-4th/xml.xsd"), context)
        if name == "imsmd_rootv1p2p1.xsd":
            text = pathlib.Path(address).read_text("utf-8")
            narrower = text.replace('namespace="##any"', 'namespace="##other"')
            return self.resolve_string(narrower, context, base_url=address)
        if "://" in address:
            raise LookupError(f"{address} is not at hand")
        return None


def schema(schemas, edition):
    folder = schemas / f"scorm{edition.replace('1.2', '12')}"
    imports = OLDER if edition == "1.2" else NEWER
    driver = etree.Element("{http://www.w3.org/2001/XMLSchema}schema")
    for namespace, file in imports.items():
        place = str((folder / file).resolve(strict=True))
        tag = "{http://www.w3.org/2001/XMLSchema}import"
        etree.SubElement(driver, tag, namespace=namespace, schemaLocation=place)
    parser = etree.XMLParser(load_dtd=False, no_network=True)
    parser.resolvers.add(Offline(schemas))
    return etree.XMLSchema(etree.fromstring(etree.tostring(driver), parser))


def judged(known, package):
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    with zipfile.ZipFile(package) as archive:
        names = ["imsmanifest.xml"] + [name for name in archive.namelist() if name == "metadata.xml"]
        for name in names:
            known.validate(etree.fromstring(archive.read(name), parser))
            for error in known.error_log:
                yield f"{name}:{error.line}: {error.message}"


def main():
    schemas, known = pathlib.Path(sys.argv[1]), {}
    for line in sys.stdin:
        edition, package = line.rstrip("\n").split("\t")
        if edition not in known:
            known[edition] = schema(schemas, edition)
        print(json.dumps(list(judged(known[edition], package))))


if __name__ == "__main__":
    main()
