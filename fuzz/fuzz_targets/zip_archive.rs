//! Any bytes as an archive: no panic; what is accepted keeps its promises about names and sizes, and
//! what is read of it can be written anew and reads the same.
#![no_main]

use std::io::Cursor;

use edu_types::Profile;
use edu_zip::{Archive, Writer, ZipError, ZipLimits};
use libfuzzer_sys::fuzz_target;

const MOST: u64 = 1 << 20;

fuzz_target!(|input: &[u8]| {
    let limits = ZipLimits::default().with_entry_bytes(MOST).with_total_bytes(4 * MOST);
    let opened = match Archive::open(Cursor::new(input), &Profile::lenient(), &limits) {
        Ok(opened) => opened,
        Err(ZipError::Refused(report)) => return assert!(!report.is_valid()),
        Err(other) => panic!("memory does not fail: {other}"),
    };
    assert!(opened.report.is_valid());
    let mut archive = opened.archive;
    let sound = archive.check(&mut ()).is_ok();
    let mut writer = Writer::new(Vec::new(), &Profile::lenient());
    let mut files = Vec::new();
    for index in 0..archive.entries().len() {
        let entry = archive.entries()[index].clone();
        let name = entry.name();
        assert!(!name.starts_with('/') && !name.contains(['\\', '\0', ':']));
        assert!(name.split('/').all(|component| component != ".."));
        let read = archive.bytes(index, MOST);
        assert!(read.is_ok() || !sound);
        let Ok(bytes) = read else { continue };
        assert_eq!(bytes.len() as u64, entry.size());
        if !entry.is_folder() {
            assert_eq!(archive.find(name).map(|found| found.index), Some(index));
            writer.add(name, &bytes).expect("a name that was read can be written");
            files.push((name.to_owned(), bytes));
        }
    }
    if files.is_empty() {
        return;
    }
    let written = writer.finish().expect("an archive");
    let again = Archive::open(Cursor::new(written), &Profile::lenient(), &ZipLimits::default());
    let mut again = again.expect("what we write we read").archive;
    for (index, (name, bytes)) in files.iter().enumerate() {
        assert_eq!(again.entries()[index].name(), name);
        assert_eq!(&again.bytes(index, MOST).expect("sound data"), bytes);
    }
});
