//! A platform on this machine for `--demo`: one tool, one course, one column, one person.

use std::path::PathBuf;
use std::sync::Arc;

use edu_axum::{anonymous, mount};
use edu_http::{Bearer, Mount, Scopes};
use edu_jose::{Algorithm, Jwk, KeySet};
use edu_jose_aws_lc::AwsLcSigner;
use edu_jose_ring::Ring;
use edu_types::{Decimal, HttpUrl, PositiveDecimal};
use lti_core::ags::{
    AgsService, Column, CourseGradebook as _, Gradable, Label, LineItem, LineItemId,
    MemoryGradebook,
};
use lti_core::{
    ClientId, ContextId, DeploymentId, Issuer, MemoryAssertions, MemoryPlatform, NoToolKeys,
    PlatformTokens, ServiceContext, TokenParts, TokenService, TokenSettings, ToolRegistration,
    scope,
};
use tokio::net::TcpListener;

use crate::{Agreed, Failure};

/// Starts the platform: what was agreed with its tool, and the tool's key.
pub(super) async fn platform() -> Result<(Agreed, AwsLcSigner), Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let (tool_key, platform_key) = (key().await?, key().await?);
    let context = ServiceContext {
        client_id: ClientId::new("tool-1")?,
        deployment_id: DeploymentId::new("school-1")?,
        context_id: ContextId::new("course-7")?,
    };
    let tools = Arc::new(MemoryPlatform::new());
    tools.register(tool(&context, &tool_key)?);
    let gradebook = Arc::new(MemoryGradebook::new(Gradable::Anyone));
    let column = LineItemId::new("essay")?;
    let line_item = LineItem::new(
        Label::new("Essay")?,
        PositiveDecimal::new(Decimal::from(100))?,
    );
    let essay = Column::new(column.clone(), line_item);
    gradebook.set_column(&context, &essay).await?;
    let grades = Mount::new(&format!("{origin}/grades"), "")?;
    let grades = AgsService::new(gradebook, Arc::clone(&tools), grades);
    let line_item = grades.line_item_url(&context, &column);
    let app = routes(&origin, tools, platform_key, grades)?;
    tokio::spawn(async move { axum::serve(listener, app).await });
    let agreed = Agreed {
        token_endpoint: format!("{origin}/token"),
        issuer: origin,
        client_id: "tool-1".to_owned(),
        line_item,
        user: "person-1".to_owned(),
        points: "83.5".to_owned(),
        maximum: "100".to_owned(),
        key: PathBuf::new(),
    };
    Ok((agreed, tool_key))
}

/// Takes a moment, which nothing else should wait for.
async fn key() -> Result<AwsLcSigner, Failure> {
    let made = tokio::task::spawn_blocking(|| AwsLcSigner::generate(Algorithm::Rs256));
    Ok(made.await??)
}

fn tool(context: &ServiceContext, key: &AwsLcSigner) -> Result<ToolRegistration, Failure> {
    let tool = ToolRegistration::new(
        context.client_id.clone(),
        HttpUrl::parse("https://tool.example/login")?,
        HttpUrl::parse("https://tool.example/launch")?,
    )?;
    Ok(tool
        .with_deployment(context.deployment_id.clone())
        .with_keys(KeySet::from_keys([Jwk::of_signer(key)]))
        .with_scopes(Scopes::parse(scope::SCORE)?))
}

/// The token endpoint, and the gradebook for whoever has a token.
fn routes(
    origin: &str,
    tools: Arc<MemoryPlatform>,
    key: AwsLcSigner,
    grades: AgsService<Arc<MemoryGradebook>, Arc<MemoryPlatform>>,
) -> Result<axum::Router, Failure> {
    let settings = TokenSettings::new(Issuer::new(origin)?, origin);
    let keys = Arc::new(KeySet::from_keys([Jwk::of_signer(&key)]));
    let holders = PlatformTokens::new(Arc::clone(&tools), Ring, keys, settings.clone());
    let parts = TokenParts::new(tools, NoToolKeys, MemoryAssertions::new());
    let at = Mount::new(&format!("{origin}/token"), "/token")?;
    let tokens = TokenService::new(parts, Ring, key, settings, at);
    Ok(axum::Router::new()
        .route_service("/token", mount(tokens, anonymous))
        .nest_service("/grades", mount(Bearer::new(holders, grades), anonymous)))
}
