//! One person in a list of members.

use edu_json::{json_object, json_open_enum, json_wire};
use edu_types::{Personal, open_enum};

use super::message::MemberMessage;
use super::rules;
use crate::{Roles, Subject};

json_object! {
    /// One person who belongs to a context, as far as the platform tells the tool.
    ///
    /// Tools must be prepared to learn an id and roles and nothing else. `Debug` shows roles and
    /// status alone.
    ///
    /// Spec: Names and Role Provisioning Services 2.0, §2.2.
    pub struct Member {
        required {
            /// The person, as launches name them.
            user_id: Subject = "user_id",
            /// What the person is in the context. Roles that no vocabulary has are kept.
            roles: Roles = "roles",
        }
        optional {
            /// Whether the person takes part; see [`Member::is_active`] where it is absent.
            status: MemberStatus = "status",
        }
        informative {
            /// Full name.
            name: Personal<String> = "name",
            /// Address of a picture.
            picture: Personal<String> = "picture",
            /// First name.
            given_name: Personal<String> = "given_name",
            /// Last name.
            family_name: Personal<String> = "family_name",
            /// Middle name.
            middle_name: Personal<String> = "middle_name",
            /// Mail address; unverified, never an identity.
            email: Personal<String> = "email",
            /// The person in the student information system.
            lis_person_sourcedid: Personal<String> = "lis_person_sourcedid",
            /// What the person was called in LTI 1.1.
            lti11_legacy_user_id: Personal<String> = "lti11_legacy_user_id",
        }
        list {
            /// The groups of the context that the person is in.
            group_enrollments: GroupEnrollment = "group_enrollments",
            /// What launches of the resource link that was asked for would say to this person.
            messages: MemberMessage = "message",
        }
    }
}
json_wire!(Member, &rules::MEMBER_RULES);

impl Member {
    /// Whether the person takes part now: so says the status, or there is none.
    pub fn is_active(&self) -> bool {
        matches!(self.status, None | Some(MemberStatus::Active))
    }

    /// Whether the person belongs to the context no more; only lists of differences say so.
    pub fn is_deleted(&self) -> bool {
        self.status == Some(MemberStatus::Deleted)
    }

    /// What is told of a person who belongs to the context no more: id and last roles, and
    /// nothing else.
    #[must_use]
    pub fn deleted(&self) -> Self {
        let mut gone = Self::new(self.user_id.clone(), self.roles.clone());
        gone.status = Some(MemberStatus::Deleted);
        gone
    }
}

open_enum! {
    /// Whether a person takes part in the context.
    ///
    /// Spec: Names and Role Provisioning Services 2.0, §2.3.
    pub enum MemberStatus {
        /// Takes part; what an absent status means.
        Active = "Active",
        /// Belongs to the context and takes no part now.
        Inactive = "Inactive",
        /// Belongs to the context no more; said in differences alone.
        Deleted = "Deleted",
    }
}
json_open_enum!(MemberStatus);

json_object! {
    /// A group that a person is in.
    ///
    /// Spec: LTI Course Groups Service 1.0, §3.2.
    pub struct GroupEnrollment {
        required {
            /// The group, as the groups service names it.
            group_id: String = "group_id",
        }
    }
}
