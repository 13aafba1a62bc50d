//! Adding and changing a platform.

mod form;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use edu_examples::checks::{
    Checked, Fields, Findings, KnownPlatforms, PlatformForm, platform as check_platform,
};
use edu_examples::kinds::Kind;
use edu_jose::KeyChoice;
use edu_json::ToJson as _;
use lti_core::{Put, Registration};

use self::form::Form;
use super::{Administrator, address_of, platform_of, shown};
use crate::Failure;
use crate::admin::{gone, typing};
use crate::own_page::Posted;
use crate::pages::{Site, refusal};
use crate::platforms::MOST_PLATFORMS;
use crate::workbench::Workbench;

/// What people call the platforms of a profile.
pub(super) fn kind_name(profile: &str) -> &'static str {
    Kind::named(profile).map_or("any platform, to the letter", |kind| kind.label)
}

/// An empty form, with what is usual for the kind of platform that was chosen.
pub(super) async fn new(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    let query = Fields::new(query);
    let kind = Kind::named(query.get("kind"));
    let profile = kind.map_or("strict", |kind| kind.profile);
    let issuer = kind.and_then(|kind| kind.issuer).unwrap_or_default();
    let fields = Fields::default()
        .with("profile", profile)
        .with("issuer", issuer);
    Form::new(&workbench, &fields, &Findings::new(), None).page(StatusCode::OK)
}

/// Registers a platform.
pub(super) async fn add(
    _: Administrator,
    State(workbench): State<Workbench>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let taken = workbench.platforms().names().await?;
    if taken.len() >= MOST_PLATFORMS {
        let sentence = "The tool has room for no further platform. Remove one first.";
        return Ok(refusal(
            Site::Tool,
            StatusCode::CONFLICT,
            "No room",
            sentence,
        ));
    }
    let launch = workbench.launch_address()?;
    let (fields, checked) = check_platform(fields, &launch, KnownPlatforms::New(&taken));
    let Some(PlatformForm {
        registration,
        deployment,
    }) = checked.value
    else {
        let form = Form::new(&workbench, &fields, &checked.findings, None);
        return Ok(form.page(StatusCode::UNPROCESSABLE_ENTITY));
    };
    let (id, platforms) = (registration.id(), workbench.platforms());
    if platforms.put(&registration, None).await? == Put::Changed {
        // Somebody took the name between the check and now: checked again, the form says so.
        let taken = platforms.names().await?;
        let (fields, again) = check_platform(fields, &launch, KnownPlatforms::New(&taken));
        let form = Form::new(&workbench, &fields, &again.findings, None);
        return Ok(form.page(StatusCode::CONFLICT));
    }
    if let Some(deployment) = deployment {
        platforms.install(&id, &deployment).await?;
    }
    Ok(Redirect::to(&address_of(&id, "", "added")).into_response())
}

/// The form of a platform, with what is kept of it.
pub(super) async fn open(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let Some(kept) = platform_of(&workbench, &Fields::new(query)).await? else {
        return Ok(gone(Site::Tool));
    };
    let fields = written(&kept);
    Ok(Form::new(&workbench, &fields, &Findings::new(), Some(&kept)).page(StatusCode::OK))
}

/// A platform as its form says it.
fn written(kept: &Registration) -> Fields {
    let url = kept.key_set_url().map(AsRef::as_ref);
    let token = kept.token_endpoint().map(AsRef::as_ref);
    let fields = Fields::default()
        .with("authorization", kept.authorization_endpoint().as_str())
        .with("profile", kept.profile().name())
        .with("token", token.unwrap_or_default())
        .with("key_set_url", url.unwrap_or_default());
    let fields = match kept.keys() {
        Some(keys) => fields.with("keys", keys.to_json_string()),
        None => fields,
    };
    match kept.key_choice() {
        KeyChoice::SoleKey => fields.with("sole_key", "yes"),
        KeyChoice::KeyIdRequired => fields,
    }
}

/// Changes a platform, if it still is what the form was made from.
pub(super) async fn save(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let query = Fields::new(query);
    let Some(kept) = platform_of(&workbench, &query).await? else {
        return Ok(gone(Site::Tool));
    };
    let (id, launch) = (kept.id(), workbench.launch_address()?);
    let current = fields.get("shown") == shown(&kept);
    let (fields, checked) = check_platform(fields, &launch, KnownPlatforms::Changed(&kept));
    let Checked { findings, value } = checked;
    if !current {
        return Ok(Form::new(&workbench, &fields, &findings, Some(&kept)).overtaken());
    }
    let Some(form) = value else {
        let form = Form::new(&workbench, &fields, &findings, Some(&kept));
        return Ok(form.page(StatusCode::UNPROCESSABLE_ENTITY));
    };
    if workbench
        .platforms()
        .put(&form.registration, Some(&kept))
        .await?
        == Put::Changed
    {
        return Ok(match platform_of(&workbench, &query).await? {
            Some(kept) => Form::new(&workbench, &fields, &findings, Some(&kept)).overtaken(),
            None => gone(Site::Tool),
        });
    }
    if let Some(before) = kept.key_set_url()
        && form.registration.key_set_url() != Some(before)
    {
        workbench.keys().forget(before);
    }
    Ok(Redirect::to(&address_of(&id, "", "saved")).into_response())
}

/// What is found in a form while somebody types; keeps nothing.
pub(super) async fn check(
    _: Administrator,
    State(workbench): State<Workbench>,
    Query(query): Query<Vec<(String, String)>>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let kept = platform_of(&workbench, &Fields::new(query)).await?;
    let taken = workbench.platforms().names().await?;
    let known = match &kept {
        Some(kept) => KnownPlatforms::Changed(kept),
        None => KnownPlatforms::New(&taken),
    };
    let (_, checked) = check_platform(fields, &workbench.launch_address()?, known);
    Ok(typing::answer(&checked.findings))
}
