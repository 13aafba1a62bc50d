//! Where an archive ends, and what stands around it.

use edu_types::Profile;

use crate::builder::{File, Zip, open, refused, tolerated, verdict};

fn plain() -> Zip {
    Zip::of([
        File::stored("a", b"one"),
        File::deflated("b", b"two two two"),
    ])
}

/// The archive with the end records of zip64; `change` makes them lie.
fn wide(zip: &Zip, change: impl Fn(&mut [u64; 4], &mut u64)) -> Vec<u8> {
    let (start, mut bytes) = zip.entries_and_directory();
    let end = bytes.len() as u64;
    let count = zip.files.len() as u64;
    let mut values = [count, count, end.saturating_sub(start as u64), start as u64];
    let mut record_at = end;
    change(&mut values, &mut record_at);
    bytes.extend(b"PK\x06\x06");
    bytes.extend(44_u64.to_le_bytes());
    bytes.extend([45, 3, 45, 0]);
    bytes.extend([0; 8]);
    bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    bytes.extend(b"PK\x06\x07\0\0\0\0");
    bytes.extend(record_at.to_le_bytes());
    bytes.extend(1_u32.to_le_bytes());
    bytes.extend(b"PK\x05\x06\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0");
    bytes
}

#[test]
fn bytes_that_are_no_archive_are_refused_and_named() {
    for (bytes, message) in [
        (
            &b"Rar!\x1a\x07\x00rest of it, long enough"[..],
            "a RAR archive",
        ),
        (b"PK\x03\x04 cut off", "a zip archive that was cut off"),
        (b"\x1f\x8b\x08", "a gzip file"),
    ] {
        let error = open(bytes, &Profile::lenient()).unwrap_err();
        assert_eq!(error.code(), Some("zip.end.missing"));
        assert!(error.to_string().contains(message), "{error}");
    }
    assert_eq!(
        open(b"", &Profile::lenient()).unwrap_err().code(),
        Some("zip.end.missing")
    );
}

#[test]
fn an_archive_cut_off_anywhere_is_refused() {
    let bytes = plain().build();
    for length in 0..bytes.len() {
        assert!(
            open(&bytes[..length], &Profile::lenient()).is_err(),
            "{length}"
        );
    }
}

#[test]
fn an_archive_without_entries_is_refused() {
    assert_eq!(refused(&Zip::default()), ["zip.empty"]);
}

#[test]
fn a_comment_is_accepted() {
    let zip = Zip {
        comment: b"made by hand".to_vec(),
        ..plain()
    };
    assert_eq!(tolerated(&zip), Vec::<&str>::new());
}

#[test]
fn a_comment_that_is_cut_off_is_refused() {
    let zip = Zip {
        comment: b"made by hand".to_vec(),
        ..plain()
    };
    let mut bytes = zip.build();
    bytes.pop();
    let (errors, _) = verdict(&bytes, &Profile::lenient());
    assert!(errors.contains(&"zip.end.comment"), "{errors:?}");
}

#[test]
fn bytes_behind_the_end_are_refused_strictly() {
    let mut bytes = plain().build();
    bytes.extend(b"\r\n");
    assert_eq!(verdict(&bytes, &Profile::strict()).0, ["zip.end.trailing"]);
    assert_eq!(verdict(&bytes, &Profile::lenient()).1, ["zip.end.trailing"]);
}

#[test]
fn an_end_within_the_comment_of_another_is_refused() {
    let inner = Zip::of([File::stored("evil", b"x")]).build();
    let end = inner[inner.len() - 22..].to_vec();
    let zip = Zip {
        comment: end,
        ..plain()
    };
    assert!(refused(&zip).contains(&"zip.end.ambiguous"));
}

#[test]
fn an_archive_that_is_stored_as_the_last_entry_makes_no_second_end() {
    let inner = plain().build();
    let zip = Zip::of([File::stored("a", b"one"), File::stored("inner.zip", &inner)]);
    assert_eq!(tolerated(&zip), Vec::<&str>::new());
}

#[test]
fn one_of_several_disks_is_refused() {
    assert_eq!(refused(&Zip { disk: 1, ..plain() }), ["zip.multi_disk"]);
    assert_eq!(
        refused(&Zip {
            entries_here: Some(1),
            ..plain()
        }),
        ["zip.multi_disk"]
    );
    let mut zip = plain();
    zip.files[1].disk = 1;
    assert_eq!(refused(&zip), ["zip.multi_disk"]);
}

