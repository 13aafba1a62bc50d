//! Names with the prefixes they are written with.

use super::XmlWriter;
use crate::Term;
use crate::escape::push_attribute;
use crate::extra::{Extra, Kept};
use crate::raw::push_declaration;

impl XmlWriter {
    pub(super) fn declare(&mut self, kept: Option<&Kept>, root: bool, out: &mut String) {
        let kept = kept.map_or(&[][..], |kept| &kept.declarations);
        for (prefix, namespace) in kept {
            self.scope.bind(prefix, namespace);
            push_declaration(out, prefix, namespace);
        }
        if !root || !kept.is_empty() {
            return;
        }
        for family in self.declared {
            let namespace = family.namespace(self.binding);
            if !self.scope.is_bound(family.prefix) && !namespace.is_empty() {
                self.scope.bind(family.prefix, namespace);
                push_declaration(out, family.prefix, namespace);
            }
        }
    }

    pub(super) fn element_name(
        &mut self,
        name: Term,
        kept: Option<&Kept>,
        mark: usize,
        out: &mut String,
    ) {
        let (namespace, local, prefix) = match kept.and_then(|kept| kept.name.as_ref()) {
            Some(name) => (&*name.namespace, &*name.local, Some(&*name.prefix)),
            None => (name.namespace(self.binding), name.local(self.binding), None),
        };
        let remembered = prefix.filter(|prefix| self.scope.namespace(prefix) == Some(namespace));
        let known = remembered.or_else(|| self.scope.prefix(namespace, false));
        let prefix = if let Some(prefix) = known {
            prefix.to_owned()
        } else {
            let wish = match namespace {
                "" => "",
                _ => prefix.unwrap_or(name.family().prefix),
            };
            // What the element itself declares must not be declared again.
            let prefix = if self.scope.is_bound_since(wish, mark) {
                self.scope.unused()
            } else {
                wish.to_owned()
            };
            self.scope.bind(&prefix, namespace);
            push_declaration(out, &prefix, namespace);
            prefix
        };
        push_name(&mut self.out, &prefix, local);
    }

    /// Namespace, local name and prefix of a known attribute, as it was spelled or as the binding has
    /// it.
    pub(super) fn attribute_name<'e>(
        &self,
        term: Term,
        extra: &'e Extra,
    ) -> (&'e str, &'e str, &'e str) {
        let mut all = extra.as_kept().into_iter().flat_map(|kept| &kept.respelled);
        match all.find(|(number, _)| *number == term.number()) {
            Some((_, name)) => (&name.namespace, &name.local, &name.prefix),
            None => (
                term.namespace(self.binding),
                term.local(self.binding),
                term.family().prefix,
            ),
        }
    }

    pub(super) fn attribute_as(&mut self, namespace: &str, local: &str, wish: &str, value: &str) {
        let remembered = !wish.is_empty() && self.scope.namespace(wish) == Some(namespace);
        let known = if remembered && !namespace.is_empty() {
            Some(wish)
        } else {
            self.scope.prefix(namespace, true)
        };
        let prefix = if let Some(prefix) = known {
            prefix.to_owned()
        } else {
            let prefix = if wish.is_empty() || self.scope.is_bound(wish) {
                self.scope.unused()
            } else {
                wish.to_owned()
            };
            self.scope.bind(&prefix, namespace);
            push_declaration(&mut self.out, &prefix, namespace);
            prefix
        };
        self.out.push(' ');
        push_name(&mut self.out, &prefix, local);
        self.out.push_str("=\"");
        self.check(value);
        push_attribute(&mut self.out, value);
        self.out.push('"');
    }
}

fn push_name(out: &mut String, prefix: &str, local: &str) {
    if !prefix.is_empty() {
        out.push_str(prefix);
        out.push(':');
    }
    out.push_str(local);
}
