//! Statements on their way out: in the format asked for, with the data of their attachments or without.

use std::collections::BTreeMap;

use bytes::Bytes;
use edu_http::{BackendError, Body, Reply, TenantId};
use edu_types::{AcceptLanguage, Iri, LanguageMap};
use http::header::LAST_MODIFIED;
use http::{HeaderValue, Response, StatusCode};
use xapi_model::format::{Definitions, Received};
use xapi_model::multipart::{Boundary, Declared, Digest, MultipartWriter};
use xapi_model::{ActivityDefinition, Statement, Version};

use crate::service::http_date;
use crate::{LrsError, RecordStore, StatementPage, index, limits};

/// In which form statements are asked for.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) format: Format,
    pub(super) attachments: bool,
    pub(super) wanted: AcceptLanguage,
}

/// The formats of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Exact,
    Ids,
    Canonical,
}

/// An answer in the making: what it needs of the store beside the statements.
#[derive(Debug)]
pub(super) struct Answer<'a, S> {
    store: &'a S,
    tenant: &'a TenantId,
    form: &'a Form,
    definitions: Known,
    attachments: Vec<(Digest, Box<str>, Bytes)>,
}

/// What the store knows of the activities of an answer.
#[derive(Debug, Default)]
struct Known(BTreeMap<Iri, ActivityDefinition>);

impl Definitions for Known {
    fn activity(&self, id: &str) -> Option<&ActivityDefinition> {
        let id = Iri::new(id).ok()?;
        self.0.get(&id)
    }

    fn verb(&self, _: &str) -> Option<&LanguageMap> {
        None
    }
}

impl<'a, S: RecordStore> Answer<'a, S> {
    pub(super) fn new(store: &'a S, tenant: &'a TenantId, form: &'a Form) -> Self {
        Self {
            store,
            tenant,
            form,
            definitions: Known::default(),
            attachments: Vec::new(),
        }
    }

    /// Asks the store for what the answer needs; cuts the page where its attachments would have more bytes
    /// than `budget`, and says whether it did.
    pub(super) async fn load(
        &mut self,
        found: &mut StatementPage,
        budget: u64,
    ) -> Result<bool, LrsError> {
        let is_plain = !self.form.attachments && self.form.format != Format::Canonical;
        if is_plain {
            return Ok(false);
        }
        let mut statements = Vec::with_capacity(found.len());
        for one in found.iter() {
            statements.push(typed(one.json)?);
        }
        let mut is_cut = false;
        if self.form.attachments {
            let fitting = fitting(&statements, budget);
            is_cut = fitting < statements.len();
            statements.truncate(fitting);
            found.truncate(fitting);
            self.load_attachments(&statements).await?;
        }
        if self.form.format == Format::Canonical {
            let activities = index::activities(&statements);
            let known = self.store.definitions(self.tenant, &activities).await?;
            self.definitions = Known(known.into_iter().collect());
        }
        Ok(is_cut)
    }

    async fn load_attachments(&mut self, statements: &[Statement]) -> Result<(), LrsError> {
        for declared in Declared::all_of(statements) {
            let Some(digest) = Digest::parse(declared.sha2) else {
                continue;
            };
            if self.attachments.iter().any(|(held, _, _)| *held == digest) {
                continue;
            }
            if let Some(data) = self.store.attachment(self.tenant, &digest).await? {
                let media_type = declared.content_type.unwrap_or("application/octet-stream");
                self.attachments.push((digest, media_type.into(), data));
            }
        }
        Ok(())
    }

    /// A page of statements, and the address of more.
    pub(super) fn list(
        self,
        found: StatementPage,
        more: Option<&str>,
    ) -> Result<Response<Body>, LrsError> {
        let modified = modified(&found);
        let more = more.unwrap_or_default();
        let found = match self.form.format {
            Format::Exact => found,
            Format::Ids | Format::Canonical => found.rewritten(|kept| self.written(kept))?,
        };
        self.respond(found.into_answer(more), modified)
    }

    /// The one statement that was asked for.
    pub(super) fn one(self, found: &StatementPage) -> Result<Response<Body>, LrsError> {
        let one = found.last().map(|one| one.json).unwrap_or_default();
        let text = self.written(one)?;
        self.respond(text, modified(found))
    }

    /// A statement in the format asked for.
    fn written(&self, kept: &[u8]) -> Result<Vec<u8>, LrsError> {
        let read = || Received::new(kept, &limits::KEPT).map_err(unreadable);
        Ok(match self.form.format {
            Format::Exact => kept.to_vec(),
            Format::Ids => read()?.ids(),
            Format::Canonical => read()?.canonical(&self.definitions, &self.form.wanted),
        })
    }

    /// The whole response, which says when the latest of its statements was stored.
    fn respond(
        self,
        json: Vec<u8>,
        modified: Option<HeaderValue>,
    ) -> Result<Response<Body>, LrsError> {
        let reply = if self.form.attachments {
            self.multipart(&json)?
        } else {
            Reply::json(StatusCode::OK, json)
        };
        let reply = match modified {
            Some(modified) => reply.with_header(LAST_MODIFIED, modified),
            None => reply,
        };
        Ok(reply.into_response())
    }

    fn multipart(&self, json: &[u8]) -> Result<Reply, LrsError> {
        let boundary = self.boundary(json)?;
        let media_type = boundary.content_type();
        let mut body = Vec::new();
        let mut writer = MultipartWriter::begin(boundary, &mut body);
        body.extend_from_slice(json);
        for (digest, content_type, data) in &self.attachments {
            let head = writer.attachment(digest, content_type, &mut body);
            head.map_err(unreadable)?;
            body.extend_from_slice(data);
        }
        writer.end(&mut body);
        let media_type = HeaderValue::from_str(&media_type).map_err(unreadable)?;
        Ok(Reply::typed(StatusCode::OK, media_type, body))
    }

    /// A boundary that stands in no part: a digest of the digests of them all, which none can hold of itself.
    fn boundary(&self, json: &[u8]) -> Result<Boundary, LrsError> {
        let mut digests = Vec::from(Digest::of(json).as_slice());
        for (digest, _, _) in &self.attachments {
            digests.extend_from_slice(digest.as_slice());
        }
        Boundary::new(&Digest::of(&digests).to_string()).map_err(unreadable)
    }
}

/// When the latest of them was stored.
fn modified(found: &StatementPage) -> Option<HeaderValue> {
    found.iter().map(|one| one.stored).max().and_then(http_date)
}

/// How many of the first statements have attachments that fit; one at least.
fn fitting(statements: &[Statement], budget: u64) -> usize {
    let mut left = budget;
    let fits = statements.iter().take_while(|statement| {
        let bytes: u64 = Declared::all_of([*statement])
            .filter_map(|declared| declared.length)
            .fold(0, u64::saturating_add);
        let fits = bytes <= left;
        left = left.saturating_sub(bytes);
        fits
    });
    fits.count().max(1)
}

fn typed(json: &[u8]) -> Result<Statement, LrsError> {
    let kept = Statement::from_slice(json, &Version::LATEST.lenient(), &limits::KEPT);
    kept.map(|kept| kept.value).map_err(unreadable)
}

/// What was judged before it was kept cannot be read any more.
fn unreadable(error: impl core::fmt::Display) -> LrsError {
    BackendError::failed(format!("what is kept cannot be read: {error}")).into()
}
