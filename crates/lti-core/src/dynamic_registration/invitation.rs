//! Invitations: what lets one tool register, once.

use edu_http::{Entropy, EntropyExhausted};
use edu_json::{MemberRules, ToJson as _, Wire, json_object};
use edu_types::{Limits, Profile, Timestamp};
use sha2::{Digest as _, Sha256};

use super::rules::MEMBER_RULES;
use crate::{BackendError, DeploymentId, Privacy, Taken};
use edu_http::for_pointers;

edu_types::string_id! {
    /// What proves an invitation: who shows it first may register one tool.
    ///
    /// Spec: Dynamic Registration 1.0, §3.3 (`registration_token`).
    pub struct InvitationToken("registration token", max 512, ascii, secret);
}

impl InvitationToken {
    /// A digest to keep in its place: whoever reads the store cannot use the invitation.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(b"lti invitation\0")
            .chain_update(self.as_str())
            .finalize()
            .into()
    }
}

/// Lets one tool register, once and not for long, with what the host has decided about it.
///
/// A tool that registers learns nothing of people but ids and roles unless the invitation says
/// more, and may be launched at once unless it says that somebody must approve first.
///
/// ```
/// use edu_http::Entropy;
/// use edu_types::Timestamp;
/// use lti_core::Privacy;
/// use lti_core::dynamic_registration::Invitation;
///
/// # let (now, fresh) = (Timestamp::from_unix_seconds(0), [7; Entropy::BYTES]);
/// let mut entropy = Entropy::new(fresh); // of the operating system
/// let invitation = Invitation::new(&mut entropy, &now)?
///     .with_privacy(Privacy::Name)
///     .needing_approval();
/// assert_eq!(invitation.expires().unix_seconds(), Invitation::LIFETIME);
/// assert!(!format!("{invitation:?}").contains(invitation.token().as_str()));
/// # Ok::<(), edu_http::EntropyExhausted>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    token: InvitationToken,
    expires: i64,
    privacy: Privacy,
    approval_needed: bool,
    deployment: Option<DeploymentId>,
}

impl Invitation {
    /// How long an invitation holds, in seconds: an hour, in which an administrator signs in at the
    /// tool and answers its questions.
    pub const LIFETIME: i64 = 3600;

    /// An invitation with the least a tool may learn, from now on.
    ///
    /// # Errors
    ///
    /// [`EntropyExhausted`] where no randomness is left.
    pub fn new(entropy: &mut Entropy, now: &Timestamp) -> Result<Self, EntropyExhausted> {
        // A token is short ASCII, and never empty.
        let token = InvitationToken(entropy.take_token()?.into());
        let expires = now.saturating_add_seconds(Self::LIFETIME);
        Ok(Self::of_token(token, &expires))
    }

    pub(crate) const fn of_token(token: InvitationToken, expires: &Timestamp) -> Self {
        Self {
            token,
            expires: expires.unix_seconds(),
            privacy: Privacy::Pseudonymous,
            approval_needed: false,
            deployment: None,
        }
    }

    /// Says until when the invitation holds.
    #[must_use]
    pub const fn with_expiry(mut self, expires: &Timestamp) -> Self {
        self.expires = expires.unix_seconds();
        self
    }

    /// Says what the tool may learn about people.
    #[must_use]
    pub const fn with_privacy(mut self, privacy: Privacy) -> Self {
        self.privacy = privacy;
        self
    }

    /// Names the installation that the tool gets; without, one is made up.
    #[must_use]
    pub fn with_deployment(mut self, deployment: DeploymentId) -> Self {
        self.deployment = Some(deployment);
        self
    }

    /// Keeps the tool from being launched until the host has approved it
    /// ([`ToolRegistration::approved`](crate::ToolRegistration::approved)).
    #[must_use]
    pub const fn needing_approval(mut self) -> Self {
        self.approval_needed = true;
        self
    }

    /// What proves it.
    pub const fn token(&self) -> &InvitationToken {
        &self.token
    }

    /// From this time on it is void.
    pub const fn expires(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.expires)
    }

    /// What the tool may learn about people.
    pub const fn privacy(&self) -> Privacy {
        self.privacy
    }

    /// Whether somebody must approve before the tool is launched.
    pub const fn needs_approval(&self) -> bool {
        self.approval_needed
    }

    /// The installation that the tool gets, where the host has named one.
    pub const fn deployment(&self) -> Option<&DeploymentId> {
        self.deployment.as_ref()
    }

    /// The invitation as text, for a store; does not hold its token.
    pub fn to_stored(&self) -> String {
        let privacy = self.privacy.as_str().to_owned();
        let mut stored = Stored::new(self.expires, privacy, self.approval_needed);
        stored.deployment.clone_from(&self.deployment);
        stored.to_json_string()
    }

    /// The invitation that [`Invitation::to_stored`] wrote.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where the text was changed.
    pub fn from_stored(token: InvitationToken, text: &str) -> Result<Self, BackendError> {
        let read = edu_json::read(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let stored: Option<Stored> = read.ok().map(|checked| checked.value);
        let made = stored.and_then(|stored| {
            Some(Self {
                token,
                expires: stored.expires,
                privacy: Privacy::from_name(&stored.privacy)?,
                approval_needed: stored.approval_needed,
                deployment: stored.deployment,
            })
        });
        made.ok_or_else(|| BackendError::failed("stored invitation cannot be read"))
    }
}

json_object! {
    /// What a store keeps of an invitation.
    struct Stored {
        required {
            /// When it ends, in seconds since 1970.
            expires: i64 = "expires",
            /// What the tool may learn about people.
            privacy: String = "privacy",
            /// Whether somebody must approve.
            approval_needed: bool = "approval_needed",
        }
        optional {
            /// The installation that the tool gets.
            deployment: DeploymentId = "deployment",
        }
    }
}

impl Wire for Stored {
    const RULES: &'static MemberRules = &MEMBER_RULES;
}

/// Where invitations wait, each to be taken once.
///
/// Of any number of concurrent calls for one token, exactly one gets the invitation.
pub trait Invitations: Send + Sync {
    /// Keeps an invitation until it expires; refuses only where the store fails or the token is in
    /// use. A store that is full forgets the oldest.
    fn keep_invitation(
        &self,
        invitation: Invitation,
        now: &Timestamp,
    ) -> impl Future<Output = Result<(), BackendError>> + Send;

    /// Takes an invitation out, once, and remembers until its expiry that it was taken.
    fn take_invitation(
        &self,
        token: &InvitationToken,
        now: &Timestamp,
    ) -> impl Future<Output = Result<Taken<Invitation>, BackendError>> + Send;
}

for_pointers!(Invitations {
    fn keep_invitation(invitation: Invitation, now: &Timestamp) -> ();
    fn take_invitation(token: &InvitationToken, now: &Timestamp) -> Taken<Invitation>;
});
