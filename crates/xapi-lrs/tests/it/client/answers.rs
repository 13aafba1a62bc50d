//! What each answer of a store leads to.

use core::time::Duration;

use edu_http::Backoff;
use edu_types::UuidText;
use http::{Method, StatusCode};
use xapi_lrs::client::{DeliveryError, DeliveryLimits, DeliveryStep, Outcome, SendFailure};

use super::store::Store;
use super::{NOW, delivery, ended, id, list, posted, response, run, text};

fn is_stored(outcome: &Outcome) -> bool {
    *outcome == Outcome::Stored
}

fn ids(numbers: impl IntoIterator<Item = usize>) -> Vec<UuidText> {
    numbers.into_iter().map(id).collect()
}

#[test]
fn accepted_batches_are_sent_once() {
    let (mut store, mut delivery) = (Store::new(), delivery(250));
    let (_, sent) = run(&mut delivery, |request| store.answer(request));
    assert_eq!(sent, 3);
    assert_eq!(ended(&delivery.take_settled(), is_stored), ids(0..250));
    assert!(delivery.take_settled().is_empty());
}

#[test]
fn the_one_that_a_store_refuses_is_found_by_few_requests_and_all_others_are_stored_once() {
    for culprit in [0, 1, 37, 62, 99] {
        for status in [400, 422] {
            let (mut store, mut delivery) = (Store::new(), delivery(100));
            store.dislikes.insert(id(culprit), status);
            let (_, sent) = run(&mut delivery, |request| store.answer(request));
            // The batch, then at most two for each of 7 halvings.
            assert!(sent <= 15, "{sent} requests for {culprit}");
            let settled = delivery.take_settled();
            assert_eq!(ended(&settled, is_stored).len(), 99);
            assert!(store.taken.values().all(|times| *times == 1));
            let refused = settled
                .into_iter()
                .find(|one| one.id == id(culprit))
                .unwrap();
            let Outcome::Refused(refused) = refused.outcome else {
                panic!("{:?}", refused.outcome);
            };
            assert_eq!(refused.status.as_u16(), status);
            assert_eq!(&**refused.told.expose(), "not this one");
        }
    }
}

#[test]
fn where_the_first_half_is_clean_the_second_is_not_sent_in_vain() {
    let (mut store, mut delivery) = (Store::new(), delivery(64));
    store.dislikes.insert(id(63), 400);
    let (_, sent) = run(&mut delivery, |request| store.answer(request));
    // The batch, six clean halves, and the culprit.
    assert_eq!(sent, 8);
}

#[test]
fn several_culprits_are_all_found() {
    let (mut store, mut delivery) = (Store::new(), delivery(32));
    for culprit in [0, 3, 16, 17, 31] {
        store.dislikes.insert(id(culprit), 400);
    }
    run(&mut delivery, |request| store.answer(request));
    let settled = delivery.take_settled();
    let refused = ended(&settled, |outcome| matches!(outcome, Outcome::Refused(_)));
    assert_eq!(refused, ids([0, 3, 16, 17, 31]));
    assert_eq!(ended(&settled, is_stored).len(), 27);
    let order: Vec<_> = settled.iter().map(|one| one.id).collect();
    assert_eq!(order, ids(0..32));
}

