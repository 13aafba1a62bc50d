//! A tool's answer as it is posted to the platform, step by step.

use core::fmt;
use std::sync::Arc;

use edu_http::{Caller, Form};
use edu_jose::{Compact, JwsLimits, KeyId, KeySet, Verify};
use edu_json::{Checked, Tree, read_tree};
use edu_types::{Place, Report, Rule, Timestamp};

use super::pending::mixed_up;
use super::{
    PendingSelection, ResponseClaims, SelectionData, SelectionPolicy, VerifiedSelection, rules,
};
use crate::times::{TimeLimits, Times};
use crate::tool::CLAIM_LIMITS;
use crate::{
    Audience, BackendError, ClientId, MessageType, PlatformError, TakenFor, ToolRegistration,
    ToolSettings, Version, claim,
};

/// An answer as it was posted; nothing about it is checked yet.
///
/// Next: find the tool of [`PostedResponse::client_id`] and hand it to
/// [`PostedResponse::with_tool`].
///
/// Spec: Deep Linking 2.0, §4.5.
pub struct PostedResponse {
    token: Compact<'static>,
    client_id: ClientId,
}

/// An answer that says it is of a tool which is registered here.
///
/// Next: fetch the tool's keys and hand them to [`RegisteredResponse::check`].
pub struct RegisteredResponse {
    token: Compact<'static>,
    tool: Arc<ToolRegistration>,
}

/// An answer that its tool signed, for this platform, now.
///
/// Next: take the request of [`SignedSelection::data`] out of the store, once, for the session of
/// the browser, and hand what came out to [`SignedSelection::with_selection`].
pub struct SignedSelection {
    tool: Arc<ToolRegistration>,
    claims: ResponseClaims,
    data: SelectionData,
    report: Report,
}

impl PostedResponse {
    /// Reads the field `JWT` of a posted form.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where there is no such field, it is no signed token, or names no tool.
    pub fn from_form(form: &Form) -> Result<Self, PlatformError> {
        let Some(token) = form.get("JWT").filter(|token| !token.is_empty()) else {
            return Err(PlatformError::new(&rules::FORM, "JWT is missing"));
        };
        let token = Compact::parse_owned(token.to_owned(), &JwsLimits::DEFAULT);
        let token = token.map_err(|error| PlatformError::new(error.rule(), error.to_string()))?;
        let client_id = claimed_client(token.unverified_payload())?;
        Ok(Self { token, client_id })
    }

    /// The tool that the answer says it is of: good for looking it up and nothing else.
    pub const fn client_id(&self) -> &ClientId {
        &self.client_id
    }

    /// Joins the answer with the tool of its client id.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where no tool was found.
    pub fn with_tool(
        self,
        tool: Option<Arc<ToolRegistration>>,
    ) -> Result<RegisteredResponse, PlatformError> {
        let Some(tool) = tool.filter(|tool| *tool.client_id() == self.client_id) else {
            let message = "no tool is registered under this client id";
            return Err(PlatformError::new(&rules::CLIENT, message));
        };
        let token = self.token;
        Ok(RegisteredResponse { token, tool })
    }
}

/// Whose keys to check with; the payload is not believed in anything.
fn claimed_client(payload: &[u8]) -> Result<ClientId, PlatformError> {
    let tree = Tree::parse(payload, &CLAIM_LIMITS)
        .map_err(|error| PlatformError::new(error.rule(), error.to_string()))?;
    let named = tree.root().get("iss").and_then(edu_json::Node::as_str);
    named
        .and_then(|text| ClientId::new(text).ok())
        .ok_or_else(|| PlatformError::new(&rules::CLIENT, "answer names no tool as its issuer"))
}

impl RegisteredResponse {
    /// The tool.
    pub fn tool(&self) -> &ToolRegistration {
        &self.tool
    }

    /// The key that the answer says it was signed with.
    pub fn key_id(&self) -> Option<&KeyId> {
        self.token.header().key_id.as_ref()
    }

