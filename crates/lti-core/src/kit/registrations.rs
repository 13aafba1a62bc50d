//! A tool's registrations and their deployments.

use edu_http::together;
use edu_types::HttpUrl;

use super::judge::Judge;
use super::logins::unusable;
use super::{ISSUER, rules};
use crate::{
    BackendError, ClientId, Deployment, DeploymentId, Found, Issuer, Put, Registration,
    RegistrationId, RegistrationStore, SignedLaunch, quirks,
};

const OTHER_ISSUER: &str = "https://kit.example/other";

pub(super) async fn check<B: RegistrationStore>(judge: &mut Judge, make: impl AsyncFn() -> B) {
    let ended = found_by_names(judge, &make().await).await;
    judge.end(ended);
    let ended = compared(judge, &make().await).await;
    judge.end(ended);
    let ended = raced(judge, &make().await).await;
    judge.end(ended);
    let ended = deployed(judge, &make().await).await;
    judge.end(ended);
    let ended = removed(judge, &make().await).await;
    judge.end(ended);
    let ended = paged(judge, &make().await).await;
    judge.end(ended);
}

/// Two tenants with one platform and client know nothing of each other.
pub(super) async fn check_tenants<B: RegistrationStore>(
    judge: &mut Judge,
    (one, other): (B, B),
) -> Result<(), BackendError> {
    let ours = registration(ISSUER, "client")?;
    let theirs = ours.clone().with_profile(quirks::moodle());
    add(judge, &one, &ours).await?;
    if !matches!(find(&other, ISSUER, Some("client")).await?, Found::Nothing)
        || !other.registrations(None, 9).await?.is_empty()
    {
        judge.note(&rules::CROSSED, "a tenant sees another's registration");
    }
    if other.put_deployment(&ours.id(), &deployment("d")?).await? {
        judge.note(&rules::CROSSED, "a tenant adds to another's registration");
    }
    add(judge, &other, &theirs).await?;
    one.put_deployment(&ours.id(), &deployment("d")?).await?;
    expect_one(judge, &one, &ours).await?;
    expect_one(judge, &other, &theirs).await?;
    if is_known(&other, &theirs, "d").await? {
        judge.note(&rules::CROSSED, "a deployment of another tenant is known");
    }
    let known = deployment("d")?;
    if other.remove_deployment(&ours.id(), &known).await?
        || !other.deployments(&ours.id(), None, 9).await?.is_empty()
        || !is_known(&one, &ours, "d").await?
    {
        judge.note(&rules::CROSSED, "a tenant reaches another's deployment");
    }
    let changed = theirs.clone().with_profile(quirks::canvas());
    if other.put_registration(&changed, Some(&ours)).await? != Put::Changed
        || other.put_registration(&changed, Some(&theirs)).await? != Put::Done
    {
        judge.note(
            &rules::CROSSED,
            "a change is compared with another tenant's",
        );
    }
    expect_one(judge, &one, &ours).await?;
    other.remove_registration(&ours.id()).await?;
    expect_one(judge, &one, &ours).await
}

/// Each is found by exactly its own names.
async fn found_by_names<B: RegistrationStore>(
    judge: &mut Judge,
    store: &B,
) -> Result<(), BackendError> {
    let first = registration(ISSUER, "client-1")?;
    add(judge, store, &first).await?;
    if !is_one(&find(store, ISSUER, None).await?, &first) {
        judge.note(&rules::LOST, "the only client of an issuer is not found");
    }
    let second = registration(ISSUER, "client-2")?.with_profile(quirks::canvas());
    // The same client id at another platform.
    let third = registration(OTHER_ISSUER, "client-1")?.lenient_sole_key();
    add(judge, store, &second).await?;
    add(judge, store, &third).await?;
    for one in [&first, &second, &third] {
        expect_one(judge, store, one).await?;
    }
    if !matches!(find(store, ISSUER, None).await?, Found::Several) {
        let message = "of two clients of an issuer one is chosen, or none is there";
        judge.note(&rules::CROSSED, message);
    }
    for issuer in [
        "https://KIT.example",
        "https://kit.example/",
        "https://kit.e%",
    ] {
        for client in [None, Some("client-1")] {
            if !matches!(find(store, issuer, client).await?, Found::Nothing) {
                judge.note(&rules::INVENTED, "an issuer is found by another spelling");
            }
        }
    }
    for client in ["CLIENT-1", "client-", "client_1", "client-%", "client-11"] {
        if !matches!(find(store, ISSUER, Some(client)).await?, Found::Nothing) {
            judge.note(&rules::INVENTED, "a client is found by another spelling");
        }
    }
    Ok(())
}

