//! Statements that are sent.

use edu_http::{Body, Moment, Reply};
use edu_jose::Verify;
use edu_json::Document;
use edu_types::UuidText;
use http::{Response, StatusCode};
use sha2::{Digest as _, Sha256};
use xapi_model::multipart::Digest;
use xapi_model::signed::{self, SignatureLimits};
use xapi_model::{Statement, Version};

use super::incoming::Incoming;
use crate::record::{Attached, Batch, Inserted, NewStatement, Sender};
use crate::service::exchange::Exchange;
use crate::service::{Call, LrsService};
use crate::{Accounts, LrsError, RecordStore, rules, scope};

/// Ids for statements that come without, made of the randomness of one call.
struct NewIds {
    seed: [u8; 32],
    made: u64,
}

impl NewIds {
    /// A UUID of version 4: SHA-256 spreads what nobody can guess.
    fn next(&mut self) -> UuidText {
        self.made = self.made.wrapping_add(1);
        let digest = Sha256::new()
            .chain_update(self.seed)
            .chain_update(self.made.to_be_bytes());
        let whole: [u8; 32] = digest.finalize().into();
        let mut bytes = [0; 16];
        bytes
            .iter_mut()
            .zip(whole)
            .for_each(|(to, from)| *to = from);
        let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
        *version = *version & 0x0f | 0x40;
        *variant = *variant & 0x3f | 0x80;
        UuidText::from_bytes(bytes)
    }
}

impl<S: RecordStore, A: Accounts, V: Verify + Send + Sync> LrsService<S, A, V> {
    /// Takes in one statement under the id in the address.
    pub(super) async fn put_statement(
        &self,
        call: &Call<'_>,
        moment: &mut Moment,
        exchange: Exchange,
    ) -> Result<Response<Body>, LrsError> {
        call.needs(&[scope::WRITE, scope::ALL])?;
        exchange.parameters.only(&["statementId"])?;
        exchange.parameters.needed("statementId")?;
        let id = exchange.parameters.uuid("statementId")?;
        let version = exchange.version;
        let incoming = Incoming::read(exchange, &self.settings).await?;
        let (false, [only]) = (incoming.is_list, incoming.statements.as_slice()) else {
            let message = "one statement is put, as an object";
            return Err(LrsError::bad(&rules::BODY, message));
        };
        let own = only.value().id;
        if own.is_some() && own != id {
            let message = "the statement's id is another than that in the address";
            return Err(LrsError::bad(&rules::STATEMENT_ID, message));
        }
        self.take_in(call, moment, incoming, (version, id)).await?;
        Ok(Reply::empty(StatusCode::NO_CONTENT).into_response())
    }

    /// Takes in statements, all or none.
    pub(super) async fn post_statements(
        &self,
        call: &Call<'_>,
        moment: &mut Moment,
        exchange: Exchange,
    ) -> Result<Response<Body>, LrsError> {
        call.needs(&[scope::WRITE, scope::ALL])?;
        exchange.parameters.only(&[])?;
        let version = exchange.version;
        let incoming = Incoming::read(exchange, &self.settings).await?;
        let ids = self
            .take_in(call, moment, incoming, (version, None))
            .await?;
        let ids: Vec<String> = ids.iter().map(|id| format!("\"{id}\"")).collect();
        let list = format!("[{}]", ids.join(","));
        Ok(Reply::json(StatusCode::OK, list).into_response())
    }

    /// Judges what a statement alone does not tell, and gives the batch to the store.
    async fn take_in(
        &self,
        call: &Call<'_>,
        moment: &mut Moment,
        incoming: Incoming,
        (version, id): (Version, Option<UuidText>),
    ) -> Result<Vec<UuidText>, LrsError> {
        for statement in &incoming.statements {
            self.judge_signatures(statement, &incoming.attachments, version)?;
            if statement.value().voids().is_some() && !call.account.may_void {
                let message = "the caller may not void statements";
                return Err(LrsError::new(
                    StatusCode::FORBIDDEN,
                    &rules::FORBIDDEN,
                    message,
                ));
            }
        }
        let sender = Sender {
            version,
            authority: &call.account.authority,
            labels: &call.account.labels,
            defines: call.has(&[scope::DEFINE, scope::ALL]),
        };
        let mut new_ids = NewIds {
            seed: moment.entropy.take()?,
            made: 0,
        };
        let ready = |sent| NewStatement::new(sent, id.unwrap_or_else(|| new_ids.next()), &sender);
        let statements: Vec<_> = incoming.statements.into_iter().map(ready).collect();
        let ids: Vec<UuidText> = statements.iter().map(|statement| statement.id).collect();
        if statements.is_empty() {
            return Ok(ids);
        }
        let batch = Batch {
            statements,
            attachments: incoming.attachments,
        };
        let tenant = &call.account.tenant;
        match self.store.insert(tenant, batch, &moment.now).await? {
            Inserted::Done => Ok(ids),
            Inserted::Conflict { at } => {
                let message = format!(
                    "a statement with the id of that at /{at} is there and says something else"
                );
                Err(LrsError::new(
                    StatusCode::CONFLICT,
                    &rules::CONFLICT,
                    message,
                ))
            }
        }
    }

    /// Judges each signature of a statement.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.6; 2.0 §4.2.
    fn judge_signatures(
        &self,
        statement: &Document<Statement>,
        attachments: &[Attached],
        version: Version,
    ) -> Result<(), LrsError> {
        let statement = statement.value();
        let own = statement.attachments.as_deref().unwrap_or_default();
        for signature in own.iter().filter(|one| one.is_signature()) {
            let digest = Digest::parse(signature.sha2.as_str());
            let data = attachments.iter().find(|one| Some(one.digest) == digest);
            let Some(data) = data else {
                let message = "the data of a signature must come with its statement";
                return Err(LrsError::bad(&rules::BODY, message));
            };
            let profile = self.settings.profile(version);
            let limits = SignatureLimits::default();
            let checked = signed::check(statement, &data.data, &self.verifier, profile, &limits);
            checked.map_err(|error| {
                LrsError::bad(error.rule(), error.to_string()).with_report(error.to_report())
            })?;
        }
        Ok(())
    }
}
