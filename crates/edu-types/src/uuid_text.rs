//! UUIDs that keep their text.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A UUID of the standard form, with the text it came in.
///
/// The form is 36 characters: hexadecimal digits in groups of 8, 4, 4, 4 and 12, with hyphens
/// between; braces, `urn:uuid:` and the form without hyphens are refused. Two are equal when they
/// mean the same number, in whatever case their digits are; `Display` and serde give the text
/// back as it came.
///
/// ```
/// use edu_types::UuidText;
///
/// let id = UuidText::parse("07940580-B309-415E-A37C-914D387C1150")?;
/// assert_eq!(id, UuidText::parse("07940580-b309-415e-a37c-914d387c1150")?);
/// assert_eq!(id.to_string(), "07940580-B309-415E-A37C-914D387C1150");
/// assert_eq!(
///     UuidText::parse("07940580b309415ea37c914d387c1150").unwrap_err().to_string(),
///     "UUID is 32 bytes, allowed are 36",
/// );
/// # Ok::<(), edu_types::UuidError>(())
/// ```
///
/// Spec: RFC 9562 §4; RFC 4122 §3.
#[derive(Clone, Copy)]
pub struct UuidText([u8; 36]);

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

impl UuidText {
    /// Takes the text as it is.
    ///
    /// # Errors
    ///
    /// [`UuidError`] names the first byte that is wrong.
    pub fn parse(text: &str) -> Result<Self, UuidError> {
        let found = text.len();
        let bytes: &[u8; 36] = text
            .as_bytes()
            .try_into()
            .map_err(|_| UuidError::Length { found })?;
        if is_standard(bytes) {
            return Ok(Self(*bytes));
        }
        Err(fault(bytes))
    }

    /// The standard form of a number, in lower case.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let mut text = [b'-'; 36];
        let places = text
            .iter_mut()
            .enumerate()
            .filter(|(at, _)| !is_hyphen_at(*at));
        let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        for ((_, place), digit) in places.zip(digits) {
            let from = if digit < 10 { b'0' } else { b'a' - 10 };
            *place = from.saturating_add(digit);
        }
        Self(text)
    }

    /// The number, most significant byte first.
    pub fn to_bytes(self) -> [u8; 16] {
        self.number().to_be_bytes()
    }

    /// The text, byte for byte as it came.
    pub fn as_str(&self) -> &str {
        // Only digits and hyphens were let in, so this never falls back.
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// How the UUID was made, as it says itself: 4 at random, 7 from time; 0 to 15. It means
    /// something only where [`UuidText::is_rfc4122_variant`].
    pub fn version(self) -> u8 {
        digit(self.0[14])
    }

    /// Whether the UUID is of the variant that RFC 4122 and RFC 9562 define, which xAPI calls
    /// variant 2.
    pub fn is_rfc4122_variant(self) -> bool {
        digit(self.0[19]) & 0b1100 == 0b1000
    }

    fn number(self) -> u128 {
        self.0
            .iter()
            .filter(|byte| **byte != b'-')
            .fold(0, |number, byte| (number << 4) | u128::from(digit(*byte)))
    }
}

/// Where the standard form has its hyphens.
const fn is_hyphen_at(at: usize) -> bool {
    matches!(at, 8 | 13 | 18 | 23)
}

/// What stands in [`DIGITS`] for a byte that is no digit.
const NO_DIGIT: u8 = 0xff;

/// The value of each hexadecimal digit.
static DIGITS: [u8; 256] = digits();

#[expect(
    clippy::indexing_slicing,
    reason = "computed by the compiler, which checks every index"
)]
const fn digits() -> [u8; 256] {
    let mut digits = [NO_DIGIT; 256];
    let mut digit: u8 = 0;
    while digit < 16 {
        digits[b"0123456789abcdef"[digit as usize] as usize] = digit;
        digits[b"0123456789ABCDEF"[digit as usize] as usize] = digit;
        digit = digit.saturating_add(1);
    }
    digits
}

#[inline]
fn digit(byte: u8) -> u8 {
    DIGITS.get(usize::from(byte)).copied().unwrap_or(NO_DIGIT)
}

fn is_standard(text: &[u8; 36]) -> bool {
    let hyphens = text[8] == b'-' && text[13] == b'-' && text[18] == b'-' && text[23] == b'-';
    let all = |digits: &[u8]| digits.iter().fold(0, |seen, byte| seen | digit(*byte));
    let groups = [0..8, 9..13, 14..18, 19..23, 24..36];
    let seen = groups
        .into_iter()
        .filter_map(|group| text.get(group))
        .fold(0, |seen, group| seen | all(group));
    hyphens && seen < 16
}

fn fault(text: &[u8; 36]) -> UuidError {
    let wrong = text.iter().enumerate().find_map(|(at, byte)| {
        if is_hyphen_at(at) {
            return (*byte != b'-').then_some((at, "`-`"));
        }
        (digit(*byte) == NO_DIGIT).then_some((at, "a hexadecimal digit"))
    });
    let (at, expected) = wrong.unwrap_or((0, "a hexadecimal digit"));
    UuidError::Character { at, expected }
}

impl PartialEq for UuidText {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for UuidText {}

impl PartialOrd for UuidText {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for UuidText {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number().cmp(&other.number())
    }
}

impl Hash for UuidText {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number().hash(state);
    }
}

impl fmt::Display for UuidText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for UuidText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UuidText({self})")
    }
}

impl AsRef<str> for UuidText {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for UuidText {
    type Err = UuidError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl Serialize for UuidText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for UuidText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::text::deserialize(deserializer, "a UUID of 36 characters")
    }
}
