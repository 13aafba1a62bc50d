//! What the answers of record stores mean.

use bytes::Bytes;
use edu_json::Tree;
use edu_types::{Limits, UuidText};
use http::{Response, StatusCode};
use xapi_model::{Statement, Version, compare};

use super::part::Part;
use super::{Delivery, DeliveryError, RefusedStatement, RemoteStore};

/// For answers, which their readers bound before.
const LIMITS: Limits = Limits::DEFAULT.with_bytes(Delivery::ANSWER_BYTES);

/// What the answer to posted statements means.
pub(super) enum Posted {
    Stored,
    /// It says that all went well, but not as a store says it.
    Unconfirmed,
    Refused(RefusedStatement),
    Conflict,
    TooLarge(RefusedStatement),
    Stop(DeliveryError),
}

/// What the answer to the question for a statement means.
pub(super) enum Found {
    Same,
    /// There is another, which differs there.
    Other(Vec<String>),
    Missing,
    /// It is not shown, or cannot be read.
    Unseen,
}

impl Posted {
    /// `None` where nothing is said about the statements, and the same again may go well.
    pub(super) fn read(response: &Response<Bytes>, part: &Part) -> Option<Self> {
        let status = response.status();
        let told = || RefusedStatement::new(status, response.body());
        Some(match status {
            StatusCode::NO_CONTENT => Self::Stored,
            StatusCode::OK if names_all(response.body(), part) => Self::Stored,
            status if status.is_success() => Self::Unconfirmed,
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Self::Refused(told()),
            StatusCode::CONFLICT => Self::Conflict,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge(told()),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Self::Stop(DeliveryError::Credentials(status))
            }
            status if is_passing(status) => return None,
            status => Self::Stop(DeliveryError::Address(status)),
        })
    }
}

impl Found {
    /// `None` where nothing is said about the statement, and the same again may go well.
    pub(super) fn read(
        response: &Response<Bytes>,
        part: &Part,
        store: &RemoteStore,
    ) -> Option<Self> {
        match response.status() {
            StatusCode::OK => Some(Self::compare(response.body(), part, store)),
            StatusCode::NOT_FOUND => Some(Self::Missing),
            status if is_passing(status) => None,
            _ => Some(Self::Unseen),
        }
    }

    fn compare(body: &[u8], part: &Part, store: &RemoteStore) -> Self {
        // A store may have taken it by another version than it is asked by.
        let profile = Version::LATEST.lenient();
        let kept = Statement::from_slice(body, &profile, &LIMITS).map(|kept| kept.value);
        let (Ok(kept), Some(sent)) = (kept, part.statements.first()) else {
            return Self::Unseen;
        };
        if kept.id != Some(sent.id()) {
            return Self::Unseen;
        }
        let differences = compare::differences(sent.statement(), &kept, store.version());
        if differences.is_empty() {
            return Self::Same;
        }
        Self::Other(differences)
    }
}

/// Whether the same request may go well later.
fn is_passing(status: StatusCode) -> bool {
    const TOO_EARLY: u16 = 425;
    status.is_server_error()
        || status.as_u16() == TOO_EARLY
        || matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS
        )
}

/// Whether the body is the list of the ids of these statements.
fn names_all(body: &[u8], part: &Part) -> bool {
    let Ok(tree) = Tree::parse(body, &LIMITS) else {
        return false;
    };
    let named = tree.root().items().map(|id| {
        let id = id.as_str()?;
        UuidText::parse(id).ok()
    });
    let sent = part.statements.iter().map(|one| Some(one.id()));
    named.eq(sent)
}
