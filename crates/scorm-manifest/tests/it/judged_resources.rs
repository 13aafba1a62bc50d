//! Every rule that resources, files and dependencies can break, and those of the whole document.

use edu_types::{Profile, Severity};

use super::{PAGE_1_2, PAGE_2004, codes, item_with, of_1_2, of_2004, read};

/// The codes found in a manifest of the fourth edition with these resources beside one that is fine.
fn resources(resources: &str) -> Vec<&'static str> {
    let all = PAGE_2004.replace("<resources>", &format!("<resources>{resources}"));
    codes(&of_2004("2004 4th Edition", &item_with("", ""), &all))
}

/// The codes found in a manifest of SCORM 1.2 whose page has that address, and lists it.
fn page_at(href: &str) -> Vec<&'static str> {
    codes(&of_1_2(
        &item_with("", ""),
        &PAGE_1_2.replace("a.html", href),
    ))
}

#[test]
fn a_resource_says_what_it_is() {
    assert_eq!(
        resources("<resource/>"),
        [
            "scorm.resource.identifier",
            "scorm.resource.type",
            "scorm.resource.scormtype_missing",
        ]
    );
    let odd = r#"<resource identifier="X" type="webcontent" adlcp:scormType="SCO"/>"#;
    assert_eq!(resources(odd), ["scorm.resource.scormtype"]);
    let kept = r#"<resource identifier="X" type="webcontent" adlcp:scormType="sco" adlcp:persistState="true"/>"#;
    assert!(resources(kept).contains(&"scorm.resource.persist_state"));
}

#[test]
fn what_is_launched_is_web_content_with_an_address() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2);
    for other in ["html", "WebContent", " webcontent "] {
        let found = codes(&xml.replace("webcontent", other));
        assert_eq!(found, ["scorm.resource.webcontent"], "{other}");
    }
    let found = codes(&xml.replace(" href=\"a.html\" adlcp", " adlcp"));
    assert_eq!(found, ["scorm.resource.href_missing"]);
    assert_eq!(
        codes(&xml.replace("<file href=\"a.html\"/>", "")),
        ["scorm.resource.file"]
    );
}

#[test]
fn a_launched_file_is_listed_with_or_without_its_query() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2);
    let query = xml.replace(
        "type=\"webcontent\" href=\"a.html\"",
        "type=\"webcontent\" href=\"a.html?b#c\"",
    );
    assert_eq!(codes(&query), [] as [&str; 0]);
}

#[test]
fn addresses_are_written_with_slashes_from_the_package_on() {
    assert_eq!(
        page_at("b\\a.html"),
        ["scorm.file.href", "scorm.resource.href"]
    );
    assert_eq!(
        page_at("/a.html"),
        ["scorm.file.href", "scorm.resource.href"]
    );
    assert_eq!(
        page_at("a b.html"),
        ["scorm.address.space", "scorm.address.space"]
    );
    assert_eq!(page_at("a%20b.html"), [] as [&str; 0]);
}

#[test]
fn bases_are_folders_within_the_package() {
    let based = |base: &str| {
        let at = |from: &str, to: &str| {
            of_1_2(&item_with("", ""), PAGE_1_2).replacen(
                from,
                &format!("{to} xml:base=\"{base}\""),
                1,
            )
        };
        [
            codes(&at("<manifest", "<manifest")),
            codes(&at("<resources", "<resources")),
            codes(&at(
                "<resource identifier=\"R\"",
                "<resource identifier=\"R\"",
            )),
        ]
    };
    assert_eq!(based("a/b/"), [[] as [&str; 0], [], []]);
    for base in ["a", "a\\b/", "/a/"] {
        let codes = [
            "scorm.manifest.base",
            "scorm.resources.base",
            "scorm.resource.base",
        ];
        assert_eq!(based(base), codes.map(|code| [code]), "{base}");
    }
}

#[test]
fn rejects_what_leaves_the_package_under_every_profile() {
    for href in ["../a.html", "%2e%2e/a.html", "b/../../a.html"] {
        let xml = of_1_2(&item_with("", ""), &PAGE_1_2.replace("a.html", href));
        let refused = read(&xml, &Profile::lenient()).unwrap_err();
        assert_eq!(refused.first().unwrap().code, "scorm.address.traversal");
    }
    for href in ["javascript:alert(1)", "data:text/html,x"] {
        let xml = of_1_2(&item_with("", ""), &PAGE_1_2.replace("a.html", href));
        let refused = read(&xml, &Profile::lenient()).unwrap_err();
        assert_eq!(refused.first().unwrap().code, "scorm.address.script");
    }
    let based =
        of_1_2(&item_with("", ""), PAGE_1_2).replace("<resources>", "<resources xml:base=\"../\">");
    let refused = read(&based, &Profile::lenient()).unwrap_err();
    assert_eq!(refused.first().unwrap().code, "scorm.address.traversal");
}

