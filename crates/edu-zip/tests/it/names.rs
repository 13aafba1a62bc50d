//! Names that leave the package, or that readers understand differently.

use edu_types::Profile;
use edu_zip::for_windows_disk;

use crate::builder::{File, Zip, field, open, refused, told, tolerated, verdict};

fn named(name: impl AsRef<[u8]>) -> Zip {
    Zip::of([File::stored("index.html", b"<p>"), File::stored(name, b"x")])
}

#[test]
fn a_name_that_climbs_out_of_the_package_is_refused() {
    for name in [
        "../x",
        "a/../../x",
        "..\\..\\x",
        "a\\..\\x",
        "a/..",
        "a/../b",
        "../",
        ".. /x",
        ".../x",
        "a/. ./x",
    ] {
        assert!(
            refused(&named(name)).contains(&"zip.name.traversal"),
            "{name}"
        );
    }
}

#[test]
fn percent_signs_of_a_name_mean_nothing() {
    assert_eq!(told(&named("%2e%2e/x")), Vec::<&str>::new());
}

#[test]
fn an_absolute_name_is_refused() {
    for name in ["/etc/x", "//host/share/x", "\\\\host\\share\\x", "\\x"] {
        assert!(
            refused(&named(name)).contains(&"zip.name.absolute"),
            "{name}"
        );
    }
}

#[test]
fn a_name_with_a_drive_is_refused() {
    for name in ["C:\\x", "c:/x", "z:x"] {
        assert!(refused(&named(name)).contains(&"zip.name.drive"), "{name}");
    }
}

#[test]
fn a_name_with_a_colon_is_refused() {
    for name in ["a.html:stream", "a/b:c", "a.html::$DATA"] {
        assert_eq!(refused(&named(name)), ["zip.name.colon"], "{name}");
    }
}

#[test]
fn a_name_with_a_nul_or_control_character_is_refused() {
    assert_eq!(refused(&named("a\0.html")), ["zip.name.nul"]);
    assert_eq!(refused(&named("a\n.html")), ["zip.name.control"]);
    assert_eq!(refused(&named("a\x7f.html")), ["zip.name.control"]);
}

#[test]
fn an_empty_name_is_refused() {
    assert_eq!(refused(&named("")), ["zip.name.empty"]);
}

#[test]
fn a_finding_shows_a_name_with_its_control_characters_escaped() {
    let error = open(&named("a\u{1b}[2J\u{202e}x").build(), &Profile::strict()).unwrap_err();
    let file = error
        .report()
        .unwrap()
        .first_error()
        .unwrap()
        .place
        .file
        .clone();
    assert_eq!(file.as_deref(), Some("a\\u{1b}[2J\\u{202e}x"));
}

#[test]
fn a_component_longer_than_a_disk_takes_is_refused() {
    assert_eq!(refused(&named("n".repeat(256))), ["zip.limit.component"]);
    assert_eq!(told(&named("n".repeat(255))), Vec::<&str>::new());
}

#[test]
fn a_name_longer_than_the_limit_is_refused() {
    let name = "n/".repeat(60) + &"abcdefghijklmnop/".repeat(4).repeat(14);
    assert!(refused(&named(name)).contains(&"zip.limit.name"));
}

#[test]
fn a_name_deeper_than_the_limit_is_refused() {
    assert_eq!(refused(&named("d/".repeat(64) + "f")), ["zip.limit.depth"]);
    assert_eq!(told(&named("d/".repeat(63) + "f")), Vec::<&str>::new());
}

#[test]
fn backslashes_are_read_as_slashes_where_tolerated() {
    let zip = named("SCORM 1.2\\content\\a.html");
    assert_eq!(tolerated(&zip), ["zip.name.backslash"]);
    let archive = open(&zip.build(), &Profile::lenient()).unwrap().archive;
    let entry = &archive.entries()[1];
    assert_eq!(entry.name(), "SCORM 1.2/content/a.html");
    assert_eq!(entry.received_name(), b"SCORM 1.2\\content\\a.html");
}

#[test]
fn a_folder_by_backslash_is_a_folder_and_no_empty_file() {
    let zip = Zip::of([
        File::stored("content\\", b""),
        File::stored("content\\a", b"x"),
    ]);
    assert_eq!(tolerated(&zip).len(), 2);
    let archive = open(&zip.build(), &Profile::lenient()).unwrap().archive;
    assert!(archive.entries()[0].is_folder());
}

#[test]
fn one_name_in_two_spellings_of_its_folders_is_refused() {
    let zip = Zip::of([File::stored("a/b", b"1"), File::stored("a\\b", b"2")]);
    assert_eq!(refused(&zip), ["zip.entry.duplicate"]);
    let zip = Zip::of([File::stored("a/b", b"1"), File::stored("./a//b", b"2")]);
    assert_eq!(refused(&zip), ["zip.entry.duplicate"]);
}

#[test]
fn empty_components_and_dots_are_left_out_where_tolerated() {
    for name in ["./a/b", "a//b", "a/./b"] {
        let zip = named(name);
        assert_eq!(tolerated(&zip), ["zip.name.segment"], "{name}");
        let archive = open(&zip.build(), &Profile::lenient()).unwrap().archive;
        assert_eq!(archive.entries()[1].name(), "a/b");
    }
}