#[test]
fn a_repetition_that_a_store_calls_a_conflict_is_stored_and_a_real_one_is_told() {
    let (mut store, mut delivery) = (Store::new(), delivery(8));
    for number in [2, 5, 6] {
        store.dislikes.insert(id(number), 409);
    }
    let changed = text(2, "7").replace("\"object\"", r#""stored":"2024-05-01T10:00:00Z","object""#);
    store.kept.insert(id(2), changed);
    store.kept.insert(id(5), text(5, "8"));
    run(&mut delivery, |request| store.answer(request));
    let settled = delivery.take_settled();
    assert_eq!(ended(&settled, is_stored), ids([0, 1, 2, 3, 4, 7]));
    let outcome = |number: usize| {
        let found = settled.iter().find(|one| one.id == id(number));
        found.unwrap().outcome.clone()
    };
    let conflict = |differences: &[&str]| Outcome::Conflict {
        differences: differences.iter().map(|&one| one.to_owned()).collect(),
    };
    assert_eq!(outcome(5), conflict(&["/object/id"]));
    // It is there, as the store says, but neither among the statements nor among the voided.
    assert_eq!(outcome(6), conflict(&[]));
}

#[test]
fn a_voided_statement_is_found_among_the_voided() {
    let mut delivery = delivery(1);
    run(&mut delivery, |request| match request.uri().query() {
        None => response(409, ""),
        Some(query) if query.starts_with("voided") => response(200, text(0, "7")),
        Some(_) => response(404, ""),
    });
    assert_eq!(ended(&delivery.take_settled(), is_stored), ids([0]));
}

#[test]
fn a_page_that_answers_200_to_everything_is_not_believed() {
    for status in [200, 201, 202] {
        let mut delivery = delivery(3);
        let (end, _) = run(&mut delivery, |_| {
            response(status, "<p>Welcome to our network")
        });
        assert!(matches!(end, DeliveryStep::Done));
        let lost = Outcome::GivenUp(DeliveryError::Unconfirmed);
        assert_eq!(
            ended(&delivery.take_settled(), |outcome| *outcome == lost),
            ids(0..3)
        );
    }
}

#[test]
fn ids_of_other_statements_are_no_confirmation() {
    let (mut store, mut delivery) = (Store::new(), delivery(2));
    run(&mut delivery, |request| {
        let answer = store.answer(request);
        if request.method() == Method::POST {
            return response(200, list(&ids([1, 0])));
        }
        answer
    });
    // Both were found then.
    assert_eq!(ended(&delivery.take_settled(), is_stored), ids(0..2));
}

#[test]
fn too_large_batches_are_halved_and_none_so_large_is_made_again() {
    let (mut store, mut delivery) = (Store::new(), delivery(300));
    store.most = 30;
    let (_, sent) = run(&mut delivery, |request| store.answer(request));
    assert_eq!(ended(&delivery.take_settled(), is_stored), ids(0..300));
    // 100 and 50 too large, then 25 each; half of the first hundred is tried as 50 once more.
    assert_eq!(sent, 12 + 3);
    assert!(store.taken.values().all(|times| *times == 1));
}

#[test]
fn one_that_is_too_large_alone_is_refused_and_batches_stay_large() {
    let mut delivery = delivery(3).with_limits(DeliveryLimits::DEFAULT.with_statements(1));
    run(&mut delivery, |request| match &*posted(request.body()) {
        [one] if *one == id(1) => response(413, "too large"),
        all => response(200, list(all)),
    });
    let settled = delivery.take_settled();
    assert_eq!(ended(&settled, is_stored), ids([0, 2]));
    assert!(matches!(&settled[1].outcome, Outcome::Refused(told) if told.status == 413));
}

#[test]
fn a_store_that_asks_for_time_gets_it() {
    for status in [408, 425, 429, 500, 502, 503, 504] {
        let mut delivery = delivery(2);
        let DeliveryStep::Send(first) = delivery.next(&NOW) else {
            panic!("nothing to send");
        };
        let mut busy = response(status, "");
        busy.headers_mut()
            .insert("retry-after", "7".parse().unwrap());
        delivery.answered(&busy, &NOW, [0; 8]);
        let DeliveryStep::Wait(pause) = delivery.next(&NOW) else {
            panic!("{status} is not waited for");
        };
        assert_eq!(pause, Duration::from_secs(7));
        let DeliveryStep::Send(again) = delivery.next(&NOW.saturating_add_seconds(7)) else {
            panic!("nothing to send");
        };
        assert_eq!(again.body(), first.body());
    }
}

#[test]
fn a_store_that_never_answers_stops_the_delivery_after_all_attempts() {
    for (failure, error) in [
        (SendFailure::TimedOut, DeliveryError::TimedOut),
        (SendFailure::Unreachable, DeliveryError::Unreachable),
    ] {
        let mut delivery = delivery(150).with_backoff(Backoff::new().with_attempts(3));
        let (mut now, mut sent) = (NOW, 0);
        while let step @ (DeliveryStep::Send(_) | DeliveryStep::Wait(_)) = delivery.next(&now) {
            if matches!(step, DeliveryStep::Send(_)) {
                sent += 1;
                delivery.failed(failure, &now, [0; 8]);
            }
            now = now.saturating_add_seconds(1);
        }
        assert_eq!(sent, 3);
        let given_up = Outcome::GivenUp(error);
        assert!(error.is_retryable());
        assert_eq!(
            ended(&delivery.take_settled(), |one| *one == given_up).len(),
            150
        );
    }
}

#[test]
fn wrong_credentials_and_addresses_stop_the_delivery_at_once() {
    for status in [301, 302, 307, 401, 403, 404, 405, 410, 415] {
        let mut delivery = delivery(150);
        let (end, sent) = run(&mut delivery, |_| response(status, ""));
        assert_eq!(sent, 1);
        let DeliveryStep::Stopped(error) = end else {
            panic!("{status} does not stop it");
        };
        let code = StatusCode::from_u16(status).unwrap();
        let expected = match status {
            401 | 403 => DeliveryError::Credentials(code),
            _ => DeliveryError::Address(code),
        };
        assert_eq!(error, expected);
        assert!(!error.is_retryable() && error.to_string().contains(code.as_str()));
        assert_eq!(delivery.take_settled().len(), 150);
        // What is pushed later is settled, too.
        delivery.push(super::outgoing(200)).unwrap();
        let settled = delivery.take_settled();
        assert_eq!(settled[0].outcome, Outcome::GivenUp(error));
    }
}

#[test]
fn a_store_that_is_another_gets_nothing_more() {
    let mut delivery = delivery(2);
    assert!(matches!(delivery.next(&NOW), DeliveryStep::Send(_)));
    delivery.failed(SendFailure::Untrusted, &NOW, [0; 8]);
    let DeliveryStep::Stopped(error) = delivery.next(&NOW) else {
        panic!("goes on");
    };
    assert_eq!(error, DeliveryError::Untrusted);
}

#[test]
fn a_statement_over_which_a_store_breaks_is_given_up_and_the_others_are_stored() {
    let (mut store, mut delivery) = (Store::new(), delivery(100));
    store.dislikes.insert(id(0), 500);
    let (end, sent) = run(&mut delivery, |request| store.answer(request));
    assert!(matches!(end, DeliveryStep::Done));
    // Four attempts of the batch, then each half once.
    assert!(sent <= 4 + 14, "{sent} requests");
    let settled = delivery.take_settled();
    assert_eq!(ended(&settled, is_stored), ids(1..100));
}

#[test]
fn a_store_that_breaks_over_everything_is_left_alone_soon() {
    let mut delivery = delivery(1000);
    let (end, sent) = run(&mut delivery, |_| response(500, ""));
    let expected = DeliveryError::Failing(StatusCode::INTERNAL_SERVER_ERROR);
    assert!(matches!(end, DeliveryStep::Stopped(error) if error == expected));
    assert!(sent <= 4 + 12, "{sent} requests");
    assert_eq!(delivery.take_settled().len(), 1000);
}

#[test]
fn answers_to_nothing_change_nothing() {
    let mut delivery = delivery(1);
    delivery.answered(&response(401, ""), &NOW, [0; 8]);
    delivery.failed(SendFailure::Untrusted, &NOW, [0; 8]);
    assert!(matches!(delivery.next(&NOW), DeliveryStep::Send(_)));
    delivery.answered(&response(503, ""), &NOW, [0x80; 8]);
    delivery.answered(&response(401, ""), &NOW, [0; 8]);
    assert!(matches!(delivery.next(&NOW), DeliveryStep::Wait(_)));
}
