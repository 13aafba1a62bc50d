//! How to mend what breaks rules, in plain words.

/// One plain sentence for each of some rules, found by the rule's code.
///
/// Made by [`hints!`](crate::hints!).
#[derive(Clone, Copy, Debug)]
pub struct Hints(&'static [(&'static str, &'static str)]);

impl Hints {
    /// Hints in the order of their codes, which are searched by halves.
    pub const fn new(in_order: &'static [(&'static str, &'static str)]) -> Self {
        Self(in_order)
    }

    /// How to mend what breaks the rule of that code; `None` where there is no hint for it.
    pub fn of(&self, code: &str) -> Option<&'static str> {
        let at = self.0.binary_search_by_key(&code, |(one, _)| *one).ok()?;
        self.0.get(at).map(|(_, hint)| *hint)
    }
}

/// Declares [`Hints`] in the order of their codes.
///
/// ```
/// edu_types::hints! {
///     static MENDS;
///     "ags.label.blank": "Give the column a name.";
///     "ags.maximum.zero": "Give the column more than no points.";
/// }
/// assert_eq!(MENDS.of("ags.label.blank"), Some("Give the column a name."));
/// assert_eq!(MENDS.of("ags.label"), None);
/// ```
#[macro_export]
macro_rules! hints {
    ($visibility:vis static $name:ident; $( $code:literal: $hint:literal; )+) => {
        $visibility static $name: $crate::Hints = $crate::Hints::new(&[$(($code, $hint)),+]);
    };
}
