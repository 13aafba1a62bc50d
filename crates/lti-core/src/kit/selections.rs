//! A platform's requests for content.

use edu_http::{SessionId, UserId};
use edu_types::{Secret, Timestamp};

use super::CLIENT;
use super::logins::unusable;
use super::messages::date;
use super::sessions::SessionStore;
use crate::deep_linking::{MediaTypes, Offer, PendingSelection, SelectionData};
use crate::{BackendError, ClientId, DeploymentId, ItemType, TakenFor};

/// A platform's store of requests for content.
pub(super) struct Selections<B>(pub(super) B);

impl<B: crate::Selections> SessionStore for Selections<B> {
    type Value = PendingSelection;

    const WHAT: &'static str = "requests";

    fn value_for(name: &str, owner: &str, expires: i64) -> Result<PendingSelection, BackendError> {
        let user = UserId::new("user-of-the-kit").map_err(unusable)?;
        let selection = PendingSelection {
            data: SelectionData::new(name).map_err(unusable)?,
            session: SessionId::new(owner).map_err(unusable)?,
            user: None,
            client_id: ClientId::new(CLIENT).map_err(unusable)?,
            deployment_id: DeploymentId::new("kit-1").map_err(unusable)?,
            host_data: Some(Secret::new(format!("data of {name} until {expires}"))),
            offer: Offer {
                types: vec![ItemType::ResourceLink, ItemType::from("urn:kit:item")],
                media_types: Some(MediaTypes::from("image/*, text/html")),
                multiple: true,
                line_items: Some(true),
            },
            expires: date(expires)?,
        };
        Ok(selection.for_user(&user))
    }

    async fn keep(&self, value: PendingSelection, now: &Timestamp) -> Result<(), BackendError> {
        self.0.keep_selection(value, now).await
    }

    async fn take_for(
        &self,
        name: &str,
        owner: &str,
        now: &Timestamp,
    ) -> Result<TakenFor<PendingSelection>, BackendError> {
        let data = SelectionData::new(name).map_err(unusable)?;
        let session = SessionId::new(owner).map_err(unusable)?;
        self.0.take_selection(&data, &session, now).await
    }
}
