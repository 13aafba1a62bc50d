//! A host's own events become xAPI statements, ready to copy.
//!
//! `cargo run --example xapi_events` needs nothing else: it makes up a few events of a small school.
//! Name a file to give it yours, one JSON object a line; the members it looks for are in `map`, the
//! function to copy.

#![expect(clippy::print_stderr, reason = "a program talks to its user")]

#[path = "xapi_events/lines.rs"]
mod lines;
#[path = "xapi_events/made_up.rs"]
mod made_up;

use std::io::{BufRead, BufReader, ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use edu_json::{ToJson as _, Tree};
use edu_types::{Iri, LanguageTag, Limits};
use xapi_model::events::{ActivityTemplate, Envelope, EventMap, Mapping, Score};
use xapi_model::vocabulary::{KnownVerb, activity_type, tincan, verb};
use xapi_model::{Statement, Version};

/// Turns events of a learning platform into xAPI statements, one a line, and checks each of them.
///
/// Statements go to standard output, everything else to standard error. Exit code 0: every event
/// was understood or is of a kind that means nothing in xAPI; 1: at least one event was refused;
/// 2: the events could not be read.
#[derive(Parser)]
struct Args {
    /// Events, one JSON object a line; `-` for standard input; made up where it is left out
    events: Option<PathBuf>,
    /// Whose events they are; belongs to the id of every statement
    #[arg(long, default_value = "school-1")]
    tenant: String,
    /// The version of xAPI by which the statements are checked
    #[arg(long, default_value = "2.0", value_parser = version)]
    version: Version,
}

type Failure = Box<dyn core::error::Error + Send + Sync>;

/// What the events mean. This is the part that is yours: the rest stays as it is.
fn map() -> Result<EventMap, Failure> {
    let people = Iri::new("https://lms.example/people")?;
    let envelope = Envelope::new("type", "id", people, "user")
        .attempt("attempt")
        .time("at")
        .platform("Example LMS");
    let english = LanguageTag::parse("en")?;
    let course = ActivityTemplate::new("https://lms.example/courses/{course}")?
        .of_type(activity_type::COURSE);
    let lesson = ActivityTemplate::new("https://lms.example/lessons/{lesson}")?
        .of_type(activity_type::LESSON)
        .named_by("title", english);
    let quiz = ActivityTemplate::new("https://lms.example/quizzes/{quiz}")?
        .of_type(activity_type::ASSESSMENT);
    let graded = Mapping::new(verb::SCORED, quiz)
        .parent(lesson.clone())
        .grouping(course.clone())
        .score(Score::raw("points").between(0, "possible").scaling())
        .duration_millis("took");
    Ok(EventMap::new(envelope)
        .with(
            "enrolment.created",
            Mapping::new(verb::REGISTERED, course.clone()).registration("enrolment"),
        )
        .with(
            "lesson.opened",
            Mapping::new(tincan::verb::VIEWED, lesson.clone()).parent(course.clone()),
        )
        .with(
            "lesson.completed",
            Mapping::new(verb::COMPLETED, lesson)
                .parent(course)
                .completion_is(true),
        )
        // What came of the quiz decides about the verb.
        .with(
            "quiz.graded",
            with_verb(&graded, verb::PASSED, true).when("passed", "true"),
        )
        .with(
            "quiz.graded",
            with_verb(&graded, verb::FAILED, false).when("passed", "false"),
        )
        .with("quiz.graded", graded))
}

fn with_verb(mapping: &Mapping, verb: KnownVerb, success: bool) -> Mapping {
    mapping.clone().verb(verb).success_is(success)
}

/// How many events became what.
#[derive(Default)]
struct Tally {
    made: usize,
    nothing: usize,
    refused: usize,
}

/// One line: the statement, where it makes one, checked as a store would check it.
fn statement(line: &[u8], map: &EventMap, args: &Args) -> Result<Option<String>, Failure> {
    let event = Tree::parse(line, &Limits::DEFAULT)?;
    let Some(statement) = map.statement(&args.tenant, &event.root())? else {
        return Ok(None);
    };
    let text = statement.to_json_string();
    Statement::from_slice(text.as_bytes(), &args.version.strict(), &Limits::DEFAULT)?;
    Ok(Some(text))
}

fn run(args: &Args) -> Result<Tally, Failure> {
    let map = map()?;
    let events: Box<dyn BufRead> = match &args.events {
        None => Box::new(made_up::EVENTS.as_bytes()),
        Some(path) if path.as_os_str() == "-" => Box::new(std::io::stdin().lock()),
        Some(path) => {
            let file = std::fs::File::open(path);
            let file = file.map_err(|error| format!("{}: {error}", path.display()))?;
            Box::new(BufReader::new(file))
        }
    };
    let mut tally = Tally::default();
    let mut output = std::io::stdout().lock();
    for (number, line) in (1_u64..).zip(lines::Lines::new(events, Limits::DEFAULT.bytes)) {
        let line = line?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        let count = match statement(&line, &map, args) {
            Ok(Some(text)) => {
                match writeln!(output, "{text}") {
                    // Whoever reads has seen enough.
                    Err(error) if error.kind() == ErrorKind::BrokenPipe => break,
                    written => written?,
                }
                &mut tally.made
            }
            Ok(None) => &mut tally.nothing,
            Err(error) => {
                eprintln!("line {number}: {error}");
                &mut tally.refused
            }
        };
        *count = count.saturating_add(1);
    }
    Ok(tally)
}

fn version(text: &str) -> Result<Version, String> {
    Version::parse(text).ok_or_else(|| "allowed are 1.0.3 and 2.0".to_owned())
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(tally) => {
            let Tally {
                made,
                nothing,
                refused,
            } = tally;
            eprintln!("{made} statements, {nothing} events of other kinds, {refused} refused");
            ExitCode::from(u8::from(refused > 0))
        }
        Err(error) => {
            eprintln!("xapi_events: {error}");
            ExitCode::from(2)
        }
    }
}
