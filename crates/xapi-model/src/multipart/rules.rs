//! Every rule that a body of statements and attachments can break.
//!
//! What decides where a part begins and ends, and whose bytes they are, is never relaxed: two
//! readers that disagree about it would store different attachments under one hash.

use edu_types::Rule;

/// The request is neither `application/json` nor `multipart/mixed`.
pub static REQUEST_TYPE: Rule = Rule::security(
    "xapi.multipart.request_type",
    "xAPI 1.0.3 Part 3 §1.5; 2.0 §4.1.3",
)
.numbered("XAPI-00127");
/// The `Content-Type` of the request names no boundary, or one that is none.
pub static BOUNDARY: Rule = Rule::security(
    "xapi.multipart.boundary",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3; RFC 2046 §5.1.1",
)
.numbered("XAPI-00131");
/// The body is not parts with boundaries around them.
pub static FRAMING: Rule = Rule::security(
    "xapi.multipart.framing",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3; RFC 2046 §5.1.1",
)
.numbered("XAPI-00130");
/// The head of a part is not header fields.
pub static HEAD: Rule = Rule::security("xapi.multipart.head", "RFC 2045 §3; RFC 5322 §2.2");
/// The body goes beyond a named limit.
pub static LIMIT: Rule = Rule::security(
    "xapi.multipart.limit",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
);
/// The first part is not said to be `application/json`.
pub static STATEMENTS_TYPE: Rule = Rule::must(
    "xapi.multipart.statements_type",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
)
.numbered("XAPI-00134");
/// A part says that its content is encoded.
pub static ENCODED: Rule = Rule::security(
    "xapi.multipart.encoded",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
)
.numbered("XAPI-00135");
/// A part of attachment data does not say that it is `binary`.
pub static ENCODING_MISSING: Rule = Rule::must(
    "xapi.multipart.encoding_missing",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
)
.numbered("XAPI-00135");
/// A part of attachment data names no hash, or something that is none.
pub static HASH: Rule = Rule::security(
    "xapi.multipart.hash",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
)
.numbered("XAPI-00132");
/// The content of a part does not have the hash it names.
pub static HASH_DIFFERS: Rule = Rule::security(
    "xapi.multipart.hash_differs",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
)
.numbered("XAPI-00132");
/// No statement of the body has an attachment with the hash of a part.
pub static EXCESS: Rule = Rule::must(
    "xapi.multipart.excess_part",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
)
.numbered("XAPI-00128");
/// Two parts have the same hash.
pub static REPEATED: Rule = Rule::should(
    "xapi.multipart.repeated_part",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
);
/// A part of attachment data does not say its media type.
pub static TYPE_MISSING: Rule = Rule::should(
    "xapi.multipart.type_missing",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
);
/// A part of attachment data has another media type than its attachment.
pub static TYPE_DIFFERS: Rule = Rule::must(
    "xapi.multipart.type_differs",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
);
/// A part has the media type of its attachment with other parameters.
///
/// The standard's own example has such a part, so that it cannot weigh more than a warning.
pub static TYPE_PARAMETERS: Rule = Rule::should(
    "xapi.multipart.type_parameters",
    "xAPI 1.0.3 Part 3 §1.5.2; 2.0 §4.1.3",
);
/// The data of an attachment has another length than the attachment or the part says.
pub static LENGTH_DIFFERS: Rule = Rule::must(
    "xapi.multipart.length_differs",
    "xAPI 1.0.3 Part 2 §2.4.11, Part 3 §1.5.2; 2.0 §4.1.3",
);
/// An attachment has neither data in the body nor a `fileUrl`.
pub static DATA_MISSING: Rule = Rule::must(
    "xapi.multipart.data_missing",
    "xAPI 1.0.3 Part 3 §1.5.1, §1.5.2; 2.0 §4.1.3",
)
.numbered("XAPI-00129");

/// All of them.
pub static ALL: &[&Rule] = &[
    &REQUEST_TYPE,
    &BOUNDARY,
    &FRAMING,
    &HEAD,
    &LIMIT,
    &STATEMENTS_TYPE,
    &ENCODED,
    &ENCODING_MISSING,
    &HASH,
    &HASH_DIFFERS,
    &EXCESS,
    &REPEATED,
    &TYPE_MISSING,
    &TYPE_DIFFERS,
    &TYPE_PARAMETERS,
    &LENGTH_DIFFERS,
    &DATA_MISSING,
];
