//! A server on loopback that answers as a function says, and keeps what it was asked.

use core::time::Duration;
use std::sync::{Arc, Mutex};

use edu_types::HttpUrl;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::platform::reply;

/// A request as it arrived.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Asked {
    /// Path and query.
    pub(crate) fn path(&self) -> &str {
        self.head.split(' ').nth(1).unwrap()
    }

    /// The access token, where one was sent.
    pub(crate) fn token(&self) -> Option<&str> {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix("authorization: Bearer "))
    }
}

pub(crate) struct Server {
    origin: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// Answers `/token` with tokens of this name and a running number, and all else as `answer`
    /// says for the request and how many such requests came before.
    pub(crate) async fn new(
        name: &'static str,
        answer: impl Fn(&Asked, usize) -> String + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (kept, answer) = (Arc::clone(&asked), Arc::new(answer));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                tokio::spawn(serve(stream, move |request| {
                    let mut kept = kept.lock().unwrap();
                    let token = request.path() == "/token";
                    let alike = |one: &&Asked| (one.path() == "/token") == token;
                    let before = kept.iter().filter(alike).count();
                    kept.push(request.clone());
                    drop(kept);
                    let answer = answer(&request, before);
                    if token && answer.is_empty() {
                        given(name, before)
                    } else {
                        answer
                    }
                }));
            }
        });
        let origin = format!("http://127.0.0.1:{port}");
        Self { origin, asked }
    }

    /// Answers every call of the service with this text.
    pub(crate) async fn saying(text: &'static str) -> Self {
        Self::new("t", move |asked, _| match asked.path() {
            "/token" => String::new(),
            _ => reply("200 OK", "", text),
        })
        .await
    }

    pub(crate) fn url(&self, path: &str) -> HttpUrl {
        HttpUrl::parse(&format!("{}{path}", self.origin)).unwrap()
    }

    /// What was asked of the token endpoint.
    pub(crate) fn tokens_asked(&self) -> Vec<Asked> {
        self.all(true)
    }

    /// What was asked of the service.
    pub(crate) fn calls(&self) -> Vec<Asked> {
        self.all(false)
    }

    fn all(&self, token: bool) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap();
        let wanted = |one: &&Asked| (one.path() == "/token") == token;
        asked.iter().filter(wanted).cloned().collect()
    }
}

/// A token of this name and number, good for an hour.
pub(crate) fn given(name: &str, number: usize) -> String {
    let body =
        format!(r#"{{"access_token":"{name}-{number}","token_type":"bearer","expires_in":3600}}"#);
    reply("200 OK", "Content-Type: application/json\r\n", &body)
}

async fn serve(mut stream: TcpStream, answer: impl FnOnce(Asked) -> String) {
    let mut bytes = Vec::new();
    let request = loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.unwrap_or(0);
        if read == 0 {
            return;
        }
        bytes.extend_from_slice(&chunk[..read]);
        if let Some(whole) = whole(&bytes) {
            break whole;
        }
    };
    let answer = answer(request);
    if answer.is_empty() {
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    let _sent = stream.write_all(answer.as_bytes()).await;
}

fn whole(bytes: &[u8]) -> Option<Asked> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(0, |length| length.parse().unwrap());
    (body.len() >= length).then(|| Asked {
        head: head.to_owned(),
        body: body.to_owned(),
    })
}
