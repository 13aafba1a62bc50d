//! A server on a socket: what a peer sees that holds back, never ends, or reads early.

use core::pin::Pin;
use core::task::{Context, Poll};
use core::time::Duration;
use std::collections::BTreeSet;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use actix_web::HttpServer;
use actix_web::rt::System;
use actix_web::web::{ServiceConfig, scope, to};
use bytes::Bytes;
use edu_actix::{HasTool, Launch, anonymous, mount};
use edu_http::{Body, Caller, Moment, Refusal, Reply, Service, collect};
use http::{Request, Response, StatusCode};
use http_body::Frame;

use crate::browser::{Tool, begin, by_session, claims, message, platform, signed, tool};

/// A server of two workers; the port it listens on.
fn serve(configure: impl Fn(&mut ServiceConfig) + Clone + Send + 'static) -> u16 {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let application = move || actix_web::App::new().configure(configure.clone());
        let server = HttpServer::new(application).workers(2).disable_signals();
        let server = server.bind(("127.0.0.1", 0)).unwrap();
        sender.send(server.addrs()[0].port()).unwrap();
        System::new().block_on(server.run()).unwrap();
    });
    receiver.recv().unwrap()
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    stream
}

/// Sends what is given and reads until the server hangs up.
fn ask(port: u16, request: &str) -> String {
    let mut stream = connect(port);
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

fn post(path: &str, cookie: &str, form: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: tool.example\r\nConnection: close\r\nCookie: {cookie}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len(),
    )
}

/// Takes eight bytes.
struct Small;

impl Service for Small {
    async fn call<B>(&self, _: Caller, _: Moment, request: Request<B>) -> Response<Body>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        match collect(request.into_body(), 8).await {
            Ok(bytes) => Reply::text(StatusCode::OK, bytes).into(),
            Err(error) => Refusal::from(error).into(),
        }
    }
}

fn small() -> u16 {
    serve(|app| {
        app.service(mount(Small, anonymous));
    })
}

#[test]
fn body_announced_too_long_is_refused_before_it_is_sent() {
    let head = "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 4000000000\r\n\r\n";
    let answer = ask(small(), head);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(
        answer.ends_with("body bytes is 4000000000, limit is 8"),
        "{answer}"
    );
}

#[test]
fn body_that_never_ends_is_refused_while_it_is_sent() {
    let mut stream = connect(small());
    let head = "POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let mut sender = stream.try_clone().unwrap();
    thread::spawn(move || while sender.write_all(b"4\r\nabcd\r\n").is_ok() {});
    let mut status = [0; 13];
    stream.read_exact(&mut status).unwrap();
    assert_eq!(&status, b"HTTP/1.1 413 ");
}

#[test]
fn connection_outlives_a_body_that_nobody_wanted() {
    let mut stream = connect(small());
    let head = "POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (chunks, status) in [(1 << 18, "413"), (2, "200")] {
        stream.write_all(head.as_bytes()).unwrap();
        let body = "4\r\nabcd\r\n".repeat(chunks);
        stream.write_all(body.as_bytes()).unwrap();
        stream.write_all(b"0\r\n\r\n").unwrap();
        let answer = read_until(&mut stream, "\r\n\r\n");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
        let end = if status == "200" {
            "abcdabcd"
        } else {
            "limit is 8"
        };
        read_until(&mut stream, end);
    }
}

#[test]
fn body_that_breaks_off_reaches_no_service_whole() {
    let port = small();
    let mut stream = connect(port);
    let head = "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 8\r\n\r\nabcd";
    stream.write_all(head.as_bytes()).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok();
    assert!(
        !answer.contains(" 200 ") && !answer.contains("abcd"),
        "{answer}"
    );
}

