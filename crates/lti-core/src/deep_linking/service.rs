//! Requests for content and their answers, over a platform's backend.

use bytes::Bytes;
use edu_http::{Body, Caller, Moment, Reply};
use edu_jose::Verify;
use edu_types::{Secret, Timestamp};
use http::{Request, Response};

use super::answer::stored;
use super::offer::Offer;
use super::{
    DeepLinkingSettings, PendingSelection, PostedResponse, SelectionData, SelectionPolicy,
    Selections, VerifiedSelection, rules,
};
use crate::fields::posted;
use crate::platform::{begin_over, keys_of_tool, not_taken, refused};
use crate::trace::{Call, Kind};
use crate::{
    CommaList, DocumentTarget, ItemType, LaunchRequest, NumericDate, OutgoingLogin,
    PlatformBackend, PlatformError, ToolKeys, WebAddress,
};

/// A platform's side of Deep Linking: asks tools for content and takes what was chosen.
///
/// A value beside [`LtiPlatform`](crate::LtiPlatform), over the same backend: it alone needs a
/// store of requests ([`Selections`]), the tools' keys and a verifier, so that a platform which
/// asks for no content brings none of them. What it begins, the platform's `/authorize` answers.
///
/// What the host puts into the settings as `data` stays here: on the wire is a random name in
/// its place, which is good once, in this session. So no answer can be posted twice, nor be made
/// for a request that was never asked.
///
/// Tools post the answer from their own site, often inside a frame: the host's session cookie
/// must reach the return address there.
///
/// Spec: Deep Linking 2.0, §4.
#[derive(Clone, Debug)]
pub struct DeepLinking<B, R, K, V> {
    backend: B,
    selections: R,
    keys: K,
    verify: V,
    policy: SelectionPolicy,
}

/// What became of a posted answer.
#[derive(Debug)]
#[expect(
    clippy::exhaustive_enums,
    reason = "an answer is taken or it is refused"
)]
pub enum SelectionOutcome {
    /// The person chose, or thought better of it; what follows is the host's.
    Selected(Box<VerifiedSelection>),
    /// It is refused: a page that says so, and why. The page carries the error as well.
    Refused(Response<Body>, PlatformError),
}

impl<B: PlatformBackend, R: Selections, K: ToolKeys, V: Verify + Sync> DeepLinking<B, R, K, V> {
    /// Over the platform's backend, a store of requests, and the tools' keys.
    pub const fn new(
        backend: B,
        selections: R,
        keys: K,
        verify: V,
        policy: SelectionPolicy,
    ) -> Self {
        Self {
            backend,
            selections,
            keys,
            verify,
            policy,
        }
    }

    /// Settings of a request whose answer comes back here, for
    /// [`LaunchMessage::deep_linking`](crate::LaunchMessage::deep_linking).
    pub fn settings(
        &self,
        accept_types: impl Into<CommaList<ItemType>>,
        targets: impl Into<CommaList<DocumentTarget>>,
    ) -> DeepLinkingSettings {
        let back = WebAddress::from(self.policy.return_url());
        DeepLinkingSettings::new(back, accept_types.into(), targets.into())
    }

    /// Starts a request for the caller's session and sends the browser to the tool, or refuses;
    /// a refusal carries its [`PlatformError`].
    pub async fn start(
        &self,
        caller: &Caller,
        request: LaunchRequest,
        moment: Moment,
    ) -> Response<Body> {
        let begun = self.begin(caller, request, moment).await;
        let reply = begun.and_then(|login| {
            let reply = Reply::found(&login.redirect());
            reply.map_err(|error| PlatformError::new(&rules::SETTING, error.to_string()))
        });
        match reply {
            Ok(reply) => reply.into_response(),
            Err(error) => refused(error),
        }
    }

    /// Starts a request for the caller's session, for hosts that send the browser on themselves.
    ///
    /// `data` of the settings is the host's own and comes back with the choice; the return
    /// address is set here.
    ///
    /// # Errors
    ///
    /// [`PlatformError`] where the message asks for no content, and as
    /// [`LtiPlatform::begin`](crate::LtiPlatform::begin) refuses.
    pub async fn begin(
        &self,
        caller: &Caller,
        request: LaunchRequest,
        moment: Moment,
    ) -> Result<OutgoingLogin, PlatformError> {
        let call = Call::of_platform(Kind::Start, self.policy.issuer());
        // A message is large, and futures of hosts hold this one.
        let begun = Box::pin(self.begin_in(&call, caller, request, moment));
        let ended = call.around(begun).await;
        match &ended {
            Ok(_) => call.ended("begun"),
            Err(error) => call.kept(error),
        }
        ended
    }

