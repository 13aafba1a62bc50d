//! Whatever a store answers, every statement ends once, and none counts as stored that the store did not confirm.

use std::collections::BTreeSet;

use bytes::Bytes;
use edu_types::UuidText;
use http::{Method, Request, Response};
use proptest::prelude::*;
use xapi_lrs::client::{DeliveryLimits, DeliveryStep, Outcome, SendFailure};

use super::{NOW, delivery, id, list, posted, response, text};

/// What a store does next.
#[derive(Clone, Debug)]
enum Act {
    Accept,
    /// 200 with a body that confirms nothing.
    Mumble,
    Status(u16),
    /// The statement of another lesson, where one is asked for.
    Differ,
    Hang(SendFailure),
}

fn act() -> impl Strategy<Value = Act> {
    let statuses = vec![
        204, 202, 400, 401, 404, 408, 409, 413, 422, 425, 429, 500, 502, 503,
    ];
    prop_oneof![
        4 => Just(Act::Accept),
        1 => Just(Act::Mumble),
        8 => prop::sample::select(statuses).prop_map(Act::Status),
        2 => Just(Act::Differ),
        1 => Just(Act::Hang(SendFailure::TimedOut)),
        1 => Just(Act::Hang(SendFailure::Unreachable)),
    ]
}

/// A store that follows a script, and knows what it confirmed.
#[derive(Default)]
struct Scripted {
    confirmed: BTreeSet<UuidText>,
}

impl Scripted {
    fn answer(
        &mut self,
        act: &Act,
        request: &Request<Bytes>,
    ) -> Result<Response<Bytes>, SendFailure> {
        let (ids, is_post) = match request.uri().query() {
            None => (posted(request.body()), true),
            Some(query) => {
                let id = query.split_once('=').unwrap().1;
                (vec![UuidText::parse(id).unwrap()], false)
            }
        };
        assert_eq!(is_post, *request.method() == Method::POST);
        for id in &ids {
            assert!(!self.confirmed.contains(id), "sent again though confirmed");
        }
        let number = |id: UuidText| usize::from(*id.to_bytes().last().unwrap());
        Ok(match act {
            Act::Hang(failure) => return Err(*failure),
            Act::Accept if is_post => {
                self.confirmed.extend(&ids);
                response(200, list(&ids))
            }
            Act::Status(204) if is_post => {
                self.confirmed.extend(&ids);
                response(204, "")
            }
            Act::Accept => {
                self.confirmed.extend(&ids);
                response(200, text(number(ids[0]), "7"))
            }
            Act::Mumble => response(200, "[]"),
            Act::Differ if is_post => response(409, ""),
            Act::Differ => response(200, text(number(ids[0]), "8")),
            Act::Status(status) => response(*status, "so it is"),
        })
    }
}

proptest! {
    #[test]
    fn every_statement_ends_once_and_those_stored_were_confirmed(
        script in prop::collection::vec(act(), 1..40),
        statements in 1_usize..30,
        most in 1_usize..12,
        random in any::<[u8; 8]>(),
    ) {
        let limits = DeliveryLimits::DEFAULT.with_statements(most);
        let mut delivery = delivery(statements).with_limits(limits);
        let mut store = Scripted::default();
        let mut now = NOW;
        let mut acts = script.iter().cycle();
        // A store that goes on forever with the same script may not keep the delivery forever.
        for _ in 0..10_000 {
            match delivery.next(&now) {
                DeliveryStep::Send(request) => {
                    match store.answer(acts.next().unwrap(), &request) {
                        Ok(answer) => delivery.answered(&answer, &now, random),
                        Err(failure) => delivery.failed(failure, &now, random),
                    }
                }
                DeliveryStep::Wait(pause) => {
                    let seconds = i64::try_from(pause.as_secs()).unwrap();
                    now = now.saturating_add_seconds(seconds.saturating_add(1));
                }
                DeliveryStep::Done | DeliveryStep::Stopped(_) => break,
            }
        }
        let settled = delivery.take_settled();
        let ends: BTreeSet<_> = settled.iter().map(|one| one.id).collect();
        prop_assert_eq!(settled.len(), statements);
        prop_assert_eq!(ends, (0..statements).map(id).collect());
        prop_assert_eq!(delivery.unsettled(), 0);
        for one in settled {
            let stored = one.outcome == Outcome::Stored;
            prop_assert_eq!(stored, store.confirmed.contains(&one.id));
        }
    }
}
