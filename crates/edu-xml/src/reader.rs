//! From located elements to typed values, collecting findings on the way.

use edu_types::{Place, Profile, Report, Rule, Severity};

use crate::error::{LIMIT, shown};
use crate::extra::Extra;
use crate::scope::Scope;
use crate::{Attribute, Binding, Element, Term, Tree, Vocabulary};

mod content;
mod names;
mod slot;

pub use content::Opened;
use content::Outer;
use names::NameTable;

/// The rules a standard applies to every element of its documents.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "each standard names them all")]
pub struct ElementRules {
    /// The root element has another name than the document's type.
    pub root: &'static Rule,
    /// The value of an attribute or the text of an element is not allowed.
    pub value: &'static Rule,
    /// A required attribute, element or text is absent.
    pub missing: &'static Rule,
    /// An element that may be there once is there again.
    pub repeated: &'static Rule,
    /// Children stand in another order than the schema's; `None` where that is nothing to
    /// speak of.
    pub order: Option<&'static Rule>,
    /// A name is spelled as in another binding; `None` where that is nothing to speak of.
    pub spelling: Option<&'static Rule>,
    /// An attribute or element that is not known, in no namespace or in one of the
    /// standard's own; `None` where it may be there. Names in other namespaces are extensions.
    pub unknown: Option<&'static Rule>,
    /// Text among elements; `None` where it may be there.
    pub text: Option<&'static Rule>,
}

/// A value that can be read from a located element.
pub trait FromXml: Sized {
    /// Reads the value; notes what is wrong in `reader`.
    ///
    /// Returns `None` only after a finding was noted. Where the profile tolerates it, whoever
    /// asked keeps the element as it came.
    fn from_xml(element: Element<'_>, reader: &mut Reader<'_>) -> Option<Self>;
}

impl<T: FromXml> FromXml for Box<T> {
    fn from_xml(element: Element<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        T::from_xml(element, reader).map(Self::new)
    }
}

/// Which profile applies to a document, what its names mean, and what was found so far.
#[derive(Debug)]
pub struct Reader<'r> {
    profile: &'r Profile,
    rules: &'r ElementRules,
    report: Report,
    names: NameTable,
    scope: Scope,
    /// The namespace declarations met last, where nothing else had to be kept: they often come again.
    declared: Extra,
    /// The scope around them and the one they made.
    declared_scopes: (u32, u32),
    depth: usize,
}

impl<'r> Reader<'r> {
    /// How deep typed elements may stand in each other, whatever the limits: each level takes
    /// from the stack.
    pub const DEPTH: usize = 128;

    /// Starts at the top of a document that follows `binding`.
    pub fn new(
        tree: &Tree<'_>,
        profile: &'r Profile,
        rules: &'r ElementRules,
        vocabulary: &Vocabulary,
        binding: Binding,
    ) -> Self {
        Self {
            profile,
            rules,
            report: Report::new(),
            names: NameTable::new(tree, vocabulary, binding),
            scope: Scope::new(),
            declared: Extra::new(),
            declared_scopes: (0, 0),
            depth: 0,
        }
    }

