//! The words and signs of a script.

/// A word or sign, and where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) at: usize,
    pub(super) kind: Kind<'a>,
}

/// What stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A name, number or status.
    Word(&'a str),
    /// A status in quotation marks.
    Quoted(&'a str),
    And,
    Or,
    Not,
    Equal,
    Unequal,
    Star,
    Comma,
    Open,
    Close,
    OpenSet,
    CloseSet,
    /// A character that no script has.
    Odd,
}

/// Cuts a script into words and signs, white space apart.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The next one, without taking it.
    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.clone().next()
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let blank = rest.len().saturating_sub(rest.trim_start().len());
        self.at = self.at.saturating_add(blank);
        let (at, rest) = (self.at, self.rest());
        let first = rest.chars().next()?;
        let (kind, length) = match first {
            '&' => (Kind::And, 1),
            '|' => (Kind::Or, 1),
            '~' => (Kind::Not, 1),
            '=' => (Kind::Equal, 1),
            '<' if rest.starts_with("<>") => (Kind::Unequal, 2),
            '*' => (Kind::Star, 1),
            ',' => (Kind::Comma, 1),
            '(' => (Kind::Open, 1),
            ')' => (Kind::Close, 1),
            '{' => (Kind::OpenSet, 1),
            '}' => (Kind::CloseSet, 1),
            '"' | '\'' => quoted(rest, first),
            '<' | '>' => (Kind::Odd, 1),
            _ => word(rest),
        };
        self.at = at.saturating_add(length);
        Some(Token { at, kind })
    }
}

fn quoted(rest: &str, mark: char) -> (Kind<'_>, usize) {
    let inside = rest.get(1..).unwrap_or_default();
    match inside.split_once(mark) {
        Some((text, _)) => (Kind::Quoted(text.trim()), text.len().saturating_add(2)),
        None => (Kind::Odd, 1),
    }
}

fn word(rest: &str) -> (Kind<'_>, usize) {
    let ends = |c: char| c.is_whitespace() || "&|~=<>*,(){}\"'".contains(c);
    let length = rest.find(ends).unwrap_or(rest.len());
    (Kind::Word(rest.get(..length).unwrap_or_default()), length)
}
