//! What an address of the service stands for.

use edu_http::{Endpoint, Mount, Needs, encode_component};
use http::header::ALLOW;
use http::{HeaderValue, Method, StatusCode, Uri};

use super::{
    AddLineItem, AgsError, DeleteLineItem, GetLineItem, GetLineItems, GetResults, LineItemId,
    PostScore, PutLineItem, rules,
};
use crate::{ContextId, DeploymentId};

/// An address of the service: a container, or what belongs to one line item of it.
pub(super) struct Route {
    pub(super) deployment_id: DeploymentId,
    pub(super) context_id: ContextId,
    pub(super) target: Target,
    /// The container or line item, spelled as in the request.
    pub(super) mount: Mount,
}

/// What an address is of.
pub(super) enum Target {
    Container,
    LineItem(LineItemId),
    Scores(LineItemId),
    Results(LineItemId),
}

/// What is asked of an address.
#[derive(Clone, Copy)]
pub(super) enum Operation<'r> {
    List,
    Add,
    Get(&'r LineItemId),
    Put(&'r LineItemId),
    Delete(&'r LineItemId),
    Score(&'r LineItemId),
    Results(&'r LineItemId),
}

impl Route {
    /// Reads the path of a request to the service at `mount`.
    pub(super) fn of(mount: &Mount, uri: &Uri) -> Result<Self, AgsError> {
        Self::read(mount, uri).ok_or_else(|| {
            let message = "nothing of this service lives at this path";
            AgsError::new(StatusCode::NOT_FOUND, &rules::PATH, message)
        })
    }

    fn read(mount: &Mount, uri: &Uri) -> Option<Self> {
        let segments = mount.segments(uri)?;
        let (deployment, context, below) = match segments.as_slice() {
            [deployment, context, line_items, below @ ..] if line_items == "lineitems" => {
                (deployment, context, below)
            }
            _ => return None,
        };
        let id = |text: &String| LineItemId::new(text.as_str()).ok();
        let (target, depth) = match below {
            [] => (Target::Container, 3),
            [item] => (Target::LineItem(id(item)?), 4),
            [item, scores] if scores == "scores" => (Target::Scores(id(item)?), 4),
            [item, results] if results == "results" => (Target::Results(id(item)?), 4),
            _ => return None,
        };
        Some(Self {
            deployment_id: DeploymentId::new(deployment.as_str()).ok()?,
            context_id: ContextId::new(context.as_str()).ok()?,
            target,
            mount: mount.below(beginning(mount.relative(uri)?, depth)),
        })
    }

    /// What a request of this method asks for.
    pub(super) fn operation(&self, method: &Method) -> Result<Operation<'_>, AgsError> {
        let operation = match (&self.target, method) {
            (Target::Container, &Method::GET) => Operation::List,
            (Target::Container, &Method::POST) => Operation::Add,
            (Target::LineItem(id), &Method::GET) => Operation::Get(id),
            (Target::LineItem(id), &Method::PUT) => Operation::Put(id),
            (Target::LineItem(id), &Method::DELETE) => Operation::Delete(id),
            (Target::Scores(id), &Method::POST) => Operation::Score(id),
            (Target::Results(id), &Method::GET) => Operation::Results(id),
            // Methods are an open set.
            _ => {
                let message = "this address does not take the method";
                let status = StatusCode::METHOD_NOT_ALLOWED;
                let error = AgsError::new(status, &rules::METHOD, message);
                return Err(error.with_header(ALLOW, self.allowed()));
            }
        };
        Ok(operation)
    }

    /// The methods that the address takes.
    const fn allowed(&self) -> HeaderValue {
        HeaderValue::from_static(match self.target {
            Target::Container => "GET, POST",
            Target::LineItem(_) => "GET, PUT, DELETE",
            Target::Scores(_) => "POST",
            Target::Results(_) => "GET",
        })
    }
}

impl Operation<'_> {
    pub(super) const fn needs(self) -> Needs {
        match self {
            Self::List => GetLineItems::NEEDS,
            Self::Add => AddLineItem::NEEDS,
            Self::Get(_) => GetLineItem::NEEDS,
            Self::Put(_) => PutLineItem::NEEDS,
            Self::Delete(_) => DeleteLineItem::NEEDS,
            Self::Score(_) => PostScore::NEEDS,
            Self::Results(_) => GetResults::NEEDS,
        }
    }

    /// Whether a document comes with it.
    pub(super) const fn has_document(self) -> bool {
        matches!(self, Self::Add | Self::Put(_) | Self::Score(_))
    }

    /// A word to count by.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Add => "add",
            Self::Get(_) => "get",
            Self::Put(_) => "put",
            Self::Delete(_) => "delete",
            Self::Score(_) => "score",
            Self::Results(_) => "results",
        }
    }
}

/// The path of a tool's container in a context.
pub(super) fn container(deployment_id: &DeploymentId, context_id: &ContextId) -> String {
    let deployment = encode_component(deployment_id.as_str());
    let context = encode_component(context_id.as_str());
    format!("/{deployment}/{context}/lineitems")
}

/// The path of a line item below its container.
pub(super) fn line_item(id: &LineItemId) -> String {
    format!("/{}", encode_component(id.as_str()))
}

/// So many segments of a path that has at least as many.
fn beginning(path: &str, segments: usize) -> &str {
    let mut slashes = path.match_indices('/').map(|(at, _)| at);
    let end = slashes.nth(segments).unwrap_or(path.len());
    path.get(..end).unwrap_or(path)
}
