//! What we write beside the official schemas of its edition, by lxml.
//!
//! The schemas stay where they are: nothing of them is kept here.

use core::fmt::Debug;
use std::path::Path;

use edu_types::{Decimal, Profile};
use edu_xml::{Leaf, XmlRoot as _};
use edu_zip::Writer;
use scorm_manifest::sequencing::{ChildPlace, Preset};
use scorm_manifest::shared_data::{DataMap, SharedData};
use scorm_manifest::{Edition, Item, Manifest, Organization, Resource, ScormType};

use super::{EDITIONS, STRUCTURES, TIDES, package, placed, published};
use crate::peers::{answers, folder, python_program};

/// Options that every edition and structure has.
const EVERYWHERE: &[&str] = &[
    "",
    r#","metadata":"file""#,
    r#","metadata":"none""#,
    r#","progression":"in_order""#,
    r#","mastery":0.8,"completion":"pass_quiz""#,
    r#","completion":"threshold","completion_threshold":0.75"#,
    r#","time_limit":"PT1H30M","time_limit_action":"continue,no message""#,
    r#","parameters":"?mode=review&lang=en","launch_data":"a=1&b=<2>""#,
    r#","title":"\u00c9bb & Flut","keywords":["Mond","See"],"rights":"CC0","version":"2.1","duration":"PT90S""#,
    r#","contributor":"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Example\nEND:VCARD","language":"de-CH""#,
];

/// Options of one edition or structure alone: the edition, the structure, the options.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    (
        "2004-2nd",
        "one_object",
        r#","hide_controls":["previous","continue","exit","abandon"]"#,
    ),
    (
        "2004-3rd",
        "one_object",
        r#","hide_controls":["suspendAll","exitAll","abandonAll"]"#,
    ),
    (
        "2004-4th",
        "root_cluster",
        r#","hide_controls":["continue","previous"]"#,
    ),
    (
        "2004-2nd",
        "object_per_page",
        r#","progression":"random_pool","pool_size":2"#,
    ),
    (
        "2004-3rd",
        "root_cluster",
        r#","progression":"random_pool","pool_size":2"#,
    ),
    (
        "2004-4th",
        "object_per_page",
        r#","progression":"random_pool","pool_size":3"#,
    ),
    ("1.2", "one_object", r#","launch_file":"start.htm""#),
];

/// What the schemas do not allow in each of these packages; `None` where they or lxml are not at hand.
pub(super) fn faults(name: &str, packages: &[(&str, Vec<u8>)]) -> Option<Vec<Vec<String>>> {
    let (python, corpus) = (crate::peers::python()?, edu_testing::corpus()?);
    let folder = folder(name);
    let lines: Vec<String> = packages
        .iter()
        .enumerate()
        .map(|(number, (edition, bytes))| {
            let path = placed(&folder, &format!("{number}.zip"), bytes);
            format!("{edition}\t{}", path.display())
        })
        .collect();
    let mut program = python_program(&python, "scorm_schemas.py");
    program.arg(corpus.join(Path::new("scorm/xsd")));
    let said = answers(program, lines.iter().map(String::as_str));
    assert_eq!(said.len(), packages.len());
    let read = said.iter().map(|line| serde_json::from_str(line).unwrap());
    Some(read.collect())
}

fn archive(manifest: &str) -> Vec<u8> {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    writer.add("imsmanifest.xml", manifest.as_bytes()).unwrap();
    writer.finish().unwrap()
}

