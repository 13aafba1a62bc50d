//! What happens on the campus, and which statements it makes.
//!
//! People are told of by the id that tools know them by, never by name or address.

use edu_types::{Iri, LanguageTag, Timestamp};
use lti_core::ags::{ActivityProgress, Column, GradingProgress, Score as Given};
use lti_core::{Claims, ClientId, MessageHint, ServiceContext, Subject};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use xapi_model::events::{ActivityTemplate, Envelope, EventMap, Mapping, Score};
use xapi_model::vocabulary::{activity_streams, activity_type, verb};

use super::in_utc;
use crate::Failure;

/// The campus as statements name it, and the home of its people's accounts: without its port,
/// which may be another next time.
pub(crate) const HOME: &str = "http://lms.localhost";

/// One thing that happened, as an event; the same however often it is told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Happening(Value);

impl Happening {
    /// A tool was given the message that lets a person in.
    pub(crate) fn launched(
        claims: &Claims,
        hint: &MessageHint,
        person: &str,
        at: &Timestamp,
    ) -> Self {
        let link = claims.resource_link.as_ref();
        let mut event = event("tool.launched", &digest(hint.as_str()), person, at);
        // To pick content is to open the tool, and no link of the course.
        set(
            &mut event,
            "of",
            Some(if link.is_some() { "link" } else { "tool" }),
        );
        set(&mut event, "link", link.map(|link| link.id.as_str()));
        set(
            &mut event,
            "title",
            link.and_then(|link| link.title.as_deref()),
        );
        set(
            &mut event,
            "tool",
            claims.audience.clients().first().map(ClientId::as_str),
        );
        set(&mut event, "visit", visit_of(claims));
        Self(event)
    }

    /// Somebody came back from a launch, told by its event.
    pub(super) fn left(begun: &str, visit: &str, at: &Timestamp) -> Option<Self> {
        let mut event: Value = serde_json::from_str(begun).ok()?;
        set(&mut event, "type", Some("tool.left"));
        set(
            &mut event,
            "id",
            Some(&*format!("tool.left/{}", digest(visit))),
        );
        set(&mut event, "at", Some(&*in_utc(at)));
        event.as_object_mut()?.remove("visit");
        Some(Self(event))
    }

    /// Somebody put a thing of a tool into the course, where it stands under that link.
    pub(crate) fn added(
        link: &str,
        title: Option<&str>,
        tool: &str,
        (person, at): (&str, &Timestamp),
    ) -> Self {
        let mut event = event("content.added", link, person, at);
        set(&mut event, "link", Some(link));
        set(&mut event, "title", title);
        set(&mut event, "tool", Some(tool));
        Self(event)
    }

    /// A tool gave a person final points; `None` where it gave none, or they are not final.
    pub(super) fn graded(of: &ServiceContext, column: &Column, given: &Given) -> Option<Self> {
        let points = given.points.as_ref()?;
        if given.grading_progress != GradingProgress::FullyGraded {
            return None;
        }
        let (client, item) = (of.client_id.as_str(), column.id.as_str());
        let (raw, maximum) = (points.given(), points.maximum().as_decimal());
        let id = grade_id(of, item, given, (raw.as_str(), maximum.as_str()))?;
        let mut event = event("grade.given", &id, given.user_id.as_str(), &given.timestamp);
        let link = column.line_item.resource_link_id.as_ref();
        let (of, value) = match link {
            Some(link) => ("link", link.as_str().to_owned()),
            None => ("column", format!("{client}/{item}")),
        };
        set(&mut event, "of", Some(of));
        set(&mut event, of, Some(&*value));
        set(&mut event, "title", Some(column.line_item.label.as_str()));
        set(&mut event, "tool", Some(client));
        set(&mut event, "points", Some(raw.as_str()));
        // Above it they are extra credit, which a score between bounds cannot be.
        set(
            &mut event,
            "maximum",
            (raw <= maximum).then(|| maximum.as_str()),
        );
        set(
            &mut event,
            "grader",
            given.scoring_user_id.as_ref().map(Subject::as_str),
        );
        if given.activity_progress == ActivityProgress::Completed {
            event
                .as_object_mut()?
                .insert("completed".to_owned(), Value::Bool(true));
        }
        Some(Self(event))
    }

