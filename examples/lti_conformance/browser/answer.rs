//! What a browser was answered, and the way it went.

use url::Url;

use super::Call;

/// One answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// What was asked for.
    pub(crate) url: Url,
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

/// Every answer from a request to its end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trail {
    pub(crate) answers: Vec<Answer>,
    pub(crate) end: End,
}

/// Why a browser went no further.
#[derive(Clone, Debug, Default)]
pub(crate) enum End {
    /// The last answer leads nowhere by itself.
    #[default]
    Here,
    /// At an address that was to be handed over; the request to it was not sent.
    Stopped(Call),
    /// For a made-up host that only an attack names; the request was not sent.
    Left(Call),
    /// The connection broke, or there was no end.
    Broken(String),
}

impl Answer {
    pub(crate) fn headers_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.headers.iter().filter(move |(own, _)| own == name);
        named.map(|(_, value)| value.as_str())
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a browser reads it as a page.
    pub(crate) fn is_html(&self) -> bool {
        let kind = self.header("content-type").unwrap_or("text/html");
        kind.to_ascii_lowercase().contains("html")
    }
}

impl Trail {
    pub(crate) fn first_status(&self) -> Option<u16> {
        self.answers.first().map(|answer| answer.status)
    }

    pub(crate) fn last_status(&self) -> Option<u16> {
        self.answers.last().map(|answer| answer.status)
    }

    /// Whether any page or address on the way holds this text.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let in_answer = |answer: &Answer| {
            answer.body.contains(text)
                || answer
                    .header("location")
                    .is_some_and(|to| to.contains(text))
        };
        self.answers.iter().any(in_answer)
    }

    /// The way in a few words: the statuses, and why it ended.
    pub(crate) fn words(&self) -> String {
        let mut words: Vec<String> = self
            .answers
            .iter()
            .map(|answer| answer.status.to_string())
            .collect();
        match &self.end {
            End::Here => {}
            End::Stopped(call) => words.push(format!("to {}", place(&call.url))),
            End::Left(call) => words.push(format!("off to {}", place(&call.url))),
            End::Broken(why) => words.push(why.clone()),
        }
        words.join(", ")
    }

    /// The beginning of the last page, for people who look for a mistake.
    pub(crate) fn excerpt(&self) -> String {
        let body = self.answers.last().map_or("", |answer| answer.body.trim());
        let excerpt: String = body.chars().take(300).collect();
        excerpt.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// An address without what may be secret in it.
fn place(url: &Url) -> &str {
    url.as_str().split(['?', '#']).next().unwrap_or_default()
}
