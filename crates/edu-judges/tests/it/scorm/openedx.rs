//! Our packages in the block of Open edX that plays SCORM: what it opens, shows and warns of.

use edu_types::Profile;
use edu_xml::XmlRoot as _;
use scorm_manifest::address::ExternalPolicy;
use scorm_manifest::{Activities, Manifest};
use serde_json::{Value, json};

use super::{EDITIONS, STRUCTURES, TIDES, exported, package, placed, published};
use crate::peers::{answers, folder, python_program};

/// What the block of Open edX makes of packages; `None` where it is not at hand.
fn opened(name: &str, packages: &[Vec<u8>]) -> Option<Vec<Value>> {
    let python = crate::peers::python()?;
    let folder = folder(name);
    let paths: Vec<String> = packages
        .iter()
        .enumerate()
        .map(|(number, bytes)| {
            let path = placed(&folder, &format!("{number}.zip"), bytes);
            path.display().to_string()
        })
        .collect();
    let lines = paths.iter().map(String::as_str);
    let said = answers(python_program(&python, "scorm_openedx.py"), lines);
    Some(
        said.iter()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

/// The menu as our reader has it: each activity with its title and what it launches.
fn menu(manifest: &Manifest) -> Value {
    let way = manifest.default_organization().unwrap();
    let activities = Activities::new(manifest, way, ExternalPolicy::Refused);
    let entries = activities.all().iter().map(|activity| {
        let page = activity.launch().ok();
        let page = page.map(|launch| launch.address.to_string());
        json!([activity.title(), page])
    });
    entries.collect()
}

/// A course whose titles have nothing that Open edX takes out of them, such as `<currents>`.
fn course() -> scorm_manifest::course::Published {
    published(&TIDES.replace("Tides & <currents>", "Tides \u{1f30a} Gezeiten"))
}

#[test]
fn open_edx_opens_and_shows_what_we_say() {
    let course = course();
    let mut asked = Vec::new();
    for edition in EDITIONS {
        for structure in STRUCTURES {
            asked.push((
                edition,
                format!(r#"{{"edition":"{edition}","structure":"{structure}"}}"#),
            ));
        }
    }
    let packages: Vec<_> = asked
        .iter()
        .map(|(_, options)| package(&course, options))
        .collect();
    let Some(found) = opened("scorm-openedx", &packages) else {
        return;
    };
    assert_eq!(found.len(), asked.len());
    for ((edition, options), found) in asked.iter().zip(&found) {
        let written = exported(&course, options)
            .manifest()
            .to_xml_bytes()
            .unwrap();
        let read = Manifest::from_slice(&written, &Profile::strict(), &Manifest::LIMITS).unwrap();
        let ours = menu(&read.value);
        let pages = ours.as_array().unwrap().iter().map(|entry| &entry[1]);
        let first = pages.into_iter().find(|page| page.is_string()).unwrap();
        let version = if *edition == "1.2" {
            "SCORM_12"
        } else {
            "SCORM_2004"
        };
        let expected = json!({"version": version, "page": first, "menu": ours, "warnings": []});
        assert_eq!(*found, expected, "{options}");
    }
}

#[test]
fn open_edx_warns_of_a_course_that_reports_nothing() {
    let course = published(
        r#"{"identifier":"c","title":"C","language":"en","items":[
        {"kind":"files","identifier":"a","title":"A","launch":"a.html"}]}"#,
    );
    let bytes = package(
        &course,
        r#"{"edition":"1.2","structure":"object_per_page"}"#,
    );
    let Some(found) = opened("scorm-openedx-silent", &[bytes]) else {
        return;
    };
    assert_eq!(
        found[0]["warnings"].as_array().unwrap().len(),
        1,
        "{}",
        found[0]
    );
    assert_eq!(found[0]["page"], "files/a.html");
}
