//! The wizard that makes a package of a published course: a form over the options that an edition has.

use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse as _, Response};
use edu_examples::checks::Fields;
use edu_types::{Finding, Limits, Profile};
use maud::{Markup, html};
use scorm_manifest::Edition;
use scorm_manifest::course::Published;
use scorm_manifest::export::options::{edition_by_name, edition_name};
use scorm_manifest::export::{Allowed, Export, ExportOptions, FIELDS, Field, FieldKind, SchemaSet};
use serde_json::{Map, Value};

use super::{Teacher, editor, gone, shown, to_mend};
use crate::Failure;
use crate::campus::Campus;
use crate::own_page::Posted;

/// What the button says that only shows the options of the edition that is chosen.
const SHOW: &str = "show";

/// What is read on the button that the form is for.
const DOWNLOAD: &str = "Download the package";

/// The form, for the edition that the address names.
pub(super) async fn wizard(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let found = campus.authored.find(id).await?;
    let Some(published) = found.and_then(|kept| kept.published) else {
        return Ok(gone());
    };
    let named = query
        .as_deref()
        .and_then(|query| query.strip_prefix("edition="));
    let edition = named.and_then(edition_by_name).unwrap_or(Edition::Scorm12);
    let content = form(id, &published, edition, &Fields::default(), &[]);
    Ok(shown("Export a course", &content))
}

/// The package, or the form: with what is found in it, or for another edition with all that was typed.
pub(super) async fn download(
    _: Teacher,
    State(campus): State<Campus>,
    Path(id): Path<i64>,
    Posted(fields): Posted,
) -> Result<Response, Failure> {
    let found = campus.authored.find(id).await?;
    let Some(published) = found.and_then(|kept| kept.published) else {
        return Ok(gone());
    };
    let edition = edition_by_name(fields.get("edition")).unwrap_or(Edition::Scorm12);
    if fields.get("do") == SHOW {
        let content = form(id, &published, edition, &fields, &[]);
        return Ok(shown("Export a course", &content));
    }
    let strict = Profile::strict();
    let json = chosen(edition, &fields).to_string();
    let planned = ExportOptions::from_slice(json.as_bytes(), &strict, &Limits::DEFAULT)
        .and_then(|read| Export::plan(&published, &read.value, &SchemaSet::new(), &strict));
    let planned = match planned {
        Ok(planned) => planned,
        Err(refused) => {
            let found = refused.report().findings();
            let content = form(id, &published, edition, &fields, found);
            return Ok(to_mend("Export a course", &content));
        }
    };
    let package = campus.authored.package(id, planned).await?;
    Ok(saved(&published, edition, package))
}

/// The package as a file that the browser saves.
fn saved(published: &Published, edition: Edition, package: Vec<u8>) -> Response {
    // Identifiers have only letters, digits, `_`, `-` and `.`.
    let name = published.course().identifier.as_str();
    let edition = edition_name(edition);
    let disposition = format!("attachment; filename=\"{name}-{edition}.zip\"");
    let headers = [
        (CONTENT_TYPE, "application/zip".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, package).into_response()
}

/// The options that were filled in, as JSON.
fn chosen(edition: Edition, fields: &Fields) -> Value {
    let mut options = Map::new();
    for field in FIELDS.iter().filter(|field| field.is_for(edition)) {
        if let Some(value) = value(field, fields) {
            options.insert(field.name.to_owned(), value);
        }
    }
    options.insert("edition".to_owned(), edition_name(edition).into());
    Value::Object(options)
}

/// What was given for one option; what is no number stays text, and is found to be none.
fn value(field: &Field, fields: &Fields) -> Option<Value> {
    let text = fields.get(field.name).trim();
    match field.kind {
        FieldKind::Several(allowed) => {
            let ticked = allowed
                .iter()
                .filter(|one| fields.is_ticked(&tick(field, one)));
            let ticked: Vec<Value> = ticked.map(|one| one.value.into()).collect();
            (!ticked.is_empty()).then_some(Value::Array(ticked))
        }
        _ if text.is_empty() => None,
        FieldKind::Words { .. } => {
            let lines = fields.lines(field.name).map(|(_, line)| line.trim());
            Some(
                lines
                    .filter(|line| !line.is_empty())
                    .map(Value::from)
                    .collect(),
            )
        }
        FieldKind::Share | FieldKind::Number { .. } => {
            let number = serde_json::from_str::<serde_json::Number>(text);
            Some(number.map_or_else(|_| text.into(), Value::Number))
        }
        FieldKind::Flag => Some((text == "yes").into()),
        FieldKind::Choice(_)
        | FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Duration
        | FieldKind::Language
        | _ => Some(text.into()),
    }
}

fn tick(field: &Field, one: &Allowed) -> String {
    format!("{}-{}", field.name, one.value)
}

fn form(
    id: i64,
    published: &Published,
    edition: Edition,
    sent: &Fields,
    findings: &[Finding],
) -> Markup {
    let base = format!("/courses/{id}");
    let options = || FIELDS.iter().filter(|field| field.name != "edition");
    html! {
        p { a href=(base) { "Back to the course" } }
        p { "Version " (published.version().as_str()) " of " strong { (published.course().title) } " for " (edition) "." }
        @if !findings.is_empty() { section .summary role="alert" aria-labelledby="nothing-exported" {
            h2 #nothing-exported { "Nothing was exported" }
            ul .findings { @for one in findings { li { a href={ "#" (option_of(one)) } { (editor::told(one)) } } } }
        } }
        form method="post" action={ (base) "/export" } {
            // The enter key presses the first button of a form. Whoever sees, hears or tabs through it has this one at its end.
            button .unseen type="submit" tabindex="-1" aria-hidden="true" { (DOWNLOAD) }
            p .row {
                label for="edition" { "Edition" }
                select #edition name="edition" { @for one in Edition::ALL {
                    option value=(edition_name(one)) selected[one == edition] { (one) }
                } }
                button .plain type="submit" name="do" value=(SHOW) { "Show the options of this edition" }
            }
            @for field in options() {
                @if field.is_for(edition) { (option(field, sent, findings)) } @else { (carried(field, sent)) }
            }
            button type="submit" { (DOWNLOAD) }
        }
    }
}