    /// Checks type, signature, form, times, audience and message; takes nothing out of any
    /// store, so that an answer refused here leaves the request waiting.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] with everything found.
    pub fn check(
        self,
        keys: &KeySet,
        verify: &impl Verify,
        policy: &SelectionPolicy,
        now: &Timestamp,
    ) -> Result<SignedSelection, PlatformError> {
        let (claims, report) = self.signed_claims(keys, verify, policy)?;
        let mut judge = Judge {
            claims: &claims,
            policy,
            report,
        };
        judge.times(now);
        judge.parties();
        judge.message(&self.tool);
        let data = judge.data();
        let report = judge.report;
        match data {
            Some(data) if report.is_valid() => Ok(SignedSelection {
                tool: self.tool,
                claims,
                data,
                report,
            }),
            _ => Err(PlatformError::from_report(report, &rules::DATA_MISSING)),
        }
    }

    fn signed_claims(
        &self,
        keys: &KeySet,
        verify: &impl Verify,
        policy: &SelectionPolicy,
    ) -> Result<(ResponseClaims, Report), PlatformError> {
        let typ = self.token.header().typ.as_deref();
        if typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
            let message = "header says that this is another kind of token, JWT or nothing is \
                           allowed";
            return Err(PlatformError::new(&rules::TOKEN_TYPE, message));
        }
        let (algorithms, choice) = (self.tool.algorithms(), self.tool.key_choice());
        let payload = self.token.verify_choosing(keys, algorithms, choice, verify);
        let payload =
            payload.map_err(|error| PlatformError::new(error.rule(), error.to_string()))?;
        let tree = Tree::parse(payload.as_slice(), &CLAIM_LIMITS)
            .map_err(|error| PlatformError::new(error.rule(), error.to_string()))?;
        let read = read_tree(&tree, &policy.profile);
        let Checked { value, report, .. } = read
            .map_err(|refused| PlatformError::from_report(refused.into_report(), &rules::VALUE))?;
        Ok((value, report))
    }
}

/// What the checks look at, and the report they write to.
struct Judge<'c> {
    claims: &'c ResponseClaims,
    policy: &'c SelectionPolicy,
    report: Report,
}

impl Judge<'_> {
    fn note(&mut self, rule: &Rule, name: &str, message: impl Into<String>) {
        let place = Place::member(name);
        let profile = &self.policy.profile;
        self.report.note(profile, rule, place, message);
    }

    fn times(&mut self, now: &Timestamp) {
        let times = Times {
            expires: self.claims.expires,
            issued: self.claims.issued,
            not_before: self.claims.not_before,
        };
        let limits = TimeLimits {
            leeway: SelectionPolicy::LEEWAY,
            max_age: SelectionPolicy::MAX_AGE,
            lifetime: ToolSettings::MAX_LIFETIME,
        };
        times.check(&limits, now, |rule, name, message| {
            self.note(rule, name, message);
        });
    }

    /// The tool is the one whose keys were used: its client id was looked up by `iss`.
    fn parties(&mut self) {
        let platform = self.policy.issuer();
        if self.claims.audience != Audience::one(platform.clone()) {
            let message = "audience is not this platform alone";
            self.note(&rules::AUDIENCE, "aud", message);
        }
        let party = self.claims.authorized_party.as_ref();
        if party.is_some_and(|party| party != platform) {
            let message = "authorized party is not this platform";
            self.note(&rules::AUTHORIZED_PARTY, "azp", message);
        }
    }

    fn message(&mut self, tool: &ToolRegistration) {
        let claims = self.claims;
        if claims.message_type != MessageType::DeepLinkingResponse {
            let message = "message is no answer to a request for content";
            self.note(&rules::MESSAGE_TYPE, claim::MESSAGE_TYPE, message);
        }
        if claims.version != Version::V1_3_0 {
            self.note(&rules::VERSION, claim::VERSION, "version is not 1.3.0");
        }
        if !tool.is_deployed(&claims.deployment_id) {
            let message = "tool is not installed in this deployment";
            self.note(&rules::DEPLOYMENT, claim::DEPLOYMENT_ID, message);
        }
        let found = claims.items.as_ref().map_or(0, Vec::len);
        let most = self.policy.most_items;
        if found > most {
            let message = format!("there are {found} items, {most} are allowed");
            self.note(&rules::TOO_MANY, claim::CONTENT_ITEMS, message);
        }
    }

    fn data(&mut self) -> Option<SelectionData> {
        let Some(data) = &self.claims.data else {
            let message = "answer does not say which request it answers";
            self.note(&rules::DATA_MISSING, claim::DEEP_LINKING_DATA, message);
            return None;
        };
        let known = SelectionData::new(data.expose().as_str()).ok();
        if known.is_none() {
            let message = "no request of this name was made";
            self.note(&rules::DATA_UNKNOWN, claim::DEEP_LINKING_DATA, message);
        }
        known
    }
}