#[test]
fn one_name_twice_is_refused() {
    let zip = Zip::of([
        File::stored("imsmanifest.xml", b"1"),
        File::stored("imsmanifest.xml", b"1"),
    ]);
    assert_eq!(refused(&zip), ["zip.entry.duplicate"]);
}

#[test]
fn one_folder_twice_is_told() {
    let zip = Zip::of([
        File::stored("a/", b""),
        File::stored("a/", b""),
        File::stored("a/x", b""),
    ]);
    assert_eq!(told(&zip), ["zip.entry.folder_twice"]);
}

#[test]
fn a_file_with_the_name_of_a_folder_is_refused() {
    let zip = Zip::of([File::stored("a", b"1"), File::stored("a/b/c", b"2")]);
    assert_eq!(refused(&zip), ["zip.entry.conflict"]);
    let zip = Zip::of([File::stored("a", b"1"), File::stored("a/", b"")]);
    assert_eq!(refused(&zip), ["zip.entry.conflict"]);
}

#[test]
fn names_that_differ_in_case_only_are_told() {
    let zip = Zip::of([
        File::stored("Index.html", b"1"),
        File::stored("index.html", b"2"),
    ]);
    assert_eq!(told(&zip), ["zip.entry.case"]);
}

#[test]
fn names_that_differ_in_composition_only_are_told() {
    let flag = |file: File| file.both(|header| header.flags = 1 << 11);
    let zip = Zip::of([
        flag(File::stored("caf\u{e9}", b"1")),
        flag(File::stored("cafe\u{301}", b"2")),
    ]);
    assert_eq!(told(&zip), ["zip.entry.case"]);
}

#[test]
fn devices_of_windows_are_told() {
    for name in [
        "CON",
        "con.html",
        "a/AUX",
        "nul .txt",
        "com1.js",
        "LPT\u{b9}",
        "CONIN$",
    ] {
        let (errors, told) = verdict(&named(name).build(), &Profile::strict());
        assert!(errors.is_empty(), "{name}");
        assert!(told.contains(&"zip.name.windows_device"), "{name}");
    }
    for name in ["console", "com10", "comx", "lpt"] {
        assert_eq!(told(&named(name)), Vec::<&str>::new(), "{name}");
    }
}

#[test]
fn what_windows_drops_or_does_not_take_is_told() {
    assert_eq!(told(&named("a./b")), ["zip.name.windows_trailing"]);
    assert_eq!(told(&named("a /b")), ["zip.name.windows_trailing"]);
    assert_eq!(told(&named("what?.html")), ["zip.name.windows_character"]);
}

#[test]
fn a_host_with_a_disk_of_windows_refuses_what_does_not_work_there() {
    let profile = for_windows_disk(Profile::lenient());
    for (name, code) in [
        ("CON.html", "zip.name.windows_device"),
        ("dir. /f", "zip.name.windows_trailing"),
        ("a|b", "zip.name.windows_character"),
        ("INDEX.html", "zip.entry.case"),
    ] {
        let (errors, _) = verdict(&named(name).build(), &profile);
        assert_eq!(errors, [code], "{name}");
    }
}

#[test]
fn a_name_that_is_utf_8_without_saying_so_is_told() {
    let zip = named("caf\u{e9}.html");
    assert_eq!(told(&zip), ["zip.name.unflagged"]);
    let archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    assert_eq!(archive.entries()[1].name(), "caf\u{e9}.html");
}

#[test]
fn a_name_that_is_no_utf_8_is_read_as_code_page_437_and_told() {
    let zip = named(b"caf\x82.html");
    assert_eq!(told(&zip), ["zip.name.cp437"]);
    let archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    assert_eq!(archive.entries()[1].name(), "caf\u{e9}.html");
}

#[test]
fn a_name_that_says_it_is_utf_8_and_is_not_is_refused_strictly() {
    let mut zip = named(b"caf\x82.html");
    zip.files[1] = zip.files[1].clone().both(|header| header.flags = 1 << 11);
    assert_eq!(tolerated(&zip), ["zip.name.encoding"]);
}

#[test]
fn a_unicode_path_field_never_names_an_entry() {
    let path = |name: &str| {
        let mut data = vec![1, 0, 0, 0, 0];
        data.extend(name.as_bytes());
        field(0x7075, &data)
    };
    let mut zip = named("safe.txt");
    zip.files[1].central.extra = path("../../evil.txt");
    assert_eq!(tolerated(&zip), ["zip.extra.unicode_path"]);
    let archive = open(&zip.build(), &Profile::lenient()).unwrap().archive;
    assert_eq!(archive.entries()[1].name(), "safe.txt");
    zip.files[1].central.extra = path("safe.txt");
    assert_eq!(told(&zip), Vec::<&str>::new());
    zip.files[1].local.extra = path("other.txt");
    assert_eq!(tolerated(&zip), ["zip.extra.unicode_path"]);
}
