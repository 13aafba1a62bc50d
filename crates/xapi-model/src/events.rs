//! A host's own events become statements: by a map that the host writes once.
//!
//! A host has events already: a lesson was finished, a quiz graded. An [`EventMap`] says for each
//! kind of event which verb it is, which activity it is about, and which members carry score,
//! duration and the like. What it makes is the same whenever and wherever it runs: nothing is read
//! from a clock or drawn at random, and the id of a statement follows from tenant, event and attempt
//! ([`statement_id`]), so that an event that is replayed makes the statement that a store has
//! already. Events of other kinds make nothing, and members that are absent are left out: nothing is
//! made up.
//!
//! ```
//! use edu_json::Tree;
//! use edu_types::{Iri, Limits};
//! use xapi_model::events::{ActivityTemplate, Envelope, EventMap, Mapping, Score};
//! use xapi_model::vocabulary::{activity_type, verb};
//!
//! let people = Iri::new("https://lms.example/people")?;
//! let lesson = ActivityTemplate::new("https://lms.example/lessons/{lesson}")?;
//! let course = ActivityTemplate::new("https://lms.example/courses/{course}")?;
//! let map = EventMap::new(Envelope::new("type", "id", people, "user").time("at")).with(
//!     "lesson.completed",
//!     Mapping::new(verb::COMPLETED, lesson.of_type(activity_type::LESSON))
//!         .parent(course)
//!         .completion_is(true)
//!         .score(Score::raw("points").between(0, 100)),
//! );
//!
//! let event = br#"{"type":"lesson.completed","id":"17","user":"u-3","at":"2026-03-01T10:00:00Z",
//!                  "lesson":"fractions","points":83.5}"#;
//! let event = Tree::parse(event, &Limits::DEFAULT)?;
//! let statement = map.statement("school-1", &event.root())?.expect("a kind that is known");
//! let object = statement.activity().map(|activity| activity.id.as_str());
//! assert_eq!(object, Some("https://lms.example/lessons/fractions"));
//! assert_eq!(map.statement("school-1", &event.root())?, Some(statement));
//!
//! let click = Tree::parse(br#"{"type":"page.clicked","id":"18"}"#, &Limits::DEFAULT)?;
//! assert_eq!(map.statement("school-1", &click.root())?, None);
//!
//! let torn = Tree::parse(br#"{"type":"lesson.completed","id":"19"}"#, &Limits::DEFAULT)?;
//! let error = map.statement("school-1", &torn.root()).unwrap_err();
//! assert_eq!(error.to_string(), "member `user` is missing");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`map`] | [`EventMap`]: kinds of events and what they mean; [`Envelope`]: what all events have |
//! | [`mapping`] | [`Mapping`]: the statement of one kind |
//! | [`outcome`] | [`Score`] and [`Bound`]: how it went, in numbers |
//! | [`template`] | [`ActivityTemplate`] and [`IriTemplate`]: addresses with places for members |
//! | [`event`] | [`Event`] and [`Member`]: how events of any form are read |
//! | [`id`] | [`statement_id`] |
//! | [`error`](mod@error) | [`EventError`]: which member keeps an event from becoming a statement |

pub mod error;
pub mod event;
pub mod id;
pub mod map;
pub mod mapping;
pub mod outcome;
pub mod template;

pub use error::{EventError, EventFault, TemplateError};
pub use event::{Event, Member};
pub use id::statement_id;
pub use map::{Envelope, EventMap};
pub use mapping::Mapping;
pub use outcome::{Bound, Score};
pub use template::{ActivityTemplate, IriTemplate};
