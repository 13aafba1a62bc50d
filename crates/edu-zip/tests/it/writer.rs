//! Archives written the same every time, which our strictest reading accepts.

use std::io::{Cursor, Read, Seek, SeekFrom};

use edu_types::Profile;
use edu_zip::{Method, Writer, ZipError, for_windows_disk};

use crate::builder::{open, verdict};

fn added(name: &str) -> Result<(), ZipError> {
    Writer::new(Vec::new(), &Profile::strict()).add(name, b"x")
}

fn package() -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    writer
        .add("imsmanifest.xml", &b"<manifest/>".repeat(100))
        .unwrap();
    writer.add("caf\u{e9}/intro.mp4", &[1; 5_000]).unwrap();
    writer.add("empty.txt", b"").unwrap();
    writer.finish().unwrap()
}

#[test]
fn the_same_files_give_the_same_bytes() {
    assert_eq!(package(), package());
}

#[test]
fn what_is_written_reads_strictly_without_a_word() {
    assert_eq!(verdict(&package(), &Profile::strict()), (vec![], vec![]));
}

#[test]
fn media_is_stored_and_text_deflated() {
    let archive = open(&package(), &Profile::strict()).unwrap().archive;
    let methods: Vec<Method> = archive
        .entries()
        .iter()
        .map(edu_zip::Entry::method)
        .collect();
    assert_eq!(methods, [Method::Deflated, Method::Stored, Method::Stored]);
}

#[test]
fn entries_have_one_time_and_a_mode_and_nothing_more() {
    let bytes = package();
    assert_eq!(bytes[10..14], [0, 0, 0x21, 0]);
    let mut peer = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for index in 0..peer.len() {
        let entry = peer.by_index(index).unwrap();
        assert_eq!(entry.unix_mode(), Some(0o100_644));
        assert_eq!(entry.extra_data().unwrap_or_default(), b"");
    }
}

#[test]
fn a_file_from_a_source_gives_the_bytes_of_one_in_memory() {
    let text = b"some text, some text".repeat(10_000);
    for name in ["a.html", "a.mp4"] {
        let mut one = Writer::new(Vec::new(), &Profile::strict());
        one.add(name, &text).unwrap();
        let mut other = Writer::new(Vec::new(), &Profile::strict());
        other.add_from(name, &mut Cursor::new(&text)).unwrap();
        assert!(one.finish().unwrap() == other.finish().unwrap(), "{name}");
    }
}

#[test]
fn a_source_that_changes_while_it_is_read_is_refused() {
    struct Changing(Cursor<Vec<u8>>);
    impl Read for Changing {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            self.0.read(out)
        }
    }
    impl Seek for Changing {
        fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
            self.0.get_mut()[0] ^= u8::from(matches!(to, SeekFrom::Start(_)));
            self.0.seek(to)
        }
    }
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    let changing = &mut Changing(Cursor::new(vec![1; 100]));
    assert!(matches!(
        writer.add_from("a.mp4", changing),
        Err(ZipError::Source(_))
    ));
}

#[test]
fn names_that_the_reader_refuses_are_not_written() {
    for (name, code) in [
        ("", "zip.name.empty"),
        ("../x", "zip.name.traversal"),
        ("/x", "zip.name.absolute"),
        ("a\\b", "zip.name.backslash"),
        ("C:/x", "zip.name.drive"),
        ("ab:c", "zip.name.colon"),
        ("a\0", "zip.name.nul"),
        ("a\tb", "zip.name.control"),
        ("./a", "zip.name.segment"),
        ("a/", "zip.entry.folder"),
    ] {
        assert_eq!(added(name).unwrap_err().code(), Some(code), "{name:?}");
    }
    assert_eq!(
        added(&"n".repeat(256)).unwrap_err().code(),
        Some("zip.limit.component")
    );
    assert_eq!(
        added(&("n/".repeat(64) + "n")).unwrap_err().code(),
        Some("zip.limit.depth")
    );
}

#[test]
fn no_profile_writes_names_that_a_reader_would_change() {
    for name in ["a\\b", "./a", "a//b"] {
        let mut writer = Writer::new(Vec::new(), &Profile::lenient());
        assert!(writer.add(name, b"x").is_err(), "{name}");
    }
}

#[test]
fn names_that_stand_in_the_way_of_others_are_not_written() {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    writer.add("a/b", b"1").unwrap();
    let codes = ["a/b", "a", "a/b/c"].map(|name| writer.add(name, b"2").unwrap_err().code());
    assert_eq!(
        codes,
        [
            "zip.entry.duplicate",
            "zip.entry.conflict",
            "zip.entry.conflict"
        ]
        .map(Some)
    );
    writer.add("A/B", b"3").unwrap();
    assert_eq!(writer.report().findings()[0].code, "zip.entry.case");
}

#[test]
fn a_host_can_ask_for_names_that_work_on_windows() {
    let profile = for_windows_disk(Profile::strict());
    let mut writer = Writer::new(Vec::new(), &profile);
    for name in ["con.html", "a./b", "what?.html"] {
        assert!(writer.add(name, b"x").is_err(), "{name}");
    }
    writer.add("a", b"x").unwrap();
    assert_eq!(
        writer.add("A", b"x").unwrap_err().code(),
        Some("zip.entry.case")
    );
}

#[test]
fn an_archive_without_entries_is_not_written() {
    let writer = Writer::new(Vec::new(), &Profile::strict());
    assert_eq!(writer.finish().unwrap_err().code(), Some("zip.empty"));
}
