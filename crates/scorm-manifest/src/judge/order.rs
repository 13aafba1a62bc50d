//! The order of elements, which XML Schema fixes for content packaging and sequencing, and leaves open for extensions.

use edu_xml::{Element, Reader, Term};

use crate::names::cp;
use crate::sequencing::imsss;
use crate::{Edition, rules};

/// The children of a manifest.
pub(crate) const MANIFEST: &[Term] =
    &[cp::METADATA, cp::ORGANIZATIONS, cp::RESOURCES, cp::MANIFEST];
/// The children of an organization or item.
pub(crate) const ITEM: &[Term] = &[cp::TITLE, cp::ITEM, cp::METADATA];
/// The children of a resource.
pub(crate) const RESOURCE: &[Term] = &[cp::METADATA, cp::FILE, cp::DEPENDENCY];
/// The children of metadata.
pub(crate) const METADATA: &[Term] = &[cp::SCHEMA, cp::SCHEMA_VERSION];
/// The children of sequencing.
pub(crate) const SEQUENCING: &[Term] = &[
    imsss::CONTROL_MODE,
    imsss::SEQUENCING_RULES,
    imsss::LIMIT_CONDITIONS,
    imsss::AUXILIARY_RESOURCES,
    imsss::ROLLUP_RULES,
    imsss::OBJECTIVES,
    imsss::RANDOMIZATION_CONTROLS,
    imsss::DELIVERY_CONTROLS,
];

/// Notes the first child that stands behind one it must come before.
///
/// Children that are not listed are extensions: they stand behind the others, in any order.
pub(crate) fn judge(element: Element<'_>, order: &[Term], reader: &mut Reader<'_>) {
    let (mut reached, mut last) = (0_usize, None);
    let mut late = None;
    for child in element.elements() {
        let number = reader.number(child);
        // Lists of files are long.
        if last == Some(number) {
            continue;
        }
        last = Some(number);
        let position = order.iter().position(|term| term.number() == number);
        let position = position.unwrap_or(order.len());
        if position < reached {
            late = Some(child);
            break;
        }
        reached = position;
    }
    if let Some(child) = late {
        let message = "element stands behind those that it must come before";
        let rule = if Edition::of(reader.binding()).is_2004() {
            &rules::ORDER
        } else {
            &rules::ORDER_1_2
        };
        reader.note(rule, child, message);
    }
}
