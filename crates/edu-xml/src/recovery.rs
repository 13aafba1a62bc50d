//! Which namespaces a document meant that does not declare them.

use std::borrow::Cow;

/// What a lenient profile may assume about missing namespace declarations.
///
/// A strict profile refuses the same documents, whatever is expected here. What was assumed in
/// reading is told by findings and by [`Tree::recovered`](crate::Tree::recovered).
///
/// A prefix that is neither bound nor known here stands for a namespace of its own,
/// `urn:undeclared:` and the prefix: names with it are told apart from all others, also when
/// they are written, which no document may do without a declaration.
///
/// ```
/// use edu_types::{Limits, Profile};
/// use edu_xml::{Recovery, Tree};
///
/// static MEANT: Recovery = Recovery::none()
///     .with_root_namespace("urn:school")
///     .with_prefixes(&[("x", "urn:school:extra")]);
///
/// let xml = br#"<course x:rank="1"/>"#;
/// let parsed = Tree::parse_with(xml, &Profile::lenient(), &Limits::default(), &MEANT)?;
/// let root = parsed.tree.root();
/// assert!(root.name().is("urn:school", "course"));
/// assert_eq!(root.attribute("urn:school:extra", "rank"), Some("1"));
/// assert_eq!(parsed.report.findings().len(), 2);
/// # Ok::<(), edu_xml::XmlError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovery<'r> {
    prefixes: &'r [(&'r str, &'r str)],
    root_namespace: Option<&'r str>,
}

impl<'r> Recovery<'r> {
    /// Knows nothing: every unbound prefix stands for a namespace of its own.
    pub const fn none() -> Self {
        Self {
            prefixes: &[],
            root_namespace: None,
        }
    }

    /// Says which namespace a well-known prefix stands for where it is not declared.
    #[must_use]
    pub const fn with_prefixes(mut self, prefixes: &'r [(&'r str, &'r str)]) -> Self {
        self.prefixes = prefixes;
        self
    }

    /// Says which default namespace was meant where the root element is in none.
    #[must_use]
    pub const fn with_root_namespace(mut self, namespace: &'r str) -> Self {
        self.root_namespace = Some(namespace);
        self
    }

    /// The namespace that `prefix` is known for.
    pub fn namespace_of(&self, prefix: &str) -> Option<&'r str> {
        self.prefixes
            .iter()
            .find(|(known, _)| *known == prefix)
            .map(|(_, namespace)| *namespace)
    }

    /// The namespace that an unbound `prefix` is read as.
    pub(crate) fn meant_by(&self, prefix: &str) -> Cow<'r, str> {
        self.namespace_of(prefix).map_or_else(
            || Cow::Owned(format!("urn:undeclared:{prefix}")),
            Cow::Borrowed,
        )
    }

    /// The default namespace that is expected of the root element.
    pub const fn root_namespace(&self) -> Option<&'r str> {
        self.root_namespace
    }
}
