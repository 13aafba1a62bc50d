//! Hostile manifests: those written down in this file, and those of the corpus with their expected verdicts.

use edu_types::{Profile, Severity};
use scorm_manifest::Manifest;

use super::{PAGE_1_2, corpus, item_with, lenient, of_1_2, read};

/// What the corpus expects of each file that is a manifest: refused under which profiles, and a code that must be found.
const EXPECTED: &[(&str, Verdict, &str)] = &[
    (
        "base-absolute.xml",
        Verdict::Strict,
        "scorm.address.external_base",
    ),
    (
        "base-escape.xml",
        Verdict::Always,
        "scorm.address.traversal",
    ),
    ("billion-laughs.xml", Verdict::Always, "xml.doctype"),
    ("charref-nul.xml", Verdict::Always, "xml.character"),
    ("control-char.xml", Verdict::Always, "xml.character"),
    (
        "cp1252-undeclared.xml",
        Verdict::Strict,
        "xml.encoding.mismatch",
    ),
    (
        "dangling-ref.xml",
        Verdict::Strict,
        "scorm.item.identifierref",
    ),
    ("deep-items.xml", Verdict::Always, "xml.limit"),
    ("deep-unknown.xml", Verdict::Always, "xml.limit"),
    ("dep-cycle.xml", Verdict::Never, "scorm.dependency.cycle"),
    ("doctype-harmless.xml", Verdict::Always, "xml.doctype"),
    ("dup-attr.xml", Verdict::Always, "xml.attribute.duplicate"),
    ("dup-ids.xml", Verdict::Strict, "scorm.identifier.twice"),
    (
        "dup-ns-attr.xml",
        Verdict::Always,
        "xml.attribute.duplicate",
    ),
    (
        "href-external.xml",
        Verdict::Never,
        "scorm.address.external",
    ),
    (
        "href-javascript.xml",
        Verdict::Always,
        "scorm.address.script",
    ),
    (
        "href-pct-traversal.xml",
        Verdict::Always,
        "scorm.address.traversal",
    ),
    (
        "href-traversal.xml",
        Verdict::Always,
        "scorm.address.traversal",
    ),
    ("huge-title.xml", Verdict::Never, "scorm.text.length"),
    ("latin1-declared.xml", Verdict::Never, ""),
    ("no-namespace.xml", Verdict::Strict, "xml.namespace.missing"),
    ("quadratic.xml", Verdict::Always, "xml.doctype"),
    (
        "raw-ampersand-in-parameters.xml",
        Verdict::Strict,
        "xml.ampersand",
    ),
    ("self-submanifest.xml", Verdict::Strict, "scorm.item.self"),
    ("title-xss.xml", Verdict::Never, ""),
    (
        "unbound-prefix.xml",
        Verdict::Strict,
        "xml.namespace.unbound",
    ),
    ("undeclared-entity.xml", Verdict::Strict, "xml.entity.html"),
    (
        "utf16-decl-but-utf8.xml",
        Verdict::Strict,
        "xml.encoding.mismatch",
    ),
    ("utf16be-bom.xml", Verdict::Never, ""),
    ("utf16le-bom.xml", Verdict::Never, ""),
    ("utf8-bom.xml", Verdict::Never, ""),
    ("wide-attrs.xml", Verdict::Always, "xml.limit"),
    (
        "ws-before-decl.xml",
        Verdict::Strict,
        "xml.declaration.space",
    ),
    ("xml11.xml", Verdict::Never, "xml.version"),
    ("xxe-file.xml", Verdict::Always, "xml.doctype"),
    ("xxe-param.xml", Verdict::Always, "xml.doctype"),
];

/// Which profiles refuse a manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Never,
    Strict,
    Always,
}

#[test]
fn every_hostile_manifest_has_its_verdict_by_a_named_rule() {
    let Some(root) = corpus::root() else { return };
    let mut odd = Vec::new();
    for (file, expected, code) in EXPECTED {
        let bytes = edu_testing::read(&root.join("synthetic-hostile").join(file));
        let read = |profile: &Profile| Manifest::from_slice(&bytes, profile, &Manifest::LIMITS);
        let (strict, lenient) = (read(&Profile::strict()), read(&Profile::lenient()));
        let verdict = match (strict.is_err(), lenient.is_err()) {
            (false, false) => Verdict::Never,
            (true, false) => Verdict::Strict,
            (_, true) => Verdict::Always,
        };
        let report = match lenient {
            Ok(checked) => checked.report,
            Err(refused) => refused.into_report(),
        };
        let codes: Vec<_> = report.findings().iter().map(|one| one.code).collect();
        let is_found = if code.is_empty() {
            codes.is_empty()
        } else {
            codes.contains(code)
        };
        if verdict != *expected || !is_found {
            odd.push(format!("{file}: {verdict:?} {codes:?}"));
        }
    }
    assert!(odd.is_empty(), "{odd:#?}");
}

#[test]
fn external_entities_are_refused_before_anything_is_read() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2);
    for doctype in [
        "<!DOCTYPE manifest SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE manifest [<!ENTITY x SYSTEM \"http://example.org/\">]>",
        "<!DOCTYPE manifest [<!ENTITY % x \"y\"> %x;]>",
    ] {
        let refused = read(&format!("{doctype}{xml}"), &Profile::lenient()).unwrap_err();
        assert_eq!(refused.first().unwrap().code, "xml.doctype");
    }
}

#[test]
fn markup_in_titles_stays_text() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2)
        .replace("Unit", "&lt;script&gt;alert(1)&lt;/script&gt;");
    let manifest = lenient(&xml);
    let title = manifest.organizations()[0].items[0].title.as_ref();
    assert_eq!(
        title.map(|title| &*title.value),
        Some("<script>alert(1)</script>")
    );
}

#[test]
fn includes_and_schema_addresses_are_never_followed() {
    let include =
        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>";
    let xml = of_1_2(&item_with("", include), PAGE_1_2);
    let checked = read(&xml, &Profile::strict()).unwrap();
    assert!(
        checked
            .report
            .findings()
            .iter()
            .all(|one| one.severity != Severity::Error)
    );
}
