//! What a tool knows about one platform.

use std::sync::Arc;

use edu_jose::{Algorithms, KeyChoice, KeySet};
use edu_types::{HttpUrl, Profile};

use crate::{ClientId, Issuer, RegistrationId, parse_address};

/// One platform that may launch this tool, under one client id.
///
/// Identity is the pair of issuer and client id: one issuer may hold many registrations, and
/// two platforms may give out the same client id.
#[derive(Clone, Debug, PartialEq)]
pub struct Registration {
    issuer: Issuer,
    client_id: ClientId,
    authorization_endpoint: HttpUrl,
    key_set_url: Option<HttpUrl>,
    keys: Option<Arc<KeySet>>,
    token_endpoint: Option<HttpUrl>,
    token_audience: Option<String>,
    redirect_uris: Vec<HttpUrl>,
    pub(super) target_origins: Vec<String>,
    pub(super) trusted_audiences: Vec<ClientId>,
    algorithms: Algorithms,
    key_choice: KeyChoice,
    profile: Profile,
    pub(super) insecure_loopback: bool,
}

/// Why a registration is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RegistrationError {
    /// An address does not use https.
    #[error("{what} does not use https")]
    NotHttps {
        /// Which address.
        what: &'static str,
    },
    /// The issuer has a query or a fragment, or is no address.
    #[error("issuer is not an https address without query and fragment")]
    Issuer,
    /// An address has a fragment.
    #[error("{what} has a fragment")]
    Fragment {
        /// Which address.
        what: &'static str,
    },
}

impl Registration {
    /// A platform by its issuer, the client id it gave to this tool, and its authorization
    /// endpoint; `redirect_uri` is this tool's launch address, as registered there.
    ///
    /// Claims are judged strictly. Real platforms deviate where nothing depends on it: give
    /// theirs the profile that [`quirks`](crate::quirks) has for them.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where an address is not https.
    pub fn new(
        issuer: Issuer,
        client_id: ClientId,
        authorization_endpoint: HttpUrl,
        redirect_uri: HttpUrl,
    ) -> Result<Self, RegistrationError> {
        Self::build(
            issuer,
            client_id,
            authorization_endpoint,
            redirect_uri,
            false,
        )
    }

    /// Like [`Registration::new`], but plain http is accepted for loopback hosts: for
    /// development and tests on one machine.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where an address is neither https nor http on a loopback host.
    pub fn insecure_allow_loopback(
        issuer: Issuer,
        client_id: ClientId,
        authorization_endpoint: HttpUrl,
        redirect_uri: HttpUrl,
    ) -> Result<Self, RegistrationError> {
        Self::build(
            issuer,
            client_id,
            authorization_endpoint,
            redirect_uri,
            true,
        )
    }

    fn build(
        issuer: Issuer,
        client_id: ClientId,
        authorization_endpoint: HttpUrl,
        redirect_uri: HttpUrl,
        insecure_loopback: bool,
    ) -> Result<Self, RegistrationError> {
        check_issuer(&issuer, insecure_loopback)?;
        check(
            &authorization_endpoint,
            "authorization endpoint",
            insecure_loopback,
        )?;
        check(&redirect_uri, "redirect URI", insecure_loopback)?;
        Ok(Self {
            issuer,
            client_id,
            authorization_endpoint,
            key_set_url: None,
            keys: None,
            token_endpoint: None,
            token_audience: None,
            target_origins: vec![redirect_uri.origin()],
            redirect_uris: vec![redirect_uri],
            trusted_audiences: Vec::new(),
            algorithms: Algorithms::default(),
            key_choice: KeyChoice::KeyIdRequired,
            profile: Profile::strict(),
            insecure_loopback,
        })
    }

    /// Adds the address of the platform's keys.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where it is not https.
    pub fn with_key_set_url(mut self, url: HttpUrl) -> Result<Self, RegistrationError> {
        check(&url, "key set address", self.insecure_loopback)?;
        self.key_set_url = Some(url);
        Ok(self)
    }

    /// Holds the platform's keys here, so that none are fetched: for platforms that hand over a
    /// key by hand and publish none.
    ///
    /// A key pasted as PEM becomes one with `PublicKey::from_pem`; such platforms often name no
    /// key in their tokens, see [`Registration::lenient_sole_key`].
    #[must_use]
    pub fn with_keys(mut self, keys: KeySet) -> Self {
        self.keys = Some(Arc::new(keys));
        self
    }

    /// Adds the address where the tool asks for access tokens.
    ///
    /// Spec: 1EdTech Security Framework 1.0, §4.1.1.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where it is not https.
    pub fn with_token_endpoint(mut self, url: HttpUrl) -> Result<Self, RegistrationError> {
        check(&url, "token endpoint", self.insecure_loopback)?;
        self.token_endpoint = Some(url);
        Ok(self)
    }

    /// Names the audience of what the tool signs for the token endpoint, where the platform wants
    /// another than that address; D2L does.
    #[must_use]
    pub fn with_token_audience(mut self, audience: impl Into<String>) -> Self {
        self.token_audience = Some(audience.into());
        self
    }

    /// Adds a further launch address, as registered at the platform; targets on its origin are
    /// accepted.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where it is not https.
    pub fn with_redirect_uri(mut self, uri: HttpUrl) -> Result<Self, RegistrationError> {
        check(&uri, "redirect URI", self.insecure_loopback)?;
        self.target_origins.push(uri.origin());
        self.redirect_uris.push(uri);
        Ok(self)
    }

