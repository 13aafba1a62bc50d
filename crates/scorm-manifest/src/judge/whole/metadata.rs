//! Which standard and edition a manifest says it follows, and which it is.

use edu_xml::{Element, Reader};

use super::named;
use crate::detected::{Confidence, Detected, Sign};
use crate::judge::order;
use crate::names::cp;
use crate::{Edition, Family, Manifest, rules};

pub(super) fn judge(manifest: &Manifest, root: Element<'_>, reader: &mut Reader<'_>) {
    let detected = Detected::from_root(root);
    if detected.family == Family::ContentPackaging {
        let message = "package is content of IMS without anything of ADL, nothing of it is tracked";
        reader.note(&rules::FAMILY_CONTENT_PACKAGING, root, message);
        return;
    }
    let edition = manifest.edition;
    for one in detected.conflicts() {
        let message = format!(
            "package is read as {edition}, its {} speaks for another edition",
            one.sign.as_str()
        );
        reader.note(&rules::EDITION_CONFLICT, root, message);
    }
    let is_stated = detected
        .evidence
        .iter()
        .any(|one| one.sign == Sign::SchemaVersion);
    if !is_stated {
        let how = match detected.confidence {
            Confidence::Guessed => "nothing tells which it is",
            Confidence::Inferred | Confidence::Disputed | Confidence::Stated => {
                "other signs tell it"
            }
        };
        let message = format!("package does not name its edition, it is read as {edition}: {how}");
        reader.note(&rules::EDITION_UNSTATED, root, message);
    }
    judge_schema(manifest, root, reader);
}

/// SCORM 1.2 does not ask for metadata, but tells people to write it.
fn judge_schema(manifest: &Manifest, root: Element<'_>, reader: &mut Reader<'_>) {
    let edition = manifest.edition;
    let Some(metadata) = &manifest.metadata else {
        if edition.is_2004() {
            reader.missing::<()>(root, cp::METADATA, Some(&rules::METADATA_MISSING));
        }
        return;
    };
    let Some(element) = named(root, cp::METADATA.number(), reader).next() else {
        return;
    };
    order::judge(element, order::METADATA, reader);
    match &metadata.schema {
        None if edition.is_2004() => {
            reader.missing::<()>(element, cp::SCHEMA, Some(&rules::SCHEMA_MISSING));
        }
        Some(schema) if schema.value.trim() != "ADL SCORM" => {
            reader.note(
                &rules::SCHEMA,
                element,
                "schema is another text, ADL SCORM is allowed",
            );
        }
        _ => {}
    }
    match &metadata.schema_version {
        None if edition.is_2004() => {
            reader.missing::<()>(
                element,
                cp::SCHEMA_VERSION,
                Some(&rules::SCHEMA_VERSION_MISSING),
            );
        }
        Some(version) if !is_exact(edition, &version.value) => {
            let message = format!(
                "schemaversion is another text, {} is allowed",
                edition.schema_version()
            );
            reader.note(&rules::SCHEMA_VERSION, element, message);
        }
        _ => {}
    }
}

/// Whether the text is the edition's, white space around it apart, which XML Schema takes away.
fn is_exact(edition: Edition, text: &str) -> bool {
    edition.is_exact(text.trim())
}
