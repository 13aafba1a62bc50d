//! What every page of the campus looks like.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use edu_examples::shortened::shortened;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = "\
body{font:1.05rem/1.55 system-ui,sans-serif;margin:0;color:#1a1a1a;background:#fff}\
header{background:#12355b;color:#fff;padding:.8rem 1.2rem;display:flex;gap:.4rem 1.2rem;\
align-items:center;justify-content:space-between;flex-wrap:wrap}\
header.tool{background:#3d2b56}\
header nav{display:flex;gap:.4rem 1.2rem;align-items:center;flex-wrap:wrap}\
header a{color:#fff}a{color:#12457f}\
main{max-width:52rem;margin:1.5rem auto;padding:0 1.2rem}\
h1{font-size:1.5rem;margin:.2rem 0 1rem}h2{font-size:1.15rem;margin:1.6rem 0 .5rem}\
button{font:inherit;padding:.55rem 1rem;border:2px solid #12355b;border-radius:.4rem;\
background:#12355b;color:#fff;cursor:pointer}\
button.plain{background:#fff;color:#12355b}\
button.unseen{position:absolute;width:1px;height:1px;padding:0;border:0;overflow:hidden;\
clip-path:inset(50%);white-space:nowrap}\
:focus-visible{outline:3px solid #b35900;outline-offset:2px}\
header :focus-visible{outline-color:#fff}\
header button{border-color:#fff;background:transparent;padding:.2rem .7rem}\
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;\
border-bottom:1px solid #ccc;vertical-align:top}\
th{width:30%;font-weight:600}th,td{overflow-wrap:anywhere}\
code,h1,h2,p,li,button{overflow-wrap:anywhere}ul.plain{list-style:none;padding:0}ul.plain li{margin:.6rem 0}\
form.row{display:flex;gap:.5rem;flex-wrap:wrap}\
iframe{display:block;box-sizing:border-box;width:100%;height:34rem;border:1px solid #767676;\
border-radius:.4rem;margin:1rem 0}\
.good{color:#0b5d1e;font-weight:600}.bad{color:#a4130b;font-weight:600}\
nav.desk{display:flex;gap:.4rem 1.2rem;flex-wrap:wrap;margin:0 0 1.2rem;\
border-bottom:1px solid #ccc;padding-bottom:.6rem}nav.desk a[aria-current]{font-weight:600}\
pre{white-space:pre-wrap;overflow-wrap:anywhere}caption{text-align:left}\
summary{cursor:pointer}.list th{width:auto}.row{align-items:center}p.row{display:flex;\
gap:.5rem 1rem;flex-wrap:wrap}\
a.button{display:inline-block;padding:.55rem 1rem;border:2px solid #12355b;border-radius:.4rem;\
background:#12355b;color:#fff;text-decoration:none}\
.field{margin:1.1rem 0}label{font-weight:600}.hint{color:#4a4a4a;margin:.1rem 0 .3rem}\
input:not([type]),input[type=date],textarea{font:inherit;box-sizing:border-box;width:100%;padding:.45rem;\
border:1px solid #767676;border-radius:.3rem}select{font:inherit;padding:.4rem;max-width:100%}\
[name][aria-invalid=true]{border:2px solid #a4130b}main form{margin:.7rem 0}\
label.tick{display:block;margin:.5rem 0}\
.findings{list-style:none;padding:0;margin:.3rem 0}.error{color:#a4130b}.warning{color:#7a4300}\
.advice{color:#12457f}.summary{border:2px solid #a4130b;border-radius:.4rem;padding:0 1rem .6rem}\
.wide{overflow-x:auto}.wide .list th{min-width:7rem}\
.key,.asked{border:1px solid #ccc;border-radius:.4rem;padding:0 1rem 1rem;margin:1rem 0}";

/// Which of the two origins a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    /// The learning platform.
    Campus,
    /// The tool.
    Tool,
}

impl Site {
    fn name(self) -> &'static str {
        match self {
            Self::Campus => "Campus",
            Self::Tool => "Workbench, a tool of somebody else",
        }
    }
}

/// A page of either site; `aside` stands at the right of its head.
pub(crate) fn page(site: Site, title: &str, aside: &Markup, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (site.name()) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header .tool[site == Site::Tool] {
                    strong { (site.name()) }
                    @if site == Site::Campus {
                        nav aria-label="Campus" {
                            a href="/course" { "Course" }
                            a href="/gradebook" { "Gradebook" }
                            a href="/my-data" { "My learning data" }
                            a href="/about" { "How this works" }
                            (aside)
                        }
                    }
                }
                main { h1 { (title) } (content) }
            }
        }
    }
}

/// A text of a stranger, at most so many characters of it; where it is cut, that is said behind it.
pub(crate) fn cut(text: &str, most: usize) -> Markup {
    let (start, is_whole) = shortened(text, most);
    html! {
        (start)
        @if !is_whole { "… " span .hint { "(cut after " (most) " characters)" } }
    }
}

/// A page of the campus with nothing of its own at the right of its head.
pub(crate) fn shown(title: &str, content: &Markup) -> Response {
    page(Site::Campus, title, &html! {}, content).into_response()
}

/// What stands in the frame until a tool is opened: a document of its own.
pub(crate) fn empty_frame() -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                title { "No tool is open" }
                style { "body{font:1.05rem/1.55 system-ui,sans-serif;margin:1.2rem;color:#4a4a4a}h1{font-size:1.15rem}" }
            }
            body { main { h1 { "No tool is open" } p { "The tool you open will appear here." } } }
        }
    }
}

/// A page for somebody whose request is not served: what is wrong, in one sentence.
pub(crate) fn refusal(site: Site, status: StatusCode, title: &str, sentence: &str) -> Response {
    let content = html! {
        p { (sentence) }
        @if site == Site::Campus { p { a href="/" { "Go to the campus" } } }
    };
    (status, page(site, title, &html! {}, &content)).into_response()
}

/// The page of an address where nothing lives.
pub(crate) fn not_found(site: Site) -> Response {
    let sentence = "No page lives at this address.";
    refusal(site, StatusCode::NOT_FOUND, "Nothing here", sentence)
}

/// The page of an address that was asked in the wrong way.
pub(crate) fn wrong_method(site: Site) -> Response {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let sentence = "This address does something else than show a page.";
    refusal(site, status, "Not a page", sentence)
}
