//! Reading a script, without recursion: what joins waits on a stack of its own until its operands are there.

use super::evaluate::LessonStatus;
use super::tokens::{Kind, Token, Tokens};
use super::{Script, Step};

/// Why a text is no script of prerequisites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScriptError {
    /// The text is longer than what is read.
    #[error("prerequisites are {found} bytes, limit is {limit}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Parentheses and braces are nested deeper than what is read.
    #[error("prerequisites are nested deeper than {limit} at byte {at}")]
    TooDeep {
        /// Where, counted from zero.
        at: usize,
        /// Nesting allowed.
        limit: usize,
    },
    /// The text ends where something is missing.
    #[error("prerequisites end at byte {at}, {missing} is missing")]
    Ends {
        /// Where, counted from zero.
        at: usize,
        /// What is missing.
        missing: &'static str,
    },
    /// Something stands where something else is allowed.
    #[error("prerequisites have something else at byte {at} than {allowed}")]
    Unexpected {
        /// Where, counted from zero.
        at: usize,
        /// What is allowed there.
        allowed: &'static str,
    },
    /// The status behind `=` or `<>` is none.
    #[error(
        "prerequisites compare with no status at byte {at}, allowed are passed, completed, failed, incomplete, browsed and not attempted"
    )]
    Status {
        /// Where, counted from zero.
        at: usize,
    },
}

const OPERAND: &str = "the name of an item";
const JOINER: &str = "a sign between items";
const CLOSING: &str = "the end of a parenthesis or set";

pub(super) fn parse(text: &str) -> Result<Script<'_>, ScriptError> {
    if text.len() > Script::MAX_BYTES {
        return Err(ScriptError::TooLong {
            found: text.len(),
            limit: Script::MAX_BYTES,
        });
    }
    let mut parser = Parser {
        tokens: Tokens::new(text),
        end: text.trim_end().len(),
        steps: Vec::new(),
        waiting: Vec::new(),
        depth: 0,
        standard: true,
    };
    if parser.tokens.peek().is_some() {
        parser.run()?;
    }
    Ok(Script {
        steps: parser.steps,
        standard: parser.standard,
    })
}

struct Parser<'a> {
    tokens: Tokens<'a>,
    /// Where the text ends, white space apart.
    end: usize,
    steps: Vec<Step<'a>>,
    waiting: Vec<Waiting>,
    depth: usize,
    standard: bool,
}

/// What waits for operands or for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    Or,
    And,
    Not,
    Parenthesis,
    /// A set of which so many must hold (all where `None`), and its members so far.
    Set(Option<u32>, u32),
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else stands there is refused"
)]
impl<'a> Parser<'a> {
    fn run(&mut self) -> Result<(), ScriptError> {
        loop {
            self.operand()?;
            // Behind an operand: ends of what was opened, then a sign, or the end of all.
            loop {
                let Some(token) = self.tokens.next() else {
                    return self.finish();
                };
                match token.kind {
                    Kind::Close | Kind::CloseSet => self.close(token)?,
                    Kind::Comma => {
                        self.comma(token)?;
                        break;
                    }
                    _ => {
                        self.join(token)?;
                        break;
                    }
                }
            }
        }
    }

    /// An operand, with everything that may stand before it.
    fn operand(&mut self) -> Result<(), ScriptError> {
        loop {
            let token = self.next(OPERAND)?;
            match token.kind {
                Kind::Not => self.waiting.push(Waiting::Not),
                Kind::Open => self.open(token, Waiting::Parenthesis)?,
                Kind::OpenSet => self.open(token, Waiting::Set(None, 1))?,
                Kind::Word(word) if self.is_not(word) => {
                    self.standard = false;
                    self.waiting.push(Waiting::Not);
                }
                Kind::Word(word) if self.peeks(Kind::Star) => self.counted(token, word)?,
                Kind::Word(word) => return self.item(word),
                _ => return Err(unexpected(token, OPERAND)),
            }
        }
    }

    /// An item, with the status it is compared with.
    fn item(&mut self, item: &'a str) -> Result<(), ScriptError> {
        let unequal = match self.tokens.peek().map(|token| token.kind) {
            Some(Kind::Equal) => false,
            Some(Kind::Unequal) => true,
            _ => {
                self.steps.push(Step::Done(item));
                return Ok(());
            }
        };
        self.tokens.next();
        let token = self.next("a status")?;
        let status = match token.kind {
            // The only status of two words.
            Kind::Word(word) if word.eq_ignore_ascii_case("not") => {
                if self.word_follows("attempted") {
                    self.tokens.next();
                }
                Some(LessonStatus::NotAttempted)
            }
            Kind::Word(word) | Kind::Quoted(word) => LessonStatus::from_script(word),
            _ => None,
        };
        let status = status.ok_or(ScriptError::Status { at: token.at })?;
        self.steps.push(Step::Has(item, status));
        if unequal {
            self.steps.push(Step::Not);
        }
        Ok(())
    }

