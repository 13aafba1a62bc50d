//! The calls of the service: each one type that a tool writes and a platform reads.
//!
//! They are addressed to what the platform handed out: a tool makes a
//! [`Mount`](edu_http::Mount) of the address of the container or the line item, whatever query it
//! has; `/scores` and `/results` go before that query.

mod line_item;
mod line_items;
mod results;
mod score;

pub use line_item::{CurrentLineItem, DeleteLineItem, GetLineItem, LineItemDeleted, PutLineItem};
pub use line_items::{AddLineItem, GetLineItems, LineItemAdded, LineItemFilter, LineItemsPage};
pub use results::{GetResults, ResultsPage};
pub use score::{PostScore, ScoreOutcome, ScoreRecorded};

use core::fmt::Display;
use core::num::NonZeroUsize;

use bytes::Bytes;
use edu_http::{
    BuildError, Cursor, Form, FormLimits, Links, Mount, Refusal, ReplyUnreadable, encode_pairs,
};
use edu_json::{ToJson, Wire, read};
use edu_types::{Limits, Profile};
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Method, Request, Response, StatusCode};

use super::{media_type, rules};

/// What is read of a document that somebody sent: a page of the longest lists has room.
const LIMITS: Limits = Limits::DEFAULT
    .with_bytes(8 * 1024 * 1024)
    .with_nodes(1_000_000);

/// The parameter in which a page of ours says where the list goes on.
const PAGE: &str = "page";

/// A call without a body.
fn bare(method: Method, url: &str, accept: Option<&str>) -> Result<Request<Bytes>, BuildError> {
    let mut request = Request::builder().method(method).uri(url);
    if let Some(accept) = accept {
        request = request.header(ACCEPT, accept);
    }
    request.body(Bytes::new()).map_err(|_| BuildError::Request)
}

/// A call with a document.
fn with_document<T: ToJson>(
    method: Method,
    url: &str,
    media_type: &str,
    document: &T,
) -> Result<Request<Bytes>, BuildError> {
    let body = Bytes::from(document.to_json_string());
    Request::builder()
        .method(method)
        .uri(url)
        .header(CONTENT_TYPE, media_type)
        .header(ACCEPT, media_type)
        .body(body)
        .map_err(|_| BuildError::Request)
}

/// A reply with a document.
fn reply<T: ToJson>(
    status: StatusCode,
    media_type: &'static str,
    document: &T,
) -> Result<Response<Bytes>, BuildError> {
    Response::builder()
        .status(status)
        .header(CONTENT_TYPE, media_type)
        .body(Bytes::from(document.to_json_string()))
        .map_err(|_| BuildError::Request)
}

/// A call must be of this method, and for this path below what it is addressed to.
fn expect_call<T>(
    request: &Request<T>,
    mount: &Mount,
    method: &Method,
    path: &str,
) -> Result<(), Refusal> {
    if mount.relative(request.uri()) != Some(path) {
        return Err(Refusal::not_found());
    }
    if request.method() != method {
        let message = format!("method is not {method}");
        let status = StatusCode::METHOD_NOT_ALLOWED;
        return Err(Refusal::new(status, rules::METHOD.code, message));
    }
    Ok(())
}

/// Reads the document of a call; its media type must be exactly the standard's.
fn document<T: Wire>(
    request: &Request<Bytes>,
    media_type: &str,
    profile: &Profile,
) -> Result<T, Refusal> {
    if !media_type::is(request.headers(), media_type) {
        let message = format!("content type is not {media_type}");
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        return Err(Refusal::new(status, rules::MEDIA_TYPE.code, message));
    }
    match read(request.body(), profile, &LIMITS) {
        Ok(checked) => Ok(checked.value),
        Err(refused) => {
            let code = refused
                .first()
                .map_or(rules::VALUE.code, |first| first.code);
            let message = refused.to_string();
            Err(Refusal::new(StatusCode::BAD_REQUEST, code, message))
        }
    }
}

/// Reads the document of a reply, whose oddities that only inform are tolerated.
fn replied<T: Wire>(response: &Response<Bytes>) -> Result<T, ReplyUnreadable> {
    let checked = read(response.body(), &Profile::lenient(), &LIMITS);
    let reason = "reply is not the document that was asked for";
    let checked = checked.map_err(|_| ReplyUnreadable::new(response, reason))?;
    Ok(checked.value)
}

fn expect_status(
    response: &Response<Bytes>,
    allowed: &[StatusCode],
) -> Result<(), ReplyUnreadable> {
    if allowed.contains(&response.status()) {
        return Ok(());
    }
    Err(ReplyUnreadable::new(
        response,
        "status says that the call failed",
    ))
}

fn links_of(response: &Response<Bytes>) -> Result<Links, ReplyUnreadable> {
    let reason = "link header cannot be read";
    Links::parse(response.headers()).map_err(|_| ReplyUnreadable::new(response, reason))
}

/// The address with these parameters behind those it has.
fn with_parameters(url: String, parameters: &[(&str, Option<&str>)]) -> String {
    let given = parameters
        .iter()
        .filter_map(|(name, value)| Some((*name, (*value)?)));
    let query = encode_pairs(given);
    if query.is_empty() {
        return url;
    }
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{query}")
}

fn parameters<T>(request: &Request<T>) -> Result<Form, Refusal> {
    Form::from_query(request.uri(), &FormLimits::DEFAULT).map_err(Into::into)
}

/// Reads an identifier that may be absent.
fn id<T, E: Display>(
    form: &Form,
    name: &str,
    make: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, Refusal> {
    let read = |text| make(text).map_err(|error| bad_parameter(name, &error.to_string()));
    form.get(name).map(read).transpose()
}

/// Reads how many items a page may have.
fn limit(form: &Form) -> Result<Option<NonZeroUsize>, Refusal> {
    let read = |text: &str| {
        let why = "is not a whole number above 0";
        text.parse().map_err(|_| bad_parameter("limit", why))
    };
    form.get("limit").map(read).transpose()
}

fn after(form: &Form) -> Result<Option<Cursor>, Refusal> {
    id(form, PAGE, Cursor::from_parameter)
}

fn bad_parameter(name: &str, why: &str) -> Refusal {
    let message = format!("parameter `{name}`: {why}");
    Refusal::new(StatusCode::BAD_REQUEST, rules::PARAMETER.code, message)
}