/// A write that expects something else than is there changes nothing.
async fn compared<B: RegistrationStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let first = registration(ISSUER, "client")?;
    let second = first.clone().with_profile(quirks::canvas());
    let third = first.clone().with_profile(quirks::moodle());
    if store.put_registration(&second, Some(&first)).await? != Put::Changed {
        judge.note(&rules::OVERWRITTEN, "one that was not there was replaced");
    }
    if !matches!(find(store, ISSUER, Some("client")).await?, Found::Nothing) {
        judge.note(&rules::INVENTED, "a refused write left a registration");
    }
    add(judge, store, &first).await?;
    let known = deployment("stays")?;
    store.put_deployment(&first.id(), &known).await?;
    for stale in [None, Some(&third)] {
        if store.put_registration(&second, stale).await? != Put::Changed {
            judge.note(&rules::OVERWRITTEN, "a newer registration was overwritten");
        }
        expect_one(judge, store, &first).await?;
    }
    if store.put_registration(&second, Some(&first)).await? != Put::Done {
        judge.note(&rules::FAILED, "a registration cannot be changed");
    }
    expect_one(judge, store, &second).await?;
    if !is_known(store, &second, "stays").await? {
        judge.note(
            &rules::LOST,
            "a change of its registration lost a deployment",
        );
    }
    Ok(())
}

/// Of several that add one registration at once, exactly one does.
async fn raced<B: RegistrationStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let one = registration(ISSUER, "client")?;
    let puts = (0..4).map(|_| store.put_registration(&one, None)).collect();
    let mut done = 0_usize;
    for put in together::all(puts).await {
        done = done.saturating_add(usize::from(put? == Put::Done));
    }
    if done != 1 {
        let message = format!("of four that added one registration at once, {done} did");
        judge.note(&rules::RACED, message);
    }
    expect_one(judge, store, &one).await?;
    raced_changes(judge, store, &one).await
}

/// Of several that change one registration at once, exactly one does.
async fn raced_changes<B: RegistrationStore>(
    judge: &mut Judge,
    store: &B,
    old: &Registration,
) -> Result<(), BackendError> {
    let profiles = [quirks::canvas(), quirks::moodle(), quirks::sakai()];
    let changes = profiles.map(|profile| old.clone().with_profile(profile));
    let puts = changes
        .iter()
        .map(|new| store.put_registration(new, Some(old)));
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
        return expect_one(judge, store, only).await;
    }
    let done = done.len();
    let message = format!("of three that changed one registration at once, {done} did");
    judge.note(&rules::RACED, message);
    Ok(())
}

/// A deployment is known for its registration and no other.
async fn deployed<B: RegistrationStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let (one, other) = (
        registration(ISSUER, "client-1")?,
        registration(ISSUER, "client-2")?,
    );
    let known = deployment("known")?;
    if store.put_deployment(&one.id(), &known).await? {
        judge.note(&rules::INVENTED, "a deployment of no registration was kept");
    }
    add(judge, store, &one).await?;
    add(judge, store, &other).await?;
    for _ in 0..2 {
        if !store.put_deployment(&one.id(), &known).await? {
            judge.note(&rules::LOST, "a deployment cannot be kept");
        }
    }
    if store.deployments(&one.id(), None, 9).await? != [known.clone()] {
        judge.note(
            &rules::CHANGED,
            "deployments are not listed as they were kept",
        );
    }
    if !is_known(store, &one, "known").await? {
        judge.note(&rules::LOST, "a deployment that was kept is unknown");
    }
    for (registration, name) in [(&other, "known"), (&one, "KNOWN"), (&one, "know_")] {
        if is_known(store, registration, name).await? {
            judge.note(&rules::CROSSED, "a deployment is known that nobody kept");
        }
    }
    let gone = store.remove_deployment(&one.id(), &known).await?;
    let again = store.remove_deployment(&one.id(), &known).await?;
    if !gone || again || is_known(store, &one, "known").await? {
        judge.note(&rules::EXPIRED, "a deployment stays after it was removed");
    }
    Ok(())
}

