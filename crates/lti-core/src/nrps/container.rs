//! A list of members, as it stands on the wire.

use edu_json::{Extra, FromJson, JsonWriter, Kind, Node, Reader, ToJson, json_wire};
use edu_types::Limits;

use super::{Member, rules};
use crate::{Context, WebAddress};

/// The members of a context, or one page of them.
///
/// An entry that cannot be read refuses the list where the profile is strict. A lenient one
/// leaves the entry out and says so in the report: one odd account must not hide a course.
///
/// ```
/// use edu_types::{Limits, Profile};
/// use lti_core::nrps::MembershipContainer;
///
/// let list = br#"{"id":"https://lms.example/c/1/members","context":{"id":"c-1"},"members":[
///     {"user_id":"u-1","roles":["Learner","https://lms.example/role#Guest"]},
///     {"roles":["Learner"]}]}"#;
/// let checked =
///     MembershipContainer::from_slice(list, &Profile::lenient(), &MembershipContainer::LIMITS)?;
/// assert_eq!(checked.value.members.len(), 1);
/// assert_eq!(checked.value.members[0].roles.len(), 2);
/// assert_eq!(checked.report.findings()[0].code, "lti.nrps.member_missing");
///
/// let refused = MembershipContainer::from_slice(list, &Profile::strict(), &Limits::DEFAULT);
/// assert!(refused.unwrap_err().to_string().starts_with("/members/1/user_id: "));
/// # Ok::<(), edu_json::Refused>(())
/// ```
///
/// Spec: Names and Role Provisioning Services 2.0, §2.2.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MembershipContainer {
    /// Address of this list.
    pub id: WebAddress,
    /// The course or group.
    pub context: Context,
    /// The members, in the platform's order.
    pub members: Vec<Member>,
    /// Members this version does not know, in arrival order.
    pub extra: Extra,
}

impl MembershipContainer {
    /// The media type of a list of members.
    pub const MEDIA_TYPE: &str = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";

    /// Room for a page of some 10,000 members with everything known about them: 8 MiB and a
    /// million values.
    pub const LIMITS: Limits = Limits::DEFAULT
        .with_bytes(8 * 1024 * 1024)
        .with_nodes(1_000_000);

    /// A list without members.
    pub const fn new(id: WebAddress, context: Context) -> Self {
        Self {
            id,
            context,
            members: Vec::new(),
            extra: Extra::new(),
        }
    }
}
json_wire!(MembershipContainer, &rules::MEMBER_RULES);

impl FromJson for MembershipContainer {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let mut object = reader.object(node)?;
        let id = object.required(reader, "id");
        let context = object.required(reader, "context");
        let members = object.informative::<Entries>(reader, "members");
        let members = match members? {
            Some(entries) => Some(entries.0),
            // Absent or no list: there is no roster to be lenient about.
            None => reader.refuse(&rules::MISSING, node, "list has no member `members`"),
        };
        Some(Self {
            id: id?,
            context: context?,
            members: members?,
            extra: object.rest(reader),
        })
    }
}

impl ToJson for MembershipContainer {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            object.member("id", &self.id);
            object.member("context", &self.context);
            object.member("members", &self.members);
            let known = [("id", true), ("context", true), ("members", true)];
            object.extra_beside(&self.extra, &known);
        });
    }
}

/// The entries that can be read; the others are left behind with their findings.
struct Entries(Vec<Member>);

impl FromJson for Entries {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Array)?;
        let mut entries = Vec::new();
        for (position, item) in node.items().enumerate() {
            // Where the profile does not tolerate it, the finding is an error and refuses all.
            entries.extend(reader.item::<Member>(position, item));
        }
        Some(Self(entries))
    }
}