    async fn begin_in(
        &self,
        call: &Call,
        caller: &Caller,
        mut request: LaunchRequest,
        mut moment: Moment,
    ) -> Result<OutgoingLogin, PlatformError> {
        let pending = self.asked(caller, &mut request, &mut moment)?;
        let platform = &self.policy.platform;
        let begun = begin_over(&self.backend, platform, call, caller, request, &mut moment);
        let login = begun.await?;
        let kept = self.selections.keep_selection(pending, &moment.now).await;
        kept.map_err(|error| stored(&error))?;
        Ok(login)
    }

    /// Puts a name that nobody can guess in the place of the host's data.
    fn asked(
        &self,
        caller: &Caller,
        request: &mut LaunchRequest,
        moment: &mut Moment,
    ) -> Result<PendingSelection, PlatformError> {
        let Some(session) = caller.session() else {
            return Err(PlatformError::no_selection_session());
        };
        let (client_id, deployment_id) =
            (request.client_id().clone(), request.deployment_id().clone());
        let Some(settings) = request.deep_linking_settings() else {
            let message = "message is no request for content";
            return Err(PlatformError::new(&rules::REQUEST, message));
        };
        let name = moment.entropy.take_token();
        let name = name.map_err(|_| PlatformError::no_entropy())?;
        let data = SelectionData::new(name.as_str()).map_err(|_| PlatformError::no_entropy())?;
        settings.deep_link_return_url = WebAddress::from(self.policy.return_url());
        let host_data = settings.data.replace(Secret::new(name));
        let begun = moment.now.unix_seconds();
        let ends = begun.saturating_add_unsigned(self.policy.lifetime.as_secs());
        let expires = NumericDate::new(ends).ok_or_else(|| {
            let message = "time of the call is outside the years 1970 to 9999";
            PlatformError::new(&rules::SETTING, message)
        })?;
        let mut offer = Offer::of(settings);
        // Where the host does not say that it makes columns, it is not given any.
        offer.line_items.get_or_insert(false);
        let pending = PendingSelection {
            data,
            session: session.clone(),
            user: None,
            client_id,
            deployment_id,
            host_data,
            offer,
            expires,
        };
        Ok(match caller.user() {
            Some(user) => pending.for_user(user),
            None => pending,
        })
    }

    /// Takes a posted answer, or refuses it.
    ///
    /// A request is spent with its first answer that is signed by its tool and posted in its
    /// session, also where that answer is refused for what it holds.
    pub async fn selected<T>(
        &self,
        caller: &Caller,
        now: &Timestamp,
        request: Request<T>,
    ) -> SelectionOutcome
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let call = Call::of_platform(Kind::Selection, self.policy.issuer());
        let selected = self.selected_in(&call, caller, now, request);
        match call.around(selected).await {
            Ok(selection) if selection.is_cancelled() => {
                call.ended("cancelled");
                SelectionOutcome::Selected(Box::new(selection))
            }
            Ok(selection) => {
                call.ended("selected");
                SelectionOutcome::Selected(Box::new(selection))
            }
            Err(error) => {
                call.kept(&error);
                SelectionOutcome::Refused(not_taken(error.clone()), error)
            }
        }
    }

    async fn selected_in<T>(
        &self,
        call: &Call,
        caller: &Caller,
        now: &Timestamp,
        request: Request<T>,
    ) -> Result<VerifiedSelection, PlatformError>
    where
        T: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let (parts, body) = request.into_parts();
        let form = posted(&parts, body).await;
        let answer = PostedResponse::from_form(&form.map_err(PlatformError::no_answer)?)?;
        let tool = self.backend.tool(answer.client_id()).await;
        let answer = answer.with_tool(tool.map_err(|error| stored(&error))?)?;
        call.tool(answer.tool().client_id());
        let keys = keys_of_tool(&self.keys, answer.tool(), answer.key_id(), now).await;
        let keys = keys.map_err(|error| stored(&error))?;
        let signed = answer.check(&keys, &self.verify, &self.policy, now)?;
        let Some(session) = caller.session() else {
            return Err(PlatformError::no_selection_session());
        };
        let taken = self.selections.take_selection(signed.data(), session, now);
        let taken = taken.await.map_err(|error| stored(&error))?;
        signed.with_selection(taken, caller, &self.policy, now)
    }
}
