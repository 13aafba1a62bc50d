//! The resource of statements.
//!
//! Spec: xAPI 1.0.3 Part 3 §2.1; 2.0 §4.1.6.1.

mod answer;
mod find;
mod incoming;
mod take_in;

use edu_http::{Body, Moment};
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
    /// Answers a request to the statements; every answer says up to when the store is complete.
    pub(super) async fn statements(
        &self,
        call: &Call<'_>,
        moment: &mut Moment,
        exchange: Exchange,
    ) -> Result<Response<Body>, LrsError> {
        let now = moment.now.clone();
        let answer = match exchange.method {
            Method::PUT => self.put_statement(call, moment, exchange).await,
            Method::POST => self.post_statements(call, moment, exchange).await,
            Method::GET => self.find_statements(call, &now, exchange).await,
            _ => {
                let allowed = [Method::GET, Method::HEAD, Method::POST, Method::PUT];
                Err(LrsError::method(&allowed))
            }
        };
        let mut response = answer.unwrap_or_else(LrsError::into_response);
        if !response.headers().contains_key(CONSISTENT_THROUGH) {
            let tenant = &call.account.tenant;
            let through = self.store.consistent_through(tenant, &now).await?;
            say_consistent(&mut response, &through);
        }
        Ok(response)
    }
}

/// Says up to when the answer is complete.
fn say_consistent(response: &mut Response<Body>, through: &Timestamp) {
    if let Ok(value) = HeaderValue::from_str(&through.to_string()) {
        response.headers_mut().insert(CONSISTENT_THROUGH, value);
    }
}
