//! The conformance program: who is right is found right, who is wrong is found wrong.

mod bad_platform;
mod bad_tool;
mod registered_tool;

use core::time::Duration;
use std::net::TcpStream;
use std::thread;
use std::time::Instant;

use edu_testing::free_port;
use serde_json::Value;

use crate::program::{Campus, Folder, Program, STUDENT, TEACHER, run};

/// Judges that are running, and what they found.
struct Judge(Program);

/// Everything a judge found.
struct Judged {
    code: Option<i32>,
    document: Value,
}

impl Judge {
    /// Starts it on this port and waits until it publishes its keys.
    fn start(port: u16, args: &[&str]) -> Self {
        let port_text = port.to_string();
        let (subject, args) = args.split_first().unwrap();
        let mut words = vec![*subject, "--port", &port_text, "--format", "json"];
        words.extend(args);
        // JSON comes at the end only, so that there is nothing to wait for but the port.
        let program = Program::start("lti_conformance", &words, "");
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < Duration::from_secs(60), "no keys");
            thread::sleep(Duration::from_millis(20));
        }
        Self(program)
    }

    fn end(self) -> Judged {
        let (code, said) = self.0.end();
        Judged {
            code,
            document: serde_json::from_str(&said).unwrap_or_else(|_| panic!("{said}")),
        }
    }
}

impl Judged {
    /// The ids of the cases with this verdict, in order.
    fn ids(&self, verdict: &str) -> Vec<&str> {
        let cases = self.document["cases"].as_array().unwrap();
        let of_verdict = cases.iter().filter(|case| case["verdict"] == verdict);
        of_verdict
            .map(|case| case["id"].as_str().unwrap())
            .collect()
    }

    fn case(&self, id: &str) -> &Value {
        let cases = self.document["cases"].as_array().unwrap();
        cases.iter().find(|case| case["id"] == id).unwrap()
    }

    /// Checks that nothing is to be said against the one who was judged.
    #[track_caller]
    fn assert_right_but_for(&self, not_judged: &[&str]) {
        assert_eq!(self.ids("WRONG"), [""; 0]);
        assert_eq!(self.ids("unwise"), [""; 0]);
        assert_eq!(self.ids("not judged"), not_judged);
        assert_eq!(self.code, Some(0));
    }

    /// Checks that each of these was found.
    #[track_caller]
    fn assert_wrong(&self, ids: &[&str]) {
        let wrong = self.ids("WRONG");
        let missed: Vec<_> = ids.iter().filter(|id| !wrong.contains(id)).collect();
        assert!(missed.is_empty(), "not found wrong: {missed:?}");
        assert_eq!(self.code, Some(1));
    }
}

/// Words that name a tool on `port` with the addresses of the examples.
fn tool_at(port: u16) -> [String; 5] {
    [
        "tool".to_owned(),
        format!("--login=http://localhost:{port}/lti/login"),
        format!("--launch=http://localhost:{port}/lti/launch"),
        "--client-id=your-own-tool".to_owned(),
        "--deployment=campus-1".to_owned(),
    ]
}

