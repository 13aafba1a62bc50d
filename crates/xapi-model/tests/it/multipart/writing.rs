//! Bodies that are written.

use edu_types::Profile;
use xapi_model::multipart::{
    AttachmentEvent, Boundary, Declared, Digest, MultipartFault, MultipartLimits, MultipartWriter,
    StatementsFormat, StatementsPart, StatementsStep,
};

fn written(json: &[u8], attachments: &[&[u8]]) -> (String, Vec<u8>) {
    let boundary = Boundary::from_entropy([0x5a; Boundary::ENTROPY]);
    let header = boundary.content_type();
    let mut body = Vec::new();
    let mut writer = MultipartWriter::begin(boundary, &mut body);
    body.extend_from_slice(json);
    for data in attachments {
        writer
            .attachment(&Digest::of(data), "text/plain; charset=utf-8", &mut body)
            .unwrap();
        body.extend_from_slice(data);
    }
    writer.end(&mut body);
    (header, body)
}

#[test]
fn what_is_written_is_read_again() {
    let attachments = [&b"one\r\n"[..], b"", b"\r\n--5a5a", &[0, 255, 13, 10]];
    let (header, body) = written(b"[]", &attachments);
    let StatementsFormat::Multipart(boundary) = StatementsFormat::of(&header).unwrap() else {
        panic!("multipart");
    };
    let mut rest = &body[..];
    let part = StatementsPart::new(&boundary, &Profile::strict(), &MultipartLimits::DEFAULT);
    let StatementsStep::Done(received) = part.feed(&mut rest).unwrap() else {
        panic!("the statements are there");
    };
    assert_eq!(received.json(), b"[]");
    let hashes = attachments.map(|data| Digest::of(data).to_string());
    let declared = hashes.iter().zip(attachments).map(|(hash, data)| {
        Declared::new(hash)
            .with_length(data.len() as u64)
            .with_content_type("text/plain; charset=utf-8")
    });
    let mut parts = received.expect(declared).unwrap();
    let mut found = Vec::new();
    while let Some(event) = parts.feed(&mut rest).unwrap() {
        match event {
            AttachmentEvent::Begin(_) => found.push(Vec::new()),
            AttachmentEvent::Content(bytes) => found.last_mut().unwrap().extend_from_slice(bytes),
            AttachmentEvent::End(_) => {}
        }
    }
    assert_eq!(found, attachments);
    assert!(parts.finish().unwrap().report().is_empty());
}

#[test]
fn the_header_of_a_body_has_one_blank_and_no_quotation_marks() {
    let (header, _) = written(b"{}", &[]);
    assert_eq!(
        header,
        format!("multipart/mixed; boundary={}", "5a".repeat(16))
    );
}

#[test]
fn a_body_without_attachments_is_multipart_all_the_same() {
    let (_, body) = written(b"{}", &[]);
    let boundary = "5a".repeat(16);
    let expected =
        format!("--{boundary}\r\nContent-Type: application/json\r\n\r\n{{}}\r\n--{boundary}--\r\n");
    assert_eq!(body, expected.as_bytes());
}

#[test]
fn a_media_type_cannot_bring_a_header_of_its_own() {
    let mut body = Vec::new();
    let mut writer = MultipartWriter::begin(Boundary::new("sep").unwrap(), &mut body);
    let before = body.len();
    for content_type in [
        "",
        "text",
        "text/plain\r\nX-Evil: 1",
        "text/plain; x=\"\r\n\r\n\"",
        "text/plain; x=\"é\"",
    ] {
        let refused = writer
            .attachment(&Digest::of(b""), content_type, &mut body)
            .unwrap_err();
        assert_eq!(
            refused.fault(),
            &MultipartFault::HeaderMalformed,
            "{content_type}"
        );
    }
    assert_eq!(body.len(), before);
}