/// Replies with what the test sends, when it does.
struct Told(Mutex<Receiver<Option<&'static str>>>);

impl http_body::Body for Told {
    type Data = Bytes;
    type Error = ();

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ()>>> {
        let Ok(told) = self.0.lock().unwrap().try_recv() else {
            context.waker().wake_by_ref();
            return Poll::Pending;
        };
        let frame = told.map(|text| Ok(Frame::data(Bytes::from_static(text.as_bytes()))));
        Poll::Ready(Some(frame.unwrap_or(Err(()))))
    }
}

struct Teller(Mutex<Option<Told>>);

impl Service for Teller {
    async fn call<B: Send>(&self, _: Caller, _: Moment, _: Request<B>) -> Response<Body> {
        let told = self.0.lock().unwrap().take().unwrap();
        Reply::text(StatusCode::OK, Body::chunks(told)).into()
    }
}

/// A connection whose reply is made while the test tells it.
fn told() -> (TcpStream, Sender<Option<&'static str>>) {
    let (sender, receiver) = channel();
    let teller = Teller(Mutex::new(Some(Told(Mutex::new(receiver)))));
    let mounted = mount(teller, anonymous);
    let port = serve(move |app| {
        app.service(mounted.clone());
    });
    let mut stream = connect(port);
    let head = "GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    (stream, sender)
}

fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let mut heard = Vec::new();
    while !heard.ends_with(end.as_bytes()) {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        heard.extend(byte);
    }
    String::from_utf8(heard).unwrap()
}

#[test]
fn reply_is_sent_while_it_is_made() {
    let (mut stream, tell) = told();
    for text in ["first", "second"] {
        tell.send(Some(text)).unwrap();
        read_until(&mut stream, text);
    }
}

#[test]
fn reply_that_breaks_off_is_not_ended_as_a_whole_one() {
    let (mut stream, tell) = told();
    tell.send(Some("first")).unwrap();
    read_until(&mut stream, "first");
    tell.send(None).unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).ok();
    assert!(!rest.contains("0\r\n\r\n"), "{rest:?}");
}

#[test]
fn key_set_has_its_length_and_no_body_where_only_the_head_is_asked() {
    let lms = platform();
    let port = serve(move |app| {
        app.service(scope("/lti").service(mount(Arc::clone(&lms), by_session)));
    });
    let ask = |method: &str| {
        let head = " /lti/jwks HTTP/1.1\r\nHost: lms.example\r\nConnection: close\r\n\r\n";
        ask(port, &format!("{method}{head}"))
    };
    let (whole, head) = (ask("GET"), ask("HEAD"));
    let (_, keys) = whole.split_once("\r\n\r\n").unwrap();
    let length = format!("content-length: {}\r\n", keys.len());
    for answer in [&whole, &head] {
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.contains(&length), "{answer}");
    }
    assert!(head.ends_with("\r\n\r\n"), "{head}");
}

#[tokio::test]
async fn of_many_posts_to_all_workers_one_launches() {
    let tool = tool();
    let login = begin(&crate::stack::tool_app(&tool)).await;
    let workers = Arc::new(Mutex::new(BTreeSet::new()));
    let seen = Arc::clone(&workers);
    let port = serve(move |app| {
        seen.lock()
            .unwrap()
            .insert(format!("{:?}", thread::current().id()));
        let launched = |_: Launch| async { "launched" };
        app.app_data(HasTool::new(Tool::clone(&tool)))
            .route("/lti/launch", to(launched));
    });
    let form = message(&login.state, &signed(&claims(&login.nonce)));
    let request = post("/lti/launch", &login.cookie, &form);
    let posts: Vec<_> = (0..16)
        .map(|_| {
            let request = request.clone();
            thread::spawn(move || ask(port, &request))
        })
        .collect();
    let answers: Vec<_> = posts.into_iter().map(|post| post.join().unwrap()).collect();
    assert_eq!(workers.lock().unwrap().len(), 2);
    let launched = answers.iter().filter(|answer| answer.ends_with("launched"));
    assert_eq!(launched.count(), 1);
    let refused = answers
        .iter()
        .filter(|answer| answer.contains("lti.state.used"));
    assert_eq!(refused.count(), 15);
}
