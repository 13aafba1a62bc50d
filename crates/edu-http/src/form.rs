//! Forms: `application/x-www-form-urlencoded`, in a body or in a query.

use core::fmt;

use edu_types::{LimitExceeded, Limits};
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::percent::{Plus, decode, first};
use crate::{Refusal, encode_component};

/// The fields of one form, in arrival order, each name once.
///
/// Reading is strict where a lenient reader would let two readers see two forms: a `%`
/// without two hex digits, bytes that are not UTF-8, control characters other than tab and
/// line ends, and a name given twice are refused. `+` is a space, `%2B` a plus. A field
/// without `=` has the empty value; empty fields, as `a=1&&b=2` has one, are skipped.
///
/// `Debug` shows the number of fields only: values are tokens and people's data.
///
/// ```
/// use edu_http::{Form, FormLimits};
///
/// let limits = FormLimits::default();
/// let form = Form::parse(b"state=a%2Bb+c&id_token=e30", &limits)?;
/// assert_eq!(form.get("state"), Some("a+b c"));
/// assert_eq!(form.get("State"), None);
///
/// let error = Form::parse(b"state=a&state=b", &limits).unwrap_err();
/// assert_eq!(error.to_string(), "form field `state` appears twice");
/// # Ok::<(), edu_http::FormError>(())
/// ```
///
/// Spec: URL Standard, §5.1; OAuth 2.0 (RFC 6749), §3.1 on repeated parameters.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// Reads the body of a form.
    ///
    /// # Errors
    ///
    /// [`FormError`] names the first rule or limit broken.
    pub fn parse(bytes: &[u8], limits: &FormLimits) -> Result<Self, FormError> {
        Limits::check("form bytes", bytes.len(), limits.bytes)?;
        let mut fields = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = first(rest, |byte| byte == b'&').unwrap_or(rest.len());
            let (piece, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            rest = behind.get(1..).unwrap_or_default();
            if piece.is_empty() {
                continue;
            }
            let found = fields.len().saturating_add(1);
            Limits::check("form fields", found, limits.fields)?;
            fields.push(read_field(piece, limits)?);
        }
        refuse_duplicates(&fields)?;
        Ok(Self(fields))
    }

    /// Reads the query of an address; without a query, a form without fields.
    ///
    /// # Errors
    ///
    /// As [`Form::parse`].
    pub fn from_query(uri: &http::Uri, limits: &FormLimits) -> Result<Self, FormError> {
        Self::parse(uri.query().unwrap_or_default().as_bytes(), limits)
    }

    /// The value of a field, by its exact name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find_map(|(field, value)| (field == name).then_some(value))
    }

    /// Names and values, in arrival order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no field.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Form({} fields)", self.len())
    }
}

/// How much of a form is read before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FormLimits {
    /// Bytes in all, still encoded. Default 128 KiB.
    pub bytes: usize,
    /// Fields. Default 64.
    pub fields: usize,
    /// Bytes of one name, decoded. Default 256.
    pub name: usize,
    /// Bytes of one value, decoded. Default 96 KiB: a token above the 64 KiB that token
    /// readers accept is theirs to refuse.
    pub value: usize,
}

impl FormLimits {
    /// The limits of [`FormLimits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        bytes: 128 * 1024,
        fields: 64,
        name: 256,
        value: 96 * 1024,
    };

    /// Sets the limit on bytes in all.
    #[must_use]
    pub const fn with_bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets the limit on fields.
    #[must_use]
    pub const fn with_fields(mut self, fields: usize) -> Self {
        self.fields = fields;
        self
    }

    /// Sets the limit on bytes of one name.
    #[must_use]
    pub const fn with_name(mut self, name: usize) -> Self {
        self.name = name;
        self
    }

    /// Sets the limit on bytes of one value.
    #[must_use]
    pub const fn with_value(mut self, value: usize) -> Self {
        self.value = value;
        self
    }
}

