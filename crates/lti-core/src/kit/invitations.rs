//! A platform's invitations.

use edu_types::Timestamp;

use super::judge::{Judge, Store, at};
use super::logins::unusable;
use super::rules;
use crate::dynamic_registration::{Invitation, InvitationToken, Invitations};
use crate::{BackendError, Privacy, Taken};

/// A store of invitations, as the checks of all that is taken once see it.
pub(super) struct Waiting<B>(pub(super) B);

impl<B: Invitations> Store for Waiting<B> {
    type Value = Invitation;

    const WHAT: &'static str = "invitations";

    fn value(name: &str, expires: i64) -> Result<Invitation, BackendError> {
        let made = Invitation::of_token(token(name)?, &at(expires));
        Ok(made.with_privacy(Privacy::Name).needing_approval())
    }

    async fn keep(&self, value: Invitation, now: &Timestamp) -> Result<(), BackendError> {
        self.0.keep_invitation(value, now).await
    }

    async fn take(&self, name: &str, now: &Timestamp) -> Result<Taken<Invitation>, BackendError> {
        self.0.take_invitation(&token(name)?, now).await
    }
}

/// An invitation of one tenant is unknown to another.
pub(super) async fn check_tenants<B: Invitations>(
    judge: &mut Judge,
    (one, other): (B, B),
) -> Result<(), BackendError> {
    let (invitation, own) = (Waiting::<B>::value("name", 600)?, token("name")?);
    one.keep_invitation(invitation.clone(), &at(0)).await?;
    if other.take_invitation(&own, &at(1)).await? != Taken::Unknown {
        judge.note(&rules::CROSSED, "a tenant gets the invitation of another");
    }
    let taken = one.take_invitation(&own, &at(2)).await?;
    judge.fresh(&taken, &invitation, "taken after another tenant tried");
    if other.take_invitation(&own, &at(3)).await? != Taken::Unknown {
        judge.note(
            &rules::CROSSED,
            "a tenant is told of another's used invitation",
        );
    }
    Ok(())
}

fn token(name: &str) -> Result<InvitationToken, BackendError> {
    InvitationToken::new(name).map_err(unusable)
}
