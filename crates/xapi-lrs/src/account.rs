//! Who may do what in a store, as the host says.

use edu_http::{BackendError, Caller, TenantId, for_pointers};
use xapi_model::Actor;

use crate::{Access, Key};

/// What a caller is to the store: whose data it works on, who vouches for what it sends, what it sees.
///
/// What it may do is said by the [scopes](crate::scope) of the [`Caller`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Account {
    /// Whose data it is; data of two tenants never meet.
    pub tenant: TenantId,
    /// Who vouches for the statements it sends.
    pub authority: Actor,
    /// Marks that are put on the statements it sends, for [`Key::label`] to find them by.
    pub labels: Vec<Box<str>>,
    /// Which statements it may see.
    pub access: Access,
    /// Whether it may void statements, any of its tenant.
    pub may_void: bool,
}

impl Account {
    /// An account that sees every statement of its tenant.
    pub fn new(tenant: TenantId, authority: impl Into<Actor>) -> Self {
        Self {
            tenant,
            authority: authority.into(),
            labels: Vec::new(),
            access: Access::all(),
            may_void: true,
        }
    }

    /// Marks the statements it sends.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<Box<str>>) -> Self {
        self.labels.push(label.into());
        self
    }

    /// Limits what it sees.
    #[must_use]
    pub fn with_access(mut self, access: Access) -> Self {
        self.access = access;
        self
    }

    /// Refuses statements of it that void others.
    #[must_use]
    pub const fn without_voiding(mut self) -> Self {
        self.may_void = false;
        self
    }

    /// The statements for which this account vouches, and no other.
    pub fn own(&self) -> Access {
        Access::any([Key::authority(&self.authority)])
    }
}

/// Knows the accounts of callers.
pub trait Accounts: Send + Sync {
    /// The account of a caller; `None` where it has none, which is answered with 401 for nobody in
    /// particular and 403 for somebody.
    fn account(
        &self,
        caller: &Caller,
    ) -> impl Future<Output = Result<Option<Account>, BackendError>> + Send;
}

for_pointers!(Accounts {
    fn account(caller: &Caller) -> Option<Account>;
});
