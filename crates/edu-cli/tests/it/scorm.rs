//! Packages of SCORM and their manifests: judged, shown and written anew.

use edu_cli::{Console, run};
use edu_types::Profile;
use edu_zip::Writer;

use crate::fixtures::{Ended, Folder, edu, edu_reading};

const MANIFEST: &str = r#"<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"><metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata><organizations default="O"><organization identifier="O"><title>Course</title><item identifier="I" identifierref="R"><title>Unit</title><adlcp:masteryscore>80</adlcp:masteryscore></item></organization></organizations><resources><resource identifier="R" type="webcontent" href="a.html" adlcp:scormtype="sco"><file href="a.html"/></resource></resources></manifest>"#;

fn judged(input: impl AsRef<[u8]>, more: &[&str]) -> Ended {
    let arguments = [&["check", "scorm", "-", "--format", "json"], more].concat();
    edu_reading(&arguments, input.as_ref())
}

/// An archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    for (name, bytes) in files {
        writer.add(name, bytes).unwrap();
    }
    writer.finish().unwrap()
}

fn package() -> Vec<u8> {
    zip(&[
        ("imsmanifest.xml", MANIFEST.as_bytes()),
        ("a.html", b"<p>Hello</p>"),
    ])
}

/// The bytes with one text in them replaced by another as long, wherever it stands.
fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let windows = bytes.windows(from.len()).enumerate();
    let found = windows.filter(|(_, window)| *window == from);
    let starts: Vec<_> = found.map(|(start, _)| start).collect();
    assert!(!starts.is_empty());
    for start in starts {
        for (old, new) in bytes.iter_mut().skip(start).zip(to) {
            *old = *new;
        }
    }
    bytes
}

