//! Who acts, or is acted upon: agents and groups of them.

use edu_json::{Extra, FromJson, JsonWriter, Kind, Node, Reader, Slot, ToJson};
use edu_types::{Iri, IriError, Personal};

use crate::identifier::{Account, Identifier, IdentifierError, Identifiers, Mbox};
use crate::object_type::ObjectType;
use crate::rules;

/// A person or a system, by exactly one identifier.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.2.1; 2.0 §4.2.2.1.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Agent {
    /// Whether `objectType` is written; it need not be, save where an agent is an object.
    pub is_typed: bool,
    /// Full name, for people to read.
    pub name: Option<Personal<Box<str>>>,
    /// What tells this agent from all others.
    pub identifier: Identifier,
    /// Members that the standard does not name, in arrival order; empty in what was judged strictly.
    pub extra: Extra,
}

/// Several agents, named together or only listed.
///
/// A group without identifier is anonymous: it is the agents it lists, and never equal to another.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.2.2; 2.0 §4.2.2.1.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Group {
    /// Name of the group, for people to read.
    pub name: Option<Personal<Box<str>>>,
    /// What tells this group from all others; absent where it is anonymous.
    pub identifier: Option<Identifier>,
    /// Who belongs to it, in no order that means anything.
    pub member: Option<Vec<Agent>>,
    /// Members that the standard does not name, in arrival order; empty in what was judged strictly.
    pub extra: Extra,
}

/// Who did what a statement tells, or vouches for it.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.2; 2.0 §4.2.2.1.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_enums, reason = "the standard names these two")]
pub enum Actor {
    /// One.
    Agent(Agent),
    /// Several.
    Group(Group),
}

impl Agent {
    /// An agent with nothing but its identifier.
    pub const fn new(identifier: Identifier) -> Self {
        Self {
            is_typed: false,
            name: None,
            identifier,
            extra: Extra::new(),
        }
    }

    /// The agent with an address of electronic mail that only ever belonged to them, `mailto:`
    /// included.
    ///
    /// # Errors
    ///
    /// [`IdentifierError`] where it is none.
    pub fn mbox(address: impl Into<Box<str>>) -> Result<Self, IdentifierError> {
        Ok(Self::new(Identifier::Mbox(Mbox::new(address)?)))
    }

    /// The agent with an account on a system: its home page, and a name that is unique there and
    /// better tells nothing of the person.
    ///
    /// # Errors
    ///
    /// [`IriError`] where the home page is none.
    pub fn account(
        home_page: impl Into<Box<str>>,
        name: impl Into<Box<str>>,
    ) -> Result<Self, IriError> {
        let account = Account::new(Iri::new(home_page)?, Personal::new(name.into()));
        Ok(Self::new(Identifier::Account(account)))
    }

    /// The agent with an `OpenID`.
    ///
    /// # Errors
    ///
    /// [`IriError`] where it is none.
    pub fn openid(openid: impl Into<Box<str>>) -> Result<Self, IriError> {
        let openid = Personal::new(Iri::new(openid)?);
        Ok(Self::new(Identifier::OpenId(openid)))
    }

    /// The agent with a name for people to read.
    #[must_use]
    pub fn named(mut self, name: impl Into<Box<str>>) -> Self {
        self.name = Some(Personal::new(name.into()));
        self
    }

    /// Reads an object whose type is known to be that of an agent.
    pub(crate) fn read<'t>(
        node: Node<'t>,
        reader: &mut Reader<'_, 't>,
        is_typed: bool,
    ) -> Option<Self> {
        let mut given_name = Slot::Absent;
        let mut identifiers = Identifiers::none();
        let mut extra = Extra::new();
        for (name, member) in reader.members(node)? {
            match name {
                ObjectType::NAME => {}
                "name" => {
                    given_name = reader.optional_slot(name, member, Some(&rules::ACTOR_NAME));
                }
                "member" => {
                    let message = "an agent has no members; a group has the objectType Group";
                    reader.within(name, |reader| {
                        reader.refuse::<()>(&rules::AGENT_MEMBER, member, message)
                    });
                }
                _ if identifiers.take_in((name, member), reader) => {}
                _ => reader.without_slot(name, member, &mut extra),
            }
        }
        let Some(identifier) = identifiers.only(node, reader, &rules::AGENT_IDENTIFIERS)? else {
            let message = "agent has no identifier, one of mbox, mbox_sha1sum, openid and account \
                           is required";
            return reader.refuse(&rules::AGENT_UNIDENTIFIED, node, message);
        };
        Some(Self {
            is_typed,
            name: given_name.optional()?,
            identifier,
            extra,
        })
    }
}

