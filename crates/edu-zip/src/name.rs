//! Names of entries: decoded, judged, and brought to one form.
//!
//! Percent signs mean nothing here: a name is a name, not an address.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::findings::{Findings, exceeded};
use crate::{ZipLimits, cp437, rules};

/// Longest name that is shown, in characters.
const SHOWN: usize = 200;

/// A name as findings show it: control characters and those that turn the direction of text are escaped, because
/// they would let one name look like another, and a long name is cut.
///
/// ```
/// assert_eq!(edu_zip::shown_name("a\u{202e}gpj.exe"), "a\\u{202e}gpj.exe");
/// ```
pub fn shown_name(name: &str) -> String {
    let mut shown = String::new();
    for (count, character) in name.chars().enumerate() {
        if count == SHOWN {
            shown.push('…');
            break;
        }
        if character.is_control()
            || matches!(character, '\u{200e}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// Judges the name of an entry and returns it with `/` between components, without empty ones
/// and `.`; that of a folder ends with `/`.
pub(crate) fn judge(
    raw: &[u8],
    utf8: bool,
    limits: &ZipLimits,
    findings: &mut Findings<'_>,
) -> Box<str> {
    let text = decoded(raw, utf8, findings);
    if text.is_empty() {
        findings.about(&rules::NAME_EMPTY, &text, "name is empty");
        return Box::default();
    }
    whole(&text, raw.len(), limits, findings);
    let mut count = 0_usize;
    let mut normal = String::with_capacity(text.len());
    for (index, component) in text.split(['/', '\\']).enumerate() {
        if component.is_empty() || component == "." {
            continue;
        }
        judge_component(&text, component, index == 0, limits, findings);
        count = count.saturating_add(1);
        if !normal.is_empty() {
            normal.push('/');
        }
        normal.push_str(component);
    }
    if count > limits.depth {
        let message = exceeded("depth of a name", count as u64, limits.depth as u64);
        findings.about(&rules::LIMIT_DEPTH, &text, message);
    }
    if text.ends_with(['/', '\\']) || normal.is_empty() {
        normal.push_str(if normal.is_empty() { "./" } else { "/" });
    }
    if normal.len() != text.len() && !text.starts_with(['/', '\\']) {
        let message = "name has empty components or `.`, none are allowed";
        findings.about(&rules::NAME_SEGMENT, &text, message);
    }
    normal.into()
}

/// The form by which names are the same on disks that tell neither case nor composition.
pub(crate) fn fold(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(name.to_ascii_lowercase());
        }
        return Cow::Borrowed(name);
    }
    Cow::Owned(name.nfd().flat_map(char::to_lowercase).nfc().collect())
}

fn decoded<'n>(raw: &'n [u8], utf8: bool, findings: &mut Findings<'_>) -> Cow<'n, str> {
    if let Ok(text) = core::str::from_utf8(raw) {
        if !utf8 && !text.is_ascii() {
            let message = "name is UTF-8, but is not flagged as such";
            findings.about(&rules::NAME_UNFLAGGED, text, message);
        }
        return Cow::Borrowed(text);
    }
    let text = cp437::decode(raw);
    if utf8 {
        let message = "name is flagged as UTF-8 and is not, read as code page 437";
        findings.about(&rules::NAME_ENCODING, &text, message);
    } else {
        let message = "name is not UTF-8, read as code page 437";
        findings.about(&rules::NAME_CP437, &text, message);
    }
    Cow::Owned(text)
}

/// What is said of the name as a whole.
fn whole(text: &str, bytes: usize, limits: &ZipLimits, findings: &mut Findings<'_>) {
    if bytes > limits.name_bytes {
        let message = exceeded("bytes of a name", bytes as u64, limits.name_bytes as u64);
        findings.about(&rules::LIMIT_NAME, text, message);
    }
    if text.contains('\0') {
        let message = "name has a NUL, at which other readers end it";
        findings.about(&rules::NAME_NUL, text, message);
    }
    if text.chars().any(|one| one.is_control() && one != '\0') {
        let message = "name has a control character";
        findings.about(&rules::NAME_CONTROL, text, message);
    }
    if text.starts_with(['/', '\\']) {
        let message = "name is absolute, only names within the package are allowed";
        findings.about(&rules::NAME_ABSOLUTE, text, message);
    }
    if text.split(['/', '\\']).any(climbs) {
        let message = "name leaves the package by `..`";
        findings.about(&rules::NAME_TRAVERSAL, text, message);
    }
    if text.contains('\\') {
        let message = "name separates folders by a backslash, read as `/`";
        findings.about(&rules::NAME_BACKSLASH, text, message);
    }
}

fn judge_component(
    name: &str,
    component: &str,
    first: bool,
    limits: &ZipLimits,
    findings: &mut Findings<'_>,
) {
    if !climbs(component) && component.ends_with(['.', ' ']) {
        let message = "name has a component that ends with a dot or space, which Windows drops";
        findings.about(&rules::NAME_WINDOWS_TRAILING, name, message);
    }
    if let Some((before, _)) = component.split_once(':') {
        let drive =
            first && before.len() == 1 && before.bytes().all(|one| one.is_ascii_alphabetic());
        let (rule, message) = if drive {
            (
                &rules::NAME_DRIVE,
                "name starts with a drive, none is allowed",
            )
        } else {
            (
                &rules::NAME_COLON,
                "name has a colon, which Windows takes for a stream of a file",
            )
        };
        findings.about(rule, name, message);
    }
    if component.len() > limits.component_bytes {
        let (found, most) = (component.len() as u64, limits.component_bytes as u64);
        let message = exceeded("bytes of a component of a name", found, most);
        findings.about(&rules::LIMIT_COMPONENT, name, message);
    }
    if component.contains(['<', '>', '"', '|', '?', '*']) {
        let message = "name has a character that Windows does not allow";
        findings.about(&rules::NAME_WINDOWS_CHARACTER, name, message);
    }
    if is_device(component) {
        let message = "name is that of a device on Windows";
        findings.about(&rules::NAME_WINDOWS_DEVICE, name, message);
    }
}

/// Whether a component is `..`, or may become it: Windows drops dots and spaces at the end.
fn climbs(component: &str) -> bool {
    component != "." && component.contains('.') && component.trim_matches(['.', ' ']).is_empty()
}

/// Whether Windows opens a device by this name, whatever its extension.
fn is_device(component: &str) -> bool {
    let stem = component
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end_matches(' ');
    let named = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    if named.iter().any(|name| stem.eq_ignore_ascii_case(name)) {
        return true;
    }
    let mut characters = stem.chars();
    let Some(digit) = characters.next_back() else {
        return false;
    };
    let port = characters.as_str();
    matches!(digit, '0'..='9' | '¹' | '²' | '³')
        && (port.eq_ignore_ascii_case("com") || port.eq_ignore_ascii_case("lpt"))
}
