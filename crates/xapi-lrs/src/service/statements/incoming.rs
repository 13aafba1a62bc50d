//! The body of a request: statements, and the data of their attachments, read as it arrives.

use core::pin::pin;

use bytes::{Bytes, BytesMut};
use edu_http::{Body, collect};
use edu_json::Document;
use edu_types::{Limits, Profile, Report};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt as _;
use xapi_model::Statement;
use xapi_model::multipart::declared::check_addresses;
use xapi_model::multipart::{
    AttachmentEvent, AttachmentParts, Boundary, Declared, MultipartError, PartUse,
    StatementsFormat, StatementsPart, StatementsReceived, StatementsStep,
};

use crate::record::Attached;
use crate::service::exchange::Exchange;
use crate::{LrsError, LrsSettings, rules};

/// What a request brought, judged.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) statements: Vec<Document<Statement>>,
    /// Whether they came in an array.
    pub(super) is_list: bool,
    pub(super) attachments: Vec<Attached>,
}

impl Incoming {
    /// Takes in the body of a request.
    pub(super) async fn read(exchange: Exchange, settings: &LrsSettings) -> Result<Self, LrsError> {
        let profile = settings.profile(exchange.version);
        let content_type = exchange.header(&CONTENT_TYPE)?;
        let format = StatementsFormat::of(content_type).map_err(|error| refused(&error))?;
        match format {
            StatementsFormat::Json => {
                let bytes = collect(exchange.body, settings.statements.bytes).await?;
                let (statements, is_list) = judged(&bytes, profile, settings)?;
                let declared = Declared::all_of(statements.iter().map(Document::value));
                check_addresses(declared, profile).map_err(|error| refused(&error))?;
                Ok(Self {
                    statements,
                    is_list,
                    attachments: Vec::new(),
                })
            }
            StatementsFormat::Multipart(boundary) => {
                multipart(exchange.body, &boundary, profile, settings).await
            }
        }
    }
}

async fn multipart(
    body: Body,
    boundary: &Boundary,
    profile: &Profile,
    settings: &LrsSettings,
) -> Result<Incoming, LrsError> {
    let mut chunks = Chunks(body);
    let first = StatementsPart::new(boundary, profile, &settings.multipart);
    let (received, rest) = statements_part(first, &mut chunks).await?;
    let (statements, is_list) = judged(received.json(), profile, settings)?;
    let declared = Declared::all_of(statements.iter().map(Document::value));
    let parts = received.expect(declared).map_err(|error| refused(&error))?;
    let attachments = attachments(parts, rest, &mut chunks).await?;
    Ok(Incoming {
        statements,
        is_list,
        attachments,
    })
}

/// Reads up to the end of the statements; the bytes behind them belong to what follows.
async fn statements_part(
    mut part: StatementsPart,
    chunks: &mut Chunks,
) -> Result<(StatementsReceived, Bytes), LrsError> {
    loop {
        let Some(chunk) = chunks.next().await? else {
            return Err(refused(&part.ended()));
        };
        let mut rest: &[u8] = &chunk;
        match part.feed(&mut rest).map_err(|error| refused(&error))? {
            StatementsStep::More(more) => part = more,
            StatementsStep::Done(received) => return Ok((received, chunk.slice_ref(rest))),
        }
    }
}

/// Reads the data of attachments; what no statement needs is dropped.
async fn attachments(
    mut parts: AttachmentParts,
    mut chunk: Bytes,
    chunks: &mut Chunks,
) -> Result<Vec<Attached>, LrsError> {
    let mut attachments = Vec::new();
    let mut data = BytesMut::new();
    let mut is_wanted = false;
    loop {
        let mut rest: &[u8] = &chunk;
        while let Some(event) = parts.feed(&mut rest).map_err(|error| refused(&error))? {
            match event {
                AttachmentEvent::Begin(head) => is_wanted = head.use_of_part == PartUse::Expected,
                AttachmentEvent::Content(bytes) if is_wanted => data.extend_from_slice(bytes),
                AttachmentEvent::End(end) if is_wanted => attachments.push(Attached {
                    digest: end.sha2,
                    data: data.split().freeze(),
                }),
                AttachmentEvent::Content(_) | AttachmentEvent::End(_) => {}
            }
        }
        match chunks.next().await? {
            Some(next) => chunk = next,
            None => break,
        }
    }
    parts.finish().map_err(|error| refused(&error))?;
    Ok(attachments)
}

/// The statements in a text, each with its own bytes, and whether they stand in an array.
fn judged(
    bytes: &[u8],
    profile: &Profile,
    settings: &LrsSettings,
) -> Result<(Vec<Document<Statement>>, bool), LrsError> {
    let read = Statement::batch_from_slice(bytes, profile, &settings.statements);
    let statements = read.map_err(|refusal| {
        let message = refusal.to_string();
        let report: Report = refusal.into_report();
        LrsError::bad(&rules::STATEMENT, message).with_report(report)
    })?;
    let found = statements.value.len();
    Limits::check("statements", found, settings.max_batch).map_err(|exceeded| {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        LrsError::new(status, &rules::LARGE, exceeded.to_string())
    })?;
    let is_list = bytes.trim_ascii_start().starts_with(b"[");
    Ok((statements.value, is_list))
}

fn refused(error: &MultipartError) -> LrsError {
    let message = error.to_string();
    if error.is_limit() {
        return LrsError::new(StatusCode::PAYLOAD_TOO_LARGE, &rules::LARGE, message);
    }
    LrsError::bad(error.rule(), message)
}

/// A body, piece by piece.
struct Chunks(Body);

impl Chunks {
    async fn next(&mut self) -> Result<Option<Bytes>, LrsError> {
        let mut body = pin!(&mut self.0);
        while let Some(frame) = body.frame().await {
            let frame =
                frame.map_err(|_| LrsError::bad(&rules::BODY, "the request's body broke off"))?;
            if let Ok(data) = frame.into_data() {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }
}
