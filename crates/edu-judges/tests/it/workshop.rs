//! Our tool as it uses the services of a platform, and tells what came of each step.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use edu_axum::{HasTool, Launch, LaunchRefused, SystemMoments};
use edu_http::{Moments as _, Scopes};
use edu_jose::{Algorithm, Jwk, KeySet};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_json::ToJson as _;
use edu_reqwest::{FetchPolicy, Grant, ServiceClient, ServiceError, ServiceLimits};
use edu_types::{Decimal, PositiveDecimal, Timestamp};
use lti_core::ags::{
    AddLineItem, DeleteLineItem, GetLineItem, GetResults, Label, LineItem, Points, PostScore,
    PutLineItem, Score,
};
use lti_core::deep_linking::{NewLineItem, ResourceLinkItem};
use lti_core::nrps::GetMembers;
use lti_core::{
    ContentItem, Custom, DeepLinkingRequest, DeepLinkingResponse, MemoryTool, Message,
    Registration, Subject, VerifiedLaunch, WebAddress, scope,
};
use serde_json::{Value, json};

use crate::classroom::Tool;
use crate::school::url;

type Client = ServiceClient<Arc<AwsLcSigner>, SystemMoments>;

/// A tool with a key of its own.
#[derive(Clone)]
pub(crate) struct Workshop {
    tool: Arc<Tool>,
    key: Arc<AwsLcSigner>,
    client: Client,
    registration: Arc<Registration>,
}

/// How a tool signs who it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signing {
    /// With the key that it publishes, for the platform's token endpoint.
    Honest,
    /// With another key than it publishes under that name.
    OtherKey,
    /// For the token endpoint of another platform.
    OtherAudience,
}

impl Workshop {
    /// The launches and keys of a tool.
    pub(crate) fn router(tool: Arc<Tool>, registration: &Registration, signing: Signing) -> Router {
        let key = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
        let published = Jwk::of_signer(&key);
        let key = if signing == Signing::OtherKey {
            let other = AwsLcSigner::generate(Algorithm::Rs256).unwrap();
            other.with_key_id(published.key_id().unwrap().clone())
        } else {
            key
        };
        let key = Arc::new(key);
        let policy = FetchPolicy::new().insecure_allow_loopback();
        let limits = ServiceLimits::DEFAULT;
        let client = Client::new(Arc::clone(&key), SystemMoments::new(), policy, limits);
        let workshop = Self {
            tool,
            key,
            client: client.unwrap(),
            registration: Arc::new(with_tokens(registration.clone(), signing)),
        };
        let published = KeySet::from_keys([published]).to_json_string();
        let keys = move || async move { ([(CONTENT_TYPE, "application/json")], published) };
        Router::new()
            .route("/launch", post(launched))
            .with_state(workshop)
            .route("/jwks", get(keys))
    }

    async fn used(&self, launch: &VerifiedLaunch) -> Result<Value, ServiceError> {
        let mut told = self.graded(launch).await?;
        told["members"] = self.members(launch).await?;
        Ok(told)
    }

    /// Makes a column, puts scores into it, and reads them back.
    async fn graded(&self, launch: &VerifiedLaunch) -> Result<Value, ServiceError> {
        let claim = launch.ags().unwrap();
        let grant = self.grant(&claim.scopes.join(" "));
        let container = claim.line_items.as_ref().unwrap().to_url().unwrap();
        let client = &self.client;
        let line_item = LineItem::new(Label::new("Essay <1>").unwrap(), positive("10"));
        let added = client
            .call(&grant, &AddLineItem { line_item }, &container)
            .await?;
        let address = added.0.id.as_ref().unwrap().to_url().unwrap();
        let mut changed = added.0.clone();
        changed.label = Label::new("Essay <2>").unwrap();
        let line_item = changed;
        client
            .call(&grant, &PutLineItem { line_item }, &address)
            .await?;
        let read = client.call(&grant, &GetLineItem, &address).await?;
        let person = launch.subject().unwrap();
        let mut scores = Vec::new();
        for (given, seconds) in [("7.50", 0), ("7.50", 0), ("8", 1), ("1", -1)] {
            let score = score(person, given, seconds);
            let sent = client.call(&grant, &PostScore { score }, &address).await;
            scores.push(match sent {
                Ok(recorded) => format!("{:?}", recorded.outcome),
                Err(ServiceError::Reply(refused)) => refused.status.as_str().to_owned(),
                Err(other) => return Err(other),
            });
        }
        let results = client.call(&grant, &GetResults::all(), &address).await?;
        client.call(&grant, &DeleteLineItem, &address).await?;
        let gone = client.call(&grant, &GetLineItem, &address).await;
        Ok(json!({
            "container": container.as_str(),
            "address": address.as_str(),
            "read": of_json(&read.0.to_json_string()),
            "scores": scores,
            "results": of_json(&results.results.to_json_string()),
            "gone": refusal(gone.map(drop)),
        }))
    }

