//! How tags are read: names and attributes.

use crate::arena::{AttributeEntry, DECODED, Kind, NodeEntry, Span, index};
use crate::characters::{is_name_byte, is_plain_name};
use crate::error::{DUPLICATE, Flaw, NAMESPACE, shown};
use crate::names::{Role, Scope, Unbound};
use crate::parse::{Builder, Frame, Step, within};
use crate::scan::stop;

/// Up to so many attributes are compared one by one; more are sorted.
const COMPARED_ONE_BY_ONE: usize = 12;

/// Where a value was put: as [`AttributeEntry`] holds it.
#[derive(Clone, Copy)]
pub(crate) struct Value {
    pub(crate) start: u32,
    pub(crate) length: u32,
}

impl Builder<'_> {
    pub(crate) fn start_tag(&mut self) -> Step {
        let start = self.at;
        self.at = start.wrapping_add(1);
        let name = self.name();
        if name.length == 0 {
            return Err(Flaw::syntax(start, "`<` does not start a tag"));
        }
        if self.frames.is_empty() && self.root.is_some() {
            return Err(Flaw::syntax(start, "second root element, one is allowed"));
        }
        let depth = self.frames.len().wrapping_add(1);
        within("depth", depth, self.limits.depth, start)?;
        self.count(start)?;
        let scope = self.names.scope();
        let first = self.arena.attributes.len();
        let before = self.arena.declarations.len();
        let empty = self.attributes(scope)?;
        let declares = self.arena.declarations.len() > before;
        if self.root.is_none() {
            self.expected_namespace(name)?;
        }
        let number = self.number(Role::Element, name)?;
        self.resolve_attributes(first)?;
        let node = index(self.arena.nodes.len());
        self.root.get_or_insert(node);
        self.arena.nodes.push(NodeEntry {
            kind: Kind::Element,
            declares,
            start: index(start),
            end: if empty { index(self.at) } else { 0 },
            link: node.wrapping_add(1),
            name: number,
            attributes: index(first),
        });
        if empty {
            self.names.restore(scope);
        } else {
            self.frames.push(Frame { node, name, scope });
        }
        Ok(())
    }

    pub(crate) fn end_tag(&mut self) -> Step {
        let start = self.at;
        let Some(frame) = self.frames.pop() else {
            return Err(Flaw::syntax(start, "end tag without a start tag"));
        };
        let name = start.wrapping_add(2);
        let end = name.wrapping_add(frame.name.length as usize);
        let bytes = self.text.as_bytes();
        // Nearly all end tags are of the open element, without white space.
        let is_plain =
            bytes.get(end) == Some(&b'>') && bytes.get(name..end) == bytes.get(frame.name.range());
        if is_plain {
            self.at = end.wrapping_add(1);
        } else if let Err(flaw) = self.odd_end_tag(frame.name) {
            self.frames.push(frame);
            return Err(flaw);
        }
        let next = index(self.arena.nodes.len());
        if let Some(node) = self.arena.nodes.get_mut(frame.node as usize) {
            node.end = index(self.at);
            node.link = next;
        }
        self.names.restore(frame.scope);
        Ok(())
    }

    /// Reads an end tag with white space, or finds what is wrong with it.
    #[cold]
    fn odd_end_tag(&mut self, open: Span) -> Step {
        let start = self.at;
        self.at = start.wrapping_add(2);
        let (name, open) = (self.name().of(self.text), open.of(self.text));
        if name != open {
            let message = format!("end tag of {}, {} is open", shown(name), shown(open));
            return Err(Flaw::syntax(start, message));
        }
        self.space();
        if self.peek() != Some(b'>') {
            return Err(Flaw::syntax(
                self.at,
                "end tag is not closed after its name",
            ));
        }
        self.at = self.at.wrapping_add(1);
        Ok(())
    }

    /// Reads the rest of a start tag; says whether it is that of an empty element.
    fn attributes(&mut self, scope: Scope) -> Step<bool> {
        let tag = self.at;
        let mut members = 0_usize;
        loop {
            let apart = self.space();
            match self.peek() {
                Some(b'>') => {
                    self.at = self.at.wrapping_add(1);
                    return Ok(false);
                }
                Some(b'/') if self.byte(self.at.wrapping_add(1)) == Some(b'>') => {
                    self.at = self.at.wrapping_add(2);
                    return Ok(true);
                }
                Some(byte) if is_name_byte(byte) && apart => {}
                None => return Err(Flaw::syntax(tag, "start tag is not closed")),
                Some(byte) if is_name_byte(byte) => {
                    let message = "white space is missing before an attribute";
                    return Err(Flaw::syntax(self.at, message));
                }
                Some(_) => {
                    let message = "neither an attribute nor the end of the tag";
                    return Err(Flaw::syntax(self.at, message));
                }
            }
            members = members.wrapping_add(1);
            within("members", members, self.limits.members, self.at)?;
            self.attribute(scope)?;
        }
    }

    #[inline]
    fn attribute(&mut self, scope: Scope) -> Step {
        let name = self.name();
        self.equals()?;
        let value = self.value()?;
        let raw = name.of(self.text);
        if let Some(rest) = raw.strip_prefix("xmlns") {
            if rest.is_empty() {
                return self.declare(scope, name, "", value);
            }
            if let Some(prefix) = rest.strip_prefix(':') {
                return self.declare(scope, name, prefix, value);
            }
        }
        self.arena.attributes.push(AttributeEntry {
            name: name.length,
            start: name.start,
            value: value.start,
            length: value.length,
        });
        Ok(())
    }

    /// Reads a value in quotes.
    #[inline]
    fn value(&mut self) -> Step<Value> {
        let bytes = self.text.as_bytes();
        let quote = self.quote()?;
        let start = self.at;
        let mut plain = true;
        let end = loop {
            let at = match quote {
                b'"' => stop::<b'"', b'&', b'<'>(bytes, self.at),
                _ => stop::<b'\'', b'&', b'<'>(bytes, self.at),
            };
            match bytes.get(at) {
                Some(byte) if *byte == quote => break at,
                Some(b'<') => return Err(Flaw::syntax(at, "`<` in the value of an attribute")),
                Some(_) => plain = false,
                None => return Err(Flaw::syntax(start, "value of an attribute is not closed")),
            }
            self.at = at.wrapping_add(1);
        };
        self.at = end.wrapping_add(1);
        let (span, mark) = if plain {
            (Span::new(start, end), 0)
        } else {
            (self.decode(start, end, true)?, DECODED)
        };
        // Half of what the lengths of entries can tell is the mark.
        let most = self.limits.text.min(DECODED.wrapping_sub(1) as usize);
        within("text", span.length as usize, most, start)?;
        Ok(Value {
            start: span.start,
            length: span.length | mark,
        })
    }

    /// The number of a name in this scope.
    #[inline]
    fn number(&mut self, role: Role, raw: Span) -> Step<u32> {
        match self.names.recent(role, raw) {
            Some(number) => Ok(number),
            None => self.judge_name(role, raw),
        }
    }

    /// Judges a name that was not met lately, and finds its number.
    fn judge_name(&mut self, role: Role, span: Span) -> Step<u32> {
        if let Some(number) = self.names.again(&self.arena, role, span) {
            return Ok(number);
        }
        let raw = span.of(self.text);
        let offset = span.start as usize;
        within("text", raw.len(), self.limits.text, offset)?;
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        let prefixed = local.len() < raw.len();
        if !is_plain_name(local) || (prefixed && !is_plain_name(prefix)) {
            let message = format!("{} is no name with at most one prefix", shown(raw));
            return Err(Flaw::syntax(offset, message));
        }
        if prefix == "xmlns" {
            let message = "prefix `xmlns` is for namespace declarations alone";
            return Err(Flaw::new(&NAMESPACE, offset, message));
        }
        let resolved = self.names.resolve(&mut self.arena, role, span, prefix);
        match resolved {
            Ok(number) => Ok(number),
            Err(Unbound(prefix)) => {
                self.assume(prefix, offset)?;
                let resolved = self.names.resolve(&mut self.arena, role, span, prefix);
                Ok(resolved.unwrap_or(u32::MAX))
            }
        }
    }

    /// Finds the numbers of the names of the attributes from `first` on, each of which must be
    /// another.
    #[inline]
    fn resolve_attributes(&mut self, first: usize) -> Step {
        let last = self.arena.attributes.len();
        for at in first..last {
            let Some(entry) = self.arena.attributes.get(at) else {
                break;
            };
            let raw = Span {
                start: entry.start,
                length: entry.name,
            };
            let number = self.number(Role::Attribute, raw)?;
            if let Some(entry) = self.arena.attributes.get_mut(at) {
                entry.name = number;
            }
        }
        match last.wrapping_sub(first) {
            0 | 1 => Ok(()),
            2..=COMPARED_ONE_BY_ONE => self.compare(first),
            _ => self.sort_and_compare(first),
        }
    }

    fn compare(&self, first: usize) -> Step {
        let own = self.arena.attributes.get(first..).unwrap_or_default();
        for (count, one) in own.iter().enumerate() {
            let number = self.expanded(one);
            let before = own.get(..count).unwrap_or_default();
            if before.iter().any(|other| self.expanded(other) == number) {
                return Err(self.twice(one));
            }
        }
        Ok(())
    }

    fn sort_and_compare(&self, first: usize) -> Step {
        let own = self.arena.attributes.get(first..).unwrap_or_default();
        let mut sorted: Vec<(u32, u32)> = own
            .iter()
            .map(|one| (self.expanded(one), one.start))
            .collect();
        sorted.sort_unstable();
        let pairs = sorted.windows(2).filter_map(|pair| match pair {
            [(one, _), (other, second)] if one == other => Some(*second),
            _ => None,
        });
        let Some(second) = pairs.min() else {
            return Ok(());
        };
        let twice = own.iter().find(|one| one.start == second);
        twice.map_or(Ok(()), |one| Err(self.twice(one)))
    }

    #[inline]
    fn expanded(&self, one: &AttributeEntry) -> u32 {
        self.arena
            .name(one.name)
            .map_or(u32::MAX, |name| name.expanded)
    }

    #[cold]
    #[expect(
        clippy::unnecessary_box_returns,
        reason = "results hold a fault by its pointer"
    )]
    fn twice(&self, one: &AttributeEntry) -> Box<Flaw> {
        let name = self.arena.name(one.name);
        let raw = name.map_or("", |name| name.raw.of(self.text));
        Flaw::new(
            &DUPLICATE,
            one.start as usize,
            format!("attribute {} appears twice", shown(raw)),
        )
    }
}
