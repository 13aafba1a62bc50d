//! Reads the lines of a card.

use std::borrow::Cow;

use super::{VCard, VCardError, VCardProperty};

/// The properties between the first line of a card and the last.
pub(super) fn properties(text: &str) -> Result<Vec<VCardProperty>, VCardError> {
    let (found, limit) = (text.len(), VCard::MAX_BYTES);
    if found > limit {
        return Err(VCardError::TooLong { found, limit });
    }
    let mut lines = Lines::new(text.trim());
    let begins = |line: Cow<'_, str>| line.trim().eq_ignore_ascii_case("BEGIN:VCARD");
    if !lines.next().is_some_and(begins) {
        return Err(VCardError::Begin);
    }
    let mut properties = Vec::new();
    let mut ended = false;
    for (at, line) in lines.enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if ended {
            return Err(VCardError::End);
        }
        let line_number = at.saturating_add(2);
        let property = VCardProperty::parse(&line).ok_or(VCardError::Line { line: line_number })?;
        if property.ends_card() {
            ended = true;
            continue;
        }
        if properties.len() == VCard::MAX_PROPERTIES {
            let limit = VCard::MAX_PROPERTIES;
            return Err(VCardError::TooManyProperties { limit });
        }
        properties.push(property);
    }
    if ended {
        Ok(properties)
    } else {
        Err(VCardError::End)
    }
}

/// Lines with those joined that were folded.
struct Lines<'a> {
    rest: Option<&'a str>,
    /// Whether white space before a line is layout and continues nothing.
    indented: bool,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        let mut second = text;
        take_line(&mut second);
        Self {
            rest: Some(text),
            indented: second.starts_with([' ', '\t']),
        }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let mut rest = self.rest.take().filter(|rest| !rest.is_empty())?;
        let first = take_line(&mut rest);
        let mut line = Cow::Borrowed(first);
        if self.indented {
            line = Cow::Borrowed(first.trim_start());
        } else {
            while let Some(folded) = rest.strip_prefix([' ', '\t']) {
                rest = folded;
                line.to_mut().push_str(take_line(&mut rest));
            }
        }
        self.rest = Some(rest);
        Some(line)
    }
}

/// Takes the first line, without what ends it.
fn take_line<'a>(rest: &mut &'a str) -> &'a str {
    let text = *rest;
    let Some((line, ended)) = text
        .find(['\n', '\r'])
        .and_then(|at| text.split_at_checked(at))
    else {
        *rest = "";
        return text;
    };
    let after = ended.strip_prefix("\r\n");
    *rest = after
        .or_else(|| ended.strip_prefix(['\n', '\r']))
        .unwrap_or_default();
    line
}
