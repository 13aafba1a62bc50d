//! Programs of the peers: where they run, and servers among them.

use core::time::Duration;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;

use serde_json::Value;

/// How long a server of the peers may take to start on a busy machine.
const START: Duration = Duration::from_secs(60);

/// The interpreter that has the peers; none where the tests that need it are to be skipped.
pub(crate) fn python() -> Option<PathBuf> {
    told_by("EDU_PEERS_PYTHON")
}

/// The folder of node modules that has the peers; none as with [`python`].
pub(crate) fn node() -> Option<PathBuf> {
    told_by("EDU_PEERS_NODE")
}

fn told_by(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable);
    if path.is_none() {
        edu_testing::skip("peers", &format!("{variable} is not set"));
    }
    path.map(PathBuf::from)
}

/// A program of the peers, ready to be given arguments.
pub(crate) fn python_program(python: &Path, name: &str) -> Command {
    let mut command = Command::new(python);
    // `-B`: nothing is written beside the sources.
    command.arg("-B").arg(file(name));
    command
}

/// The same of a program for node, which finds the peers in `modules`.
pub(crate) fn node_program(modules: &Path, name: &str) -> Command {
    let mut command = Command::new("node");
    command.env("NODE_PATH", modules).arg(file(name));
    command
}

/// What a program says about each line that it is given, a line for each.
pub(crate) fn answers<'a>(
    mut program: Command,
    lines: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    let piped = program.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut program = piped.spawn().unwrap();
    let mut input = program.stdin.take().unwrap();
    let lines: String = lines.into_iter().flat_map(|line| [line, "\n"]).collect();
    // It reads and writes at a time of its own.
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let ended = program.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(ended.status.success(), "the program did not finish");
    let said = String::from_utf8(ended.stdout).unwrap();
    said.lines().map(Into::into).collect()
}

/// An empty folder of a test's own.
pub(crate) fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        std::fs::remove_dir_all(&path).unwrap();
    }
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    folder.join(name)
}

/// A server of the peers on loopback; ends when dropped, and when this process ends.
pub(crate) struct Server {
    child: Child,
    address: String,
}

impl Server {
    /// Starts the server and waits until it says where it answers.
    pub(crate) fn start(command: Command) -> Self {
        Self::start_saying(command, |line| {
            let said: Value = serde_json::from_str(line).ok()?;
            said["address"].as_str().map(Into::into)
        })
    }

    /// The same, of a server that says it in words of its own in its first line.
    pub(crate) fn start_saying(
        mut command: Command,
        address: impl Fn(&str) -> Option<String>,
    ) -> Self {
        // It ends when its standard input does: also where nothing is dropped any more.
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = Self {
            child: piped.spawn().unwrap(),
            address: String::new(),
        };
        let output = server.child.stdout.take().unwrap();
        let (send, said) = mpsc::channel();
        std::thread::spawn(move || {
            let mut line = String::new();
            BufReader::new(output).read_line(&mut line).unwrap();
            // Nobody waits any more where the start took too long.
            send.send(line).ok();
        });
        let line = said.recv_timeout(START).unwrap();
        server.address = address(line.trim_end()).unwrap();
        server
    }

    /// Where it answers, without a slash at the end.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended is as good.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
