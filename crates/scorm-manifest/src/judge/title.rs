//! Titles, which SCORM 2004 asks for.

use edu_types::Rule;
use edu_xml::{Element, Leaf, Reader, SharedText};

use super::length;
use crate::names::cp;
use crate::{Edition, rules};

/// Notes a title that is absent, empty or very long.
pub(crate) fn judge(
    title: Option<&Leaf<SharedText>>,
    missing: &'static Rule,
    element: Element<'_>,
    reader: &mut Reader<'_>,
) {
    let Some(title) = title else {
        let rule = if Edition::of(reader.binding()).is_2004() {
            missing
        } else {
            &rules::TITLE_ADVISED
        };
        reader.missing::<()>(element, cp::TITLE, Some(rule));
        return;
    };
    if title.trim().is_empty() {
        reader.note(
            &rules::TITLE_EMPTY,
            element,
            "title has no characters but white space",
        );
    }
    length::judge_title(title, element, reader);
}
