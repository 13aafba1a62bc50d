//! The shortest way to send a grade, run to its end.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use edu_jose::{Algorithm, Jwk, KeySet};
use edu_jose_aws_lc::AwsLcSigner;
use edu_json::ToJson as _;
use edu_testing::free_port;

use crate::program::{Campus, Folder, TEACHER, run};

/// Serves a key set to whoever asks, as a tool does.
fn publish(keys: String) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut asked = [0; 4096];
            let _read = stream.read(&mut asked);
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
            let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{keys}", keys.len());
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    port
}

/// Sends a grade to a campus as its visitor's own tool: exit code and what was said.
fn graded(campus: &Campus, key: &str, user: &str, points: &str) -> (Option<i32>, String) {
    let lms = campus.origin();
    let (token, item) = (
        format!("{lms}/lti/token"),
        format!("{lms}/lti/grades/campus-1/drawing-1/lineitems/link-own"),
    );
    let args = [
        "--issuer",
        &lms,
        "--client-id",
        "your-own-tool",
        "--token-endpoint",
        &token,
        "--line-item",
        &item,
        "--user",
        user,
        "--points",
        points,
        "--key",
        key,
    ];
    run("lti_grade", &args)
}

fn keys(folder: &Folder) -> (String, String) {
    let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
    let file = folder.file("tool.pem");
    std::fs::write(&file, key.to_pkcs8_pem().unwrap().into_inner()).unwrap();
    (
        file,
        KeySet::from_keys([Jwk::of_signer(&key)]).to_json_string(),
    )
}

#[test]
fn the_demonstration_sends_a_grade_to_a_platform_of_its_own() {
    assert_eq!(run("lti_grade", &["--demo"]), (Some(0), String::new()));
}

#[test]
fn a_grade_is_sent_to_the_campus_and_stands_in_its_gradebook() {
    let folder = Folder::new();
    let (key, published) = keys(&folder);
    let own = format!("http://localhost:{}", publish(published));
    let store = folder.file("campus.db");
    let campus = Campus::start(&["--port", "0", "--store", &store, "--own-tool", &own]);
    assert_eq!(
        graded(&campus, &key, "p-3d90", "91"),
        (Some(0), String::new())
    );
    let cookies = campus.sign_in(TEACHER);
    let sent = [("Cookie", &*cookies)];
    let lms = ("lms.localhost", campus.port);
    let book = crate::http::ask(lms, "GET /gradebook", &sent, "");
    assert!(
        book.body.contains("<strong>91</strong> of 100"),
        "{}",
        book.body
    );

    let (code, error) = graded(&campus, &key, "nobody", "91");
    assert_eq!(code, Some(1));
    assert!(error.contains("403"), "{error}");
    let (code, error) = graded(&campus, &key, "p-3d90", "-1");
    assert_eq!(
        (code, &*error),
        (
            Some(1),
            "lti_grade: points are negative, 0 or above is allowed\n"
        )
    );
}

#[test]
fn a_key_that_the_platform_does_not_know_gets_no_token() {
    let folder = Folder::new();
    let (_, published) = keys(&folder);
    // Overwritten with another one.
    let (key, _) = keys(&folder);
    let own = format!("http://localhost:{}", publish(published));
    let store = folder.file("campus.db");
    let campus = Campus::start(&["--port", "0", "--store", &store, "--own-tool", &own]);
    let (code, error) = graded(&campus, &key, "p-3d90", "91");
    assert_eq!(code, Some(1));
    assert!(error.contains("invalid_client"), "{error}");
}

#[test]
fn what_is_missing_or_unreadable_is_said() {
    let (code, error) = run("lti_grade", &[]);
    assert_eq!(code, Some(2));
    assert!(error.contains("--line-item"), "{error}");
    let address = format!("http://127.0.0.1:{}", free_port());
    let args = [
        "--issuer",
        &address,
        "--client-id",
        "a",
        "--token-endpoint",
        &address,
        "--line-item",
        &address,
        "--user",
        "u",
        "--points",
        "1",
        "--key",
    ];
    let (code, error) = run("lti_grade", &[&args[..], &["/nowhere/key.pem"]].concat());
    assert_eq!(code, Some(1));
    assert!(
        error.starts_with("lti_grade: /nowhere/key.pem: "),
        "{error}"
    );
    let folder = Folder::new();
    let (key, _) = keys(&folder);
    let (code, error) = run("lti_grade", &[&args[..], &[&key]].concat());
    assert_eq!(code, Some(1));
    assert!(error.contains("cannot be connected to"), "{error}");
}
