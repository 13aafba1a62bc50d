//! What a form of the administration can break.

use edu_types::Rule;

/// A field that is needed is empty.
pub static MISSING: Rule = Rule::must("form.missing", "the form");
/// White space stands before or after a text that is compared byte for byte.
pub static SPACES: Rule = Rule::must("form.spaces", "LTI Core 1.3 §5");
/// A private key was pasted where everybody may read.
pub static KEY_PRIVATE: Rule = Rule::security("form.key.private", "RFC 7517 §9.2");

/// The text is no address.
pub static ADDRESS: Rule = Rule::must("form.address", "RFC 3986 §3");
/// The address does not use https.
pub static ADDRESS_HTTPS: Rule =
    Rule::security("form.address.https", "OpenID Connect Core 1.0 §16.17");
/// Two addresses that are usually different are the same.
pub static ADDRESS_SAME: Rule = Rule::should("form.address.same", "Security Framework 1.0 §5.1.1");
/// An address stands in a list twice, or there are more than anybody needs.
pub static ADDRESS_LIST: Rule = Rule::must("form.address.list", "OpenID Connect Core 1.0 §3.1.2.1");

/// The issuer is no https address without query and fragment.
pub static ISSUER: Rule = Rule::security("form.issuer", "Security Framework 1.0 §5.1.2");
/// The issuer ends with a slash, which is often typed and seldom meant.
pub static ISSUER_SLASH: Rule = Rule::advice("form.issuer.slash", "Security Framework 1.0 §5.1.2");
/// Platforms of this kind name themselves otherwise.
pub static ISSUER_KIND: Rule = Rule::should("form.issuer.kind", "Security Framework 1.0 §5.1.2");

/// An id has a form that is not allowed.
pub static ID: Rule = Rule::must("form.id", "LTI Core 1.3 §3.1.3");
/// The id is registered already.
pub static TAKEN: Rule = Rule::must("form.id.taken", "LTI Core 1.3 §3.1.3");
/// A choice is none of those offered.
pub static CHOICE: Rule = Rule::must("form.choice", "the form");
/// A title is too long to be read in a list.
pub static TITLE: Rule = Rule::must("form.title", "the form");

/// There is neither an address of keys nor a key, or there are both.
pub static KEYS: Rule = Rule::must("form.keys", "Security Framework 1.0 §6");
/// The pasted text is no public key and no key set.
pub static KEY_FORM: Rule = Rule::must("form.key", "RFC 7517 §5, RFC 7468 §13");
/// An entry of the key set is odd or skipped.
pub static KEY_ENTRY: Rule = Rule::should("form.key.entry", "RFC 7517 §4");
/// A key can sign nothing that the tool accepts.
pub static KEY_ALGORITHM: Rule =
    Rule::should("form.key.algorithm", "Security Framework 1.0 §5.1.3");
/// No token can be checked with the key: it has no id and tokens must name one.
pub static KEY_UNNAMED: Rule = Rule::must("form.key.unnamed", "RFC 7515 §4.1.4");
