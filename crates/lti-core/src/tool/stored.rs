//! A registration as text, for stores.

use edu_jose::{Algorithm, Algorithms, JwksLimits, KeyChoice, KeySet};
use edu_json::{RawJson, ToJson as _, Wire, json_object};
use edu_types::{HttpUrl, Limits, Profile};

use crate::{BackendError, ClientId, Issuer, Registration, quirks, rules};

impl Registration {
    /// The registration as text, for a store, with a profile of [`quirks::profile`].
    ///
    /// Of its profile the name is kept. Keys that were handed over are kept, entries of their set
    /// that cannot be used are not.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where it would not come back the same: its profile is not the one of that
    /// name, or its keys are more than a key set may have.
    pub fn to_stored(&self) -> Result<String, BackendError> {
        self.to_stored_with(quirks::profile)
    }

    /// Like [`Registration::to_stored`], for hosts with profiles of their own.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where it would not come back the same through `profiles`.
    pub fn to_stored_with(
        &self,
        profiles: impl FnOnce(&str) -> Option<Profile>,
    ) -> Result<String, BackendError> {
        let text = self.written();
        let back = Self::from_stored_with(&text, profiles)?;
        if back.profile() != self.profile() {
            let message = "registration has another profile than the one known by that name";
            return Err(BackendError::failed(message));
        }
        if back.written() == text {
            return Ok(text);
        }
        Err(BackendError::failed(
            "registration is larger than can be read again",
        ))
    }

    fn written(&self) -> String {
        let text = |url: &HttpUrl| url.as_str().to_owned();
        let mut stored = Stored::new(
            self.issuer().clone(),
            self.client_id().clone(),
            text(self.authorization_endpoint()),
            self.profile().name().to_owned(),
        );
        stored.key_set_url = self.key_set_url().map(text);
        stored.token_endpoint = self.token_endpoint().map(text);
        stored.token_audience = self.named_token_audience().map(str::to_owned);
        stored.keys = self.keys().map(|keys| {
            let text = keys.to_json_string();
            // Too large a set is told when the text is read again.
            RawJson::new(&text, &Limits::DEFAULT).unwrap_or_else(|_| RawJson::string(""))
        });
        stored.sole_key = (self.key_choice() == KeyChoice::SoleKey).then_some(true);
        stored.insecure_loopback = self.insecure_loopback.then_some(true);
        stored.redirect_uris = self.redirect_uris().iter().map(text).collect();
        stored.target_origins.clone_from(&self.target_origins);
        stored.audiences.clone_from(&self.trusted_audiences);
        let algorithms = self.algorithms();
        let names = algorithms.iter().map(|one| one.as_str().to_owned());
        stored.algorithms = names.collect();
        stored.to_json_string()
    }

    /// The registration that [`Registration::to_stored`] wrote, with a profile of
    /// [`quirks::profile`].
    ///
    /// # Errors
    ///
    /// [`BackendError`] where the text was changed, or names a profile of the host's own.
    pub fn from_stored(text: &str) -> Result<Self, BackendError> {
        Self::from_stored_with(text, quirks::profile)
    }

    /// Like [`Registration::from_stored`], for hosts with profiles of their own.
    ///
    /// # Errors
    ///
    /// [`BackendError`] where the text was changed, or `profiles` does not know the profile.
    pub fn from_stored_with(
        text: &str,
        profiles: impl FnOnce(&str) -> Option<Profile>,
    ) -> Result<Self, BackendError> {
        let read = edu_json::read(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT);
        let stored: Stored = read.map_err(|_| damaged())?.value;
        let profile = profiles(&stored.profile).ok_or_else(|| {
            BackendError::failed("stored registration names a profile that is not known here")
        })?;
        stored
            .into_registration()
            .map(|registration| registration.with_profile(profile))
            .ok_or_else(damaged)
    }
}

fn damaged() -> BackendError {
    BackendError::failed("stored registration cannot be read")
}

json_object! {
    /// What a store keeps of a registration.
    struct Stored {
        required {
            /// The platform.
            issuer: Issuer = "issuer",
            /// This tool's name there.
            client_id: ClientId = "client_id",
            /// Where authentication requests go.
            authorization_endpoint: String = "authorization_endpoint",
            /// Name of the profile.
            profile: String = "profile",
        }
        optional {
            /// Where keys are published.
            key_set_url: String = "key_set_url",
            /// Keys handed over by hand.
            keys: RawJson = "keys",
            /// Where access tokens are asked for.
            token_endpoint: String = "token_endpoint",
            /// What is named there as audience.
            token_audience: String = "token_audience",
            /// Whether tokens without key id are taken.
            sole_key: bool = "sole_key",
            /// Whether plain http on loopback is taken.
            insecure_loopback: bool = "insecure_loopback",
        }
        list {
            /// Launch addresses.
            redirect_uris: String = "redirect_uris",
            /// Where targets may be.
            target_origins: String = "target_origins",
            /// Clients that may stand beside this one in an audience.
            audiences: ClientId = "audiences",
            /// Algorithms taken.
            algorithms: String = "algorithms",
        }
    }
}

impl Wire for Stored {
    const RULES: &'static edu_json::MemberRules = &rules::MEMBER_RULES;
}

impl Stored {
    /// Through the same doors as a new one, so that nothing is believed for having been stored.
    fn into_registration(self) -> Option<Registration> {
        let mut redirects = self
            .redirect_uris
            .iter()
            .map(|text| HttpUrl::parse(text).ok());
        let first = redirects.next()??;
        let endpoint = HttpUrl::parse(&self.authorization_endpoint).ok()?;
        let make = if self.insecure_loopback == Some(true) {
            Registration::insecure_allow_loopback
        } else {
            Registration::new
        };
        let mut registration = make(self.issuer, self.client_id, endpoint, first).ok()?;
        for uri in redirects {
            registration = registration.with_redirect_uri(uri?).ok()?;
        }
        if let Some(url) = self.key_set_url {
            let url = HttpUrl::parse(&url).ok()?;
            registration = registration.with_key_set_url(url).ok()?;
        }
        if let Some(url) = self.token_endpoint {
            let url = HttpUrl::parse(&url).ok()?;
            registration = registration.with_token_endpoint(url).ok()?;
        }
        if let Some(audience) = self.token_audience {
            registration = registration.with_token_audience(audience);
        }
        if let Some(keys) = self.keys {
            let (keys, _) = KeySet::parse(keys.as_str().as_bytes(), &JwksLimits::DEFAULT).ok()?;
            registration = registration.with_keys(keys);
        }
        if self.sole_key == Some(true) {
            registration = registration.lenient_sole_key();
        }
        let mut algorithms = self
            .algorithms
            .iter()
            .map(|name| Algorithm::from_name(name));
        let only = Algorithms::only(algorithms.next()??);
        let taken = algorithms.try_fold(only, |taken, one| Some(taken.with(one?)))?;
        registration.target_origins.clear();
        for origin in &self.target_origins {
            let address = HttpUrl::parse(origin).ok()?;
            registration = registration.with_target_origin(&address).ok()?;
        }
        registration.trusted_audiences = self.audiences;
        Some(registration.with_algorithms(taken))
    }
}