#[test]
fn another_number_of_entries_than_the_end_says_is_refused() {
    for said in [1, 3] {
        let zip = Zip {
            entries: Some(said),
            entries_here: Some(said),
            ..plain()
        };
        assert_eq!(refused(&zip), ["zip.directory.count"]);
    }
}

#[test]
fn a_directory_that_is_not_where_the_end_says_is_refused() {
    assert_eq!(
        refused(&Zip {
            offset: Some(u32::MAX),
            ..plain()
        }),
        ["zip.directory.form"]
    );
    assert_eq!(
        refused(&Zip {
            size: Some(u32::MAX),
            ..plain()
        }),
        ["zip.directory.form"]
    );
    assert_eq!(
        refused(&Zip {
            size: Some(45),
            ..plain()
        }),
        ["zip.directory.form"]
    );
    assert_eq!(
        refused(&Zip {
            before_end: b"hidden".to_vec(),
            ..plain()
        }),
        ["zip.directory.form"]
    );
}

#[test]
fn bytes_before_the_first_entry_are_refused_strictly() {
    let zip = Zip {
        prefix: b"MZ a program".to_vec(),
        ..plain()
    };
    assert_eq!(tolerated(&zip), ["zip.prefix"]);
}

#[test]
fn bytes_before_the_first_entry_that_offsets_count_are_refused_strictly() {
    let mut zip = plain();
    zip.prefix = b"MZ a program".to_vec();
    let shift = u32::try_from(zip.prefix.len()).unwrap();
    let (start, _) = zip.entries_and_directory();
    let first = zip.files[0].data.len() + 31;
    zip.files[0].offset = Some(shift);
    zip.files[1].offset = Some(shift + u32::try_from(first).unwrap());
    zip.offset = Some(u32::try_from(start).unwrap());
    assert_eq!(tolerated(&zip), ["zip.prefix"]);
}

#[test]
fn an_archive_before_the_archive_is_refused() {
    let zip = Zip {
        prefix: Zip::of([File::stored("evil", b"x")]).build(),
        ..plain()
    };
    assert!(refused(&zip).contains(&"zip.prefix.hidden"));
}

#[test]
fn a_directory_where_readers_look_that_do_not_count_the_prefix_is_refused() {
    let zip = plain();
    let (start, bytes) = zip.entries_and_directory();
    // What stands at the offset of the directory, when the prefix is not counted, is another one.
    let mut prefix = vec![b'x'; start];
    prefix.extend(&bytes[start..]);
    assert!(refused(&Zip { prefix, ..zip }).contains(&"zip.prefix.hidden"));
}

#[test]
fn the_end_of_zip64_is_read() {
    let bytes = wide(&plain(), |_, _| {});
    assert_eq!(verdict(&bytes, &Profile::strict()), (vec![], vec![]));
}

#[test]
fn the_end_of_zip64_behind_a_prefix_is_found() {
    let zip = Zip {
        prefix: b"MZ a program".to_vec(),
        ..plain()
    };
    let bytes = wide(&zip, |values, at| {
        values[3] -= 12;
        *at -= 12;
    });
    assert_eq!(
        verdict(&bytes, &Profile::lenient()),
        (vec![], vec!["zip.prefix"])
    );
}

#[test]
fn an_end_of_zip64_that_stands_elsewhere_is_refused() {
    let bytes = wide(&plain(), |_, at| *at = 0);
    let (errors, _) = verdict(&bytes, &Profile::lenient());
    assert_eq!(errors, ["zip.end.zip64"]);
}

#[test]
fn an_end_of_zip64_that_lies_about_the_directory_is_refused() {
    for place in 0..4 {
        let bytes = wide(&plain(), |values, _| values[place] += 1);
        let (errors, _) = verdict(&bytes, &Profile::lenient());
        assert_eq!(errors.len(), 1, "{place} {errors:?}");
    }
    let bytes = wide(&plain(), |values, _| values[2] = u64::MAX);
    assert_eq!(verdict(&bytes, &Profile::lenient()).0, ["zip.end.zip64"]);
}

#[test]
fn two_ends_that_differ_are_refused() {
    let mut bytes = wide(&plain(), |_, _| {});
    let at = bytes.len() - 12;
    bytes[at] = 1;
    bytes[at - 2] = 1;
    assert_eq!(verdict(&bytes, &Profile::lenient()).0, ["zip.end.zip64"]);
}
