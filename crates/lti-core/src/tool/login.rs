//! Starting a login: the redirect, the cookie and what must be remembered.

use core::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use edu_http::{Entropy, SetCookie};
use edu_types::{HttpUrl, Secret, Timestamp};
use sha2::{Digest as _, Sha256};

use super::storage::storage_key;
use crate::{
    LaunchError, LoginInitiation, Nonce, PendingLogin, Registration, State, StorageWrite,
    ToolSettings, rules,
};

/// A login was started: keep `pending`, then send the browser to `redirect` with `cookie`.
///
/// `Debug` leaves the redirect out: its query holds the state, the nonce and the hints.
#[non_exhaustive]
pub struct LoginStarted {
    /// The platform's authorization endpoint with the request in its query.
    pub redirect: String,
    /// Binds the login to this browser; works in frames of other sites.
    pub cookie: SetCookie,
    /// To be kept on the server until the message comes.
    pub pending: PendingLogin,
    /// What a browser without cookies keeps instead, where the platform offers storage and the
    /// tool uses it; to be sent to its origin alone, which [`LoginStarted::page`] does.
    pub storage: Option<StorageWrite>,
}

impl fmt::Debug for LoginStarted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginStarted")
            .field("cookie", &self.cookie)
            .field("pending", &self.pending)
            .finish_non_exhaustive()
    }
}

/// Starts a login at the platform of `registration`.
///
/// The redirect goes to the registered authorization endpoint and nowhere else. The browser
/// is bound by a random cookie whose digest is the state: who knows the state cannot make the
/// cookie.
///
/// # Errors
///
/// [`LaunchError`] where the initiation does not fit the registration, its target belongs to
/// another host, or there is no randomness left.
pub fn begin_login(
    initiation: &LoginInitiation,
    registration: &Registration,
    settings: &ToolSettings,
    entropy: &mut Entropy,
    now: &Timestamp,
) -> Result<LoginStarted, LaunchError> {
    check(initiation, registration)?;
    let secret = token(entropy)?;
    let state = state_of(&secret)?;
    let nonce = Nonce::new(token(entropy)?).map_err(|_| no_entropy())?;
    let redirect_uri = registration
        .redirect_uri_for(initiation.target_link_uri.as_str())
        .ok_or_else(|| LaunchError::new(&rules::SETTING, "registration has no redirect URI"))?;
    let redirect = request(initiation, registration, redirect_uri, (&state, &nonce));
    let lifetime = settings.login_lifetime().as_secs();
    let cookie = login_cookie(&state, &secret, lifetime)?;
    let target = initiation.storage_target.clone();
    let storage_target = target.filter(|_| settings.uses_platform_storage());
    let pending = PendingLogin {
        state,
        nonce,
        issuer: registration.issuer().clone(),
        client_id: registration.client_id().clone(),
        target_link_uri: initiation.target_link_uri.as_str().to_owned(),
        redirect_uri: redirect_uri.clone(),
        deployment_id: initiation.deployment_id.clone(),
        storage_target: storage_target.clone(),
        expires: now.unix_seconds().saturating_add_unsigned(lifetime),
    };
    let storage = storage_target.map(|target| StorageWrite {
        target,
        origin: registration.authorization_endpoint().origin(),
        key: storage_key(&pending.state),
        value: Secret::new(secret),
    });
    Ok(LoginStarted {
        redirect,
        cookie,
        pending,
        storage,
    })
}

fn login_cookie(state: &State, secret: &str, lifetime: u64) -> Result<SetCookie, LaunchError> {
    let max_age = u32::try_from(lifetime.saturating_add(COOKIE_STAYS)).unwrap_or(u32::MAX);
    let cookie = SetCookie::new(&login_cookie_name(state), secret)
        .map_err(|error| LaunchError::new(&rules::SETTING, error.to_string()))?;
    Ok(cookie.cross_site().with_max_age(max_age))
}

/// How long, in seconds, the cookie outlives its login: who takes too long hears that, and not
/// that the browser keeps no cookies.
const COOKIE_STAYS: u64 = 3600;

/// With what the name of every login's cookie begins.
const COOKIE_PREFIX: &str = "__Host-lti-";

/// The name of the cookie that binds the login of this state to its browser.
///
/// It is `__Host-lti-` and 16 characters of base64url. The prefix is reserved for logins: a
/// cookie of the application's own with such a name passes for one of another login, and the
/// person is told of another browser instead of blocked cookies.
pub fn login_cookie_name(state: &State) -> String {
    // States that were not made here may hold anything; only their digest goes into a name.
    let digest = Sha256::digest(state.as_str().as_bytes());
    let name = URL_SAFE_NO_PAD.encode(digest.get(..12).unwrap_or_default());
    format!("{COOKIE_PREFIX}{name}")
}

/// Whether a cookie of this name belongs to some login.
pub(super) fn is_login_cookie(name: &[u8]) -> bool {
    name.strip_prefix(COOKIE_PREFIX.as_bytes())
        .is_some_and(|digest| {
            let base64url = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
            digest.len() == 16 && digest.iter().all(base64url)
        })
}

/// The state that belongs to a browser's secret.
pub(crate) fn state_of(secret: &str) -> Result<State, LaunchError> {
    let digest = Sha256::new()
        .chain_update(b"lti login state\0")
        .chain_update(secret)
        .finalize();
    State::new(URL_SAFE_NO_PAD.encode(digest)).map_err(|_| no_entropy())
}

fn check(initiation: &LoginInitiation, registration: &Registration) -> Result<(), LaunchError> {
    let other_client = initiation
        .client_id
        .as_ref()
        .is_some_and(|client| client != registration.client_id());
    if initiation.issuer != *registration.issuer() || other_client {
        return Err(LaunchError::new(
            &rules::UNREGISTERED,
            "issuer and client of the login are not those of the registration",
        ));
    }
    if !registration.owns(&initiation.target_link_uri) {
        return Err(LaunchError::new(
            &rules::TARGET_FOREIGN,
            "target of the login is not on an origin of this tool",
        ));
    }
    Ok(())
}

fn request(
    initiation: &LoginInitiation,
    registration: &Registration,
    redirect_uri: &HttpUrl,
    (state, nonce): (&State, &Nonce),
) -> String {
    let mut pairs = vec![
        ("scope", "openid"),
        ("response_type", "id_token"),
        ("response_mode", "form_post"),
        ("prompt", "none"),
        ("client_id", registration.client_id().as_str()),
        ("redirect_uri", redirect_uri.as_str()),
        ("login_hint", initiation.login_hint.as_str()),
        ("state", state.as_str()),
        ("nonce", nonce.as_str()),
    ];
    if let Some(hint) = &initiation.message_hint {
        pairs.push(("lti_message_hint", hint.as_str()));
    }
    registration.authorization_endpoint().append_query(&pairs)
}

fn token(entropy: &mut Entropy) -> Result<String, LaunchError> {
    entropy.take_token().map_err(|_| no_entropy())
}

fn no_entropy() -> LaunchError {
    LaunchError::new(&rules::SETTING, "no randomness left for this call")
}
