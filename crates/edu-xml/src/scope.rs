//! Which prefixes are bound to which namespaces where reading or writing stands.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The namespace that `xml` is bound to everywhere.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Bindings of prefixes, innermost last.
///
/// Every question costs the logarithm of the bindings that are open, however they hide each
/// other: a hostile document opens very many.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    bindings: Vec<Bound>,
    /// Open bindings by prefix. Names that were bound once are kept here and below: they often come again.
    by_prefix: BTreeMap<Arc<str>, Vec<usize>>,
    /// Bindings that no inner one hides, by namespace.
    visible: BTreeMap<Arc<str>, BTreeSet<usize>>,
}

#[derive(Debug)]
struct Bound {
    prefix: Arc<str>,
    namespace: Arc<str>,
}

impl Scope {
    /// Nothing is bound.
    pub(crate) const fn new() -> Self {
        Self {
            bindings: Vec::new(),
            by_prefix: BTreeMap::new(),
            visible: BTreeMap::new(),
        }
    }

    /// How many bindings are open, to go back to by [`Scope::leave`].
    pub(crate) fn mark(&self) -> usize {
        self.bindings.len()
    }

    /// Binds a prefix until [`Scope::leave`]; an empty namespace takes a default binding back.
    pub(crate) fn bind(&mut self, prefix: &str, namespace: &str) {
        let at = self.bindings.len();
        let prefix = known(&mut self.by_prefix, prefix);
        let namespace = known(&mut self.visible, namespace);
        let of_prefix = self.by_prefix.entry(Arc::clone(&prefix)).or_default();
        let hidden = of_prefix.last().copied();
        of_prefix.push(at);
        if let Some(hidden) = hidden {
            self.hide(hidden);
        }
        self.bindings.push(Bound { prefix, namespace });
        self.show(at);
    }

    /// Closes all bindings that were made since `mark`.
    pub(crate) fn leave(&mut self, mark: usize) {
        while self.bindings.len() > mark {
            let at = self.bindings.len().saturating_sub(1);
            self.hide(at);
            let Some(closed) = self.bindings.pop() else {
                return;
            };
            if let Some(of_prefix) = self.by_prefix.get_mut(&closed.prefix) {
                of_prefix.pop();
                if let Some(shown) = of_prefix.last().copied() {
                    self.show(shown);
                }
            }
        }
    }

    /// Whether a binding of the prefix is open.
    pub(crate) fn is_bound(&self, prefix: &str) -> bool {
        self.by_prefix
            .get(prefix)
            .is_some_and(|all| !all.is_empty())
    }

    /// Whether the prefix was bound since `mark`.
    pub(crate) fn is_bound_since(&self, prefix: &str, mark: usize) -> bool {
        let last = self.by_prefix.get(prefix).and_then(|all| all.last());
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
        let bound = self.by_prefix.get(prefix).and_then(|all| all.last());
        match bound.and_then(|at| self.bindings.get(*at)) {
            Some(bound) => Some(&bound.namespace),
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
        let visible = self.visible.get(namespace)?.iter().rev();
        visible
            .filter_map(|at| self.bindings.get(*at))
            .map(|bound| &*bound.prefix)
            .find(|prefix| !prefix.is_empty())
    }

    fn hide(&mut self, at: usize) {
        let Some(bound) = self.bindings.get(at) else {
            return;
        };
        if let Some(all) = self.visible.get_mut(&bound.namespace) {
            all.remove(&at);
        }
    }

    fn show(&mut self, at: usize) {
        let Some(bound) = self.bindings.get(at) else {
            return;
        };
        if let Some(all) = self.visible.get_mut(&bound.namespace) {
            all.insert(at);
        }
    }
}

/// The name as it is kept, with nothing about it where it is met for the first time.
fn known<T: Default>(all: &mut BTreeMap<Arc<str>, T>, name: &str) -> Arc<str> {
    if let Some((known, _)) = all.get_key_value(name) {
        return Arc::clone(known);
    }
    let name: Arc<str> = name.into();
    all.insert(Arc::clone(&name), T::default());
    name
}
