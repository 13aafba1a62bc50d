//! What one kind of event means.

use edu_json::RawJson;
use edu_types::{Iri, IsoDuration, Limits, UuidText};

use super::error::{EventError, EventFault};
use super::event::{Member, Reading};
use super::outcome::Score;
use super::template::ActivityTemplate;
use crate::{Activity, ActivityList, Context, ContextActivities, Extensions, Outcome, Verb};

/// The statement that events of one kind make: verb, object, and which members say the rest.
///
/// A member that an event lacks is left out of its statement, and so is an activity of the context
/// whose id would need it; without the members of the object's id there is no statement.
///
/// ```
/// use xapi_model::events::{ActivityTemplate, Mapping, Score};
/// use xapi_model::vocabulary::{activity_type, verb};
///
/// let quiz = ActivityTemplate::new("https://lms.example/quizzes/{quiz}")?;
/// let course = ActivityTemplate::new("https://lms.example/courses/{course}")?;
/// let graded = Mapping::new(verb::SCORED, quiz.of_type(activity_type::ASSESSMENT))
///     .when("state", "graded")
///     .grouping(course)
///     .registration("attempt_id")
///     .score(Score::raw("points").between(0, "points_possible").scaling())
///     .success("passed")
///     .duration_millis("took");
/// # Ok::<(), xapi_model::events::TemplateError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    pub(super) verb: Verb,
    object: ActivityTemplate,
    conditions: Vec<(Box<str>, Box<str>)>,
    /// In the order of [`ContextActivities::KINDS`].
    context: [Vec<ActivityTemplate>; 4],
    context_extensions: Vec<(Iri, Box<str>)>,
    registration: Option<Box<str>>,
    pub(super) instructor: Option<Box<str>>,
    score: Option<Score>,
    success: Option<Flag>,
    completion: Option<Flag>,
    response: Option<Box<str>>,
    duration: Option<Length>,
    result_extensions: Vec<(Iri, Box<str>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Flag {
    Always(bool),
    Member(Box<str>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Length {
    Iso(Box<str>),
    Millis(Box<str>),
}

impl Mapping {
    /// Who learns did that to the activity.
    pub fn new(verb: impl Into<Verb>, object: ActivityTemplate) -> Self {
        Self {
            verb: verb.into(),
            object,
            conditions: Vec::new(),
            context: [const { Vec::new() }; 4],
            context_extensions: Vec::new(),
            registration: None,
            instructor: None,
            score: None,
            success: None,
            completion: None,
            response: None,
            duration: None,
            result_extensions: Vec::new(),
        }
    }

    /// The same with another verb.
    #[must_use]
    pub fn verb(mut self, verb: impl Into<Verb>) -> Self {
        self.verb = verb.into();
        self
    }

    /// Only where that member has that value; every condition must hold.
    #[must_use]
    pub fn when(mut self, member: impl Into<Box<str>>, value: impl Into<Box<str>>) -> Self {
        self.conditions.push((member.into(), value.into()));
        self
    }

    /// The object is a part of this activity.
    #[must_use]
    pub fn parent(self, activity: ActivityTemplate) -> Self {
        self.beside(0, activity)
    }

    /// The object has to do with this activity, which it is no direct part of.
    #[must_use]
    pub fn grouping(self, activity: ActivityTemplate) -> Self {
        self.beside(1, activity)
    }

    /// The statement is of the kind that this activity stands for, such as a profile.
    #[must_use]
    pub fn category(self, activity: ActivityTemplate) -> Self {
        self.beside(2, activity)
    }

    /// This activity has to do with it otherwise.
    #[must_use]
    pub fn other(self, activity: ActivityTemplate) -> Self {
        self.beside(3, activity)
    }

    fn beside(mut self, kind: usize, activity: ActivityTemplate) -> Self {
        if let Some(activities) = self.context.get_mut(kind) {
            activities.push(activity);
        }
        self
    }

    /// The member has the UUID of the attempt or enrolment.
    #[must_use]
    pub fn registration(mut self, member: impl Into<Box<str>>) -> Self {
        self.registration = Some(member.into());
        self
    }

    /// The member has the name of the account of who taught, where learners have theirs.
    #[must_use]
    pub fn instructor(mut self, member: impl Into<Box<str>>) -> Self {
        self.instructor = Some(member.into());
        self
    }

    /// The member's value becomes that extension of the context.
    #[must_use]
    pub fn context_extension(mut self, name: impl Into<Iri>, member: impl Into<Box<str>>) -> Self {
        self.context_extensions.push((name.into(), member.into()));
        self
    }

    /// Says where the score is.
    #[must_use]
    pub fn score(mut self, score: Score) -> Self {
        self.score = Some(score);
        self
    }

    /// The member says whether the attempt succeeded.
    #[must_use]
    pub fn success(mut self, member: impl Into<Box<str>>) -> Self {
        self.success = Some(Flag::Member(member.into()));
        self
    }

    /// The kind of event alone says whether the attempt succeeded.
    #[must_use]
    pub fn success_is(mut self, success: bool) -> Self {
        self.success = Some(Flag::Always(success));
        self
    }

    /// The member says whether the activity was completed.
    #[must_use]
    pub fn completion(mut self, member: impl Into<Box<str>>) -> Self {
        self.completion = Some(Flag::Member(member.into()));
        self
    }

    /// The kind of event alone says whether the activity was completed.
    #[must_use]
    pub fn completion_is(mut self, completion: bool) -> Self {
        self.completion = Some(Flag::Always(completion));
        self
    }

    /// The member has what the learner answered; see [`interaction`](crate::interaction) for how.
    #[must_use]
    pub fn response(mut self, member: impl Into<Box<str>>) -> Self {
        self.response = Some(member.into());
        self
    }

    /// The member has how long it took, as a duration of ISO 8601.
    #[must_use]
    pub fn duration(mut self, member: impl Into<Box<str>>) -> Self {
        self.duration = Some(Length::Iso(member.into()));
        self
    }

    /// The member has how long it took, as a whole number of milliseconds.
    #[must_use]
    pub fn duration_millis(mut self, member: impl Into<Box<str>>) -> Self {
        self.duration = Some(Length::Millis(member.into()));
        self
    }

    /// The member's value becomes that extension of the result.
    #[must_use]
    pub fn result_extension(mut self, name: impl Into<Iri>, member: impl Into<Box<str>>) -> Self {
        self.result_extensions.push((name.into(), member.into()));
        self
    }

    /// Whether the conditions hold.
    pub(super) fn applies(&self, event: &Reading<'_>) -> Result<bool, EventError> {
        for (name, value) in &self.conditions {
            let member = event.0.member(name)?;
            if member.is_none_or(|member| *member.to_text() != **value) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    pub(super) fn read_object(&self, event: &Reading<'_>) -> Result<Activity, EventError> {
        self.object.fill(event)
    }

    /// The result of an event; `None` where nothing is said of it.
    pub(super) fn read_result(&self, event: &Reading<'_>) -> Result<Option<Outcome>, EventError> {
        let mut result = Outcome::new();
        if let Some(score) = &self.score {
            result.score = score.read(event)?;
        }
        result.success = flag(self.success.as_ref(), event)?;
        result.completion = flag(self.completion.as_ref(), event)?;
        if let Some(member) = &self.response {
            // Who leaves a question blank has answered it so.
            let response = event.any_text(member)?;
            result.response = response.map(|text| edu_types::Personal::new(text.into()));
        }
        result.duration = match &self.duration {
            None => None,
            Some(Length::Iso(member)) => {
                event.read(member, IsoDuration::parse, EventFault::NotDuration)?
            }
            Some(Length::Millis(member)) => {
                let millis = event.read(member, str::parse, |_| EventFault::NotMillis)?;
                millis.map(IsoDuration::from_millis)
            }
        };
        result.extensions = extensions(&self.result_extensions, event)?;
        Ok((result != Outcome::new()).then_some(result))
    }

    /// The context of an event, but for who taught.
    pub(super) fn read_context(&self, event: &Reading<'_>) -> Result<Context, EventError> {
        let mut context = Context::new();
        if let Some(member) = &self.registration {
            context.registration = event.read(member, UuidText::parse, EventFault::NotUuid)?;
        }
        let mut lists = [None, None, None, None];
        for (list, templates) in lists.iter_mut().zip(&self.context) {
            let mut activities = Vec::new();
            for template in templates {
                activities.extend(template.fill_if_there(event)?);
            }
            *list = (!activities.is_empty()).then(|| ActivityList::new(activities));
        }
        let mut activities = ContextActivities::new();
        [
            activities.parent,
            activities.grouping,
            activities.category,
            activities.other,
        ] = lists;
        context.context_activities = (activities != ContextActivities::new()).then_some(activities);
        context.extensions = extensions(&self.context_extensions, event)?;
        Ok(context)
    }
}

fn flag(flag: Option<&Flag>, event: &Reading<'_>) -> Result<Option<bool>, EventError> {
    match flag {
        None => Ok(None),
        Some(Flag::Always(holds)) => Ok(Some(*holds)),
        Some(Flag::Member(member)) => event.truth(member),
    }
}

fn extensions(
    wanted: &[(Iri, Box<str>)],
    event: &Reading<'_>,
) -> Result<Option<Extensions>, EventError> {
    let mut extensions = Extensions::new();
    for (name, member) in wanted {
        if let Some(value) = event.0.member(member)? {
            extensions.insert(name, json(&value));
        }
    }
    Ok((!extensions.members().is_empty()).then_some(extensions))
}

fn json(value: &Member<'_>) -> RawJson {
    let text = value.to_text();
    match value {
        Member::Text(_) => RawJson::string(&text),
        // Both are JSON as they stand.
        Member::Number(_) | Member::Truth(_) => {
            RawJson::new(&text, &Limits::DEFAULT).unwrap_or_else(|_| RawJson::string(&text))
        }
    }
}
