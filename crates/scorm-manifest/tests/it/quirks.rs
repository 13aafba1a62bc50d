//! What real packages get wrong, one test for each: they are read, the oddity is told, and they can be played.

use edu_types::Profile;
use edu_xml::{Document, XmlRoot as _};
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::detected::Confidence;
use scorm_manifest::{Activities, Detected, Edition, Family, Manifest};

use super::{PAGE_1_2, PAGE_2004, codes, item_with, lenient, of_1_2, of_2004, organizations, read};

fn addresses(xml: &str) -> Vec<String> {
    let manifest = lenient(xml);
    let organization = manifest.default_organization().unwrap();
    let tree = Activities::new(&manifest, organization, ExternalPolicy::Refused);
    let launched = tree.launchable();
    launched
        .map(|(_, launch)| launch.address.to_string())
        .collect()
}

#[test]
fn q26_a_package_of_1_2_is_not_taken_for_2004() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2);
    assert_eq!(lenient(&xml).edition, Edition::Scorm12);
    let without_version = xml.replace("<schemaversion>1.2</schemaversion>", "");
    assert_eq!(lenient(&without_version).edition, Edition::Scorm12);
}

#[test]
fn q27_a_package_of_2004_with_namespaces_of_1_2_is_told() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2).replace(">1.2<", ">2004 3rd Edition<");
    assert!(codes(&xml).contains(&"scorm.edition.conflict"));
    // What a player of 1.2 understands is what the content was tested with.
    assert_eq!(lenient(&xml).edition, Edition::Scorm12);
}

#[test]
fn q28_the_schemaversion_names_the_edition_whatever_its_case_and_space() {
    for (version, edition) in [
        ("CAM 1.3", Edition::Scorm2004Second),
        (" cam 1.3\n", Edition::Scorm2004Second),
        ("2004 2nd Edition", Edition::Scorm2004Second),
        ("2004 3rd edition", Edition::Scorm2004Third),
        ("2004 4th Edition", Edition::Scorm2004Fourth),
    ] {
        let xml = of_2004(version, &item_with("", ""), PAGE_2004);
        assert_eq!(lenient(&xml).edition, edition, "{version}");
    }
}

#[test]
fn q28_a_schemaversion_in_metadata_of_an_item_says_nothing() {
    let content = "<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>";
    assert_eq!(
        lenient(&of_1_2(&item_with("", content), PAGE_1_2)).edition,
        Edition::Scorm12
    );
}

#[test]
fn q29_a_reference_to_nothing_is_told_and_locks_nothing_else() {
    let items = r#"<item identifier="A" identifierref="GONE"><title>A</title></item><item identifier="B" identifierref="R"><title>B</title></item>"#;
    let xml = of_1_2(&organizations(items), PAGE_1_2);
    assert_eq!(codes(&xml), ["scorm.item.identifierref"]);
    assert_eq!(addresses(&xml), ["a.html"]);
}

#[test]
fn q29_a_backslash_in_an_address_is_read_as_a_slash() {
    let xml = of_1_2(
        &item_with("", ""),
        &PAGE_1_2.replace("a.html", "SCORM 1.2\\a.html"),
    );
    assert_eq!(addresses(&xml), ["SCORM%201.2/a.html"]);
    assert!(codes(&xml).contains(&"scorm.resource.href"));
}

#[test]
fn q32_scorm_1_1_is_named_and_an_item_of_metadata_alone_is_kept() {
    let xml = of_1_2("", "").replace(">1.2<", ">1.1<");
    let refused = read(&xml, &Profile::lenient()).unwrap_err();
    assert_eq!(refused.first().unwrap().code, "scorm.family.scorm_1_1");
    let items = r#"<item identifier="A"><metadata/></item><item identifier="B" identifierref="R"><title>B</title></item>"#;
    let xml = of_1_2(&organizations(items), PAGE_1_2);
    assert_eq!(lenient(&xml).organizations()[0].items.len(), 2);
    assert_eq!(addresses(&xml), ["a.html"]);
}

