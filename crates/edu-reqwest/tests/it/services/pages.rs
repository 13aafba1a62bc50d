//! Long lists: every page once, within one origin, and no further than allowed. Attack case 54.

use edu_http::PagerError;
use edu_reqwest::ServiceError;

use super::server::Server;
use super::{Ask, READ, client, client_with, grant, limits, said};
use crate::platform::reply;

/// Pages `/x/said`, `/x/said?p=1`, … up to one before `last`, linked as `link` says.
async fn list(last: usize, link: impl Fn(usize) -> String + Send + Sync + 'static) -> Server {
    Server::new("t", move |asked, before| {
        if asked.path() == "/token" {
            return String::new();
        }
        let next = before.saturating_add(1);
        let fields = if next < last {
            format!("Link: <{}>; rel=\"next\"\r\n", link(next))
        } else {
            String::new()
        };
        reply("200 OK", &fields, asked.path())
    })
    .await
}

/// What came, page by page, and how it ended.
async fn read(server: &Server) -> (Vec<String>, Option<ServiceError>) {
    let (client, grant) = (client(), grant(server, &[READ]));
    let mut pages = client.pages(&grant, &Ask, &server.url("/x")).unwrap();
    let mut read = Vec::new();
    while let Some(page) = pages.next().await {
        match page {
            Ok(page) => read.push(page.0),
            Err(error) => {
                assert!(pages.next().await.is_none(), "nothing follows an error");
                return (read, Some(error));
            }
        }
    }
    (read, None)
}

#[tokio::test]
async fn every_page_is_read_once_with_one_token() {
    let server = list(4, |next| format!("?p={next}")).await;
    let (pages, ended) = read(&server).await;
    assert_eq!(
        pages,
        ["/x/said", "/x/said?p=1", "/x/said?p=2", "/x/said?p=3"]
    );
    assert_eq!(ended, None);
    assert_eq!(server.tokens_asked().len(), 1);
    assert!(
        server
            .calls()
            .iter()
            .all(|call| call.head.contains("accept: text/plain"))
    );
}

#[tokio::test]
async fn case_54_a_next_page_on_another_host_is_not_asked_and_gets_no_token() {
    let other = Server::saying("evil").await;
    for target in [
        other.url("/said").to_string(),
        other
            .url("/said")
            .as_str()
            .replace("127.0.0.1", "localhost"),
        "https://169.254.169.254/latest/meta-data/".to_owned(),
        "//evil.example/said".to_owned(),
    ] {
        let server = list(4, move |_| target.clone()).await;
        let (pages, ended) = read(&server).await;
        assert_eq!(pages, ["/x/said"]);
        assert_eq!(ended, Some(ServiceError::Page(PagerError::ForeignLink)));
    }
    assert!(other.calls().is_empty());
}

#[tokio::test]
async fn case_54_pages_that_lead_back_end() {
    let server = list(100, |next| format!("?p={}", next % 3)).await;
    let (pages, ended) = read(&server).await;
    assert_eq!(
        pages,
        ["/x/said", "/x/said?p=1", "/x/said?p=2", "/x/said?p=0"]
    );
    assert_eq!(ended, Some(ServiceError::Page(PagerError::Loop)));
}

#[tokio::test]
async fn a_list_without_end_is_read_to_the_limit() {
    let server = list(usize::MAX, |next| format!("?p={next}")).await;
    let grant = grant(&server, &[READ]);
    let policy = edu_reqwest::FetchPolicy::new().insecure_allow_loopback();
    let client = client_with(policy, limits().with_pages(3));
    let mut pages = client.pages(&grant, &Ask, &server.url("/x")).unwrap();
    for _ in 0..3 {
        assert!(matches!(pages.next().await, Some(Ok(_))));
    }
    let limit = 3;
    let refused = Some(Err(ServiceError::Page(PagerError::TooManyPages { limit })));
    assert_eq!(pages.next().await, refused);
    assert_eq!(server.calls().len(), 3);
}

#[tokio::test]
async fn a_page_that_fails_ends_the_list() {
    let server = Server::new("t", |asked, before| match (asked.path(), before) {
        ("/token", _) => String::new(),
        (_, 0) => reply("200 OK", "Link: <?p=2>; rel=next\r\n", "one"),
        _ => reply("500 Internal Server Error", "", "broken"),
    });
    let (pages, ended) = read(&server.await).await;
    assert_eq!(pages, ["one"]);
    assert!(matches!(ended, Some(ServiceError::Reply(_))), "{ended:?}");
}

#[tokio::test]
async fn links_that_cannot_be_read_end_the_list() {
    let server = Server::new("t", |asked, _| match asked.path() {
        "/token" => String::new(),
        _ => reply("200 OK", "Link: http://127.0.0.1/; rel=next\r\n", "one"),
    });
    let (pages, ended) = read(&server.await).await;
    assert!(pages.is_empty());
    assert!(matches!(ended, Some(ServiceError::Links(_))), "{ended:?}");
    assert_eq!(said("one").0, "one");
}
