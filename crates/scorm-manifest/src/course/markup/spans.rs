//! Runs of characters in one passage: marks found first, then paired, each looked at once.

use super::{LinkTarget, Span};

/// The spans of a passage.
pub(super) fn read(text: &str) -> Vec<Span> {
    let tokens = tokens(text);
    let marks = Marks::of(&tokens);
    let mut spans = Spans::default();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some((span, next)) = pair(&tokens, &marks, at) {
            spans.push(span);
            at = next;
        } else {
            spans.plain.push_str(token.written());
            at = at.saturating_add(1);
        }
    }
    spans.finish()
}

/// A mark, or what stands between marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Text(&'t str),
    Emphasis,
    Strong,
    Open,
    Middle,
    End,
}

impl<'t> Token<'t> {
    /// What it is where it marks nothing.
    const fn written(self) -> &'t str {
        match self {
            Self::Text(text) => text,
            Self::Emphasis => "*",
            Self::Strong => "**",
            Self::Open => "[",
            Self::Middle => "](",
            Self::End => ")",
        }
    }
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (token, length) = first(rest);
        tokens.push(token);
        rest = rest.get(length..).unwrap_or_default();
    }
    tokens
}

/// The token that a text begins with, and how many bytes it takes.
fn first(text: &str) -> (Token<'_>, usize) {
    for mark in [
        Token::Strong,
        Token::Emphasis,
        Token::Open,
        Token::Middle,
        Token::End,
    ] {
        if text.starts_with(mark.written()) {
            return (mark, mark.written().len());
        }
    }
    if let Some(escaped) = text.strip_prefix('\\') {
        let end = usize::from(escaped.starts_with(|next: char| next.is_ascii_punctuation()));
        let shown = if end == 1 {
            escaped.get(..end)
        } else {
            text.get(..1)
        };
        return (
            Token::Text(shown.unwrap_or_default()),
            end.saturating_add(1),
        );
    }
    // A bracket that closes nothing is text by itself, so that every text token moves on.
    let begun = usize::from(text.starts_with(']'));
    let tail = text.get(begun..).unwrap_or_default();
    let end = tail.find(['*', '[', ']', ')', '\\']).unwrap_or(tail.len());
    let length = begun.saturating_add(end);
    (Token::Text(text.get(..length).unwrap_or_default()), length)
}

/// Where each kind of mark stands, in order.
struct Marks {
    emphasis: Vec<usize>,
    strong: Vec<usize>,
    open: Vec<usize>,
    middle: Vec<usize>,
    end: Vec<usize>,
}

impl Marks {
    fn of(tokens: &[Token<'_>]) -> Self {
        let places = |kind: Token<'_>| {
            let met = tokens
                .iter()
                .enumerate()
                .filter(|(_, token)| **token == kind);
            met.map(|(at, _)| at).collect()
        };
        Self {
            emphasis: places(Token::Emphasis),
            strong: places(Token::Strong),
            open: places(Token::Open),
            middle: places(Token::Middle),
            end: places(Token::End),
        }
    }
}

/// The first of the places that is behind `at`.
fn behind(places: &[usize], at: usize) -> Option<usize> {
    let next = places.partition_point(|place| *place <= at);
    places.get(next).copied()
}

/// What the mark at `at` begins, and the token behind it; `None` where it begins nothing.
fn pair(tokens: &[Token<'_>], marks: &Marks, at: usize) -> Option<(Span, usize)> {
    let between = |from: usize, to: usize| -> String {
        let inner = tokens.get(from.saturating_add(1)..to).unwrap_or_default();
        inner.iter().map(|token| token.written()).collect()
    };
    match tokens.get(at)? {
        Token::Emphasis => {
            let close = behind(&marks.emphasis, at)?;
            let text = emphasised(between(at, close))?;
            Some((Span::Emphasis(text), close.saturating_add(1)))
        }
        Token::Strong => {
            let close = behind(&marks.strong, at)?;
            let text = emphasised(between(at, close))?;
            Some((Span::Strong(text), close.saturating_add(1)))
        }
        Token::Open => {
            let middle = behind(&marks.middle, at)?;
            if behind(&marks.open, at).is_some_and(|inner| inner < middle) {
                return None;
            }
            let end = behind(&marks.end, middle)?;
            let (text, address) = (between(at, middle), between(middle, end));
            let span = match LinkTarget::parse(&address) {
                Some(target) if !text.trim().is_empty() => Span::Link { text, target },
                _ => Span::RefusedLink(format!("[{text}]({address})")),
            };
            Some((span, end.saturating_add(1)))
        }
        Token::Text(_) | Token::Middle | Token::End => None,
    }
}

/// The text between two marks, where they are marks and no stars that stand by themselves.
fn emphasised(text: String) -> Option<String> {
    let tight = !text.is_empty() && text.trim().len() == text.len();
    tight.then_some(text)
}

/// Spans found so far; plain text is gathered.
#[derive(Default)]
struct Spans {
    found: Vec<Span>,
    plain: String,
}

impl Spans {
    fn push(&mut self, span: Span) {
        self.close_plain();
        self.found.push(span);
    }

    fn close_plain(&mut self) {
        if !self.plain.is_empty() {
            self.found
                .push(Span::Text(core::mem::take(&mut self.plain)));
        }
    }

    fn finish(mut self) -> Vec<Span> {
        self.close_plain();
        self.found
    }
}