/// What was typed for an option that another edition has, for the way back.
fn carried(field: &Field, sent: &Fields) -> Markup {
    let names = if let FieldKind::Several(allowed) = field.kind {
        allowed.iter().map(|one| tick(field, one)).collect()
    } else {
        vec![field.name.to_owned()]
    };
    html! { @for name in &names {
        @if !sent.get(name).is_empty() { input type="hidden" name=(name) value=(sent.get(name)); }
    } }
}

/// The option that a finding is about.
fn option_of(finding: &Finding) -> &str {
    let path = finding.place.path.as_deref().unwrap_or_default();
    path.split('/').nth(1).unwrap_or_default()
}

fn option(field: &Field, sent: &Fields, findings: &[Finding]) -> Markup {
    let name = field.name;
    let hint = html! { (field.help) " Where it is left out: " (field.default) "." };
    let wrong: Vec<&Finding> = findings
        .iter()
        .filter(|one| option_of(one) == name)
        .collect();
    let notes = html! {
        p .hint id={ (name) "-hint" } { (hint) }
        ul .findings id={ (name) "-findings" } { @for one in &wrong { li { (editor::told(one)) } } }
    };
    if let FieldKind::Several(allowed) = field.kind {
        return html! { fieldset id=(name) aria-describedby={ (name) "-hint " (name) "-findings" } { legend { (field.label) } (notes) @for one in allowed {
            label .tick {
                input type="checkbox" name=(tick(field, one)) value="yes" checked[sent.is_ticked(&tick(field, one))];
                " " (one.label)
            }
        } } };
    }
    let invalid = (!wrong.is_empty()).then_some("true");
    html! { div .field { label for=(name) { (field.label) } (notes) (control(field, sent.get(name), invalid)) } }
}

fn control(field: &Field, text: &str, invalid: Option<&str>) -> Markup {
    let name = field.name;
    let hint = format!("{name}-hint {name}-findings");
    let choices: Vec<(&str, &str)> = match field.kind {
        FieldKind::Choice(allowed) => allowed.iter().map(|one| (one.value, one.label)).collect(),
        FieldKind::Flag => vec![("yes", "Yes"), ("no", "No")],
        FieldKind::Words { .. } | FieldKind::LongText { .. } => {
            return html! {
                textarea #(name) name=(name) rows="3" aria-describedby=(hint) aria-invalid=[invalid] { "\n" (text) }
            };
        }
        FieldKind::Several(_)
        | FieldKind::Text { .. }
        | FieldKind::Share
        | FieldKind::Number { .. }
        | FieldKind::Duration
        | FieldKind::Language
        | _ => {
            return html! {
                input #(name) name=(name) value=(text) aria-describedby=(hint) aria-invalid=[invalid];
            };
        }
    };
    html! { select #(name) name=(name) aria-describedby=(hint) aria-invalid=[invalid] {
        option value="" { "As it is" }
        @for (value, label) in choices { option value=(value) selected[value == text] { (label) } }
    } }
}
