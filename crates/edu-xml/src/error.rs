//! Why bytes are not an acceptable XML document, and the rules of the reader.

use std::borrow::Cow;

use edu_types::{LimitExceeded, Place, Refused, Report, Rule};

mod hints;

pub use hints::hint;

/// The bytes are not well-formed XML.
pub const SYNTAX: Rule = Rule::security("xml.syntax", "XML 1.0 §2.1");
/// The document goes beyond a named limit.
pub const LIMIT: Rule = Rule::security("xml.limit", "XML 1.0 §1.1");
/// There is a document type declaration.
///
/// It could define entities that read files, ask servers or grow without bound, so nothing of it
/// is looked at: no profile relaxes this rule.
pub const DOCTYPE: Rule = Rule::security("xml.doctype", "XML 1.0 §2.8");
/// An entity is used that is neither predefined nor known from HTML.
pub const ENTITY: Rule = Rule::security("xml.entity", "XML 1.0 §4.1");
/// A character is used that XML does not allow, as such or by reference.
pub const CHARACTER: Rule = Rule::security("xml.character", "XML 1.0 §2.2");
/// One element has two attributes of one name, as written or by namespace.
///
/// Readers disagree about which of the two counts: no profile relaxes this rule.
pub const DUPLICATE: Rule =
    Rule::security("xml.attribute.duplicate", "XML 1.0 §3.1, Namespaces §6.3");
/// A name or declaration breaks the rules of namespaces.
pub const NAMESPACE: Rule = Rule::security("xml.namespace", "Namespaces in XML 1.0 §3, §4");
/// The bytes are in no supported encoding, or are broken in theirs.
pub const ENCODING: Rule = Rule::security("xml.encoding", "XML 1.0 §4.3.3");

/// The bytes are not in the encoding that they declare, or in UTF-8 where they declare none.
///
/// Lenient: read as UTF-8 where they are, else as windows-1252.
pub const ENCODING_MISMATCH: Rule = Rule::must("xml.encoding.mismatch", "XML 1.0 §4.3.3");
/// UTF-16 without a byte order mark.
///
/// Lenient: the order is told by the first character.
pub const ENCODING_MARK: Rule = Rule::must("xml.encoding.mark", "XML 1.0 §4.3.3");
/// A version of XML other than 1.0 is declared; the document is read as 1.0.
pub const VERSION: Rule = Rule::should("xml.version", "XML 1.0 §2.8");
/// White space comes before the XML declaration.
///
/// Lenient: it is passed over.
pub const DECLARATION_SPACE: Rule = Rule::must("xml.declaration.space", "XML 1.0 §2.8");
/// An entity is used that only HTML defines, such as `&nbsp;`.
///
/// Lenient: it stands for the character that it has in HTML.
pub const ENTITY_HTML: Rule = Rule::must("xml.entity.html", "XML 1.0 §4.1");
/// An ampersand stands for itself.
///
/// Lenient: it is kept as an ampersand.
pub const AMPERSAND: Rule = Rule::must("xml.ampersand", "XML 1.0 §2.4");
/// A prefix is not bound to a namespace.
///
/// Lenient: it is bound as [`Recovery`](crate::Recovery) says.
pub const NAMESPACE_UNBOUND: Rule = Rule::must("xml.namespace.unbound", "Namespaces in XML 1.0 §5");
/// A prefix is declared without a namespace.
///
/// Lenient: it is bound as if it were not declared at all, whatever was declared around it.
pub const NAMESPACE_EMPTY: Rule = Rule::must("xml.namespace.empty", "Namespaces in XML 1.0 §2.2");
/// The root element is in no namespace, where one is expected.
///
/// Lenient: it is read in the expected one.
pub const NAMESPACE_MISSING: Rule =
    Rule::must("xml.namespace.missing", "Namespaces in XML 1.0 §6.2");

/// Every rule of this crate, each once.
pub static ALL: &[&Rule] = &[
    &SYNTAX,
    &LIMIT,
    &DOCTYPE,
    &ENTITY,
    &CHARACTER,
    &DUPLICATE,
    &NAMESPACE,
    &ENCODING,
    &ENCODING_MISMATCH,
    &ENCODING_MARK,
    &VERSION,
    &DECLARATION_SPACE,
    &ENTITY_HTML,
    &AMPERSAND,
    &NAMESPACE_UNBOUND,
    &NAMESPACE_EMPTY,
    &NAMESPACE_MISSING,
];

/// The first fault of bytes that are not an acceptable XML document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", fault.message)]
pub struct XmlError {
    fault: Box<Fault>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Fault {
    rule: &'static Rule,
    place: Place,
    message: Cow<'static, str>,
    exceeded: Option<LimitExceeded>,
}

impl XmlError {
    /// The rule that was broken.
    pub fn rule(&self) -> &'static Rule {
        self.fault.rule
    }

    /// Where: the path of the innermost open element, the offset in the received bytes, line and
    /// column.
    pub fn place(&self) -> &Place {
        &self.fault.place
    }

    /// Bytes received before the fault.
    pub fn offset(&self) -> usize {
        self.fault.place.offset.unwrap_or(0)
    }

    /// The limit that was met, if one was.
    pub fn limit(&self) -> Option<LimitExceeded> {
        self.fault.exceeded
    }

    /// The fault as a report of one finding.
    pub fn into_report(self) -> Report {
        self.into_refused().into_report()
    }

    pub(crate) fn into_refused(self) -> Refused {
        let Fault {
            rule,
            place,
            message,
            ..
        } = *self.fault;
        Refused::because(rule, place, message)
    }

    pub(crate) fn at(mut self, place: Place) -> Self {
        self.fault.place = place;
        self
    }

    pub(crate) fn new(flaw: Flaw, place: Place) -> Self {
        Self {
            fault: Box::new(Fault {
                rule: flaw.rule,
                place,
                message: flaw.message,
                exceeded: flaw.exceeded,
            }),
        }
    }
}

/// A fault before its place is worked out.
#[derive(Debug)]
pub(crate) struct Flaw {
    pub(crate) rule: &'static Rule,
    /// Offset in the decoded text.
    pub(crate) offset: usize,
    pub(crate) message: Cow<'static, str>,
    pub(crate) exceeded: Option<LimitExceeded>,
}

impl Flaw {
    #[cold]
    #[expect(
        clippy::unnecessary_box_returns,
        reason = "results hold a fault by its pointer"
    )]
    pub(crate) fn new(
        rule: &'static Rule,
        offset: usize,
        message: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        Box::new(Self {
            rule,
            offset,
            message: message.into(),
            exceeded: None,
        })
    }

    #[cold]
    #[expect(
        clippy::unnecessary_box_returns,
        reason = "results hold a fault by its pointer"
    )]
    pub(crate) fn syntax(offset: usize, message: impl Into<Cow<'static, str>>) -> Box<Self> {
        Self::new(&SYNTAX, offset, message)
    }

    #[cold]
    #[expect(
        clippy::unnecessary_box_returns,
        reason = "results hold a fault by its pointer"
    )]
    pub(crate) fn limit(offset: usize, exceeded: LimitExceeded) -> Box<Self> {
        let mut flaw = Self::new(&LIMIT, offset, exceeded.to_string());
        flaw.exceeded = Some(exceeded);
        flaw
    }
}

/// A name as messages show it: quoted, and cut where it is long.
pub(crate) fn shown(name: &str) -> String {
    const MOST: usize = 60;
    match name.char_indices().nth(MOST) {
        None => format!("`{name}`"),
        Some((end, _)) => format!("`{}…`", name.get(..end).unwrap_or_default()),
    }
}
