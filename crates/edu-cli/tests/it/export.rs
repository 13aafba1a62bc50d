//! Courses made packages of SCORM.

use std::fs;

use edu_cli::{Console, Status, run};

use crate::fixtures::{Ended, Folder, edu, edu_reading};

const COURSE: &str = r#"{"identifier":"tides","title":"Tides","language":"en","items":[{"kind":"page","identifier":"moon","title":"The moon","blocks":[{"kind":"text","text":"Twice a day the water *rises*."}]}]}"#;

const EDITIONS: [&str; 4] = ["1.2", "2004-2nd", "2004-3rd", "2004-4th"];

/// The course exported to a folder: how the command ended, and the name of the package.
fn exported(folder: &Folder, course: &str, edition: &str, more: &[&str]) -> (Ended, String) {
    let course = folder.write("course.json", course);
    let package = course.replace("course.json", &format!("{edition}.zip"));
    let asked = ["export", "scorm", &course, "--edition", edition];
    let arguments = [&asked[..], &["-o", &package], more].concat();
    (edu(&arguments), package)
}

/// The course with an image in place of its text.
fn with_image() -> String {
    let image = r#"{"kind":"image","file":"moon.png","alternative":"The moon"}"#;
    let text = r#"{"kind":"text","text":"Twice a day the water *rises*."}"#;
    let course = COURSE.replace(text, image);
    assert_ne!(course, COURSE);
    course
}

#[test]
fn a_course_is_exported_in_every_edition_and_judged_valid() {
    for edition in EDITIONS {
        let folder = Folder::new(&format!("export-{edition}"));
        let (ended, package) = exported(&folder, COURSE, edition, &[]);
        assert_eq!(ended.code, 0, "{}", ended.errors);
        assert!(ended.output.contains("valid scorm"), "{}", ended.output);
        assert!(ended.output.contains(&package), "{}", ended.output);
        let judged = edu(&["check", "scorm", &package]);
        assert_eq!(judged.code, 0, "{edition}: {}", judged.output);
        let shown = edu(&["inspect", "scorm", &package]);
        assert!(shown.output.contains("Tides"), "{}", shown.output);
    }
}

#[test]
fn the_same_course_at_the_same_time_is_the_same_package() {
    let now = &["--now", "1700000000"];
    let packages = ["export-once", "export-again"].map(|name| {
        let folder = Folder::new(name);
        let (ended, package) = exported(&folder, COURSE, "1.2", now);
        assert_eq!(ended.code, 0, "{}", ended.errors);
        fs::read(package).unwrap()
    });
    assert!(packages[0] == packages[1]);
}

