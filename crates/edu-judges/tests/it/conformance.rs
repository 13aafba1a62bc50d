//! What the conformance program of the examples finds at the peers: what is known of them, and
//! nothing where there is nothing.

use std::process::Command;

use edu_testing::free_port;
use serde_json::Value;

use crate::examples::example;
use crate::peers::{Server, node, node_program, python, python_program};

const CLIENT: &str = "lti-conformance";
const DEPLOYMENT: &str = "deployment-1";

/// Verdicts, and the cases that must have them.
type Known = [(&'static str, &'static [&'static str])];

/// Runs the program for the cases of `known`, and compares.
#[track_caller]
fn assert_found(args: &[&str], known: &Known) {
    let ids = known.iter().flat_map(|(_, ids)| ids.iter().copied());
    let only = ids.collect::<Vec<_>>().join(",");
    let run = Command::new(example("lti_conformance"))
        .args(args)
        .args(["--format", "json", "--only", &only])
        .output();
    let run = run.unwrap();
    let complaint = String::from_utf8_lossy(&run.stderr);
    let found: Value =
        serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{complaint}"));
    let cases = found["cases"].as_array().unwrap();
    for (verdict, ids) in known {
        for id in *ids {
            let case = cases.iter().find(|case| case["id"] == *id).unwrap();
            assert_eq!(case["verdict"], *verdict, "{case:#}");
        }
    }
}

/// Judges a tool that was started for the platform on `port`.
#[track_caller]
fn assert_found_of_tool(port: u16, tool: &Server, known: &Known) {
    let (port, address) = (port.to_string(), tool.address());
    let (login, launch) = (format!("{address}/login"), format!("{address}/launch"));
    let args = [
        "tool", "--port", &port, "--login", &login, "--launch", &launch,
    ];
    let teacher = ["--teacher-text", "\"is_teacher\": true"];
    assert_found(&[&args[..], &teacher].concat(), known);
}

/// Judges a platform that was started for the tool on `port`.
#[track_caller]
fn assert_found_of_platform(port: u16, platform: &Server, known: &Known) {
    let (port, address) = (port.to_string(), platform.address());
    let at = |path: &str| format!("{address}/{path}");
    let (start, authorize, keys) = (at("open"), at("authorize"), at("jwks"));
    let args = [
        "platform",
        "--port",
        &port,
        "--start",
        &start,
        "--key-set",
        &keys,
    ];
    let paths = ["--login-path", "/login", "--launch-path", "/launch"];
    assert_found(
        &[&args[..], &paths, &["--authorization", &authorize]].concat(),
        known,
    );
}

fn address(port: u16) -> String {
    format!("http://localhost:{port}")
}

/// Issuer, client, authorization endpoint and keys of the played platform.
fn registration(port: u16) -> [String; 4] {
    let platform = address(port);
    let (authorize, keys) = (
        format!("{platform}/lti/authorize"),
        format!("{platform}/lti/jwks"),
    );
    [platform, CLIENT.to_owned(), authorize, keys]
}

/// Honest launches hold, and what the platform did not sign, or another browser brings, does not.
const RIGHT_OF_BOTH: &[&str] = &[
    "g1", "g2", "g5", "g6", "g14", "g15", "g17", "1a", "2a", "4a", "5a", "10a", "12a", "12b",
    "34a", "34d", "34e",
];

#[test]
fn what_is_known_of_pylti1p3_is_found() {
    let Some(python) = python() else { return };
    let port = free_port();
    let mut command = python_program(&python, "pylti1p3_tool.py");
    command.args(registration(port)).arg(DEPLOYMENT);
    let known: &Known = &[
        ("right", RIGHT_OF_BOTH),
        // The nonce is that of a login of this browser, and deployments are known.
        ("right", &["33a", "33c", "36d"]),
        // Of an audience the first name counts alone, and nobody looks at `azp`.
        ("WRONG", &["21a", "21c", "22a", "23a"]),
        // No leeway: clocks that differ by half a minute lock people out.
        ("unwise", &["25d", "27b"]),
        // Nonces are looked up and never spent.
        ("WRONG", &["31a", "31b", "32a", "33b"]),
        // Whatever key is published is good enough, and a token need not expire.
        ("WRONG", &["11a", "11b", "26a"]),
        // A learner who is called an instructor teaches.
        ("WRONG", &["43a"]),
    ];
    assert_found_of_tool(port, &Server::start(command), known);
}

#[test]
fn what_is_known_of_ltijs_is_found() {
    let Some(modules) = node() else { return };
    let port = free_port();
    let mut command = node_program(&modules, "ltijs_tool.cjs");
    command.args(registration(port));
    let known: &Known = &[
        ("right", RIGHT_OF_BOTH),
        ("right", &["20a", "31a", "31b", "32a"]),
        // Any audience that the tool is among will do, and nobody looks at `azp`.
        ("WRONG", &["21a", "21b", "21c", "23a"]),
        // The nonce asked for is not kept, nor are deployments.
        ("WRONG", &["33a", "33b", "33c"]),
        ("unwise", &["36d", "36f"]),
        // Keys are fetched for every launch, and whatever key is published is good enough.
        ("unwise", &["7a"]),
        ("WRONG", &["7b", "11a", "11b", "11c"]),
        // A header that demands to be understood is not.
        ("WRONG", &["15a"]),
        // The address for the message is taken from the login, which anybody can send.
        ("WRONG", &["46a"]),
        // A state that cannot name a cookie ends the program.
        ("WRONG", &["48a"]),
    ];
    assert_found_of_tool(port, &Server::start(command), known);
}

/// Their launches begin and end as they should, and their keys are fit to be used.
const RIGHT_OF_PLATFORMS: &[&str] = &[
    "i1", "i2", "i3", "p1", "p2", "p3", "f2", "f5", "m1", "m4", "m9", "k3", "k4", "k5",
];

#[test]
fn what_is_known_of_lti1p3platform_is_found() {
    let Some(python) = python() else { return };
    let port = free_port();
    let mut command = python_program(&python, "lti1p3platform_platform.py");
    command.args([&address(port), CLIENT, DEPLOYMENT]);
    let known: &Known = &[
        ("right", RIGHT_OF_PLATFORMS),
        // The message goes wherever the request says, and nothing else of it is looked at.
        ("WRONG", &["49a", "49b", "49g", "50a", "50c", "50e", "51a"]),
    ];
    assert_found_of_platform(port, &Server::start(command), known);
}

#[test]
fn what_is_known_of_open_edx_is_found() {
    let Some(python) = python() else { return };
    let port = free_port();
    let mut command = python_program(&python, "openedx_platform.py");
    command.args([&address(port), CLIENT]);
    let known: &Known = &[
        ("right", RIGHT_OF_PLATFORMS),
        ("right", &["49a", "49b", "49c", "49g", "49h", "49j", "49p"]),
        // At the right address the message is signed, whatever else the request asks for.
        ("WRONG", &["50c", "50e"]),
    ];
    assert_found_of_platform(port, &Server::start(command), known);
}
