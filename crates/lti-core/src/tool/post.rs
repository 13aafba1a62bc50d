//! The post that ends a login: a message, or an error in its place.

use core::fmt;

use edu_http::{Form, cookie, same_origin};
use edu_types::Secret;
use http::HeaderMap;
use http::header::COOKIE;
use subtle::ConstantTimeEq as _;

use super::initiation::{id, required};
use super::login::{is_login_cookie, login_cookie_name, state_of};
use super::storage::Shown;
use crate::{Binding, BoundLaunch, LaunchError, OidcError, PendingLogin, State, rules};

/// What a platform posts to the launch address.
#[derive(Debug)]
#[non_exhaustive]
pub enum LaunchPost {
    /// A token that claims to be a message; nothing is verified yet.
    Message(UnverifiedLaunch),
    /// An error in place of a message.
    Error(OidcError),
}

impl LaunchPost {
    /// Reads the fields of the posted form.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::Malformed`](crate::Fault::Malformed) where the form
    /// is neither message nor error.
    pub fn from_form(form: &Form) -> Result<Self, LaunchError> {
        if let Some(error) = OidcError::from_form(form) {
            return Ok(Self::Error(error));
        }
        let token = required(form, "id_token")?;
        let state = id("state", required(form, "state")?, State::new)?;
        let proof = form.get("lti_storage_proof");
        Ok(Self::Message(UnverifiedLaunch {
            token: Secret::new(token.to_owned()),
            state,
            proof: proof.map(|proof| Secret::new(proof.to_owned())),
        }))
    }
}

/// A token that claims to be a message, with the name of its login.
pub struct UnverifiedLaunch {
    pub(super) token: Secret<String>,
    pub(super) state: State,
    /// What the page of a [`StorageQuestion`](crate::StorageQuestion) got; empty where nothing.
    pub(super) proof: Option<Secret<String>>,
}

impl UnverifiedLaunch {
    /// A token and its state, from wherever they came.
    pub const fn new(token: String, state: State) -> Self {
        Self {
            token: Secret::new(token),
            state,
            proof: None,
        }
    }

    /// The login it says it answers.
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// Whether the cookie of this login did not come, so that only the platform's storage can tell
    /// this browser, and the browser may stand in a frame.
    pub(super) fn needs_storage(&self, headers: &HeaderMap) -> bool {
        self.proof.is_none() && !keeps_logins(headers) && Shown::of(headers) != Shown::Tab
    }

    /// Whether the post brings a proof out of the platform's storage and no cookie of this login.
    pub(super) fn brings_proof(&self, headers: &HeaderMap) -> bool {
        let name = login_cookie_name(&self.state);
        self.proof.is_some() && matches!(cookie(headers, &name), Ok(None))
    }

    /// Checks that this browser started the login, by the cookie in its headers.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::State`](crate::Fault::State) where the cookie is
    /// missing or belongs to another login. Its code tells a browser that kept no cookie of any
    /// login, as frames often make it, from one that keeps the cookies of other logins.
    pub fn in_browser(self, headers: &HeaderMap) -> Result<BoundLaunch, LaunchError> {
        let name = login_cookie_name(&self.state);
        match cookie(headers, &name) {
            Ok(Some(secret)) => self.bound(secret, Binding::Cookie),
            Ok(None) if keeps_logins(headers) => {
                Err(browser("the browser has cookies of other logins only"))
            }
            Ok(None) => {
                let message = "the browser sent no cookie of any login";
                Err(LaunchError::new(&rules::NO_COOKIE, message))
            }
            Err(error) => Err(browser(&error.to_string())),
        }
    }

    /// Checks that this browser started the login, by what the platform's storage kept for it.
    ///
    /// `pending` is the waiting login of the state and stays in its store. The proof is a field of
    /// the form, which any page can send from anywhere: it counts only where the login left
    /// something in the storage, and where the browser says that a page of this tool sent it. Else
    /// whoever began a login could finish it in another's browser.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::State`](crate::Fault::State) where there is no proof, it
    /// belongs to another login, or it came from elsewhere.
    pub fn with_storage_proof(
        mut self,
        headers: &HeaderMap,
        pending: &PendingLogin,
    ) -> Result<BoundLaunch, LaunchError> {
        let proof = self.proof.take().filter(|proof| !proof.expose().is_empty());
        let Some(proof) = proof else {
            let message = "neither a cookie nor the platform's storage kept the login";
            return Err(LaunchError::new(&rules::NO_STORAGE, message));
        };
        if pending.state != self.state || pending.storage_target.is_none() {
            return Err(browser("the login left nothing in the platform's storage"));
        }
        if !same_origin(headers, &pending.redirect_uri) {
            return Err(browser("the proof was not posted by a page of this tool"));
        }
        self.bound(proof.expose(), Binding::PlatformStorage)
    }

    /// Checks that the browser holds the secret of the login: the value of its cookie.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::State`](crate::Fault::State) where it does not.
    pub fn with_secret(self, secret: &str) -> Result<BoundLaunch, LaunchError> {
        self.bound(secret, Binding::Cookie)
    }

    fn bound(self, secret: &str, binding: Binding) -> Result<BoundLaunch, LaunchError> {
        let expected = state_of(secret)?;
        let same = expected
            .as_str()
            .as_bytes()
            .ct_eq(self.state.as_str().as_bytes());
        if bool::from(same) {
            Ok(BoundLaunch {
                token: self.token,
                state: self.state,
                binding,
            })
        } else {
            Err(browser("what the browser kept belongs to another login"))
        }
    }
}

impl fmt::Debug for UnverifiedLaunch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnverifiedLaunch(…)")
    }
}

/// Whether any cookie of a login is among those sent.
fn keeps_logins(headers: &HeaderMap) -> bool {
    let sent = headers.get_all(COOKIE).iter();
    let mut cookies = sent.flat_map(|header| header.as_bytes().split(|byte| *byte == b';'));
    cookies.any(|cookie| {
        let name = cookie.split(|byte| *byte == b'=').next();
        is_login_cookie(name.unwrap_or_default().trim_ascii())
    })
}

fn browser(message: &str) -> LaunchError {
    LaunchError::new(&rules::BROWSER, message)
}
