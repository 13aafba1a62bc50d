//! Packages checked in whole (names, headers, layout, checksums of all entries), beside the zip
//! crate that reads the same entries and compares their checksums alone, and `unzip -t`.
//!
//! `EDU_CORPUS` names a folder with packages of the field; without it, generated ones alone are read.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up should stop at once"
)]

use std::fs::{self, File};
use std::io::{self, Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use edu_benches::{Clock, Options, Rounds};
use edu_types::Profile;
use edu_zip::{Archive, Writer, ZipLimits};
use zip::ZipArchive;

const PEER: &str = "zip, all entries read";
const OPENED: &str = "edu_zip, opened and judged";
const CHECKED: &str = "edu_zip, all entries checked";
const COMMAND: &str = "unzip -t, whole command";
const FROM_DISK: &str = "edu_zip, checked from disk";
/// The most time of a check, as a share of the zip crate's reading: 90 % of its speed.
const MOST: f64 = 1.0 / 0.9;

const PACKAGES: &[&str] = &[
    "exelearning+mod_exescorm/RuntimeBasicCalls_SCORM20043rdEdition.zip",
    "exelearning+mod_exescorm/RuntimeMinimumCalls_SCORM12.zip",
    "exelearning+mod_exescorm/complexscorm.zip",
];

fn main() -> ExitCode {
    let options = Options::from_args();
    let mut held = true;
    for (name, package) in of_the_field().into_iter().chain([large(), many()]) {
        held &= beside_the_peer(&name, &package, &options);
        beside_unzip(&name, &package, &options);
    }
    if held || !options.check {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn beside_the_peer(name: &str, package: &[u8], options: &Options) -> bool {
    let title = format!("{name}: {} KiB", package.len() / 1024);
    let outcome = Rounds::new(title, options)
        .contestant(PEER, || read_by_peer(package))
        .contestant(OPENED, || opened(package).entries().len())
        .contestant(CHECKED, || {
            opened(package).check(&mut ()).expect("a sound package");
        })
        .run(PEER);
    outcome.must("zip.check/zip", CHECKED, MOST)
}

/// `unzip -t`, where it is installed, and the same file checked here; by the wall clock, as another process is
/// waited for.
fn beside_unzip(name: &str, package: &[u8], options: &Options) {
    let file = std::env::temp_dir().join(format!("edu-benches-{}.zip", std::process::id()));
    fs::write(&file, package).expect("room for a package");
    if tested(&file).is_none() {
        println!("unzip: skipped, not installed or the package is not to its liking");
    } else {
        let title = format!("{name}: from disk");
        Rounds::new(title, &options.with_clock(Clock::Wall))
            .contestant(COMMAND, || tested(&file).expect("a sound package"))
            .contestant(FROM_DISK, || {
                let source = File::open(&file).expect("a package");
                let limits = ZipLimits::default().with_entries(100_000);
                let opened = Archive::open(source, &Profile::lenient(), &limits);
                let mut archive = opened.expect("a sound package").archive;
                archive.check(&mut ()).expect("a sound package");
            })
            .run(COMMAND);
    }
    fs::remove_file(&file).expect("the package is ours");
}

/// `Some` if `unzip` runs and finds nothing wrong.
fn tested(file: &Path) -> Option<()> {
    let mut unzip = Command::new("unzip");
    let unzip = unzip.arg("-tqq").arg(file);
    let ended = unzip.stdout(Stdio::null()).stderr(Stdio::null()).status();
    ended.ok()?.success().then_some(())
}

fn read_by_peer(package: &[u8]) -> u64 {
    let mut archive = ZipArchive::new(Cursor::new(package)).expect("an archive");
    let mut total = 0_u64;
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        loop {
            match entry.read(&mut buffer).expect("sound data") {
                0 => break,
                read => total = total.saturating_add(read as u64),
            }
        }
    }
    total
}

fn opened(package: &[u8]) -> Archive<Cursor<&[u8]>> {
    let limits = ZipLimits::default().with_entries(100_000);
    let opened = Archive::open(Cursor::new(package), &Profile::lenient(), &limits);
    opened.expect("a sound package").archive
}

fn of_the_field() -> Vec<(String, Vec<u8>)> {
    let Some(root) = std::env::var_os("EDU_CORPUS").map(PathBuf::from) else {
        println!("EDU_CORPUS is unset: skipped packages of the field");
        return Vec::new();
    };
    let package = |path: &&str| -> io::Result<(String, Vec<u8>)> {
        let file = root.join("scorm").join(path);
        let name = Path::new(path).file_name().unwrap_or_default();
        Ok((name.to_string_lossy().into_owned(), fs::read(file)?))
    };
    PACKAGES
        .iter()
        .filter_map(|path| package(path).ok())
        .collect()
}

/// 100 MB of video and text, as large courses have it.
fn large() -> (String, Vec<u8>) {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    let mut noise = 0x9e37_79b9_u32;
    for number in 0..20 {
        let mut byte = || {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            noise.to_le_bytes()[0]
        };
        let video: Vec<u8> = (0..4_000_000).map(|_| byte()).collect();
        writer
            .add(&format!("media/{number}.mp4"), &video)
            .expect("a name");
        for page in 0..25 {
            let name = format!("content/{number}/{page}.html");
            writer
                .add(&name, page_of(40_000, page).as_bytes())
                .expect("a name");
        }
    }
    let package = writer.finish().expect("an archive");
    ("80 MB of video, 20 MB of pages".to_owned(), package)
}

/// Many small pages.
fn many() -> (String, Vec<u8>) {
    let mut writer = Writer::new(Vec::new(), &Profile::strict());
    for page in 0..10_000 {
        let name = format!("content/{}/{page}.html", page % 100);
        writer
            .add(&name, page_of(600, page).as_bytes())
            .expect("a name");
    }
    (
        "10,000 small pages".to_owned(),
        writer.finish().expect("an archive"),
    )
}

fn page_of(length: usize, seed: usize) -> String {
    let words = [
        "course",
        "lesson",
        "question",
        "answer",
        "score",
        "<p>",
        "</p>",
        "objective",
    ];
    let mut text = String::from("<!doctype html><title>Page</title>");
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    while text.len() < length {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        text.push_str(
            words
                .get((state >> 33).checked_rem(words.len()).unwrap_or_default())
                .copied()
                .unwrap_or_default(),
        );
        text.push(' ');
    }
    text
}
