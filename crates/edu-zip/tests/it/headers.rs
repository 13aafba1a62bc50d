//! The two headers of an entry, and what kind of entry it is.

use edu_types::Profile;

use crate::builder::{File, Header, Zip, open, refused, told, tolerated, zip64};

fn with(file: File) -> Zip {
    Zip::of([File::stored("index.html", b"<p>"), file])
}

fn file() -> File {
    File::deflated("a.txt", b"some text, some text, some text")
}

#[test]
fn a_local_header_with_another_name_is_refused() {
    let zip = with(file().local(|header| header.name = b"b.txt".to_vec()));
    assert_eq!(refused(&zip), ["zip.local.name"]);
    let zip = with(file().local(|header| header.name = b"../../evil".to_vec()));
    assert_eq!(refused(&zip), ["zip.local.name"]);
}

#[test]
fn a_local_header_with_other_sizes_or_checksum_is_refused() {
    let lies: [fn(&mut Header); 3] = [
        |header| header.size += 1,
        |header| header.compressed += 1,
        |header| header.crc32 ^= 1,
    ];
    for lie in lies {
        assert_eq!(refused(&with(file().local(lie))), ["zip.local.size"]);
    }
}

#[test]
fn a_local_header_with_another_method_is_refused() {
    let zip = with(file().local(|header| header.method = 0));
    assert_eq!(refused(&zip), ["zip.local.method"]);
}

#[test]
fn a_local_header_that_alone_says_encrypted_is_refused() {
    let zip = with(file().local(|header| header.flags = 1));
    assert_eq!(refused(&zip), ["zip.entry.encrypted"]);
}

#[test]
fn a_local_header_with_other_flags_is_refused_strictly() {
    let zip = with(file().local(|header| header.flags = 8));
    assert_eq!(tolerated(&zip), ["zip.local.flags"]);
}

#[test]
fn flags_that_only_tell_of_how_data_was_deflated_may_differ() {
    let zip = with(file().local(|header| header.flags = 2));
    assert_eq!(told(&zip), Vec::<&str>::new());
}

#[test]
fn an_entry_without_local_header_is_refused() {
    let mut zip = with(file());
    zip.files[1].offset = Some(1);
    assert!(refused(&zip).contains(&"zip.local.form"));
    zip.files[1].offset = Some(u32::MAX - 1);
    assert!(refused(&zip).contains(&"zip.local.form"));
}

#[test]
fn an_encrypted_entry_is_refused() {
    for flags in [1, 1 | 1 << 6, 1 << 13] {
        let zip = with(file().both(|header| header.flags = flags));
        assert_eq!(refused(&zip), ["zip.entry.encrypted"], "{flags}");
    }
    let zip = with(file().both(|header| header.method = 99));
    assert!(refused(&zip).contains(&"zip.entry.encrypted"));
}

#[test]
fn another_method_than_stored_and_deflated_is_refused() {
    for method in [1, 6, 9, 12, 14, 93, 95] {
        let zip = with(file().both(|header| header.method = method));
        assert!(refused(&zip).contains(&"zip.entry.method"), "{method}");
    }
}

#[test]
fn patched_data_is_refused() {
    let zip = with(file().both(|header| header.flags = 1 << 5));
    assert_eq!(refused(&zip), ["zip.entry.method"]);
}

#[test]
fn links_and_devices_are_refused() {
    for mode in [0o120_777_u32, 0o010_644, 0o020_644, 0o060_644, 0o140_644] {
        let zip = with(File::stored("link", b"/etc/passwd").with_attributes(mode << 16));
        assert_eq!(refused(&zip), ["zip.entry.special"], "{mode:o}");
    }
    let zip = with(File::stored("plain", b"x").with_attributes(0o100_644 << 16));
    assert_eq!(told(&zip), Vec::<&str>::new());
}

#[test]
fn writing_through_a_link_is_refused() {
    let link = File::stored("dir", b"/tmp").with_attributes(0o120_777 << 16);
    let zip = Zip::of([link, File::stored("dir/evil", b"x")]);
    assert_eq!(refused(&zip), ["zip.entry.special", "zip.entry.conflict"]);
}

#[test]
fn a_folder_with_data_is_refused_strictly() {
    assert_eq!(
        tolerated(&with(File::stored("folder/", b"x"))),
        ["zip.entry.folder"]
    );
}

#[test]
fn a_file_marked_as_a_folder_is_refused_strictly() {
    let zip = with(File::stored("folder", b"").with_attributes(0x10));
    assert_eq!(tolerated(&zip), ["zip.entry.folder"]);
    let zip = with(File::stored("folder", b"").with_attributes(0o040_755 << 16));
    assert_eq!(tolerated(&zip), ["zip.entry.folder"]);
}

#[test]
fn what_operating_systems_leave_is_advice() {
    let zip = with(File::stored("__MACOSX/._a", b"x"));
    assert_eq!(told(&zip), ["zip.entry.ignorable"]);
    let zip = with(File::stored("a/Thumbs.db", b"x"));
    assert_eq!(told(&zip), ["zip.entry.ignorable"]);
    let archive = open(&zip.build(), &Profile::strict()).unwrap().archive;
    assert!(archive.entries()[1].is_ignorable());
    assert!(!archive.entries()[0].is_ignorable());
}

#[test]
fn sizes_and_offset_of_zip64_are_read() {
    let (size, compressed) = (
        u64::from(file().local.size),
        u64::from(file().local.compressed),
    );
    let mut zip = with(file().both(|header| {
        header.extra = zip64(&[size, compressed]);
        (header.size, header.compressed) = (u32::MAX, u32::MAX);
    }));
    assert_eq!(told(&zip), Vec::<&str>::new());
    let offset = 30 + 10 + 3;
    zip.files[1].central.extra = zip64(&[size, compressed, offset]);
    zip.files[1].offset = Some(u32::MAX);
    assert_eq!(told(&zip), Vec::<&str>::new());
}

#[test]
fn a_size_of_zip64_without_its_field_is_refused() {
    let zip = with(file().both(|header| header.size = u32::MAX));
    assert!(refused(&zip).contains(&"zip.extra.zip64"));
    let zip = with(file().both(|header| {
        header.size = u32::MAX;
        header.extra = zip64(&[31])[..10].to_vec();
    }));
    assert!(refused(&zip).contains(&"zip.extra.zip64"));
}

#[test]
fn a_field_of_zip64_that_stands_twice_is_refused() {
    let zip = with(file().central(|header| {
        header.extra = [zip64(&[31]), zip64(&[32])].concat();
        header.size = u32::MAX;
    }));
    assert!(refused(&zip).contains(&"zip.extra.zip64"));
}

#[test]
fn sizes_of_zip64_that_differ_between_headers_are_refused() {
    let zip = with(file().local(|header| {
        header.extra = zip64(&[32, u64::from(header.compressed)]);
        (header.size, header.compressed) = (u32::MAX, u32::MAX);
    }));
    assert_eq!(refused(&zip), ["zip.local.size"]);
}

#[test]
fn an_extra_field_that_is_cut_off_is_refused_strictly() {
    let zip = with(file().central(|header| header.extra = vec![0xfe, 0xca, 9, 0, 1]));
    assert_eq!(tolerated(&zip), ["zip.extra.form"]);
}

#[test]
fn zeros_that_align_data_are_no_extra_field() {
    let zip = with(file().local(|header| header.extra = vec![0, 0, 0]));
    assert_eq!(told(&zip), Vec::<&str>::new());
}
