//! From text to meaning: the current URIs and the spellings that came before them.

use super::{
    ContextRole, ContextSubRole, InstitutionRole, InstructorSubRole, KnownRole, SystemRole,
};

/// How a known role was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Spelling {
    /// Its URI in the current vocabulary.
    Canonical,
    /// The bare name of a principal role of the context, such as `Learner`. Deprecated.
    ///
    /// Spec: LTI 1.3 Core, §A.2.3.
    SimpleName,
    /// A URN of LTI 1.x, such as `urn:lti:role:ims/lis/Learner`.
    Urn,
    /// A URI of the vocabulary before it was final, such as
    /// `http://purl.imsglobal.org/vocab/lis/v2/person#Staff`.
    ///
    /// It once covered system and institution; read as the institution's, the weaker of the two.
    PreFinal,
    /// A teaching assistant with the principal in lower case, as one platform has sent it.
    LowerCasePrincipal,
}

const VOCABULARY: &str = "http://purl.imsglobal.org/vocab/";
const LOWER_CASE_ASSISTANT: &str = "lis/v2/membership/instructor#TeachingAssistant";
const TEACHING_ASSISTANT: ContextSubRole =
    ContextSubRole::Instructor(InstructorSubRole::TeachingAssistant);

/// The meaning and the spelling of `text`, if it is a role. Compares whole texts only.
pub(super) fn read(text: &str) -> Option<(KnownRole, Spelling)> {
    if let Some(path) = text.strip_prefix(VOCABULARY) {
        return read_path(path);
    }
    if let Some(urn) = text.strip_prefix("urn:lti:") {
        return read_urn(urn).map(|known| (known, Spelling::Urn));
    }
    ContextRole::from_name(text).map(|role| (KnownRole::Context(role), Spelling::SimpleName))
}

fn read_path(path: &str) -> Option<(KnownRole, Spelling)> {
    let (list, name) = path.split_once('#')?;
    let known = match list {
        "lis/v2/membership" => ContextRole::from_name(name).map(KnownRole::Context),
        "lis/v2/institution/person" => InstitutionRole::from_name(name).map(KnownRole::Institution),
        "lis/v2/system/person" => SystemRole::from_name(name).map(KnownRole::System),
        "lti/system/person" => (name == "TestUser").then_some(KnownRole::TestUser),
        "lis/v2/person" => {
            let role = InstitutionRole::from_name(name)?;
            return Some((KnownRole::Institution(role), Spelling::PreFinal));
        }
        _ if path == LOWER_CASE_ASSISTANT => {
            let known = KnownRole::ContextSub(TEACHING_ASSISTANT);
            return Some((known, Spelling::LowerCasePrincipal));
        }
        // Every other list is either that of a principal role's sub-roles, or not ours.
        _ => {
            let principal = ContextRole::from_name(list.strip_prefix("lis/v2/membership/")?)?;
            ContextSubRole::from_name(principal, name).map(KnownRole::ContextSub)
        }
    };
    known.map(|known| (known, Spelling::Canonical))
}

fn read_urn(urn: &str) -> Option<KnownRole> {
    if let Some(name) = urn.strip_prefix("role:ims/lis/") {
        return read_context_urn(name);
    }
    if let Some(name) = urn.strip_prefix("instrole:ims/lis/") {
        return InstitutionRole::from_name(name).map(KnownRole::Institution);
    }
    let name = urn.strip_prefix("sysrole:ims/lis/")?;
    SystemRole::from_name(name).map(KnownRole::System)
}

fn read_context_urn(name: &str) -> Option<KnownRole> {
    // LTI 1.x had teaching assistants as a principal role; today they narrow the instructor.
    if name == "TeachingAssistant" {
        return Some(KnownRole::ContextSub(TEACHING_ASSISTANT));
    }
    let Some((principal, sub)) = name.split_once('/') else {
        return ContextRole::from_name(name).map(KnownRole::Context);
    };
    if principal == "TeachingAssistant" {
        return InstructorSubRole::from_name(sub)
            .filter(|sub| sub.is_teaching_assistant() || *sub == InstructorSubRole::Grader)
            .map(|sub| KnownRole::ContextSub(ContextSubRole::Instructor(sub)));
    }
    ContextSubRole::from_name(ContextRole::from_name(principal)?, sub).map(KnownRole::ContextSub)
}
