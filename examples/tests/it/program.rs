//! Starts the built examples.

use core::sync::atomic::{AtomicU32, Ordering};
use core::time::Duration;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Instant;

use crate::http::{Answer, FORM, ask};

/// How long anything may take before the test fails; a first start makes two RSA keys.
const PATIENCE: Duration = Duration::from_secs(60);

/// Who teaches on the campus, and who learns.
pub(crate) const TEACHER: &str = "p-7c1e";
pub(crate) const STUDENT: &str = "p-3d90";

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

/// Runs an example to its end: its exit code, and what it said on standard error.
pub(crate) fn run(name: &str, args: &[&str]) -> (Option<i32>, String) {
    let mut child = spawn(name, args, Stdio::piped());
    let code = end_of(&mut child);
    let mut error = String::new();
    let mut errors = child.stderr.take().unwrap();
    errors.read_to_string(&mut error).unwrap();
    (code, error)
}

/// An example that runs; it is killed with the value.
#[derive(Debug)]
pub(crate) struct Program {
    child: Child,
    lines: Receiver<String>,
    /// What it has said so far.
    pub(crate) said: String,
}

impl Program {
    /// Starts it and waits until it has said `ready`.
    pub(crate) fn start(name: &str, args: &[&str], ready: &str) -> Self {
        let mut child = spawn(name, args, Stdio::inherit());
        let lines = lines_of(&mut child);
        let mut said = String::new();
        while !said.contains(ready) {
            said.push_str(&lines.recv_timeout(PATIENCE).expect("the program starts"));
        }
        Self { child, lines, said }
    }

    /// Sends a signal: the exit code, and everything the program said.
    pub(crate) fn stop(self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
        self.end()
    }

    /// Waits for its end: the exit code, and everything the program said.
    pub(crate) fn end(mut self) -> (Option<i32>, String) {
        let code = end_of(&mut self.child);
        let mut said = core::mem::take(&mut self.said);
        said.extend(self.lines.iter());
        (code, said)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A campus that is open.
#[derive(Debug)]
pub(crate) struct Campus {
    pub(crate) program: Program,
    pub(crate) port: u16,
}

impl Campus {
    /// On any free port.
    pub(crate) fn open(folder: &Folder) -> Self {
        Self::start(&["--port", "0", "--store", &folder.file("campus.db")])
    }

    pub(crate) fn start(args: &[&str]) -> Self {
        let program = Program::start("campus", args, "are kept in ");
        let (_, rest) = program.said.split_once("http://lms.localhost:").unwrap();
        let port = rest.lines().next().unwrap().parse().unwrap();
        Self { program, port }
    }

    /// The platform's origin.
    pub(crate) fn origin(&self) -> String {
        format!("http://lms.localhost:{}", self.port)
    }

    pub(crate) fn get(&self, host: &str, path: &str) -> Answer {
        ask((host, self.port), &format!("GET {path}"), &[], "")
    }

    /// The course page, as the owner of these cookies sees it.
    pub(crate) fn course(&self, cookies: &str) -> Answer {
        let sent = [("Cookie", cookies)];
        ask(("lms.localhost", self.port), "GET /course", &sent, "")
    }

    /// Sends a form of the campus to the campus.
    pub(crate) fn post(&self, path: &str, headers: &[(&str, &str)], form: &str) -> Answer {
        let headers = [headers, &[FORM]].concat();
        ask(
            ("lms.localhost", self.port),
            &format!("POST {path}"),
            &headers,
            form,
        )
    }

    /// Signs somebody in from the campus's own page: the cookie as a browser sends it.
    pub(crate) fn sign_in(&self, person: &str) -> String {
        let own = self.origin();
        let answer = self.post("/sign-in", &[("Origin", &own)], &format!("person={person}"));
        assert_eq!(answer.status, 303, "{}", answer.body);
        answer.cookies()
    }
}

fn spawn(name: &str, args: &[&str], errors: Stdio) -> Child {
    // Beside `deps`, where this test lies; cargo builds examples before it runs tests.
    let test = std::env::current_exe().unwrap();
    let program = test
        .parent()
        .and_then(|deps| deps.parent())
        .unwrap()
        .join("examples")
        .join(name);
    let started = Command::new(&program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(errors)
        .spawn();
    started.unwrap_or_else(|error| {
        panic!(
            "{}: {error}; cargo build --examples makes it",
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
            panic!("the program did not end within {PATIENCE:?}");
        }
        thread::sleep(Duration::from_millis(20));
    }
}
