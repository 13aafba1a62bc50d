//! Texts of a manifest, which are parts of one copy of a short document and have their own memory in a long one.

use edu_types::{Limits, Profile};
use edu_xml::SharedText;
use scorm_manifest::Manifest;

use super::{PAGE_1_2, item_with, of_1_2};

const LIMITS: Limits = Manifest::LIMITS;

/// A manifest whose texts stand in the document otherwise than they are meant, and as they are meant.
fn manifest() -> String {
    let resources = PAGE_1_2.replace("a.html", "é&amp;b&#x20;.html");
    let xml = of_1_2(&item_with("", ""), &resources);
    let title = "<title>one\r\ntwo <![CDATA[<&>]]>é<!-- no -->!</title>";
    xml.replacen("<title>Course</title>", title, 1).replacen(
        "<organization ",
        "<organization structure=\"hierarchical\" ",
        1,
    )
}

fn read(bytes: &[u8]) -> Manifest {
    let read = Manifest::from_slice(bytes, &Profile::lenient(), &LIMITS.with_bytes(4 << 20));
    read.unwrap().value
}

/// As UTF-16 with a byte order mark.
fn utf_16(xml: &str) -> Vec<u8> {
    let xml = xml.replacen("UTF-8", "UTF-16", 1);
    let units = core::iter::once(0xfeff_u16).chain(xml.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn texts_are_the_same_however_the_document_is_encoded_and_however_long_it_is() {
    let xml = manifest();
    let first = read(xml.as_bytes());
    let resource = &first.resources()[0];
    assert_eq!(resource.href.as_deref(), Some("é&b .html"));
    assert_eq!(resource.files[0].href.as_deref(), Some("é&b .html"));
    let organization = &first.organizations()[0];
    let title = organization.title.as_ref().map(|title| &*title.value);
    assert_eq!(title, Some("one\ntwo <&>é!"));
    assert_eq!(organization.structure.as_deref(), Some("hierarchical"));
    assert_eq!(read(format!("\u{feff}{xml}").as_bytes()), first);
    let mut longer = xml.clone();
    longer.push_str(&"\n".repeat(SharedText::DOCUMENT));
    assert_eq!(read(longer.as_bytes()), first);
    assert_eq!(read(&utf_16(&xml)).organizations(), first.organizations());
    assert_eq!(read(&utf_16(&longer)).resources(), first.resources());
}

#[test]
fn texts_outlive_the_bytes_and_the_rest_of_the_manifest() {
    let bytes = manifest().into_bytes();
    let mut first = read(&bytes);
    drop(bytes);
    let kept = first.resources.take().unwrap().resources.pop().unwrap();
    drop(first);
    assert_eq!(kept.identifier.as_deref(), Some("R"));
    assert_eq!(kept.href.as_deref(), Some("é&b .html"));
}