#[test]
fn addresses_outside_the_package_are_told() {
    assert_eq!(
        page_at("https://example.org/a.html"),
        ["scorm.file.external", "scorm.address.external"]
    );
    assert_eq!(
        page_at("file:///a.html"),
        ["scorm.file.address", "scorm.address.local_file"]
    );
    assert_eq!(
        page_at("ftp://x/a.html"),
        ["scorm.file.address", "scorm.address.scheme"]
    );
    let based = of_1_2(&item_with("", ""), PAGE_1_2).replace(
        "<resources>",
        "<resources xml:base=\"https://example.org/\">",
    );
    assert_eq!(
        codes(&based),
        ["scorm.address.external_base", "scorm.address.external"]
    );
    let long = format!("{}.html", "a".repeat(70_000));
    assert!(page_at(&format!("./{long}")).contains(&"scorm.address.length"));
}

#[test]
fn files_are_within_their_package() {
    let file = |attributes: &str| {
        let xml = of_1_2(&item_with("", ""), PAGE_1_2);
        codes(&xml.replace("<file ", &format!("<file {attributes}/><file ")))
    };
    assert_eq!(file(""), ["scorm.file.href_missing"]);
    assert_eq!(file("href=\"../b.png\""), ["scorm.file.traversal"]);
    assert_eq!(file("href=\"https://x/b.png\""), ["scorm.file.external"]);
}

#[test]
fn dependencies_name_other_resources() {
    let needs = |dependency: &str| {
        let page = PAGE_2004.replace("</resource>", &format!("{dependency}</resource>"));
        codes(&of_2004("2004 4th Edition", &item_with("", ""), &page))
    };
    assert_eq!(
        needs("<dependency/>"),
        ["scorm.dependency.identifierref_missing"]
    );
    assert_eq!(
        needs("<dependency identifierref=\"X\"/>"),
        ["scorm.dependency.identifierref"]
    );
    assert_eq!(
        needs("<dependency identifierref=\"R\"/>"),
        ["scorm.dependency.self"]
    );
    let two = r#"<resource identifier="A" type="webcontent" adlcp:scormType="asset"><dependency identifierref="B"/></resource><resource identifier="B" type="webcontent" adlcp:scormType="asset"><dependency identifierref="A"/></resource>"#;
    assert_eq!(resources(two), ["scorm.dependency.cycle"]);
}

#[test]
fn parameters_and_a_fragment_of_the_address_are_told() {
    let xml = of_1_2(&item_with(" parameters=\"?a=1\"", ""), PAGE_1_2);
    let xml = xml.replace(
        "type=\"webcontent\" href=\"a.html\"",
        "type=\"webcontent\" href=\"a.html#top\"",
    );
    assert_eq!(codes(&xml), ["scorm.item.parameters_fragment"]);
}

#[test]
fn packages_within_packages_are_advised_against_and_bounded() {
    let inner = r#"<manifest identifier="N"><organizations/><resources/></manifest>"#;
    let xml = of_2004("2004 4th Edition", &item_with("", ""), PAGE_2004)
        .replace("</resources>", &format!("</resources>{inner}"));
    assert_eq!(
        codes(&xml),
        ["scorm.manifest.submanifest", "scorm.organizations.empty"]
    );
    let mut nested = String::new();
    for depth in (0..9).rev() {
        nested = format!(
            r#"<manifest identifier="N{depth}"><organizations/><resources/>{nested}</manifest>"#
        );
    }
    let xml = of_2004("2004 4th Edition", &item_with("", ""), PAGE_2004).replace(
        "</resources></manifest>",
        &format!("</resources>{nested}</manifest>"),
    );
    assert!(codes(&xml).contains(&"scorm.manifest.depth"));
}

#[test]
fn elements_stand_in_the_order_of_the_standard_and_once() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2);
    let swapped = xml.replace("<title>Unit</title>", "<metadata/><title>Unit</title>");
    assert_eq!(codes(&swapped), ["scorm.element.order_1_2"]);
    let twice = xml.replace(
        "<title>Unit</title>",
        "<title>Unit</title><title>Again</title>",
    );
    assert_eq!(codes(&twice), ["scorm.element.repeated"]);
    let unknown = xml.replace(
        "<title>Unit</title>",
        "<title>Unit</title><adlcp:speed>1</adlcp:speed>",
    );
    assert_eq!(codes(&unknown), ["scorm.element.unknown"]);
    let text = xml.replace("<title>Unit</title>", "odd<title>Unit</title>");
    assert_eq!(codes(&text), ["scorm.element.text"]);
}

#[test]
fn a_finding_names_place_clause_number_and_message() {
    let xml = of_2004("2004 4th Edition", &item_with("", ""), PAGE_2004)
        .replace("identifierref=\"R\"", "identifierref=\"X\"");
    let refused = read(&xml, &Profile::strict()).unwrap_err();
    let finding = refused.first().unwrap();
    assert_eq!(finding.requirement, Some("REQ_30.6.3.6.2.2"));
    assert_eq!(
        finding.place.path.as_deref(),
        Some("/manifest/organizations[1]/organization[1]/item[1]/@identifierref")
    );
    assert_eq!(finding.place.position.map(|(line, _)| line), Some(1));
    assert_eq!(finding.severity, Severity::Error);
}

#[test]
fn lenient_warns_of_what_strict_refuses() {
    let xml = of_1_2(
        &item_with("", "").replace("identifierref=\"R\"", "identifierref=\"X\""),
        PAGE_1_2,
    );
    let checked = read(&xml, &Profile::lenient()).unwrap();
    let finding = &checked.report.findings()[0];
    assert_eq!(
        (finding.code, finding.severity),
        ("scorm.item.identifierref", Severity::Warning)
    );
}
