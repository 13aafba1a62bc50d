//! Statements made up for measuring: a school of a thousand learners who work through courses.

use edu_json::Document;
use edu_types::{Limits, UuidText};
use xapi_lrs::{Key, NewStatement, Sender};
use xapi_model::{Actor, Agent, Statement, Version};

const LEARNERS: u64 = 1000;
const VERBS: u64 = 20;
const ACTIVITIES: u64 = 5000;

/// The statement of a number, as a store takes it in.
pub(crate) fn statement(number: u64) -> NewStatement {
    let text = text(number);
    let profile = Version::V2_0.strict();
    let read = Document::<Statement>::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT);
    let sender = Sender {
        version: Version::V2_0,
        authority: &authority(),
        labels: &[],
        defines: true,
    };
    let id = UuidText::from_bytes(scattered(number));
    NewStatement::new(read.expect("a statement").value, id, &sender)
}

/// The text of the statement of a number, as a client sends it.
pub(crate) fn text(number: u64) -> String {
    let id = UuidText::from_bytes(scattered(number));
    let scattered = u64::from_be_bytes(scattered(number).first_chunk().copied().unwrap_or([0; 8]));
    let learner = scattered % LEARNERS;
    let verb = (scattered >> 16) % VERBS;
    let activity = (scattered >> 24) % ACTIVITIES;
    let course = activity % 50;
    format!(
        concat!(
            r#"{{"id":"{id}","timestamp":"2024-05-{day:02}T09:{minute:02}:00.250Z","#,
            r#""actor":{{"objectType":"Agent","name":"Learner {learner}","account":{{"homePage":"https://school.example/","name":"learner-{learner}"}}}},"#,
            r#""verb":{{"id":"https://school.example/verbs/{verb}","display":{{"en-US":"answered","fr":"r\u00e9pondu"}}}},"#,
            r#""object":{{"objectType":"Activity","id":"https://school.example/question/{activity}","#,
            r#""definition":{{"name":{{"en-US":"Question {activity}"}},"type":"http://adlnet.gov/expapi/activities/question"}}}},"#,
            r#""result":{{"score":{{"scaled":0.5,"raw":50,"min":0,"max":100}},"success":true,"duration":"PT{minute}M"}},"#,
            r#""context":{{"registration":"1f0a8a90-0000-4000-8000-{learner:06}{course:06}","contextActivities":{{"parent":[{{"id":"https://school.example/course/{course}"}}],"#,
            r#""category":[{{"id":"https://school.example/profiles/quiz/v1.0"}}]}},"#,
            r#""extensions":{{"https://school.example/profiles/quiz/extensions/attempt":{minute}}}}}}}"#,
        ),
        id = id,
        day = (number % 28).saturating_add(1),
        minute = number % 60,
        learner = learner,
        verb = verb,
        activity = activity,
        course = course,
    )
}

/// Bytes like random ones, and the same whenever they are asked for.
fn scattered(number: u64) -> [u8; 16] {
    let mut state = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut half = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u128::from(mixed ^ (mixed >> 31))
    };
    let bits = (half() << 64) | half();
    // Version 4 and the variant of RFC 9562.
    let bits = bits & !(0xf_u128 << 76) | (4_u128 << 76);
    let bits = bits & !(3_u128 << 62) | (2_u128 << 62);
    bits.to_be_bytes()
}

/// Who vouches for all of them.
pub(crate) fn authority() -> Actor {
    Actor::Agent(Agent::account("https://school.example/", "lms").expect("an agent"))
}

/// What a list is asked by: in the words of a client, and of the index.
pub(crate) struct Filter {
    pub(crate) name: &'static str,
    pub(crate) parameters: String,
    pub(crate) keys: Vec<Key>,
}

/// Each filter, alone and together.
pub(crate) fn filters() -> Vec<Filter> {
    let related = Key::related_agent(&agent(7).identifier);
    let activity = "https://school.example/question/7";
    let course = "https://school.example/course/7";
    let registration = "1f0a8a90-0000-4000-8000-000007000007";
    let by_agent = r#"agent={"account":{"homePage":"https://school.example/","name":"learner-7"}}"#;
    let by_verb = "verb=https://school.example/verbs/3";
    let by_course = format!("activity={course}&related_activities=true");
    let related_course = Key::related_activity(course);
    let filter = |name, parameters: &str, keys: &[Key]| Filter {
        name,
        parameters: escaped(parameters),
        keys: keys.to_vec(),
    };
    let every = "since=2001-01-01T00:00:00Z";
    vec![
        filter("nothing", "", &[]),
        filter("since", every, &[]),
        filter("verb", by_verb, &[verb(3)]),
        filter("agent", by_agent, &[learner(7)]),
        filter(
            "related agent",
            &format!("{by_agent}&related_agents=true"),
            &[related],
        ),
        filter(
            "activity",
            &format!("activity={activity}"),
            &[Key::activity(activity)],
        ),
        filter("related activity", &by_course, &[related_course]),
        filter(
            "registration",
            &format!("registration={registration}"),
            &[Key::registration(
                UuidText::parse(registration).expect("a UUID"),
            )],
        ),
        filter(
            "agent and verb",
            &format!("{by_agent}&{by_verb}"),
            &[learner(7), verb(3)],
        ),
        filter(
            "related activity and verb",
            &format!("{by_course}&{by_verb}"),
            &[related_course, verb(3)],
        ),
    ]
}

/// Parameters as they stand in an address: what JSON has beside letters is escaped.
fn escaped(parameters: &str) -> String {
    let mut escaped = String::new();
    for character in parameters.chars() {
        match character {
            '"' => escaped.push_str("%22"),
            '{' => escaped.push_str("%7B"),
            '}' => escaped.push_str("%7D"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// By what a learner's statements are found.
pub(crate) fn learner(number: u64) -> Key {
    Key::agent(&agent(number).identifier)
}

/// By what statements with a verb are found.
pub(crate) fn verb(number: u64) -> Key {
    Key::verb(&format!("https://school.example/verbs/{number}"))
}

fn agent(number: u64) -> Agent {
    let name = format!("learner-{number}");
    Agent::account("https://school.example/", name).expect("an agent")
}
