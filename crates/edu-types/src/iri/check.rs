//! Whether a text is an IRI: a quick look at the everyday form, and the grammar for all others.

use iri_string::spec::IriSpec;
use iri_string::validate;

use super::{Iri, IriError};

pub(super) fn check(text: &str) -> Result<(), IriError> {
    let found = text.len();
    if found > Iri::MAX_BYTES {
        let limit = Iri::MAX_BYTES;
        return Err(IriError::TooLong { found, limit });
    }
    if is_everyday(text.as_bytes()) || validate::iri::<IriSpec>(text).is_ok() {
        return Ok(());
    }
    Err(fault(text))
}

/// Stands in every part of an IRI as it is.
const PLAIN: u8 = 0;
/// Ends an authority, and stands in what follows it.
const SLASH: u8 = 1;
/// Stands in an authority in places that the quick look does not know.
const SUBTLE: u8 = 2;
/// Begins the fragment, once.
const HASH: u8 = 4;
/// Stands before two hexadecimal digits.
const PERCENT: u8 = 8;
/// Not allowed, or only in places that the quick look does not know.
const OTHER: u8 = 16;

/// What each byte is to the quick look.
static CLASSES: [u8; 256] = classes();

#[expect(
    clippy::indexing_slicing,
    reason = "computed by the compiler, which checks every index"
)]
const fn classes() -> [u8; 256] {
    let mut classes = [OTHER; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'/' | b'?' => SLASH,
            b':' | b'@' => SUBTLE,
            b'#' => HASH,
            b'%' => PERCENT,
            // `unreserved` and `sub-delims`.
            b'A'..=b'Z'
            | b'a'..=b'z'
            | b'0'..=b'9'
            | b'-'
            | b'.'
            | b'_'
            | b'~'
            | b'!'
            | b'$'
            | b'&'
            | b'\''
            | b'('
            | b')'
            | b'*'
            | b'+'
            | b','
            | b';'
            | b'=' => PLAIN,
            _ => OTHER,
        };
        byte = byte.saturating_add(1);
    }
    classes
}

#[inline]
fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(OTHER)
}

/// Whether the text is surely an IRI, in one look at each byte: plain ASCII without brackets,
/// and without user or percent-encoding in its authority, if it has one.
fn is_everyday(text: &[u8]) -> bool {
    let Some(rest) = after_scheme(text) else {
        return false;
    };
    let Some(rest) = rest.strip_prefix(b"//") else {
        return is_everyday_tail(rest);
    };
    let end = rest.iter().position(|byte| class(*byte) != PLAIN);
    let Some((_, rest)) = end.and_then(|end| rest.split_at_checked(end)) else {
        return true;
    };
    let rest = rest.strip_prefix(b":").map_or(rest, after_digits);
    let ended = rest
        .first()
        .is_none_or(|byte| class(*byte) & (SLASH | HASH) != 0);
    ended && is_everyday_tail(rest)
}

/// What follows a port.
fn after_digits(text: &[u8]) -> &[u8] {
    let end = text.iter().position(|byte| !byte.is_ascii_digit());
    end.and_then(|end| text.get(end..)).unwrap_or_default()
}

/// What follows the scheme and its colon.
fn after_scheme(text: &[u8]) -> Option<&[u8]> {
    // Nearly all begin so.
    if let Some(rest) = text.strip_prefix(b"http") {
        let rest = rest.strip_prefix(b"s").unwrap_or(rest);
        if let Some(rest) = rest.strip_prefix(b":") {
            return Some(rest);
        }
    }
    let end = text.iter().position(|byte| *byte == b':')?;
    let (scheme, rest) = text.split_at_checked(end)?;
    let (first, others) = scheme.split_first()?;
    let sound = first.is_ascii_alphabetic()
        && others
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    if sound { rest.get(1..) } else { None }
}

/// Path, query and fragment.
fn is_everyday_tail(tail: &[u8]) -> bool {
    let seen = tail.iter().fold(PLAIN, |seen, byte| seen | class(*byte));
    if seen & (HASH | PERCENT | OTHER) == 0 {
        return true;
    }
    if seen & OTHER != 0 {
        return false;
    }
    let mut hashes = tail.iter().filter(|byte| **byte == b'#');
    hashes.nth(1).is_none() && (seen & PERCENT == 0 || is_encoded(tail))
}

