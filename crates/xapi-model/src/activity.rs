//! Something that was done or experienced.

use edu_json::{
    Extra, FromJson, JsonWriter, Kind, Node, Reader, Slot, ToJson, json_object, json_wire,
};
use edu_types::{Iri, IriError, LanguageMap};

use crate::interaction::{
    ComponentList, InteractionType, Response, first_repeated, has_white_space,
};
use crate::object_type::ObjectType;
use crate::{Extensions, rules};

/// Something an actor interacted with: a course, a video, a question, a meeting.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Activity {
    /// Whether `objectType` is written; it need not be.
    pub is_typed: bool,
    /// What tells this activity from all others; compared byte for byte.
    pub id: Iri,
    /// What the activity is.
    pub definition: Option<Box<ActivityDefinition>>,
    /// Members that the standard does not name, in arrival order; empty in what was judged strictly.
    pub extra: Extra,
}

json_object! {
    /// What an activity is: its names, its type, and what may be answered where it is a question.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3.
    pub struct ActivityDefinition {
        optional {
            /// Name for people to read.
            name: LanguageMap = "name" => &rules::ACTIVITY_NAME,
            /// What it is, for people to read.
            description: LanguageMap = "description" => &rules::ACTIVITY_DESCRIPTION,
            /// What kind of activity it is.
            activity_type: Iri = "type" => &rules::ACTIVITY_TYPE,
            /// Where people can read more, or start it.
            more_info: Iri = "moreInfo" => &rules::ACTIVITY_MORE_INFO,
            /// What is said beyond the standard.
            extensions: Extensions = "extensions" => &rules::EXTENSIONS,
            /// What kind of question it is.
            interaction_type: InteractionType = "interactionType" => &rules::INTERACTION_TYPE,
            /// Responses that are right, each a pattern; none at all means that nothing is.
            correct_responses_pattern: Vec<Box<str>> =
                "correctResponsesPattern" => &rules::PATTERNS,
            /// What can be chosen, or put in order.
            choices: Vec<Component> = "choices" => &rules::COMPONENTS,
            /// What can be answered on a scale.
            scale: Vec<Component> = "scale" => &rules::COMPONENTS,
            /// What can be matched with a target.
            source: Vec<Component> = "source" => &rules::COMPONENTS,
            /// What a source can be matched with.
            target: Vec<Component> = "target" => &rules::COMPONENTS,
            /// What is to be performed.
            steps: Vec<Component> = "steps" => &rules::COMPONENTS,
        }
        judged by interaction_holds;
    }
}
json_wire!(ActivityDefinition, &rules::MEMBER_RULES);

json_object! {
    /// One of the things a question offers.
    ///
    /// Spec: xAPI 1.0.3 Part 2 §2.4.4.1; 2.0 §4.2.2.3.
    pub struct Component {
        required {
            /// What responses name it by; distinct within its list.
            id: Box<str> = "id" => &rules::COMPONENT_ID,
        }
        optional {
            /// What people read.
            description: LanguageMap = "description" => &rules::COMPONENT_DESCRIPTION,
        }
    }
}

impl Activity {
    /// An activity with nothing but its id.
    pub const fn new(id: Iri) -> Self {
        Self {
            is_typed: false,
            id,
            definition: None,
            extra: Extra::new(),
        }
    }

    /// An activity with nothing but its id.
    ///
    /// # Errors
    ///
    /// [`IriError`] where the id is no IRI.
    pub fn identified(id: impl Into<Box<str>>) -> Result<Self, IriError> {
        Ok(Self::new(Iri::new(id)?))
    }

    /// The activity with a name for people to read.
    #[must_use]
    pub fn named(mut self, name: LanguageMap) -> Self {
        self.definition().name = Some(name);
        self
    }

    /// The activity with what it is, for people to read.
    #[must_use]
    pub fn described(mut self, description: LanguageMap) -> Self {
        self.definition().description = Some(description);
        self
    }

    /// The activity with what kind it is, such as one of
    /// [`vocabulary::activity_type`](crate::vocabulary::activity_type).
    ///
    /// # Errors
    ///
    /// [`IriError`] where the type is no IRI.
    pub fn of_type(mut self, activity_type: impl Into<Box<str>>) -> Result<Self, IriError> {
        self.definition().activity_type = Some(Iri::new(activity_type)?);
        Ok(self)
    }

    /// The activity with a definition in place of what was said of it.
    #[must_use]
    pub fn defined(mut self, definition: ActivityDefinition) -> Self {
        self.definition = Some(Box::new(definition));
        self
    }

