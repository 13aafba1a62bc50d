//! The resources of documents: how agents stand in activities, and what is known of either.
//!
//! Spec: xAPI 1.0.3 Part 3 §2.2, §2.3, §2.6, §2.7, §3.1; 2.0 §4.1.4, §4.1.6.2, §4.1.6.5, §4.1.6.6.

mod asked;
mod precondition;

use edu_http::{BackendError, Body, Reply, collect};
use edu_jose::Verify;
use edu_json::{JsonError, JsonWriter, Tree};
use edu_types::Timestamp;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, LAST_MODIFIED};
use http::{HeaderValue, Method, Response, StatusCode};

use super::exchange::Exchange;
use super::{Call, LrsService, http_date, tagged};
use crate::document::merge::is_json;
use crate::{
    Accounts, DocumentAction, DocumentChange, DocumentId, EntityTag, LrsError, RecordStore,
    StoredDocument, limits, rules,
};
use asked::{Asked, Many};

/// One of the three resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Documents {
    State,
    ActivityProfile,
    AgentProfile,
}

/// What a document may do where a browser opens it: nothing. Its sender chose its media type.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

impl<S: RecordStore, A: Accounts, V: Verify + Send + Sync> LrsService<S, A, V> {
    /// Answers a request to one of the resources.
    pub(super) async fn documents(
        &self,
        call: &Call<'_>,
        now: &Timestamp,
        exchange: Exchange,
        documents: Documents,
    ) -> Result<Response<Body>, LrsError> {
        match exchange.method {
            Method::GET => {
                let asked = documents.asked(call, &exchange, Many::Listed)?;
                self.show(call, asked).await
            }
            Method::PUT | Method::POST => {
                self.change(call, now, exchange, documents).await?;
                Ok(Reply::empty(StatusCode::NO_CONTENT).into_response())
            }
            Method::DELETE => {
                self.remove(call, now, exchange, documents).await?;
                Ok(Reply::empty(StatusCode::NO_CONTENT).into_response())
            }
            _ => Err(LrsError::method(&[
                Method::GET,
                Method::HEAD,
                Method::PUT,
                Method::POST,
                Method::DELETE,
            ])),
        }
    }

    /// A document, or the ids of those that are there.
    async fn show(
        &self,
        call: &Call<'_>,
        Asked { place, id, since }: Asked,
    ) -> Result<Response<Body>, LrsError> {
        let tenant = &call.account.tenant;
        if let Some(id) = id {
            let document = self.store.document(tenant, &place, &id).await?;
            return document.map_or_else(|| Err(absent()), |document| shown(&document));
        }
        let ids = self.store.document_ids(tenant, &place, since.as_ref());
        let ids = ids.await?;
        let mut writer = JsonWriter::new();
        writer.array(ids.iter().map(DocumentId::as_str));
        Ok(tagged(writer.into_string()))
    }

    /// Puts a document, or merges it into the one that is there.
    async fn change(
        &self,
        call: &Call<'_>,
        now: &Timestamp,
        exchange: Exchange,
        documents: Documents,
    ) -> Result<(), LrsError> {
        let Asked { place, id, .. } = documents.asked(call, &exchange, Many::Refused)?;
        let id = id.ok_or_else(absent)?;
        let precondition = documents.precondition(&exchange)?;
        let content_type: Box<str> = match exchange.header(&CONTENT_TYPE)? {
            // RFC 9110 §8.3: bytes of which nothing is known.
            "" => "application/octet-stream".into(),
            named => named.into(),
        };
        let max_bytes = self.settings.max_document;
        let is_put = exchange.method == Method::PUT;
        let content = collect(exchange.body, max_bytes).await?;
        if is_json(&content_type) {
            judge_json(&content)?;
        }
        let action = if is_put {
            DocumentAction::Put {
                content_type,
                content,
            }
        } else {
            DocumentAction::Merge {
                content_type,
                content,
            }
        };
        let change = DocumentChange {
            action,
            precondition,
            max_bytes,
        };
        let tenant = &call.account.tenant;
        let changed = self.store.change_document(tenant, &place, &id, change, now);
        Ok(changed.await??)
    }

    /// Removes a document, or all that are there.
    async fn remove(
        &self,
        call: &Call<'_>,
        now: &Timestamp,
        exchange: Exchange,
        documents: Documents,
    ) -> Result<(), LrsError> {
        let many = match documents {
            Documents::State => Many::Meant,
            Documents::ActivityProfile | Documents::AgentProfile => Many::Refused,
        };
        let Asked { place, id, .. } = documents.asked(call, &exchange, many)?;
        let tenant = &call.account.tenant;
        let Some(id) = id else {
            precondition::refuse(&exchange)?;
            return Ok(self.store.remove_documents(tenant, &place).await?);
        };
        let change = DocumentChange {
            action: DocumentAction::Remove,
            precondition: documents.precondition(&exchange)?,
            max_bytes: self.settings.max_document,
        };
        let changed = self.store.change_document(tenant, &place, &id, change, now);
        Ok(changed.await??)
    }
}

/// The response that is the document.
fn shown(document: &StoredDocument) -> Result<Response<Body>, LrsError> {
    let unreadable = |_| BackendError::failed("what is kept of a document cannot be sent");
    let media_type = HeaderValue::from_str(&document.content_type).map_err(unreadable)?;
    let tag = EntityTag::of(&document.content);
    let tag = HeaderValue::from_str(tag.as_str()).map_err(unreadable)?;
    let content = document.content.clone();
    let reply = Reply::typed(StatusCode::OK, media_type, content)
        .with_header(CONTENT_SECURITY_POLICY, POLICY)
        .with_header(ETAG, tag);
    let reply = match http_date(&document.updated) {
        Some(updated) => reply.with_header(LAST_MODIFIED, updated),
        None => reply,
    };
    Ok(reply.into_response())
}

/// Refuses what says that it is JSON and is none.
fn judge_json(content: &[u8]) -> Result<(), LrsError> {
    match Tree::parse(content, &limits::DOCUMENT) {
        Ok(_) => Ok(()),
        Err(error @ JsonError::Limit { .. }) => {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            Err(LrsError::new(status, &rules::LARGE, error.to_string()))
        }
        Err(error) => {
            let message = format!("the document says that it is JSON: {error}");
            Err(LrsError::bad(&rules::DOCUMENT, message))
        }
    }
}

fn absent() -> LrsError {
    let message = "no document of that id is here";
    LrsError::new(StatusCode::NOT_FOUND, &rules::NOT_FOUND, message)
}
