//! Gathering the signs of what a package is from its manifest.

use std::borrow::Cow;

use edu_xml::{Element, Recovery};

use super::Signs;
use crate::names::{ADLCP_1_2, ADLCP_2004, CP_1_2, CP_2004, adlnav, cp, is_common_cartridge};
use crate::sequencing::adlseq;

const HIDE: &str = "hideLMSUI";

/// Hands over the signs of a manifest.
///
/// Looks at the names of the document, its root and the metadata there; at its elements one by one only where
/// controls are hidden and nothing names the edition.
pub(super) fn with_signs<T>(root: Element<'_>, then: impl FnOnce(&Signs<'_>) -> T) -> T {
    let name = root.name();
    let mut signs = Signs {
        root: name.local,
        root_namespace: name.namespace,
        ..Signs::default()
    };
    let recovered: Vec<_> = root
        .tree()
        .recovered()
        .map(|(_, namespace)| namespace)
        .collect();
    if recovered.contains(&name.namespace) {
        signs.root_namespace = "";
    }
    for (_, namespace) in root.declarations() {
        signs.in_scope(namespace);
    }
    let mut hides = false;
    for name in root.tree().names() {
        if !recovered.contains(&name.namespace) {
            signs.in_scope(name.namespace);
        }
        signs.uses(name.namespace, name.local);
        hides |= name.local == HIDE && adlnav::FAMILY.holds(name.namespace);
    }
    let schema = of_metadata(root, "schema");
    let version = of_metadata(root, "schemaversion");
    signs.schema = schema.as_deref();
    signs.schema_version = version.as_deref();
    let is_stated = version
        .as_deref()
        .is_some_and(|text| crate::Edition::from_schema_version(text).is_some());
    if hides && !is_stated {
        signs.hide_lms_ui_word = hides_later_control(root);
    }
    then(&signs)
}

impl Signs<'_> {
    fn in_scope(&mut self, namespace: &str) {
        self.adlcp_1_2 |= namespace == ADLCP_1_2;
        self.adlcp_2004 |= namespace == ADLCP_2004;
        self.common_cartridge |= is_common_cartridge(namespace);
    }

    fn uses(&mut self, namespace: &str, local: &str) {
        match local {
            "scormtype" => self.lower_scorm_type = true,
            "scormType" => self.camel_scorm_type = true,
            "persistState" => self.persist_state = true,
            "sharedDataGlobalToSystem" | "completedByMeasure" | "minProgressMeasure" => {
                self.fourth_edition_name = true;
            }
            "data" if namespace == ADLCP_2004 => self.fourth_edition_name = true,
            "objectives" if adlseq::FAMILY.holds(namespace) => self.fourth_edition_name = true,
            _ => {}
        }
    }
}

/// The text of an element in the metadata of the manifest itself.
fn of_metadata<'t>(root: Element<'t>, local: &str) -> Option<Cow<'t, str>> {
    let is = |element: &Element<'t>, local: &str| {
        let name = element.name();
        name.local == local && (name.namespace.is_empty() || cp::FAMILY.holds(name.namespace))
    };
    let metadata = root.elements().find(|child| is(child, "metadata"))?;
    let element = metadata.elements().find(|child| is(child, local))?;
    Some(element.text())
}

/// Whether a control is hidden that the second edition does not have.
fn hides_later_control(root: Element<'_>) -> bool {
    let mut waiting = vec![root];
    while let Some(element) = waiting.pop() {
        let name = element.name();
        if name.local == HIDE && adlnav::FAMILY.holds(name.namespace) {
            let control = element.text();
            if matches!(control.trim(), "suspendAll" | "exitAll" | "abandonAll") {
                return true;
            }
        }
        waiting.extend(element.elements());
    }
    false
}

/// What a manifest meant that does not declare its namespaces, by what it says near its beginning.
pub(crate) fn recovery(bytes: &[u8]) -> Recovery<'static> {
    const NEAR: usize = 4096;
    const EARLIER: [&[u8]; 2] = [b"adlcp_rootv1p2", b">1.2<"];
    const LATER: [&[u8]; 4] = [b"adlcp_v1p3", b"CAM 1.3", b">2004 ", b"imscp_v1p1"];
    let near = bytes.get(..NEAR).unwrap_or(bytes);
    let says = |sign: &&[u8]| memchr::memmem::find(near, sign).is_some();
    if !says(&&b"manifest"[..]) {
        return Recovery::none();
    }
    if LATER.iter().any(says) && !EARLIER.iter().any(says) {
        return OF_2004;
    }
    OF_1_2
}

const OF_1_2: Recovery<'static> = Recovery::none()
    .with_root_namespace(CP_1_2)
    .with_prefixes(&[
        ("adlcp", ADLCP_1_2),
        ("imsmd", "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"),
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ]);

const OF_2004: Recovery<'static> = Recovery::none()
    .with_root_namespace(CP_2004)
    .with_prefixes(&[
        ("adlcp", ADLCP_2004),
        ("adlseq", "http://www.adlnet.org/xsd/adlseq_v1p3"),
        ("adlnav", "http://www.adlnet.org/xsd/adlnav_v1p3"),
        ("imsss", "http://www.imsglobal.org/xsd/imsss"),
        ("lom", "http://ltsc.ieee.org/xsd/LOM"),
        ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ]);