#[test]
fn a_package_is_valid_from_a_file_and_through_a_pipe() {
    let folder = Folder::new("scorm-package");
    let file = folder.write("package.zip", package());
    let ended = edu(&["check", "scorm", &file, "--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.output);
    assert!(ended.output.contains(r#""version":"1.2""#));
    assert_eq!(ended.errors, "", "no progress where nobody watches");
    assert_eq!(judged(package(), &[]).code, 0);
}

#[test]
fn a_manifest_alone_is_judged() {
    let ended = judged(MANIFEST, &[]);
    assert_eq!(ended.code, 0, "{}", ended.output);
}

#[test]
fn a_broken_manifest_is_refused_with_a_hint() {
    let broken = MANIFEST.replace(r#"identifierref="R""#, r#"identifierref="X""#);
    let ended = judged(&broken, &[]);
    assert_eq!(ended.code, 1);
    let codes = ended.codes("error");
    assert!(codes.contains(&"scorm.item.identifierref".to_owned()));
    assert!(ended.output.contains(r#""repair":{"hint":""#));
    assert_eq!(judged(&broken, &["--profile", "lenient"]).code, 0);
    let text = edu_reading(&["check", "scorm", "-"], broken.as_bytes());
    assert!(text.output.contains("-: try: "), "{}", text.output);
}

#[test]
fn a_file_that_the_package_lacks_is_told_by_its_name() {
    let without = zip(&[("imsmanifest.xml", MANIFEST.as_bytes())]);
    let ended = judged(without, &[]);
    assert_eq!(ended.code, 1, "{}", ended.output);
    assert!(ended.output.contains("a.html"), "{}", ended.output);
}

#[test]
fn a_document_type_is_refused_leniently_too() {
    let declared = r#"<!DOCTYPE manifest [<!ENTITY x SYSTEM "file:///etc/passwd">]>"#;
    let ended = judged(format!("{declared}{MANIFEST}"), &["--profile", "lenient"]);
    let codes = ended.codes("error");
    assert_eq!((ended.code, codes), (1, vec!["xml.doctype".to_owned()]));
}

#[test]
fn bytes_that_are_neither_archive_nor_manifest_are_refused() {
    for bytes in [&b"Rar!"[..], b"", b"{}", b"\0\0\0\0"] {
        let ended = judged(bytes, &["--profile", "lenient"]);
        assert_eq!(ended.code, 1, "{}", ended.output);
        assert!(ended.output.contains("\"zip."), "{}", ended.output);
    }
}

#[test]
fn a_name_that_leads_out_of_the_package_is_refused_leniently_too() {
    let inside = zip(&[
        ("imsmanifest.xml", MANIFEST.as_bytes()),
        ("ab/evil.html", b""),
    ]);
    let hostile = replaced(inside, b"ab/evil", b"../evil");
    let ended = judged(hostile, &["--profile", "lenient"]);
    assert_eq!(ended.code, 1, "{}", ended.output);
    let codes = ended.codes("error");
    assert_eq!(codes, ["zip.name.traversal"]);
}

#[test]
fn data_that_does_not_have_its_checksum_is_refused() {
    let spoilt = replaced(package(), b"<p>Hello</p>", b"<p>Jello</p>");
    let ended = judged(spoilt, &["--profile", "lenient"]);
    assert_eq!(ended.code, 1, "{}", ended.output);
    assert_eq!(ended.codes("error"), ["zip.data.checksum"]);
}

#[test]
fn an_archive_that_swells_is_refused() {
    let zeros = vec![0; 12_000_000];
    let bomb = zip(&[("imsmanifest.xml", MANIFEST.as_bytes()), ("a.html", &zeros)]);
    let ended = judged(bomb, &["--profile", "lenient"]);
    assert_eq!(ended.code, 1, "{}", ended.output);
    assert_eq!(ended.codes("error"), ["zip.limit.ratio"]);
}

#[test]
fn one_file_that_cannot_be_read_does_not_keep_the_others_from_being_judged() {
    let folder = Folder::new("scorm-unreadable");
    let file = folder.write("package.zip", package());
    for verb in ["check", "inspect"] {
        let ended = edu(&[
            verb,
            "scorm",
            "no-such.zip",
            env!("CARGO_TARGET_TMPDIR"),
            &file,
        ]);
        assert_eq!(ended.code, 2);
        assert!(ended.errors.contains("no-such.zip: there is no such file"));
        assert!(ended.errors.contains("is a folder, a file is needed"));
        assert!(ended.output.contains("package.zip"), "{}", ended.output);
    }
}

#[test]
fn a_profile_of_another_standard_and_a_version_are_none_of_packages() {
    assert_eq!(judged(MANIFEST, &["--profile", "canvas"]).code, 2);
    assert_eq!(judged(MANIFEST, &["--version", "1.2"]).code, 2);
}

#[test]
fn what_a_package_launches_is_shown() {
    let ended = edu_reading(&["inspect", "scorm", "-"], &package());
    assert_eq!(ended.code, 0, "{}", ended.output);
    let expected = [
        "-:",
        "edition      SCORM 1.2",
        "identifier   M",
        "resources    1, 1 of them tracked, 1 file",
        "activities   Course [O]",
        "activities     Unit [I] → a.html, passed from 80",
    ];
    let lines: Vec<_> = ended.output.lines().map(str::trim).collect();
    assert_eq!(lines[..6], expected);
}

#[test]
fn a_package_with_a_damaged_entry_is_shown_with_what_is_wrong() {
    let spoilt = replaced(package(), b"<p>Hello</p>", b"<p>Jello</p>");
    let ended = edu_reading(&["inspect", "scorm", "-"], &spoilt);
    assert_eq!(ended.code, 0, "{}", ended.output);
    for told in ["SCORM 1.2", "Unit [I] → a.html", "zip.data.checksum"] {
        assert!(ended.output.contains(told), "{told}: {}", ended.output);
    }
}

#[test]
fn a_manifest_that_is_refused_is_shown_as_far_as_it_can_be_read() {
    let hostile = MANIFEST.replace(
        "href=\"a.html\" adlcp",
        "href=\"javascript:alert(1)\" adlcp",
    );
    let packed = zip(&[("imsmanifest.xml", hostile.as_bytes()), ("a.html", b"")]);
    for input in [hostile.as_bytes(), &packed] {
        let ended = edu_reading(&["inspect", "scorm", "-"], input);
        assert_eq!(ended.code, 0, "{}", ended.output);
        for told in ["SCORM 1.2", "Unit [I]: ", "scorm.address.script"] {
            assert!(ended.output.contains(told), "{told}: {}", ended.output);
        }
        assert!(!ended.output.contains("→"), "{}", ended.output);
    }
}

#[test]
fn a_package_that_is_refused_is_of_the_edition_that_was_found() {
    let hostile = MANIFEST.replace("href=\"a.html\" adlcp", "href=\"../../a.html\" adlcp");
    let packed = zip(&[("imsmanifest.xml", hostile.as_bytes())]);
    let spoilt = replaced(package(), b"<p>Hello</p>", b"<p>Jello</p>");
    for input in [hostile.into_bytes(), packed, spoilt] {
        let ended = judged(input, &["--profile", "lenient"]);
        assert_eq!(ended.code, 1, "{}", ended.output);
        assert_eq!(ended.object()["version"], "1.2");
    }
}

#[test]
fn where_no_edition_can_be_told_there_is_none() {
    let cartridge = MANIFEST.replace("ADL SCORM", "IMS Common Cartridge");
    for input in [&b"Rar!"[..], b"<manifest>", cartridge.as_bytes()] {
        let ended = judged(input, &["--profile", "lenient"]);
        assert_eq!(ended.code, 1, "{}", ended.output);
        assert!(ended.object()["version"].is_null(), "{}", ended.output);
    }
}

#[test]
fn metadata_in_a_file_of_its_own_is_judged() {
    let named = "</schemaversion><adlcp:location>about.xml</adlcp:location>";
    let manifest = MANIFEST.replace("</schemaversion>", named);
    let with = |about: &str| {
        let files = [
            ("imsmanifest.xml", &*manifest),
            ("a.html", ""),
            ("about.xml", about),
        ];
        judged(zip(&files.map(|(name, text)| (name, text.as_bytes()))), &[])
    };
    let fine = with(r#"<lom xmlns="http://ltsc.ieee.org/xsd/LOM"/>"#);
    assert_eq!(fine.code, 0, "{}", fine.output);
    let odd = with("<lom>");
    assert_eq!(odd.codes("error"), ["scorm.package.metadata"]);
    assert!(odd.output.contains("about.xml"), "{}", odd.output);
}

#[test]
fn of_a_package_that_cannot_be_opened_is_shown_why() {
    let ended = edu_reading(&["inspect", "scorm", "-"], b"Rar!");
    assert_eq!(ended.code, 1);
    assert!(ended.output.contains("zip."), "{}", ended.output);
}

#[test]
fn a_manifest_comes_back_as_it_came_and_as_it_was_read() {
    let odd = MANIFEST.replace("<metadata>", "<!-- kept --><metadata >");
    let exact = edu_reading(&["roundtrip", "scorm", "-", "--exact"], odd.as_bytes());
    assert_eq!((exact.code, exact.output), (0, odd.clone()));
    let anew = edu_reading(&["roundtrip", "scorm", "-"], odd.as_bytes());
    assert_eq!(anew.code, 0, "{}", anew.errors);
    assert!(anew.output.contains("<!-- kept --><metadata>"));
}

#[test]
fn the_manifest_of_a_package_comes_back_byte_for_byte() {
    let exact = edu_reading(&["roundtrip", "scorm", "-", "--exact"], &package());
    assert_eq!((exact.code, exact.output.as_str()), (0, MANIFEST));
}

#[test]
fn a_manifest_that_cannot_be_read_is_not_written() {
    let ended = edu_reading(&["roundtrip", "scorm", "-"], b"<manifest>");
    assert_eq!((ended.code, ended.output.as_str()), (1, ""));
    assert!(ended.errors.contains("invalid scorm"), "{}", ended.errors);
}

#[test]
fn progress_is_told_where_somebody_watches_and_taken_back() {
    let package = package();
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let mut input = &package[..];
    let console = Console::new(&mut input, &mut output, &mut errors).with_progress(true);
    let status = run(["edu", "check", "scorm", "-"], console);
    assert_eq!(status.code(), 0);
    let errors = String::from_utf8(errors).unwrap();
    assert!(errors.contains("% a.html"), "{errors:?}");
    assert!(errors.ends_with("\r\u{1b}[K"), "{errors:?}");
}
