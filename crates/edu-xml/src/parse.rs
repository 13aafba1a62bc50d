//! How the tree is built: what stands around and between tags.

use std::borrow::Cow;

use edu_types::{Limits, Profile, Rule, Severity};

use crate::Recovery;
use crate::arena::{Arena, Kind, NodeEntry, Span, index};
use crate::characters::{first_illegal, is_plain_name, is_space};
use crate::error::{CHARACTER, DOCTYPE, Flaw, NAMESPACE, shown};
use crate::leniencies::{Leniencies, Leniency};
use crate::names::{Names, Scope};
use crate::scan::{after_name, after_space, stop};
use crate::tree::{Contents, DeclarationSpans};

pub(crate) type Step<T = ()> = Result<T, Box<Flaw>>;

/// An element whose end tag has not come yet.
pub(crate) struct Frame {
    pub(crate) node: u32,
    pub(crate) name: Span,
    pub(crate) scope: Scope,
}

/// Reads a decoded text into the lists of a tree.
pub(crate) struct Builder<'x> {
    pub(crate) text: &'x str,
    pub(crate) at: usize,
    pub(crate) profile: &'x Profile,
    pub(crate) limits: &'x Limits,
    pub(crate) recovery: &'x Recovery<'x>,
    pub(crate) arena: Arena,
    pub(crate) names: Names<'x>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) root: Option<u32>,
    pub(crate) recovered: Vec<(String, u32)>,
    pub(crate) declaration: Option<DeclarationSpans>,
    /// Nodes other than white space between markup.
    counted: usize,
    leniencies: Leniencies,
}

impl<'x> Builder<'x> {
    pub(crate) fn new(
        text: &'x str,
        profile: &'x Profile,
        limits: &'x Limits,
        recovery: &'x Recovery<'x>,
    ) -> Self {
        let mut arena = Arena::default();
        // Manifests have a node for each 25 to 40 bytes and half as many attributes. There is room for more
        // nodes, which takes none where memory is given as it is touched; glibc, which keeps twice the largest
        // piece that was ever freed, then keeps all that a manifest takes for the next one.
        let nodes = (text.len() / 12).min(limits.nodes.saturating_mul(2));
        arena.nodes.reserve(nodes.saturating_add(8));
        arena
            .attributes
            .reserve((text.len() / 64).saturating_add(8));
        Self {
            text,
            at: 0,
            profile,
            limits,
            recovery,
            names: Names::new(text, &mut arena),
            arena,
            frames: Vec::new(),
            root: None,
            recovered: Vec::new(),
            declaration: None,
            counted: 0,
            leniencies: Leniencies::default(),
        }
    }