    /// The set behind a number and a star.
    fn counted(&mut self, number: Token<'a>, word: &str) -> Result<(), ScriptError> {
        let wanted = word
            .parse::<u32>()
            .map_err(|_| unexpected(number, "a number before `*`"))?;
        self.tokens.next();
        let token = self.next("a set in braces")?;
        if token.kind != Kind::OpenSet {
            return Err(unexpected(token, "a set in braces"));
        }
        self.open(token, Waiting::Set(Some(wanted), 1))
    }

    fn open(&mut self, token: Token<'a>, waiting: Waiting) -> Result<(), ScriptError> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > Script::MAX_DEPTH {
            return Err(ScriptError::TooDeep {
                at: token.at,
                limit: Script::MAX_DEPTH,
            });
        }
        self.waiting.push(waiting);
        Ok(())
    }

    /// A sign between two operands: what binds closer than it and waits, is done first.
    fn join(&mut self, token: Token<'a>) -> Result<(), ScriptError> {
        let joiner = match token.kind {
            Kind::And => Waiting::And,
            Kind::Or => Waiting::Or,
            Kind::Word(word) if word.eq_ignore_ascii_case("and") => {
                self.standard = false;
                Waiting::And
            }
            Kind::Word(word) if word.eq_ignore_ascii_case("or") => {
                self.standard = false;
                Waiting::Or
            }
            _ => return Err(unexpected(token, JOINER)),
        };
        self.settle(joiner == Waiting::Or);
        self.waiting.push(joiner);
        Ok(())
    }

    /// Does what waits: all of it down to what was opened last, or, for `&`, what binds at least as close.
    fn settle(&mut self, also_or: bool) {
        while let Some(step) = self.waiting.last().and_then(|waiting| match waiting {
            Waiting::Not => Some(Step::Not),
            Waiting::And => Some(Step::And),
            Waiting::Or if also_or => Some(Step::Or),
            Waiting::Or | Waiting::Parenthesis | Waiting::Set(..) => None,
        }) {
            self.waiting.pop();
            self.steps.push(step);
        }
    }

    fn comma(&mut self, token: Token<'a>) -> Result<(), ScriptError> {
        self.settle(true);
        match self.waiting.last_mut() {
            Some(Waiting::Set(_, members)) => {
                *members = members.saturating_add(1);
                Ok(())
            }
            _ => Err(unexpected(token, JOINER)),
        }
    }

    fn close(&mut self, token: Token<'a>) -> Result<(), ScriptError> {
        self.settle(true);
        match (self.waiting.pop(), token.kind) {
            (Some(Waiting::Parenthesis), Kind::Close) => {}
            (Some(Waiting::Set(wanted, members)), Kind::CloseSet) => {
                let step = Step::AtLeast(wanted.unwrap_or(members), members);
                self.steps.push(step);
            }
            _ => return Err(unexpected(token, JOINER)),
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    fn finish(&mut self) -> Result<(), ScriptError> {
        self.settle(true);
        if self.waiting.is_empty() {
            return Ok(());
        }
        Err(ScriptError::Ends {
            at: self.end,
            missing: CLOSING,
        })
    }

    /// The next word or sign, which must be there.
    fn next(&mut self, missing: &'static str) -> Result<Token<'a>, ScriptError> {
        let at = self.end;
        self.tokens.next().ok_or(ScriptError::Ends { at, missing })
    }

    fn peeks(&self, kind: Kind<'_>) -> bool {
        self.tokens.peek().is_some_and(|token| token.kind == kind)
    }

    fn word_follows(&self, wanted: &str) -> bool {
        let next = self.tokens.peek().map(|token| token.kind);
        matches!(next, Some(Kind::Word(word)) if word.eq_ignore_ascii_case(wanted))
    }

    /// Whether `NOT` turns round what follows, rather than being the name of an item.
    fn is_not(&self, word: &str) -> bool {
        word.eq_ignore_ascii_case("not")
            && matches!(
                self.tokens.peek().map(|token| token.kind),
                Some(Kind::Word(_) | Kind::Open | Kind::OpenSet | Kind::Not)
            )
            && !self.word_follows("and")
            && !self.word_follows("or")
    }
}

const fn unexpected(token: Token<'_>, allowed: &'static str) -> ScriptError {
    ScriptError::Unexpected {
        at: token.at,
        allowed,
    }
}
