//! How namespace declarations are read, and what stands for those that are missing.

use crate::arena::{DECODED, DeclarationEntry, NO_NAMESPACE, Span, index};
use crate::characters::is_plain_name;
use crate::error::{
    DUPLICATE, Flaw, NAMESPACE, NAMESPACE_EMPTY, NAMESPACE_MISSING, NAMESPACE_UNBOUND, shown,
};
use crate::names::{Scope, XML, XMLNS};
use crate::parse::{Builder, Step, within};
use crate::tags::Value;

impl<'x> Builder<'x> {
    /// Reads the declaration of a prefix, empty for the default namespace.
    pub(crate) fn declare(
        &mut self,
        scope: Scope,
        name: Span,
        prefix: &'x str,
        value: Value,
    ) -> Step {
        let offset = name.start as usize;
        let span = Span {
            start: value.start,
            length: value.length & !DECODED,
        };
        let source = if value.length & DECODED == 0 {
            self.text
        } else {
            &self.arena.decoded
        };
        let mut namespace = span.of(source).to_owned();
        let raw = name.of(self.text);
        if self.names.declared_since(scope, prefix) {
            return Err(Flaw::new(
                &DUPLICATE,
                offset,
                format!("attribute {} appears twice", shown(raw)),
            ));
        }
        let is_default = raw == "xmlns";
        if !is_default && !is_plain_name(prefix) {
            let message = format!("prefix {} is no name without colons", shown(prefix));
            return Err(Flaw::new(&NAMESPACE, offset, message));
        }
        if reserved(prefix, &namespace) {
            let message = "`xml`, `xmlns` and their namespaces cannot be bound otherwise";
            return Err(Flaw::new(&NAMESPACE, offset, message));
        }
        if namespace.is_empty() && !is_default {
            namespace = self.recovery.meant_by(prefix).into_owned();
            let message = format!(
                "prefix {} is declared without a namespace, read as {}",
                shown(prefix),
                shown(&namespace)
            );
            self.weigh(&NAMESPACE_EMPTY, offset, message)?;
        }
        let number = self.names.namespace(&mut self.arena, &namespace);
        self.names.bind(prefix, number);
        let found = self.names.declarations();
        within("namespaces", found, self.limits.namespaces, offset)?;
        let length = index(prefix.len());
        self.arena.declarations.push(DeclarationEntry {
            node: index(self.arena.nodes.len()),
            prefix: Span {
                start: name.start.wrapping_add(name.length).wrapping_sub(length),
                length,
            },
            namespace: number,
        });
        Ok(())
    }

    /// Binds the default namespace that is expected of the root element, where it has none; that is
    /// said instead of what it may declare itself.
    pub(crate) fn expected_namespace(&mut self, name: Span) -> Step {
        let Some(expected) = self.recovery.root_namespace() else {
            return Ok(());
        };
        if name.of(self.text).contains(':') || self.names.bound("").is_some() {
            return Ok(());
        }
        let message = format!(
            "root element is in no namespace, {} is expected",
            shown(expected)
        );
        self.weigh(
            &NAMESPACE_MISSING,
            (name.start as usize).wrapping_sub(1),
            message,
        )?;
        let namespace = self.names.namespace(&mut self.arena, expected);
        self.names.bind("", namespace);
        let declared = &mut self.arena.declarations;
        declared.retain(|one| one.prefix.length > 0);
        self.recovered.push((String::new(), namespace));
        Ok(())
    }

    /// Decides what an unbound prefix stands for in this document.
    pub(crate) fn assume(&mut self, prefix: &'x str, offset: usize) -> Step {
        let meant = self.recovery.meant_by(prefix);
        let message = format!(
            "prefix {} is not bound to a namespace, read as {}",
            shown(prefix),
            shown(&meant)
        );
        self.weigh(&NAMESPACE_UNBOUND, offset, message)?;
        // They are declared on the root when it is written, and count as if they stood there.
        let found = self.recovered.len().saturating_add(1);
        within("namespaces", found, self.limits.namespaces, offset)?;
        let namespace = self.names.namespace(&mut self.arena, &meant);
        self.names.assume(prefix, namespace);
        self.recovered.push((prefix.to_owned(), namespace));
        Ok(())
    }
}

/// Whether a declaration breaks what Namespaces §3 reserves.
fn reserved(prefix: &str, namespace: &str) -> bool {
    debug_assert_eq!(NO_NAMESPACE, 0);
    match prefix {
        "xmlns" => true,
        "xml" => namespace != XML,
        _ => namespace == XML || namespace == XMLNS,
    }
}
