//! The pages this crate shows by itself: a refusal, the form that carries fields on, and those
//! with a script of ours.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edu_http::Reply;
use edu_types::HttpUrl;
use http::header::REFERRER_POLICY;
use http::{HeaderValue, StatusCode};
use sha2::{Digest as _, Sha256};

/// The one script of the form page. It holds nothing from outside, so its digest is a constant.
const SCRIPT: &str = "document.forms[0].submit()";

/// Nothing may load; styles of the page and the one script may run.
///
/// `form-action` is left out on purpose: Chromium applies it to every redirect that follows the
/// post, and a tool may answer the post by sending the person on to any address of its own. The
/// form's address is one the tool registered, and is escaped. `frame-ancestors` is the host's to
/// add: a second `Content-Security-Policy` header narrows this one.
const FORM_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                           script-src 'sha256-ePniVEkSivX/c7XWBGafqh8tSpiRrKiqYeqbG7N1TOE='";

/// Nothing may load, run or be submitted from a refusal.
const REFUSAL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                              form-action 'none'";

/// A refusal for the person who clicked: one sentence, and the code for support.
pub(crate) fn refusal_page(
    status: StatusCode,
    title: &'static str,
    sentence: &'static str,
    code: &'static str,
) -> Reply {
    let main = format!(
        "<main><h1>{}</h1>\n<p>{}</p>\n<p>Code for support: <code>{}</code></p></main>",
        escaped(title),
        escaped(sentence),
        escaped(code),
    );
    html(status, document(title, "", &main), REFUSAL_POLICY)
}

/// A form that the browser posts by itself; without scripts, by its button.
///
/// Its referrer policy is `strict-origin`, so that who gets it sees this host's origin and no
/// more.
pub(crate) fn form_page(title: &'static str, action: &HttpUrl, fields: &[(&str, &str)]) -> Reply {
    let main = format!(
        "<main><h1>{}</h1>\n<form method=\"post\" action=\"{}\">\n{}\
         <button>Continue</button>\n</form></main><script>{SCRIPT}</script>",
        escaped(title),
        escaped(action.as_str()),
        hidden_fields(fields),
    );
    let page = document(title, "", &main);
    html(StatusCode::OK, page, FORM_POLICY)
        .with_header(REFERRER_POLICY, HeaderValue::from_static("strict-origin"))
}

/// Fields of a form that nobody sees.
pub(crate) fn hidden_fields(fields: &[(&str, &str)]) -> String {
    let mut inputs = String::new();
    for (name, value) in fields {
        let (name, value) = (escaped(name), escaped(value));
        inputs.push_str("<input type=\"hidden\" name=\"");
        inputs.push_str(&name);
        inputs.push_str("\" value=\"");
        inputs.push_str(&value);
        inputs.push_str("\">\n");
    }
    inputs
}

/// A page with one script of ours, which reads the attributes `data` of `<main>`.
///
/// `form-action` is left out as in [`FORM_POLICY`]; nothing may load, and no other script runs.
pub(crate) fn script_page(
    status: StatusCode,
    title: &'static str,
    head: &str,
    (data, main): (&str, &str),
    script: &str,
) -> Reply {
    let digest = STANDARD.encode(Sha256::digest(script));
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
         script-src 'sha256-{digest}'"
    );
    let body = format!("<main{data}>{main}</main><script>{script}</script>");
    html(status, document(title, head, &body), &policy)
}

fn html(status: StatusCode, page: String, policy: &str) -> Reply {
    Reply::html(status, page, policy)
        // Both policies are constants and always fit a header.
        .unwrap_or_else(|_| Reply::empty(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The one document that all pages are; `head` and `body` are markup, `title` is text.
fn document(title: &'static str, head: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}</title>{head}\
         <style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;\
         padding:0 1rem;color:#1b1b1b;background:#fff}}\
         button{{font:inherit;padding:.5rem 1rem}}</style></head>\n\
         <body>{body}</body>\n</html>\n",
        escaped(title)
    )
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
