//! The fields of a form, as they were sent.

/// Names and values of a form, in the order they were sent; of a name sent twice the first counts.
///
/// `Debug` would show whatever somebody pasted, and is left out.
#[derive(Clone, Default, PartialEq, Eq)]
#[expect(
    missing_debug_implementations,
    reason = "a private key may have been pasted into any field"
)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields that were sent.
    pub const fn new(sent: Vec<(String, String)>) -> Self {
        Self(sent)
    }

    /// The text of a field; empty where it was not sent.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(sent, _)| sent == name);
        found.map_or("", |(_, text)| text)
    }

    /// Whether a box was ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// The lines of a field that are not empty, with their numbers.
    pub fn lines(&self, name: &str) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.get(name).lines().zip(1..);
        lines.filter_map(|(line, number)| (!line.is_empty()).then_some((number, line)))
    }

    /// Sets the text of a field.
    #[must_use]
    pub fn with(mut self, name: &str, text: impl Into<String>) -> Self {
        self.0.retain(|(sent, _)| sent != name);
        self.0.push((name.to_owned(), text.into()));
        self
    }

    /// The names of all fields that were sent.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The fields without the text of these: what is no secret stays in the form.
    #[must_use]
    pub fn without<'n>(mut self, names: impl IntoIterator<Item = &'n str>) -> Self {
        for name in names {
            self.0.retain(|(sent, _)| sent != name);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(fields: &[(&str, &str)]) -> Fields {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        Fields::new(fields.iter().map(owned).collect())
    }

    #[test]
    fn a_field_that_was_not_sent_is_empty_and_not_ticked() {
        let fields = sent(&[("a", "1")]);
        assert_eq!(fields.get("b"), "");
        assert!(!fields.is_ticked("b"));
    }

    #[test]
    fn a_second_value_does_not_replace_the_first() {
        assert_eq!(sent(&[("a", "1"), ("a", "2")]).get("a"), "1");
    }

    #[test]
    fn a_field_taken_out_is_gone_however_often_it_was_sent() {
        let fields = sent(&[("a", "1"), ("a", "2"), ("b", "3")]).without(["a"]);
        assert_eq!(fields.get("a"), "");
        assert_eq!(fields.get("b"), "3");
    }

    #[test]
    fn lines_keep_their_numbers_and_their_spaces() {
        let fields = sent(&[("a", "x\r\n\r\n y\n")]);
        assert_eq!(fields.lines("a").collect::<Vec<_>>(), [(1, "x"), (3, " y")]);
    }
}
