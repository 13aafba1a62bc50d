//! The addresses of the played platforms, and a trap that nobody may walk into.

use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::runtime::Runtime;

use super::party::OTHER;
use crate::args::ToolArgs;
use crate::host::serve;
use crate::keys::KeyRing;

/// The running platforms.
#[derive(Debug)]
pub(crate) struct Platform {
    published: Arc<Published>,
    trap: Arc<Trap>,
    trap_port: u16,
}

/// Key sets, and how often they were asked for.
#[derive(Debug)]
struct Published {
    early: String,
    with_late: String,
    other: String,
    is_late: AtomicBool,
    fetches: AtomicUsize,
}

/// An attacker's server: gives out the attacker's keys, and notes who came.
#[derive(Debug)]
struct Trap {
    keys: String,
    visits: Mutex<Vec<String>>,
}

impl Platform {
    /// Starts the servers.
    pub(crate) fn open(
        runtime: &Runtime,
        args: &ToolArgs,
        port: u16,
        keys: &KeyRing,
    ) -> Result<Self, String> {
        let published = Arc::new(Published {
            early: keys.key_set(false).to_string(),
            with_late: keys.key_set(true).to_string(),
            other: keys.other_key_set().to_string(),
            is_late: AtomicBool::new(false),
            fetches: AtomicUsize::new(0),
        });
        let paths = [&args.key_set_path, &args.authorization_path];
        if let Some(path) = paths.into_iter().find(|path| !path.starts_with('/')) {
            return Err(format!("path `{path}` does not begin with a slash"));
        }
        let router = Router::new()
            .route(&args.key_set_path, get(key_set))
            .route(&format!("{OTHER}{}", args.key_set_path), get(other_key_set))
            .fallback(nothing_here)
            .with_state(Arc::clone(&published));
        serve(runtime, port, router)?;
        let trap = Arc::new(Trap {
            keys: keys.attacker_key_set().to_string(),
            visits: Mutex::default(),
        });
        let router = Router::new()
            .fallback(trapped)
            .with_state(Arc::clone(&trap));
        let trap_port = serve(runtime, 0, router)?;
        Ok(Self {
            published,
            trap,
            trap_port,
        })
    }

    /// How often the keys of the judged registration were asked for.
    pub(crate) fn fetches(&self) -> usize {
        self.published.fetches.load(Ordering::SeqCst)
    }

    /// Publishes the late key.
    pub(crate) fn publish_late(&self) {
        self.published.is_late.store(true, Ordering::SeqCst);
    }

    /// An address of the trap.
    pub(crate) fn trap(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.trap_port)
    }

    /// What was asked for at the trap.
    pub(crate) fn trapped(&self) -> Vec<String> {
        let visits = self.trap.visits.lock();
        visits.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn key_set(State(published): State<Arc<Published>>) -> Response {
    published.fetches.fetch_add(1, Ordering::SeqCst);
    let late = published.is_late.load(Ordering::SeqCst);
    keys(if late {
        published.with_late.clone()
    } else {
        published.early.clone()
    })
}

async fn other_key_set(State(published): State<Arc<Published>>) -> Response {
    keys(published.other.clone())
}

fn keys(text: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "public, max-age=300"),
    ];
    (headers, text).into_response()
}

async fn trapped(State(trap): State<Arc<Trap>>, uri: Uri) -> Response {
    let mut visits = trap.visits.lock().unwrap_or_else(PoisonError::into_inner);
    visits.push(uri.path().to_owned());
    keys(trap.keys.clone())
}

async fn nothing_here() -> Response {
    let text =
        "This platform is played by a conformance program, which is its only browser, too.\n";
    (StatusCode::NOT_FOUND, text).into_response()
}
