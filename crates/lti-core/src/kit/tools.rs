//! A platform's tools.

use edu_http::{Scopes, together};
use edu_types::HttpUrl;

use super::judge::Judge;
use super::logins::unusable;
use super::rules;
use crate::{
    BackendError, ClientId, DeploymentId, Privacy, Put, ToolRegistration, ToolStore, scope,
};

pub(super) async fn check<B: ToolStore>(judge: &mut Judge, make: impl AsyncFn() -> B) {
    let ended = found_by_name(judge, &make().await).await;
    judge.end(ended);
    let ended = compared(judge, &make().await).await;
    judge.end(ended);
    let ended = raced(judge, &make().await).await;
    judge.end(ended);
    let ended = paged(judge, &make().await).await;
    judge.end(ended);
}

/// Two tenants with one client id know nothing of each other.
pub(super) async fn check_tenants<B: ToolStore>(
    judge: &mut Judge,
    (one, other): (B, B),
) -> Result<(), BackendError> {
    let ours = tool("client")?;
    let theirs = ours.clone().with_privacy(Privacy::Email);
    add(judge, &one, &ours).await?;
    if other.tool(ours.client_id()).await?.is_some() || !other.tools(None, 9).await?.is_empty() {
        judge.note(&rules::CROSSED, "a tenant sees another's tool");
    }
    add(judge, &other, &theirs).await?;
    expect(judge, &one, &ours).await?;
    expect(judge, &other, &theirs).await?;
    let changed = theirs.clone().with_privacy(Privacy::Name);
    if other.put_tool(&changed, Some(&ours)).await? != Put::Changed
        || other.put_tool(&changed, Some(&theirs)).await? != Put::Done
    {
        judge.note(
            &rules::CROSSED,
            "a change is compared with another tenant's",
        );
    }
    expect(judge, &one, &ours).await?;
    other.remove_tool(ours.client_id()).await?;
    expect(judge, &one, &ours).await
}

async fn found_by_name<B: ToolStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let one = tool("client-1")?;
    let other = tool("client-2")?.with_privacy(Privacy::Everything);
    add(judge, store, &one).await?;
    add(judge, store, &other).await?;
    expect(judge, store, &one).await?;
    expect(judge, store, &other).await?;
    for name in ["CLIENT-1", "client-", "client_1", "client-%", "client-11"] {
        if store.tool(&client(name)?).await?.is_some() {
            judge.note(&rules::INVENTED, "a tool is found by another spelling");
        }
    }
    let gone = store.remove_tool(one.client_id()).await?;
    let again = store.remove_tool(one.client_id()).await?;
    if !gone || again || store.tool(one.client_id()).await?.is_some() {
        judge.note(&rules::EXPIRED, "a tool stays after it was removed");
    }
    expect(judge, store, &other).await
}

/// A write that expects something else than is there changes nothing.
async fn compared<B: ToolStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let first = tool("client")?;
    let installed = DeploymentId::new("kit-2").map_err(unusable)?;
    let second = first.clone().with_deployment(installed);
    let third = first.clone().with_privacy(Privacy::Name);
    if store.put_tool(&second, Some(&first)).await? != Put::Changed {
        judge.note(&rules::OVERWRITTEN, "one that was not there was replaced");
    }
    if store.tool(first.client_id()).await?.is_some() {
        judge.note(&rules::INVENTED, "a refused write left a tool");
    }
    add(judge, store, &first).await?;
    for stale in [None, Some(&third)] {
        if store.put_tool(&second, stale).await? != Put::Changed {
            judge.note(&rules::OVERWRITTEN, "a newer tool was overwritten");
        }
        expect(judge, store, &first).await?;
    }
    if store.put_tool(&second, Some(&first)).await? != Put::Done {
        judge.note(&rules::FAILED, "a tool cannot be changed");
    }
    expect(judge, store, &second).await
}

/// Of several that add one tool at once, exactly one does.
async fn raced<B: ToolStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let one = tool("client")?;
    let puts = (0..4).map(|_| store.put_tool(&one, None)).collect();
    let mut done = 0_usize;
    for put in together::all(puts).await {
        done = done.saturating_add(usize::from(put? == Put::Done));
    }
    if done != 1 {
        let message = format!("of four that added one tool at once, {done} did");
        judge.note(&rules::RACED, message);
    }
    expect(judge, store, &one).await?;
    let changes = [Privacy::Name, Privacy::Email, Privacy::Everything];
    let changes = changes.map(|privacy| one.clone().with_privacy(privacy));
    let puts = changes.iter().map(|new| store.put_tool(new, Some(&one)));
    let mut done = Vec::new();
    for (put, new) in together::all(puts.collect())
        .await
        .into_iter()
        .zip(&changes)
    {
        if put? == Put::Done {
            done.push(new);
        }
    }
    if let [only] = done.as_slice() {
        return expect(judge, store, only).await;
    }
    let message = format!("of three that changed one tool at once, {} did", done.len());
    judge.note(&rules::RACED, message);
    Ok(())
}

/// Page by page, every one comes once and in order.
async fn paged<B: ToolStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let mut kept = Vec::new();
    for name in ["a", "a b", "aB", "b", "é"] {
        let one = tool(name)?;
        add(judge, store, &one).await?;
        kept.push(one.client_id().clone());
    }
    kept.sort();
    let mut seen: Vec<ClientId> = Vec::new();
    for _ in 0..=kept.len() {
        let page = store.tools(seen.last(), 2).await?;
        seen.extend(page);
    }
    if seen != kept {
        judge.note(&rules::PAGES, "pages leave out, repeat or disorder tools");
    }
    Ok(())
}

async fn add<B: ToolStore>(
    judge: &mut Judge,
    store: &B,
    tool: &ToolRegistration,
) -> Result<(), BackendError> {
    if store.put_tool(tool, None).await? != Put::Done {
        judge.note(&rules::FAILED, "a new tool was refused");
    }
    Ok(())
}

/// The tool must be there, whole.
async fn expect<B: ToolStore>(
    judge: &mut Judge,
    store: &B,
    kept: &ToolRegistration,
) -> Result<(), BackendError> {
    match store.tool(kept.client_id()).await? {
        Some(found) if *found == *kept => {}
        Some(_) => judge.note(&rules::CHANGED, "another tool came out"),
        None => judge.note(&rules::LOST, "a tool is not there"),
    }
    Ok(())
}

fn client(name: &str) -> Result<ClientId, BackendError> {
    ClientId::new(name).map_err(unusable)
}

fn tool(name: &str) -> Result<ToolRegistration, BackendError> {
    let url = |text| HttpUrl::parse(text).map_err(unusable);
    let made = ToolRegistration::new(
        client(name)?,
        url("https://tool.example/login?a=1&b=%20")?,
        url("https://tool.example/launch")?,
    );
    let made = made.map_err(unusable)?;
    let made = made.with_key_set_url(url("https://tool.example/jwks")?);
    let deployment = DeploymentId::new("kit-1").map_err(unusable)?;
    let scopes = Scopes::parse(scope::SCORE).map_err(unusable)?;
    let made = made.map_err(unusable)?.with_scopes(scopes);
    Ok(made.with_deployment(deployment))
}