/// Whether two hexadecimal digits follow each `%`.
fn is_encoded(tail: &[u8]) -> bool {
    let mut pieces = tail.split(|byte| *byte == b'%');
    pieces.next();
    pieces.all(|piece| {
        matches!(piece, [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
    })
}

/// The parts of an IRI behind its scheme.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Authority,
    Path,
    Query,
    Fragment,
}

/// What is wrong with a text that is not an IRI.
fn fault(text: &str) -> IriError {
    let Some(rest) = after_scheme(text.as_bytes()) else {
        return IriError::NoScheme;
    };
    let start = text.len().saturating_sub(rest.len());
    let has_authority = rest.starts_with(b"//");
    let skipped = if has_authority { 2 } else { 0 };
    let first = start.saturating_add(skipped);
    let mut part = if has_authority {
        Part::Authority
    } else {
        Part::Path
    };
    for (offset, character) in text.get(first..).unwrap_or_default().char_indices() {
        let at = first.saturating_add(offset);
        if character == '%' {
            if !text.as_bytes().get(at..).is_some_and(begins_encoded) {
                return IriError::PercentEncoding { at };
            }
            continue;
        }
        part = match (part, character) {
            (Part::Authority, '/') => Part::Path,
            (Part::Authority | Part::Path, '?') => Part::Query,
            (Part::Authority | Part::Path | Part::Query, '#') => Part::Fragment,
            (part, character) if stands_in(part, character) => part,
            _ => return IriError::Character { at },
        };
    }
    // Every character may stand where it does, so it is the order of those of the authority.
    IriError::Authority { at: first }
}

/// Whether the text begins with `%` and two hexadecimal digits.
fn begins_encoded(text: &[u8]) -> bool {
    matches!(text, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Whether a character may stand in that part, other than as `%`.
fn stands_in(part: Part, character: char) -> bool {
    if let Ok(byte) = u8::try_from(character)
        && byte.is_ascii()
    {
        return match byte {
            b'[' | b']' => part == Part::Authority,
            b'#' => false,
            _ => class(byte) & (PERCENT | OTHER) == 0,
        };
    }
    is_of_the_world(character) || (part == Part::Query && is_private(character))
}

/// `ucschar` of RFC 3987 §2.2.
const fn is_of_the_world(character: char) -> bool {
    match character {
        '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}' => true,
        '\u{10000}'..='\u{dffff}' | '\u{e1000}'..='\u{effff}' => {
            (character as u32) & 0xffff <= 0xfffd
        }
        _ => false,
    }
}

/// `iprivate` of RFC 3987 §2.2.
const fn is_private(character: char) -> bool {
    matches!(
        character,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_everyday_form_is_seen_at_once() {
        for text in [
            "http://adlnet.gov/expapi/verbs/experienced",
            "https://w3id.org/xapi/adl/verbs/abandoned?a=b&c#top",
            "https://example.com",
            "urn:uuid:07940580-b309-415e-a37c-914d387c1150",
            "tag:adlnet.gov,2013:expapi:1.0.0:activities",
            "mailto:ada@example.com",
            "http://example.com:8080/a%20b?c%2fd#%c3%a9",
            "http://localhost:",
            "x:",
        ] {
            assert!(is_everyday(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn subtle_forms_are_left_to_the_grammar() {
        for text in [
            "http://example.com:80a/",
            "http://example.com:80:80/",
            "http://ada@example.com/",
            "http://ada:80@example.com/",
            "http://%41/",
            "http://[::1]/",
            "http://example.com/%2",
            "http://example.com/%%20",
            "http://example.com/%2g%20",
            "http://example.com/é",
            "http://example.com/#a#b",
            "1x:a",
            ":a",
            "",
        ] {
            assert!(!is_everyday(text.as_bytes()), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn what_is_everyday_is_an_iri(
            text in "(http|https|x|[a-z0-9+.-]{0,3})(:|://|)[a-f0-9:/?#@%.~!$'()*+,;=\\[\\]_ -]{0,12}(%[0-9a-g]{2}|:[0-9]{2})?",
        ) {
            if is_everyday(text.as_bytes()) {
                prop_assert!(validate::iri::<IriSpec>(&text).is_ok());
            }
        }
    }
}
