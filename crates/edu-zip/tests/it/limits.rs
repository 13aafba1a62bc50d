//! Limits, each by its name.

use std::io::Cursor;

use edu_types::Profile;
use edu_zip::{Archive, ZipLimits};

use crate::builder::{File, Zip, refused, told};

fn error(zip: &Zip, limits: &ZipLimits) -> String {
    let source = Cursor::new(zip.build());
    let error = Archive::open(source, &Profile::lenient(), limits).unwrap_err();
    let first = error.report().unwrap().first_error().unwrap();
    format!("{}: {}", first.code, first.message)
}

fn three() -> Zip {
    Zip::of(["a", "b", "c"].map(|name| File::stored(name, b"four")))
}

#[test]
fn an_archive_larger_than_the_limit_is_refused() {
    let limits = ZipLimits::default().with_archive_bytes(100);
    let size = three().build().len();
    let expected = format!("zip.limit.archive: bytes of the archive is {size}, limit is 100");
    assert_eq!(error(&three(), &limits), expected);
}

#[test]
fn more_entries_than_the_limit_are_refused_whatever_the_end_says() {
    let limits = ZipLimits::default().with_entries(2);
    let expected = "zip.limit.entries: entries is 3, limit is 2";
    assert_eq!(error(&three(), &limits), expected);
    let lying = Zip {
        entries: Some(1),
        entries_here: Some(1),
        ..three()
    };
    assert_eq!(error(&lying, &limits), expected);
}

#[test]
fn an_entry_larger_than_the_limit_is_refused() {
    let limits = ZipLimits::default().with_entry_bytes(3);
    assert_eq!(
        error(&three(), &limits),
        "zip.limit.entry: bytes of an entry is 4, limit is 3"
    );
}

#[test]
fn entries_that_are_together_larger_than_the_limit_are_refused() {
    let limits = ZipLimits::default().with_total_bytes(11);
    let expected = "zip.limit.total: bytes of all entries is 12, limit is 11";
    assert_eq!(error(&three(), &limits), expected);
}

#[test]
fn a_bomb_is_refused_before_anything_is_inflated() {
    let zip = Zip::of([File::deflated("bomb", &vec![0; 11_000_000])]);
    assert_eq!(refused(&zip), ["zip.limit.ratio"]);
}

#[test]
fn small_files_may_be_packed_however_well() {
    let zip = Zip::of([File::deflated("blank.bmp", &vec![0; 9_000_000])]);
    assert_eq!(told(&zip), Vec::<&str>::new());
}

#[test]
fn a_hundred_thousand_entries_are_read_where_the_limit_allows_them() {
    let mut writer = edu_zip::Writer::new(Vec::new(), &Profile::strict());
    for number in 0..100_000 {
        writer
            .add(&format!("f/{}/{number}", number % 100), b"")
            .unwrap();
    }
    let bytes = writer.finish().unwrap();
    let limits = ZipLimits::default().with_entries(100_000);
    let opened = Archive::open(Cursor::new(bytes), &Profile::strict(), &limits).unwrap();
    assert!(opened.report.is_empty());
    let mut archive = opened.archive;
    assert_eq!(archive.entries().len(), 100_000);
    archive.check(&mut ()).unwrap();
    assert!(archive.find("F/99/99999").is_some());
}
