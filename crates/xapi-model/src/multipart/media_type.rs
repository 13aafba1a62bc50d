//! Media types with their parameters, as headers and attachments write them.

use std::borrow::Cow;

/// A media type taken apart, its parameters too.
///
/// Names are compared without regard to case, values with it.
///
/// Spec: RFC 9110 §8.3.1; RFC 2045 §5.1.
#[derive(Debug)]
pub(super) struct MediaTypeParts<'t> {
    essence: &'t str,
    parameters: Vec<(&'t str, Cow<'t, str>)>,
}

impl<'t> MediaTypeParts<'t> {
    /// Takes a text apart; `None` says that it is no media type.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let (essence, mut rest) = text.split_once(';').unwrap_or((text, ""));
        let essence = trim(essence);
        let (kind, subtype) = essence.split_once('/')?;
        if !is_token(kind) || !is_token(subtype) {
            return None;
        }
        let mut parameters = Vec::new();
        loop {
            // Empty parameters, as after a last semicolon, are allowed.
            rest = rest.trim_start_matches([' ', '\t', ';']);
            if rest.is_empty() {
                break;
            }
            let (parameter, after) = parameter(rest)?;
            parameters.push(parameter);
            rest = after;
        }
        Some(Self {
            essence,
            parameters,
        })
    }

    /// Whether type and subtype are these.
    pub(super) fn is(&self, essence: &str) -> bool {
        self.essence.eq_ignore_ascii_case(essence)
    }

    /// Whether type and subtype are those of another media type.
    pub(super) fn has_essence_of(&self, other: &MediaTypeParts<'_>) -> bool {
        self.is(other.essence)
    }

    /// The values of the parameters of that name.
    pub(super) fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parameters
            .iter()
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_ref())
    }

    /// Whether both have the same parameters in the same order.
    pub(super) fn has_parameters_of(&self, other: &MediaTypeParts<'_>) -> bool {
        self.parameters.len() == other.parameters.len()
            && self
                .parameters
                .iter()
                .zip(&other.parameters)
                .all(|(one, two)| one.0.eq_ignore_ascii_case(two.0) && one.1 == two.1)
    }
}

type Parameter<'t> = (&'t str, Cow<'t, str>);

/// Reads one parameter, up to the semicolon after it.
fn parameter(text: &str) -> Option<(Parameter<'_>, &str)> {
    let (name, value) = text.split_once('=')?;
    if !is_token(name) {
        return None;
    }
    let (value, rest) = if let Some(quoted) = value.strip_prefix('"') {
        unquote(quoted)?
    } else {
        let end = value.find([';', ' ', '\t']).unwrap_or(value.len());
        let (value, rest) = value.split_at_checked(end)?;
        if !is_token(value) {
            return None;
        }
        (Cow::Borrowed(value), rest)
    };
    let rest = rest.trim_start_matches([' ', '\t']);
    (rest.is_empty() || rest.starts_with(';')).then_some(((name, value), rest))
}

/// Reads up to the closing quotation mark; gives back what follows it.
fn unquote(quoted: &str) -> Option<(Cow<'_, str>, &str)> {
    let plain = quoted.find(['"', '\\'])?;
    let (start, rest) = quoted.split_at_checked(plain)?;
    if let Some(rest) = rest.strip_prefix('"') {
        return Some((Cow::Borrowed(start), rest));
    }
    let mut value = start.to_owned();
    let mut characters = rest.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => return Some((Cow::Owned(value), characters.as_str())),
            '\\' => value.push(characters.next()?),
            other => value.push(other),
        }
    }
    None
}

/// Whether the text is a token: one or more visible characters that separate nothing.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_token_byte)
}

pub(super) const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'.'
                | b'^'
                | b'_'
                | b'`'
                | b'|'
                | b'~'
        )
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_quoted_and_unquoted() {
        let read =
            MediaTypeParts::parse(r#"Text/Plain ; Charset=utf-8; name="a;\"b\" c";"#).unwrap();
        assert!(read.is("text/plain"));
        assert_eq!(read.values("charset").collect::<Vec<_>>(), ["utf-8"]);
        assert_eq!(read.values("NAME").collect::<Vec<_>>(), ["a;\"b\" c"]);
    }

    #[test]
    fn a_text_that_is_no_media_type_is_refused() {
        for text in [
            "",
            "text",
            "text/",
            "/plain",
            "text/pl ain",
            "text/plain; x",
            "text/plain; x=",
            "text/plain; x=a b",
            "text/plain; x=\"a",
            "text/plain; x=\"a\"b",
            "text/plain; x=\"a\\",
            "text/plain; =a",
            "text/plain; x =a",
            "text/plain; x=a/b",
            "text/plain, text/html",
        ] {
            assert!(MediaTypeParts::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn values_of_parameters_are_compared_with_their_case() {
        let upper = MediaTypeParts::parse("a/b; x=A").unwrap();
        let lower = MediaTypeParts::parse("A/B; X=a").unwrap();
        assert!(upper.has_essence_of(&lower));
        assert!(!upper.has_parameters_of(&lower));
        assert!(upper.has_parameters_of(&MediaTypeParts::parse("c/d;x=\"A\"").unwrap()));
    }
}
