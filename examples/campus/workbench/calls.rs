//! What the tool asks of the platform's services, on behalf of the person of one launch.

use core::num::NonZeroUsize;
use std::sync::Arc;

use axum::http::StatusCode;
use edu_axum::SystemMoments;
use edu_http::{ReplyUnreadable, Scopes};
use edu_jose_aws_lc::AwsLcSigner;
use edu_reqwest::{FetchPolicy, Grant, ServiceClient, ServiceError, ServiceLimits};
use edu_types::HttpUrl;
use lti_core::ags::{PostScore, Score, ScoreOutcome, ScoreRecorded};
use lti_core::nrps::{GetMembers, Member};
use lti_core::{ClientId, Issuer, RegistrationId, scope};

use crate::Failure;
use crate::record::Record;
use crate::workbench::Workbench;

/// The tool's client, with its key.
pub(crate) type Client = ServiceClient<Arc<AwsLcSigner>, SystemMoments>;

/// Members of a page: few, so that this course has more than one.
const PER_PAGE: NonZeroUsize = NonZeroUsize::new(2).unwrap();

/// Pages that are read.
const MOST_PAGES: usize = 100;

/// A client that reaches this machine; on the open network it would be `FetchPolicy::new`.
pub(super) fn client(key: Arc<AwsLcSigner>) -> Result<Client, Failure> {
    let policy = FetchPolicy::new().insecure_allow_loopback();
    let limits = ServiceLimits::DEFAULT;
    Ok(ServiceClient::new(
        key,
        SystemMoments::new(),
        policy,
        limits,
    )?)
}

/// The calls that one launch allows.
pub(crate) struct Calls<'w> {
    client: &'w Client,
    grant: Grant,
}

/// Who is in a course, as far as the platform tells the tool.
pub(crate) struct Roster {
    pub(crate) people: Vec<Member>,
    /// Pages it took.
    pub(crate) pages: usize,
    /// Whether there are more than were read.
    pub(crate) more: bool,
}

impl Workbench {
    /// The calls that a launch allows; `None` where its platform is registered no more.
    pub(crate) async fn calls(&self, record: &Record) -> Result<Option<Calls<'_>>, Failure> {
        let id = RegistrationId {
            issuer: Issuer::new(&*record.platform)?,
            client_id: ClientId::new(&*record.tool)?,
        };
        let mut scopes = Scopes::none();
        for granted in &record.scopes {
            scopes.insert(granted)?;
        }
        if record.members.is_some() {
            scopes.insert(scope::MEMBERSHIP_READ_ONLY)?;
        }
        let registration = self.platforms().find(&id).await?;
        Ok(registration.map(|registration| Calls {
            client: &self.client,
            grant: Grant::new(registration, scopes),
        }))
    }
}

impl Calls<'_> {
    /// Reads who is in the course, page by page.
    pub(crate) async fn roster(&self, address: &HttpUrl) -> Result<Roster, ServiceError> {
        let call = GetMembers::new().with_limit(PER_PAGE);
        let mut pages = self.client.pages(&self.grant, &call, address)?;
        let mut roster = Roster {
            people: Vec::new(),
            pages: 0,
            more: false,
        };
        while let Some(page) = pages.next().await {
            if roster.pages == MOST_PAGES {
                roster.more = true;
                break;
            }
            roster.pages = roster.pages.saturating_add(1);
            roster.people.extend(page?.container.members);
        }
        Ok(roster)
    }

    /// Sends a score to a column.
    pub(crate) async fn send(
        &self,
        score: Score,
        column: &HttpUrl,
    ) -> Result<ScoreRecorded, ServiceError> {
        let call = PostScore { score };
        self.client.call(&self.grant, &call, column).await
    }
}

/// What the platform did with a score, in a sentence.
pub(crate) const fn taken(outcome: ScoreOutcome) -> &'static str {
    match outcome {
        ScoreOutcome::Created => {
            "The platform took the score: it is the first of this person in this column."
        }
        ScoreOutcome::Updated => {
            "The platform took the score: it stands in the place of an earlier one."
        }
        ScoreOutcome::Unchanged => "The platform has had this very score already.",
        ScoreOutcome::Later => "The platform took the score and will work on it later.",
    }
}

/// Why a call did not succeed, in a sentence.
pub(crate) fn refused(error: &ServiceError) -> String {
    if *error == ServiceError::NotGranted {
        return "The platform does not allow this tool to do that here.".to_owned();
    }
    let ServiceError::Reply(ReplyUnreadable { status, .. }) = error else {
        return format!("The platform could not be asked: {error}.");
    };
    let sentence = match *status {
        StatusCode::CONFLICT => "The platform has a later score of this person already.",
        StatusCode::FORBIDDEN => {
            "The platform does not let this tool do that, or not for this person."
        }
        StatusCode::NOT_FOUND => "The platform knows no such place, or not any more.",
        StatusCode::UNAUTHORIZED => "The platform does not believe that it is this tool.",
        _ => return format!("The platform refused: {error}."),
    };
    sentence.to_owned()
}
