//! Pages of services: line items and members, read and written, beside `serde_json::Value`.

#![expect(clippy::print_stderr, reason = "a program talks to its user")]

use std::process::ExitCode;

use edu_benches::{Options, Rounds};
use edu_json::{Refused, ToJson as _};
use edu_types::{Limits, Profile};
use lti_core::ags::LineItems;
use lti_core::nrps::MembershipContainer;
use serde_json::Value;

const VALUE: &str = "serde_json::Value";
const TYPED: &str = "lti_core";
/// The most time a typed page may take, as a share of `serde_json::Value`.
const MOST: f64 = 0.90;

fn main() -> ExitCode {
    let options = Options::from_args();
    match compare(&options) {
        Ok(held) if held || !options.check => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("a page that is written here cannot be read: {error}");
            ExitCode::FAILURE
        }
    }
}

fn compare(options: &Options) -> Result<bool, Refused> {
    let items = line_items(1000);
    let read_items = |text: &[u8]| {
        let read = LineItems::from_slice(text, &Profile::strict(), &MembershipContainer::LIMITS);
        read.map(|checked| checked.value)
    };
    let mut held = reading(
        "1,000 line items",
        "services.read_items/value",
        &items,
        options,
        read_items,
    );
    let typed = read_items(items.as_bytes())?;
    held &= writing(
        "1,000 line items",
        "services.write_items/value",
        &items,
        options,
        || typed.to_json_string(),
    );
    let members = members(5000);
    let read_members = |text: &[u8]| {
        let read =
            MembershipContainer::from_slice(text, &Profile::strict(), &MembershipContainer::LIMITS);
        read.map(|checked| checked.value)
    };
    held &= reading(
        "5,000 members",
        "services.read_members/value",
        &members,
        options,
        read_members,
    );
    let typed = read_members(members.as_bytes())?;
    held &= writing(
        "5,000 members",
        "services.write_members/value",
        &members,
        options,
        || typed.to_json_string(),
    );
    Ok(held)
}

fn reading<T>(
    what: &str,
    must: &str,
    text: &str,
    options: &Options,
    read: impl Fn(&[u8]) -> T,
) -> bool {
    let limits = Limits::DEFAULT
        .with_bytes(usize::MAX)
        .with_nodes(usize::MAX);
    let what = format!("{what} read, {} KiB", text.len() / 1024);
    let outcome = Rounds::new(what, options)
        .contestant(VALUE, || {
            serde_json::from_slice::<Value>(text.as_bytes()).is_ok()
        })
        .contestant(TYPED, || read(text.as_bytes()))
        .contestant("edu_json::Tree", || {
            edu_json::Tree::parse(text.as_bytes(), &limits).is_ok()
        })
        .run(VALUE);
    outcome.must(must, TYPED, MOST)
}

fn writing(
    what: &str,
    must: &str,
    text: &str,
    options: &Options,
    write: impl Fn() -> String,
) -> bool {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let outcome = Rounds::new(format!("{what} written"), options)
        .contestant(VALUE, || serde_json::to_string(&value).is_ok())
        .contestant(TYPED, write)
        .run(VALUE);
    outcome.must(must, TYPED, MOST)
}

fn line_items(count: usize) -> String {
    let item = |number: usize| {
        format!(
            "{{\"id\":\"https://lms.example/ags/d-1/course-7/lineitems/{number:08}\",\
             \"label\":\"Chapter {number}, test\",\"scoreMaximum\":{}.5,\
             \"resourceId\":\"a-9334df-{number}\",\"tag\":\"grade\",\
             \"resourceLinkId\":\"1g3k4dlk49fk{number}\",\
             \"endDateTime\":\"2026-04-06T22:05:03.{:03}Z\"}}",
            (number % 60).saturating_add(1),
            number % 1000,
        )
    };
    let items: Vec<String> = (0..count).map(item).collect();
    format!("[{}]", items.join(","))
}

fn members(count: usize) -> String {
    let member = |number: usize| {
        format!(
            "{{\"status\":\"Active\",\"name\":\"Jane Q. Doe {number}\",\"given_name\":\"Jane\",\
             \"family_name\":\"Doe {number}\",\"email\":\"jane{number}@school.example\",\
             \"user_id\":\"0ae836b9-7fc9-4060-006f-{number:012}\",\
             \"lis_person_sourcedid\":\"59254-6782-{number}\",\"roles\":[\
             \"http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor\",\
             \"http://purl.imsglobal.org/vocab/lis/v2/institution/person#Staff\"]}}"
        )
    };
    let members: Vec<String> = (0..count).map(member).collect();
    format!(
        "{{\"id\":\"https://lms.example/nrps/d-1/course-7/memberships\",\
         \"context\":{{\"id\":\"course-7\",\"label\":\"D 7\",\"title\":\"Drawing\"}},\
         \"members\":[{}]}}",
        members.join(",")
    )
}
