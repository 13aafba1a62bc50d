//! Previews: exported pages, each package on an origin of its own, apart from the campus.
//!
//! What is on them may run, and reaches nothing of the campus: another site, without cookies, in a sandboxed frame.

use std::collections::{BTreeMap, VecDeque};
use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST,
    IF_RANGE, RANGE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use edu_examples::byte_range::ByteRange;
use edu_types::Profile;
use edu_zip::{Archive, ZipLimits};
use sha2::{Digest as _, Sha256};

use crate::Failure;
use crate::args::Args;

/// What the names of all previews end with.
pub(crate) const HOSTS: &str = ".content.localhost";

/// Previews that are kept; the one that was made first goes for another.
const MOST_KEPT: usize = 8;

/// What content may do in its frame: everything that it may in players, but for leading the page around it away.
pub(crate) const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-forms allow-popups allow-presentation";

/// The previews that can be looked at.
#[derive(Clone)]
pub(crate) struct Previews {
    kept: Arc<Mutex<VecDeque<Preview>>>,
    /// Goes into every name, so that nobody can guess one.
    secret: [u8; 32],
    port: u16,
    /// Who may show them in a frame.
    campus: Arc<str>,
}

#[derive(Clone)]
struct Preview {
    label: String,
    files: Arc<BTreeMap<String, Bytes>>,
}

impl Previews {
    /// None yet.
    pub(crate) fn new(args: &Args) -> Result<Self, Failure> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret)?;
        Ok(Self {
            kept: Arc::default(),
            secret,
            port: args.port,
            campus: args.platform().into(),
        })
    }

    /// Keeps the files of a package to be looked at: the origin where they are. The same package has the same. It is
    /// unpacked while the server goes on with others.
    pub(crate) async fn keep(&self, package: Vec<u8>) -> Result<String, Failure> {
        let previews = self.clone();
        tokio::task::spawn_blocking(move || previews.unpack(&package)).await?
    }

    fn unpack(&self, package: &[u8]) -> Result<String, Failure> {
        let digest = Sha256::new()
            .chain_update(self.secret)
            .chain_update(package)
            .finalize();
        let mark = Bytes::copy_from_slice(digest.get(..16).unwrap_or_default());
        let label = format!("{mark:x}");
        let origin = format!("http://{label}{HOSTS}:{}", self.port);
        if self.files(&label).is_some() {
            return Ok(origin);
        }
        let files = Arc::new(unpacked(package)?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // Another look at the same may have been faster.
        if kept.iter().all(|one| one.label != label) {
            kept.push_back(Preview { label, files });
        }
        while kept.len() > MOST_KEPT {
            kept.pop_front();
        }
        Ok(origin)
    }

    fn files(&self, label: &str) -> Option<Arc<BTreeMap<String, Bytes>>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|preview| preview.label == label);
        found.map(|preview| Arc::clone(&preview.files))
    }

    /// What the browser lets previews do; their pages have a narrower policy of their own.
    fn policy(&self) -> String {
        format!(
            "default-src 'self'; frame-src https:; object-src 'none'; base-uri 'none'; form-action 'none'; \
             frame-ancestors {}; sandbox {SANDBOX}",
            self.campus
        )
    }
}

/// The site of all previews.
pub(crate) fn site(previews: Previews) -> Router {
    Router::new()
        .route("/{*path}", get(file))
        .fallback(async || StatusCode::NOT_FOUND)
        .with_state(previews)
}

fn unpacked(package: &[u8]) -> Result<BTreeMap<String, Bytes>, Failure> {
    let limits = ZipLimits::DEFAULT;
    let mut archive = Archive::open(Cursor::new(package), &Profile::strict(), &limits)?.archive;
    let names: Vec<String> = archive
        .entries()
        .iter()
        .map(|entry| entry.name().to_owned())
        .collect();
    let files = names.into_iter().enumerate().map(|(index, name)| {
        let bytes = archive.bytes(index, limits.entry_bytes)?;
        Ok((name, Bytes::from(bytes)))
    });
    files.collect()
}

async fn file(
    State(previews): State<Previews>,
    Path(path): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let files = previews.files(&label(&headers));
    let Some(bytes) = files.and_then(|files| files.get(&path).cloned()) else {
        return (StatusCode::NOT_FOUND, "This preview is over.").into_response();
    };
    let range = asked(&method, &headers, bytes.len());
    let headers = [
        (CONTENT_TYPE, media_type(&path).to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_SECURITY_POLICY, previews.policy()),
        (REFERRER_POLICY, "no-referrer".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
        (ACCEPT_RANGES, "bytes".to_owned()),
    ];
    (headers, part(bytes, range)).into_response()
}

/// What the host name in front of all others says.
fn label(headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let label = host.unwrap_or_default().split(HOSTS).next();
    label.unwrap_or_default().to_ascii_lowercase()
}

/// The part of a file that is asked for. Files have no marks by which a browser could tell that they are still the same.
fn asked(method: &Method, headers: &HeaderMap, length: usize) -> ByteRange {
    let mut ranges = headers.get_all(RANGE).into_iter();
    match (ranges.next(), ranges.next()) {
        (Some(range), None) if method == Method::GET && !headers.contains_key(IF_RANGE) => range
            .to_str()
            .map_or(ByteRange::Whole, |range| ByteRange::of(range, length)),
        _ => ByteRange::Whole,
    }
}

fn part(bytes: Bytes, range: ByteRange) -> Response {
    let length = bytes.len();
    match range {
        ByteRange::Whole => bytes.into_response(),
        ByteRange::Part(range) => {
            let shown = format!("bytes {}-{}/{length}", range.start(), range.end());
            let part = bytes.slice(range);
            (StatusCode::PARTIAL_CONTENT, [(CONTENT_RANGE, shown)], part).into_response()
        }
        ByteRange::Unsatisfiable => {
            let shown = format!("bytes */{length}");
            (StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, shown)]).into_response()
        }
    }
}

/// The kind of a file by its name, of those that exported pages need.
fn media_type(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "xml" => "text/xml; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        _ => "application/octet-stream",
    }
}
