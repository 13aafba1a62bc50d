//! The ids of what something was copied from.

use edu_http::encode_component;

/// The ids of what a context or link was copied from, as a tool reads them out of the variables
/// `Context.id.history` and `ResourceLink.id.history`.
///
/// ```
/// use lti_core::variables::IdHistory;
///
/// let history = IdHistory::parse("course%2C9,course-8,truncated");
/// assert_eq!(history.ids(), ["course,9", "course-8"]);
/// assert!(!history.is_whole());
/// // A platform that knows no history leaves the variable as it is.
/// assert!(IdHistory::parse("$Context.id.history").ids().is_empty());
/// ```
///
/// Spec: LTI Core 1.3, Appendix B.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdHistory {
    ids: Vec<String>,
    whole: bool,
}

impl IdHistory {
    /// Reads the value of the variable: ids separated by commas, each percent-encoded.
    ///
    /// Canvas ends a long list with the word `truncated` and writes `timed out` where it looked
    /// for too long; neither is an id. An id that is not encoded rightly is taken as it stands.
    pub fn parse(text: &str) -> Self {
        let mut history = Self {
            ids: Vec::new(),
            whole: !text.starts_with('$'),
        };
        let listed = text.split(',').map(str::trim);
        for one in listed.filter(|one| !one.is_empty() && !one.starts_with('$')) {
            if matches!(one, "truncated" | "timed out") {
                history.whole = false;
            } else {
                history.ids.push(decoded(one));
            }
        }
        history
    }

    /// The ids, the newest first.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// Whether the platform says that it left none out.
    pub const fn is_whole(&self) -> bool {
        self.whole
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let Some(byte) = hex(*high).zip(hex(*low)) else {
                    return text.to_owned();
                };
                bytes.push((byte.0 << 4) | byte.1);
                rest = tail;
            }
            (b'%', _) => return text.to_owned(),
            (other, tail) => {
                bytes.push(*other);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

/// The value of the variable for these ids.
pub(super) fn written<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let encoded: Vec<_> = ids.map(encode_component).collect();
    encoded.join(",")
}
