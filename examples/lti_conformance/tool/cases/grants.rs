//! Case 43: roles that only look like a teacher's.

use serde_json::{Value, json};

use super::super::Theme;
use super::super::token::{INSTRUCTOR, LEARNER};
use super::super::world::World;
use crate::browser::Trail;
use crate::case::Case;
use crate::verdict::Expected::Says;
use crate::verdict::{Expected, Found, NotJudged, Outcome};
use lti_core::claim;

const ROLES: &str = "LTI Core 1.3 §A.2";
const NO_TEACHER: Expected = Says("no teacher");

pub(super) const THEME: Theme = Theme {
    title: "What it grants",
    cases: &[
        Case::steps(
            "43a",
            "the sub-role Instructor of a learner",
            ROLES,
            NO_TEACHER,
            |world| {
                bait(
                    world,
                    json!(["http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#Instructor"]),
                )
            },
        ),
        Case::steps(
            "43b",
            "a teacher of the institution, a learner here",
            ROLES,
            NO_TEACHER,
            |world| {
                let institution =
                    "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor";
                bait(world, json!([LEARNER, institution]))
            },
        ),
        Case::steps(
            "43c",
            "Instructor in the vocabulary of somebody else",
            ROLES,
            NO_TEACHER,
            |world| {
                bait(
                    world,
                    json!([
                        LEARNER,
                        "http://evil.example/vocab/lis/v2/membership#Instructor"
                    ]),
                )
            },
        ),
        Case::steps(
            "43d",
            "Instructor with a space at its end",
            ROLES,
            NO_TEACHER,
            |world| bait(world, json!([LEARNER, format!("{INSTRUCTOR} ")])),
        ),
        Case::steps(
            "43e",
            "Instructor in another case",
            ROLES,
            NO_TEACHER,
            |world| bait(world, json!([LEARNER, INSTRUCTOR.to_uppercase()])),
        ),
        Case::steps("43f", "a learner", ROLES, NO_TEACHER, |world| {
            bait(world, json!([LEARNER]))
        }),
    ],
};

fn bait(world: &World, roles: Value) -> Result<Found, NotJudged> {
    let why = "what a teacher reads is not known; name it with --teacher-text";
    let text = world.teacher_text.as_ref();
    let text = text.ok_or_else(|| NotJudged(why.to_owned()))?;
    if !launched_as(world, json!([INSTRUCTOR]))?.holds(text) {
        let why = "a real teacher does not read what --teacher-text says";
        return Err(NotJudged(why.to_owned()));
    }
    let trail = launched_as(world, roles)?;
    let told = match world.outcome(&trail) {
        Outcome::Accepted => "accepted",
        Outcome::Refused | Outcome::Unclear | Outcome::Told => "refused",
    };
    if trail.holds(text) {
        return Ok(Found::told("a teacher").with_fault("the role grants what only teachers may"));
    }
    Ok(Found::told(format!("no teacher ({told})")))
}

fn launched_as(world: &World, roles: Value) -> Result<Trail, NotJudged> {
    let mut launch = world.open()?;
    let mut token = launch.token();
    token.claim(claim::ROLES, roles);
    Ok(launch.deliver_text(&token.seal()?))
}
