//! What is known of an activity.

use edu_http::Body;
use edu_jose::Verify;
use edu_json::ToJson as _;
use http::{Method, Response};
use xapi_model::Activity;

use super::exchange::Exchange;
use super::{Call, LrsService, tagged};
use crate::{Accounts, LrsError, RecordStore, scope};

impl<S: RecordStore, A: Accounts, V: Verify + Send + Sync> LrsService<S, A, V> {
    /// Answers with an activity and all that statements said of it; with its id alone where they said nothing.
    ///
    /// What an activity is tells of no person, so a limited [`Access`](crate::Access) does not matter.
    ///
    /// Spec: xAPI 1.0.3 Part 3 §2.5; 2.0 §4.1.6.4.
    pub(super) async fn activity(
        &self,
        call: &Call<'_>,
        exchange: Exchange,
    ) -> Result<Response<Body>, LrsError> {
        if exchange.method != Method::GET {
            return Err(LrsError::method(&[Method::GET, Method::HEAD]));
        }
        call.needs(&scope::ANY_READ)?;
        exchange.parameters.only(&["activityId"])?;
        let id = exchange.parameters.iri("activityId")?;
        let tenant = &call.account.tenant;
        let asked = core::slice::from_ref(&id);
        let known = self.store.definitions(tenant, asked).await?;
        let known = known.into_iter().find(|(of, _)| *of == id);
        let mut activity = Activity::new(id);
        activity.is_typed = true;
        if let Some((_, definition)) = known {
            activity = activity.defined(definition);
        }
        Ok(tagged(activity.to_json_string()))
    }
}
