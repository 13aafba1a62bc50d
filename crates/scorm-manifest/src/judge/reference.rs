//! Addresses and bases, as they are written.

use edu_types::Rule;
use edu_xml::{Element, Reader, Term, xml};

use super::length;
use crate::address::{self, Address, AddressError, Deviations, ExternalPolicy};
use crate::names::cp;
use crate::{Resource, rules};

/// Characters of an address that every player must take.
const MOST: usize = 2000;

/// Whether nothing is to be said about the address of a file.
pub(crate) fn is_fine(href: &str) -> bool {
    href.len() <= MOST && address::is_plain(href)
}

/// Judges the address of a file that is not plainly fine.
#[cold]
pub(crate) fn judge_file(href: &str, element: Element<'_>, reader: &mut Reader<'_>) {
    match Address::resolve([], href, None, ExternalPolicy::Allowed) {
        Ok(resolved) => {
            let address = resolved.address;
            if address.is_external() {
                let message = "file is outside the package, files of the package are listed";
                note(&rules::FILE_EXTERNAL, cp::HREF, element, reader, message);
            }
            deviations(
                resolved.deviations,
                &rules::FILE_HREF,
                cp::HREF,
                element,
                reader,
            );
        }
        // Whether it leaves the package depends on the bases; alone it is never read.
        Err(AddressError::Traversal) => {
            let message =
                "address of a file goes above its resource, or hides a separator behind an escape";
            note(&rules::FILE_TRAVERSAL, cp::HREF, element, reader, message);
        }
        Err(error) => {
            note(
                &rules::FILE_ADDRESS,
                cp::HREF,
                element,
                reader,
                error.to_string(),
            );
        }
    }
    length::judge(href, cp::HREF, MOST, element, reader);
}

/// Judges the address of a resource as it is written, which may plainly be that of a file in the package.
pub(crate) fn judge_resource(
    resource: &Resource,
    href: &str,
    is_plain: bool,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if !is_plain && let Ok(resolved) = Address::resolve([], href, None, ExternalPolicy::Allowed) {
        deviations(
            resolved.deviations,
            &rules::RESOURCE_HREF,
            cp::HREF,
            element,
            reader,
        );
        if resolved.address.is_external() {
            return;
        }
    }
    length::judge(href, cp::HREF, MOST, element, reader);
    if !is_listed(resource, href) {
        let message = "launched file is not among the files of its resource";
        note(&rules::RESOURCE_FILE, cp::HREF, element, reader, message);
    }
}

/// Whether the file of an address is among those of its resource.
fn is_listed(resource: &Resource, href: &str) -> bool {
    let lists = |wanted: &str| {
        let mut listed = resource.files.iter();
        listed.any(|file| file.href.as_deref() == Some(wanted))
    };
    if lists(href) {
        return true;
    }
    let file = without_suffix(href);
    file.is_empty() || (file.len() < href.len() && lists(file))
}

/// Judges a base as it is written.
pub(crate) fn judge_base(
    base: &str,
    rule: &'static Rule,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if let Ok(resolved) = Address::resolve([base], ".", None, ExternalPolicy::Allowed) {
        deviations(resolved.deviations, rule, xml::BASE, element, reader);
    }
    length::judge(base, xml::BASE, MOST, element, reader);
}

/// Notes what of an address had to be mended.
fn deviations(
    found: Deviations,
    rule: &'static Rule,
    term: Term,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    let all = [
        (
            found.backslash,
            rule,
            "address has a backslash, a slash is allowed",
        ),
        (
            found.leading_slash,
            rule,
            "address begins with a slash, one relative to the package is allowed",
        ),
        (
            found.base_without_slash,
            rule,
            "base does not end with a slash, it must name a folder",
        ),
        (
            found.white_space,
            &rules::ADDRESS_SPACE,
            "address has a space or control character, %20 stands for a space",
        ),
    ];
    for (_, rule, message) in all.into_iter().filter(|(found, ..)| *found) {
        note(rule, term, element, reader, message);
    }
}

/// Notes something about an attribute, or about its element where the attribute is absent.
#[cold]
pub(crate) fn note(
    rule: &Rule,
    term: Term,
    element: Element<'_>,
    reader: &mut Reader<'_>,
    message: impl Into<String>,
) {
    let mut attributes = element.attributes();
    match attributes.find(|attribute| reader.attribute_number(*attribute) == term.number()) {
        Some(attribute) => reader.note_attribute(rule, attribute, message),
        None => reader.note(rule, element, message),
    };
}

fn without_suffix(href: &str) -> &str {
    let end = href.find(['?', '#']).unwrap_or(href.len());
    href.get(..end).unwrap_or(href)
}
