//! Keys of platforms over time: one fetch for many launches, and none too many.

use core::time::Duration;
use std::sync::Arc;

use edu_jose::{CacheSettings, KeyId, KeySet};
use edu_reqwest::{CachedKeys, FetchError, FetchFailure, KeysError};
use edu_types::{HttpUrl, Timestamp};

use crate::platform::{Answer, Platform, begun, document, fetcher, key_set, reply};

fn cached() -> CachedKeys {
    CachedKeys::new(fetcher(), CacheSettings::DEFAULT)
}

fn id(text: &str) -> KeyId {
    KeyId::new(text).unwrap()
}

/// So many seconds after the tests' beginning of time.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(1_714_550_400).saturating_add_seconds(seconds)
}

fn has(keys: &KeySet, text: &str) -> bool {
    keys.contains(&id(text))
}

#[tokio::test]
async fn keys_are_fetched_once_in_their_lifetime() {
    let platform = Platform::answering(key_set(&["a"], "Cache-Control: max-age=600\r\n")).await;
    let keys = cached();
    for second in [0, 1, 300, 590] {
        let found = keys
            .keys_at(&platform.url, Some(&id("a")), &at(second))
            .await;
        assert!(has(&found.unwrap(), "a"));
    }
    assert_eq!(platform.asked(), 1);
    keys.keys_at(&platform.url, None, &at(601)).await.unwrap();
    assert_eq!(platform.asked(), 2);
}

#[tokio::test]
async fn many_launches_at_once_wait_for_one_fetch() {
    let body = reply("200 OK", "", &document(&["a"]));
    let late = Answer::Late(Duration::from_millis(100), body);
    let platform = Platform::answering(late).await;
    let keys = Arc::new(cached());
    let launches: Vec<_> = (0..50)
        .map(|_| {
            let (keys, url) = (Arc::clone(&keys), platform.url.clone());
            tokio::spawn(async move { keys.keys_at(&url, None, &at(0)).await })
        })
        .collect();
    for launch in launches {
        assert!(has(&launch.await.unwrap().unwrap(), "a"));
    }
    assert_eq!(platform.asked(), 1);
}

#[tokio::test]
async fn case_07_a_flood_of_unknown_keys_is_one_request() {
    let platform = Platform::publishing(&["a"]).await;
    let keys = cached();
    keys.keys_at(&platform.url, None, &at(0)).await.unwrap();
    for number in 0..10_000 {
        let bad = id(&format!("flood-{number}"));
        let found = keys.keys_at(&platform.url, Some(&bad), &at(40)).await;
        assert!(!found.unwrap().contains(&bad));
    }
    assert_eq!(platform.asked(), 2, "the first and one for the flood");
}

#[tokio::test]
async fn a_rotation_is_seen_at_the_first_token_with_the_new_key() {
    let platform = Platform::publishing(&["old"]).await;
    let keys = cached();
    keys.keys_at(&platform.url, None, &at(0)).await.unwrap();
    platform.answer(key_set(&["new"], ""));
    let found = keys.keys_at(&platform.url, Some(&id("new")), &at(60)).await;
    assert!(has(&found.unwrap(), "new"));
    assert_eq!(platform.asked(), 2);
}

#[tokio::test]
async fn while_the_platform_is_down_old_keys_serve_for_a_day() {
    let platform = Platform::publishing(&["a"]).await;
    let keys = cached();
    keys.keys_at(&platform.url, None, &at(0)).await.unwrap();
    platform.answer(Answer::Nothing);
    for second in [3600, 86_000] {
        let found = keys
            .keys_at(&platform.url, Some(&id("a")), &at(second))
            .await;
        assert!(has(&found.unwrap(), "a"));
        let last = keys.last_fetch(&platform.url);
        assert_eq!(last, Some(Err(FetchFailure::Fetch(FetchError::Broken))));
    }
    let refused = keys
        .keys_at(&platform.url, Some(&id("a")), &at(90_000))
        .await;
    assert!(
        matches!(refused, Err(KeysError::Unavailable { .. })),
        "{refused:?}"
    );
    platform.answer(key_set(&["a"], ""));
    assert!(keys.keys_at(&platform.url, None, &at(91_000)).await.is_ok());
}

