//! The role vocabulary: every URI, every older spelling, every text that looks like a role.

mod answers;
mod spellings;
mod vocabulary;

use lti_core::role::{ContextRole, KnownRole, Role, Roles};

/// The vocabulary as the standard lists it: namespace and names.
const VOCABULARY: &[(&str, &str)] = &[
    (
        "lis/v2/system/person",
        "Administrator None AccountAdmin Creator SysAdmin SysSupport User",
    ),
    ("lti/system/person", "TestUser"),
    (
        "lis/v2/institution/person",
        "Administrator Faculty Guest None Other Staff Student Alumni Instructor Learner \
         Member Mentor Observer ProspectiveStudent",
    ),
    (
        "lis/v2/membership",
        "Administrator ContentDeveloper Instructor Learner Mentor Manager Member Officer",
    ),
    (
        "lis/v2/membership/Administrator",
        "Administrator Developer ExternalDeveloper ExternalSupport \
         ExternalSystemAdministrator Support SystemAdministrator",
    ),
    (
        "lis/v2/membership/ContentDeveloper",
        "ContentDeveloper ContentExpert ExternalContentExpert Librarian",
    ),
    (
        "lis/v2/membership/Instructor",
        "ExternalInstructor Grader GuestInstructor Lecturer PrimaryInstructor \
         SecondaryInstructor TeachingAssistant TeachingAssistantGroup \
         TeachingAssistantOffering TeachingAssistantSection \
         TeachingAssistantSectionAssociation TeachingAssistantTemplate",
    ),
    (
        "lis/v2/membership/Learner",
        "ExternalLearner GuestLearner Instructor Learner NonCreditLearner",
    ),
    (
        "lis/v2/membership/Manager",
        "AreaManager CourseCoordinator ExternalObserver Manager Observer",
    ),
    ("lis/v2/membership/Member", "Member"),
    (
        "lis/v2/membership/Mentor",
        "Advisor Auditor ExternalAdvisor ExternalAuditor ExternalLearningFacilitator \
         ExternalMentor ExternalReviewer ExternalTutor LearningFacilitator Mentor \
         Reviewer Tutor",
    ),
    (
        "lis/v2/membership/Officer",
        "Chair Communications Secretary Treasurer Vice-Chair",
    ),
];

const BASE: &str = "http://purl.imsglobal.org/vocab/";

fn uris() -> Vec<String> {
    let mut uris = Vec::new();
    for (list, names) in VOCABULARY {
        for name in names.split(' ') {
            uris.push(format!("{BASE}{list}#{name}"));
        }
    }
    uris
}

fn known(text: &str) -> Option<KnownRole> {
    Role::parse(text).known()
}

/// Every question whose answer may open a door.
fn privileges(roles: &Roles) -> Vec<&'static str> {
    [
        (roles.is_context_instructor(), "instructor"),
        (roles.is_teaching_assistant(), "teaching assistant"),
        (roles.is_context_administrator(), "administrator"),
        (roles.is_content_developer(), "content developer"),
        (roles.is_mentor(), "mentor"),
        (roles.has(ContextRole::Manager), "manager"),
        (roles.has(ContextRole::Officer), "officer"),
        (roles.has(ContextRole::Member), "member"),
        (roles.is_context_learner(), "learner"),
        (roles.is_institution_staff(), "institution staff"),
        (roles.is_system_administrator(), "system administrator"),
        (roles.is_test_user(), "test user"),
    ]
    .into_iter()
    .filter_map(|(granted, name)| granted.then_some(name))
    .collect()
}
