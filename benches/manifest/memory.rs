//! The most memory that reading a manifest holds at once, told by processes of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::input::Input;

/// The most memory beside the fixed part, in lengths of the manifest, which itself is one of them.
const MOST_LENGTHS: u64 = 8;
/// What may be needed however short the manifest is.
const FIXED: u64 = 4 * 1024 * 1024;

/// What a process of its own does, for its peak to be told.
pub(crate) enum Task {
    /// Loads the file and no more.
    Load(PathBuf),
    /// Loads the file, reads and judges it.
    Read(PathBuf),
}

impl Task {
    /// The task this process was started for, if it was.
    pub(crate) fn from_args() -> Option<Self> {
        let mut arguments = std::env::args_os().skip(1);
        let task = arguments.next()?;
        let file = PathBuf::from(arguments.next()?);
        match task.to_str() {
            Some("--load") => Some(Self::Load(file)),
            Some("--read") => Some(Self::Read(file)),
            _ => None,
        }
    }

    /// Does it and prints the peak in bytes.
    pub(crate) fn run(&self) {
        match self {
            Self::Load(file) => {
                core::hint::black_box(fs::read(file).expect("a file"));
            }
            Self::Read(file) => {
                crate::judged(&fs::read(file).expect("a file"));
            }
        }
        println!("{}", peak().unwrap_or(0));
    }
}

/// The peak of this process's resident memory, where the system tells it.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib.saturating_mul(1024))
}

/// Whether reading stays within its memory; printed.
pub(crate) fn held(input: &Input, file: &Path) -> bool {
    if peak().is_none() {
        println!("memory: skipped, the system does not tell peaks");
        return true;
    }
    let length = input.bytes.len() as u64;
    let beside = peak_of("--read", file).saturating_sub(peak_of("--load", file));
    let taken = beside.saturating_add(length);
    let most = length.saturating_mul(MOST_LENGTHS).saturating_add(FIXED);
    let held = taken <= most;
    let verdict = if held { "ok" } else { "MISSED" };
    let kib = |bytes: u64| bytes / 1024;
    println!(
        "must manifest.memory ≤ {} KiB: {} KiB {verdict}",
        kib(most),
        kib(taken)
    );
    held
}

fn peak_of(task: &str, file: &Path) -> u64 {
    let program = std::env::current_exe().expect("this program");
    let ended = Command::new(program).arg(task).arg(file).output();
    let told = String::from_utf8(ended.expect("this program").stdout).expect("a number");
    told.trim().parse().expect("a number")
}
