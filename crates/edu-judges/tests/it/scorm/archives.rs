//! Archives of our writer, for others to read.

use std::io::Cursor;

use edu_types::{Profile, Report};
use edu_zip::{Archive, Entry, Method, Writer, ZipError, ZipLimits};

/// Files by name, in the order of the archive.
pub(super) type Files = Vec<(String, Vec<u8>)>;

/// Entries that no archive without zip64 can have.
pub(super) const MANY: usize = 66_000;

/// Stored, deflated and empty files, with names of several scripts.
pub(super) fn few() -> Files {
    let text = "the water rises, the water falls. ".repeat(2_000);
    let files: [(&str, &[u8]); 6] = [
        ("imsmanifest.xml", b"<manifest/>"),
        ("a/b/index.html", text.as_bytes()),
        ("bild/m\u{e4}rz.png", b"compressed already, says its name"),
        ("\u{5b66}\u{751f}/\u{1f30a}.txt", b"unicode"),
        ("empty.txt", b""),
        ("empty.png", b""),
    ];
    let owned = files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    owned.into()
}

/// More files than fit without zip64.
pub(super) fn many() -> Files {
    let file = |number: usize| (format!("{number:05}.png"), number.to_string().into_bytes());
    (0..MANY).map(file).collect()
}

pub(super) fn written(files: &Files) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    for (name, bytes) in files {
        writer.add(name, bytes).unwrap();
    }
    writer.finish().unwrap()
}

/// One of ours in which a byte of a file was changed.
pub(super) fn changed() -> Vec<u8> {
    let mut bytes = written(&few());
    let at = bytes
        .windows(7)
        .position(|part| part == b"unicode")
        .unwrap();
    bytes[at] = b'U';
    bytes
}

/// What our reader makes of an archive: its files and the codes of what the profile let pass, or the codes of all
/// that was found.
pub(super) fn read(
    bytes: &[u8],
    profile: &Profile,
) -> Result<(Files, Vec<&'static str>), Vec<&'static str>> {
    let limits = ZipLimits::DEFAULT.with_entries(100_000);
    let opened = Archive::open(Cursor::new(bytes), profile, &limits)
        .map_err(|refused| codes_of(&refused))?;
    let mut archive = opened.archive;
    archive
        .check(&mut ())
        .map_err(|refused| codes_of(&refused))?;
    let names = archive
        .entries()
        .iter()
        .map(|entry| entry.name().to_owned());
    let names: Vec<String> = names.collect();
    let files = names
        .into_iter()
        .enumerate()
        .filter(|(_, name)| !name.ends_with('/'));
    let files = files.map(|(index, name)| (name, archive.bytes(index, 1 << 20).unwrap()));
    Ok((files.collect(), codes(&opened.report)))
}

fn codes_of(refused: &ZipError) -> Vec<&'static str> {
    let ZipError::Refused(report) = refused else {
        panic!("{refused}");
    };
    codes(report)
}

fn codes(report: &Report) -> Vec<&'static str> {
    let findings = report.findings().iter();
    let mut codes: Vec<_> = findings.map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn the_archives_for_others_are_stored_deflated_and_of_more_entries_than_fit_without_zip64() {
    let bytes = written(&few());
    let opened = Archive::open(Cursor::new(&bytes), &Profile::strict(), &ZipLimits::DEFAULT);
    let methods: Vec<_> = opened
        .unwrap()
        .archive
        .entries()
        .iter()
        .map(Entry::method)
        .collect();
    assert!(methods.contains(&Method::Stored) && methods.contains(&Method::Deflated));
    assert!(MANY > usize::from(u16::MAX));
}
