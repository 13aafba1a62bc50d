//! Names that are the same on every disk, in every archive and in every address.

use edu_types::Decimal;
use scorm_manifest::course::{CourseVersion, FilePath, Identifier, Share, WebAddress};

#[test]
fn refuses_paths_that_lead_elsewhere_or_that_some_disk_cannot_keep() {
    for path in [
        "",
        "/a",
        "a/",
        "a//b",
        "../a",
        "a/../b",
        "./a",
        "a\\b",
        "c:/a",
        "a b",
        "ü.png",
        ".htaccess",
        "a./b",
        "con",
        "AUX.txt",
        "com1.html",
        "lpt9",
        "a?b",
        "a#b",
        "a%2e",
        "a:b",
        "a\0b",
    ] {
        assert!(FilePath::new(path).is_err(), "{path}");
    }
}

#[test]
fn every_name_of_an_uploaded_file_has_a_safe_one_near() {
    for (name, safe) in [
        ("Übung 1.PNG", "bung-1.PNG"),
        ("a b  c.pdf", "a-b-c.pdf"),
        ("con", "_con"),
        ("…", "_"),
        ("../../etc/passwd", "etc-passwd"),
        ("x.tar.gz", "x.tar.gz"),
        ("...", "_"),
    ] {
        let made = FilePath::from_name(name);
        assert_eq!(made.as_str(), safe);
        assert!(FilePath::new(made.as_str()).is_ok(), "{name}");
    }
}

#[test]
fn every_title_has_an_identifier_near() {
    for (title, name) in [
        ("Tides 101", "Tides-101"),
        ("101 tides", "_101-tides"),
        ("", "_"),
        ("Ægir!", "gir"),
    ] {
        let made = Identifier::from_text(title);
        assert_eq!(made.as_str(), name);
        assert!(Identifier::new(made.as_str()).is_ok(), "{title}");
    }
    assert!(Identifier::new(Identifier::from_text(&"x".repeat(500)).as_str()).is_ok());
}

#[test]
fn refuses_identifiers_that_are_no_names_in_xml() {
    for name in ["", "1a", "-a", ".a", "a b", "a:b", "é"] {
        assert!(Identifier::new(name).is_err(), "{name}");
    }
}

#[test]
fn refuses_shares_outside_0_to_1() {
    for number in ["-0.1", "1.0001", "80"] {
        assert!(
            Share::new(Decimal::parse(number).unwrap()).is_err(),
            "{number}"
        );
    }
    let share = Share::new(Decimal::parse("0.805").unwrap()).unwrap();
    assert_eq!(share.percent().to_string(), "80.5");
}

#[test]
fn refuses_frames_that_are_not_encrypted() {
    for address in [
        "http://a.example/",
        "javascript:x",
        "data:,x",
        "https://user@a.example/",
    ] {
        assert!(WebAddress::new(address).is_err(), "{address}");
    }
}

#[test]
fn refuses_versions_longer_than_a_manifest_keeps() {
    assert!(CourseVersion::new("1.0-beta").is_ok());
    assert!(CourseVersion::new(&"1".repeat(21)).is_err());
}
