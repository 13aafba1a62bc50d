//! Who is calling, as the host's authentication says.

use crate::{Needs, Scopes};

edu_types::string_id! {
    /// One organisation served by the host; data of two tenants never meet.
    pub struct TenantId("tenant id", max 255);
}
edu_types::string_id! {
    /// One browser session of the host.
    pub struct SessionId("session id", max 255, ascii, secret);
}
edu_types::string_id! {
    /// One person, as the host names them.
    pub struct UserId("user id", max 255, personal);
}
edu_types::string_id! {
    /// One installation of a program, such as a deployment of LTI.
    pub struct InstallationId("installation id", max 255);
}
edu_types::string_id! {
    /// One program that calls in its own name, as the host registered it.
    pub struct ClientIdText("client id", max 255);
}

/// Who the host's authentication says is calling.
///
/// Services trust it: it must come from a checked session or token, never from the request's
/// own claims. `Debug` shows neither person nor session.
///
/// ```
/// use edu_http::{Caller, Needs, Scopes};
///
/// const SCORE: &str = "https://purl.imsglobal.org/spec/lti-ags/scope/score";
///
/// let tool = Caller::anonymous().with_scopes(Scopes::parse(SCORE)?);
/// assert!(tool.may(&Needs::any(&[SCORE])));
/// assert!(!Caller::anonymous().may(&Needs::any(&[SCORE])));
/// # Ok::<(), edu_http::ScopesError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    tenant: Option<TenantId>,
    session: Option<SessionId>,
    user: Option<UserId>,
    client: Option<ClientIdText>,
    installation: Option<InstallationId>,
    scopes: Scopes,
}

impl Caller {
    /// Nobody in particular: no tenant, no session, no power.
    pub const fn anonymous() -> Self {
        Self {
            tenant: None,
            session: None,
            user: None,
            client: None,
            installation: None,
            scopes: Scopes::none(),
        }
    }

    /// Says on whose behalf the call is made.
    #[must_use]
    pub fn with_tenant(mut self, tenant: TenantId) -> Self {
        self.tenant = Some(tenant);
        self
    }

    /// Says which browser session makes the call.
    #[must_use]
    pub fn with_session(mut self, session: SessionId) -> Self {
        self.session = Some(session);
        self
    }

    /// Says which person makes the call.
    #[must_use]
    pub fn with_user(mut self, user: UserId) -> Self {
        self.user = Some(user);
        self
    }

    /// Says which program makes the call.
    #[must_use]
    pub fn with_client(mut self, client: ClientIdText) -> Self {
        self.client = Some(client);
        self
    }

    /// Says that the program calls for this one of its installations alone.
    #[must_use]
    pub fn with_installation(mut self, installation: InstallationId) -> Self {
        self.installation = Some(installation);
        self
    }

    /// Says what the caller was granted, in place of anything said before.
    #[must_use]
    pub fn with_scopes(mut self, scopes: Scopes) -> Self {
        self.scopes = scopes;
        self
    }

    /// The tenant, where the host has several.
    pub const fn tenant(&self) -> Option<&TenantId> {
        self.tenant.as_ref()
    }

    /// The browser session, where a person calls.
    pub const fn session(&self) -> Option<&SessionId> {
        self.session.as_ref()
    }

    /// The person, where one is signed in.
    pub const fn user(&self) -> Option<&UserId> {
        self.user.as_ref()
    }

    /// The program, where one calls in its own name.
    pub const fn client(&self) -> Option<&ClientIdText> {
        self.client.as_ref()
    }

    /// The installation of the program that the call is limited to, where it is limited.
    pub const fn installation(&self) -> Option<&InstallationId> {
        self.installation.as_ref()
    }

    /// Whether the call is not limited to another installation than this one.
    pub fn reaches(&self, installation: &str) -> bool {
        self.installation()
            .is_none_or(|own| own.as_str() == installation)
    }

    /// What the caller was granted.
    pub const fn scopes(&self) -> &Scopes {
        &self.scopes
    }

    /// Whether the caller was granted what `needs` asks for.
    pub fn may(&self, needs: &Needs) -> bool {
        needs.met_by(&self.scopes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anonymous_may_do_nothing_that_needs_a_scope() {
        assert!(!Caller::anonymous().may(&Needs::any(&["a"])));
        assert!(Caller::anonymous().may(&Needs::NOTHING));
    }

    #[test]
    fn debug_shows_neither_person_nor_session() {
        let caller = Caller::anonymous()
            .with_tenant(TenantId::new("north").unwrap())
            .with_session(SessionId::new("s3cr3t").unwrap())
            .with_user(UserId::new("ada").unwrap())
            .with_client(ClientIdText::new("tool-1").unwrap());
        let shown = format!("{caller:?}");
        assert!(
            !shown.contains("s3cr3t") && !shown.contains("ada"),
            "{shown}"
        );
        assert!(
            shown.contains("north") && shown.contains("tool-1"),
            "{shown}"
        );
    }

    #[test]
    fn a_call_for_one_installation_reaches_no_other() {
        let free = Caller::anonymous();
        assert!(free.reaches("1") && free.reaches("2"));
        let bound = free.with_installation(InstallationId::new("1").unwrap());
        assert!(bound.reaches("1"));
        assert!(!bound.reaches("2") && !bound.reaches(""));
    }

    #[test]
    fn a_caller_keeps_what_the_host_said() {
        let caller = Caller::anonymous().with_user(UserId::new("ada").unwrap());
        assert_eq!(caller.user().map(UserId::as_str), Some("ada"));
        assert_eq!(caller.tenant(), None);
        assert_eq!(caller.session(), None);
        assert_eq!(caller.client(), None);
    }
}
