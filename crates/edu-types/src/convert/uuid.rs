//! Identifiers of `uuid`.

use uuid::Uuid;

/// Why a text is not a UUID of the standard form.
///
/// Never quotes the text: identifiers may point at people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UuidError {
    /// The text has another length.
    #[error("UUID is {found} bytes, allowed are 36")]
    Length {
        /// Bytes found.
        found: usize,
    },
    /// Something else stands where a digit or a hyphen belongs.
    #[error("byte {at} of UUID is not {expected}")]
    Character {
        /// Where, counted from zero.
        at: usize,
        /// What is allowed there.
        expected: &'static str,
    },
}

/// Reads a UUID of 36 characters: hexadecimal digits in groups of 8, 4, 4, 4 and 12, with
/// hyphens between.
///
/// Braces, `urn:uuid:` and the form without hyphens are refused. Digits may be upper case;
/// [`uuid_text`] prints them in lower case, so keep the text where it must come back as it was.
///
/// ```
/// use edu_types::convert::{strict_uuid, uuid_text};
///
/// let id = strict_uuid("07940580-B309-415E-A37C-914D387C1150")?;
/// assert_eq!(uuid_text(id), "07940580-b309-415e-a37c-914d387c1150");
/// assert_eq!(
///     strict_uuid("07940580b309415ea37c914d387c1150").unwrap_err().to_string(),
///     "UUID is 32 bytes, allowed are 36",
/// );
/// # Ok::<(), edu_types::convert::UuidError>(())
/// ```
///
/// Spec: RFC 9562 §4.
///
/// # Errors
///
/// [`UuidError`] names the first byte that is wrong.
pub fn strict_uuid(text: &str) -> Result<Uuid, UuidError> {
    let found = text.len();
    if found != 36 {
        return Err(UuidError::Length { found });
    }
    let mut number: u128 = 0;
    for (at, byte) in text.bytes().enumerate() {
        if matches!(at, 8 | 13 | 18 | 23) {
            if byte != b'-' {
                let expected = "`-`";
                return Err(UuidError::Character { at, expected });
            }
            continue;
        }
        let expected = "a hexadecimal digit";
        let digit = char::from(byte)
            .to_digit(16)
            .ok_or(UuidError::Character { at, expected })?;
        number = (number << 4) | u128::from(digit);
    }
    Ok(Uuid::from_u128(number))
}

/// The standard form of a UUID: 36 characters, lower case.
///
/// Spec: RFC 9562 §4.
pub fn uuid_text(id: Uuid) -> String {
    id.hyphenated().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_are_refused() {
        for text in [
            "",
            "07940580b309415ea37c914d387c1150",
            "{07940580-b309-415e-a37c-914d387c1150}",
            "urn:uuid:07940580-b309-415e-a37c-914d387c1150",
            " 07940580-b309-415e-a37c-914d387c1150",
            "07940580-b309-415e-a37c-914d387c115",
            "07940580-b309-415e-a37c-914d387c11500",
        ] {
            let found = text.len();
            assert_eq!(strict_uuid(text), Err(UuidError::Length { found }));
        }
    }

    #[test]
    fn a_wrong_byte_is_named() {
        for (text, at) in [
            ("0794058-0b309-415e-a37c-914d387c1150", 7),
            ("07940580_b309-415e-a37c-914d387c1150", 8),
            ("07940580-b309-415e-a37c-914d387c115g", 35),
            ("07940580-b309-415e-a37c-914d387c11 0", 34),
            ("+7940580-b309-415e-a37c-914d387c1150", 0),
            ("07940580-b309-415e-a37c-914d387c11é", 34),
            ("{7940580-b309-415e-a37c-914d387c115}", 0),
        ] {
            match strict_uuid(text) {
                Err(UuidError::Character { at: found, .. }) => assert_eq!(found, at, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn text_and_number_agree_with_each_other() {
        for number in [0, 1, u128::MAX, 0x0794_0580_b309_415e_a37c_914d_387c_1150] {
            let id = Uuid::from_u128(number);
            assert_eq!(strict_uuid(&uuid_text(id)), Ok(id));
            assert_eq!(strict_uuid(&uuid_text(id).to_uppercase()), Ok(id));
        }
    }
}
