use super::*;

const ADA: Digest = [1; 32];
const BEN: Digest = [2; 32];

fn key(name: impl core::fmt::Display) -> Digest {
    digest([format!("{name}").as_str()])
}

const fn room(total: usize, of_one_owner: usize) -> Room {
    Room {
        total,
        of_one_owner,
    }
}

fn store(total: usize) -> OnceStore<u32> {
    OnceStore::new(room(total, total))
}

/// Everything inside tells the same of what waits and what was used.
fn assert_whole(store: &OnceStore<u32>) {
    let waiting = store.waiting.len();
    assert!(waiting <= store.room.total.max(1));
    assert_eq!(store.expiries.len(), waiting);
    let owners: BTreeSet<_> = store.waiting.values().map(|one| one.owner).collect();
    let lines: usize = owners.iter().map(|owner| store.lines.len(owner)).sum();
    assert_eq!(lines, waiting);
}

#[test]
fn a_value_is_given_out_once() {
    let mut store = store(4);
    store.keep(key("a"), ADA, 1, 100, 0).unwrap();
    assert_eq!(store.take(&key("a"), 1), Taken::Fresh(1));
    assert_eq!(store.take(&key("a"), 1), Taken::AlreadyUsed);
    assert_whole(&store);
}

#[test]
fn a_value_that_does_not_fit_stays() {
    let mut store = store(4);
    store.keep(key("a"), ADA, 1, 100, 0).unwrap();
    assert_eq!(store.take_if(&key("a"), 1, |value| *value == 2), None);
    let fits = store.take_if(&key("a"), 1, |value| *value == 1);
    assert_eq!(fits, Some(Taken::Fresh(1)));
    let again = store.take_if(&key("a"), 1, |_| false);
    assert_eq!(again, Some(Taken::AlreadyUsed));
    let unknown = store.take_if(&key("b"), 1, |_| false);
    assert_eq!(unknown, Some(Taken::Unknown));
}

#[test]
fn a_value_that_was_never_kept_is_unknown() {
    assert_eq!(store(4).take(&key("a"), 1), Taken::Unknown);
}

#[test]
fn values_and_uses_are_forgotten_at_their_expiry() {
    let mut store = store(4);
    store.keep(key("a"), ADA, 1, 100, 0).unwrap();
    store.keep(key("b"), ADA, 2, 100, 0).unwrap();
    store.take(&key("a"), 99);
    assert_eq!(store.take(&key("a"), 100), Taken::Unknown);
    assert_eq!(store.take(&key("b"), 100), Taken::Unknown);
    assert!(store.waiting.is_empty());
    assert!(!store.used.contains(&key("a"), 0), "nothing stays behind");
    assert_whole(&store);
}

#[test]
fn expired_values_are_void_before_their_batch_comes() {
    let mut store = store(1000);
    for name in 0..500 {
        store.keep(key(name), ADA, name, 100, 0).unwrap();
    }
    for name in 0..500 {
        assert_eq!(store.take(&key(name), 100), Taken::Unknown);
    }
    for name in 0..500 {
        store.keep(key(name), ADA, name, 200, 100).unwrap();
    }
    assert_eq!(store.take(&key(499), 101), Taken::Fresh(499));
    assert_whole(&store);
}

#[test]
fn a_key_in_use_is_not_overwritten() {
    let mut store = store(4);
    store.keep(key("a"), ADA, 1, 100, 0).unwrap();
    assert!(store.keep(key("a"), BEN, 2, 100, 0).is_err());
    assert_eq!(store.take(&key("a"), 1), Taken::Fresh(1));
    assert!(store.keep(key("a"), ADA, 2, 100, 0).is_err());
    assert_eq!(store.take(&key("a"), 1), Taken::AlreadyUsed);
}

#[test]
fn a_full_store_refuses_a_key_in_use_and_forgets_nothing_for_it() {
    let mut store = store(2);
    store.keep(key("a"), ADA, 1, 100, 0).unwrap();
    store.keep(key("b"), ADA, 2, 100, 0).unwrap();
    assert!(store.keep(key("b"), ADA, 3, 100, 0).is_err());
    assert_eq!(store.take(&key("a"), 1), Taken::Fresh(1));
    assert_eq!(store.take(&key("b"), 1), Taken::Fresh(2));
}

#[test]
fn a_full_store_forgets_the_oldest() {
    let mut store = store(3);
    for name in 0..5 {
        // Later ones expire earlier: age is the order of arrival, not of expiry.
        let expires = 200 - i64::from(name);
        store.keep(key(name), ADA, name, expires, 0).unwrap();
    }
    for forgotten in 0..2 {
        assert_eq!(store.take(&key(forgotten), 1), Taken::Unknown);
    }
    for kept in 2..5 {
        assert_eq!(store.take(&key(kept), 1), Taken::Fresh(kept));
    }
    assert_whole(&store);
}

