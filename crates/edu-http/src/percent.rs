//! Percent-encoding, read strictly and written fully.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986, §2.3.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// What may not stand in a path; `%` stays, so that an encoded segment is not encoded twice.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Encodes a text so that it is one value in a query, a form or a path segment.
///
/// Everything but letters, digits and `-._~` is encoded; a space becomes `%20`, which a form
/// reader and a URL reader both understand, as only the former understands `+`.
///
/// ```
/// let hint = edu_http::encode_component("x&redirect_uri=evil +");
/// assert_eq!(hint, "x%26redirect_uri%3Devil%20%2B");
/// ```
///
/// Spec: RFC 3986, §2.
pub fn encode_component(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Encodes what may not stand in a path, `?` and `#` among it.
pub(crate) fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// What a `+` means where it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plus {
    /// A space: forms and queries.
    Space,
    /// Itself: paths.
    Plus,
}

/// Decodes every percent-encoded byte; says where a `%` is not followed by two hex digits.
pub(crate) fn decode(encoded: &[u8], plus: Plus) -> Result<Vec<u8>, usize> {
    let means_another = |byte: u8| byte == b'%' || (byte == b'+' && plus == Plus::Space);
    let mut decoded = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    // Tokens are long and need no escapes: what stands for itself is copied at once.
    while let Some(place) = first(rest, means_another) {
        let (plain, tail) = rest.split_at_checked(place).unwrap_or((rest, &[]));
        decoded.extend_from_slice(plain);
        let (byte, tail) = match tail.split_first() {
            Some((b'%', tail)) => {
                let at = encoded.len().saturating_sub(tail.len()).saturating_sub(1);
                hex_pair(tail).ok_or(at)?
            }
            Some((_, tail)) => (b' ', tail),
            None => break,
        };
        decoded.push(byte);
        rest = tail;
    }
    decoded.extend_from_slice(rest);
    Ok(decoded)
}

/// Where the first byte stands that is meant; long runs of others are passed over in blocks, which
/// the compiler compares at once.
pub(crate) fn first(bytes: &[u8], meant: impl Fn(u8) -> bool) -> Option<usize> {
    const BLOCK: usize = 32;
    let none_of = |block: &&[u8]| !block.iter().fold(false, |any, byte| any | meant(*byte));
    let blocks = bytes.chunks_exact(BLOCK).take_while(none_of).count();
    let passed = blocks.saturating_mul(BLOCK);
    let rest = bytes.get(passed..)?;
    let place = rest.iter().position(|byte| meant(*byte))?;
    passed.checked_add(place)
}

fn hex_pair(tail: &[u8]) -> Option<(u8, &[u8])> {
    let ([high, low], tail) = tail.split_first_chunk::<2>()?;
    Some(((hex(*high)? << 4) | hex(*low)?, tail))
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => digit.checked_sub(b'0'),
        b'a'..=b'f' => digit.checked_sub(b'a' - 10),
        b'A'..=b'F' => digit.checked_sub(b'A' - 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_escape_is_refused_where_it_stands() {
        for (text, at) in [
            ("ab%", 2),
            ("%4", 0),
            ("a%zz", 1),
            ("%%41", 0),
            ("%4g", 0),
            ("%+1", 0),
        ] {
            assert_eq!(decode(text.as_bytes(), Plus::Space), Err(at), "{text}");
        }
    }

    #[test]
    fn every_byte_survives_encoding() {
        let every: String = (0..=0x2ff).filter_map(char::from_u32).collect();
        let encoded = encode_component(&every);
        assert_eq!(
            decode(encoded.as_bytes(), Plus::Space),
            Ok(every.clone().into_bytes())
        );
        assert_eq!(
            decode(encoded.as_bytes(), Plus::Plus),
            Ok(every.into_bytes())
        );
    }

    #[test]
    fn hex_digits_of_both_cases_are_read() {
        assert_eq!(decode(b"%2f%2F%7a%7A", Plus::Plus), Ok(b"//zz".to_vec()));
    }

    #[test]
    fn what_stands_between_escapes_stays() {
        for (text, decoded) in [
            ("", ""),
            ("plain", "plain"),
            ("%41", "A"),
            ("%41%42", "AB"),
            ("a%41b+c%42", "aAb cB"),
            ("+a+", " a "),
            ("%2541", "%41"),
        ] {
            let expected = Ok(decoded.as_bytes().to_vec());
            assert_eq!(decode(text.as_bytes(), Plus::Space), expected, "{text}");
        }
        assert_eq!(decode(b"long and plain%4", Plus::Space), Err(14));
    }

    #[test]
    fn the_first_byte_is_found_wherever_it_stands() {
        for length in 0..100_usize {
            let mut bytes = vec![b'a'; length];
            assert_eq!(first(&bytes, |byte| byte == b'&'), None);
            for place in (0..length).rev() {
                bytes[place] = b'&';
                assert_eq!(first(&bytes, |byte| byte == b'&'), Some(place));
            }
        }
    }

    #[test]
    fn plus_is_a_space_in_forms_only() {
        assert_eq!(decode(b"a+b%2B", Plus::Space), Ok(b"a b+".to_vec()));
        assert_eq!(decode(b"a+b%2B", Plus::Plus), Ok(b"a+b+".to_vec()));
    }
}
