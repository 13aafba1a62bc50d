//! A reference cut into its parts, mended where packages are known to be odd.

use std::borrow::Cow;

use super::{AddressError, Deviations};

/// One `xml:base` or `href`.
#[derive(Debug)]
pub(super) struct Reference<'a> {
    /// Scheme and host, where it names them.
    pub(super) origin: Option<String>,
    /// Whether the path begins at the top.
    pub(super) is_absolute: bool,
    /// The path, with slashes alone and encoded where it had to be.
    pub(super) path: Cow<'a, str>,
    pub(super) query: Option<&'a str>,
    pub(super) fragment: Option<&'a str>,
}

impl<'a> Reference<'a> {
    pub(super) fn read(text: &'a str, deviations: &mut Deviations) -> Result<Self, AddressError> {
        let trimmed = text.trim_matches(is_blank);
        if trimmed.len() != text.len() {
            deviations.white_space = true;
        }
        refuse_script(trimmed)?;
        let (rest, fragment) = cut(trimmed, '#');
        let (path, query) = cut(rest, '?');
        let path = slashes(path, deviations);
        let (scheme, path) = without_scheme(path);
        let mut reference = Self {
            origin: None,
            is_absolute: false,
            path,
            query,
            fragment,
        };
        match scheme {
            Some(scheme) => reference.take_scheme(&scheme)?,
            None if reference.path.starts_with("//") => reference.take_host("https")?,
            None if reference.path.starts_with('/') => {
                deviations.leading_slash = true;
                reference.is_absolute = true;
            }
            None => {}
        }
        if reference.path.contains(must_encode) {
            let mut path = reference.path.into_owned();
            encode(&mut path, deviations);
            reference.path = Cow::Owned(path);
        }
        Ok(reference)
    }

    fn take_scheme(&mut self, scheme: &str) -> Result<(), AddressError> {
        let web = ["http", "https"];
        match web.iter().find(|web| scheme.eq_ignore_ascii_case(web)) {
            Some(web) => self.take_host(web),
            None if scheme.len() == 1 => Err(AddressError::LocalFile),
            None => Err(AddressError::Scheme),
        }
    }

    /// Takes the host off the path, which is absolute from then on.
    fn take_host(&mut self, scheme: &str) -> Result<(), AddressError> {
        let rest = self.path.trim_start_matches('/');
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty()
            || host.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
        {
            return Err(AddressError::Scheme);
        }
        self.origin = Some(format!("{scheme}://{host}"));
        self.path = Cow::Owned(path.to_owned());
        self.is_absolute = true;
        Ok(())
    }
}

/// Refuses the schemes that run a script or carry what they show.
///
/// Browsers overlook white space and control characters in a scheme, so they are overlooked here too.
fn refuse_script(text: &str) -> Result<(), AddressError> {
    const REFUSED: [&str; 6] = [
        "javascript",
        "data",
        "vbscript",
        "blob",
        "view-source",
        "about",
    ];
    let Some((before, _)) = text.split_once(':') else {
        return Ok(());
    };
    let letters = || before.chars().filter(|c| !is_blank(*c));
    let is = |scheme: &&str| letters().map(|c| c.to_ascii_lowercase()).eq(scheme.chars());
    if is(&"file") {
        return Err(AddressError::LocalFile);
    }
    match REFUSED.into_iter().find(|scheme| is(scheme)) {
        Some(scheme) => Err(AddressError::Script { scheme }),
        None => Ok(()),
    }
}

/// The scheme, where there is one, and what stands behind it.
fn without_scheme(path: Cow<'_, str>) -> (Option<String>, Cow<'_, str>) {
    let Some((scheme, rest)) = path.split_once(':') else {
        return (None, path);
    };
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    if !begins || !scheme.chars().all(is_scheme) {
        return (None, path);
    }
    (Some(scheme.to_owned()), Cow::Owned(rest.to_owned()))
}

fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn slashes<'a>(path: &'a str, deviations: &mut Deviations) -> Cow<'a, str> {
    if !path.contains('\\') {
        return Cow::Borrowed(path);
    }
    deviations.backslash = true;
    Cow::Owned(path.replace('\\', "/"))
}

const fn is_blank(c: char) -> bool {
    matches!(c, '\0'..=' ' | '\u{7f}'..='\u{a0}')
}

/// Whether a character cannot stand in an address as it is; escapes are left alone.
const fn must_encode(c: char) -> bool {
    matches!(c, '\0'..=' ' | '"' | '<' | '>' | '`' | '\u{7f}'..='\u{a0}')
}

/// Encodes what cannot stand in an address.
pub(super) fn encode(text: &mut String, deviations: &mut Deviations) {
    if !text.contains(must_encode) {
        return;
    }
    deviations.white_space |= text.contains(is_blank);
    let mut encoded = String::with_capacity(text.len().saturating_add(8));
    for c in text.chars() {
        if must_encode(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                push_escape(&mut encoded, byte);
            }
        } else {
            encoded.push(c);
        }
    }
    *text = encoded;
}

/// Appends a byte as a percent sign and two digits.
fn push_escape(text: &mut String, byte: u8) {
    text.push('%');
    for half in [byte >> 4, byte & 0xf] {
        let digit = char::from_digit(u32::from(half), 16).unwrap_or('0');
        text.push(digit.to_ascii_uppercase());
    }
}
