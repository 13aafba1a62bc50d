//! The pages a platform shows by itself: a form that carries fields on, and a refusal.

use edu_http::Reply;
use edu_types::HttpUrl;
use http::header::{ALLOW, REFERRER_POLICY};
use http::{HeaderValue, StatusCode};

use crate::page::escaped;
use crate::{PlatformError, RefusedRequest, SignedMessage};

use super::begin::OutgoingLogin;
use super::rules;

/// The one script of the form page. It holds nothing from outside, so its digest is a constant.
pub(super) const SCRIPT: &str = "document.forms[0].submit()";

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

impl SignedMessage {
    /// The page that has the browser post the message.
    ///
    /// Works without scripts: the person then presses its button. Its referrer policy is
    /// `strict-origin`, so that tools that check where a post comes from see this platform's
    /// origin and no more.
    pub fn page(&self) -> Reply {
        form_page(&self.redirect_uri, &self.fields())
    }
}

impl RefusedRequest {
    /// The page that has the browser post the error.
    pub fn page(&self) -> Reply {
        form_page(&self.redirect_uri, &self.fields())
    }
}

impl OutgoingLogin {
    /// The page that has the browser post the initiation, for tools that take no redirects.
    pub fn page(&self) -> Reply {
        form_page(&self.login_uri, &self.fields())
    }
}

fn form_page(action: &HttpUrl, fields: &[(&str, &str)]) -> Reply {
    let mut main = format!(
        "<h1>Opening the tool</h1>\n<form method=\"post\" action=\"{}\">\n",
        escaped(action.as_str())
    );
    for (name, value) in fields {
        let (name, value) = (escaped(name), escaped(value));
        main.push_str("<input type=\"hidden\" name=\"");
        main.push_str(&name);
        main.push_str("\" value=\"");
        main.push_str(&value);
        main.push_str("\">\n");
    }
    main.push_str("<button>Continue</button>\n</form>");
    let page = document(
        "Opening the tool",
        &main,
        &format!("<script>{SCRIPT}</script>"),
    );
    html(StatusCode::OK, page, FORM_POLICY)
        .with_header(REFERRER_POLICY, HeaderValue::from_static("strict-origin"))
}

pub(super) fn refusal_page(error: &PlatformError) -> Reply {
    let main = format!(
        "<h1>This tool cannot be opened</h1>\n<p>{}</p>\n<p>Code for support: <code>{}</code></p>",
        escaped(error.public_sentence()),
        escaped(error.code()),
    );
    let page = document("This tool cannot be opened", &main, "");
    let reply = html(error.status(), page, REFUSAL_POLICY);
    if error.is(&rules::METHOD) {
        return reply.with_header(ALLOW, HeaderValue::from_static("GET, POST"));
    }
    reply
}

fn html(status: StatusCode, page: String, policy: &str) -> Reply {
    Reply::html(status, page, policy)
        // Both policies are constants and always fit a header.
        .unwrap_or_else(|_| Reply::empty(StatusCode::INTERNAL_SERVER_ERROR))
}

fn document(title: &str, main: &str, script: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title>\
         <style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;\
         padding:0 1rem;color:#1b1b1b;background:#fff}}\
         button{{font:inherit;padding:.5rem 1rem}}</style></head>\n\
         <body><main>{main}</main>{script}</body>\n</html>\n"
    )
}