    /// Reads the document. After a fault, what was read so far is there to tell its place.
    pub(crate) fn build(&mut self) -> Step {
        if let Some(offset) = first_illegal(self.text) {
            let message = "character is not allowed in XML";
            return Err(Flaw::new(&CHARACTER, offset, message));
        }
        self.declaration()?;
        loop {
            if self.frames.is_empty() {
                self.space();
                match self.peek() {
                    None => break,
                    Some(b'<') => {}
                    Some(_) => {
                        let message = "text outside the root element";
                        return Err(Flaw::syntax(self.at, message));
                    }
                }
            } else {
                self.characters()?;
            }
            self.markup()?;
        }
        if self.root.is_none() {
            return Err(Flaw::syntax(self.at, "there is no root element"));
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> (Contents, Leniencies) {
        let end = index(self.arena.nodes.len());
        for frame in &self.frames {
            if let Some(node) = self.arena.nodes.get_mut(frame.node as usize) {
                node.link = end;
            }
        }
        let contents = Contents {
            arena: self.arena,
            root: self.root.unwrap_or(0),
            declaration: self.declaration,
            recovered: core::mem::take(&mut self.recovered),
        };
        (contents, self.leniencies)
    }

    fn markup(&mut self) -> Step {
        match self.byte(self.at.wrapping_add(1)) {
            Some(b'/') => self.end_tag(),
            Some(b'!') => self.declaration_like(),
            Some(b'?') => self.instruction(),
            _ => self.start_tag(),
        }
    }

    /// Reads character data up to the next markup.
    #[inline]
    fn characters(&mut self) -> Step {
        let start = self.at;
        self.space();
        if self.peek() == Some(b'<') {
            if self.at > start {
                within("text", self.at.wrapping_sub(start), self.limits.text, start)?;
                self.push(Kind::Blank, start, 0);
            }
            return Ok(());
        }
        self.words(start)
    }

    fn words(&mut self, start: usize) -> Step {
        let bytes = self.text.as_bytes();
        let mut plain = !self
            .text
            .get(start..self.at)
            .unwrap_or_default()
            .contains('\r');
        loop {
            let at = stop::<b'<', b'&', b']'>(bytes, self.at);
            self.at = at;
            match self.peek() {
                Some(b'<') => break,
                None => return Err(self.unclosed()),
                Some(b'&' | b'\r') => plain = false,
                Some(b']') if self.starts_with("]]>") => {
                    return Err(Flaw::syntax(at, "`]]>` outside a CDATA section"));
                }
                Some(_) => {}
            }
            self.at = at.wrapping_add(1);
        }
        let end = self.at;
        let (kind, link, length) = if plain {
            (Kind::Plain, 0, end.wrapping_sub(start))
        } else {
            let span = self.decode(start, end, false)?;
            self.arena.texts.push(span);
            let link = index(self.arena.texts.len()).wrapping_sub(1);
            (Kind::Decoded, link, span.length as usize)
        };
        within("text", length, self.limits.text, start)?;
        self.push(kind, start, link);
        self.count(start)
    }

    #[cold]
    #[expect(
        clippy::unnecessary_box_returns,
        reason = "results hold a fault by its pointer"
    )]
    fn unclosed(&self) -> Box<Flaw> {
        let name = self.frames.last().map_or("", |one| one.name.of(self.text));
        Flaw::syntax(
            self.at,
            format!("document ends before the end tag of {}", shown(name)),
        )
    }

    /// Reads what starts with `<!`.
    fn declaration_like(&mut self) -> Step {
        let start = self.at;
        if self.starts_with("<!--") {
            return self.comment();
        }
        if self.starts_with("<![CDATA[") && !self.frames.is_empty() {
            let end =
                self.delimited(start.wrapping_add(9), "]]>", "CDATA section is not closed")?;
            self.at = end.wrapping_add(3);
            return self.leaf(Kind::CData, start);
        }
        let keyword = self.text.get(start.wrapping_add(2)..start.wrapping_add(9));
        if keyword.is_some_and(|word| word.eq_ignore_ascii_case("doctype")) {
            let message = "document type declaration, none is allowed";
            return Err(Flaw::new(&DOCTYPE, start, message));
        }
        Err(Flaw::syntax(
            start,
            "`<!` starts neither a comment nor a CDATA section in an element",
        ))
    }

    fn comment(&mut self) -> Step {
        let start = self.at;
        let end = self.delimited(start.wrapping_add(4), "--", "comment is not closed")?;
        if self.byte(end.wrapping_add(2)) != Some(b'>') {
            return Err(Flaw::syntax(end, "`--` inside a comment"));
        }
        self.at = end.wrapping_add(3);
        self.leaf(Kind::Comment, start)
    }

    fn instruction(&mut self) -> Step {
        let start = self.at;
        self.at = start.wrapping_add(2);
        let target = self.name().of(self.text);
        if target.eq_ignore_ascii_case("xml") {
            let message = "XML declaration is not at the start of the document";
            return Err(Flaw::syntax(start, message));
        }
        if !is_plain_name(target) {
            let message = "processing instruction without a target that is a name without colons";
            return Err(Flaw::new(&NAMESPACE, start, message));
        }
        let data = self.at;
        let end = self.delimited(data, "?>", "processing instruction is not closed")?;
        if end > data && !self.byte(data).is_some_and(is_space) {
            let message = "white space is missing after the target of a processing instruction";
            return Err(Flaw::syntax(data, message));
        }
        self.at = end.wrapping_add(2);
        self.leaf(Kind::Instruction, start)
    }

