//! Parts that are not the data of an attachment as they should be.

use edu_types::Profile;
use xapi_model::multipart::{Declared, MultipartFault};

use super::attachments::{ABC, accepted, body, codes, head, refused, refused_body, warnings};

#[test]
fn data_that_does_not_have_its_hash_is_refused_under_every_profile() {
    let body = body(&[(&head(ABC), "abC")]);
    for profile in [Profile::strict(), Profile::lenient()] {
        let error = refused_body(&profile, &body, &[Declared::new(ABC)]);
        assert_eq!(error.fault(), &MultipartFault::HashDiffers);
        assert_eq!(error.rule().code, "xapi.multipart.hash_differs");
    }
}

#[test]
fn data_without_a_hash_is_refused_under_every_profile() {
    let head = "Content-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n";
    for profile in [Profile::strict(), Profile::lenient()] {
        let body = body(&[(head, "abc")]);
        let error = refused_body(&profile, &body, &[Declared::new(ABC)]);
        assert_eq!(error.fault(), &MultipartFault::HashMissing);
        assert_eq!(error.rule().code, "xapi.multipart.hash");
    }
}

#[test]
fn data_with_something_else_than_a_hash_is_refused() {
    for hash in ["", "abc", "ba7816bf", "sha256=ba78"] {
        let error = refused(&[(&head(hash), "abc")], &[Declared::new(ABC)]);
        assert_eq!(error.fault(), &MultipartFault::HashMalformed, "{hash}");
    }
}

#[test]
fn data_that_does_not_say_it_is_binary_is_refused() {
    let head = format!("Content-Type: text/plain\r\nX-Experience-API-Hash: {ABC}\r\n");
    let parts = [(&*head, "abc")];
    let error = refused(&parts, &[Declared::new(ABC)]);
    assert_eq!(error.fault(), &MultipartFault::EncodingMissing);
    let told = warnings(&parts, &[Declared::new(ABC)]);
    assert_eq!(told, ["xapi.multipart.encoding_missing"]);
}

#[test]
fn data_that_says_it_is_encoded_is_refused_under_every_profile() {
    for encoding in ["base64", "quoted-printable", "8bit", "", "binary; x"] {
        let head = head(ABC).replace("binary", encoding);
        for profile in [Profile::strict(), Profile::lenient()] {
            let error = refused_body(&profile, &body(&[(&head, "abc")]), &[Declared::new(ABC)]);
            assert_eq!(error.fault(), &MultipartFault::Encoded, "{encoding}");
            assert_eq!(error.rule().code, "xapi.multipart.encoded");
        }
    }
    accepted(
        &[(&head(ABC).replace("binary", "Binary"), "abc")],
        &[Declared::new(ABC)],
    );
}

#[test]
fn data_of_another_media_type_than_its_attachment_is_refused() {
    let declared = [
        Declared::new(ABC).with_content_type("TEXT/plain"),
        Declared::new(ABC).with_content_type("image/jpeg"),
    ];
    let parts = [(&*head(ABC), "abc")];
    let error = refused(&parts, &declared);
    assert_eq!(
        error.fault(),
        &MultipartFault::TypeDiffers { attachment: 1 }
    );
    assert_eq!(warnings(&parts, &declared), ["xapi.multipart.type_differs"]);
}

#[test]
fn data_whose_media_type_is_none_is_refused() {
    let head = head(ABC).replace("text/plain", "text");
    let error = refused(&[(&head, "abc")], &[Declared::new(ABC)]);
    assert_eq!(error.fault(), &MultipartFault::HeaderMalformed);
}

#[test]
fn data_without_a_media_type_is_accepted_with_a_warning() {
    let head = head(ABC).replace("Content-Type: text/plain\r\n", "");
    let declared = [Declared::new(ABC).with_content_type("text/plain")];
    let received = accepted(&[(&head, "abc")], &declared);
    assert_eq!(codes(&received), ["xapi.multipart.type_missing"]);
}

#[test]
fn data_of_another_length_than_its_attachment_is_accepted_with_a_warning() {
    let declared = [
        Declared::new(ABC).with_length(3),
        Declared::new(ABC).with_length(4),
    ];
    let parts = [(&*head(ABC), "abc")];
    let received = accepted(&parts, &declared);
    assert_eq!(codes(&received), ["xapi.multipart.length_differs"]);
    let message = &received.report().findings()[0].message;
    assert_eq!(message, "part 2: content is 3 bytes, attachment 1 says 4");
}

#[test]
fn data_of_another_length_than_its_part_says_is_refused() {
    for length in ["4", "-3", "x", "", "99999999999999999999999"] {
        let head = format!("Content-Length: {length}\r\n{}", head(ABC));
        let error = refused(&[(&head, "abc")], &[Declared::new(ABC)]);
        let expected = MultipartFault::ContentLengthDiffers { found: 3 };
        assert_eq!(error.fault(), &expected, "{length}");
        assert_eq!(error.rule().code, "xapi.multipart.content_length");
    }
    let head = format!("Content-Length: 3\r\n{}", head(ABC));
    accepted(&[(&head, "abc")], &[Declared::new(ABC)]);
}
