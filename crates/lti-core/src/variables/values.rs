//! The values that a host gives to variables.

use core::fmt;
use std::collections::BTreeMap;

use edu_types::Personal;

use super::history::written;
use super::message::of_message;
use super::{Tells, Variable};
use crate::{Claims, ContextId, Custom, Privacy, ResourceLinkId};

/// What variables stand for in one launch.
///
/// Give what the host knows; what follows from the message itself (the person's id and roles, the
/// context, the link, the platform, the addresses of services) is there without being given, and
/// cannot be told differently. What the tool may not learn is left out by its
/// [`Privacy`](crate::Privacy). `Debug` shows their number only.
///
/// Spec: LTI Core 1.3, §5.4.6 and Appendix B.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Variables(BTreeMap<Box<str>, Value>);

#[derive(Clone, PartialEq, Eq)]
struct Value {
    tells: Tells,
    text: Personal<String>,
}

/// A name is no variable of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("name is no variable of LTI Core 1.3, Appendix B; case counts")]
#[non_exhaustive]
pub struct UnknownVariable;

impl Variables {
    /// Nothing but what follows from the message.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Gives a variable of the standard its value, by its name without `$`.
    ///
    /// # Errors
    ///
    /// [`UnknownVariable`] where there is no variable of that name; a platform's own are given
    /// with [`Variables::with_own`].
    pub fn with(self, name: &str, value: impl Into<String>) -> Result<Self, UnknownVariable> {
        let variable = Variable::named(name).ok_or(UnknownVariable)?;
        Ok(self.given(name, variable.tells(), value.into()))
    }

    /// Gives a variable of the platform's own its value, and says what it tells of people. For a
    /// name of the standard, the standard's word on that holds.
    #[must_use]
    pub fn with_own(self, name: &str, tells: Tells, value: impl Into<String>) -> Self {
        let tells = Variable::named(name).map_or(tells, Variable::tells);
        self.given(name, tells, value.into())
    }

    /// Says of which contexts the context was copied, the newest first.
    #[must_use]
    pub fn with_context_history<'a>(self, ids: impl IntoIterator<Item = &'a ContextId>) -> Self {
        let ids = written(ids.into_iter().map(ContextId::as_str));
        self.given("Context.id.history", Tells::Nothing, ids)
    }

    /// Says of which links the link was copied, the newest first.
    #[must_use]
    pub fn with_resource_link_history<'a>(
        self,
        ids: impl IntoIterator<Item = &'a ResourceLinkId>,
    ) -> Self {
        let ids = written(ids.into_iter().map(ResourceLinkId::as_str));
        self.given("ResourceLink.id.history", Tells::Nothing, ids)
    }

    fn given(mut self, name: &str, tells: Tells, text: String) -> Self {
        let text = Personal::new(text);
        self.0.insert(right(name).into(), Value { tells, text });
        self
    }

    /// Puts values in the place of parameters that are a variable as a whole.
    ///
    /// `claims` are those of the message, less what the tool may not learn. Each parameter is
    /// looked at once: a value that begins with `$` is not looked up again.
    pub(crate) fn expand(
        &self,
        custom: &Custom,
        claims: &Claims,
        privacy: Privacy,
        anonymous: bool,
    ) -> Custom {
        let mut expanded = custom.clone();
        for (name, value) in custom.raw().iter() {
            // Anything else than a text stays as it came.
            if !value.as_str().starts_with('"') {
                continue;
            }
            let text = custom.text(name);
            let asked = text.as_deref().and_then(|text| text.strip_prefix('$'));
            let found = asked.and_then(|asked| self.value(asked, claims, privacy, anonymous));
            if let Some(found) = found {
                expanded.set(name, &found);
            }
        }
        expanded
    }

    fn value(
        &self,
        name: &str,
        claims: &Claims,
        privacy: Privacy,
        anonymous: bool,
    ) -> Option<String> {
        let name = right(name);
        let given = || {
            let value = self.0.get(name)?;
            let told = value.tells.is_for(privacy, anonymous);
            told.then(|| value.text.expose().clone())
        };
        of_message(name, claims).or_else(given)
    }
}

/// The right spelling of a name that Chamilo spells otherwise.
fn right(name: &str) -> &str {
    match name {
        "CourseSection.numberofStudents" => "CourseSection.numberOfStudents",
        "CourseSection.maxNumberofStudents" => "CourseSection.maxNumberOfStudents",
        other => other,
    }
}

impl fmt::Debug for Variables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Variables({} values)", self.0.len())
    }
}
