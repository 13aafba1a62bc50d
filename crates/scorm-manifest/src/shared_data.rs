//! Stores that items share.

use edu_xml::{Element, Reader, SharedText, xml_element};

use crate::judge::reference;
use crate::names::adlcp;
use crate::rules;

xml_element! {
    /// The stores that an item shares with others.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`data`).
    pub struct SharedData {
        elements {
            /// The stores, in the order in which content sees them.
            list maps: DataMap = adlcp::MAP,
        }
        judged by judge;
    }
}

xml_element! {
    /// One store that an item shares.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`map`).
    pub struct DataMap {
        attributes {
            /// The name of the store.
            optional target_id: SharedText = adlcp::TARGET_ID,
            /// Whether the item reads it; by default it does.
            optional read_shared_data: bool =
                adlcp::READ_SHARED_DATA => &rules::MAP_READ; otherwise true,
            /// Whether the item writes it; by default it does not.
            optional write_shared_data: bool =
                adlcp::WRITE_SHARED_DATA => &rules::MAP_WRITE; otherwise false,
        }
        judged by judge_map;
    }
}

fn judge(data: &SharedData, element: Element<'_>, reader: &mut Reader<'_>) {
    if data.maps.is_empty() {
        let message = "data has no map, at least one is required";
        reader.note(&rules::DATA_EMPTY, element, message);
    }
}

fn judge_map(map: &DataMap, element: Element<'_>, reader: &mut Reader<'_>) {
    match map.target_id.as_deref() {
        None => {
            reader.missing::<()>(element, adlcp::TARGET_ID, Some(&rules::MAP_TARGET_MISSING));
        }
        Some(target) if target.trim().is_empty() => {
            let message = "name has no characters but white space";
            reference::note(
                &rules::MAP_TARGET,
                adlcp::TARGET_ID,
                element,
                reader,
                message,
            );
        }
        Some(_) => {}
    }
}
