//! Beside the reader and writer of the zip crate.

use std::io::{Cursor, Read as _, Write as _};

use edu_types::Profile;
use edu_zip::Writer;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::builder::{open, verdict};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_we_write_both_read_the_same(files in btree_map("[a-z]{1,8}(/x[a-z]{1,8}\u{e9}?){0,2}\\.(html|png)", vec(any::<u8>(), 0..400), 1..8)) {
        let mut writer = Writer::new(Vec::new(), &Profile::strict());
        for (name, data) in &files {
            writer.add(name, data).unwrap();
        }
        let bytes = writer.finish().unwrap();
        prop_assert_eq!(verdict(&bytes, &Profile::strict()), (vec![], vec![]));
        let mut peer = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        prop_assert_eq!(peer.len(), files.len());
        let mut own = open(&bytes, &Profile::strict()).unwrap().archive;
        for (name, data) in &files {
            let mut read = Vec::new();
            peer.by_name(name).unwrap().read_to_end(&mut read).unwrap();
            prop_assert_eq!(&read, data);
            let found = own.find(name).unwrap();
            prop_assert_eq!(&own.bytes(found.index, 1_000).unwrap(), data);
        }
    }

    #[test]
    fn what_the_zip_crate_writes_we_read(files in btree_map("[a-z]{1,8}\\.html", vec(any::<u8>(), 0..400), 1..8), large in any::<bool>()) {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, data) in &files {
            writer.start_file(name, SimpleFileOptions::default().large_file(large)).unwrap();
            writer.write_all(data).unwrap();
        }
        let bytes = writer.finish().unwrap().into_inner();
        prop_assert_eq!(verdict(&bytes, &Profile::strict()), (vec![], vec![]));
    }

    #[test]
    fn one_changed_byte_never_makes_both_read_other_files(at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let mut writer = Writer::new(Vec::new(), &Profile::strict());
        writer.add("index.html", b"<p>one, one, one, one, one</p>").unwrap();
        writer.add("a.png", b"two").unwrap();
        let mut bytes = writer.finish().unwrap();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let Ok(mut opened) = open(&bytes, &Profile::strict()) else { return Ok(()) };
        if opened.archive.check(&mut ()).is_err() {
            return Ok(());
        }
        for (index, text) in [b"<p>one, one, one, one, one</p>".as_slice(), b"two"].iter().enumerate() {
            prop_assert_eq!(&opened.archive.bytes(index, 1_000).unwrap(), text);
        }
    }
}
