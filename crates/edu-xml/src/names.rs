//! Names and the namespaces that their prefixes stand for, each kept once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::arena::{Arena, NO_NAMESPACE, NameEntry, Span, index};
use crate::scan::key;

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

/// A name met lately, which was judged before.
#[derive(Clone, Copy)]
struct Recent {
    raw: Span,
    /// What [`scan::key`](crate::scan::key) gives for it.
    key: [u64; 2],
    scope: u32,
    name: u32,
}

const RECENT: usize = 64;

/// The scope that a declaration made, to be found again where it comes again in the same place.
struct Declared<'x> {
    outer: u32,
    prefix: &'x str,
    namespace: u32,
    scope: u32,
}

/// So many scopes are looked at. Metadata of resources declare the same few prefixes each.
const DECLARED: usize = 16;

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
    declared: Vec<Declared<'x>>,
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
            key: [0, 0],
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
            declared: Vec::new(),
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

    /// Binds a prefix. The scope is another one from here on.
    pub(crate) fn bind(&mut self, prefix: &'x str, namespace: u32) {
        self.bindings.push(Binding { prefix, namespace });
        let outer = self.scope;
        let is_same = |one: &&Declared<'_>| {
            one.outer == outer && one.namespace == namespace && one.prefix == prefix
        };
        if let Some(known) = self.declared.iter().find(is_same) {
            self.scope = known.scope;
            return;
        }
        self.scopes = self.scopes.wrapping_add(1);
        self.scope = self.scopes;
        let made = Declared {
            outer,
            prefix,
            namespace,
            scope: self.scope,
        };
        if self.declared.len() < DECLARED {
            self.declared.push(made);
        } else if let Some(old) = self.declared.get_mut(self.scope as usize % DECLARED) {
            *old = made;
        }
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
    pub(crate) fn recent(&self, role: Role, raw: Span) -> Option<u32> {
        let one = self.met(role, raw)?;
        (one.scope == self.scope).then_some(one.name)
    }

    /// The number of a name that was met lately in another scope, and stands for the same in this one.
    pub(crate) fn again(&mut self, arena: &Arena, role: Role, raw: Span) -> Option<u32> {
        let name = self.met(role, raw)?.name;
        let entry = arena.name(name)?;
        let text = raw.of(self.text);
        let prefix = text.get(..entry.prefix as usize)?;
        let namespace = match (prefix, role) {
            ("", Role::Attribute) => NO_NAMESPACE,
            ("", Role::Element) => self.bound("").unwrap_or(NO_NAMESPACE),
            _ => self.bound(prefix)?,
        };
        if namespace != entry.namespace {
            return None;
        }
        self.remember(role, raw, name);
        Some(name)
    }

    /// The name met lately that is written like this one.
    #[inline]
    fn met(&self, role: Role, raw: Span) -> Option<&Recent> {
        let bytes = self.text.as_bytes();
        let key = key(bytes, raw.start as usize, raw.length as usize)?;
        let recent = match role {
            Role::Element => &self.elements,
            Role::Attribute => &self.attributes,
        };
        let one = recent.get(slot(key))?;
        let same = one.key == key
            && one.raw.length == raw.length
            && (raw.length <= 16 || one.raw.of(self.text) == raw.of(self.text));
        same.then_some(one)
    }

    fn remember(&mut self, role: Role, raw: Span, name: u32) {
        let bytes = self.text.as_bytes();
        let Some(key) = key(bytes, raw.start as usize, raw.length as usize) else {
            return;
        };
        let recent = match role {
            Role::Element => &mut self.elements,
            Role::Attribute => &mut self.attributes,
        };
        if let Some(one) = recent.get_mut(slot(key)) {
            *one = Recent {
                raw,
                key,
                scope: self.scope,
                name,
            };
        }
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
        self.remember(role, raw, name);
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
        let free = match self.numbers.entry((namespace, text)) {
            Entry::Occupied(known) => return *known.get(),
            Entry::Vacant(free) => free,
        };
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
        *free.insert(number)
    }
}

/// The place of a name among the recent ones.
#[inline]
const fn slot([first, second]: [u64; 2]) -> usize {
    let mixed = (first ^ second.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 32) as usize % RECENT
}
