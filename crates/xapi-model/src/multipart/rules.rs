//! Every rule that a body of statements and attachments can break.
//!
//! What decides where a part begins and ends, and whose bytes they are, is never relaxed: two
//! readers that disagree about it would store different attachments under one hash.

use crate::rules::rule_list;

rule_list! {
    /// All of them.
    ALL, "xAPI ";
    /// The request is neither `application/json` nor `multipart/mixed`.
    REQUEST_TYPE security "xapi.multipart.request_type" "XAPI-00127", "1.0.3 Part 3 §1.5; 2.0 §4.1.3";
    /// The `Content-Type` of the request names no boundary, or one that is none.
    BOUNDARY security "xapi.multipart.boundary" "XAPI-00131", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3; RFC 2046 §5.1.1";
    /// The body is not parts with boundaries around them.
    FRAMING security "xapi.multipart.framing" "XAPI-00130", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3; RFC 2046 §5.1.1";
    /// The head of a part is not header fields.
    HEAD security "xapi.multipart.head", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3; RFC 2045 §3; RFC 5322 §2.2";
    /// The body goes beyond a named limit.
    LIMIT security "xapi.multipart.limit", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// The first part is not said to be `application/json`.
    STATEMENTS_TYPE must "xapi.multipart.statements_type" "XAPI-00134", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// A part says that its content is encoded.
    ENCODED security "xapi.multipart.encoded" "XAPI-00135", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// A part of attachment data does not say that it is `binary`.
    ENCODING_MISSING must "xapi.multipart.encoding_missing" "XAPI-00135", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// A part of attachment data names no hash, or something that is none.
    HASH security "xapi.multipart.hash" "XAPI-00132", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// The content of a part does not have the hash it names.
    HASH_DIFFERS security "xapi.multipart.hash_differs" "XAPI-00132", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// No statement of the body has an attachment with the hash of a part.
    EXCESS must "xapi.multipart.excess_part" "XAPI-00128", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// Two parts have the same hash.
    REPEATED should "xapi.multipart.repeated_part", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// A part of attachment data does not say its media type.
    TYPE_MISSING should "xapi.multipart.type_missing", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// A part of attachment data has another media type than its attachment.
    TYPE_DIFFERS must "xapi.multipart.type_differs", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// A part has the media type of its attachment with other parameters.
    ///
    /// The standard's own example has such a part, so that it cannot weigh more than a warning.
    TYPE_PARAMETERS should "xapi.multipart.type_parameters", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// The data of an attachment has another length than the attachment says: the hash tells what it is,
    /// and no text asks to refuse it.
    LENGTH_DIFFERS should "xapi.multipart.length_differs", "1.0.3 Part 2 §2.4.11; 2.0 §4.1.3";
    /// The data of an attachment has another length than its part says.
    CONTENT_LENGTH must "xapi.multipart.content_length", "1.0.3 Part 3 §1.5.2; 2.0 §4.1.3";
    /// An attachment has neither data in the body nor a `fileUrl`.
    DATA_MISSING must "xapi.multipart.data_missing" "XAPI-00129", "1.0.3 Part 3 §1.5.1, §1.5.2; 2.0 §4.1.3";
}
