//! Entries that share bytes, and bytes that belong to no entry.

use crate::builder::{File, Zip, crc32, deflate, refused, told, tolerated};

fn one() -> File {
    File::deflated("one.txt", b"some text, some text, some text")
}

fn with(file: File) -> Zip {
    Zip::of([file, File::stored("two.txt", b"two")])
}

#[test]
fn two_entries_with_one_local_header_are_refused() {
    let mut zip = with(one());
    let twin = File {
        offset: Some(0),
        ..one()
    }
    .central(|header| header.name = b"twin.txt".to_vec());
    zip.files.push(twin);
    assert!(refused(&zip).contains(&"zip.overlap"));
}

#[test]
fn an_entry_within_the_data_of_another_is_refused() {
    // As in quines and bombs: the first entry's stored data is the second one, header and all.
    let inner = File::stored("inner", b"payload");
    let (start, bytes) = Zip::of([inner.clone()]).entries_and_directory();
    let outer = File::stored("outer", &bytes[..start]);
    let mut zip = Zip::of([outer, inner]);
    zip.files[1].offset = Some(30 + 5);
    let found = refused(&zip);
    assert!(found.contains(&"zip.overlap"), "{found:?}");
}

#[test]
fn an_entry_that_reaches_into_the_directory_is_refused() {
    let zip = with(one());
    let mut long = zip.clone();
    long.files[1] = long.files[1]
        .clone()
        .both(|header| (header.compressed, header.size) = (40, 40));
    assert!(refused(&long).contains(&"zip.overlap"));
}

#[test]
fn an_archive_that_is_its_own_entry_is_refused() {
    // The only entry covers the whole archive, its own header and directory included.
    let file =
        File::stored("again.zip", b"").both(|header| (header.compressed, header.size) = (200, 200));
    let found = refused(&Zip::of([file]));
    assert!(found.contains(&"zip.overlap"), "{found:?}");
}

#[test]
fn bytes_between_entries_are_refused_strictly() {
    let zip = with(one().followed_by(b"padding"));
    assert_eq!(tolerated(&zip), ["zip.gap"]);
}

#[test]
fn an_entry_that_is_not_listed_is_refused() {
    let (start, bytes) = Zip::of([File::stored("hidden", b"x")]).entries_and_directory();
    let zip = with(one().followed_by(&bytes[..start]));
    assert_eq!(refused(&zip), ["zip.gap.hidden"]);
    let mut last = with(one());
    last.files[1].after = bytes[..start].to_vec();
    assert_eq!(refused(&last), ["zip.gap.hidden"]);
}

#[test]
fn every_form_of_data_descriptor_is_read() {
    for (signed, wide) in [(true, false), (true, true), (false, false), (false, true)] {
        let zip = with(one().streamed(one().descriptor(signed, wide)));
        assert_eq!(told(&zip), Vec::<&str>::new(), "{signed} {wide}");
        let mut last = with(one());
        last.files.reverse();
        last.files[1] = one().streamed(one().descriptor(signed, wide));
        assert_eq!(told(&last), Vec::<&str>::new(), "{signed} {wide}");
    }
}

#[test]
fn a_local_header_may_know_what_the_descriptor_repeats() {
    let descriptor = one().descriptor(true, false);
    let zip = with(
        one()
            .both(|header| header.flags = 8)
            .followed_by(descriptor),
    );
    assert_eq!(told(&zip), Vec::<&str>::new());
}

#[test]
fn a_missing_descriptor_is_refused_strictly() {
    let zip = with(one().streamed(Vec::new()));
    assert_eq!(tolerated(&zip), ["zip.descriptor"]);
}

#[test]
fn a_descriptor_that_lies_is_refused_strictly() {
    let mut descriptor = one().descriptor(true, false);
    descriptor[4] ^= 1;
    let zip = with(one().streamed(descriptor));
    assert_eq!(tolerated(&zip), ["zip.descriptor", "zip.gap"]);
}

#[test]
fn entries_may_lie_in_another_order_than_they_are_listed() {
    let mut zip = with(one());
    let at = 30 + 7 + u32::try_from(deflate(b"some text, some text, some text").len()).unwrap();
    let (first, second) = (zip.files[0].central.clone(), zip.files[1].central.clone());
    zip.files[0].central = second;
    zip.files[0].offset = Some(at);
    zip.files[1].central = first;
    zip.files[1].offset = Some(0);
    assert_eq!(
        zip.files[1].central.crc32,
        crc32(b"some text, some text, some text")
    );
    assert_eq!(told(&zip), Vec::<&str>::new());
}
