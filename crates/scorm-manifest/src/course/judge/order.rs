//! Items that wait for others: none may wait for itself, however far round.

use std::collections::BTreeMap;

use super::{Course, Identifier, Judge, Visit, rules};

/// How far an item was followed.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Unseen,
    Open,
    Done,
}

/// Notes every item that closes a circle of prerequisites; follows each prerequisite once.
pub(super) fn prerequisites(course: &Course, judge: &mut Judge<'_>) {
    let visits: Vec<Visit<'_>> = course.walk().collect();
    let numbered = visits.iter().enumerate();
    let places: BTreeMap<&Identifier, usize> = numbered
        .map(|(at, visit)| (visit.item.identifier(), at))
        .collect();
    let mut states = vec![State::Unseen; visits.len()];
    for start in 0..visits.len() {
        follow(start, &visits, &places, &mut states, judge);
    }
}

fn follow(
    start: usize,
    visits: &[Visit<'_>],
    places: &BTreeMap<&Identifier, usize>,
    states: &mut [State],
    judge: &mut Judge<'_>,
) {
    let mut open = vec![(start, 0_usize)];
    while let Some((at, next)) = open.last_mut() {
        let (Some(visit), Some(state)) = (visits.get(*at), states.get_mut(*at)) else {
            return;
        };
        let waits_for = visit.item.prerequisites().get(*next);
        if *state == State::Done || waits_for.is_none() {
            *state = State::Done;
            open.pop();
            continue;
        }
        *state = State::Open;
        let position = *next;
        *next = next.saturating_add(1);
        let Some(other) = waits_for.and_then(|name| places.get(name)).copied() else {
            continue;
        };
        match states.get(other) {
            Some(State::Unseen) => open.push((other, 0)),
            Some(State::Open) => {
                let at = format!("{}/prerequisites/{position}", visit.pointer);
                judge.note(
                    &rules::PREREQUISITE_CYCLE,
                    &at,
                    "item waits for one that waits for it",
                );
            }
            Some(State::Done) | None => {}
        }
    }
}