#[test]
fn programs_are_told_in_json_what_could_be_better() {
    let folder = Folder::new("export-json");
    let (ended, _) = exported(&folder, COURSE, "1.2", &["--format", "json"]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    assert_eq!(ended.output.lines().count(), 1);
    assert!(ended.output.contains(r#""valid":true"#), "{}", ended.output);
}

#[test]
fn files_of_a_course_come_from_its_folder_or_from_another() {
    let folder = Folder::new("export-files");
    folder.write("moon.png", "not looked into");
    let (ended, _) = exported(&folder, &with_image(), "1.2", &[]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    let elsewhere = Folder::new("export-elsewhere");
    let files = folder.write("moon.png", "").replace("moon.png", "");
    let (ended, _) = exported(&elsewhere, &with_image(), "1.2", &["--files", &files]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
}

#[test]
fn a_course_without_one_of_its_files_leaves_no_package() {
    let folder = Folder::new("export-without");
    let (ended, package) = exported(&folder, &with_image(), "1.2", &[]);
    assert_eq!(ended.code, 2, "{}", ended.output);
    assert!(ended.errors.contains("moon.png"), "{}", ended.errors);
    assert!(!fs::exists(package).unwrap());
}

#[test]
fn a_file_that_is_there_is_kept() {
    let folder = Folder::new("export-there");
    let there = folder.write("1.2.zip", "something of somebody");
    let (ended, package) = exported(&folder, COURSE, "1.2", &[]);
    assert_eq!((ended.code, &package), (2, &there));
    assert_eq!(fs::read(package).unwrap(), b"something of somebody");
}

#[test]
fn a_draft_that_cannot_be_published_is_not_exported() {
    let folder = Folder::new("export-draft");
    let (ended, package) = exported(&folder, &COURSE.replace("Tides", " "), "1.2", &[]);
    assert_eq!((ended.code, ended.output.as_str()), (1, ""));
    assert!(ended.errors.contains("course.title.blank"));
    assert!(!fs::exists(package).unwrap());
}

#[test]
fn a_course_that_is_no_course_is_refused() {
    for course in ["", "[]", r#"{"title":1}"#, "<course/>"] {
        let folder = Folder::new("export-none");
        let (ended, package) = exported(&folder, course, "1.2", &["--format", "json"]);
        assert_eq!((ended.code, ended.output.as_str()), (1, ""), "{course}");
        assert!(ended.errors.contains(r#""valid":false"#), "{course}");
        assert!(!fs::exists(package).unwrap());
    }
}

#[test]
fn options_that_the_edition_does_not_have_are_refused() {
    let folder = Folder::new("export-options");
    let options = r#"{"edition":"2004-4th","hide_controls":["continue"]}"#;
    let options = folder.write("options.json", options);
    let (ended, _) = exported(&folder, COURSE, "2004-4th", &["--options", &options]);
    assert_eq!(ended.code, 0, "{}", ended.errors);
    let (ended, package) = exported(&folder, COURSE, "1.2", &["--options", &options]);
    assert_eq!(ended.code, 1, "{}", ended.output);
    assert!(ended.errors.contains("hide_controls"), "{}", ended.errors);
    assert!(!fs::exists(package).unwrap());
}

#[test]
fn options_need_no_edition_beside_the_one_that_is_asked_for() {
    let folder = Folder::new("export-no-edition");
    for (name, options) in [("one", r#"{"title":"Ebb and flow"}"#), ("none", " { } ")] {
        let options = folder.write(&format!("{name}.json"), options);
        let course = folder.write("course.json", COURSE);
        let package = options.replace(".json", ".zip");
        let asked = ["export", "scorm", &course, "--edition", "1.2"];
        let ended = edu(&[&asked[..], &["-o", &package, "--options", &options]].concat());
        assert_eq!(ended.code, 0, "{}", ended.errors);
        assert!(fs::exists(package).unwrap());
    }
}

#[test]
fn options_without_an_edition_are_refused_where_the_fault_is() {
    let folder = Folder::new("export-other-place");
    for (options, at) in [(r#"{"colour":"red"}"#, "/colour"), ("[]", ""), ("{", "")] {
        let options = folder.write("options.json", options);
        let more = ["--options", &options, "--format", "json"];
        let (ended, _) = exported(&folder, COURSE, "1.2", &more);
        assert_eq!(ended.code, 1, "{}", ended.output);
        assert!(ended.errors.contains(at), "{}", ended.errors);
    }
}

/// The course exported to standard output.
fn piped(course: &str, terminal: bool) -> (Status, Vec<u8>, String) {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let mut input = course.as_bytes();
    let console = Console::new(&mut input, &mut output, &mut errors).with_terminal(terminal);
    let asked = ["edu", "export", "scorm", "-", "--edition", "1.2", "-o", "-"];
    let status = run(asked, console);
    (status, output, String::from_utf8(errors).unwrap())
}

#[test]
fn a_package_goes_to_standard_output_and_all_else_to_standard_error() {
    let (status, package, errors) = piped(COURSE, false);
    assert_eq!(status, Status::Valid, "{errors}");
    assert!(errors.contains("valid scorm"), "{errors}");
    let judged = edu_reading(&["check", "scorm", "-"], &package);
    assert_eq!(judged.code, 0, "{}", judged.output);
    assert!(!fs::exists("-").unwrap());
}

#[test]
fn a_package_is_not_written_to_a_terminal() {
    let (status, output, errors) = piped(COURSE, true);
    assert_eq!((status, output), (Status::Trouble, Vec::new()));
    assert!(errors.contains("terminal"), "{errors}");
}

#[test]
fn of_a_package_that_cannot_be_made_nothing_goes_to_standard_output() {
    let (status, output, errors) = piped(&with_image(), false);
    assert_eq!((status, output), (Status::Trouble, Vec::new()));
    assert!(errors.contains("moon.png"), "{errors}");
}

#[test]
fn options_that_are_none_are_refused_under_their_own_name() {
    let folder = Folder::new("export-other");
    let options = folder.write("options.json", r#"{"edition":"1.2","colour":"red"}"#);
    let (ended, _) = exported(&folder, COURSE, "1.2", &["--options", &options]);
    assert_eq!(ended.code, 1, "{}", ended.output);
    assert!(ended.errors.contains("options.json"), "{}", ended.errors);
}

#[test]
fn an_edition_that_is_none_is_answered_with_those_that_are() {
    let folder = Folder::new("export-edition");
    let (ended, _) = exported(&folder, COURSE, "1.3", &[]);
    assert_eq!(ended.code, 2);
    for edition in EDITIONS {
        assert!(ended.errors.contains(edition), "{}", ended.errors);
    }
}

#[test]
fn what_cannot_be_read_or_understood_is_trouble() {
    let folder = Folder::new("export-trouble");
    for more in [
        &["--options", "no-such.json"][..],
        &["--course-version", ""],
        &["--profile", "moodle"],
        &["--version", "1.2"],
    ] {
        let (ended, package) = exported(&folder, COURSE, "1.2", more);
        assert_eq!(ended.code, 2, "{more:?}: {}", ended.output);
        assert!(!fs::exists(package).unwrap());
    }
}
