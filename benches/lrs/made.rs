//! Statements made up for measuring: a school of a thousand learners who work through courses.

use core::time::Duration;

use edu_json::Document;
use edu_types::{Limits, Timestamp, UuidText};
use xapi_lrs::{Key, NewStatement, Sender};
use xapi_model::{Actor, Agent, Statement, Version};

const LEARNERS: u64 = 1000;
const VERBS: u64 = 20;
const ACTIVITIES: u64 = 5000;
const COURSES: u64 = 50;

/// A user who sees everything.
pub(crate) const ALL: &str = "lms";
/// What the name of a learner begins with: a user who sees what that learner did.
pub(crate) const LEARNER: &str = "learner-";

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
    let course = activity % COURSES;
    let registration = registration(learner, course);
    format!(
        concat!(
            r#"{{"id":"{id}","timestamp":"2024-05-{day:02}T09:{minute:02}:00.250Z","#,
            r#""actor":{{"objectType":"Agent","name":"Learner {learner}","account":{{"homePage":"https://school.example/","name":"learner-{learner}"}}}},"#,
            r#""verb":{{"id":"https://school.example/verbs/{verb}","display":{{"en-US":"answered","fr":"r\u00e9pondu"}}}},"#,
            r#""object":{{"objectType":"Activity","id":"https://school.example/question/{activity}","#,
            r#""definition":{{"name":{{"en-US":"Question {activity}"}},"type":"http://adlnet.gov/expapi/activities/question"}}}},"#,
            r#""result":{{"score":{{"scaled":0.5,"raw":50,"min":0,"max":100}},"success":true,"duration":"PT{minute}M"}},"#,
            r#""context":{{"registration":"{registration}","contextActivities":{{"parent":[{{"id":"https://school.example/course/{course}"}}],"#,
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
        registration = registration,
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

/// How many different questions are asked by one filter, in turn: more than a database keeps the
/// pages of in its memory.
const QUESTIONS: u64 = 1000;

/// The latest statements of all: one query within memory, which HTTP alone outlasts.
pub(crate) const NO_FILTER: &str = "no filter";

/// What lists are asked by.
pub(crate) struct Filter {
    pub(crate) name: &'static str,
    pub(crate) questions: Vec<Question>,
}

/// One list: in the words of a client, and of the index.
pub(crate) struct Question {
    pub(crate) user: String,
    pub(crate) parameters: String,
    pub(crate) keys: Vec<Key>,
    pub(crate) moment: Option<Moment>,
}

/// On which side of a moment a list lies, and in which order.
#[derive(Clone, Debug)]
pub(crate) enum Moment {
    /// Later than this, the latest first.
    Since(Timestamp),
    /// Later than this, the earliest first: what a client does that polls.
    SinceEarliest(Timestamp),
    /// No later than this, the latest first.
    Until(Timestamp),
}

impl Filter {
    /// What a user who sees everything asks.
    fn new(name: &'static str, ask: impl Fn(u64) -> (String, Vec<Key>)) -> Self {
        Self::of(name, |number| {
            let (parameters, keys) = ask(number);
            (ALL.to_owned(), parameters, keys, None)
        })
    }

    /// What such a user asks by time alone.
    fn by_time(name: &'static str, ask: impl Fn(u64) -> (String, Moment)) -> Self {
        Self::of(name, |number| {
            let (parameters, moment) = ask(number);
            (ALL.to_owned(), parameters, Vec::new(), Some(moment))
        })
    }

    /// What learners ask, who see what they did themselves.
    fn own(name: &'static str, ask: impl Fn(u64) -> (String, Vec<Key>)) -> Self {
        Self::of(name, |number| {
            let own = learner_of(number);
            let (parameters, keys) = ask(number);
            let keys = [vec![learner(own)], keys].concat();
            (format!("{LEARNER}{own}"), parameters, keys, None)
        })
    }

    fn of(
        name: &'static str,
        ask: impl Fn(u64) -> (String, String, Vec<Key>, Option<Moment>),
    ) -> Self {
        let question = |number| {
            let (user, parameters, keys, moment) = ask(number);
            Question {
                user,
                parameters: escaped(&parameters),
                keys,
                moment,
            }
        };
        let questions = (0..QUESTIONS).map(question).collect();
        Self { name, questions }
    }
}

impl Moment {
    /// Milliseconds since 1970, as tables keep it.
    pub(crate) fn millis(&self) -> i64 {
        let (Self::Since(time) | Self::SinceEarliest(time) | Self::Until(time)) = self;
        i64::try_from(time.unix_nanos().div_euclid(1_000_000)).expect("a time")
    }
}

/// Each filter, alone and together; statements were stored from `began` on, for as long as that took.
pub(crate) fn filters(began: &Timestamp, took: Duration) -> Vec<Filter> {
    let moment = |number| moment(began, took, number);
    let both = |one: fn(u64) -> (String, Vec<Key>), other: fn(u64) -> (String, Vec<Key>)| {
        move |number| {
            let ((one, keys), (other, more)) = (one(number), other(number));
            (format!("{one}&{other}"), [keys, more].concat())
        }
    };
    vec![
        Filter::new(NO_FILTER, |_| (String::new(), Vec::new())),
        Filter::by_time("since", |number| {
            let since = moment(number);
            (format!("since={since}"), Moment::Since(since))
        }),
        Filter::by_time("since, the earliest first", |number| {
            let since = moment(number);
            let parameters = format!("ascending=true&since={since}");
            (parameters, Moment::SinceEarliest(since))
        }),
        Filter::by_time("until", |number| {
            let until = moment(number);
            (format!("until={until}"), Moment::Until(until))
        }),
        Filter::new("verb", by_verb),
        Filter::new("agent", by_agent),
        Filter::new("related agent", by_related_agent),
        Filter::new("activity", by_activity),
        Filter::new("related activity", by_course),
        Filter::new("registration", by_registration),
        Filter::new("agent and verb", both(by_agent, by_verb)),
        Filter::new("related activity and verb", both(by_course, by_verb)),
        Filter::own("what one learner may see", |_| (String::new(), Vec::new())),
        Filter::own("a verb, of what one learner may see", by_verb),
    ]
}

/// The moment of a question.
fn moment(began: &Timestamp, took: Duration, number: u64) -> Timestamp {
    // Within the middle half, so that every page is full.
    let spread = number.wrapping_mul(779) % QUESTIONS;
    let part = QUESTIONS.saturating_add(spread.saturating_mul(2));
    let whole = u128::from(QUESTIONS.saturating_mul(4));
    let after = took.as_nanos().saturating_mul(u128::from(part));
    let after = after.checked_div(whole).expect("some questions");
    let nanos = i128::try_from(after).expect("a short while");
    let time = began.unix_nanos().saturating_add(nanos);
    Timestamp::from_unix_nanos(time).expect("a time")
}

/// The learner of a question, far from that of the one before.
const fn learner_of(number: u64) -> u64 {
    number.wrapping_mul(379) % LEARNERS
}

fn by_agent(number: u64) -> (String, Vec<Key>) {
    let number = learner_of(number);
    let name = format!("{LEARNER}{number}");
    let agent =
        format!(r#"{{"account":{{"homePage":"https://school.example/","name":"{name}"}}}}"#);
    (format!("agent={agent}"), vec![learner(number)])
}

fn by_related_agent(number: u64) -> (String, Vec<Key>) {
    let key = Key::related_agent(&agent(learner_of(number)).identifier);
    (
        format!("{}&related_agents=true", by_agent(number).0),
        vec![key],
    )
}

fn by_verb(number: u64) -> (String, Vec<Key>) {
    let number = number % VERBS;
    let verb = format!("https://school.example/verbs/{number}");
    (format!("verb={verb}"), vec![Key::verb(&verb)])
}

fn by_activity(number: u64) -> (String, Vec<Key>) {
    let number = number.wrapping_mul(1877) % ACTIVITIES;
    let activity = format!("https://school.example/question/{number}");
    (
        format!("activity={activity}"),
        vec![Key::activity(&activity)],
    )
}

fn by_course(number: u64) -> (String, Vec<Key>) {
    let number = number.wrapping_mul(17) % COURSES;
    let course = format!("https://school.example/course/{number}");
    let parameters = format!("activity={course}&related_activities=true");
    (parameters, vec![Key::related_activity(&course)])
}

fn by_registration(number: u64) -> (String, Vec<Key>) {
    let registration = registration(learner_of(number), number % COURSES);
    let key = Key::registration(UuidText::parse(&registration).expect("a UUID"));
    (format!("registration={registration}"), vec![key])
}

/// That of a learner in a course.
fn registration(learner: u64, course: u64) -> String {
    format!("1f0a8a90-0000-4000-8000-{learner:06}{course:06}")
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

fn agent(number: u64) -> Agent {
    let name = format!("{LEARNER}{number}");
    Agent::account("https://school.example/", name).expect("an agent")
}
