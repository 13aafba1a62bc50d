//! Starts the built campus and talks to it.

use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

/// How long anything may take before the test fails; a first start makes two RSA keys.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder that goes with the test.
#[derive(Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("campus-test-{}-{number}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}

/// Runs the campus to its end: its exit code, and what it said on standard error.
pub(crate) fn campus(args: &[&str]) -> (Option<i32>, String) {
    let mut child = spawn(args, Stdio::piped());
    let code = end_of(&mut child);
    let mut error = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut error)
        .unwrap();
    (code, error)
}

/// A campus that is open; it is killed with the value.
#[derive(Debug)]
pub(crate) struct Campus {
    child: Child,
    lines: Receiver<String>,
    pub(crate) port: u16,
    /// What it has said so far.
    pub(crate) said: String,
}

impl Campus {
    /// On any free port.
    pub(crate) fn open(folder: &Folder) -> Self {
        Self::start(&["--port", "0", "--store", &folder.file("campus.db")])
    }

    pub(crate) fn start(args: &[&str]) -> Self {
        let mut child = spawn(args, Stdio::inherit());
        let lines = lines_of(&mut child);
        let mut said = String::new();
        while !said.contains("are kept in ") {
            said.push_str(&lines.recv_timeout(PATIENCE).expect("the campus opens"));
        }
        let (_, rest) = said.split_once("http://lms.localhost:").unwrap();
        let port = rest.lines().next().unwrap().parse().unwrap();
        Self {
            child,
            lines,
            port,
            said,
        }
    }

    /// Sends a signal: the exit code, and everything the campus said.
    pub(crate) fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
        let code = end_of(&mut self.child);
        let mut said = core::mem::take(&mut self.said);
        said.extend(self.lines.iter());
        (code, said)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    pub(crate) fn get(&self, host: &str, path: &str) -> Answer {
        self.ask("GET", host, path, &[], "")
    }

    /// Signs the teacher in from the campus's own page: the cookie as a browser sends it.
    pub(crate) fn sign_in(&self) -> String {
        let own = format!("http://lms.localhost:{}", self.port);
        let form = "application/x-www-form-urlencoded";
        let sent = [("Origin", &*own), ("Content-Type", form)];
        let answer = self.ask("POST", "lms.localhost", "/sign-in", &sent, "person=p-7c1e");
        assert_eq!(answer.status, 303, "{}", answer.body);
        let cookie = answer.header("set-cookie").unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    pub(crate) fn ask(
        &self,
        method: &str,
        host: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let headers = headers
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"));
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}:{}\r\nConnection: close\r\n{}\
             Content-Length: {}\r\n\r\n{body}",
            self.port,
            headers.collect::<String>(),
            body.len(),
        );
        let mut stream = self.connect();
        stream.write_all(text.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        Answer::read(&answer)
    }
}

impl Drop for Campus {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What the campus answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn read(text: &str) -> Self {
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
}

fn spawn(args: &[&str], errors: Stdio) -> Child {
    // Beside `deps`, where this test lies; cargo builds examples before it runs tests.
    let test = std::env::current_exe().unwrap();
    let program = test
        .parent()
        .and_then(|deps| deps.parent())
        .unwrap()
        .join("examples/campus");
    let started = Command::new(&program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(errors)
        .spawn();
    started.unwrap_or_else(|error| {
        panic!(
            "{}: {error}; cargo build --example campus makes it",
            program.display()
        )
    })
}

fn lines_of(child: &mut Child) -> Receiver<String> {
    let output = BufReader::new(child.stdout.take().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if sender.send(line + "\n").is_err() {
                return;
            }
        }
    });
    receiver
}

fn end_of(child: &mut Child) -> Option<i32> {
    let began = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if began.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("the campus did not end within {PATIENCE:?}");
        }
        thread::sleep(Duration::from_millis(20));
    }
}