impl SignedSelection {
    /// The request to take from the store.
    pub const fn data(&self) -> &SelectionData {
        &self.data
    }

    /// Joins the answer with the request that was taken for it and for the caller's session.
    ///
    /// A request that was taken is spent, also where the answer is then refused: the person
    /// starts again.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where the request is unknown, was answered before, is too old, or was
    /// made in another session, for another person, tool or deployment, or an item is not what
    /// was asked for.
    pub fn with_selection(
        self,
        taken: TakenFor<PendingSelection>,
        caller: &Caller,
        policy: &SelectionPolicy,
        now: &Timestamp,
    ) -> Result<VerifiedSelection, PlatformError> {
        let pending = self.pending(taken, caller, now)?;
        let Self {
            mut claims,
            mut report,
            tool,
            ..
        } = self;
        let mut items = claims.items.take().unwrap_or_default();
        report.append(pending.offer.check(&mut items, &policy.profile, now));
        if !report.is_valid() {
            return Err(PlatformError::from_report(report, &rules::ITEM_TYPE));
        }
        let client_id = tool.client_id().clone();
        let host_data = pending.host_data;
        Ok(VerifiedSelection::new(
            client_id, claims, items, host_data, report,
        ))
    }

    fn pending(
        &self,
        taken: TakenFor<PendingSelection>,
        caller: &Caller,
        now: &Timestamp,
    ) -> Result<PendingSelection, PlatformError> {
        let refused = |rule: &Rule, message: &str| Err(PlatformError::new(rule, message));
        let Some(session) = caller.session() else {
            return Err(PlatformError::no_selection_session());
        };
        let other = "the person signed in is not the one who was asked";
        let pending = match taken {
            TakenFor::Fresh(pending) => pending,
            TakenFor::AlreadyUsed => {
                let message = "this request was answered before, each allows one answer";
                return refused(&rules::DATA_USED, message);
            }
            TakenFor::OtherSession => return refused(&rules::SESSION, other),
            TakenFor::Unknown => {
                return refused(&rules::DATA_UNKNOWN, "no request of this name is open");
            }
        };
        if pending.data != self.data {
            return Err(stored(&mixed_up()));
        }
        if !pending.belongs_to(session) || !pending.is_for(caller.user()) {
            return refused(&rules::SESSION, other);
        }
        if now.unix_seconds() >= pending.expires.seconds() {
            let message = "this request was made too long ago";
            return refused(&rules::DATA_EXPIRED, message);
        }
        if pending.client_id != *self.tool.client_id() {
            let message = "this request was made to another tool";
            return refused(&rules::DATA_CLIENT, message);
        }
        if pending.deployment_id != self.claims.deployment_id {
            let message = "answer is of another deployment than the request";
            return refused(&rules::DEPLOYMENT, message);
        }
        Ok(pending)
    }
}

/// The host's store failed.
pub(super) fn stored(error: &BackendError) -> PlatformError {
    PlatformError::new(&rules::BACKEND, error.to_string())
}

macro_rules! show_client_only {
    ($($name:ident: $client:expr;)+) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let client: fn(&Self) -> &ClientId = $client;
                f.debug_struct(stringify!($name))
                    .field("client_id", client(self))
                    .finish_non_exhaustive()
            }
        }
    )+ };
}

show_client_only! {
    PostedResponse: |posted| &posted.client_id;
    RegisteredResponse: |response| response.tool.client_id();
    SignedSelection: |selection| selection.tool.client_id();
}
