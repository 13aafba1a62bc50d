//! What every page of the campus looks like.

use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Scripts run nowhere on the campus; frames show the tool only.
fn policy(frames: &str) -> String {
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://*.localhost:* \
         http://localhost:*; \
         base-uri 'none'; frame-src {frames}"
    )
}

const STYLE: &str = "\
body{font:1.05rem/1.55 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#fff}\
header{background:#12355b;color:#fff;padding:.8rem 1.2rem;display:flex;gap:1rem;\
justify-content:space-between;flex-wrap:wrap}\
header.tool{background:#3d2b56}\
main{max-width:52rem;margin:1.5rem auto;padding:0 1.2rem}\
h1{font-size:1.5rem;margin:.2rem 0 1rem}h2{font-size:1.15rem;margin-top:1.6rem}\
button{font:inherit;padding:.55rem 1rem;border:2px solid #12355b;border-radius:.4rem;\
background:#12355b;color:#fff;cursor:pointer}\
button.plain{background:#fff;color:#12355b}\
button:focus-visible,a:focus-visible{outline:3px solid #b35900;outline-offset:2px}\
header button{border-color:#fff;background:transparent;padding:.2rem .7rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;\
border-bottom:1px solid #ccc;vertical-align:top}th{width:13rem;font-weight:600}\
code{overflow-wrap:anywhere}ul.plain{list-style:none;padding:0}ul.plain li{margin:.6rem 0}\
iframe{width:100%;height:34rem;border:1px solid #777}\
.good{color:#0b5d1e;font-weight:600}";

/// Which of the two origins a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    /// The learning platform.
    Campus,
    /// The tool.
    Tool,
}

/// A page of either site; `aside` stands at the right of its head.
pub(crate) fn page(site: Site, title: &str, aside: &Markup, content: &Markup) -> Response {
    let (name, class) = match site {
        Site::Campus => ("Campus", ""),
        Site::Tool => ("Workbench, a tool of somebody else", "tool"),
    };
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (name) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header class=(class) { strong { (name) } (aside) }
                main { h1 { (title) } (content) }
            }
        }
    };
    let frames = if site == Site::Campus {
        "'self' http://tool.localhost:* http://localhost:*"
    } else {
        "'none'"
    };
    let headers = [
        (CONTENT_SECURITY_POLICY, policy(frames)),
        (REFERRER_POLICY, "no-referrer".to_owned()),
    ];
    (headers, markup).into_response()
}
