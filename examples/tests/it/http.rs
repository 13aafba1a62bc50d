//! One request, one answer, over a connection of its own.

use core::time::Duration;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

pub(crate) fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Asks the program at `port` under the name `host`, as the tab of a browser does; `target`
/// starts with the method.
pub(crate) fn ask(
    (host, port): (&str, u16),
    target: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let (head, body) = bytes((host, port), target, headers, body.as_bytes());
    Answer::read(&format!(
        "{head}\r\n\r\n{}",
        String::from_utf8(body).unwrap()
    ))
}

/// Asks with any bytes: the head of what is answered, and its body.
pub(crate) fn bytes(
    (host, port): (&str, u16),
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> (String, Vec<u8>) {
    let headers = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let text = format!(
        "{target} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\
         Sec-Fetch-Dest: document\r\n{}\
         Content-Length: {}\r\n\r\n",
        headers.collect::<String>(),
        body.len(),
    );
    let mut stream = connect(port);
    stream.write_all(text.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let body = answer.split_off(end.saturating_add(4));
    answer.truncate(end);
    (String::from_utf8(answer).unwrap(), body)
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        });
        Self {
            status: status.parse().unwrap(),
            headers: headers.collect(),
            body: body.to_owned(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The cookies it sets, as a browser sends them.
    pub(crate) fn cookies(&self) -> String {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        let pairs = set.map(|(_, cookie)| cookie.split(';').next().unwrap());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The request that follows a redirect.
    pub(crate) fn next(&self) -> String {
        let address = self.header("location").unwrap();
        let path = match address.split_once("://") {
            Some((_, rest)) => rest.split_once('/').unwrap().1,
            None => address.strip_prefix('/').unwrap(),
        };
        format!("GET /{path}")
    }

    /// The value of a field in a form of the page.
    pub(crate) fn field(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let (_, rest) = self
            .body
            .split_once(&start)
            .expect("the page has the field");
        unescaped(rest.split('"').next().unwrap())
    }
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}