#[test]
fn q33_bases_without_slash_are_folders_all_the_same() {
    let page = PAGE_1_2.replace("<resources>", "<resources xml:base=\"geo\">");
    assert_eq!(
        addresses(&of_1_2(&item_with("", ""), &page)),
        ["geo/a.html"]
    );
}

#[test]
fn q34_parameters_are_joined_and_assets_are_no_scos() {
    let page = PAGE_1_2.replace(
        "type=\"webcontent\" href=\"a.html\"",
        "type=\"webcontent\" href=\"a.html?x=1\"",
    );
    let page = page.replace("\"sco\"", "\"asset\"");
    let xml = of_1_2(&item_with(" parameters=\"?y=2\"", ""), &page);
    assert_eq!(addresses(&xml), ["a.html?x=1&y=2"]);
    let manifest = lenient(&xml);
    let organization = manifest.default_organization().unwrap();
    let tree = Activities::new(&manifest, organization, ExternalPolicy::Refused);
    assert!(tree.launchable().all(|(_, launch)| !launch.is_sco));
}

#[test]
fn q34_every_item_is_judged_not_only_the_first() {
    let items = r#"<item identifier="A" identifierref="R"><title>A</title></item><item identifier="B" identifierref="X"><title>B</title></item><item identifier="C" identifierref="Y"><title>C</title></item>"#;
    let found = codes(&of_1_2(&organizations(items), PAGE_1_2));
    assert_eq!(found, ["scorm.item.identifierref"; 2]);
}

#[test]
fn q35_manifests_of_cmi5_and_tin_can_are_told_by_their_root() {
    for (xml, code) in [
        ("<courseStructure/>", "scorm.family.cmi5"),
        ("<tincan/>", "scorm.family.tincan"),
    ] {
        let refused = read(xml, &Profile::lenient()).unwrap_err();
        assert_eq!(refused.first().unwrap().code, code);
    }
    assert_eq!(Detected::from_files(["cmi5.xml"]).family, Family::Cmi5);
}

#[test]
fn q36_an_edited_manifest_keeps_what_was_not_edited() {
    let odd = "<!-- made by hand --><x:note xmlns:x=\"urn:x\" x:kind=\"odd\">keep</x:note>";
    let xml = of_1_2(&item_with(" x=\"1\"", odd), PAGE_1_2);
    let read =
        Document::<Manifest>::from_slice(xml.as_bytes(), &Profile::lenient(), &Manifest::LIMITS);
    let mut document = read.unwrap().value;
    assert_eq!(&*document.to_bytes().unwrap(), xml.as_bytes());
    document.edit().version = Some("2.0".into());
    let written = String::from_utf8(document.to_bytes().unwrap().into_owned()).unwrap();
    assert!(
        written.contains(odd) && written.contains("identifierref=\"R\" x=\"1\""),
        "{written}"
    );
    assert!(written.contains("version=\"2.0\""));
}

#[test]
fn q37_a_launched_file_that_is_not_listed_is_told_and_launched() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2).replace("<file href=\"a.html\"/>", "");
    assert_eq!(codes(&xml), ["scorm.resource.file"]);
    assert_eq!(addresses(&xml), ["a.html"]);
}

#[test]
fn q38_a_root_group_that_launches_nothing_is_a_group() {
    let items = r#"<item identifier="A"><title>Course</title><item identifier="B" identifierref="R"><title>B</title></item></item>"#;
    assert_eq!(
        codes(&of_2004(
            "2004 4th Edition",
            &organizations(items),
            PAGE_2004
        )),
        [] as [&str; 0]
    );
}

