//! Statements that are made here, and cannot be made wrong.
//!
//! ```
//! use edu_types::{Decimal, LanguageMap};
//! use xapi_model::vocabulary::verb;
//! use xapi_model::{Activity, Agent, Score, Statement, Verb, Version};
//!
//! let ada = Agent::account("https://school.example/", "4711")?;
//! let quiz = Activity::identified("https://school.example/quizzes/7")?
//!     .named(LanguageMap::from_pairs([("en", "Fractions"), ("de", "Brüche")])?);
//! let built = Statement::builder(ada, Verb::known(verb::PASSED)?, quiz)
//!     .score(Score::points(Decimal::from(9), Decimal::from(0), Decimal::from(10))?)
//!     .success(true)
//!     .build(Version::V2_0)?;
//! assert!(built.report.is_valid());
//! let statement = built.value;
//! assert!(String::from_utf8(statement.to_bytes().into_owned())?.contains(r#""raw":9"#));
//!
//! // What a statement may not say, none is made of.
//! let (ada, ben) = (Agent::mbox("mailto:ada@a.example")?, Agent::mbox("mailto:ben@a.example")?);
//! let refused = Statement::builder(ada, Verb::known(verb::VOIDED)?, ben)
//!     .platform("Example")
//!     .build(Version::V1_0_3)
//!     .unwrap_err();
//! let codes: Vec<_> = refused.report().findings().iter().map(|one| one.code).collect();
//! assert_eq!(codes, ["xapi.voiding.object", "xapi.context.platform_object"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Spec: xAPI 1.0.3 Part 2 §2; 2.0 §4.2.

use edu_json::{Checked, Document, RawJson, Refused, ToJson as _};
use edu_types::{Iri, IsoDuration, LanguageTag, Limits, Personal, Timestamp, UuidText};

use crate::{
    Activity, ActivityList, Actor, Attachment, Context, ContextActivities, ContextAgent,
    ContextGroup, Extensions, Group, Object, Outcome, Score, Statement, StatementRef, Verb,
    Version,
};

/// A statement in the making; [`StatementBuilder::build`] judges it.
///
/// A setter replaces what was set before; those named after one of several, such as
/// [`StatementBuilder::parent`], add to it.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct StatementBuilder(Statement);

impl Statement {
    /// Begins a statement with what each must have.
    pub fn builder(
        actor: impl Into<Actor>,
        verb: impl Into<Verb>,
        object: impl Into<Object>,
    ) -> StatementBuilder {
        StatementBuilder(Self::new(actor.into(), verb.into(), object.into()))
    }
}

impl StatementBuilder {
    /// Judges the statement by every rule of that version, as if it had come from outside within
    /// the default limits. The document holds the bytes that were judged.
    ///
    /// # Errors
    ///
    /// [`Refused`] with every finding, where one has error weight.
    pub fn build(self, version: Version) -> Result<Checked<Document<Statement>>, Refused> {
        let text = self.0.to_json_string();
        Document::from_slice(text.as_bytes(), &version.strict(), &Limits::DEFAULT)
    }

    /// What tells the statement from all others; a store gives one to a statement without.
    pub const fn id(mut self, id: UuidText) -> Self {
        self.0.id = Some(id);
        self
    }

    /// When it happened.
    pub fn timestamp(mut self, timestamp: Timestamp) -> Self {
        self.0.timestamp = Some(timestamp.into());
        self
    }

    /// Who vouches for it; stores mostly put their own word in its place.
    pub fn authority(mut self, authority: impl Into<Actor>) -> Self {
        self.0.authority = Some(Box::new(authority.into()));
        self
    }

    /// The version by which it says it was made.
    pub fn version(mut self, version: impl Into<Box<str>>) -> Self {
        self.0.version = Some(version.into());
        self
    }

    /// One more file that belongs to it.
    pub fn attachment(mut self, attachment: Attachment) -> Self {
        self.0.attachments.get_or_insert_default().push(attachment);
        self
    }

    /// How it went, as a whole.
    pub fn result(mut self, result: Outcome) -> Self {
        self.0.result = Some(result);
        self
    }

    /// How well it went.
    pub fn score(mut self, score: Score) -> Self {
        self.outcome().score = Some(score);
        self
    }

    /// Whether the attempt succeeded.
    pub fn success(mut self, success: bool) -> Self {
        self.outcome().success = Some(success);
        self
    }

