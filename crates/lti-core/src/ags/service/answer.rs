//! How the service answers each call.

use bytes::Bytes;
use edu_http::{
    Answer, Body, Caller, Cursor, Endpoint as _, Links, Moment, Mount, Needs, Refusal, Reply,
    Slice, collect,
};
use http::header::{ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Request, Response, StatusCode};

use super::AgsService;
use crate::ags::route::{self, Operation, Route};
use crate::ags::{
    AddLineItem, Added, AgsError, Column, CurrentLineItem, GetLineItems, GetResults, Grade,
    Gradebook, LineItem, LineItemAdded, LineItemDeleted, LineItemId, LineItems, LineItemsPage,
    PostScore, PutLineItem, Recorded, Removal, Replaced, ResultRecord, Results, ResultsPage,
    ScoreOutcome, ScoreRecorded, rules,
};
use crate::trace::Call;
use crate::{ClientId, ServiceContext, Subject, Tools};

impl<G: Gradebook, T: Tools> AgsService<G, T> {
    pub(super) async fn answer<B>(
        &self,
        call: &Call,
        caller: &Caller,
        moment: Moment,
        request: Request<B>,
    ) -> Result<Response<Body>, AgsError>
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
    {
        let route = Route::of(&self.mount, request.uri())?;
        let operation = route.operation(request.method())?;
        call.operation(operation.word());
        let context = self.admit(call, caller, &route, operation.needs()).await?;
        let (parts, body) = request.into_parts();
        let body = if operation.has_document() {
            collect(body, Self::MAX_BODY).await.map_err(Refusal::from)?
        } else {
            Bytes::new()
        };
        let asked = Asked {
            request: &Request::from_parts(parts, body),
            mount: &route.mount,
            context: &context,
        };
        match operation {
            Operation::List => self.list(asked).await,
            Operation::Add => self.add(asked, moment).await,
            Operation::Get(id) => self.get(asked, id).await,
            Operation::Put(id) => self.put(asked, id).await,
            Operation::Delete(id) => self.delete(asked, id).await,
            Operation::Score(id) => self.score(asked, id, moment).await,
            Operation::Results(id) => self.results(asked, id).await,
        }
    }

    /// Lets a tool in where it is installed and holds a scope.
    async fn admit(
        &self,
        call: &Call,
        caller: &Caller,
        route: &Route,
        needs: Needs,
    ) -> Result<ServiceContext, AgsError> {
        let Some(client) = caller.client() else {
            let message = "nobody is known to call, a bearer token is needed";
            let status = StatusCode::UNAUTHORIZED;
            let error = AgsError::new(status, &rules::UNAUTHENTICATED, message);
            let challenge = HeaderValue::from_static("Bearer");
            return Err(error.with_header(WWW_AUTHENTICATE, challenge));
        };
        if !caller.may(&needs) {
            return Err(out_of_scope(&needs));
        }
        let elsewhere = || {
            let message = "the tool is not installed in this deployment";
            AgsError::new(StatusCode::NOT_FOUND, &rules::CONTEXT, message)
        };
        let client_id = ClientId::new(client.as_str()).map_err(|_| elsewhere())?;
        let tool = self.tools.tool(&client_id).await;
        let tool = tool.map_err(AgsError::backend)?.ok_or_else(elsewhere)?;
        call.tool(tool.client_id());
        let context = ServiceContext {
            client_id,
            deployment_id: route.deployment_id.clone(),
            context_id: route.context_id.clone(),
        };
        if context.is_open_to(caller, &tool) {
            Ok(context)
        } else {
            Err(elsewhere())
        }
    }

    async fn list(&self, asked: Asked<'_>) -> Result<Response<Body>, AgsError> {
        let mut call = GetLineItems::from_http(asked.request, asked.mount, &self.profile)?;
        let slice = self.slice(call.after.take(), call.limit);
        let found = self
            .gradebook
            .line_items(asked.context, &call.filter, &slice);
        let found = found.await.map_err(AgsError::backend)?;
        let page = found.ok_or_else(no_context)?;
        let container = self.container(asked.context);
        call.after = page.next;
        let links = next(call.after.is_some(), || call.address(&container))?;
        let items = page
            .items
            .into_iter()
            .map(|column| shown(&container, column));
        let line_items = LineItems(items.collect());
        reply(&LineItemsPage { line_items, links })
    }

