//! Administration over HTTP: who may, what is refused, and that what is done holds.

mod access;
mod keys;
mod platforms;
mod refused;
mod tools;

use crate::http::Answer;

/// Whether a page says so, escaped as it must be.
fn says(page: &Answer, text: &str) -> bool {
    page.body.contains(text)
}

/// The link to a page whose address begins so.
fn link(page: &Answer, start: &str) -> String {
    let (_, rest) = page
        .body
        .split_once(&format!("href=\"{start}"))
        .expect("the page has the link");
    let end = rest.split('"').next().unwrap().replace("&amp;", "&");
    format!("{start}{end}")
}
