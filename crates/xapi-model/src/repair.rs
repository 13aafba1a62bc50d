//! What would mend a statement, told and not done.
//!
//! ```
//! use edu_types::Limits;
//! use xapi_model::repair::{Change, suggest};
//! use xapi_model::{Statement, Version};
//!
//! let sent = br#"{"actor":{"mbox":"ada@school.example"},"verb":{"id":"http://adlnet.gov/expapi/verbs/completed"},
//!     "object":{"id":"https://school.example/lessons/7"},"result":{"score":{"scaled":95}}}"#;
//! let refused = Statement::from_slice(sent, &Version::V2_0.strict(), &Limits::DEFAULT).unwrap_err();
//! let repairs = suggest(sent, refused.report(), &Limits::DEFAULT)?;
//! // Whether 95 means 0.95 or points, only the sender knows: nothing is suggested for it.
//! let [repair] = repairs.as_slice() else { panic!("one suggestion") };
//! assert_eq!((repair.code, repair.pointer.as_str()), ("xapi.agent.mbox", "/actor/mbox"));
//! let Change::Replace(value) = &repair.change else { panic!("another value") };
//! assert_eq!(value.as_str(), r#""mailto:ada@school.example""#);
//!
//! assert!(suggest(b"{", refused.report(), &Limits::DEFAULT).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use edu_json::{JsonError, Kind, Node, RawJson, Tree};
use edu_types::{Finding, Limits, Report, Rule};

use crate::rules;

mod texts;

/// A change of a document that would settle one finding.
///
/// It says the same in the way the standard asks for, as far as anybody can tell who did not write
/// the statement. Nothing here makes the change: a statement that was mended is another one than was
/// sent, so its sender must do it, or agree. Where only the sender knows what was meant, such as an
/// offset that a time lacks, nothing is suggested.
///
/// Spec: xAPI 1.0.3 Part 2 §2.3.1 (statements are immutable); 2.0 §4.2.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Repair {
    /// The rule that the document breaks.
    pub code: &'static str,
    /// The member that would change, as a JSON Pointer.
    pub pointer: String,
    /// What would become of it.
    pub change: Change,
}

/// What would become of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "who makes the change must know each of the three"
)]
pub enum Change {
    /// Another value in its place.
    Replace(RawJson),
    /// Another name for the same value.
    Rename(Box<str>),
    /// It would be left out.
    Remove,
}

/// What would settle the findings of a report on that document, statement or batch, in their order.
///
/// The work is linear in the document for each of the findings, of which a report keeps at most
/// [`Report::CAPACITY`].
///
/// # Errors
///
/// [`JsonError`] where the bytes are no JSON within the limits; that nothing here can mend.
pub fn suggest(bytes: &[u8], report: &Report, limits: &Limits) -> Result<Vec<Repair>, JsonError> {
    let tree = Tree::parse(bytes, limits)?;
    let repair = |finding: &Finding| {
        let pointer = finding.place.path.as_deref()?;
        let change = Member::reach(tree.root(), pointer)?.change(finding.code)?;
        Some(Repair {
            code: finding.code,
            pointer: pointer.to_owned(),
            change,
        })
    };
    Ok(report.findings().iter().filter_map(repair).collect())
}

/// A member of an object, or an item of a list.
struct Member<'t> {
    /// The object or list around it, and the name of that; none for the document.
    around: Node<'t>,
    around_name: String,
    name: String,
    node: Node<'t>,
}

impl<'t> Member<'t> {
    /// What a pointer leads to; `None` for the document itself.
    fn reach(root: Node<'t>, pointer: &str) -> Option<Self> {
        let mut here = Self {
            around: root,
            around_name: String::new(),
            name: String::new(),
            node: root,
        };
        for segment in pointer.strip_prefix('/')?.split('/') {
            let name = segment.replace("~1", "/").replace("~0", "~");
            let node = match here.node.kind() {
                Kind::Array => here.node.items().nth(name.parse().ok()?)?,
                Kind::Object => here.node.get(&name)?,
                Kind::Null | Kind::Bool | Kind::Number | Kind::String => return None,
            };
            // A statement of a batch is named like one that stands alone.
            let in_batch = here.around.kind() == Kind::Array && here.around_name.is_empty();
            here = Self {
                around: here.node,
                around_name: if in_batch { String::new() } else { here.name },
                name,
                node,
            };
        }
        Some(here)
    }

