//! What a subscriber hears of a fetch: which host, what became of it, and no path or query.

use core::time::Duration;

use edu_jose::{CacheSettings, KeyId};
use edu_reqwest::{CachedKeys, FetchLimits, FetchPolicy, KeySetFetcher};
use edu_types::{HttpUrl, Timestamp};
use tracing::Level;
use tracing::subscriber::set_default;

use crate::platform::{Answer, Platform, begun, document, fetcher, fetcher_within, reply};
use crate::watch::Watch;

fn now() -> Timestamp {
    Timestamp::from_unix_seconds(1_714_550_400)
}

fn cached() -> CachedKeys {
    CachedKeys::new(fetcher(), CacheSettings::DEFAULT)
}

/// Asks for the keys of an address, and returns what was heard.
async fn watched(keys: &CachedKeys, url: &HttpUrl, wanted: Option<&KeyId>) -> Watch {
    let watch = Watch::default();
    let _guard = set_default(watch.clone());
    let _outcome = keys.keys_at(url, wanted, &now()).await;
    watch
}

#[track_caller]
fn assert_heard(watch: &Watch, fields: &[(&str, &str)]) {
    let spans = watch.spans("key_set.fetch");
    assert_eq!(spans.len(), 1);
    let heard = spans[0].fields.iter().map(|(k, v)| (*k, v.as_str()));
    assert_eq!(heard.collect::<Vec<_>>(), fields);
    assert_eq!((spans[0].entered, spans[0].held), (0, 0));
}

/// Nothing of the address but its host, and nothing of the answer.
#[track_caller]
fn assert_silent(watch: &Watch) {
    let text = watch.text();
    for secret in ["jwks", "token", "canary", "://", "kty", "f83OJ3"] {
        assert!(!text.contains(secret), "trace shows `{secret}`: {text}");
    }
}

#[tokio::test]
async fn a_fetch_says_from_where_and_how_much() {
    let platform = Platform::publishing(&["canary"]).await;
    let watch = watched(&cached(), &platform.url, None).await;
    let bytes = document(&["canary"]).len().to_string();
    let taken = [
        ("bytes", bytes.as_str()),
        ("host", "127.0.0.1"),
        ("outcome", "taken"),
    ];
    assert_heard(&watch, &taken);
    assert_eq!(watch.events(), []);
    assert_silent(&watch);
}

#[tokio::test]
async fn keys_at_hand_make_no_span() {
    let platform = Platform::publishing(&["a"]).await;
    let keys = cached();
    watched(&keys, &platform.url, None).await;
    let unknown = KeyId::new("canary").unwrap();
    for wanted in [None, Some(&unknown), Some(&unknown)] {
        let watch = watched(&keys, &platform.url, wanted).await;
        assert_eq!(watch.text(), "");
    }
}

#[tokio::test]
async fn a_fetch_that_fails_says_how_and_quotes_nothing() {
    let large = "canary".repeat(20_000);
    let answers = [
        (Answer::Bytes(reply("404 canary", "", "canary")), "status"),
        (
            Answer::Bytes(reply(
                "302 Found",
                "Location: https://canary.example/?token=canary\r\n",
                "",
            )),
            "redirect",
        ),
        (Answer::Bytes(reply("200 OK", "", &large)), "too_large"),
        (
            Answer::Bytes(reply("200 OK", "", "<p>canary</p>")),
            "not_a_key_set",
        ),
        (Answer::Nothing, "broken"),
        (
            Answer::Late(Duration::from_secs(60), String::new()),
            "timeout",
        ),
    ];
    for (answer, error) in answers {
        let platform = Platform::answering(answer).await;
        let patience = Duration::from_millis(if error == "timeout" { 500 } else { 30_000 });
        let keys = CachedKeys::new(fetcher_within(patience), CacheSettings::DEFAULT);
        let watch = watched(&keys, &platform.url, None).await;
        let span = &watch.spans("key_set.fetch")[0];
        assert_eq!(span.fields["outcome"], "failed");
        assert_eq!(span.fields["error"], error);
        let told = "keys were not fetched".to_owned();
        assert_eq!(watch.events(), [(Level::WARN, told)]);
        assert_silent(&watch);
    }
}

#[tokio::test]
async fn an_address_that_is_not_asked_at_all_is_told_by_its_host() {
    let strict = KeySetFetcher::new(FetchPolicy::new(), FetchLimits::DEFAULT).unwrap();
    let keys = CachedKeys::new(strict, CacheSettings::DEFAULT);
    for (url, host, error) in [
        (
            "https://10.0.0.1/jwks?token=canary",
            "10.0.0.1",
            "out_of_reach",
        ),
        (
            "http://lms.example/jwks?token=canary",
            "lms.example",
            "insecure",
        ),
    ] {
        let url = HttpUrl::parse(url).unwrap();
        let watch = watched(&keys, &url, None).await;
        let failed = [
            ("bytes", "0"),
            ("error", error),
            ("host", host),
            ("outcome", "failed"),
        ];
        assert_heard(&watch, &failed);
        assert_silent(&watch);
    }
}

#[tokio::test]
async fn a_fetch_is_no_part_of_the_launch_that_led_to_it() {
    let body = reply("200 OK", "", &document(&["a"]));
    let platform = Platform::answering(Answer::Late(Duration::from_millis(100), body)).await;
    let (keys, now) = (cached(), now());
    let watch = Watch::default();
    let _guard = set_default(watch.clone());
    let launch = tracing::info_span!(target: "lti_core", "launch");
    let asked = tracing::Instrument::instrument(keys.keys_at(&platform.url, None, &now), launch);
    let mut asked = Box::pin(asked);
    assert!(begun(asked.as_mut()).await);
    drop(asked);
    assert_eq!(watch.spans("launch")[0].held, 0, "the launch is over");
    let fetch = &watch.spans("key_set.fetch")[0];
    assert!(fetch.held > 0, "the fetch goes on");
    assert!(fetch.entered == 0, "and holds up nobody");
    keys.keys_at(&platform.url, None, &now).await.unwrap();
    assert_heard(
        &watch,
        &[
            ("bytes", document(&["a"]).len().to_string().as_str()),
            ("host", "127.0.0.1"),
            ("outcome", "taken"),
        ],
    );
}

#[tokio::test]
async fn a_platform_that_is_down_is_heard_while_its_old_keys_serve() {
    let platform = Platform::publishing(&["a"]).await;
    let keys = cached();
    keys.keys_at(&platform.url, None, &now()).await.unwrap();
    platform.answer(Answer::Nothing);
    let later = now().saturating_add_seconds(7200);
    let watch = Watch::default();
    let _guard = set_default(watch.clone());
    keys.keys_at(&platform.url, None, &later).await.unwrap();
    let failed = [
        ("bytes", "0"),
        ("error", "broken"),
        ("host", "127.0.0.1"),
        ("outcome", "failed"),
    ];
    assert_heard(&watch, &failed);
}
