//! Deliveries to stores of every kind, spoken to as a host does.

mod answers;
mod making;
mod scripts;
mod store;

use bytes::Bytes;
use edu_json::Document;
use edu_types::{HttpUrl, Limits, Timestamp, UuidText};
use http::Response;
use xapi_lrs::client::{Delivery, DeliveryStep, Outcome, Outgoing, RemoteStore, Settled};
use xapi_model::{Statement, Version};

pub(crate) const NOW: Timestamp = Timestamp::from_unix_seconds(1_714_550_400);

/// A statement's id by its number.
pub(crate) fn id(number: usize) -> UuidText {
    UuidText::parse(&format!("fd41c918-b88b-4b20-a0a5-{number:012x}")).unwrap()
}

/// The text of a statement about a lesson.
pub(crate) fn text(number: usize, lesson: &str) -> String {
    format!(
        r#"{{ "id":"{}","actor":{{"mbox":"mailto:ada@school.example"}},
        "verb":{{"id":"http://adlnet.gov/expapi/verbs/completed"}},
        "object":{{"id":"https://school.example/{lesson}"}} }}"#,
        id(number)
    )
}

pub(crate) fn read(text: &str) -> Document<Statement> {
    let profile = Version::V2_0.strict();
    let read = Document::from_slice(text.as_bytes(), &profile, &Limits::DEFAULT);
    read.unwrap().value
}

pub(crate) fn outgoing(number: usize) -> Outgoing {
    Outgoing::new(read(&text(number, "7"))).unwrap()
}

pub(crate) fn remote() -> RemoteStore {
    let endpoint = HttpUrl::parse("https://lrs.example/xapi/").unwrap();
    RemoteStore::new(&endpoint, Version::V2_0).unwrap()
}

/// A delivery of so many statements.
pub(crate) fn delivery(statements: usize) -> Delivery {
    let mut delivery = Delivery::new(remote());
    for number in 0..statements {
        delivery.push(outgoing(number)).unwrap();
    }
    delivery
}

pub(crate) fn response(status: u16, body: impl Into<Bytes>) -> Response<Bytes> {
    let response = Response::builder().status(status);
    response.body(body.into()).unwrap()
}

/// The ids of statements in a posted body.
pub(crate) fn posted(body: &[u8]) -> Vec<UuidText> {
    let profile = Version::V2_0.strict();
    let read = Statement::batch_from_slice(body, &profile, &Limits::DEFAULT);
    let statements = read.unwrap().value;
    let ids = statements.iter().map(|one| one.value().id.unwrap());
    ids.collect()
}

/// What a store answers that took these.
pub(crate) fn list(ids: &[UuidText]) -> String {
    let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
    format!("[{}]", ids.join(","))
}

/// Runs a delivery to its end: the last step, and how many requests went out.
pub(crate) fn run(
    delivery: &mut Delivery,
    mut answer: impl FnMut(&http::Request<Bytes>) -> Response<Bytes>,
) -> (DeliveryStep, usize) {
    let (mut now, mut sent) = (NOW, 0_usize);
    loop {
        match delivery.next(&now) {
            DeliveryStep::Send(request) => {
                sent = sent.saturating_add(1);
                delivery.answered(&answer(&request), &now, [0x80; 8]);
            }
            DeliveryStep::Wait(pause) => {
                let pause = i128::try_from(pause.as_nanos()).unwrap();
                let later = now.unix_nanos().checked_add(pause).unwrap();
                now = Timestamp::from_unix_nanos(later).unwrap();
            }
            end @ (DeliveryStep::Done | DeliveryStep::Stopped(_)) => return (end, sent),
        }
    }
}

/// The ids of those that ended so.
pub(crate) fn ended(settled: &[Settled], so: impl Fn(&Outcome) -> bool) -> Vec<UuidText> {
    let ended = settled.iter().filter(|one| so(&one.outcome));
    ended.map(|one| one.id).collect()
}