    /// Where the delimiter stands at or after `from`.
    fn delimited(&self, from: usize, delimiter: &str, missing: &'static str) -> Step<usize> {
        let rest = self.text.get(from..).unwrap_or_default();
        match rest.find(delimiter) {
            Some(length) => Ok(from.wrapping_add(length)),
            None => Err(Flaw::syntax(self.at, missing)),
        }
    }

    /// Adds a node without children that ends here.
    fn leaf(&mut self, kind: Kind, start: usize) -> Step {
        within("text", self.at.wrapping_sub(start), self.limits.text, start)?;
        self.push(kind, start, 0);
        self.count(start)
    }

    /// Records a deviation, or refuses it where the profile does.
    pub(crate) fn weigh(
        &mut self,
        rule: &'static Rule,
        offset: usize,
        message: impl Into<Cow<'static, str>>,
    ) -> Step {
        match self.profile.severity(rule) {
            None => Ok(()),
            Some(Severity::Error) => Err(Flaw::new(rule, offset, message)),
            Some(Severity::Warning | Severity::Advice) => {
                let node = self.frames.last().map_or(u32::MAX, |frame| frame.node);
                let message = message.into();
                self.leniencies.keep(Leniency {
                    rule,
                    offset,
                    node,
                    message,
                });
                Ok(())
            }
        }
    }

    /// Counts one more node that is no white space.
    #[inline]
    pub(crate) fn count(&mut self, offset: usize) -> Step {
        self.counted = self.counted.wrapping_add(1);
        within("nodes", self.counted, self.limits.nodes, offset)
    }

    /// Adds a node without attributes that ends here.
    #[inline]
    fn push(&mut self, kind: Kind, start: usize, link: u32) {
        self.arena.nodes.push(NodeEntry {
            kind,
            declares: false,
            start: index(start),
            end: index(self.at),
            link,
            name: u32::MAX,
            attributes: index(self.arena.attributes.len()),
        });
    }

    #[inline]
    pub(crate) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    #[inline]
    pub(crate) fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    #[inline]
    pub(crate) fn starts_with(&self, wanted: &str) -> bool {
        let end = self.at.wrapping_add(wanted.len());
        self.text.as_bytes().get(self.at..end) == Some(wanted.as_bytes())
    }

    /// Passes over white space; says whether there was any.
    #[inline]
    pub(crate) fn space(&mut self) -> bool {
        let start = self.at;
        self.at = after_space(self.text.as_bytes(), start);
        self.at > start
    }

    /// Passes over the bytes of a name, which is judged later.
    #[inline]
    pub(crate) fn name(&mut self) -> Span {
        let start = self.at;
        self.at = after_name(self.text.as_bytes(), start);
        Span::new(start, self.at)
    }

    /// Passes over an equals sign and the white space around it.
    #[inline]
    pub(crate) fn equals(&mut self) -> Step {
        self.space();
        if self.peek() != Some(b'=') {
            return Err(Flaw::syntax(
                self.at,
                "`=` is missing after the name of an attribute",
            ));
        }
        self.at = self.at.wrapping_add(1);
        self.space();
        Ok(())
    }

    /// Passes over an opening quote, and returns it.
    #[inline]
    pub(crate) fn quote(&mut self) -> Step<u8> {
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) => {
                self.at = self.at.wrapping_add(1);
                Ok(quote)
            }
            _ => Err(Flaw::syntax(
                self.at,
                "value of an attribute is not in quotes",
            )),
        }
    }
}

/// Checks that a count is within its limit.
#[inline]
pub(crate) fn within(what: &'static str, found: usize, most: usize, offset: usize) -> Step {
    match Limits::check(what, found, most) {
        Ok(()) => Ok(()),
        Err(exceeded) => Err(Flaw::limit(offset, exceeded)),
    }
}