    async fn add(&self, asked: Asked<'_>, moment: Moment) -> Result<Response<Body>, AgsError> {
        let call = AddLineItem::from_http(asked.request, asked.mount, &self.profile)?;
        let mut entropy = moment.entropy;
        let fresh = LineItemId::new(entropy.take_token()?);
        let fresh = fresh.map_err(|error| {
            let status = StatusCode::INTERNAL_SERVER_ERROR;
            AgsError::new(status, &rules::BACKEND, error.to_string())
        })?;
        let added = self
            .gradebook
            .add_line_item(asked.context, fresh, &call.line_item);
        match added.await.map_err(AgsError::backend)? {
            Added::Done(column) => {
                let container = self.container(asked.context);
                reply(&LineItemAdded(shown(&container, *column)))
            }
            Added::UnknownContext => Err(no_context()),
            Added::UnknownResourceLink => {
                let message = "the tool has no such resource link in this context";
                let status = StatusCode::NOT_FOUND;
                Err(AgsError::new(status, &rules::RESOURCE_LINK, message))
            }
            Added::TooMany { limit } => {
                let message = format!("the tool has {limit} line items here, which is the limit");
                Err(AgsError::new(
                    StatusCode::FORBIDDEN,
                    &rules::TOO_MANY,
                    message,
                ))
            }
        }
    }

    async fn get(&self, asked: Asked<'_>, id: &LineItemId) -> Result<Response<Body>, AgsError> {
        let column = self.gradebook.line_item(asked.context, id).await;
        let column = column.map_err(AgsError::backend)?.ok_or_else(no_item)?;
        let container = self.container(asked.context);
        reply(&CurrentLineItem(shown(&container, column)))
    }

    async fn put(&self, asked: Asked<'_>, id: &LineItemId) -> Result<Response<Body>, AgsError> {
        let mut call = PutLineItem::from_http(asked.request, asked.mount, &self.profile)?;
        let address = self.line_item_url(asked.context, id);
        let said = call.line_item.id.take();
        if said.is_some_and(|said| said.as_str() != address) {
            return Err(moved("the id is not the address of this line item"));
        }
        let replaced = self
            .gradebook
            .replace_line_item(asked.context, id, &call.line_item);
        match replaced.await.map_err(AgsError::backend)? {
            Replaced::Done(column) => {
                let container = self.container(asked.context);
                reply(&CurrentLineItem(shown(&container, *column)))
            }
            Replaced::Unknown => Err(no_item()),
            Replaced::OtherResourceLink => {
                Err(moved("the resource link is not the one of this line item"))
            }
        }
    }

    async fn delete(&self, asked: Asked<'_>, id: &LineItemId) -> Result<Response<Body>, AgsError> {
        let removal = self.gradebook.remove_line_item(asked.context, id).await;
        match removal.map_err(AgsError::backend)? {
            Removal::Done => reply(&LineItemDeleted),
            Removal::Unknown => Err(no_item()),
            Removal::NotAllowed => {
                let message = "the platform keeps this line item";
                let status = StatusCode::METHOD_NOT_ALLOWED;
                let error = AgsError::new(status, &rules::KEPT, message);
                Err(error.with_header(ALLOW, HeaderValue::from_static("GET, PUT")))
            }
        }
    }

    async fn score(
        &self,
        asked: Asked<'_>,
        id: &LineItemId,
        moment: Moment,
    ) -> Result<Response<Body>, AgsError> {
        let call = PostScore::from_http(asked.request, asked.mount, &self.profile)?;
        let (score, now) = (&call.score, &moment.now);
        let recorded = self.gradebook.record_score(asked.context, id, score, now);
        let outcome = match recorded.await.map_err(AgsError::backend)? {
            Recorded::Taken(outcome) => outcome,
            Recorded::Older => {
                let message = "a score of this person with a later timestamp is there";
                return Err(AgsError::new(StatusCode::CONFLICT, &rules::OLDER, message));
            }
            Recorded::UnknownItem => return Err(no_item()),
            Recorded::NotGradable { reason } => {
                let status = StatusCode::FORBIDDEN;
                return Err(AgsError::new(status, &rules::NOT_GRADABLE, reason));
            }
        };
        let there = matches!(outcome, ScoreOutcome::Created | ScoreOutcome::Updated);
        let item = self.item(asked.context, id);
        let result_url = there.then(|| result_url(&item, &score.user_id).into());
        reply(&ScoreRecorded {
            outcome,
            result_url,
        })
    }