    /// The profile that weighs findings, and says by which edition.
    pub const fn profile(&self) -> &'r Profile {
        self.profile
    }

    /// The rules of the document's standard.
    pub const fn rules(&self) -> &'r ElementRules {
        self.rules
    }

    /// The binding that the document follows.
    pub const fn binding(&self) -> Binding {
        self.names.binding()
    }

    /// What was found.
    pub fn into_report(self) -> Report {
        self.report
    }

    /// The number of the term that an element's name is; 0 where the vocabulary has none. To be compared
    /// with [`Term::number`].
    #[inline]
    pub fn number(&self, element: Element<'_>) -> u32 {
        self.names.number(element.name_index())
    }

    /// The number of the term that an attribute's name is; 0 where the vocabulary has none.
    #[inline]
    pub fn attribute_number(&self, attribute: Attribute<'_>) -> u32 {
        self.names.number(attribute.name_index())
    }

    /// Notes a broken rule at an element; `Some(Severity::Error)` means the document is refused.
    #[cold]
    pub fn note(
        &mut self,
        rule: &Rule,
        element: Element<'_>,
        message: impl Into<String>,
    ) -> Option<Severity> {
        self.note_at(rule, || element.place(), message)
    }

    /// Notes a broken rule at an attribute.
    #[cold]
    pub fn note_attribute(
        &mut self,
        rule: &Rule,
        attribute: Attribute<'_>,
        message: impl Into<String>,
    ) -> Option<Severity> {
        self.note_at(rule, || attribute.place(), message)
    }

    /// Notes that a required child or attribute is absent; always `None`.
    #[cold]
    pub fn missing<T>(
        &mut self,
        element: Element<'_>,
        term: Term,
        rule: Option<&'static Rule>,
    ) -> Option<T> {
        let what = if term.is_qualified() {
            "element"
        } else {
            "attribute"
        };
        let local = term.local(self.binding());
        let message = format!("required {what} {local} is missing");
        let rule = rule.unwrap_or(self.rules.missing);
        self.note(rule, element, message);
        None
    }

    /// Notes that nothing can be made of an element, unless an error says why already.
    pub(crate) fn refuse(&mut self, element: Element<'_>, message: &'static str) {
        if self.report.is_valid() {
            self.note(&self.rules.missing.unrelaxed(), element, message);
        }
    }

    fn note_at(
        &mut self,
        rule: &Rule,
        place: impl FnOnce() -> Place,
        message: impl Into<String>,
    ) -> Option<Severity> {
        self.profile.severity(rule)?;
        // What is counted and not kept needs no place.
        let place = if self.report.findings().len() < Report::CAPACITY || self.report.is_valid() {
            place()
        } else {
            Place::unknown()
        };
        self.report.note(self.profile, rule, place, message)
    }

    /// Goes into an element; what it holds beyond its type is kept until [`Reader::close`].
    ///
    /// `None` where it stands deeper than [`Reader::DEPTH`], which no profile tolerates.
    #[inline]
    pub fn open<'t>(&mut self, element: Element<'t>) -> Option<Opened<'t>> {
        if self.depth >= Self::DEPTH {
            return self.too_deep(element);
        }
        let outer = Outer {
            mark: self.scope.mark(),
            scope: self.names.scope(),
        };
        let mut extra = Extra::new();
        if self.depth == 0 {
            self.open_root(element, &mut extra);
        }
        self.depth = self.depth.saturating_add(1);
        let mut declarations = element.declarations();
        if let Some(first) = declarations.next() {
            self.declare(core::iter::once(first).chain(declarations), &mut extra);
        }
        let index = element.name_index();
        if !self.names.fits(index, false, &self.scope) {
            extra.kept().name = Some(self.names.written(element.qualified_name(), index));
            self.note_spelling(index, element);
        }
        Some(Opened::new(element, outer, extra))
    }

    /// Leaves an element, with what it held beyond its type.
    #[inline]
    pub fn close(&mut self, opened: Opened<'_>) -> Extra {
        self.depth = self.depth.saturating_sub(1);
        let (outer, extra) = opened.finish();
        if outer.mark != self.scope.mark() {
            self.scope.leave(outer.mark);
            self.names.set_scope(Some(outer.scope));
        }
        extra
    }

    #[cold]
    fn too_deep<T>(&mut self, element: Element<'_>) -> Option<T> {
        let message = format!("elements stand deeper than {} in each other", Self::DEPTH);
        self.note(&LIMIT, element, message);
        None
    }

    #[cold]
    fn declare<'t>(
        &mut self,
        all: impl Iterator<Item = (&'t str, &'t str)> + Clone,
        extra: &mut Extra,
    ) {
        for (prefix, namespace) in all.clone() {
            self.scope.bind(prefix, namespace);
        }
        let around = self.names.scope();
        let is_first = extra.is_empty();
        if is_first && self.declared.declares(all.clone()) {
            extra.clone_from(&self.declared);
            let (last_around, last) = self.declared_scopes;
            self.names
                .set_scope((last_around == around).then_some(last));
        } else {
            self.names.set_scope(None);
            let all = all.map(|(prefix, namespace)| (prefix.into(), namespace.into()));
            extra.kept().declarations.extend(all);
        }
        if is_first {
            self.declared = extra.clone();
            self.declared_scopes = (around, self.names.scope());
        }
    }

    /// Notes, once for each name, that it is spelled as in another binding.
    #[cold]
    fn note_spelling(&mut self, index: usize, element: Element<'_>) {
        let Some((expected, rule)) = self.names.misspelled(index).zip(self.rules.spelling) else {
            return;
        };
        let message = format!(
            "name is spelled as in another edition, {} of namespace {} is allowed",
            expected.local(self.binding()),
            expected.namespace(self.binding()),
        );
        self.note(rule, element, message);
    }
}
