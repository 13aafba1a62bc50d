//! Names and the namespaces that their prefixes stand for, each kept once.

use std::collections::BTreeMap;

use crate::arena::{Arena, NO_NAMESPACE, NameEntry, Span, index};

/// The namespace of the prefix `xml`, which needs no declaration.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// The namespace of the prefix `xmlns`, which nothing may be in.
pub(crate) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// What a raw name is the name of: the default namespace is for elements alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Element,
    Attribute,
}

/// Names met lately, by a few of their bytes. A name in it was judged before in the same scope.
#[derive(Clone, Copy)]
struct Recent {
    raw: Span,
    scope: u32,
    name: u32,
}

const RECENT: usize = 64;

/// The prefix bound to a namespace, until its element ends.
struct Binding<'x> {
    prefix: &'x str,
    namespace: u32,
}

/// Finds the number of each name.
pub(crate) struct Names<'x> {
    text: &'x str,
    elements: [Recent; RECENT],
    attributes: [Recent; RECENT],
    bindings: Vec<Binding<'x>>,
    /// The bindings in force, as a number: equal numbers stand for equal bindings.
    scope: u32,
    scopes: u32,
    namespaces: BTreeMap<String, u32>,
    numbers: BTreeMap<(u32, &'x str), u32>,
    expanded: BTreeMap<(u32, &'x str), u32>,
    /// Prefixes that no declaration binds, and the namespaces assumed for them.
    assumed: BTreeMap<&'x str, u32>,
}

/// What to go back to when an element ends.
#[derive(Clone, Copy)]
pub(crate) struct Scope {
    number: u32,
    bindings: u32,
}

/// A prefix without a binding.
pub(crate) struct Unbound<'x>(pub(crate) &'x str);

impl<'x> Names<'x> {
    pub(crate) fn new(text: &'x str, arena: &mut Arena) -> Self {
        let nothing = Recent {
            raw: Span::default(),
            scope: u32::MAX,
            name: 0,
        };
        let mut names = Self {
            text,
            elements: [nothing; RECENT],
            attributes: [nothing; RECENT],
            bindings: Vec::new(),
            scope: 0,
            scopes: 0,
            namespaces: BTreeMap::new(),
            numbers: BTreeMap::new(),
            expanded: BTreeMap::new(),
            assumed: BTreeMap::new(),
        };
        // The number of no namespace is that of the first.
        names.namespace(arena, "");
        let namespace = names.namespace(arena, XML);
        names.bindings.push(Binding {
            prefix: "xml",
            namespace,
        });
        names
    }

    /// The number of a namespace.
    pub(crate) fn namespace(&mut self, arena: &mut Arena, namespace: &str) -> u32 {
        if let Some(known) = self.namespaces.get(namespace) {
            return *known;
        }
        let number = index(arena.namespaces.len());
        arena.namespaces.push(namespace.to_owned());
        self.namespaces.insert(namespace.to_owned(), number);
        number
    }

    /// Binds a prefix. The scope is a new one from here on.
    pub(crate) fn bind(&mut self, prefix: &'x str, namespace: u32) {
        self.bindings.push(Binding { prefix, namespace });
        self.scopes = self.scopes.wrapping_add(1);
        self.scope = self.scopes;
    }

    /// Binds a prefix wherever no declaration does.
    pub(crate) fn assume(&mut self, prefix: &'x str, namespace: u32) {
        self.assumed.insert(prefix, namespace);
    }

    /// Whether a declaration of the element that started at `scope` binds the prefix.
    pub(crate) fn declared_since(&self, scope: Scope, prefix: &str) -> bool {
        let own = self.bindings.get(scope.bindings as usize..);
        own.is_some_and(|own| own.iter().any(|one| one.prefix == prefix))
    }

    /// How many declarations are in force, those that later ones hide included.
    pub(crate) fn declarations(&self) -> usize {
        // All but that of `xml`.
        self.bindings.len().saturating_sub(1)
    }

    #[inline]
    pub(crate) fn scope(&self) -> Scope {
        Scope {
            number: self.scope,
            bindings: index(self.bindings.len()),
        }
    }

    #[inline]
    pub(crate) fn restore(&mut self, scope: Scope) {
        if self.scope != scope.number {
            self.scope = scope.number;
            self.bindings.truncate(scope.bindings as usize);
        }
    }

    /// The number of a name that was met lately in the same scope.
    #[inline]
    pub(crate) fn recent(&self, role: Role, raw: &str) -> Option<u32> {
        let recent = match role {
            Role::Element => &self.elements,
            Role::Attribute => &self.attributes,
        };
        let one = recent.get(slot(raw))?;
        let same = one.scope == self.scope
            && one.raw.length as usize == raw.len()
            && one.raw.of(self.text) == raw;
        same.then_some(one.name)
    }

    /// The number of a name that is known to be well-formed, with its prefix split off.
    pub(crate) fn resolve(
        &mut self,
        arena: &mut Arena,
        role: Role,
        raw: Span,
        prefix: &'x str,
    ) -> Result<u32, Unbound<'x>> {
        let namespace = match (prefix, role) {
            ("", Role::Attribute) => NO_NAMESPACE,
            ("", Role::Element) => self.bound("").unwrap_or(NO_NAMESPACE),
            _ => {
                let assumed = || self.assumed.get(prefix).copied();
                let known = self.bound(prefix).or_else(assumed);
                known.ok_or(Unbound(prefix))?
            }
        };
        let text = raw.of(self.text);
        let name = self.number(arena, raw, text, prefix, namespace);
        let recent = match role {
            Role::Element => &mut self.elements,
            Role::Attribute => &mut self.attributes,
        };
        if let Some(one) = recent.get_mut(slot(text)) {
            *one = Recent {
                raw,
                scope: self.scope,
                name,
            };
        }
        Ok(name)
    }

    /// The namespace that a declaration binds a prefix to; `None` where it was taken back.
    pub(crate) fn bound(&self, prefix: &str) -> Option<u32> {
        let last = self
            .bindings
            .iter()
            .rev()
            .find(|one| one.prefix == prefix)?;
        (last.namespace != NO_NAMESPACE).then_some(last.namespace)
    }

    fn number(
        &mut self,
        arena: &mut Arena,
        raw: Span,
        text: &'x str,
        prefix: &str,
        namespace: u32,
    ) -> u32 {
        if let Some(known) = self.numbers.get(&(namespace, text)) {
            return *known;
        }
        let local = if prefix.is_empty() {
            text
        } else {
            let after = prefix.len().saturating_add(1);
            text.get(after..).unwrap_or_default()
        };
        let next = index(self.expanded.len());
        let expanded = *self.expanded.entry((namespace, local)).or_insert(next);
        let number = index(arena.names.len());
        arena.names.push(NameEntry {
            raw,
            prefix: index(prefix.len()),
            namespace,
            expanded,
        });
        self.numbers.insert((namespace, text), number);
        number
    }
}

/// The place of a name among the recent ones.
#[inline]
fn slot(raw: &str) -> usize {
    let bytes = raw.as_bytes();
    let byte = |at: usize| usize::from(bytes.get(at).copied().unwrap_or(0));
    let last = bytes.len().wrapping_sub(1);
    byte(0)
        .wrapping_mul(5)
        .wrapping_add(byte(last).wrapping_mul(3))
        .wrapping_add(byte(bytes.len() / 2))
        .wrapping_add(bytes.len().wrapping_mul(7))
        % RECENT
}