    fn definition(&mut self) -> &mut ActivityDefinition {
        let definition = &mut self.definition;
        definition.get_or_insert_with(|| Box::new(ActivityDefinition::new()))
    }

    /// Reads an object whose type is known to be that of an activity.
    pub(crate) fn read<'t>(
        node: Node<'t>,
        reader: &mut Reader<'_, 't>,
        is_typed: bool,
    ) -> Option<Self> {
        let rule = Some(&rules::ACTIVITY_ID);
        let (mut id, mut definition) = (Slot::Absent, Slot::Absent);
        let mut extra = Extra::new();
        for (name, member) in reader.members(node)? {
            match name {
                "id" => id = reader.slot(name, member, rule),
                "definition" => {
                    definition = reader.optional_slot(name, member, Some(&rules::DEFINITION));
                }
                ObjectType::NAME => {}
                _ => reader.without_slot(name, member, &mut extra),
            }
        }
        let id = id.required(reader, node, "id", rule);
        Some(Self {
            is_typed,
            id: id?,
            definition: definition.optional()?,
            extra,
        })
    }
}

impl ActivityDefinition {
    /// The components of one list, where it is given.
    pub fn components(&self, list: ComponentList) -> Option<&[Component]> {
        match list {
            ComponentList::Choices => self.choices.as_deref(),
            ComponentList::Scale => self.scale.as_deref(),
            ComponentList::Source => self.source.as_deref(),
            ComponentList::Target => self.target.as_deref(),
            ComponentList::Steps => self.steps.as_deref(),
        }
    }

    /// Whether it has a member that only questions have.
    const fn is_question(&self) -> bool {
        self.correct_responses_pattern.is_some()
            || self.choices.is_some()
            || self.scale.is_some()
            || self.source.is_some()
            || self.target.is_some()
            || self.steps.is_some()
    }
}

/// What the members of a question owe each other.
fn interaction_holds<'t>(
    definition: &ActivityDefinition,
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
) {
    let Some(kind) = definition.interaction_type else {
        if definition.is_question() {
            let message = "interactionType is missing beside correct responses or components";
            reader.refuse::<()>(&rules::INTERACTION_TYPE_MISSING, node, message);
        }
        return;
    };
    let is = definition.activity_type.as_ref().map(Iri::as_str);
    if is != Some(InteractionType::ACTIVITY_TYPE) {
        let message = "type is not that of an interaction, cmi.interaction of ADL";
        reader.note(&rules::INTERACTION_ACTIVITY, node, message);
    }
    if definition.is_question() {
        components_hold(definition, kind, node, reader);
        patterns_hold(definition, kind, node, reader);
    }
}

fn components_hold<'t>(
    definition: &ActivityDefinition,
    kind: InteractionType,
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
) {
    for list in ComponentList::ALL {
        let Some(components) = definition.components(list) else {
            continue;
        };
        let Some(node) = node.get(list.as_str()) else {
            continue;
        };
        reader.within(list.as_str(), |reader| {
            if !kind.allows(list) {
                let message = format!("list does not belong to an interaction of {kind}");
                reader.note(&rules::COMPONENTS_UNSUPPORTED, node, message);
            }
            if components.iter().any(|one| has_white_space(&one.id)) {
                let message = "id of a component holds white space";
                reader.note(&rules::COMPONENT_SPACE, node, message);
            }
            if let Some(position) = first_repeated(components, |one| &one.id) {
                let message = format!("component {position} has the id of an earlier one");
                reader.note(&rules::COMPONENT_TWICE, node, message);
            }
        });
    }
}

fn patterns_hold<'t>(
    definition: &ActivityDefinition,
    kind: InteractionType,
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
) {
    let name = "correctResponsesPattern";
    let (Some(patterns), Some(node)) = (&definition.correct_responses_pattern, node.get(name))
    else {
        return;
    };
    reader.within(name, |reader| {
        for pattern in patterns {
            if let Err(error) = Response::check(kind, pattern) {
                reader.note(&rules::PATTERN, node, error.to_string());
            }
        }
    });
}

impl FromJson for Activity {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Object)?;
        let (rule, allowed) = (&rules::ACTIVITY_TYPE_WORD, [ObjectType::Activity]);
        let kind = ObjectType::of(node, reader, rule, &allowed)?;
        Self::read(node, reader, kind.is_some())
    }
}

impl ToJson for Activity {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            let kind = self.is_typed.then_some(ObjectType::Activity.as_str());
            object.optional(ObjectType::NAME, kind);
            object.member("id", &self.id);
            object.optional("definition", self.definition.as_ref());
            object.extra(&self.extra);
        });
    }
}

json_wire!(Activity, &rules::MEMBER_RULES);
