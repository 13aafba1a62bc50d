//! What the names of one document mean, by their numbers.

use core::fmt;
use std::sync::Arc;

use crate::extra::{Extra, WrittenName};
use crate::scope::Scope;
use crate::{Binding, QualifiedName, Term, Tree, Vocabulary};

/// One line for each name of a document.
#[derive(Debug)]
pub(super) struct NameTable {
    lines: Vec<Line>,
    /// Namespaces of the document, which lines have by their place here.
    namespaces: Vec<Box<str>>,
    binding: Binding,
    /// The prefixes in scope, as a number: equal numbers stand for equal bindings.
    scope: u32,
    scopes: u32,
}

struct Line {
    term: Option<Term>,
    namespace: u32,
    prefix: Box<str>,
    /// Whether namespace and spelling are those of the binding.
    regular: bool,
    /// Whether the namespace is none, or one of the standard's own.
    own: bool,
    /// Whether it was told that the spelling is not the binding's.
    told: bool,
    /// The scope in which the prefix was last found to be the one that would be written, of
    /// elements and of attributes.
    fits: [u32; 2],
    /// The name to remember where it would be written otherwise.
    written: Option<Arc<WrittenName>>,
    /// What an attribute of that name leaves to be remembered where nothing else is.
    respelled: Extra,
}

/// Without what is remembered of the document.
impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line")
            .field("term", &self.term)
            .field("regular", &self.regular)
            .finish_non_exhaustive()
    }
}

impl NameTable {
    pub(super) fn new(tree: &Tree<'_>, vocabulary: &Vocabulary, binding: Binding) -> Self {
        let namespaces = &tree.arena().namespaces;
        let meanings = namespaces.iter().map(|one| vocabulary.within(one));
        let meanings: Vec<_> = meanings.collect();
        let numbers = tree.arena().names.iter().map(|name| name.namespace);
        let line = |(name, namespace): (QualifiedName<'_>, u32)| {
            let within = meanings.get(namespace as usize);
            let term = within.and_then(|within| within.term(name.local));
            let is_regular = |term: Term| {
                term.local(binding) == name.local && term.namespace(binding) == name.namespace
            };
            Line {
                term,
                namespace,
                prefix: name.prefix.into(),
                regular: term.is_none_or(is_regular),
                own: within.is_some_and(|within| within.own),
                told: false,
                fits: [0, 0],
                written: None,
                respelled: Extra::new(),
            }
        };
        Self {
            lines: tree.names().zip(numbers).map(line).collect(),
            namespaces: namespaces.iter().map(|one| one.as_str().into()).collect(),
            binding,
            scope: 1,
            scopes: 1,
        }
    }

    pub(super) const fn binding(&self) -> Binding {
        self.binding
    }

    #[inline]
    pub(super) fn number(&self, index: usize) -> u32 {
        let term = self.lines.get(index).and_then(|line| line.term);
        term.map_or(0, Term::number)
    }

    pub(super) fn is_own(&self, index: usize) -> bool {
        self.lines.get(index).is_some_and(|line| line.own)
    }

    /// Whether a name is written as it would be if nothing about it was remembered.
    #[inline]
    pub(super) fn fits(&mut self, index: usize, attribute: bool, scope: &Scope) -> bool {
        let Some(line) = self.lines.get_mut(index) else {
            return true;
        };
        if !line.regular {
            return false;
        }
        let [of_element, of_attribute] = &mut line.fits;
        let last = if attribute { of_attribute } else { of_element };
        if *last == self.scope {
            return true;
        }
        let namespace = self.namespaces.get(line.namespace as usize);
        let namespace = namespace.map(|one| &**one).unwrap_or_default();
        let fits = match scope.prefix(namespace, attribute) {
            Some(prefix) => *prefix == *line.prefix,
            None => false,
        };
        if fits {
            *last = self.scope;
        }
        fits
    }

    /// The name as it is written, to be remembered; `index` is its number.
    pub(super) fn written(&mut self, name: QualifiedName<'_>, index: usize) -> Arc<WrittenName> {
        let kept = self.lines.get_mut(index).map(|line| &mut line.written);
        if let Some(Some(known)) = kept.as_deref() {
            return Arc::clone(known);
        }
        let written = Arc::new(WrittenName::from(name));
        if let Some(kept) = kept {
            *kept = Some(Arc::clone(&written));
        }
        written
    }

    /// That an attribute is written otherwise, and nothing else; shared by all of its name.
    pub(super) fn respelled(&mut self, name: QualifiedName<'_>, index: usize, term: Term) -> Extra {
        let known = self.lines.get(index).map(|line| line.respelled.clone());
        if let Some(known) = known.filter(|known| !known.is_empty()) {
            return known;
        }
        let mut extra = Extra::new();
        let written = self.written(name, index);
        extra.kept().respelled.push((term.number(), written));
        if let Some(line) = self.lines.get_mut(index) {
            line.respelled = extra.clone();
        }
        extra
    }

    /// The term of a name that is not spelled as in the binding, where that was not told before.
    pub(super) fn misspelled(&mut self, index: usize) -> Option<Term> {
        let line = self.lines.get_mut(index)?;
        if line.regular || line.told {
            return None;
        }
        line.told = true;
        line.term
    }

    /// The number of the scope.
    pub(super) const fn scope(&self) -> u32 {
        self.scope
    }

    /// Says that the prefixes in scope are others now, those of an earlier scope where it is known.
    pub(super) const fn set_scope(&mut self, known: Option<u32>) {
        self.scope = if let Some(known) = known {
            known
        } else {
            self.scopes = self.scopes.wrapping_add(1);
            self.scopes
        };
    }
}
