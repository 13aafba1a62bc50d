//! One way through a package.

use edu_xml::text::collapsed;
use edu_xml::{Element, Leaf, Reader, SharedText, xml_element};

use crate::judge::{length, order, title};
use crate::names::{adlcp, cp};
use crate::sequencing::{Sequencing, adlseq, imsss};
use crate::{CompletionThreshold, Edition, Item, Metadata, rules};

xml_element! {
    /// One way through a package: a tree of items, of which it is the root.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`organization`); SCORM 1.2 CAM §2.3 (`organization`).
    pub struct Organization {
        attributes {
            /// The name by which it is chosen.
            optional identifier: SharedText = cp::IDENTIFIER,
            /// Its shape; `hierarchical` where it says nothing.
            optional structure: SharedText = cp::STRUCTURE,
            /// Whether its global objectives are known to all courses of a learner; by default they are.
            optional objectives_global_to_system: bool =
                adlseq::OBJECTIVES_GLOBAL_TO_SYSTEM => &rules::OBJECTIVES_GLOBAL; otherwise true,
            /// Whether its shared stores are known to all courses of a learner; by default they are.
            optional shared_data_global_to_system: bool =
                adlcp::SHARED_DATA_GLOBAL_TO_SYSTEM => &rules::SHARED_DATA_GLOBAL; otherwise true,
        }
        elements {
            /// The text that people see.
            optional title: Leaf<SharedText> = cp::TITLE,
            /// Its items.
            list items: Item = cp::ITEM,
            /// What is said about it.
            optional metadata: Box<Metadata> = cp::METADATA,
            /// From which progress on it is completed; only the fourth edition has it here.
            optional completion_threshold: Box<CompletionThreshold> = adlcp::COMPLETION_THRESHOLD,
            /// How its items follow each other.
            optional sequencing: Box<Sequencing> = imsss::SEQUENCING,
        }
        judged by judge;
    }
}

impl Organization {
    /// Its identifier as others refer to it: without white space around it, empty where it has none.
    pub fn id(&self) -> &str {
        collapsed(self.identifier.as_deref().unwrap_or_default())
    }

    /// All of its items, in the order of the document.
    pub(crate) fn all_items(&self) -> impl Iterator<Item = &Item> {
        let mut waiting: Vec<&Item> = self.items.iter().rev().collect();
        core::iter::from_fn(move || {
            let item = waiting.pop()?;
            waiting.extend(item.items.iter().rev());
            Some(item)
        })
    }
}

fn judge(organization: &Organization, element: Element<'_>, reader: &mut Reader<'_>) {
    if organization.identifier.is_none() {
        reader.missing::<()>(
            element,
            cp::IDENTIFIER,
            Some(&rules::ORGANIZATION_ID_MISSING),
        );
    }
    order::judge(element, order::ITEM, reader);
    if let Some(structure) = &organization.structure {
        length::judge(structure, cp::STRUCTURE, 200, element, reader);
    }
    title::judge(
        organization.title.as_ref(),
        &rules::ORGANIZATION_TITLE,
        element,
        reader,
    );
    if organization.items.is_empty() && Edition::of(reader.binding()).is_2004() {
        let message = "organization has no item, at least one is required";
        reader.note(&rules::ORGANIZATION_EMPTY, element, message);
    }
}