/// What is removed is gone with all that belonged to it.
async fn removed<B: RegistrationStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let (one, other) = (
        registration(ISSUER, "client-1")?,
        registration(ISSUER, "client-2")?,
    );
    add(judge, store, &one).await?;
    add(judge, store, &other).await?;
    store.put_deployment(&one.id(), &deployment("d")?).await?;
    store.put_deployment(&other.id(), &deployment("d")?).await?;
    let gone = store.remove_registration(&one.id()).await?;
    let again = store.remove_registration(&one.id()).await?;
    let found = find(store, ISSUER, Some("client-1")).await?;
    if !gone || again || !matches!(found, Found::Nothing) || is_known(store, &one, "d").await? {
        judge.note(&rules::EXPIRED, "a registration stays after it was removed");
    }
    add(judge, store, &one).await?;
    if is_known(store, &one, "d").await? {
        let message = "a registration that came anew has deployments of an old one";
        judge.note(&rules::EXPIRED, message);
    }
    if !is_known(store, &other, "d").await? {
        judge.note(&rules::LOST, "a removal took a deployment of another along");
    }
    expect_one(judge, store, &other).await
}

/// Page by page, every one comes once and in order.
async fn paged<B: RegistrationStore>(judge: &mut Judge, store: &B) -> Result<(), BackendError> {
    let names = ["a", "a b", "aB", "b", "é"];
    let mut kept = Vec::new();
    for issuer in [ISSUER, OTHER_ISSUER] {
        for name in names {
            let one = registration(issuer, name)?;
            add(judge, store, &one).await?;
            kept.push(one.id());
        }
    }
    kept.sort();
    let first = kept.first().ok_or_else(|| unusable("nothing kept"))?;
    let mut deployments = Vec::new();
    for name in ["1", "10", "2", "A", "a"] {
        store.put_deployment(first, &deployment(name)?).await?;
        deployments.push(deployment(name)?);
    }
    let mut seen: Vec<RegistrationId> = Vec::new();
    for _ in 0..=kept.len() {
        let page = store.registrations(seen.last(), 3).await?;
        if page.is_empty() {
            break;
        }
        seen.extend(page);
    }
    let mut known: Vec<DeploymentId> = Vec::new();
    for _ in 0..=deployments.len() {
        known.extend(store.deployments(first, known.last(), 2).await?);
    }
    if seen != kept || known != deployments {
        judge.note(&rules::PAGES, "pages leave out, repeat or disorder entries");
    }
    Ok(())
}

async fn add<B: RegistrationStore>(
    judge: &mut Judge,
    store: &B,
    registration: &Registration,
) -> Result<(), BackendError> {
    if store.put_registration(registration, None).await? != Put::Done {
        judge.note(&rules::FAILED, "a new registration was refused");
    }
    Ok(())
}

async fn find<B: RegistrationStore>(
    store: &B,
    issuer: &str,
    client: Option<&str>,
) -> Result<Found<std::sync::Arc<Registration>>, BackendError> {
    let issuer = Issuer::new(issuer).map_err(unusable)?;
    let client = client.map(ClientId::new).transpose().map_err(unusable)?;
    store.registration(&issuer, client.as_ref()).await
}

/// The registration must be there, whole.
async fn expect_one<B: RegistrationStore>(
    judge: &mut Judge,
    store: &B,
    kept: &Registration,
) -> Result<(), BackendError> {
    let found = store.registration(kept.issuer(), Some(kept.client_id()));
    match found.await? {
        Found::One(found) if *found == *kept => {}
        Found::One(_) => judge.note(&rules::CHANGED, "another registration came out"),
        Found::Nothing | Found::Several => judge.note(&rules::LOST, "a registration is not there"),
    }
    Ok(())
}

fn is_one(found: &Found<std::sync::Arc<Registration>>, kept: &Registration) -> bool {
    matches!(found, Found::One(found) if **found == *kept)
}

async fn is_known<B: RegistrationStore>(
    store: &B,
    registration: &Registration,
    name: &str,
) -> Result<bool, BackendError> {
    let signed = SignedLaunch::of_kit(registration, deployment(name)?)?;
    Ok(store.deployment(registration, &signed).await? == Deployment::Known)
}

fn deployment(name: &str) -> Result<DeploymentId, BackendError> {
    DeploymentId::new(name).map_err(unusable)
}

fn registration(issuer: &str, client: &str) -> Result<Registration, BackendError> {
    let url = |text| HttpUrl::parse(text).map_err(unusable);
    let made = Registration::new(
        Issuer::new(issuer).map_err(unusable)?,
        ClientId::new(client).map_err(unusable)?,
        url("https://kit.example/authorize?a=1&b=%20")?,
        url("https://tool.example/launch")?,
    );
    let keys = url("https://kit.example/jwks")?;
    let made = made.map_err(unusable)?.with_key_set_url(keys);
    let tokens = url("https://kit.example/token")?;
    let made = made.map_err(unusable)?.with_token_endpoint(tokens);
    Ok(made.map_err(unusable)?.with_token_audience("kit"))
}