#[test]
fn a_flood_of_one_owner_pushes_out_its_own() {
    let mut store = store(100);
    store.keep(key("ben"), BEN, 7, 1000, 0).unwrap();
    for name in 0..300 {
        store.keep(key(name), ADA, name, 1000, 0).unwrap();
        assert_whole(&store);
    }
    assert_eq!(store.take(&key("ben"), 1), Taken::Fresh(7));
    assert_eq!(store.take(&key(200), 1), Taken::Unknown);
    assert_eq!(store.take(&key(201), 1), Taken::Fresh(201));
}

#[test]
fn a_flood_in_many_names_pushes_out_the_fullest() {
    let mut store = store(100);
    for name in 0..5 {
        store.keep(key(name), BEN, name, 1000, 0).unwrap();
    }
    for name in 100..2000_u32 {
        let owner = digest([(name % 9).to_string().as_str()]);
        store.keep(key(name), owner, name, 1000, 0).unwrap();
    }
    for name in 0..5 {
        assert_eq!(store.take(&key(name), 1), Taken::Fresh(name));
    }
}

#[test]
fn of_owners_with_one_each_the_oldest_goes() {
    let mut store = store(10);
    for name in 0..30 {
        store.keep(key(name), key(name), name, 1000, 0).unwrap();
    }
    let fresh = (0..30).filter(|name| store.take(&key(name), 1) == Taken::Fresh(*name));
    assert_eq!(fresh.collect::<Vec<_>>(), (20..30).collect::<Vec<_>>());
}

#[test]
fn one_owner_has_no_more_than_its_room() {
    let mut store = OnceStore::new(room(100, 3));
    for name in 0..5 {
        store.keep(key(name), ADA, name, 1000, 0).unwrap();
    }
    assert_eq!(store.take(&key(1), 1), Taken::Unknown);
    assert_eq!(store.take(&key(2), 1), Taken::Fresh(2));
    assert_eq!(store.waiting.len(), 2);
}

#[test]
fn used_and_waiting_never_push_out_each_other() {
    let mut store = store(3);
    for name in 0..3 {
        store.keep(key(name), ADA, name, 1000, 0).unwrap();
        store.take(&key(name), 1);
    }
    for name in 10..20 {
        store.keep(key(name), ADA, name, 1000, 0).unwrap();
    }
    for used in 0..3 {
        assert_eq!(store.take(&key(used), 1), Taken::AlreadyUsed);
    }
    for kept in 17..20 {
        assert_eq!(store.take(&key(kept), 1), Taken::Fresh(kept));
    }
}

#[test]
fn of_too_many_used_keys_the_first_is_unknown_and_never_fresh() {
    let mut store = store(2);
    for name in 0..3 {
        let expires = 1000 + i64::from(name);
        store.keep(key(name), ADA, name, expires, 0).unwrap();
        store.take(&key(name), 1);
    }
    assert_eq!(store.take(&key(0), 1), Taken::Unknown);
    assert_eq!(store.take(&key(1), 1), Taken::AlreadyUsed);
    assert_eq!(store.take(&key(2), 1), Taken::AlreadyUsed);
}

#[test]
fn a_key_used_again_after_its_expiry_is_remembered_for_that() {
    let mut store = store(9);
    // A longer-lived use before it holds the first use of the key back.
    store.keep(key("long"), ADA, 1, 500, 0).unwrap();
    store.take(&key("long"), 1);
    for (kept, expires) in [(0, 100), (100, 900)] {
        store.keep(key("a"), ADA, 2, expires, kept).unwrap();
        assert_eq!(store.take(&key("a"), kept), Taken::Fresh(2));
    }
    assert_eq!(store.take(&key("a"), 500), Taken::AlreadyUsed);
    assert_eq!(store.take(&key("a"), 899), Taken::AlreadyUsed);
    assert_eq!(store.take(&key("a"), 900), Taken::Unknown);
}

#[test]
fn a_store_without_room_keeps_one() {
    let mut store = OnceStore::new(room(0, 0));
    store.keep(key("a"), ADA, 1, 100, 0).unwrap();
    store.keep(key("b"), BEN, 2, 100, 0).unwrap();
    assert_eq!(store.take(&key("a"), 1), Taken::Unknown);
    assert_eq!(store.take(&key("b"), 1), Taken::Fresh(2));
    assert_eq!(store.take(&key("b"), 1), Taken::AlreadyUsed);
}

#[test]
fn texts_next_to_each_other_are_told_apart() {
    assert_ne!(digest(["ab", "c"]), digest(["a", "bc"]));
    assert_ne!(digest(["ab"]), digest(["ab", ""]));
}
