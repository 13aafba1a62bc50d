//! What the tool remembers of a launch.

use edu_json::{MemberRules, ToJson as _, json_object, json_wire};
use edu_types::{Limits, Profile, Rule};
use lti_core::{Custom, DeepLinkingRequest, DocumentTarget, Subject, VerifiedLaunch, WebAddress};

use crate::Failure;

static STORED: Rule = Rule::must("campus.record", "campus, its own format");
static RULES: MemberRules = MemberRules {
    kind: &STORED,
    value: &STORED,
    missing: &STORED,
    null: &STORED,
    unknown: None,
    empty: None,
    informative: None,
};

json_object! {
    /// What the tool's pages show of a launch and need for the platform's services, and nothing
    /// more: no token and no nonce.
    pub(crate) struct Record {
        required {
            /// The platform that signed.
            platform: String = "platform",
            /// This tool, as the platform names it.
            tool: String = "tool",
            /// The installation.
            deployment: String = "deployment",
            /// What kind of message it was.
            message: String = "message",
            /// Whether the person teaches in the course.
            teaches: bool = "teaches",
            /// Whether the person learns in the course.
            learns: bool = "learns",
        }
        optional {
            /// The person's name.
            person: String = "person",
            /// The course's title.
            course: String = "course",
            /// The link's title.
            link: String = "link",
            /// Where the link leads.
            target: String = "target",
            /// Where the person came from, if the tool has the whole tab.
            back: String = "back",
            /// The person, as the platform names them: scores are theirs by this.
            user: Subject = "user",
            /// The column of the gradebook that belongs to the link.
            line_item: WebAddress = "line_item",
            /// Who is in the course.
            members: WebAddress = "members",
            /// The platform's request for content, where it made one.
            asked: String = "asked",
            /// Parameters, with values in the place of variables.
            custom: Custom = "custom",
        }
        list {
            /// Roles, as the platform wrote them.
            roles: String = "roles",
            /// What was accepted but should be different.
            noticed: String = "noticed",
            /// What the tool may do in the gradebook.
            scopes: String = "scopes",
        }
    }
}
json_wire!(Record, &RULES);

impl Record {
    /// What is shown of a launch.
    pub(crate) fn of(launch: &VerifiedLaunch) -> Self {
        let (claims, roles) = (launch.claims(), launch.roles());
        let mut record = Self::new(
            launch.issuer().as_str().to_owned(),
            launch.client_id().as_str().to_owned(),
            launch.deployment_id().as_str().to_owned(),
            claims.message_type.as_str().to_owned(),
            roles.is_context_instructor(),
            roles.is_context_learner(),
        );
        record.person = claims.name.as_ref().map(|name| name.expose().clone());
        record.course = claims
            .context
            .as_ref()
            .and_then(|course| course.title.clone());
        record.link = claims
            .resource_link
            .as_ref()
            .and_then(|link| link.title.clone());
        let target = claims.target_link_uri.as_ref();
        record.target = target.map(|target| target.as_str().to_owned());
        record.back = back(launch);
        record.user = launch.subject().cloned();
        record.custom.clone_from(&claims.custom);
        record.see_services(launch);
        record.roles = roles.iter().map(|role| role.as_str().to_owned()).collect();
        let findings = launch.report().findings();
        record.noticed = findings.iter().map(ToString::to_string).collect();
        record
    }

    /// Which services of the platform there are for this launch.
    fn see_services(&mut self, launch: &VerifiedLaunch) {
        if let Some(grades) = launch.ags() {
            self.line_item.clone_from(&grades.line_item);
            self.scopes.clone_from(&grades.scopes);
        }
        if let Some(members) = launch.nrps() {
            self.members = Some(members.memberships.clone());
        }
        let asked = DeepLinkingRequest::from_launch(launch).ok();
        self.asked = asked.map(|asked| asked.to_stored());
    }

    /// As the store keeps it.
    pub(crate) fn to_text(&self) -> String {
        self.to_json_string()
    }

    /// From the store.
    pub(crate) fn from_text(text: &str) -> Result<Self, Failure> {
        let checked = Self::from_slice(text.as_bytes(), &Profile::strict(), &Limits::DEFAULT)?;
        Ok(checked.value)
    }
}

/// Inside a frame the platform's page is still there, and a link to it would nest it.
fn back(launch: &VerifiedLaunch) -> Option<String> {
    let shown = launch.claims().launch_presentation.as_ref()?;
    if shown.document_target != Some(DocumentTarget::Window) {
        return None;
    }
    Some(launch.return_url()?.as_str().to_owned())
}
