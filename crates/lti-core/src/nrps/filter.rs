//! Which roles a list of members is narrowed to.

use edu_types::macros::{IdError, check_id};

use crate::role::{KnownRole, Role, Roles};

/// The role that members must have to be listed.
///
/// Written as a URI, or as the bare name of a role of the context; both find a role in any of
/// its spellings. A principal role also finds its sub-roles: `Instructor` finds teaching
/// assistants, and never a `Learner#Instructor`.
///
/// ```
/// use lti_core::Roles;
/// use lti_core::nrps::RoleFilter;
///
/// let teachers = RoleFilter::parse("Instructor")?;
/// let uri = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
/// assert_eq!(teachers, RoleFilter::parse(uri)?);
/// let sub = |role| Roles::parse([role]);
/// assert!(teachers.finds(&sub(
///     "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Grader",
/// )));
/// assert!(!teachers.finds(&sub(
///     "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#Instructor",
/// )));
/// assert!(RoleFilter::parse("").is_err());
/// # Ok::<(), edu_types::macros::IdError>(())
/// ```
///
/// Spec: Names and Role Provisioning Services 2.0, §2.4.1.
#[derive(Clone, Debug)]
pub struct RoleFilter(Role);

impl RoleFilter {
    /// Longest text of a filter, in characters.
    pub const MAX_CHARS: usize = 512;

    /// Reads a filter; a text that no vocabulary has finds that very text.
    ///
    /// # Errors
    ///
    /// When the text is empty, too long or has control characters.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        check_id("role", text, Self::MAX_CHARS, false)?;
        Ok(Self(Role::parse(text)))
    }

    /// The role, in the spelling it came in.
    pub const fn role(&self) -> &Role {
        &self.0
    }

    /// Whether a person with these roles is listed.
    pub fn finds(&self, roles: &Roles) -> bool {
        Self::keys(roles).any(|key| key == self.key())
    }

    /// What a store looks for among the [`RoleFilter::keys`] of each member.
    pub fn key(&self) -> &str {
        key(&self.0)
    }

    /// The keys that a person with these roles is found by, for the index of a store; some may
    /// come twice.
    pub fn keys(roles: &Roles) -> impl Iterator<Item = &str> {
        roles.iter().flat_map(|role| {
            let principal = match role.known() {
                Some(KnownRole::ContextSub(sub)) => Some(sub.principal().uri()),
                _ => None,
            };
            [Some(key(role)), principal].into_iter().flatten()
        })
    }
}

impl From<Role> for RoleFilter {
    fn from(role: Role) -> Self {
        Self(role)
    }
}

/// Filters that find the same are equal.
impl PartialEq for RoleFilter {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for RoleFilter {}

fn key(role: &Role) -> &str {
    match role.known() {
        Some(known) => known.uri(),
        None => role.as_str(),
    }
}