fn words(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

/// Judges one of the programs to copy: right in every case but those that need a second
/// registration or the tool's own key.
#[track_caller]
fn assert_right_in_every_case(program: &str) {
    let (judge_port, port) = (free_port(), free_port());
    let args = tool_at(port);
    let mut args = words(&args);
    args.extend(["--teacher-text", "You may teach here."]);
    let judge = Judge::start(judge_port, &args);
    let (issuer, port) = (format!("http://localhost:{judge_port}"), port.to_string());
    let keys = format!("{issuer}/lti/jwks");
    let args = ["--port", &port, "--issuer", &issuer, "--keys", &keys];
    let _tool = Program::start(program, &args, "waits for launches");
    let judged = judge.end();
    judged.assert_right_but_for(&["10c", "8a", "8b", "35a", "36e", "46e"]);
    // Either would be right; what it takes is told.
    assert_eq!(judged.case("9c")["found"], "accepted");
    assert_eq!(judged.case("41d")["found"], "refused");
}

#[test]
fn the_shortest_tool_is_right_in_every_case() {
    assert_right_in_every_case("lti_tool");
}

#[test]
fn the_tool_in_actix_web_is_right_in_every_case() {
    assert_right_in_every_case("lti_tool_actix");
}

#[test]
fn the_tool_on_bare_hyper_is_right_in_every_case() {
    assert_right_in_every_case("lti_tool_hyper");
}

#[test]
fn a_tool_with_three_registrations_keeps_them_apart_and_fetches_keys_seldom() {
    let judge_port = free_port();
    let args = tool_at(registered_tool::serve(judge_port));
    let judged = Judge::start(judge_port, &words(&args)).end();
    // A login that names no client is ambiguous here, and nobody teaches.
    let not_judged = ["g4", "10c", "43a", "43b", "43c", "43d", "43e", "43f"];
    judged.assert_right_but_for(&not_judged);
    assert_eq!(judged.case("7a")["told"], "0 fetches");
}

#[test]
fn a_tool_that_checks_nothing_is_found_wrong_in_every_attack() {
    let judge_port = free_port();
    let (tool, port) = bad_tool::listen();
    let args = tool_at(port);
    let mut args = words(&args);
    args.extend(["--teacher-text", "You may teach here."]);
    let judge = Judge::start(judge_port, &args);
    tool.serve();
    let judged = judge.end();
    judged.assert_wrong(bad_tool::WRONG);
    let unwise = judged.ids("unwise");
    let missed = bad_tool::UNWISE.iter().filter(|id| !unwise.contains(id));
    assert_eq!(missed.collect::<Vec<_>>(), [&""; 0]);
    // What it does right is not held against it.
    for id in ["g1", "g6", "g20", "r1", "42e", "13f"] {
        assert_eq!(judged.case(id)["verdict"], "right", "{id}");
    }
}

#[test]
fn a_tool_that_falls_over_is_found_wrong_once_and_judged_no_longer() {
    let judge_port = free_port();
    let (tool, port) = bad_tool::listen();
    tool.serve_until_it_falls();
    let args = tool_at(port);
    let mut args = words(&args);
    // The state with markup comes last of them; the first case after it is none.
    args.extend(["--only", "48a,48b"]);
    let judged = Judge::start(judge_port, &args).end();
    judged.assert_wrong(&["48a"]);
    let why = judged.case("48a")["why"].as_str().unwrap();
    assert_eq!(why, "the tool launches nobody any more");
}

#[test]
fn a_tool_that_accepts_garbage_is_not_judged() {
    let (judge_port, (tool, port)) = (free_port(), bad_tool::listen());
    tool.serve_whatever_comes();
    let args = tool_at(port);
    let judge_port = judge_port.to_string();
    let mut args = words(&args);
    args.extend(["--port", &judge_port]);
    let (code, error) = run("lti_conformance", &args);
    assert_eq!(code, Some(2));
    assert!(error.contains("cannot be told apart"), "{error}");
    assert!(error.contains("--accept-text"), "{error}");
}

#[test]
fn a_tool_that_is_not_there_or_sends_nobody_to_the_platform_is_not_judged() {
    let judge_port = free_port().to_string();
    let args = tool_at(free_port());
    let mut args = words(&args);
    args.extend(["--port", &judge_port, "--wait", "0"]);
    let (code, error) = run("lti_conformance", &args);
    assert_eq!(code, Some(2));
    assert!(error.contains("/lti/login: nobody answers"), "{error}");
    let folder = Folder::new();
    let campus = Campus::open(&folder);
    let args = tool_at(campus.port);
    let mut args = words(&args);
    args.extend(["--port", &judge_port]);
    let (code, error) = run("lti_conformance", &args);
    assert_eq!(code, Some(2));
    assert!(
        error.contains("an honest login does not lead to"),
        "{error}"
    );
}

#[test]
fn what_to_register_is_told_without_any_address() {
    for (subject, key, value) in [
        ("tool", "jwks_uri", "http://localhost:9430/lti/jwks"),
        (
            "platform",
            "initiate_login_uri",
            "http://localhost:9431/lti/login",
        ),
    ] {
        let program = Program::start("lti_conformance", &[subject, "--describe"], "{");
        let (code, said) = program.end();
        let document: Value = serde_json::from_str(&said).unwrap();
        let registration = document.get("registration").unwrap_or(&document);
        assert_eq!((code, &registration[key]), (Some(0), &value.into()));
    }
}

#[test]
fn usage_and_ports_that_are_taken_are_told_by_exit_code_2() {
    let (code, error) = run("lti_conformance", &["tool"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("--login <URL>"), "{error}");
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let args = tool_at(1);
    let mut args = words(&args);
    args.extend(["--port", &port]);
    let (code, error) = run("lti_conformance", &args);
    assert_eq!(code, Some(2));
    assert!(error.contains("is taken by another program"), "{error}");
}

#[test]
fn the_campus_is_right_in_every_case() {
    let (folder, port) = (Folder::new(), free_port());
    let (own, store) = (format!("http://localhost:{port}"), folder.file("campus.db"));
    let campus = Campus::start(&["--port", "0", "--store", &store, "--own-tool", &own]);
    let judged = judge_platform(
        port,
        &campus.origin(),
        &[
            "--start-method=POST",
            &format!("--start-header=Origin: {}", campus.origin()),
            &format!("--start={}/open/link-own", campus.origin()),
            &format!("--cookie={}", campus.sign_in(TEACHER)),
            &format!("--other-cookie={}", campus.sign_in(STUDENT)),
        ],
    );
    judged.assert_right_but_for(&[]);
}

#[test]
fn a_platform_that_checks_nothing_is_found_wrong_in_every_attack() {
    let port = free_port();
    let platform = bad_platform::serve(port);
    let start = format!("--start={platform}/start");
    let people = ["--cookie=person=ada", "--other-cookie=person=bob"];
    let judged = judge_platform(port, &platform, &[&start, people[0], people[1]]);
    judged.assert_wrong(bad_platform::WRONG);
    for id in ["i2", "p1", "k1"] {
        assert_eq!(judged.case(id)["verdict"], "right", "{id}");
    }
}

fn judge_platform(port: u16, platform: &str, more: &[&str]) -> Judged {
    let authorization = format!("--authorization={platform}/lti/authorize");
    let key_set = format!("--key-set={platform}/lti/jwks");
    let mut args = vec![
        "platform",
        &authorization,
        &key_set,
        "--client-id=your-own-tool",
    ];
    args.extend(more);
    Judge::start(port, &args).end()
}
