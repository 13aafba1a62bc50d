//! Texts that are longer than every player must take.

use edu_xml::{Element, Reader, Term};

use crate::{names, rules};

/// Notes an attribute of more characters than every player must take.
///
/// The numbers are smallest permitted maximums: players may take more, so that it is a warning.
pub(crate) fn judge(
    text: &str,
    term: Term,
    most: usize,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if let Some(message) = beyond(text, most) {
        super::reference::note(&rules::LENGTH, term, element, reader, message);
    }
}

/// Notes an element whose text has more characters than every player must take.
pub(crate) fn judge_text(text: &str, most: usize, element: Element<'_>, reader: &mut Reader<'_>) {
    if let Some(message) = beyond(text, most) {
        reader.note(&rules::LENGTH, element, message);
    }
}

/// Notes the child of that name whose text has more characters than every player must take.
pub(crate) fn judge_child(
    text: &str,
    term: Term,
    most: usize,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    if beyond(text, most).is_none() {
        return;
    }
    let mut children = element.elements();
    if let Some(child) = children.find(|child| reader.number(*child) == term.number()) {
        judge_text(text, most, child, reader);
    }
}

fn beyond(text: &str, most: usize) -> Option<String> {
    // Bytes are no fewer than characters, and are counted already.
    if text.len() <= most {
        return None;
    }
    let found = text.chars().count();
    (found > most).then(|| {
        format!("text is {found} characters, players must take {most} and may cut the rest")
    })
}

/// The title's length, which has a rule of its own.
pub(crate) fn judge_title(text: &str, element: Element<'_>, reader: &mut Reader<'_>) {
    judge_child(text, names::cp::TITLE, 200, element, reader);
}
