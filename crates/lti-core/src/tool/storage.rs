//! Launches in browsers that keep no cookies of the tool inside the platform's page.
//!
//! The platform's page keeps, for each tool's origin apart, what the tool sends it by
//! `postMessage`. What the cookie would hold is kept there instead: the state is its digest, so
//! that who knows the state cannot make it. It counts only with a form that a page of the tool
//! posted, so that nobody can finish a login of his own in another's browser.
//!
//! Spec: 1EdTech LTI OIDC Login with LTI Client Side postMessages 0.1; LTI postMessage Storage 0.1.

use core::fmt;

use edu_http::Reply;
use edu_types::Secret;
use http::header::REFERRER_POLICY;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::service::unsendable;
use crate::page::{escaped, hidden_fields, script_page};
use crate::{
    LaunchError, LoginInitiation, LoginStarted, PendingLogin, Registration, State, StorageTarget,
    UnverifiedLaunch,
};

/// What a browser is to keep in the platform's storage, before it goes to the platform.
///
/// `Debug` shows the origin alone.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StorageWrite {
    /// The frame that keeps it; `_parent` is the platform's page itself.
    pub target: StorageTarget,
    /// The only origin it may be sent to: that of the authorization endpoint, as registered.
    pub origin: String,
    /// Under which name.
    pub key: String,
    /// What is to be kept, and to come back with the message.
    pub value: Secret<String>,
}

impl fmt::Debug for StorageWrite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StorageWrite")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// By what a browser proved that it began the login it finishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Binding {
    /// A cookie of the login: sessions of the tool can live in cookies, too.
    Cookie,
    /// A value out of the platform's storage, posted by a page of this tool: this browser keeps no
    /// cookie of the tool in this place, so that a session has to be carried by the tool's own
    /// pages. Only where [`ToolSettings::using_platform_storage`](crate::ToolSettings::using_platform_storage)
    /// says so.
    PlatformStorage,
}

/// A message whose browser must prove itself by the platform's storage first.
pub struct StorageQuestion<'l> {
    launch: &'l UnverifiedLaunch,
    target: &'l str,
    origin: String,
    action: &'l str,
}

/// Where a login keeps its value.
pub(super) fn storage_key(state: &State) -> String {
    format!("lti_state_{}", state.as_str())
}

/// Where a browser shows what it asks for, as it says itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Frame,
    Tab,
    Unsaid,
}

impl Shown {
    /// Spec: Fetch Metadata Request Headers, §2.1.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        match headers.get("sec-fetch-dest").map(HeaderValue::as_bytes) {
            Some(b"iframe" | b"frame" | b"embed" | b"object" | b"fencedframe") => Self::Frame,
            Some(_) => Self::Tab,
            None => Self::Unsaid,
        }
    }
}

const STORAGE: &str = include_str!("../scripts/storage.js");
const LOGIN: &str = include_str!("../scripts/login.js");
const PROOF: &str = include_str!("../scripts/proof.js");

impl LoginStarted {
    /// The page of a login inside a frame: goes on at once where cookies are kept, by way of the
    /// platform's storage where there is one, and offers a window of its own otherwise.
    ///
    /// Without scripts it goes on as a redirect would. [`LoginPage`](crate::LoginPage) says when
    /// [`LtiTool`](crate::LtiTool) sends it.
    ///
    /// # Errors
    ///
    /// [`LaunchError`] of fault [`Fault::Host`](crate::Fault::Host) where the cookie cannot stand
    /// in a header.
    pub fn page(&self, initiation: &LoginInitiation) -> Result<Reply, LaunchError> {
        let redirect = escaped(&self.redirect);
        let mut data = String::new();
        push_data(&mut data, "redirect", &self.redirect);
        if let Some(write) = &self.storage {
            push_data(&mut data, "target", write.target.as_str());
            push_data(&mut data, "origin", &write.origin);
            push_data(&mut data, "key", &write.key);
            push_data(&mut data, "value", write.value.expose());
        }
        let again = hidden_fields(&initiation.fields());
        let main = format!(
            "<h1>Opening the tool</h1>\n\
             <div id=\"waiting\"><p>If nothing happens, <a href=\"{redirect}\">continue</a>.</p>\
             </div>\n<div id=\"blocked\" hidden role=\"alert\">\
             <p>Your browser keeps nothing for this tool inside this page. Open it in a window of \
             its own.</p>\n<form method=\"post\" target=\"_blank\">{again}\
             <button>Open in a new window</button></form></div>"
        );
        let head = format!(
            "<noscript><meta http-equiv=\"refresh\" content=\"0;url={redirect}\"></noscript>"
        );
        let script = format!("{STORAGE}{LOGIN}");
        let title = "Opening the tool";
        script_page(StatusCode::OK, title, &head, (&data, &main), &script)
            .with_cookie(&self.cookie)
            .map_err(unsendable)
    }
}

/// Adds an attribute that scripts read as `dataset`.
fn push_data(attributes: &mut String, name: &str, value: &str) {
    for part in [" data-", name, "=\"", &escaped(value), "\""] {
        attributes.push_str(part);
    }
}

impl UnverifiedLaunch {
    /// Whether the browser must be asked for what the platform's storage keeps, and the page
    /// that asks it: where it sent neither a login's cookie nor a proof, does not say that it
    /// shows the tool in a tab, and the login said that there is such a storage.
    ///
    /// `pending` is the waiting login of the state and stays in its store; `registration` its
    /// registration.
    pub fn storage_question<'l>(
        &'l self,
        headers: &HeaderMap,
        pending: &'l PendingLogin,
        registration: &Registration,
    ) -> Option<StorageQuestion<'l>> {
        let target = pending.storage_target.as_ref()?;
        let belongs = pending.state == self.state
            && pending.issuer == *registration.issuer()
            && pending.client_id == *registration.client_id();
        if !self.needs_storage(headers) || !belongs {
            return None;
        }
        Some(StorageQuestion {
            launch: self,
            target: target.as_str(),
            origin: registration.authorization_endpoint().origin(),
            action: pending.redirect_uri.as_str(),
        })
    }
}

impl StorageQuestion<'_> {
    /// The page that gets the proof and posts the message again with it. It needs scripts.
    pub fn page(&self) -> Reply {
        let (state, token) = (self.launch.state.as_str(), self.launch.token.expose());
        let mut data = String::new();
        for (name, value) in [
            ("target", self.target),
            ("origin", &self.origin),
            ("key", &storage_key(&self.launch.state)),
        ] {
            push_data(&mut data, name, value);
        }
        let fields = [
            ("state", state),
            ("id_token", token),
            ("lti_storage_proof", ""),
        ];
        let main = format!(
            "<h1>Opening the tool</h1>\n<form method=\"post\" action=\"{}\">{}</form>\n\
             <noscript><p>This browser keeps no cookies of this tool and runs no scripts, so that \
             it cannot be told from another. Allow one of them, or open the link in a window of \
             its own.</p></noscript>",
            escaped(self.action),
            hidden_fields(&fields),
        );
        let script = format!("{STORAGE}{PROOF}");
        // Without this a browser that sends no Fetch Metadata would not say where the proof came from.
        script_page(
            StatusCode::OK,
            "Opening the tool",
            "",
            (&data, &main),
            &script,
        )
        .with_header(REFERRER_POLICY, HeaderValue::from_static("same-origin"))
    }
}

impl fmt::Debug for StorageQuestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StorageQuestion")
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}
