//! Prerequisites of SCORM 1.2: what must have been done before an item may be started.
//!
//! The language is the script of AICC: names of items, joined by signs. A name alone means that the item
//! was passed or completed.

mod evaluate;
mod parse;
mod tokens;

pub use evaluate::LessonStatus;
pub use parse::ScriptError;

/// What must have been done before an item may be started, read from the text of `adlcp:prerequisites`.
///
/// | sign | means |
/// |---|---|
/// | `A` | item `A` was passed or completed |
/// | `~x` | `x` does not hold |
/// | `A=s`, `A<>s` | the status of `A` is, or is not, `s`: a word such as `passed`, or its first letter |
/// | `x&y` | both hold |
/// | <code>x&#124;y</code> | one of them holds |
/// | `n*{x,y,z}` | at least `n` of them hold |
/// | `{x,y}` | all of them hold |
/// | `(x)` | as in arithmetic; without it, `~` binds closest, then `=` and `<>`, then `&` |
///
/// Tools also write `AND`, `OR` and `NOT`; they are read where a sign can stand, and
/// [`Script::is_standard`] tells that they were.
///
/// ```
/// use scorm_manifest::prerequisites::{LessonStatus, Script};
///
/// let script = Script::parse("intro & 2*{a, b, c}")?;
/// let done = |item: &str| match item {
///     "intro" | "a" | "c" => Some(LessonStatus::Completed),
///     _ => Some(LessonStatus::NotAttempted),
/// };
/// assert!(script.is_satisfied(done));
/// assert_eq!(
///     Script::parse("intro & ").unwrap_err().to_string(),
///     "prerequisites end at byte 7, the name of an item is missing",
/// );
/// # Ok::<(), scorm_manifest::prerequisites::ScriptError>(())
/// ```
///
/// Spec: SCORM 1.2 CAM §2.3 (`adlcp:prerequisites`); AICC CMI001 (prerequisites).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script<'a> {
    /// What to do, operands before what joins them.
    steps: Vec<Step<'a>>,
    standard: bool,
}

/// One step of a script, on a stack of what was found so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step<'a> {
    /// Whether an item was passed or completed.
    Done(&'a str),
    /// Whether the status of an item is the one given.
    Has(&'a str, LessonStatus),
    /// The last one, turned round.
    Not,
    /// Both of the last two.
    And,
    /// One of the last two.
    Or,
    /// At least so many of the last so many.
    AtLeast(u32, u32),
}

impl<'a> Script<'a> {
    /// Longest text that is read, in bytes. The standard lets 200 characters be written.
    pub const MAX_BYTES: usize = 16 * 1024;

    /// Deepest nesting of parentheses and braces that is read.
    pub const MAX_DEPTH: usize = 64;

    /// Reads a script. One of white space alone asks for nothing.
    ///
    /// # Errors
    ///
    /// [`ScriptError`] says what is wrong and at which byte, or which bound was met.
    pub fn parse(text: &'a str) -> Result<Self, ScriptError> {
        parse::parse(text)
    }

    /// Whether it is written in AICC's signs alone, without `AND`, `OR` and `NOT`.
    pub const fn is_standard(&self) -> bool {
        self.standard
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The identifiers that it names, in the order in which they stand; some may stand twice.
    pub fn items(&self) -> impl Iterator<Item = &'a str> {
        self.steps.iter().filter_map(|step| match step {
            Step::Done(item) | Step::Has(item, _) => Some(*item),
            Step::Not | Step::And | Step::Or | Step::AtLeast(..) => None,
        })
    }

    /// Whether an item may be started, given the status of each item by its identifier.
    ///
    /// `status` answers `None` for an item that there is none of. What hangs on it alone counts as
    /// satisfied: a course with a wrong name in it must not lock itself.
    pub fn is_satisfied(&self, status: impl FnMut(&'a str) -> Option<LessonStatus>) -> bool {
        evaluate::evaluate(&self.steps, status).unwrap_or(true)
    }
}

#[cfg(test)]
mod tests;
