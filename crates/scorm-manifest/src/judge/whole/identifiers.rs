//! Identifiers: of the form that XML has for them, and each once in a document.

use edu_types::Rule;
use edu_xml::text::collapsed;
use edu_xml::{Element, Reader};

use super::{Located, organization_elements};
use crate::bytes::consists_of;
use crate::index::{ById, Index};
use crate::names::cp;
use crate::rules;

pub(super) fn judge(index: &Index<'_>, located: &Located<'_, '_>, reader: &mut Reader<'_>) {
    let mut all: Vec<(&str, Element<'_>)> = Vec::new();
    for (one, element) in index.manifests.iter().zip(&located.manifests) {
        all.extend(given(one.manifest.identifier.as_deref(), *element));
        let elements = organization_elements(*element, reader);
        for (organization, element) in one.manifest.organizations().iter().zip(elements) {
            all.extend(given(organization.identifier.as_deref(), element));
        }
    }
    for one in &located.items {
        all.extend(given(one.item.identifier.as_deref(), one.element));
    }
    for (one, element) in index.resources.iter().zip(&located.resources) {
        all.extend(given(one.resource.identifier.as_deref(), *element));
    }
    for (identifier, element) in &all {
        if !is_name(identifier) {
            note(&rules::IDENTIFIER_FORM, *element, reader, form(identifier));
        }
    }
    for at in ById::of(all.iter().map(|(identifier, _)| *identifier)).repeated() {
        if let Some((_, element)) = all.get(*at) {
            let message = "identifier is there before, each must be there once";
            note(&rules::IDENTIFIER_TWICE, *element, reader, message);
        }
    }
}

/// An identifier that is there, without white space around it, as XML Schema has it.
fn given<'m, 't>(
    identifier: Option<&'m str>,
    element: Element<'t>,
) -> Option<(&'m str, Element<'t>)> {
    Some((collapsed(identifier?), element))
}

fn note(rule: &Rule, element: Element<'_>, reader: &mut Reader<'_>, message: &str) {
    crate::judge::reference::note(rule, cp::IDENTIFIER, element, reader, message);
}

fn form(identifier: &str) -> &'static str {
    if identifier.is_empty() {
        "identifier is empty, a name is allowed"
    } else if identifier.contains(char::is_whitespace) {
        "identifier has white space, a name without it is allowed"
    } else if identifier.starts_with(|c: char| c.is_ascii_digit()) {
        "identifier begins with a digit, one that begins with a letter or underscore is allowed"
    } else {
        "identifier has characters that no name has, letters, digits, `.`, `-` and `_` are allowed"
    }
}

/// Whether a text is a name without a colon.
///
/// Spec: Namespaces in XML 1.0 §3 (`NCName`).
fn is_name(text: &str) -> bool {
    let bytes = text.as_bytes();
    let starts_so = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    if bytes.first().is_some_and(starts_so) && consists_of(bytes, is_everyday) {
        return true;
    }
    let mut all = text.chars();
    all.next().is_some_and(starts) && all.all(continues)
}

/// Whether a byte is one of those that nearly all names consist of.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches a block of bytes is judged by vector code"
)]
const fn is_everyday(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_digit = byte.wrapping_sub(b'0') < 10;
    is_letter | is_digit | (byte == b'_') | (byte == b'-') | (byte == b'.')
}

const fn starts(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '_' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}'
        | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}'
        | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

const fn continues(c: char) -> bool {
    starts(c)
        || matches!(c, '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_may_have_letters_of_every_script() {
        for name in ["a", "_1", "A-b.c", "é", "Módulo", "模块"] {
            assert!(is_name(name), "{name}");
        }
    }

    #[test]
    fn rejects_what_no_name_is() {
        for name in [
            "", " a", "1a", "-a", ".a", "a b", "a:b", "a/b", "{a}", "a+b", "\u{D7}",
        ] {
            assert!(!is_name(name), "{name}");
        }
    }
}
