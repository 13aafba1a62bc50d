//! Archives: the same every time, whole or not at all.

use core::ops::ControlFlow;
use std::collections::BTreeMap;

use edu_types::Profile;
use scorm_manifest::export::{ExportError, ExportStep};

use super::{EDITIONS, Export, STRUCTURES, SchemaSet, assets, file, options, package, plan, tides};

#[test]
fn the_same_course_gives_the_same_bytes() {
    for edition in EDITIONS {
        for structure in STRUCTURES {
            let json = format!(r#"{{"edition":"{edition}","structure":"{structure}"}}"#);
            assert_eq!(package(&tides(), &json), package(&tides(), &json));
        }
    }
}

#[test]
fn refuses_a_package_without_a_file_of_the_course() {
    let mut files = assets(&tides());
    files.pop_first();
    let written = plan(&tides(), r#"{"edition":"1.2"}"#).write(&files, Vec::new(), &mut ());
    assert!(
        matches!(written, Err(ExportError::AssetMissing { path }) if path.as_str() == "img/line.png")
    );
}

#[test]
fn tells_how_far_it_is_and_stops_when_asked() {
    let export = plan(&tides(), r#"{"edition":"1.2"}"#);
    let mut steps = Vec::new();
    let mut heard = |step: ExportStep<'_>| {
        steps.push((step.done, step.total, step.file.to_owned()));
        ControlFlow::Continue(())
    };
    export
        .write(&assets(&tides()), Vec::new(), &mut heard)
        .unwrap();
    assert_eq!(
        steps[0],
        (0, export.names().count() + 1, "imsmanifest.xml".to_owned())
    );
    assert_eq!(steps.len(), steps[0].1);
    let mut stop = |_: ExportStep<'_>| ControlFlow::Break(());
    let stopped = export.write(&assets(&tides()), Vec::new(), &mut stop);
    assert!(matches!(stopped, Err(ExportError::Stopped)));
}

#[test]
fn schemas_that_are_handed_in_stand_beside_the_manifest() {
    let schemas = SchemaSet::new()
        .with("imscp_v1p1.xsd", b"<schema/>".to_vec())
        .unwrap();
    let wanted = options(r#"{"edition":"2004-4th","include_schemas":true}"#);
    let export = Export::plan(&tides(), &wanted, &schemas, &Profile::strict()).unwrap();
    let package = export
        .write(&assets(&tides()), Vec::new(), &mut ())
        .unwrap();
    assert_eq!(file(&package, "imscp_v1p1.xsd"), "<schema/>");
}

#[test]
fn a_course_without_pages_of_blocks_needs_no_script_of_ours() {
    let json = r#"{"identifier":"c","title":"C","language":"en","items":[
        {"kind":"files","identifier":"a","title":"A","launch":"a.html","reports":true}]}"#;
    let course = crate::course::publish(crate::course::read(json));
    let export = plan(
        &course,
        r#"{"edition":"1.2","structure":"object_per_page"}"#,
    );
    assert_eq!(export.names().collect::<Vec<_>>(), ["files/a.html"]);
    assert!(export.manifest().resources()[0].is_sco());
    assert!(export.write(&BTreeMap::new(), Vec::new(), &mut ()).is_err());
}
