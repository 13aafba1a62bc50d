//! Attachments and the data that comes, or does not come, with them.

use edu_types::Profile;
use xapi_model::multipart::declared::check_addresses;
use xapi_model::multipart::{
    AttachmentEvent, Declared, Digest, MultipartError, MultipartFault, MultipartLimits, PartUse,
    ReceivedAttachments, StatementsPart, StatementsStep,
};

use super::boundary;

/// SHA-256, SHA-384 and SHA-512 of `abc` (FIPS 180-4).
pub(crate) const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const ABC_384: &str = "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed\
                       8086072ba1e7cc2358baeca134c825a7";
const ABC_512: &str = "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a\
                       2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";

/// A body of statements and parts, each a head and data.
pub(crate) fn body(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts = parts
        .iter()
        .map(|(head, data)| format!("--sep\r\n{head}\r\n{data}\r\n"));
    let parts: String = parts.collect();
    let statements = "--sep\r\nContent-Type: application/json\r\n\r\n{}\r\n";
    format!("{statements}{parts}--sep--\r\n").into_bytes()
}

/// The head of a part as it should be.
pub(crate) fn head(hash: &str) -> String {
    format!(
        "Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\
         X-Experience-API-Hash: {hash}\r\n"
    )
}

/// What became of a body: how its parts were used, and what came of it.
pub(crate) type Outcome = (Vec<PartUse>, Result<ReceivedAttachments, MultipartError>);

