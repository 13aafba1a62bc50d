//! The first part of a body: the statements.

use edu_types::Profile;
use xapi_model::multipart::{
    Declared, MultipartFault, MultipartLimits, StatementsPart, StatementsStep,
};

use super::attachments::{ABC, body, codes, head, read, refused, refused_body};
use super::boundary;

#[test]
fn a_first_part_that_is_not_json_by_its_word_is_refused() {
    for head in [
        "Content-Type: text/plain\r\n",
        "Content-Type: application/jsonp\r\n",
        "",
    ] {
        let body = format!("--sep\r\n{head}\r\n{{}}\r\n--sep--");
        let error = refused_body(&Profile::strict(), body.as_bytes(), &[]);
        assert_eq!(error.fault(), &MultipartFault::StatementsType, "{head}");
        assert_eq!(error.rule().requirement, Some("XAPI-00134"));
        let tolerated = read(&Profile::lenient(), body.as_bytes(), &[], 2).1;
        assert_eq!(
            codes(&tolerated.unwrap()),
            ["xapi.multipart.statements_type"]
        );
    }
}

#[test]
fn statements_that_are_encoded_are_refused_under_every_profile() {
    let head = "Content-Type: application/json\r\nContent-Transfer-Encoding: base64\r\n";
    let body = format!("--sep\r\n{head}\r\ne30=\r\n--sep--");
    for profile in [Profile::strict(), Profile::lenient()] {
        let error = refused_body(&profile, body.as_bytes(), &[]);
        assert_eq!(error.fault(), &MultipartFault::Encoded);
    }
}

#[test]
fn statements_that_are_spread_over_parts_are_refused() {
    let second = ("Content-Type: application/json\r\n", "{}");
    let error = refused(&[second, (&head(ABC), "abc")], &[Declared::new(ABC)]);
    assert_eq!(error.fault(), &MultipartFault::EncodingMissing);
    let binary = (
        "Content-Type: application/json\r\nContent-Transfer-Encoding: binary\r\n",
        "{}",
    );
    let error = refused(&[binary, (&head(ABC), "abc")], &[Declared::new(ABC)]);
    assert_eq!(error.fault(), &MultipartFault::HashMissing);
}

#[test]
fn statements_before_the_first_boundary_are_none() {
    let head = head(ABC);
    let body =
        format!("Content-Type: application/json\r\n\r\n{{}}\r\n--sep\r\n{head}\r\nabc\r\n--sep--");
    let error = refused_body(&Profile::strict(), body.as_bytes(), &[Declared::new(ABC)]);
    assert_eq!(error.fault(), &MultipartFault::StatementsType);
}

#[test]
fn a_body_that_ends_within_the_statements_is_refused() {
    for cut in [0, 3, 20, 44] {
        let body = body(&[]);
        let error = refused_body(&Profile::strict(), &body[..cut], &[]);
        assert_eq!(error.fault(), &MultipartFault::Truncated, "{cut}");
    }
}

#[test]
fn what_was_refused_stays_refused() {
    let body = body(&[(&head(ABC), "abC")]);
    let mut rest = &body[..];
    let strict = Profile::strict();
    let part = StatementsPart::new(&boundary(), &strict, &MultipartLimits::DEFAULT);
    let StatementsStep::Done(received) = part.feed(&mut rest).unwrap() else {
        panic!("the statements are there");
    };
    let mut parts = received.expect([Declared::new(ABC)]).unwrap();
    let first = loop {
        match parts.feed(&mut rest) {
            Ok(event) => assert!(event.is_some()),
            Err(error) => break error,
        }
    };
    assert_eq!(parts.feed(&mut rest).unwrap_err(), first);
    assert_eq!(parts.finish().unwrap_err(), first);
}

#[test]
fn debug_shows_neither_statements_nor_file_names() {
    let mut rest = &b"--sep\r\nContent-Type: application/json\r\n\r\n{\"name\":\"Ada\"}"[..];
    let part = StatementsPart::new(&boundary(), &Profile::strict(), &MultipartLimits::DEFAULT);
    let StatementsStep::More(part) = part.feed(&mut rest).unwrap() else {
        panic!("no boundary yet");
    };
    let declared = Declared::new(ABC).with_content_type("text/plain; name=Ada");
    let shown = format!("{part:?} {declared:?}");
    assert!(!shown.contains("Ada"), "{shown}");
}
