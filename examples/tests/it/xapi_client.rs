//! Statements sent to a record store over HTTP.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use crate::program::{Folder, Program, run};

const USER: [&str; 2] = ["--user", "ada:open-sesame"];

/// A running store, and its address.
fn store() -> (Program, String) {
    let args = ["--listen", "127.0.0.1:0", USER[0], USER[1]];
    let store = Program::start("lrs", &args, "/xapi\n");
    let (_, address) = store.said.trim_end().rsplit_once(' ').unwrap();
    let address = address.to_owned();
    (store, address)
}

/// A statement by its number, about a lesson.
fn statement(number: usize, lesson: &str) -> String {
    format!(
        r#"{{"id":"fd41c918-b88b-4b20-a0a5-{number:012x}","actor":{{"mbox":"mailto:ada@school.example"}},"verb":{{"id":"http://adlnet.gov/expapi/verbs/completed"}},"object":{{"id":"https://school.example/{lesson}"}}}}"#
    )
}

fn sent(endpoint: &str, statements: &[String]) -> (Option<i32>, String) {
    let folder = Folder::new();
    let file = folder.file("statements.ndjson");
    std::fs::write(&file, statements.join("\n")).unwrap();
    let args = [&file, "--endpoint", endpoint, USER[0], USER[1]];
    run("xapi_client", &args)
}

/// A server that gives these answers, one a request: status line and headers, and the body.
fn scripted(answers: Vec<(&'static str, String)>) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}/xapi", listener.local_addr().unwrap());
    thread::spawn(move || {
        for (head, body) in answers {
            let (mut stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut line, mut length) = (String::new(), 0);
            while reader.read_line(&mut line).unwrap() > 2 {
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                line.clear();
            }
            reader.read_exact(&mut vec![0; length]).unwrap();
            let head = format!("HTTP/1.1 {head}\r\nConnection: close");
            let answer = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).unwrap();
        }
    });
    address
}

#[test]
fn made_up_statements_are_stored_and_sent_again_without_harm() {
    let (_store, endpoint) = store();
    for _ in 0..2 {
        let args = ["--endpoint", &endpoint, USER[0], USER[1]];
        let (code, said) = run("xapi_client", &args);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.ends_with("3 stored, 0 refused, 0 in conflict, 0 given up, 0 unreadable\n"));
    }
}

#[test]
fn one_that_the_store_refuses_is_told_and_all_others_are_stored() {
    let (_store, endpoint) = store();
    let mut statements: Vec<_> = (0..20).map(|number| statement(number, "7")).collect();
    statements[13].insert_str(1, r#""bogus":1,"#);
    let (code, said) = sent(&endpoint, &statements);
    assert_eq!(code, Some(1), "{said}");
    let told = "fd41c918-b88b-4b20-a0a5-00000000000d: refused with status 400 Bad Request";
    assert!(said.contains(told), "{said}");
    assert!(
        said.contains("19 stored, 1 refused, 0 in conflict"),
        "{said}"
    );
}

#[test]
fn another_statement_of_the_same_id_is_a_conflict_and_told_where() {
    let (_store, endpoint) = store();
    let (code, _) = sent(&endpoint, &[statement(1, "7")]);
    assert_eq!(code, Some(0));
    let (code, said) = sent(&endpoint, &[statement(0, "7"), statement(1, "8")]);
    assert_eq!(code, Some(1));
    assert!(said.contains("they differ at /object/id"), "{said}");
    assert!(
        said.contains("1 stored, 0 refused, 1 in conflict"),
        "{said}"
    );
}

#[test]
fn a_repetition_that_a_store_calls_a_conflict_is_found_there() {
    let conflict = ("409 Conflict", String::new());
    let endpoint = scripted(vec![conflict, ("200 OK", statement(1, "7"))]);
    let (code, said) = sent(&endpoint, &[statement(1, "7")]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_store_that_asks_for_time_is_asked_again() {
    let busy = ("503 Service Unavailable\r\nRetry-After: 1", String::new());
    let ids = "[\"fd41c918-b88b-4b20-a0a5-000000000001\"]";
    let endpoint = scripted(vec![busy, ("200 OK", ids.to_owned())]);
    let (code, said) = sent(&endpoint, &[statement(1, "7")]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("the store is asked again in 1."), "{said}");
}

#[test]
fn wrong_credentials_and_redirects_stop_it_with_the_reason() {
    let (_store, endpoint) = store();
    let args = ["--endpoint", &endpoint, "--user", "ada:wrong"];
    let (code, said) = run("xapi_client", &args);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("xapi_client: store refuses the credentials with status 401"),
        "{said}"
    );
    let moved = "302 Found\r\nLocation: http://evil.example/";
    let endpoint = scripted(vec![(moved, String::new())]);
    let (code, said) = sent(&endpoint, &[statement(1, "7")]);
    assert_eq!(code, Some(2));
    assert!(said.contains("no record store"), "{said}");
}

#[test]
fn what_is_no_statement_is_told_by_its_line() {
    let (_store, endpoint) = store();
    let statements = [statement(1, "7"), "{}".to_owned(), statement(2, "7")];
    let (code, said) = sent(&endpoint, &statements);
    assert_eq!(code, Some(1));
    assert!(said.contains("line 2: "), "{said}");
    assert!(said.contains("2 stored, 0 refused"), "{said}");
}

#[test]
fn a_store_elsewhere_is_not_spoken_to_over_plain_http() {
    let (code, said) = sent("http://lrs.example/xapi", &[statement(1, "7")]);
    assert_eq!(code, Some(2));
    assert!(said.contains("only `https://` is allowed"), "{said}");
}