    /// Reads who is in the course, page by page.
    async fn members(&self, launch: &VerifiedLaunch) -> Result<Value, ServiceError> {
        let grant = self.grant(scope::MEMBERSHIP_READ_ONLY);
        let list = launch.nrps().unwrap().memberships.to_url().unwrap();
        let mut pages = self.client.pages(&grant, &GetMembers::new(), &list)?;
        let mut found = Vec::new();
        while let Some(page) = pages.next().await {
            let members = page?.container.members.into_iter();
            let members = members.map(|member| of_json(&member.to_json_string()));
            found.push(members.collect::<Vec<_>>());
        }
        Ok(json!(found))
    }

    fn grant(&self, scopes: &str) -> Grant {
        let scopes = Scopes::parse(scopes).unwrap();
        Grant::new(Arc::clone(&self.registration), scopes)
    }

    /// Answers a request for content with one link that brings a column.
    fn choose(&self, launch: &VerifiedLaunch) -> Response {
        let mut moment = SystemMoments::new().moment().unwrap();
        let request = DeepLinkingRequest::from_launch(launch).unwrap();
        let mut link = ResourceLinkItem::new();
        link.url = Some(WebAddress::from("https://tool.example/essay?n=1"));
        link.title = Some("Essay & \"more\"".to_owned());
        let mut custom = Custom::default();
        custom.set("essay", "1");
        link.custom = Some(custom);
        link.line_item = Some(NewLineItem::new(positive("10")));
        let items = [ContentItem::ResourceLink(Box::new(link))];
        let answer = DeepLinkingResponse::new(&request, items, &moment.now).unwrap();
        let signed = answer.sign(&self.key, &moment.now, &mut moment.entropy);
        signed.unwrap().page().into_response().into_response()
    }
}

impl HasTool for Workshop {
    type Backend = MemoryTool;
    type Verify = Ring;

    fn tool(&self) -> &Tool {
        &self.tool
    }
}

/// Adds where the platform gives tokens, and whom it is asked as.
fn with_tokens(registration: Registration, signing: Signing) -> Registration {
    let endpoint = url(&format!("{}/token", registration.issuer().as_str()));
    let registration = registration.with_token_endpoint(endpoint).unwrap();
    if signing == Signing::OtherAudience {
        registration.with_token_audience("https://other.example/token")
    } else {
        registration
    }
}

async fn launched(
    State(workshop): State<Workshop>,
    launch: Result<Launch, LaunchRefused>,
) -> Response {
    let Launch(launch) = match launch {
        Ok(launch) => launch,
        Err(refused) => return refused.into_response(),
    };
    if let Message::DeepLinking(_) = launch.message() {
        return workshop.choose(&launch);
    }
    let told = match workshop.used(&launch).await {
        Ok(used) => used,
        Err(error) => json!({"failed": error.to_string()}),
    };
    told.to_string().into_response()
}

/// So many seconds after a time, out of ten points.
fn score(person: &Subject, given: &str, seconds: i64) -> Score {
    let points = Points::new(Decimal::parse(given).unwrap(), positive("10"));
    let time = Timestamp::from_unix_seconds(1_770_000_000_i64.saturating_add(seconds));
    Score::completed(person.clone(), points.unwrap(), time).with_comment("well <done>")
}

fn positive(text: &str) -> PositiveDecimal {
    PositiveDecimal::new(Decimal::parse(text).unwrap()).unwrap()
}

fn of_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The status with which a service refused.
fn refusal(answer: Result<(), ServiceError>) -> Option<u16> {
    match answer {
        Err(ServiceError::Reply(refused)) => Some(refused.status.as_u16()),
        _ => None,
    }
}