impl Default for FormLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Why bytes are not a form.
///
/// Fields are counted from 1. Values are never quoted, and names only where they are plain.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// A limit was passed.
    #[error(transparent)]
    TooLarge(#[from] LimitExceeded),
    /// A `%` is not followed by two hex digits.
    #[error("form has a percent sign without two hex digits")]
    Escape,
    /// A decoded name or value is not UTF-8.
    #[error("form has bytes that are not UTF-8")]
    NotUtf8,
    /// A decoded name or value has a control character other than tab and line ends.
    #[error("form has a control character other than tab and line ends")]
    Control,
    /// A field has a value but no name.
    #[error("form has a field without a name")]
    NoName,
    /// A name is given twice.
    #[error("form field {} appears twice", quoted(name.as_deref()))]
    Duplicate {
        /// The name, where it is at most 64 ASCII letters, digits, `_`, `-` and `.`.
        name: Option<Box<str>>,
    },
}

impl From<FormError> for Refusal {
    fn from(error: FormError) -> Self {
        let (status, code) = match error {
            FormError::TooLarge(_) => (http::StatusCode::PAYLOAD_TOO_LARGE, "http.form.large"),
            FormError::Duplicate { .. } => (http::StatusCode::BAD_REQUEST, "http.form.duplicate"),
            FormError::Escape | FormError::NotUtf8 | FormError::Control | FormError::NoName => {
                (http::StatusCode::BAD_REQUEST, "http.form.malformed")
            }
        };
        Self::new(status, code, error.to_string())
    }
}

/// Writes names and values as a form or query.
///
/// ```
/// let query = edu_http::encode_pairs([("login_hint", "x&redirect_uri=evil"), ("scope", "a b")]);
/// assert_eq!(query, "login_hint=x%26redirect_uri%3Devil&scope=a%20b");
/// ```
pub fn encode_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{}={}", encode_component(name), encode_component(value)))
        .collect();
    pairs.join("&")
}

/// Whether a request says, exactly once, that its body is a form.
///
/// Parameters such as `charset` and the case of letters do not matter.
pub fn is_form(headers: &HeaderMap) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let media_type = only
        .as_bytes()
        .split(|byte| *byte == b';')
        .next()
        .unwrap_or_default();
    media_type
        .trim_ascii()
        .eq_ignore_ascii_case(b"application/x-www-form-urlencoded")
}

fn read_field(piece: &[u8], limits: &FormLimits) -> Result<(String, String), FormError> {
    let mut halves = piece.splitn(2, |byte| *byte == b'=');
    let name = read_text(halves.next().unwrap_or_default())?;
    let value = read_text(halves.next().unwrap_or_default())?;
    if name.is_empty() {
        return Err(FormError::NoName);
    }
    Limits::check("form name bytes", name.len(), limits.name)?;
    Limits::check("form value bytes", value.len(), limits.value)?;
    Ok((name, value))
}

fn read_text(encoded: &[u8]) -> Result<String, FormError> {
    let bytes = decode(encoded, Plus::Space).map_err(|_| FormError::Escape)?;
    let text = String::from_utf8(bytes).map_err(|_| FormError::NotUtf8)?;
    // Plain ASCII, as tokens are, is told from the rest many bytes at a time.
    let plain = text
        .bytes()
        .fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    if !plain && text.chars().any(is_refused_control) {
        return Err(FormError::Control);
    }
    Ok(text)
}

fn is_refused_control(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\r' | '\n')
}

fn refuse_duplicates(fields: &[(String, String)]) -> Result<(), FormError> {
    // Sorted, so that a caller who allows very many fields pays no quadratic price.
    let mut names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    names.sort_unstable();
    for pair in names.windows(2) {
        if let [one, other] = pair
            && one == other
        {
            let name = is_plain(one).then(|| (*one).into());
            return Err(FormError::Duplicate { name });
        }
    }
    Ok(())
}

fn is_plain(name: &str) -> bool {
    name.len() <= 64
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

fn quoted(name: Option<&str>) -> String {
    name.map_or_else(
        || "with a longer name".to_owned(),
        |name| format!("`{name}`"),
    )
}

#[cfg(test)]
mod tests;
