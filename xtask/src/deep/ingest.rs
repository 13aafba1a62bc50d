//! "Flat memory in a long ingest": a record store takes in statements over HTTP for a set time, and
//! its resident memory is watched once it has warmed up.

use core::net::{Ipv4Addr, SocketAddr};
use core::time::Duration;
use std::io::{BufRead, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Child;
use std::time::Instant;
use std::{fs, thread};

use crate::Outcome;
use crate::postgres::Server;
use crate::shell::Call;
use crate::workspace::Workspace;

/// KiB by which resident memory may be larger than it was at most while it warmed up.
const GROWTH: u64 = 16 << 10;

/// While caches and pools get their size; a third of a short run.
const WARM_UP: Duration = Duration::from_secs(60);

/// How often memory is looked at.
const PAUSE: Duration = Duration::from_millis(500);

/// Programs that send, each one batch after the other.
const SENDERS: u64 = 4;

/// Statements of a batch.
const BATCH: u64 = 50;

/// How long the store may take to start, and to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The name and password of the senders, as Basic has them.
const CREDENTIALS: &str = "c29hazpzb2Fr";

/// The databases that a record store is watched on.
pub(super) fn databases(_: &Workspace) -> Outcome<Vec<String>> {
    let build = ["build", "--release", "--locked"];
    let build = Call::cargo().args(build);
    build
        .args(["--package", "edu-examples", "--example", "lrs"])
        .run()?;
    Ok(vec!["sqlite".to_owned(), "postgres".to_owned()])
}

/// Lets a new store on the database take in statements, and says what its memory did.
pub(super) fn run(workspace: &Workspace, database: &str, seconds: u64) -> Outcome<String> {
    let time = Duration::from_secs(seconds);
    if database == "postgres" {
        let server = Server::start()?;
        return soak(workspace, &server.url(), time);
    }
    let folder = workspace.target.join("deep/ingest");
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    fs::create_dir_all(&folder).map_err(failed)?;
    let file = folder.join("records.db");
    let outcome = soak(workspace, &format!("sqlite:{}", file.display()), time);
    fs::remove_dir_all(&folder).map_err(failed)?;
    outcome
}

fn soak(workspace: &Workspace, store: &str, time: Duration) -> Outcome<String> {
    let served = Served::start(workspace, store)?;
    let address = served.address;
    let until = Instant::now().checked_add(time).ok_or("time is too long")?;
    thread::scope(|scope| {
        let senders: Vec<_> = (0..SENDERS)
            .map(|sender| scope.spawn(move || send(address, sender, until)))
            .collect();
        let memory = Memory::watched(&served.process, time, until);
        let mut statements = 0_u64;
        for sender in senders {
            let sent = sender.join().map_err(|_| "a sender panicked")?;
            statements = statements.saturating_add(sent?);
        }
        memory?.judged(statements)
    })
}

/// A record store as a process of its own, ended when dropped.
struct Served {
    address: SocketAddr,
    process: Child,
}

impl Served {
    fn start(workspace: &Workspace, store: &str) -> Outcome<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let free = free.and_then(|listener| listener.local_addr());
        let address = free.map_err(|error| format!("no port is free: {error}"))?;
        let program = workspace.target.join("release/examples/lrs");
        let call = Call::new(program).args(["--user", "soak:soak", "--store", store]);
        let process = call.arg("--listen").arg(address.to_string()).start()?;
        let served = Self { address, process };
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            if began.elapsed() > PATIENCE {
                return Err(format!("the record store at {address} does not answer"));
            }
            thread::sleep(PAUSE);
        }
        Ok(served)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Resident memory, in KiB.
#[derive(Debug, Default, PartialEq, Eq)]
struct Memory {
    /// At most while it warmed up.
    warm: u64,
    /// At most since then; nothing where the time was too short.
    since: u64,
}

impl Memory {
    fn watched(process: &Child, time: Duration, until: Instant) -> Outcome<Self> {
        let warm_up = WARM_UP.min(time.checked_div(3).unwrap_or_default());
        let (began, mut memory) = (Instant::now(), Self::default());
        while Instant::now() < until {
            thread::sleep(PAUSE);
            let resident = resident(process)?;
            let most = if began.elapsed() < warm_up {
                &mut memory.warm
            } else {
                &mut memory.since
            };
            *most = resident.max(*most);
        }
        Ok(memory)
    }

    fn judged(&self, statements: u64) -> Outcome<String> {
        let Self { warm, since } = self;
        let growth = since.saturating_sub(*warm);
        let told = format!(
            "{statements} statements; resident memory {warm} KiB at most while it warmed up, {since} KiB since: \
             {growth} KiB more, {GROWTH} KiB are allowed"
        );
        if statements == 0 || *warm == 0 || *since == 0 {
            return Err(format!("too little was seen: {told}"));
        }
        if growth > GROWTH {
            return Err(told);
        }
        Ok(told)
    }
}

/// What the kernel says of a process.
fn resident(process: &Child) -> Outcome<u64> {
    let file = format!("/proc/{}/status", process.id());
    let text = fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    resident_of(&text)
        .ok_or_else(|| format!("{file} tells no resident memory: the store has ended"))
}

fn resident_of(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Sends batches until the time is over; how many statements were taken in.
fn send(address: SocketAddr, sender: u64, until: Instant) -> Outcome<u64> {
    let failed = |error: std::io::Error| format!("{address}: {error}");
    let stream = TcpStream::connect(address).map_err(failed)?;
    stream.set_nodelay(true).map_err(failed)?;
    stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
    let mut stream = BufReader::new(stream);
    let (mut sent, mut body) = (0_u64, Vec::new());
    while Instant::now() < until {
        let request = request(sender, sent);
        let written = stream.get_mut().write_all(request.as_bytes());
        written.map_err(failed)?;
        let (status, length) = head(&mut stream).map_err(failed)?;
        body.resize(length, 0);
        stream.read_exact(&mut body).map_err(failed)?;
        if !status.starts_with("HTTP/1.1 200") {
            return Err(format!("{status}: {}", String::from_utf8_lossy(&body)));
        }
        sent = sent.saturating_add(BATCH);
    }
    Ok(sent)
}

/// Reads the head of an answer: its first line, and how many bytes follow.
fn head(stream: impl BufRead) -> std::io::Result<(String, usize)> {
    let (mut status, mut length) = (String::new(), 0);
    for line in stream.lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(": ")
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.parse().map_err(|_| ErrorKind::InvalidData)?;
        }
        if status.is_empty() {
            status = line;
        }
    }
    Ok((status, length))
}

