//! A record store that speaks as it should, about statements that it may not like.

use std::collections::BTreeMap;

use bytes::Bytes;
use edu_types::UuidText;
use http::{Method, Request, Response};

use super::{list, posted, response, text};

/// Keeps statements, and counts what it is asked.
#[derive(Debug, Default)]
pub(crate) struct Store {
    /// Those that it does not take, and with which status.
    pub(crate) dislikes: BTreeMap<UuidText, u16>,
    /// Those that it has, as it gives them back.
    pub(crate) kept: BTreeMap<UuidText, String>,
    /// Statements of one request.
    pub(crate) most: usize,
    /// How often each was taken.
    pub(crate) taken: BTreeMap<UuidText, usize>,
}

impl Store {
    pub(crate) fn new() -> Self {
        Self {
            most: usize::MAX,
            ..Self::default()
        }
    }

    pub(crate) fn answer(&mut self, request: &Request<Bytes>) -> Response<Bytes> {
        if request.method() == Method::GET {
            return self.find(request);
        }
        let ids = posted(request.body());
        if ids.len() > self.most {
            return response(413, "");
        }
        if let Some(status) = ids.iter().find_map(|id| self.dislikes.get(id)) {
            return response(*status, "not this one");
        }
        for id in &ids {
            let times = self.taken.entry(*id).or_default();
            *times = times.saturating_add(1);
            let low = u128::from_be_bytes(id.to_bytes()) & 0xffff_ffff;
            let number = usize::try_from(low).unwrap();
            self.kept.insert(*id, text(number, "7"));
        }
        response(200, list(&ids))
    }

    fn find(&self, request: &Request<Bytes>) -> Response<Bytes> {
        let query = request.uri().query().unwrap();
        let (name, id) = query.split_once('=').unwrap();
        let kept = self.kept.get(&UuidText::parse(id).unwrap());
        match kept.filter(|_| name == "statementId") {
            Some(text) => response(200, text.clone()),
            None => response(404, ""),
        }
    }
}
