//! What cannot be understood or read ends with 2 and says why.

use crate::fixtures::{Folder, claims, edu, edu_reading, judge, key_set, platform, signed};

#[test]
fn a_missing_file_is_trouble_and_named() {
    let ended = edu(&["check", "jwks", "no-such-file.json"]);
    assert_eq!(ended.code, 2);
    assert_eq!(ended.output, "");
    assert_eq!(
        ended.errors,
        "edu: no-such-file.json: there is no such file; - stands for standard input\n"
    );
}

#[test]
fn a_folder_is_trouble() {
    let ended = edu(&["check", "jwks", env!("CARGO_TARGET_TMPDIR")]);
    assert_eq!(ended.code, 2);
    assert!(ended.errors.contains("folder"), "{}", ended.errors);
}

#[test]
fn a_command_that_cannot_be_understood_is_trouble() {
    for arguments in [
        &[][..],
        &["check"],
        &["judge", "jwks", "-"],
        &["check", "lti-lunch", "-"],
        &["check", "jwks"],
        &["check", "jwks", "-", "--format", "yaml"],
        &["check", "jwks", "-", "--profile", "relaxed"],
        &["check", "jwks", "-", "--now", "yesterday"],
        &["check", "jwks", "-", "--version", "1"],
        &["check", "jwks", "-", "--nonce", "n"],
        &["check", "lti-launch", "-"],
    ] {
        let ended = edu(arguments);
        assert_eq!(ended.code, 2, "{arguments:?}");
        assert_eq!(ended.output, "", "{arguments:?}");
        assert!(!ended.errors.is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_no_trouble() {
    for (arguments, word) in [
        (&["--help"][..], "check"),
        (&["check", "--help"], "lti-launch"),
        (&["check", "lti-launch", "--help"], "--jwks"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let ended = edu(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}");
        assert!(ended.output.contains(word), "{arguments:?}");
    }
}

#[test]
fn a_launch_without_readable_keys_is_trouble() {
    let folder = Folder::new("usage-keys");
    let token = folder.write("launch.jwt", signed(&claims(), platform()));
    let broken = folder.write("broken.json", "{");
    let huge = folder.write("huge.json", vec![b' '; 100_000]);
    for keys in ["no-such-keys.json", &broken, &huge] {
        let ended = edu(&[
            "check",
            "lti-launch",
            &token,
            "--jwks",
            keys,
            "--issuer",
            "https://lms.example",
            "--client-id",
            "tool-7",
        ]);
        assert_eq!(ended.code, 2, "{keys}");
        assert!(
            ended.errors.starts_with("edu: --jwks: "),
            "{}",
            ended.errors
        );
        assert_eq!(ended.output, "");
    }
}

#[test]
fn settings_outside_their_range_are_trouble() {
    let keys = key_set(platform());
    let token = signed(&claims(), platform());
    for (option, value) in [
        ("--leeway", "301"),
        ("--leeway", "-1"),
        ("--version", "1.1"),
        ("--issuer", "https://lms.example?tenant=1"),
        ("--issuer", "lms"),
        ("--target", "http://tool.example/launch"),
        ("--target", "tool"),
        ("--client-id", ""),
    ] {
        let ended = judge(&token, &keys, &[option, value]);
        assert_eq!(ended.code, 2, "{option} {value}");
        assert_eq!(ended.output, "", "{option} {value}");
        assert!(ended.errors.contains(option), "{}", ended.errors);
    }
}

#[test]
fn standard_input_can_be_read_only_once() {
    let ended = edu_reading(&["check", "jwks", "-", "-"], b"{}");
    assert_eq!(ended.code, 2);
    assert!(ended.errors.contains("only once"));
}

#[test]
fn a_token_in_place_of_a_file_is_not_repeated() {
    let token = signed(&claims(), platform());
    let ended = edu(&[
        "check",
        "lti-launch",
        &token,
        "--jwks",
        &token,
        "--issuer",
        "https://lms.example",
        "--client-id",
        "tool-7",
    ]);
    assert_eq!(ended.code, 2);
    assert!(!ended.errors.contains("eyJ"), "{}", ended.errors);
}
