//! Sending a score.

use bytes::Bytes;
use edu_http::{Answer, BuildError, Endpoint, Mount, Needs, Refusal, ReplyUnreadable};
use edu_json::{json_object, json_wire, read};
use edu_types::{Limits, Profile};
use http::{Method, Request, Response, StatusCode};

use super::{document, expect_call, reply, with_document};
use crate::ags::{Score, media_type, rules};
use crate::{WebAddress, scope};

/// Sends a score; addressed to its line item.
///
/// May be sent again as it is where no reply came: a platform takes it once.
///
/// Spec: Assignment and Grade Services 2.0, §3.4.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "it is what is sent")]
pub struct PostScore {
    /// The score.
    pub score: Score,
}

impl Endpoint for PostScore {
    type Reply = ScoreRecorded;

    const NEEDS: Needs = Needs::any(&[scope::SCORE]);

    fn to_http(&self, mount: &Mount) -> Result<Request<Bytes>, BuildError> {
        if !self.score.is_known() {
            let what = "a progress outside the vocabulary";
            return Err(BuildError::Value { what });
        }
        with_document(
            Method::POST,
            &mount.url("/scores"),
            media_type::SCORE,
            &self.score,
        )
    }

    fn from_http(
        request: &Request<Bytes>,
        mount: &Mount,
        profile: &Profile,
    ) -> Result<Self, Refusal> {
        expect_call(request, mount, &Method::POST, "/scores")?;
        let score = document(request, media_type::SCORE, profile)?;
        Ok(Self { score })
    }
}

/// What a platform did with a score that it took.
///
/// Spec: Assignment and Grade Services 2.0, §3.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the standard names four successes")]
pub enum ScoreOutcome {
    /// It is the first of its person in this column (201).
    Created,
    /// It has taken the place of an earlier one (200).
    Updated,
    /// Nothing has changed: the platform had it already (204).
    Unchanged,
    /// The platform will work on it later (202).
    Later,
}

impl ScoreOutcome {
    const fn status(self) -> StatusCode {
        match self {
            Self::Created => StatusCode::CREATED,
            Self::Updated => StatusCode::OK,
            Self::Unchanged => StatusCode::NO_CONTENT,
            Self::Later => StatusCode::ACCEPTED,
        }
    }

    const ALL: [Self; 4] = [Self::Created, Self::Updated, Self::Unchanged, Self::Later];
}

/// The platform took the score.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "platforms make replies")]
pub struct ScoreRecorded {
    /// What it did with it.
    pub outcome: ScoreOutcome,
    /// Where the result is; Canvas says so, and so do we.
    pub result_url: Option<WebAddress>,
}

json_object! {
    /// What the reply to a score may say.
    struct Said {
        informative {
            /// Where the result is.
            result_url: WebAddress = "resultUrl",
        }
    }
}
json_wire!(Said, &rules::MEMBER_RULES);

impl Answer for ScoreRecorded {
    fn to_http(&self) -> Result<Response<Bytes>, BuildError> {
        let status = self.outcome.status();
        let says = self.result_url.is_some() && status != StatusCode::NO_CONTENT;
        if !says {
            let response = Response::builder().status(status);
            return response.body(Bytes::new()).map_err(|_| BuildError::Request);
        }
        let mut said = Said::new();
        said.result_url.clone_from(&self.result_url);
        reply(status, "application/json", &said)
    }

    fn from_http(response: &Response<Bytes>) -> Result<Self, ReplyUnreadable> {
        let status = response.status();
        let outcome = ScoreOutcome::ALL
            .into_iter()
            .find(|outcome| outcome.status() == status);
        let Some(outcome) = outcome else {
            let reason = "status says that the score was not taken";
            return Err(ReplyUnreadable::new(response, reason));
        };
        // The status says it all; what platforms write beside it is as they like.
        let said = read::<Said>(response.body(), &Profile::lenient(), &Limits::DEFAULT);
        let result_url = said.ok().and_then(|said| said.value.result_url);
        Ok(Self {
            outcome,
            result_url,
        })
    }
}
