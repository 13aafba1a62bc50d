//! The two pages this crate shows by itself: a refusal, and the form that carries a message.

use edu_http::{Body, Reply};
use http::header::ALLOW;
use http::{HeaderValue, Response, StatusCode};

use crate::{Fault, LaunchError, rules};

/// Nothing may load, run, be framed in, or be submitted from a refusal.
const REFUSAL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                              form-action 'none'";

/// A refusal for the person who clicked: one sentence, and the code for support.
///
/// `methods` are those the address takes; a refusal of the method names them.
pub(crate) fn refusal_page(error: &LaunchError, methods: &'static str) -> Response<Body> {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>This link cannot be opened</title>\
         <style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;\
         padding:0 1rem;color:#1b1b1b;background:#fff}}</style></head>\n\
         <body><main><h1>This link cannot be opened</h1>\n<p>{}</p>\n\
         <p>Code for support: <code>{}</code></p></main></body>\n</html>\n",
        escaped(error.public_sentence()),
        escaped(error.code()),
    );
    let status = status_of(error);
    let reply = Reply::html(status, page, REFUSAL_POLICY)
        // The policy is a constant and always fits a header.
        .unwrap_or_else(|_| Reply::text(status, error.code()));
    if error.code() == rules::METHOD.code {
        return reply
            .with_header(ALLOW, HeaderValue::from_static(methods))
            .into_response();
    }
    reply.into_response()
}

fn status_of(error: &LaunchError) -> StatusCode {
    if error.code() == rules::METHOD.code {
        return StatusCode::METHOD_NOT_ALLOWED;
    }
    match error.fault() {
        Fault::Malformed | Fault::Unsupported | Fault::Claim => StatusCode::BAD_REQUEST,
        Fault::Host => StatusCode::SERVICE_UNAVAILABLE,
        Fault::Unregistered
        | Fault::Key
        | Fault::Signature
        | Fault::Time
        | Fault::Audience
        | Fault::State
        | Fault::Nonce
        | Fault::Deployment
        | Fault::Platform => StatusCode::FORBIDDEN,
    }
}

/// Text that stands in HTML as itself, in content and in quoted attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}
