//! Statements that come and go with the data of their attachments.
//!
//! Spec: xAPI 1.0.3 Part 3 §1.5.2, §2.1.3; 2.0 §4.1.3, §4.1.6.1.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use xapi_model::multipart::Digest;

use crate::host::{ADA, BEN, COURSE, Host, get, listed, one, post, put, statement};

/// The SHA-256 digest of `abc`.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn attached(number: u32, address: &str) -> String {
    let attachment = format!(
        r#"{{"usageType":"https://example.org/use","display":{{"en":"x"}},"contentType":"text/plain","length":3,"sha2":"{ABC}"{address}}}"#,
    );
    let sent = statement(number, ADA, COURSE);
    format!(
        "{},\"attachments\":[{attachment}]}}",
        sent.strip_suffix('}').unwrap()
    )
}

fn parts(statements: &str, data: &[(&str, &str)]) -> String {
    let first = format!("--b\r\nContent-Type: application/json\r\n\r\n{statements}\r\n");
    let part = |(head, data): &(&str, &str)| {
        format!("--b\r\nContent-Type: text/plain\r\n{head}\r\n{data}\r\n")
    };
    let others: Vec<String> = data.iter().map(part).collect();
    format!("{first}{}--b--\r\n", others.concat())
}

fn hashed(digest: &str) -> String {
    format!("Content-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {digest}\r\n")
}

#[test]
fn attachments_come_back_with_their_statements_where_they_are_asked_for() {
    let host = Host::new();
    let batch = format!("[{},{}]", attached(1, ""), attached(2, ""));
    let body = parts(&batch, &[(&hashed(ABC), "abc")]);
    let answer = host.ask(post("/statements").body("multipart/mixed; boundary=b", &body));
    assert_eq!(answer.status, 200, "{}", answer.text());
    for address in [
        format!("{}&attachments=true", one(1)),
        "/statements?attachments=true".into(),
    ] {
        let answer = host.ask(get(&address));
        let boundary = answer
            .header("content-type")
            .strip_prefix("multipart/mixed; boundary=")
            .unwrap();
        assert!(!boundary.starts_with('"'));
        assert_eq!(answer.count(&format!("--{boundary}\r\n")), 2);
        assert_eq!(answer.count("\r\nabc\r\n"), 1);
    }
    for address in [one(1), format!("{}&attachments=false", one(1))] {
        let answer = host.ask(get(&address));
        assert_eq!(answer.header("content-type"), "application/json");
        assert!(answer.text().starts_with('{'));
    }
}

#[test]
fn an_answer_with_attachments_is_multipart_even_where_there_are_none() {
    let host = Host::new();
    host.keep(&statement(1, ADA, COURSE));
    for address in [
        format!("{}&attachments=true", one(1)),
        "/statements?attachments=true".into(),
    ] {
        let answer = host.ask(get(&address));
        assert!(
            answer
                .header("content-type")
                .starts_with("multipart/mixed; boundary=")
        );
    }
}

#[test]
fn refuses_attachments_that_do_not_come() {
    let host = Host::new();
    assert_eq!(
        host.ask(post("/statements").json(&attached(1, ""))).status,
        400
    );
    let address = r#","fileUrl":"https://example.org/file""#;
    let answer = host.ask(post("/statements").json(&attached(1, address)));
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn refuses_parts_that_do_not_belong() {
    let host = Host::new();
    let (sent, good) = (attached(1, ""), hashed(ABC));
    let other = hashed(&ABC.replace('b', "a"));
    let plain = statement(1, ADA, COURSE);
    let encoded = good.replace("binary", "base64");
    for body in [
        parts(&sent, &[]),
        parts(&sent, &[(&good, "abd")]),
        parts(&sent, &[(&other, "abc")]),
        parts(&sent, &[("Content-Transfer-Encoding: binary\r\n", "abc")]),
        parts(&sent, &[(&encoded, "abc")]),
        parts(&sent, &[(&good, "abc"), (&other, "abc")]),
        parts(&plain, &[(&good, "abc")]),
        parts(&sent, &[(&good, "abc")]).replace("application/json", "text/plain"),
        parts(&sent, &[(&good, "abc")]).replace("--b--", ""),
        parts(&sent, &[(&good, "abc")]).replace("--b\r\n", "--c\r\n"),
        String::new(),
    ] {
        let answer = host.ask(post("/statements").body("multipart/mixed; boundary=b", &body));
        assert_eq!(answer.status, 400, "{body}");
    }
    assert_eq!(listed(&host), 0);
}

#[test]
fn parts_may_hold_statements_alone() {
    let host = Host::new();
    let body = parts(&statement(1, ADA, COURSE), &[]);
    let answer = host.ask(put(&one(1)).body("multipart/mixed; boundary=b", &body));
    assert_eq!(answer.status, 204, "{}", answer.text());
}

/// A signature of a statement whose key nobody knows, so that it is not verified.
fn signature(sent: &str) -> String {
    let [head, payload] = [r#"{"alg":"RS256"}"#, sent].map(|text| URL_SAFE_NO_PAD.encode(text));
    format!("{head}.{payload}.{}", URL_SAFE_NO_PAD.encode([1; 256]))
}

/// A statement with the data of signatures, as the body of a request.
fn signed(sent: &str, signatures: &[&str]) -> String {
    let digests: Vec<String> = signatures
        .iter()
        .map(|data| Digest::of(data.as_bytes()).to_string())
        .collect();
    let attachments: Vec<String> = digests
        .iter()
        .zip(signatures)
        .map(|(digest, data)| {
            let length = data.len();
            format!(
                r#"{{"usageType":"http://adlnet.gov/expapi/attachments/signature","display":{{"en":"x"}},"contentType":"application/octet-stream","length":{length},"sha2":"{digest}"}}"#,
            )
        })
        .collect();
    let whole = format!(
        "{},\"attachments\":[{}]}}",
        sent.strip_suffix('}').unwrap(),
        attachments.join(",")
    );
    let heads: Vec<String> = digests.iter().map(|digest| hashed(digest)).collect();
    let data: Vec<(&str, &str)> = heads
        .iter()
        .map(String::as_str)
        .zip(signatures.iter().copied())
        .collect();
    parts(&whole, &data).replace("text/plain", "application/octet-stream")
}

#[test]
fn each_signature_of_a_statement_is_judged() {
    let host = Host::new();
    let sent = statement(1, ADA, COURSE);
    let good = signature(&sent);
    let other = signature(&statement(1, BEN, COURSE));
    let ask = |body: String| post("/statements").body("multipart/mixed; boundary=b", &body);
    for wrong in ["abc", &other] {
        for signatures in [
            vec![wrong],
            vec![good.as_str(), wrong],
            vec![wrong, good.as_str()],
        ] {
            assert_eq!(host.ask(ask(signed(&sent, &signatures))).status, 400);
        }
    }
    assert_eq!(listed(&host), 0);
    let answer = host.ask(ask(signed(&sent, &[&good])));
    assert_eq!(answer.status, 200, "{}", answer.text());
}
