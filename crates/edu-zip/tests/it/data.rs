//! Data that is not what its entry declares.

use core::ops::ControlFlow;
use std::io::Read as _;

use edu_types::Profile;
use edu_zip::{Step, ZipError};

use crate::builder::{File, Zip, crc32, open, refused, told};

const TEXT: &[u8] = b"some text, some text, some text";

fn with(file: File) -> Zip {
    Zip::of([File::stored("index.html", b"<p>"), file])
}

#[test]
fn an_entry_that_holds_more_than_it_declares_is_refused() {
    let zip = with(File::deflated("a", &vec![7; 100_000]).both(|header| header.size = 10));
    assert_eq!(refused(&zip), ["zip.data.longer"]);
}

#[test]
fn an_entry_never_hands_out_more_than_it_declares() {
    let zip = with(File::deflated("a", &vec![7; 100_000]).both(|header| header.size = 10));
    let mut archive = open(&zip.build(), &Profile::lenient()).unwrap().archive;
    let mut out = Vec::new();
    let error = archive.read(1).unwrap().read_to_end(&mut out).unwrap_err();
    assert!(out.len() <= 10);
    assert_eq!(ZipError::from_read(error).code(), Some("zip.data.longer"));
}

#[test]
fn an_entry_that_holds_less_than_it_declares_is_refused() {
    let zip = with(File::deflated("a", TEXT).both(|header| header.size += 1));
    assert_eq!(refused(&zip), ["zip.data.shorter"]);
}

#[test]
fn a_wrong_checksum_is_refused() {
    for file in [File::deflated("a", TEXT), File::stored("a", TEXT)] {
        let zip = with(file.both(|header| header.crc32 ^= 1));
        assert_eq!(refused(&zip), ["zip.data.checksum"]);
    }
}

#[test]
fn stored_data_of_two_sizes_is_refused() {
    let zip = with(File::stored("a", TEXT).both(|header| header.size += 1));
    assert!(refused(&zip).contains(&"zip.entry.stored_size"));
}

#[test]
fn data_that_is_not_deflated_is_refused() {
    let mut file = File::deflated("a", TEXT);
    file.data.fill(0xff);
    assert_eq!(refused(&with(file)), ["zip.data.form"]);
}

#[test]
fn deflated_data_that_is_cut_off_is_refused() {
    let mut file = File::deflated("a", TEXT);
    file.data.pop();
    let zip = with(file.both(|header| header.compressed -= 1));
    assert_eq!(refused(&zip), ["zip.data.form"]);
}

#[test]
fn bytes_behind_deflated_data_are_refused() {
    let mut file = File::deflated("a", TEXT);
    file.data.extend(b"hidden");
    let zip = with(file.both(|header| header.compressed += 6));
    assert_eq!(refused(&zip), ["zip.data.trailing"]);
}

#[test]
fn an_empty_file_may_be_deflated_or_have_nothing_to_inflate() {
    assert_eq!(told(&with(File::deflated("a", b""))), Vec::<&str>::new());
    let mut empty = File::stored("a", b"").both(|header| header.method = 8);
    assert_eq!(told(&with(empty.clone())), Vec::<&str>::new());
    empty = empty.both(|header| header.size = 3);
    assert_eq!(refused(&with(empty)), ["zip.data.shorter"]);
}

#[test]
fn every_entry_that_is_wrong_is_named() {
    let broken = |name: &str| File::stored(name, TEXT).both(|header| header.crc32 ^= 1);
    let zip = Zip::of([broken("a"), File::stored("b", TEXT), broken("c")]);
    let mut archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    let error = archive.check(&mut ()).unwrap_err();
    let findings = error.report().unwrap().findings();
    let files: Vec<_> = findings
        .iter()
        .map(|one| one.place.file.as_deref())
        .collect();
    assert_eq!(files, [Some("a"), Some("c")]);
    let (found, said) = (crc32(TEXT), crc32(TEXT) ^ 1);
    let expected = format!("data has checksum {found:08x}, {said:08x} is declared");
    assert_eq!(findings[0].message, expected);
}

#[test]
fn a_reader_that_failed_goes_on_failing() {
    let zip = with(File::stored("a", TEXT).both(|header| header.crc32 ^= 1));
    let mut archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    let mut reader = archive.read(1).unwrap();
    assert!(reader.read_to_end(&mut Vec::new()).is_err());
    assert!(reader.read(&mut [0; 8]).is_err());
}

#[test]
fn data_comes_in_pieces_of_any_size() {
    let text: Vec<u8> = (0..200_000_u32)
        .map(|number| number.to_le_bytes()[1])
        .collect();
    let zip = Zip::of([File::deflated("a", &text), File::stored("b", &text)]);
    let mut archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    for index in 0..2 {
        for size in [1_000, 65_535, 65_536, 300_000] {
            let (mut out, mut piece) = (Vec::new(), vec![0; size]);
            let mut reader = archive.read(index).unwrap();
            loop {
                let read = reader.read(&mut piece).unwrap();
                if read == 0 {
                    break;
                }
                out.extend_from_slice(&piece[..read]);
            }
            assert!(out == text, "entry {index} in pieces of {size}");
        }
    }
}

#[test]
fn an_archive_within_an_archive_is_content() {
    let inner = Zip::of([File::stored("../evil", b"x")]).build();
    let zip = with(File::deflated("inner.zip", &inner));
    assert_eq!(told(&zip), Vec::<&str>::new());
    let mut archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    assert_eq!(archive.bytes(1, 10_000).unwrap(), inner);
}

#[test]
fn more_bytes_than_were_asked_for_are_refused() {
    let zip = with(File::stored("a", TEXT));
    let mut archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    assert_eq!(
        archive.bytes(1, 30).unwrap_err().code(),
        Some("zip.limit.entry")
    );
    assert_eq!(archive.bytes(1, 31).unwrap(), TEXT);
    assert!(matches!(archive.bytes(2, 31), Err(ZipError::Source(_))));
}

#[test]
fn a_check_tells_how_far_it_is() {
    let zip = Zip::of([
        File::stored("a", TEXT),
        File::deflated("b", &vec![1; 200_000]),
    ]);
    let mut archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    let mut steps = Vec::new();
    let mut told = |step: Step<'_>| {
        assert_eq!(step.total, 200_031);
        steps.push((step.entry.to_owned(), step.done));
        ControlFlow::Continue(())
    };
    archive.check(&mut told).unwrap();
    assert_eq!(steps.first(), Some(&("a".to_owned(), 0)));
    assert_eq!(steps.last(), Some(&("b".to_owned(), 200_031)));
    assert!(steps.is_sorted_by_key(|(_, done)| *done));
}

#[test]
fn a_check_can_be_stopped() {
    let zip = with(File::stored("a", TEXT));
    let mut archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    let mut stop = |step: Step<'_>| {
        if step.entry == "a" {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    assert!(matches!(archive.check(&mut stop), Err(ZipError::Stopped)));
}