#[test]
fn q39_all_items_of_a_package_are_launched() {
    let items: Vec<_> = (0..5)
        .map(|at| format!(r##"<item identifier="I{at}" identifierref="R" parameters="#p{at}"><title>t</title></item>"##))
        .collect();
    let items = items.concat();
    let found = addresses(&of_1_2(&organizations(&items), PAGE_1_2));
    assert_eq!(
        found,
        [
            "a.html#p0",
            "a.html#p1",
            "a.html#p2",
            "a.html#p3",
            "a.html#p4"
        ]
    );
}

#[test]
fn q40_a_resource_without_address_is_a_finding_no_fault() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2).replace(" href=\"a.html\" adlcp", " adlcp");
    assert_eq!(codes(&xml), ["scorm.resource.href_missing"]);
    assert!(read(&xml, &Profile::lenient()).is_ok());
}

#[test]
fn q41_letters_beyond_ascii_stay_in_addresses() {
    let xml = of_1_2(
        &item_with("", ""),
        &PAGE_1_2.replace("a.html", "día/über.html"),
    );
    assert_eq!(addresses(&xml), ["día/über.html"]);
    assert_eq!(codes(&xml), [] as [&str; 0]);
}

#[test]
fn q42_limits_are_set_by_the_host_and_named_in_refusals() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2);
    let small = Manifest::LIMITS.with_bytes(100);
    let refused = Manifest::from_slice(xml.as_bytes(), &Profile::lenient(), &small).unwrap_err();
    assert!(refused.to_string().contains("limit is 100"), "{refused}");
}

#[test]
fn q43_a_resource_that_says_nothing_fails_nothing_else() {
    let page = PAGE_1_2.replace("</resources>", "<resource/></resources>");
    assert_eq!(addresses(&of_1_2(&item_with("", ""), &page)), ["a.html"]);
}

#[test]
fn white_space_around_identifiers_and_references_does_not_count() {
    let items = r#"<item identifier=" A " identifierref="R"><title>A</title></item>"#;
    let xml = of_1_2(
        &organizations(items),
        &PAGE_1_2.replace("identifier=\"R\"", "identifier=\"   R \""),
    );
    let xml = xml.replace("identifier=\"O\"", "identifier=\"  O\"");
    assert_eq!(codes(&xml), [] as [&str; 0]);
    assert_eq!(addresses(&xml), ["a.html"]);
}

#[test]
fn words_of_another_edition_in_a_manifest_without_adl_tell_the_edition() {
    let xml = r#"<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3"><metadata/><organizations default="O"><organization identifier="O"><title>t</title><item identifier="I" identifierref="R"><title>t</title><adlcp:completionThreshold minProgressMeasure="0.5"/></item></organization></organizations><resources><resource identifier="R" type="webcontent" adlcp:scormType="sco" href="a"><file href="a"/></resource></resources></manifest>"#;
    assert_eq!(lenient(xml).edition, Edition::Scorm2004Fourth);
    let tree = edu_xml::Tree::parse(xml.as_bytes(), &Profile::strict(), &Manifest::LIMITS)
        .unwrap()
        .tree;
    assert_eq!(
        Detected::from_root(tree.root()).confidence,
        Confidence::Inferred
    );
}

#[test]
fn a_manifest_without_namespaces_is_read_and_written_with_them() {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2).replace(
        " xmlns=\"http://www.imsproject.org/xsd/imscp_rootv1p1p2\"",
        "",
    );
    let manifest = lenient(&xml);
    assert_eq!(manifest.edition, Edition::Scorm12);
    let written = manifest.to_xml_bytes().unwrap();
    let again = Manifest::from_slice(&written, &Profile::strict(), &Manifest::LIMITS);
    assert_eq!(again.unwrap().value, manifest);
}

#[test]
fn an_unbound_prefix_is_bound_as_the_edition_has_it() {
    let xml = of_2004("2004 3rd Edition", &item_with("", ""), PAGE_2004)
        .replace(" xmlns:adlcp=\"http://www.adlnet.org/xsd/adlcp_v1p3\"", "");
    let manifest = lenient(&xml);
    assert!(manifest.resources()[0].is_sco());
    let written = manifest.to_xml_string().unwrap();
    assert!(written.contains("http://www.adlnet.org/xsd/adlcp_v1p3"));
}
