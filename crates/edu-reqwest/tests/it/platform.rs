//! A platform on loopback that answers as it is told, and counts.

use core::future::poll_fn;
use core::pin::Pin;
use core::sync::atomic::{AtomicUsize, Ordering};
use core::task::Poll;
use core::time::Duration;
use std::sync::{Arc, Mutex};

use edu_reqwest::{FetchLimits, FetchPolicy, KeySetFetcher};
use edu_types::HttpUrl;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const P256: &str = r#""kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0""#;

/// What the platform does with the next requests.
#[derive(Clone)]
pub(crate) enum Answer {
    /// Sends these bytes and closes.
    Bytes(String),
    /// Sends these bytes after a while and closes.
    Late(Duration, String),
    /// Sends these bytes, then one more every 20 ms without end.
    Trickle(String),
    /// Closes without a word.
    Nothing,
}

pub(crate) struct Platform {
    pub(crate) url: HttpUrl,
    asked: Arc<AtomicUsize>,
    answer: Arc<Mutex<Answer>>,
}

impl Platform {
    pub(crate) async fn answering(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let platform = Self {
            url: HttpUrl::parse(&format!("http://127.0.0.1:{port}/jwks?token=t")).unwrap(),
            asked: Arc::default(),
            answer: Arc::new(Mutex::new(answer)),
        };
        let (asked, answer) = (Arc::clone(&platform.asked), Arc::clone(&platform.answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                asked.fetch_add(1, Ordering::SeqCst);
                let answer = answer.lock().unwrap().clone();
                tokio::spawn(serve(stream, answer));
            }
        });
        platform
    }

    /// With a published set of these ids.
    pub(crate) async fn publishing(ids: &[&str]) -> Self {
        Self::answering(key_set(ids, "")).await
    }

    pub(crate) fn answer(&self, answer: Answer) {
        *self.answer.lock().unwrap() = answer;
    }

    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// The same address with another scheme or host.
    pub(crate) fn url_with(&self, from: &str, to: &str) -> HttpUrl {
        HttpUrl::parse(&self.url.as_str().replace(from, to)).unwrap()
    }
}

async fn serve(mut stream: TcpStream, answer: Answer) {
    let mut request = [0; 4096];
    let _read = stream.read(&mut request).await;
    let bytes = match &answer {
        Answer::Bytes(bytes) | Answer::Late(_, bytes) | Answer::Trickle(bytes) => bytes.as_str(),
        Answer::Nothing => "",
    };
    if let Answer::Late(wait, _) = &answer {
        tokio::time::sleep(*wait).await;
    }
    let mut sent = stream.write_all(bytes.as_bytes()).await;
    while matches!(answer, Answer::Trickle(_)) && sent.is_ok() {
        tokio::time::sleep(Duration::from_millis(20)).await;
        sent = stream.write_all(b" ").await;
    }
}

/// A whole answer of this status, further header fields and body.
pub(crate) fn reply(status: &str, fields: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{fields}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}

/// A published set of these ids, with further header fields.
pub(crate) fn key_set(ids: &[&str], fields: &str) -> Answer {
    Answer::Bytes(reply("200 OK", fields, &document(ids)))
}

pub(crate) fn document(ids: &[&str]) -> String {
    let entries: Vec<_> = ids
        .iter()
        .map(|id| format!(r#"{{{P256},"kid":"{id}"}}"#))
        .collect();
    format!(r#"{{"keys":[{}]}}"#, entries.join(","))
}

/// A fetcher that may ask this machine, and waits longer than any test takes.
pub(crate) fn fetcher() -> KeySetFetcher {
    fetcher_within(Duration::from_secs(30))
}

/// A fetcher that may ask this machine, and waits so long.
pub(crate) fn fetcher_within(limit: Duration) -> KeySetFetcher {
    let limits = FetchLimits::DEFAULT.with_total_timeout(limit).unwrap();
    KeySetFetcher::new(FetchPolicy::new().insecure_allow_loopback(), limits).unwrap()
}

/// Begins a call and leaves it where it first waits; says whether it does.
pub(crate) async fn begun(mut call: Pin<&mut impl Future>) -> bool {
    poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_pending())).await
}