fn request(sender: u64, first: u64) -> String {
    let numbers = (first..).take(usize::try_from(BATCH).unwrap_or_default());
    let statements: Vec<String> = numbers.map(|number| statement(sender, number)).collect();
    let body = format!("[{}]", statements.join(","));
    format!(
        "POST /xapi/statements HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {CREDENTIALS}\r\n\
         X-Experience-API-Version: 2.0.0\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// One of a school of a thousand learners, with five thousand activities; the store gives it an id.
fn statement(sender: u64, number: u64) -> String {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    let (learner, activity) = (mixed % 1000, (mixed >> 8) % 5000);
    format!(
        r#"{{"actor":{{"name":"Learner {learner}","account":{{"homePage":"https://school.example/","name":"learner-{learner}"}}}},"verb":{{"id":"https://school.example/verbs/{sender}"}},"object":{{"id":"https://school.example/question/{activity}","definition":{{"name":{{"en":"Question {activity}"}}}}}},"result":{{"success":true,"response":"answer {number}"}},"context":{{"contextActivities":{{"parent":[{{"id":"https://school.example/course/{}"}}]}}}}}}"#,
        activity % 50
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(warm: u64, since: u64, statements: u64) -> Outcome<String> {
        Memory { warm, since }.judged(statements)
    }

    #[test]
    fn memory_that_grows_beyond_what_is_allowed_fails() {
        assert!(judged(50_000, 50_000 + GROWTH, 1).is_ok());
        let reason = judged(50_000, 50_001 + GROWTH, 1).unwrap_err();
        assert!(reason.contains("16385 KiB more"), "{reason}");
    }

    #[test]
    fn run_that_saw_nothing_fails() {
        for (warm, since, statements) in [(0, 1, 1), (1, 0, 1), (1, 1, 0)] {
            let reason = judged(warm, since, statements).unwrap_err();
            assert!(reason.starts_with("too little was seen"), "{reason}");
        }
    }

    #[test]
    fn resident_memory_of_a_process_that_has_ended_is_not_known() {
        let running = "Name:\tlrs\nVmHWM:\t  9000 kB\nVmRSS:\t  8192 kB\n";
        assert_eq!(resident_of(running), Some(8192));
        assert_eq!(resident_of("Name:\tlrs\nState:\tZ (zombie)\n"), None);
    }

    #[test]
    fn answer_without_a_length_has_no_body() {
        let answer: &[u8] = b"HTTP/1.1 204 No Content\r\n\r\nmore";
        let read = head(answer).unwrap();
        assert_eq!(read, ("HTTP/1.1 204 No Content".to_owned(), 0));
    }
}
