//! Which prefixes are bound to which namespaces where reading or writing stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The namespace that `xml` is bound to everywhere.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Bindings of prefixes, innermost last.
///
/// Every question costs the logarithm of the bindings that are open, however they hide each
/// other: a hostile document opens very many.
#[derive(Debug)]
pub(crate) struct Scope {
    bindings: Vec<Bound>,
    /// Open bindings by prefix.
    prefixes: Numbered<Vec<usize>>,
    /// Bindings that no inner one hides, by namespace.
    namespaces: Numbered<BTreeSet<usize>>,
}

#[derive(Debug)]
struct Bound {
    /// Among [`Scope::prefixes`].
    prefix: usize,
    /// Among [`Scope::namespaces`].
    namespace: usize,
}

/// Texts that were met once, and what is kept of each: they often come again.
#[derive(Debug)]
struct Numbered<T> {
    numbers: BTreeMap<Arc<str>, usize>,
    lines: Vec<(Arc<str>, T)>,
}

impl<T> Numbered<T> {
    const fn new() -> Self {
        Self {
            numbers: BTreeMap::new(),
            lines: Vec::new(),
        }
    }
}

impl<T: Default> Numbered<T> {
    /// The number of a text, with nothing kept of it where it is met for the first time.
    fn number(&mut self, text: &str) -> usize {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let (number, text) = (self.lines.len(), Arc::<str>::from(text));
        self.lines.push((Arc::clone(&text), T::default()));
        self.numbers.insert(text, number);
        number
    }

    fn of(&self, text: &str) -> Option<&T> {
        let number = self.numbers.get(text)?;
        self.lines.get(*number).map(|(_, kept)| kept)
    }

    fn text(&self, number: usize) -> &str {
        self.lines.get(number).map_or("", |(text, _)| text)
    }

    fn kept(&mut self, number: usize) -> Option<&mut T> {
        self.lines.get_mut(number).map(|(_, kept)| kept)
    }
}

impl Default for Scope {
    fn default() -> Self {
        Self::new()
    }
}

impl Scope {
    /// Nothing is bound.
    pub(crate) const fn new() -> Self {
        Self {
            bindings: Vec::new(),
            prefixes: Numbered::new(),
            namespaces: Numbered::new(),
        }
    }

    /// How many bindings are open, to go back to by [`Scope::leave`].
    pub(crate) fn mark(&self) -> usize {
        self.bindings.len()
    }

    /// Binds a prefix until [`Scope::leave`]; an empty namespace takes a default binding back.
    pub(crate) fn bind(&mut self, prefix: &str, namespace: &str) {
        let at = self.bindings.len();
        let prefix = self.prefixes.number(prefix);
        let namespace = self.namespaces.number(namespace);
        self.bindings.push(Bound { prefix, namespace });
        if let Some(of_prefix) = self.prefixes.kept(prefix) {
            let hidden = of_prefix.last().copied();
            of_prefix.push(at);
            if let Some(hidden) = hidden {
                self.hide(hidden);
            }
        }
        self.show(at);
    }

    /// Closes all bindings that were made since `mark`.
    pub(crate) fn leave(&mut self, mark: usize) {
        while self.bindings.len() > mark {
            let at = self.bindings.len().saturating_sub(1);
            self.hide(at);
            let closed = self.bindings.pop();
            let of_prefix = closed.and_then(|closed| self.prefixes.kept(closed.prefix));
            if let Some(of_prefix) = of_prefix {
                of_prefix.pop();
                if let Some(shown) = of_prefix.last().copied() {
                    self.show(shown);
                }
            }
        }
    }

    /// Whether a binding of the prefix is open.
    pub(crate) fn is_bound(&self, prefix: &str) -> bool {
        self.prefixes.of(prefix).is_some_and(|all| !all.is_empty())
    }

    /// Whether the prefix was bound since `mark`.
    pub(crate) fn is_bound_since(&self, prefix: &str, mark: usize) -> bool {
        let last = self.prefixes.of(prefix).and_then(|all| all.last());
        last.is_some_and(|at| *at >= mark)
    }

    /// A prefix that nothing binds.
    pub(crate) fn unused(&self) -> String {
        let mut number = self.bindings.len().saturating_add(1);
        loop {
            let prefix = format!("ns{number}");
            if !self.is_bound(&prefix) {
                return prefix;
            }
            number = number.saturating_add(1);
        }
    }

    /// The namespace a prefix is bound to; the default one is empty where nothing binds it.
    pub(crate) fn namespace(&self, prefix: &str) -> Option<&str> {
        let bound = self.prefixes.of(prefix).and_then(|all| all.last());
        match bound.and_then(|at| self.bindings.get(*at)) {
            Some(bound) => Some(self.namespaces.text(bound.namespace)),
            None => match prefix {
                "" => Some(""),
                "xml" => Some(XML),
                _ => None,
            },
        }
    }

    /// The prefix that is written for a namespace where none is remembered: the default one if it is
    /// bound so, else the one that was bound last. Attributes have no default.
    pub(crate) fn prefix(&self, namespace: &str, attribute: bool) -> Option<&str> {
        if namespace == XML {
            return Some("xml");
        }
        if namespace.is_empty() {
            return (attribute || self.namespace("") == Some("")).then_some("");
        }
        if !attribute && self.namespace("") == Some(namespace) {
            return Some("");
        }
        let visible = self.namespaces.of(namespace)?.iter().rev();
        visible
            .filter_map(|at| self.bindings.get(*at))
            .map(|bound| self.prefixes.text(bound.prefix))
            .find(|prefix| !prefix.is_empty())
    }

    fn hide(&mut self, at: usize) {
        if let Some(all) = self.visible(at) {
            all.remove(&at);
        }
    }

    fn show(&mut self, at: usize) {
        if let Some(all) = self.visible(at) {
            all.insert(at);
        }
    }

    /// The bindings in sight of the namespace that one is of.
    fn visible(&mut self, at: usize) -> Option<&mut BTreeSet<usize>> {
        let namespace = self.bindings.get(at)?.namespace;
        self.namespaces.kept(namespace)
    }
}