#[test]
fn every_exported_package_is_valid_by_the_schemas_of_its_edition() {
    let course = published(TIDES);
    let mut asked = Vec::new();
    for edition in EDITIONS {
        for structure in STRUCTURES {
            asked.extend(EVERYWHERE.iter().map(|more| (edition, structure, *more)));
        }
    }
    asked.extend_from_slice(ELSEWHERE);
    let options = |(edition, structure, more): &(&str, &str, &str)| {
        format!(r#"{{"edition":"{edition}","structure":"{structure}"{more}}}"#)
    };
    let packages: Vec<_> = asked
        .iter()
        .map(|one| (one.0, package(&course, &options(one))))
        .collect();
    let Some(faults) = faults("scorm-schemas", &packages) else {
        return;
    };
    assert_valid(&asked, &faults);
}

/// Fails with those of `made` in which faults were found.
#[track_caller]
fn assert_valid<M: Debug>(made: &[M], faults: &[Vec<String>]) {
    let found = made.iter().zip(faults);
    let wrong: Vec<_> = found.filter(|(_, found)| !found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A manifest with a preset of sequencing, a threshold of mastery and, in the fourth edition, shared stores.
fn sequenced(edition: Edition, preset: &Preset) -> String {
    let mut manifest = Manifest::new(edition, "course");
    let mut way = Organization::new();
    way.identifier = Some("way".into());
    way.title = Some(Leaf::new("Way".into()));
    way.sequencing = Some(Box::new(preset.sequencing()));
    for (number, identifier) in ["one", "two", "three"].into_iter().enumerate() {
        let place = ChildPlace {
            identifier,
            before: number.checked_sub(1).map(|before| ["one", "two"][before]),
            is_last: number == 2,
        };
        let mut item = Item::launching(identifier, identifier, format!("r-{identifier}"));
        item.sequencing = Some(Box::new(preset.of_child(&place)));
        if edition == Edition::Scorm2004Fourth {
            let mut map = DataMap::new();
            map.target_id = Some("urn:store".into());
            map.read_shared_data = Some(number > 0);
            map.write_shared_data = Some(true);
            let mut data = SharedData::new();
            data.maps.push(map);
            item.data = Some(Box::new(data));
        }
        way.items.push(item);
        let page = format!("{identifier}.html");
        manifest.add_resource(Resource::web(
            format!("r-{identifier}"),
            page,
            ScormType::Sco,
        ));
    }
    manifest.add_organization(way);
    manifest.to_xml_string().unwrap()
}

#[test]
fn every_preset_of_sequencing_is_valid_by_the_schemas_of_its_edition() {
    let presets = [
        Preset::FreeChoice,
        Preset::Linear,
        Preset::ForcedSequential,
        Preset::RandomPool { count: 2 },
        Preset::PostTest {
            passing: Decimal::parse("0.8").unwrap(),
        },
    ];
    let editions = [
        ("2004-2nd", Edition::Scorm2004Second),
        ("2004-3rd", Edition::Scorm2004Third),
        ("2004-4th", Edition::Scorm2004Fourth),
    ];
    let pairs = editions
        .iter()
        .flat_map(|edition| presets.iter().map(move |preset| (edition, preset)));
    let (made, packages): (Vec<_>, Vec<_>) = pairs
        .map(|((name, edition), preset)| {
            (
                (name, preset),
                (*name, archive(&sequenced(*edition, preset))),
            )
        })
        .unzip();
    let Some(faults) = faults("scorm-presets", &packages) else {
        return;
    };
    assert_valid(&made, &faults);
}

/// What is spoilt in a valid manifest: the edition, what is replaced, by what, and a word of the verdict.
const SPOILT: &[(&str, &str, &str, &str)] = &[
    ("1.2", " identifier=\"tides\"", "", "identifier"),
    ("1.2", "scormtype=\"sco\"", "scormtype=\"SCO\"", "scormtype"),
    ("1.2", "<title>", "<name>x</name><title>", "name"),
    ("1.2", "adlcp:masteryscore", "adlcp:master", "master"),
    (
        "1.2",
        "<lom:general>",
        "<lom:generally/><lom:general>",
        "generally",
    ),
    (
        "2004-2nd",
        "scormType=\"sco\"",
        "scormType=\"SCO\"",
        "scormType",
    ),
    (
        "2004-3rd",
        "satisfiedByMeasure=\"true\"",
        "satisfiedByMeasure=\"yes\"",
        "satisfiedByMeasure",
    ),
    (
        "2004-3rd",
        "controlMode choice=",
        "controlMode chosen=",
        "chosen",
    ),
    (
        "2004-4th",
        "minNormalizedMeasure>0.5<",
        "minNormalizedMeasure>1.5<",
        "minNormalizedMeasure",
    ),
    (
        "2004-4th",
        "<lom:general>",
        "<lom:generally/><lom:general>",
        "generally",
    ),
    (
        "2004-4th",
        "<resources>",
        "<resources/><resources>",
        "resources",
    ),
];

#[test]
fn a_manifest_that_the_schemas_forbid_is_refused_by_lxml() {
    let course = published(TIDES);
    let spoil = |(edition, from, to, _): &(&'static str, &str, &str, &str)| {
        let export = super::exported(&course, &format!(r#"{{"edition":"{edition}"}}"#));
        let text = export.manifest().to_xml_string().unwrap();
        assert!(text.contains(from), "{edition}: no {from} in {text}");
        (*edition, archive(&text.replace(from, to)))
    };
    let packages: Vec<_> = SPOILT.iter().map(spoil).collect();
    let Some(faults) = faults("scorm-spoilt", &packages) else {
        return;
    };
    for ((edition, from, to, word), found) in SPOILT.iter().zip(&faults) {
        let told = found.iter().any(|fault| fault.contains(word));
        assert!(told, "{edition}: {from} as {to}: {found:?}");
    }
}
