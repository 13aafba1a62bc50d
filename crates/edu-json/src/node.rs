//! One value of a checked document.

use core::fmt;
use core::ops::Range;

use edu_types::place::push_segment;

use crate::tree::{Entry, Token, Tree};

/// What kind of value a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "JSON has these six kinds and will have no other"
)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// One value of a [`Tree`]: a small, copyable view.
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree<'t>,
    index: u32,
}

/// The text of a number, exactly as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberText<'t>(&'t str);

impl<'t> NumberText<'t> {
    /// The text: `1.50` stays `1.50`.
    pub const fn as_str(self) -> &'t str {
        self.0
    }

    /// The value, where the text is an integer without fraction or exponent and fits.
    pub fn as_i64(self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The value, where the text is a non-negative integer without fraction or exponent.
    pub fn as_u64(self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// The nearest floating-point value; `None` where it is not finite.
    pub fn as_f64(self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

impl<'t> Node<'t> {
    #[inline]
    pub(crate) const fn new(tree: &'t Tree<'t>, index: u32) -> Self {
        Self { tree, index }
    }

    /// What kind of value this is.
    #[inline]
    pub fn kind(self) -> Kind {
        match self.entry().token {
            Token::Null => Kind::Null,
            Token::True | Token::False => Kind::Bool,
            Token::Number => Kind::Number,
            Token::Text | Token::Escaped => Kind::String,
            Token::Array => Kind::Array,
            Token::Object => Kind::Object,
        }
    }

    /// Whether this is `null`.
    #[inline]
    pub fn is_null(self) -> bool {
        self.entry().token == Token::Null
    }

    /// The decoded text, where this is a string.
    #[inline]
    pub fn as_str(self) -> Option<&'t str> {
        self.tree.text(self.entry())
    }

    /// The truth value, where this is one.
    pub fn as_bool(self) -> Option<bool> {
        match self.entry().token {
            Token::True => Some(true),
            Token::False => Some(false),
            Token::Null
            | Token::Number
            | Token::Text
            | Token::Escaped
            | Token::Array
            | Token::Object => None,
        }
    }

    /// The number's text, where this is a number.
    pub fn as_number(self) -> Option<NumberText<'t>> {
        (self.entry().token == Token::Number).then(|| NumberText(self.raw()))
    }

    /// The member of that name, where this is an object that has one.
    ///
    /// Costs a walk past the earlier members.
    pub fn get(self, name: &str) -> Option<Self> {
        let mut members = self.members();
        while let Some((key, value)) = members.next_entry() {
            if self.tree.is_text(key, name) {
                return Some(value);
            }
        }
        None
    }

    /// Names and values of an object, in source order; nothing for other kinds.
    #[inline]
    pub fn members(self) -> Members<'t> {
        let entry = self.entry();
        let end = if entry.token == Token::Object {
            entry.link
        } else {
            0
        };
        Members {
            tree: self.tree,
            next: self.index.saturating_add(1),
            end,
        }
    }

    /// Items of an array, in source order; nothing for other kinds.
    #[inline]
    pub fn items(self) -> Items<'t> {
        let entry = self.entry();
        let end = if entry.token == Token::Array {
            entry.link
        } else {
            0
        };
        Items {
            tree: self.tree,
            next: self.index.saturating_add(1),
            end,
        }
    }

    /// How many members or items there are; zero for other kinds.
    ///
    /// Costs a walk past each of them.
    pub fn len(self) -> usize {
        match self.kind() {
            Kind::Object => self.members().remaining(),
            Kind::Array => self.items().count(),
            Kind::Null | Kind::Bool | Kind::Number | Kind::String => 0,
        }
    }

    /// Whether there are no members or items; true for other kinds.
    #[inline]
    pub fn is_empty(self) -> bool {
        // A value without parts is followed by what is behind it.
        self.after() == self.index.saturating_add(1)
    }

    /// The value's text in the source, byte for byte.
    #[inline]
    pub fn raw(self) -> &'t str {
        self.tree.source().get(self.span()).unwrap_or_default()
    }

    /// Where the value stands: byte offsets in the source.
    #[inline]
    pub fn span(self) -> Range<usize> {
        let entry = self.entry();
        entry.start as usize..entry.end as usize
    }

    /// The JSON Pointer (RFC 6901) from the document's top to this value.
    ///
    /// Costs a walk past the value's earlier siblings, and those of its ancestors.
    pub fn pointer(self) -> String {
        let mut pointer = String::new();
        let mut node = self.tree.root();
        while node.index != self.index {
            let Some(next) = node.step_towards(self.index, &mut pointer) else {
                break;
            };
            node = next;
        }
        pointer
    }

    fn step_towards(self, target: u32, pointer: &mut String) -> Option<Self> {
        let holds = |node: &Self| node.index <= target && target < node.after();
        if self.kind() == Kind::Object {
            let (name, node) = self.members().find(|(_, node)| holds(node))?;
            push_segment(pointer, name);
            return Some(node);
        }
        let (position, node) = self.items().enumerate().find(|(_, node)| holds(node))?;
        push_segment(pointer, &position.to_string());
        Some(node)
    }

    #[inline]
    fn after(self) -> u32 {
        self.entry().after(self.index)
    }

    #[inline]
    fn entry(self) -> Entry {
        // Nodes are made for existing entries only; the fallback keeps the type total.
        self.tree.entry(self.index).unwrap_or(Entry {
            token: Token::Null,
            start: 0,
            end: 0,
            link: 0,
        })
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The text itself may be personal.
        f.debug_struct("Node")
            .field("kind", &self.kind())
            .field("span", &self.span())
            .finish()
    }
}

/// Names and values of an object.
#[derive(Clone, Debug)]
pub struct Members<'t> {
    tree: &'t Tree<'t>,
    next: u32,
    end: u32,
}

impl<'t> Members<'t> {
    /// How many there are, without looking at their names.
    fn remaining(mut self) -> usize {
        core::iter::from_fn(|| self.next_entry()).count()
    }

    /// The entry of the next name, and the value.
    #[inline]
    fn next_entry(&mut self) -> Option<(Entry, Node<'t>)> {
        if self.next >= self.end {
            return None;
        }
        let name = self.tree.entry(self.next)?;
        let value = Node::new(self.tree, self.next.saturating_add(1));
        self.next = value.after();
        Some((name, value))
    }
}

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, Node<'t>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = self.next_entry()?;
        Some((self.tree.text(name)?, value))
    }
}

/// Items of an array.
#[derive(Clone, Debug)]
pub struct Items<'t> {
    tree: &'t Tree<'t>,
    next: u32,
    end: u32,
}

impl<'t> Iterator for Items<'t> {
    type Item = Node<'t>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.end {
            return None;
        }
        let item = Node::new(self.tree, self.next);
        self.next = item.after();
        Some(item)
    }
}