    /// Also accepts targets on the origin of `address`, where the tool has pages but no launch
    /// address; its path, query and fragment do not matter.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where it is not https.
    pub fn with_target_origin(mut self, address: &HttpUrl) -> Result<Self, RegistrationError> {
        check_scheme(address, "target origin", self.insecure_loopback)?;
        self.target_origins.push(address.origin());
        Ok(self)
    }

    /// Accepts targets on the origin of `address` and on no other.
    ///
    /// # Errors
    ///
    /// [`RegistrationError`] where it is not https.
    pub(crate) fn with_sole_target_origin(
        mut self,
        address: &HttpUrl,
    ) -> Result<Self, RegistrationError> {
        self.target_origins.clear();
        self.with_target_origin(address)
    }

    /// Accepts tokens that also name `client` as audience, with a warning.
    #[must_use]
    pub fn trusting_audience(mut self, client: ClientId) -> Self {
        self.trusted_audiences.push(client);
        self
    }

    /// Accepts these algorithms; RS256 alone is the default.
    #[must_use]
    pub const fn with_algorithms(mut self, algorithms: Algorithms) -> Self {
        self.algorithms = algorithms;
        self
    }

    /// Accepts tokens without key id where the key set has a single usable key.
    #[must_use]
    pub const fn lenient_sole_key(mut self) -> Self {
        self.key_choice = KeyChoice::SoleKey;
        self
    }

    /// Judges this platform's claims by `profile`; no profile relaxes a security rule.
    ///
    /// A profile of [`quirks`](crate::quirks), or one of your own.
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = profile;
        self
    }

    /// What names this registration.
    pub fn id(&self) -> RegistrationId {
        RegistrationId {
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
        }
    }

    /// The platform.
    pub const fn issuer(&self) -> &Issuer {
        &self.issuer
    }

    /// This tool, as the platform names it.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Where authentication requests go.
    pub const fn authorization_endpoint(&self) -> &HttpUrl {
        &self.authorization_endpoint
    }

    /// Where the platform publishes its keys; not asked where [`Registration::keys`] holds some.
    pub const fn key_set_url(&self) -> Option<&HttpUrl> {
        self.key_set_url.as_ref()
    }

    /// The platform's keys, where they were handed over by hand.
    pub const fn keys(&self) -> Option<&Arc<KeySet>> {
        self.keys.as_ref()
    }

    /// Where access tokens are asked for; without it no service can be called.
    pub const fn token_endpoint(&self) -> Option<&HttpUrl> {
        self.token_endpoint.as_ref()
    }

    /// The audience of what is signed for the token endpoint: the one that was named, or the
    /// endpoint's own address.
    pub fn token_audience(&self) -> Option<&str> {
        let named = self.token_audience.as_deref();
        named.or_else(|| self.token_endpoint.as_ref().map(HttpUrl::as_str))
    }

    /// The audience that was named, where it is another than the endpoint's address.
    pub(super) fn named_token_audience(&self) -> Option<&str> {
        self.token_audience.as_deref()
    }

    /// This tool's launch addresses; the first is the default.
    pub fn redirect_uris(&self) -> &[HttpUrl] {
        &self.redirect_uris
    }

    /// Algorithms accepted in tokens.
    pub const fn algorithms(&self) -> Algorithms {
        self.algorithms
    }

    /// What happens to tokens without key id.
    pub const fn key_choice(&self) -> KeyChoice {
        self.key_choice
    }

    /// How findings are weighed.
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Whether `client` may stand in an audience beside this tool.
    pub fn trusts(&self, client: &ClientId) -> bool {
        self.trusted_audiences.contains(client)
    }

    /// Whether `target` is an http(s) address on an origin of this tool's; it may have a query
    /// and a fragment.
    pub fn owns_target(&self, target: &str) -> bool {
        parse_address(target).is_ok_and(|url| self.owns(&url))
    }

    /// Whether `url` is on an origin of this tool's.
    pub(crate) fn owns(&self, url: &HttpUrl) -> bool {
        self.target_origins.contains(&url.origin())
    }

    /// The launch address for a target: the target itself where it is registered, byte for
    /// byte, and the first address otherwise.
    pub(crate) fn redirect_uri_for(&self, target: &str) -> Option<&HttpUrl> {
        let exact = self.redirect_uris.iter().find(|uri| uri.as_str() == target);
        exact.or_else(|| self.redirect_uris.first())
    }
}

/// An issuer is an https address without query and fragment.
pub(crate) fn check_issuer(issuer: &Issuer, loopback: bool) -> Result<(), RegistrationError> {
    let address = HttpUrl::parse(issuer.as_str()).map_err(|_| RegistrationError::Issuer)?;
    if address.query().is_some() {
        return Err(RegistrationError::Issuer);
    }
    check(&address, "issuer", loopback)
}

pub(crate) fn check(
    url: &HttpUrl,
    what: &'static str,
    loopback: bool,
) -> Result<(), RegistrationError> {
    if url.has_fragment() {
        return Err(RegistrationError::Fragment { what });
    }
    check_scheme(url, what, loopback)
}

fn check_scheme(
    url: &HttpUrl,
    what: &'static str,
    loopback: bool,
) -> Result<(), RegistrationError> {
    if url.is_https() || (loopback && url.is_loopback()) {
        return Ok(());
    }
    Err(RegistrationError::NotHttps { what })
}