    async fn results(&self, asked: Asked<'_>, id: &LineItemId) -> Result<Response<Body>, AgsError> {
        let mut call = GetResults::from_http(asked.request, asked.mount, &self.profile)?;
        let slice = self.slice(call.after.take(), call.limit);
        let user = call.user_id.as_ref();
        let found = self.gradebook.results(asked.context, id, user, &slice);
        let page = found
            .await
            .map_err(AgsError::backend)?
            .ok_or_else(no_item)?;
        let item = self.item(asked.context, id);
        call.after = page.next;
        let links = next(call.after.is_some(), || call.address(&item))?;
        let results = page.items.into_iter().map(|grade| result(&item, grade));
        let results = Results(results.collect());
        reply(&ResultsPage { results, links })
    }

    fn item(&self, context: &ServiceContext, id: &LineItemId) -> Mount {
        self.container(context).below(&route::line_item(id))
    }

    fn slice(&self, after: Option<Cursor>, limit: Option<core::num::NonZeroUsize>) -> Slice {
        let limit = limit.map_or(self.max_limit, |limit| limit.min(self.max_limit));
        Slice { after, limit }
    }
}

/// A call of a tool that was let in.
#[derive(Clone, Copy)]
struct Asked<'a> {
    request: &'a Request<Bytes>,
    mount: &'a Mount,
    context: &'a ServiceContext,
}

/// The line item as tools see it: with its address.
fn shown(container: &Mount, column: Column) -> LineItem {
    let mut line_item = column.line_item;
    line_item.id = Some(
        container
            .below(&route::line_item(&column.id))
            .url("")
            .into(),
    );
    line_item
}

/// The grade as tools see it: with its addresses.
fn result(item: &Mount, grade: Grade) -> ResultRecord {
    let id = result_url(item, &grade.user_id).into();
    let mut record = ResultRecord::new(id, grade.user_id);
    record.result_score = grade.result_score;
    record.result_maximum = Some(grade.result_maximum);
    record.scoring_user_id = grade.scoring_user_id;
    record.comment = grade.comment;
    record.score_of = Some(item.url("").into());
    record
}

/// The address of one person's result: the results of that person.
fn result_url(item: &Mount, user: &Subject) -> String {
    GetResults::of(user.clone()).address(item)
}

fn next(goes_on: bool, address: impl FnOnce() -> String) -> Result<Links, AgsError> {
    if !goes_on {
        return Ok(Links::none());
    }
    Links::none().with("next", &address()).map_err(|error| {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        AgsError::new(status, &rules::REPLY, error.to_string())
    })
}

/// The response that no cache keeps.
fn reply(answer: &impl Answer) -> Result<Response<Body>, AgsError> {
    let (parts, body) = answer.to_http()?.into_parts();
    let mut reply = Reply::empty(parts.status);
    for (name, value) in parts.headers {
        if let Some(name) = name {
            reply = reply.with_header(name, value);
        }
    }
    let mut response = reply.into_response();
    *response.body_mut() = body.into();
    Ok(response)
}

fn out_of_scope(needs: &Needs) -> AgsError {
    let scopes = needs.scopes().join(" ");
    let message = format!("token holds none of the scopes needed: {scopes}");
    let error = AgsError::new(StatusCode::FORBIDDEN, &rules::SCOPE, message);
    let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scopes}\"");
    match HeaderValue::try_from(challenge) {
        Ok(challenge) => error.with_header(WWW_AUTHENTICATE, challenge),
        Err(_) => error,
    }
}

fn no_context() -> AgsError {
    let message = "the tool keeps no line items in this context";
    AgsError::new(StatusCode::NOT_FOUND, &rules::CONTEXT, message)
}

fn no_item() -> AgsError {
    let message = "the tool has no such line item";
    AgsError::new(StatusCode::NOT_FOUND, &rules::LINE_ITEM, message)
}

fn moved(message: &str) -> AgsError {
    AgsError::new(StatusCode::BAD_REQUEST, &rules::MOVED, message)
}