    /// What would settle that this member breaks the rule of that code.
    fn change(&self, code: &str) -> Option<Change> {
        let is = |rule: &Rule| rule.code == code;
        if is(&rules::NULL) || is(&rules::EMPTY_OBJECT) {
            return OPTIONAL.contains(&&*self.name).then_some(Change::Remove);
        }
        if is(&rules::CONTEXT_ACTIVITIES_SINGLE) {
            return raw(&format!("[{}]", self.node.raw())).map(Change::Replace);
        }
        if is(&rules::UNKNOWN) {
            return self.renamed(self.known_name()?.to_owned());
        }
        if is(&rules::EXTENSION_KEY) {
            return self.renamed(texts::iri(&self.name)?);
        }
        if LANGUAGE_MAPS.iter().any(|rule| is(rule))
            && let Some(tag) = texts::language(&self.name)
        {
            return self.renamed(tag);
        }
        let (_, mend) = texts::MENDS.iter().find(|(rule, _)| is(rule))?;
        mend(self.node.as_str()?).map(Change::Replace)
    }

    /// The name of a member that its object may have, in the case the standard writes it.
    fn known_name(&self) -> Option<&'static str> {
        let (_, names) = MEMBERS
            .iter()
            .find(|(around, _)| around.contains(&&*self.around_name))?;
        let known = names
            .iter()
            .find(|known| known.eq_ignore_ascii_case(&self.name));
        known.copied()
    }

    /// Another name, unless there is a member of that name.
    fn renamed(&self, name: String) -> Option<Change> {
        let is_free = self.around.get(&name).is_none();
        is_free.then(|| Change::Rename(name.into()))
    }
}

/// The text of a value, where it is JSON.
fn raw(text: &str) -> Option<RawJson> {
    RawJson::new(text, &Limits::DEFAULT).ok()
}

/// Rules that a language map breaks by the name of a member.
static LANGUAGE_MAPS: &[&Rule] = &[
    &rules::VERB_DISPLAY,
    &rules::ACTIVITY_NAME,
    &rules::ACTIVITY_DESCRIPTION,
    &rules::COMPONENT_DESCRIPTION,
    &rules::ATTACHMENT_DISPLAY,
    &rules::ATTACHMENT_DESCRIPTION,
];

/// Members that no object must have.
static OPTIONAL: &[&str] = &[
    "result",
    "context",
    "timestamp",
    "stored",
    "authority",
    "version",
    "attachments",
    "definition",
    "extensions",
    "description",
    "moreInfo",
    "score",
    "success",
    "completion",
    "response",
    "duration",
    "scaled",
    "raw",
    "min",
    "max",
    "registration",
    "instructor",
    "team",
    "contextActivities",
    "contextAgents",
    "contextGroups",
    "revision",
    "platform",
    "language",
    "parent",
    "grouping",
    "category",
    "other",
    "relevantTypes",
    "fileUrl",
];

/// Members of the objects that stand under these names; those of a statement under none.
static MEMBERS: &[(&[&str], &[&str])] = &[
    (
        &[""],
        &[
            "id",
            "actor",
            "verb",
            "object",
            "result",
            "context",
            "timestamp",
            "stored",
            "authority",
            "version",
            "attachments",
        ],
    ),
    (
        &["actor", "authority", "instructor", "team", "agent", "group"],
        &[
            "objectType",
            "name",
            "mbox",
            "mbox_sha1sum",
            "openid",
            "account",
        ],
    ),
    (&["account"], &["homePage", "name"]),
    (&["verb"], &["id", "display"]),
    (&["object"], &["objectType", "id", "definition"]),
    (
        &["definition"],
        &[
            "name",
            "description",
            "type",
            "moreInfo",
            "extensions",
            "interactionType",
            "correctResponsesPattern",
            "choices",
            "scale",
            "source",
            "target",
            "steps",
        ],
    ),
    (
        &["result"],
        &[
            "score",
            "success",
            "completion",
            "response",
            "duration",
            "extensions",
        ],
    ),
    (&["score"], &["scaled", "raw", "min", "max"]),
    (
        &["context"],
        &[
            "registration",
            "instructor",
            "team",
            "contextActivities",
            "revision",
            "platform",
            "language",
            "statement",
            "extensions",
        ],
    ),
    (&["contextActivities"], &crate::ContextActivities::KINDS),
];
