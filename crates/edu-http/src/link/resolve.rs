//! References resolved against the address they were found at: RFC 3986, §5.2.

use edu_types::{HttpUrl, HttpUrlError};

/// The address that `reference` means where it was found at `base`; a fragment is left out.
pub(super) fn resolve(base: &HttpUrl, reference: &str) -> Result<HttpUrl, HttpUrlError> {
    let reference = before(reference, '#');
    if has_scheme(reference) {
        return HttpUrl::parse(reference);
    }
    let scheme = base.scheme();
    if reference.starts_with("//") {
        return HttpUrl::parse(&format!("{scheme}:{reference}"));
    }
    let authority = authority_of(base);
    let path = before(reference, '?');
    let query = reference.strip_prefix(path).unwrap_or_default();
    if path.is_empty() {
        let path = base.path();
        let own = match base.query() {
            Some(own) if query.is_empty() => format!("?{own}"),
            Some(_) | None => query.to_owned(),
        };
        return HttpUrl::parse(&format!("{scheme}://{authority}{path}{own}"));
    }
    let merged = if path.starts_with('/') {
        path.to_owned()
    } else {
        let folder = base
            .path()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        format!("{folder}/{path}")
    };
    let path = without_dots(&merged);
    HttpUrl::parse(&format!("{scheme}://{authority}{path}{query}"))
}

fn before(text: &str, separator: char) -> &str {
    text.split(separator).next().unwrap_or_default()
}

/// Host and port as written.
fn authority_of(base: &HttpUrl) -> String {
    match base.port() {
        Some(port) => format!("{}:{port}", base.host()),
        None => base.host().to_owned(),
    }
}

/// Whether a colon stands before every separator, behind letters, digits and `+-.`.
fn has_scheme(reference: &str) -> bool {
    let scheme = before(before(before(reference, '#'), '?'), '/');
    scheme.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

/// The path without `.` and `..`; it starts with a slash. RFC 3986, §5.2.4.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    format!("/{}", kept.join("/"))
}
