//! Every rule of the resources that a request can break.
//!
//! What is wrong with a statement itself is told by the rules of `xapi-model`.

use edu_types::Rule;

/// Nothing lives at the address.
pub static ADDRESS: Rule = Rule::must("xapi.lrs.address", "xAPI 1.0.3 Part 3 §2; 2.0 §4.1.6");
/// The resource does not take the method.
pub static METHOD: Rule = Rule::must("xapi.lrs.method", "xAPI 1.0.3 Part 3 §2; 2.0 §4.1.6");
/// The request does not say its version.
pub static VERSION_MISSING: Rule = Rule::must(
    "xapi.lrs.version_missing",
    "xAPI 1.0.3 Part 3 §3.3; 2.0 §4.1.7",
);
/// The version of the request is none that is served.
pub static VERSION: Rule =
    Rule::must("xapi.lrs.version", "xAPI 1.0.3 Part 3 §3.3; 2.0 §4.1.7").numbered("XAPI-00331");
/// Nobody is known to call.
pub static UNKNOWN_CALLER: Rule =
    Rule::security("xapi.lrs.caller", "xAPI 1.0.3 Part 3 §4; 2.0 §4.1.8");
/// The caller may not do that.
pub static FORBIDDEN: Rule =
    Rule::security("xapi.lrs.forbidden", "xAPI 1.0.3 Part 3 §4.2; 2.0 §4.1.5");
/// A parameter is none of the resource, or is written in another case.
pub static PARAMETER_UNKNOWN: Rule = Rule::must(
    "xapi.lrs.parameter_unknown",
    "xAPI 1.0.3 Part 3 §3.2; 2.0 §4.1.5",
)
.numbered("XAPI-00324");
/// A parameter is needed and absent.
pub static PARAMETER_MISSING: Rule = Rule::must(
    "xapi.lrs.parameter_missing",
    "xAPI 1.0.3 Part 3 §2; 2.0 §4.1.6",
);
/// A parameter's value is none that is allowed.
pub static PARAMETER: Rule = Rule::must("xapi.lrs.parameter", "xAPI 1.0.3 Part 3 §2; 2.0 §4.1.6");
/// Parameters do not go together.
pub static PARAMETERS: Rule = Rule::must(
    "xapi.lrs.parameters",
    "xAPI 1.0.3 Part 3 §2.1.3; 2.0 §4.1.6.1",
);
/// The address of more statements was not made here, or for another tenant.
pub static MORE: Rule = Rule::security("xapi.lrs.more", "xAPI 1.0.3 Part 3 §2.1.3; 2.0 §4.1.6.1");
/// A request that stands in a form is not one.
pub static ALTERNATE: Rule = Rule::must("xapi.lrs.alternate", "xAPI 1.0.3 Part 3 §1.3");
/// The request has no body of the kind that is needed, or one where none is allowed.
pub static BODY: Rule = Rule::must("xapi.lrs.body", "xAPI 1.0.3 Part 3 §2; 2.0 §4.1.6");
/// A header is there twice, or has characters that no header has.
pub static HEADER: Rule = Rule::must("xapi.lrs.header", "xAPI 1.0.3 Part 3 §1.2; 2.0 §4.1.1");
/// The media type is missing or is none.
pub static CONTENT_TYPE: Rule = Rule::must(
    "xapi.lrs.content_type",
    "xAPI 1.0.3 Part 3 §1.5; 2.0 §4.1.3",
);
/// The request is larger than is taken in.
pub static LARGE: Rule = Rule::security("xapi.lrs.large", "xAPI 1.0.3 Part 3 §3.2; 2.0 §4.1.5");
/// A statement breaks a rule of its own.
pub static STATEMENT: Rule = Rule::must("xapi.lrs.statement", "xAPI 1.0.3 Part 2; 2.0 §4.2");
/// The id of a statement is not the one in the address.
pub static STATEMENT_ID: Rule = Rule::must(
    "xapi.lrs.statement_id",
    "xAPI 1.0.3 Part 3 §2.1.1; 2.0 §4.1.6.1",
);
/// A statement of that id is there and says something else.
pub static CONFLICT: Rule = Rule::must(
    "xapi.lrs.conflict",
    "xAPI 1.0.3 Part 3 §2.1.1, §2.1.2; 2.0 §4.1.6.1",
);
/// There is no such statement or document.
pub static NOT_FOUND: Rule = Rule::must("xapi.lrs.not_found", "xAPI 1.0.3 Part 3 §2; 2.0 §4.1.6");
/// The document that is there is not the one that the request speaks of.
pub static PRECONDITION: Rule = Rule::must(
    "xapi.lrs.precondition",
    "xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4",
);
/// What a request says that it knows of a document cannot be understood, or does not go with the request.
pub static PRECONDITION_FORM: Rule = Rule::must(
    "xapi.lrs.precondition_form",
    "RFC 9110 §13.1; xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4",
);
/// The request has to say what it knows of the document.
pub static PRECONDITION_MISSING: Rule =
    Rule::must("xapi.lrs.precondition_missing", "xAPI 1.0.3 Part 3 §3.1").numbered("XAPI-00273");
/// A document is there and the request does not say that it knows it.
pub static UNSAID: Rule = Rule::must("xapi.lrs.unsaid", "xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4");
/// A document says that it is JSON and is none.
pub static DOCUMENT: Rule = Rule::must("xapi.lrs.document", "xAPI 1.0.3 Part 3 §3.2; 2.0 §4.1.5");
/// Two documents cannot be merged.
pub static MERGE: Rule = Rule::must("xapi.lrs.merge", "xAPI 1.0.3 Part 3 §2.2; 2.0 §4.1.6");
/// The host's database failed.
pub static BACKEND: Rule = Rule::must("xapi.lrs.backend", "xAPI 1.0.3 Part 3 §3.2; 2.0 §4.1.5");

/// Every rule of this module, in its order.
pub static ALL: [&Rule; 27] = [
    &ADDRESS,
    &METHOD,
    &VERSION_MISSING,
    &VERSION,
    &UNKNOWN_CALLER,
    &FORBIDDEN,
    &PARAMETER_UNKNOWN,
    &PARAMETER_MISSING,
    &PARAMETER,
    &PARAMETERS,
    &MORE,
    &ALTERNATE,
    &BODY,
    &HEADER,
    &CONTENT_TYPE,
    &LARGE,
    &STATEMENT,
    &STATEMENT_ID,
    &CONFLICT,
    &NOT_FOUND,
    &PRECONDITION,
    &PRECONDITION_FORM,
    &PRECONDITION_MISSING,
    &UNSAID,
    &DOCUMENT,
    &MERGE,
    &BACKEND,
];
