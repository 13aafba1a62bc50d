//! The person a launch is made for.

use core::fmt;

use edu_types::Personal;

use crate::{Flag, Roles, Subject};

/// The person a launch is made for, as the host knows them.
///
/// Say everything the host knows: what a tool may not learn is left out by its
/// [`Privacy`](crate::Privacy). The subject must be an id that says nothing by itself, never a
/// mail address or a login name. `Debug` shows nothing.
///
/// Spec: LTI Core 1.3, §5.3.6 and §5.3.7.
#[derive(Clone, PartialEq)]
pub struct Person {
    pub(super) subject: Option<Subject>,
    pub(super) roles: Roles,
    pub(super) name: Option<Personal<String>>,
    pub(super) given_name: Option<Personal<String>>,
    pub(super) family_name: Option<Personal<String>>,
    pub(super) middle_name: Option<Personal<String>>,
    pub(super) email: Option<Personal<String>>,
    pub(super) email_verified: Option<Flag>,
    pub(super) legacy_user_id: Option<Personal<String>>,
    pub(super) picture: Option<Personal<String>>,
    pub(super) locale: Option<String>,
}

impl Person {
    /// A person by an opaque, stable id, and what they may do in the context of the launch.
    pub fn new(subject: Subject, roles: Roles) -> Self {
        let mut person = Self::anonymous(roles);
        person.subject = Some(subject);
        person
    }

    /// Somebody whom the tool must not recognise at their next visit; many tools refuse that.
    ///
    /// Spec: LTI Core 1.3, §5.3.6.1.
    pub const fn anonymous(roles: Roles) -> Self {
        Self {
            subject: None,
            roles,
            name: None,
            given_name: None,
            family_name: None,
            middle_name: None,
            email: None,
            email_verified: None,
            legacy_user_id: None,
            picture: None,
            locale: None,
        }
    }

    /// Adds the full name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(Personal::new(name.into()));
        self
    }

    /// Adds the first name.
    #[must_use]
    pub fn with_given_name(mut self, name: impl Into<String>) -> Self {
        self.given_name = Some(Personal::new(name.into()));
        self
    }

    /// Adds the last name.
    #[must_use]
    pub fn with_family_name(mut self, name: impl Into<String>) -> Self {
        self.family_name = Some(Personal::new(name.into()));
        self
    }

    /// Adds the middle name.
    #[must_use]
    pub fn with_middle_name(mut self, name: impl Into<String>) -> Self {
        self.middle_name = Some(Personal::new(name.into()));
        self
    }

    /// Adds the mail address.
    #[must_use]
    pub fn with_email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(Personal::new(email.into()));
        self
    }

    /// Says whether the host verified the mail address.
    #[must_use]
    pub const fn with_email_verified(mut self, verified: bool) -> Self {
        self.email_verified = Some(Flag(verified));
        self
    }

    /// Adds what the person was called in launches of LTI 1.1; never sent of anonymous persons.
    ///
    /// Spec: LTI 1.3 Migration Guide.
    #[must_use]
    pub fn with_legacy_user_id(mut self, id: impl Into<String>) -> Self {
        self.legacy_user_id = Some(Personal::new(id.into()));
        self
    }

    /// Adds the address of a picture.
    #[must_use]
    pub fn with_picture(mut self, url: impl Into<String>) -> Self {
        self.picture = Some(Personal::new(url.into()));
        self
    }

    /// Adds the preferred language.
    #[must_use]
    pub fn with_locale(mut self, locale: impl Into<String>) -> Self {
        self.locale = Some(locale.into());
        self
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Person(…)")
    }
}