impl Group {
    /// A group that is the agents listed and nothing else.
    pub const fn anonymous(member: Vec<Agent>) -> Self {
        Self {
            name: None,
            identifier: None,
            member: Some(member),
            extra: Extra::new(),
        }
    }

    /// A group with an identifier, whose members are not told.
    pub const fn identified(identifier: Identifier) -> Self {
        Self {
            name: None,
            identifier: Some(identifier),
            member: None,
            extra: Extra::new(),
        }
    }

    /// The group with a name for people to read.
    #[must_use]
    pub fn named(mut self, name: impl Into<Box<str>>) -> Self {
        self.name = Some(Personal::new(name.into()));
        self
    }

    /// The agents listed.
    pub fn members(&self) -> &[Agent] {
        self.member.as_deref().unwrap_or_default()
    }

    /// Reads an object that says it is a group.
    pub(crate) fn read<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let mut given_name = Slot::Absent;
        let mut members = Slot::<Vec<Agent>>::Absent;
        let mut identifiers = Identifiers::none();
        let mut extra = Extra::new();
        for (name, member) in reader.members(node)? {
            match name {
                ObjectType::NAME => {}
                "name" => {
                    given_name = reader.optional_slot(name, member, Some(&rules::ACTOR_NAME));
                }
                "member" => {
                    members = reader.optional_slot(name, member, Some(&rules::GROUP_MEMBERS));
                }
                _ if identifiers.take_in((name, member), reader) => {}
                _ => reader.without_slot(name, member, &mut extra),
            }
        }
        let identifier = identifiers.only(node, reader, &rules::GROUP_IDENTIFIERS)?;
        let member = members.optional()?;
        if identifier.is_none() && member.as_ref().is_none_or(Vec::is_empty) {
            let message = "group has no identifier, so at least one member is required";
            return reader.refuse(&rules::GROUP_MEMBER, node, message);
        }
        Some(Self {
            name: given_name.optional()?,
            identifier,
            member,
            extra,
        })
    }
}

impl Actor {
    /// What tells this actor from all others; none for an anonymous group.
    pub const fn identifier(&self) -> Option<&Identifier> {
        match self {
            Self::Agent(agent) => Some(&agent.identifier),
            Self::Group(group) => group.identifier.as_ref(),
        }
    }

    /// The name for people to read.
    pub const fn name(&self) -> Option<&Personal<Box<str>>> {
        match self {
            Self::Agent(agent) => agent.name.as_ref(),
            Self::Group(group) => group.name.as_ref(),
        }
    }
}

impl From<Agent> for Actor {
    fn from(agent: Agent) -> Self {
        Self::Agent(agent)
    }
}

impl From<Group> for Actor {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}

impl FromJson for Agent {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let rule = reader.own_rule_or(&rules::ACTOR_TYPE);
        reader.expect(node, Kind::Object)?;
        let kind = ObjectType::of(node, reader, rule, &[ObjectType::Agent])?;
        Self::read(node, reader, kind.is_some())
    }
}

impl FromJson for Group {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let rule = reader.own_rule_or(&rules::ACTOR_TYPE);
        reader.expect(node, Kind::Object)?;
        ObjectType::require(node, reader, rule, ObjectType::Group)?;
        Self::read(node, reader)
    }
}

impl FromJson for Actor {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Object)?;
        let allowed = [ObjectType::Agent, ObjectType::Group];
        match ObjectType::of(node, reader, &rules::ACTOR_TYPE, &allowed)? {
            Some(ObjectType::Group) => Group::read(node, reader).map(Self::Group),
            kind => Agent::read(node, reader, kind.is_some()).map(Self::Agent),
        }
    }
}

impl ToJson for Agent {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            let kind = self.is_typed.then_some(ObjectType::Agent.as_str());
            object.optional(ObjectType::NAME, kind);
            object.optional("name", self.name.as_ref());
            self.identifier.write(object);
            object.extra(&self.extra);
        });
    }
}

impl ToJson for Group {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            object.member(ObjectType::NAME, ObjectType::Group.as_str());
            object.optional("name", self.name.as_ref());
            if let Some(identifier) = &self.identifier {
                identifier.write(object);
            }
            object.optional("member", self.member.as_ref());
            object.extra(&self.extra);
        });
    }
}

impl ToJson for Actor {
    fn to_json(&self, writer: &mut JsonWriter) {
        match self {
            Self::Agent(agent) => agent.to_json(writer),
            Self::Group(group) => group.to_json(writer),
        }
    }
}

edu_json::json_wire!(Agent, &rules::MEMBER_RULES);
edu_json::json_wire!(Group, &rules::MEMBER_RULES);
edu_json::json_wire!(Actor, &rules::MEMBER_RULES);