#[tokio::test]
async fn without_keys_the_reason_is_told_and_the_platform_left_alone() {
    let platform = Platform::answering(Answer::Bytes(reply("404 Not Found", "", ""))).await;
    let keys = cached();
    for _ in 0..20 {
        let error = keys.keys_at(&platform.url, None, &at(0)).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.ends_with("address answered 404, 200 is allowed"),
            "{text}"
        );
    }
    assert_eq!(platform.asked(), 1);
}

#[tokio::test]
async fn an_answer_that_is_no_key_set_replaces_nothing() {
    let platform = Platform::publishing(&["a"]).await;
    let keys = cached();
    keys.keys_at(&platform.url, None, &at(0)).await.unwrap();
    for body in ["<html>", "{\"keys\":7}", "{\"keys\":[],\"keys\":[]}"] {
        platform.answer(Answer::Bytes(reply("200 OK", "", body)));
        let found = keys.keys_at(&platform.url, Some(&id("a")), &at(3600)).await;
        assert!(has(&found.unwrap(), "a"));
    }
    let last = keys.last_fetch(&platform.url);
    assert!(
        matches!(last, Some(Err(FetchFailure::NotAKeySet(_)))),
        "{last:?}"
    );
}

#[tokio::test]
async fn odd_entries_are_told() {
    let platform = Platform::publishing(&["a", "a"]).await;
    let keys = cached();
    assert_eq!(keys.last_fetch(&platform.url), None);
    keys.keys_at(&platform.url, None, &at(0)).await.unwrap();
    let report = keys.last_fetch(&platform.url).unwrap().unwrap();
    assert_eq!(report.findings()[0].code, "jwk.kid.duplicate");
}

#[tokio::test]
async fn a_launch_that_is_broken_off_does_not_stop_the_fetch() {
    let body = reply("200 OK", "", &document(&["a"]));
    let platform = Platform::answering(Answer::Late(Duration::from_millis(150), body)).await;
    let keys = cached();
    let now = at(0);
    let mut launch = Box::pin(keys.keys_at(&platform.url, None, &now));
    assert!(begun(launch.as_mut()).await);
    drop(launch);
    assert!(keys.keys_at(&platform.url, None, &at(0)).await.is_ok());
    assert_eq!(platform.asked(), 1);
}

#[tokio::test]
async fn case_08_keys_of_one_address_never_serve_another() {
    let (one, other) = (
        Platform::publishing(&["a"]).await,
        Platform::publishing(&["b"]).await,
    );
    let keys = cached();
    let ones = keys
        .keys_at(&one.url, Some(&id("b")), &at(0))
        .await
        .unwrap();
    let others = keys
        .keys_at(&other.url, Some(&id("a")), &at(0))
        .await
        .unwrap();
    assert!(has(&ones, "a") && !has(&ones, "b"));
    assert!(has(&others, "b") && !has(&others, "a"));
}

#[tokio::test]
async fn a_flood_of_addresses_is_refused_and_forgets_nothing() {
    let platform = Platform::publishing(&["a"]).await;
    let keys = CachedKeys::with_capacity(fetcher(), CacheSettings::DEFAULT, 1);
    keys.keys_at(&platform.url, None, &at(0)).await.unwrap();
    let other = HttpUrl::parse("http://127.0.0.1:9/").unwrap();
    for _ in 0..100 {
        let refused = keys.keys_at(&other, None, &at(1)).await;
        assert_eq!(refused, Err(KeysError::Full { limit: 1 }));
    }
    keys.keys_at(&platform.url, None, &at(1)).await.unwrap();
    assert_eq!(platform.asked(), 1);
}

#[tokio::test]
async fn room_is_made_where_nothing_is_lost() {
    let platform = Platform::publishing(&["a"]).await;
    let keys = CachedKeys::with_capacity(fetcher(), CacheSettings::DEFAULT, 1);
    let gone = HttpUrl::parse("http://127.0.0.1:9/").unwrap();
    assert!(keys.keys_at(&gone, None, &at(0)).await.is_err());
    assert!(keys.keys_at(&platform.url, None, &at(3600)).await.is_ok());
    keys.forget(&platform.url);
    assert!(keys.keys_at(&gone, None, &at(3600)).await.is_err());
    assert_eq!(platform.asked(), 1);
}