    /// Whether the activity was completed.
    pub fn completion(mut self, completion: bool) -> Self {
        self.outcome().completion = Some(completion);
        self
    }

    /// What the actor answered; [`Response`](crate::interaction::Response) writes it as the
    /// interaction asks for.
    pub fn response(mut self, response: impl Into<Box<str>>) -> Self {
        self.outcome().response = Some(Personal::new(response.into()));
        self
    }

    /// How long it took.
    pub fn duration(mut self, duration: IsoDuration) -> Self {
        self.outcome().duration = Some(duration);
        self
    }

    /// One more thing that is said of the result beyond the standard.
    pub fn result_extension(mut self, name: &Iri, value: RawJson) -> Self {
        let extensions = &mut self.outcome().extensions;
        extensions
            .get_or_insert_with(Extensions::new)
            .insert(name, value);
        self
    }

    /// Where and with whom it happened, as a whole.
    pub fn context(mut self, context: Context) -> Self {
        self.0.context = Some(Box::new(context));
        self
    }

    /// The attempt or enrolment that statements of one kind share.
    pub fn registration(mut self, registration: UuidText) -> Self {
        self.surroundings().registration = Some(registration);
        self
    }

    /// Who taught.
    pub fn instructor(mut self, instructor: impl Into<Actor>) -> Self {
        self.surroundings().instructor = Some(instructor.into());
        self
    }

    /// With whom the actor worked.
    pub fn team(mut self, team: Group) -> Self {
        self.surroundings().team = Some(team);
        self
    }

    /// One more agent, and what they are to the statement. Since 2.0.
    pub fn context_agent(mut self, agent: ContextAgent) -> Self {
        let agents = &mut self.surroundings().context_agents;
        agents.get_or_insert_default().push(agent);
        self
    }

    /// One more group, and what it is to the statement. Since 2.0.
    pub fn context_group(mut self, group: ContextGroup) -> Self {
        let groups = &mut self.surroundings().context_groups;
        groups.get_or_insert_default().push(group);
        self
    }

    /// One more activity that the object is a part of, directly.
    pub fn parent(mut self, activity: Activity) -> Self {
        add(&mut self.related().parent, activity);
        self
    }

    /// One more activity that the object is related to, indirectly.
    pub fn grouping(mut self, activity: Activity) -> Self {
        add(&mut self.related().grouping, activity);
        self
    }

    /// One more activity that the statement is an instance of, such as a profile.
    pub fn category(mut self, activity: Activity) -> Self {
        add(&mut self.related().category, activity);
        self
    }

    /// One more activity that the statement has to do with otherwise.
    pub fn other(mut self, activity: Activity) -> Self {
        add(&mut self.related().other, activity);
        self
    }

    /// Revision of the activity; only where the object is one.
    pub fn revision(mut self, revision: impl Into<Box<str>>) -> Self {
        self.surroundings().revision = Some(revision.into());
        self
    }

    /// Platform on which it happened; only where the object is an activity.
    pub fn platform(mut self, platform: impl Into<Box<str>>) -> Self {
        self.surroundings().platform = Some(platform.into());
        self
    }

    /// Language in which it happened.
    pub fn language(mut self, language: LanguageTag) -> Self {
        self.surroundings().language = Some(language);
        self
    }

    /// Another statement that gives this one its meaning.
    pub fn context_statement(mut self, id: UuidText) -> Self {
        self.surroundings().statement = Some(StatementRef::new(id));
        self
    }

    /// One more thing that is said of the context beyond the standard.
    pub fn context_extension(mut self, name: &Iri, value: RawJson) -> Self {
        let extensions = &mut self.surroundings().extensions;
        extensions
            .get_or_insert_with(Extensions::new)
            .insert(name, value);
        self
    }

    fn outcome(&mut self) -> &mut Outcome {
        self.0.result.get_or_insert_with(Outcome::new)
    }

    fn surroundings(&mut self) -> &mut Context {
        let context = &mut self.0.context;
        context.get_or_insert_with(|| Box::new(Context::new()))
    }

    fn related(&mut self) -> &mut ContextActivities {
        let activities = &mut self.surroundings().context_activities;
        activities.get_or_insert_with(ContextActivities::new)
    }
}

fn add(list: &mut Option<ActivityList>, activity: Activity) {
    match list {
        Some(list) => list.items.push(activity),
        None => *list = Some(activity.into()),
    }
}
