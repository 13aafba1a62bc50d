//! One fetch: what is taken, and what is refused.

use core::time::Duration;

use edu_reqwest::{FetchError, FetchLimits, FetchPolicy, KeySetFetcher, PublishedKeys};
use edu_types::HttpUrl;

use crate::platform::{Answer, Platform, document, fetcher, fetcher_within, key_set, reply};

async fn fetch(answer: Answer) -> Result<PublishedKeys, FetchError> {
    let platform = Platform::answering(answer).await;
    fetcher().fetch_key_set(&platform.url).await
}

/// What comes of an answer with these header fields.
async fn max_age(fields: &str) -> Option<u64> {
    let fetched = fetch(key_set(&["a"], fields)).await.unwrap();
    fetched.max_age.map(|age| age.as_secs())
}

fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

#[tokio::test]
async fn a_published_set_is_fetched_whatever_it_says_it_is() {
    let fetched = fetch(key_set(&["a"], "Content-Type: text/html\r\n"))
        .await
        .unwrap();
    assert_eq!(fetched.bytes, document(&["a"]).as_bytes());
    assert_eq!(fetched.max_age, None);
}

#[tokio::test]
async fn the_lifetime_is_that_of_all_fields_less_the_time_on_the_way() {
    assert_eq!(
        max_age("Cache-Control: public, Max-Age=900\r\n").await,
        Some(900)
    );
    let two = "cache-control: max-age=900\r\ncache-control: no-store\r\n";
    assert_eq!(max_age(two).await, Some(0));
    assert_eq!(
        max_age("Cache-Control: max-age=900\r\nAge: 300\r\n").await,
        Some(600)
    );
    assert_eq!(
        max_age("Cache-Control: max-age=900\r\nAge: 901\r\n").await,
        Some(0)
    );
    assert_eq!(
        max_age("Cache-Control: max-age=900\r\nAge: soon\r\n").await,
        Some(900)
    );
}

#[tokio::test]
async fn any_status_but_200_is_refused() {
    for (status, found) in [
        ("404 Not Found", 404),
        ("500 Oops", 500),
        ("204 No Content", 204),
    ] {
        let answer = Answer::Bytes(reply(status, "", ""));
        assert_eq!(fetch(answer).await, Err(FetchError::Status { found }));
    }
}

#[tokio::test]
async fn case_05_redirects_are_not_followed() {
    let elsewhere = Platform::publishing(&["a"]).await;
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let location = format!("Location: {}\r\n", elsewhere.url);
        let answer = Answer::Bytes(reply(status, &location, &document(&["a"])));
        assert_eq!(fetch(answer).await, Err(FetchError::Redirect), "{status}");
    }
    assert_eq!(elsewhere.asked(), 0);
}

#[tokio::test]
async fn a_body_that_is_announced_too_large_is_not_read() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 65537\r\n\r\n".to_owned();
    let limit = 65536;
    assert_eq!(
        fetch(Answer::Trickle(head)).await,
        Err(FetchError::TooLarge { limit })
    );
}

#[tokio::test]
async fn a_body_that_grows_too_large_is_left() {
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
    let limit = 65536;
    let fits = Answer::Bytes(format!("{head}{}", " ".repeat(limit)));
    assert_eq!(fetch(fits).await.unwrap().bytes.len(), limit);
    let endless = Answer::Trickle(format!("{head}{}", " ".repeat(limit)));
    assert_eq!(fetch(endless).await, Err(FetchError::TooLarge { limit }));
}

#[tokio::test]
async fn a_body_that_trickles_is_left_in_time() {
    let head = "HTTP/1.1 200 OK\r\n\r\n".to_owned();
    let limit = Duration::from_millis(500);
    let platform = Platform::answering(Answer::Trickle(head)).await;
    let fetcher = fetcher_within(limit);
    let fetch = fetcher.fetch_key_set(&platform.url);
    let in_time = tokio::time::timeout(Duration::from_secs(60), fetch).await;
    assert_eq!(in_time, Ok(Err(FetchError::Timeout { limit })));
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_refused() {
    let short = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"keys\"".to_owned();
    for answer in [
        Answer::Nothing,
        Answer::Bytes(short),
        Answer::Bytes("SSH-2.0\r\n".to_owned()),
    ] {
        assert_eq!(fetch(answer).await, Err(FetchError::Broken));
    }
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_told() {
    let error = fetcher().fetch_key_set(&url("http://127.0.0.1:9/")).await;
    assert_eq!(error, Err(FetchError::Connect));
}

#[tokio::test]
async fn a_host_that_speaks_no_tls_is_not_trusted() {
    let platform = Platform::publishing(&["a"]).await;
    let url = platform.url_with("http:", "https:");
    let refused = fetcher().fetch_key_set(&url).await;
    assert!(
        matches!(refused, Err(FetchError::Tls { .. })),
        "{refused:?}"
    );
}

#[tokio::test]
async fn names_under_localhost_are_this_machine() {
    let platform = Platform::publishing(&["a"]).await;
    for host in ["localhost", "lms.localhost"] {
        let url = platform.url_with("127.0.0.1", host);
        assert!(fetcher().fetch_key_set(&url).await.is_ok(), "{host}");
    }
}

#[tokio::test]
async fn case_05_without_leave_neither_http_nor_this_machine_is_asked() {
    let platform = Platform::publishing(&["a"]).await;
    let fetcher = KeySetFetcher::new(FetchPolicy::new(), FetchLimits::DEFAULT).unwrap();
    let http = fetcher.fetch_key_set(&platform.url).await;
    assert_eq!(http, Err(FetchError::Insecure));
    for host in [
        "127.0.0.1",
        "localhost",
        "lms.localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ] {
        let url = platform.url_with("http://127.0.0.1", &format!("https://{host}"));
        let refused = fetcher.fetch_key_set(&url).await;
        assert_eq!(refused, Err(FetchError::OutOfReach), "{host}");
    }
    assert_eq!(platform.asked(), 0);
}

#[tokio::test]
async fn case_05_addresses_inside_are_out_of_reach_even_where_loopback_is_allowed() {
    let hosts = [
        "169.254.169.254",
        "10.0.0.1",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "0.0.0.0",
        "[::]",
    ];
    for host in hosts {
        let refused = fetcher()
            .fetch_key_set(&url(&format!("https://{host}/")))
            .await;
        assert_eq!(refused, Err(FetchError::OutOfReach), "{host}");
        let refused = fetcher()
            .fetch_key_set(&url(&format!("http://{host}/")))
            .await;
        assert_eq!(refused, Err(FetchError::Insecure), "{host}");
    }
}

#[tokio::test]
async fn no_error_quotes_the_address() {
    let platform = Platform::answering(Answer::Nothing).await;
    let error = fetcher().fetch_key_set(&platform.url).await.unwrap_err();
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(
            !text.contains("token") && !text.contains("127.0.0.1"),
            "{text}"
        );
    }
}