pub(crate) fn read(
    profile: &Profile,
    body: &[u8],
    declared: &[Declared<'_>],
    size: usize,
) -> Outcome {
    let mut uses = Vec::new();
    let outcome = attempt(profile, body, declared, size, &mut uses);
    (uses, outcome)
}

fn attempt(
    profile: &Profile,
    body: &[u8],
    declared: &[Declared<'_>],
    size: usize,
    uses: &mut Vec<PartUse>,
) -> Result<ReceivedAttachments, MultipartError> {
    let mut pieces = body.chunks(size);
    let mut part = StatementsPart::new(&boundary(), profile, &MultipartLimits::DEFAULT);
    let (mut rest, received) = loop {
        let Some(mut piece) = pieces.next() else {
            return Err(part.ended());
        };
        match part.feed(&mut piece)? {
            StatementsStep::More(more) => part = more,
            StatementsStep::Done(received) => break (piece, received),
        }
    };
    let mut parts = received.expect(declared.iter().copied())?;
    loop {
        while let Some(event) = parts.feed(&mut rest)? {
            if let AttachmentEvent::Begin(head) = event {
                uses.push(head.use_of_part);
            }
        }
        let Some(piece) = pieces.next() else {
            return parts.finish();
        };
        rest = piece;
    }
}

pub(crate) fn accepted(parts: &[(&str, &str)], declared: &[Declared<'_>]) -> ReceivedAttachments {
    read(&Profile::strict(), &body(parts), declared, 5)
        .1
        .unwrap()
}

/// The fault of a body that a strict profile refuses, whatever the pieces.
pub(crate) fn refused(parts: &[(&str, &str)], declared: &[Declared<'_>]) -> MultipartError {
    refused_body(&Profile::strict(), &body(parts), declared)
}

pub(crate) fn refused_body(
    profile: &Profile,
    body: &[u8],
    declared: &[Declared<'_>],
) -> MultipartError {
    let whole = read(profile, body, declared, usize::MAX).1.unwrap_err();
    let bytes = read(profile, body, declared, 1).1.unwrap_err();
    assert_eq!(whole, bytes, "the same fault at the same place");
    whole
}

/// The codes of what a lenient profile lets pass.
pub(crate) fn warnings(parts: &[(&str, &str)], declared: &[Declared<'_>]) -> Vec<&'static str> {
    let lenient = read(&Profile::lenient(), &body(parts), declared, 3)
        .1
        .unwrap();
    codes(&lenient)
}

pub(crate) fn codes(received: &ReceivedAttachments) -> Vec<&'static str> {
    let findings = received.report().findings();
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn data_meets_its_attachment_by_each_hash_of_the_family() {
    for hash in [ABC, ABC_384, ABC_512] {
        let declared = [Declared::new(hash)
            .with_length(3)
            .with_content_type("text/plain")];
        let received = accepted(&[(&head(hash), "abc")], &declared);
        assert_eq!(received.attachments().len(), 1);
        assert_eq!(received.attachments()[0].sha2.to_string(), hash);
        assert_eq!(received.attachments()[0].length, 3);
        assert!(received.report().is_empty());
    }
}

#[test]
fn statements_without_attachments_may_come_as_multipart() {
    assert!(accepted(&[], &[]).attachments().is_empty());
}

#[test]
fn attachments_with_an_address_need_no_data() {
    assert!(
        accepted(&[], &[Declared::new(ABC).with_file_url()])
            .attachments()
            .is_empty()
    );
}

#[test]
fn attachments_with_an_address_may_have_data_all_the_same() {
    let declared = [Declared::new(ABC).with_file_url()];
    assert_eq!(
        accepted(&[(&head(ABC), "abc")], &declared)
            .attachments()
            .len(),
        1
    );
}

#[test]
fn an_address_makes_up_for_a_hash_that_is_none() {
    accepted(&[], &[Declared::new("not a hash").with_file_url()]);
}

#[test]
fn one_part_serves_many_attachments() {
    let declared = [Declared::new(ABC).with_length(3), Declared::new(ABC)];
    let received = accepted(&[(&head(ABC), "abc")], &declared);
    assert_eq!(received.attachments().len(), 1);
    assert!(received.report().is_empty());
}

#[test]
fn letter_case_of_a_hash_does_not_count() {
    let upper = ABC.to_uppercase();
    accepted(&[(&head(&upper), "abc")], &[Declared::new(ABC)]);
    accepted(&[(&head(ABC), "abc")], &[Declared::new(&upper)]);
}

#[test]
fn the_same_data_twice_is_accepted_with_a_warning_and_told() {
    let parts = [(&*head(ABC), "abc"), (&*head(ABC), "abc")];
    let (uses, outcome) = read(&Profile::strict(), &body(&parts), &[Declared::new(ABC)], 4);
    let received = outcome.unwrap();
    assert_eq!(uses, [PartUse::Expected, PartUse::Repeated]);
    assert_eq!(received.attachments().len(), 1);
    assert_eq!(codes(&received), ["xapi.multipart.repeated_part"]);
}

#[test]
fn other_data_under_a_hash_that_came_is_refused() {
    let parts = [(&*head(ABC), "abc"), (&*head(ABC), "abd")];
    let error = refused(&parts, &[Declared::new(ABC)]);
    assert_eq!(error.fault(), &MultipartFault::HashDiffers);
    assert_eq!(error.part(), Some(3));
}

#[test]
fn the_standards_example_is_accepted_with_a_warning_for_its_media_type() {
    let hash = "495395e777cd98da653df9615d09c0fd6bb2f8d4788394cd53c56a3bfdcd848a";
    let declared = Declared::new(hash)
        .with_length(27)
        .with_content_type("text/plain; charset=ascii");
    let part = (&*head(hash), "here is a simple attachment");
    assert_eq!(
        codes(&accepted(&[part], &[declared])),
        ["xapi.multipart.type_parameters"]
    );
}

#[test]
fn data_that_no_attachment_asks_for_is_refused() {
    let second = Digest::of(b"def").to_string();
    let parts = [(&*head(ABC), "abc"), (&*head(&second), "def")];
    let error = refused(&parts, &[Declared::new(ABC)]);
    assert_eq!(error.fault(), &MultipartFault::Excess);
    assert_eq!(error.rule().code, "xapi.multipart.excess_part");
    assert_eq!(error.rule().requirement, Some("XAPI-00128"));
}

#[test]
fn data_that_no_attachment_asks_for_can_be_tolerated_and_is_told() {
    let parts = [(&*head(ABC), "abc")];
    let (uses, outcome) = read(&Profile::lenient(), &body(&parts), &[], 9);
    let received = outcome.unwrap();
    assert_eq!(uses, [PartUse::Excess]);
    assert!(received.attachments().is_empty());
    assert_eq!(codes(&received), ["xapi.multipart.excess_part"]);
}

#[test]
fn an_attachment_without_data_and_address_is_refused() {
    let declared = [Declared::new(ABC_384).with_file_url(), Declared::new(ABC)];
    let error = refused(&[], &declared);
    assert_eq!(
        error.fault(),
        &MultipartFault::DataMissing { attachment: 1 }
    );
    assert_eq!(error.rule().code, "xapi.multipart.data_missing");
    assert_eq!(warnings(&[], &declared), ["xapi.multipart.data_missing"]);
}

#[test]
fn data_under_another_hash_of_the_family_is_not_the_data_declared() {
    let error = refused(&[(&head(ABC_384), "abc")], &[Declared::new(ABC)]);
    assert_eq!(error.fault(), &MultipartFault::Excess);
}

#[test]
fn an_attachment_whose_hash_is_none_needs_an_address() {
    for hash in ["", "abc", "ba7816bf", "zz7816bf"] {
        let error = refused(&[], &[Declared::new(hash)]);
        assert_eq!(
            error.fault(),
            &MultipartFault::DataMissing { attachment: 0 }
        );
    }
}

#[test]
fn the_first_attachment_without_data_is_named_in_the_order_of_the_statements() {
    let declared = [ABC_512, ABC_384, ABC].map(Declared::new);
    let error = refused(&[(&head(ABC_512), "abc")], &declared);
    assert_eq!(
        error.fault(),
        &MultipartFault::DataMissing { attachment: 1 }
    );
}

#[test]
fn statements_alone_need_an_address_for_every_attachment() {
    let with = Declared::new(ABC).with_file_url();
    assert!(
        check_addresses([with, with], &Profile::strict())
            .unwrap()
            .is_empty()
    );
    let refused = check_addresses([with, Declared::new(ABC)], &Profile::strict()).unwrap_err();
    assert_eq!(
        refused.fault(),
        &MultipartFault::DataMissing { attachment: 1 }
    );
    assert_eq!(refused.rule().requirement, Some("XAPI-00129"));
}
