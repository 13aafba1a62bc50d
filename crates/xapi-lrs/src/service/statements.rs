//! The resource of statements.
//!
//! Spec: xAPI 1.0.3 Part 3 §2.1; 2.0 §4.1.6.1.

mod answer;
mod find;
mod incoming;
mod take_in;

use edu_http::{BackendError, Body, Moment};
use edu_jose::Verify;
use edu_types::Timestamp;
use http::{HeaderName, HeaderValue, Method, Response};

use super::exchange::Exchange;
use super::{Call, LrsService};
use crate::{Accounts, LrsError, RecordStore};

/// `X-Experience-API-Consistent-Through`.
const CONSISTENT_THROUGH: HeaderName =
    HeaderName::from_static("x-experience-api-consistent-through");

impl<S: RecordStore, A: Accounts, V: Verify + Send + Sync> LrsService<S, A, V> {
    /// Answers a request to the statements; every answer and refusal says up to when the store is complete.
    pub(super) async fn statements(
        &self,
        call: &Call<'_>,
        moment: &mut Moment,
        exchange: Result<Exchange, LrsError>,
    ) -> Result<Response<Body>, LrsError> {
        let now = moment.now.clone();
        let answer = match exchange {
            Ok(exchange) => self.served(call, moment, exchange).await,
            Err(error) => Err(error),
        };
        let is_said =
            |response: &Response<Body>| response.headers().contains_key(CONSISTENT_THROUGH);
        if answer.as_ref().is_ok_and(is_said) {
            return answer;
        }
        let through = self.consistent_through(call, &now).await;
        match (answer, through) {
            (Ok(mut response), Ok(through)) => {
                say_consistent(&mut response, &through);
                Ok(response)
            }
            (Ok(_), Err(error)) => Err(error.into()),
            (Err(error), through) => Err(match through.ok().as_ref().and_then(written) {
                Some(through) => error.with_header(CONSISTENT_THROUGH, through),
                None => error,
            }),
        }
    }

    /// Up to when the store is complete, as it says now or said a moment ago.
    async fn consistent_through(
        &self,
        call: &Call<'_>,
        now: &Timestamp,
    ) -> Result<Timestamp, BackendError> {
        let tenant = &call.account.tenant;
        if let Some(through) = self.told.recent(tenant, now) {
            return Ok(through);
        }
        let through = self.store.consistent_through(tenant, now).await?;
        self.told.note(tenant, now, &through);
        Ok(through)
    }

    async fn served(
        &self,
        call: &Call<'_>,
        moment: &mut Moment,
        exchange: Exchange,
    ) -> Result<Response<Body>, LrsError> {
        match exchange.method {
            Method::PUT => self.put_statement(call, moment, exchange).await,
            Method::POST => self.post_statements(call, moment, exchange).await,
            Method::GET => self.find_statements(call, &moment.now, exchange).await,
            _ => {
                let allowed = [Method::GET, Method::HEAD, Method::POST, Method::PUT];
                Err(LrsError::method(&allowed))
            }
        }
    }
}

/// Says up to when the answer is complete.
fn say_consistent(response: &mut Response<Body>, through: &Timestamp) {
    if let Some(through) = written(through) {
        response.headers_mut().insert(CONSISTENT_THROUGH, through);
    }
}

fn written(through: &Timestamp) -> Option<HeaderValue> {
    HeaderValue::from_str(&through.to_string()).ok()
}