    /// What tells it from all others.
    pub(super) fn name(&self) -> &str {
        self.text("id")
    }

    /// Whose doing it was.
    pub(super) fn person(&self) -> &str {
        self.text("person")
    }

    /// What the person comes back by, where it is a launch they can come back from.
    pub(super) fn visit(&self) -> Option<&str> {
        self.0.get("visit").and_then(Value::as_str)
    }

    /// The event as text.
    pub(super) fn event(&self) -> String {
        self.0.to_string()
    }

    fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// All that tells one score from another: sent again, it is the same.
fn grade_id(
    of: &ServiceContext,
    item: &str,
    given: &Given,
    (raw, maximum): (&str, &str),
) -> Option<String> {
    let parts = [
        of.client_id.as_str(),
        of.deployment_id.as_str(),
        of.context_id.as_str(),
        item,
        given.user_id.as_str(),
        &in_utc(&given.timestamp),
        raw,
        maximum,
    ];
    Some(digest(&serde_json::to_string(&parts).ok()?))
}

/// An event with the members that all have.
fn event(kind: &str, id: &str, person: &str, at: &Timestamp) -> Value {
    json!({
        "type": kind,
        "id": format!("{kind}/{id}"),
        "person": person,
        "at": in_utc(at),
        "course": "drawing-1",
    })
}

fn set(event: &mut Value, name: &str, value: Option<&str>) {
    if let (Some(members), Some(value)) = (
        event.as_object_mut(),
        value.filter(|value| !value.is_empty()),
    ) {
        members.insert(name.to_owned(), Value::String(value.to_owned()));
    }
}

/// What a person comes back by, out of the address that the tool was given for that.
fn visit_of(claims: &Claims) -> Option<&str> {
    let shown = claims.launch_presentation.as_ref()?;
    let address = shown.return_url.as_ref()?.as_str();
    address.rsplit_once("/returned/").map(|(_, visit)| visit)
}

fn digest(text: &str) -> String {
    format!(
        "{:x}",
        axum::body::Bytes::copy_from_slice(&Sha256::digest(text))
    )
}

/// What these events mean as statements.
pub(super) fn map() -> Result<EventMap, Failure> {
    let envelope = Envelope::new("type", "id", Iri::new(HOME)?, "person")
        .time("at")
        .platform("Campus");
    let english = || LanguageTag::parse("en");
    let at = |path: &str| ActivityTemplate::new(&format!("{HOME}/{path}"));
    let course = at("courses/{course}")?
        .of_type(activity_type::COURSE)
        .named("Drawing", english()?);
    let tool = at("tools/{tool}")?.of_type(activity_streams::activity_type::APPLICATION);
    let link = at("links/{link}")?
        .of_type(activity_type::LINK)
        .named_by("title", english()?);
    // A grade names its column, which is not the name of the link.
    let graded_link = at("links/{link}")?.of_type(activity_type::LINK);
    let column = at("columns/{column}")?
        .of_type(activity_type::ASSESSMENT)
        .named_by("title", english()?);
    let about = |verb, object: &ActivityTemplate| {
        Mapping::new(verb, object.clone())
            .parent(course.clone())
            .other(tool.clone())
    };
    let graded = |object: &ActivityTemplate| {
        about(verb::SCORED, object)
            .score(Score::raw("points").between(0, "maximum").scaling())
            .completion("completed")
            .instructor("grader")
    };
    let picking = |verb| Mapping::new(verb, tool.clone()).parent(course.clone());
    let of = |mapping: Mapping, what: &str| mapping.when("of", what);
    Ok(EventMap::new(envelope)
        .with("tool.launched", of(about(verb::LAUNCHED, &link), "link"))
        .with("tool.launched", of(picking(verb::LAUNCHED), "tool"))
        .with("tool.left", of(about(verb::EXITED, &link), "link"))
        .with("tool.left", of(picking(verb::EXITED), "tool"))
        .with("content.added", about(activity_streams::verb::ADD, &link))
        .with("grade.given", of(graded(&graded_link), "link"))
        .with("grade.given", of(graded(&column), "column")))
}
