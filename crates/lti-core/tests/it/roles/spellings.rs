//! Spellings that came before the current URIs.

use lti_core::role::{
    ContextRole, ContextSubRole, InstitutionRole, InstructorSubRole, KnownRole, OfficerSubRole,
    Role, Roles, Spelling, SystemRole,
};

use super::{BASE, known, privileges};

#[test]
fn vice_chair_keeps_its_hyphen() {
    let uri = "http://purl.imsglobal.org/vocab/lis/v2/membership/Officer#Vice-Chair";
    let role = ContextSubRole::Officer(OfficerSubRole::ViceChair);
    assert_eq!(known(uri), Some(KnownRole::ContextSub(role)));
    assert_eq!(role.uri(), uri);
    assert_eq!(known(&uri.replace('-', "")), None);
}

#[test]
fn simple_names_are_context_roles_and_deprecated() {
    for role in ContextRole::ALL {
        let read = Role::parse(role.name());
        assert_eq!(read.known(), Some(KnownRole::Context(*role)));
        assert_eq!(read.as_str(), role.name());
        assert_eq!(read.spelling(), Some(Spelling::SimpleName));
        assert!(read.is_deprecated_spelling());
    }
}

#[test]
fn simple_names_of_other_lists_are_unknown() {
    for name in [
        "Faculty",
        "Staff",
        "Student",
        "SysAdmin",
        "AccountAdmin",
        "TestUser",
        "None",
        "User",
        "TeachingAssistant",
        "Lecturer",
        "Instructor#Lecturer",
        "Instructor/Lecturer",
        "instructor",
        "INSTRUCTOR",
        "Instructor ",
        "#Instructor",
        "membership#Instructor",
    ] {
        let roles = Roles::parse([name]);
        assert!(!roles.has_known_role(), "{name:?}");
        assert_eq!(privileges(&roles), [""; 0], "{name:?}");
        assert_eq!(roles.as_slice()[0].spelling(), None);
    }
}

#[test]
fn urns_of_lti_1_map_to_todays_roles() {
    let mut pairs = Vec::new();
    for role in SystemRole::ALL {
        let urn = format!("urn:lti:sysrole:ims/lis/{}", role.name());
        pairs.push((urn, KnownRole::System(*role)));
    }
    for role in InstitutionRole::ALL {
        let urn = format!("urn:lti:instrole:ims/lis/{}", role.name());
        pairs.push((urn, KnownRole::Institution(*role)));
    }
    for role in ContextRole::ALL {
        let urn = format!("urn:lti:role:ims/lis/{}", role.name());
        pairs.push((urn, KnownRole::Context(*role)));
    }
    for role in ContextSubRole::all() {
        let principal = role.principal().name();
        let urn = format!("urn:lti:role:ims/lis/{principal}/{}", role.name());
        pairs.push((urn, KnownRole::ContextSub(role)));
    }
    assert_eq!(pairs.len(), 80);
    for (urn, role) in pairs {
        let read = Role::parse(&urn);
        assert_eq!(read.known(), Some(role), "{urn}");
        assert_eq!(read.as_str(), urn);
        assert_eq!(read.spelling(), Some(Spelling::Urn));
        assert!(read.is_deprecated_spelling());
    }
}

#[test]
fn the_teaching_assistant_of_lti_1_narrows_the_instructor_today() {
    for (urn, sub) in [
        ("TeachingAssistant", InstructorSubRole::TeachingAssistant),
        (
            "TeachingAssistant/TeachingAssistantSection",
            InstructorSubRole::TeachingAssistantSection,
        ),
        ("TeachingAssistant/Grader", InstructorSubRole::Grader),
    ] {
        let roles = Roles::parse([format!("urn:lti:role:ims/lis/{urn}").as_str()]);
        let expected = KnownRole::ContextSub(ContextSubRole::Instructor(sub));
        assert_eq!(roles.as_slice()[0].known(), Some(expected), "{urn}");
        assert!(!roles.is_context_instructor(), "{urn}");
    }
    assert_eq!(
        known("urn:lti:role:ims/lis/TeachingAssistant/Lecturer"),
        None
    );
}

#[test]
fn urns_that_are_almost_right_are_unknown() {
    for urn in [
        "urn:lti:role:ims/lis/instructor",
        "urn:lti:role:ims/lis/Instructor ",
        "urn:lti:role:ims/lis/Instructor/",
        "urn:lti:role:ims/lis//Instructor",
        "urn:lti:role:ims/lis/Learner/Lecturer",
        "urn:lti:role:ims/lis/Instructor/Lecturer/Lecturer",
        "urn:lti:role:ims/lis/Instructor#Lecturer",
        "urn:lti:role:ims/lis/",
        "urn:lti:role:evil/lis/Instructor",
        "URN:LTI:role:ims/lis/Instructor",
        "urn:lti:instrole:ims/lis/SysAdmin",
        "urn:lti:sysrole:ims/lis/TestUser",
    ] {
        assert_eq!(known(urn), None, "{urn:?}");
    }
}

#[test]
fn the_person_list_before_it_was_final_is_the_institutions() {
    for role in InstitutionRole::ALL {
        let uri = format!("{BASE}lis/v2/person#{}", role.name());
        let read = Role::parse(&uri);
        assert_eq!(read.known(), Some(KnownRole::Institution(*role)), "{uri}");
        assert_eq!(read.as_str(), uri);
        assert_eq!(read.spelling(), Some(Spelling::PreFinal));
        assert!(read.is_deprecated_spelling());
    }
}

#[test]
fn the_person_list_before_it_was_final_never_reaches_the_system() {
    for name in ["Administrator", "SysAdmin", "AccountAdmin", "TestUser"] {
        let roles = Roles::parse([format!("{BASE}lis/v2/person#{name}").as_str()]);
        assert!(!roles.is_system_administrator(), "{name}");
        assert!(!roles.is_test_user(), "{name}");
        assert!(!roles.is_context_administrator(), "{name}");
    }
}

#[test]
fn one_lower_case_principal_is_read_and_no_other() {
    let sent = "http://purl.imsglobal.org/vocab/lis/v2/membership/instructor#TeachingAssistant";
    let roles = Roles::parse([sent]);
    let role = &roles.as_slice()[0];
    assert!(roles.is_teaching_assistant());
    assert!(!roles.is_context_instructor());
    assert_eq!(role.as_str(), sent);
    assert_eq!(role.spelling(), Some(Spelling::LowerCasePrincipal));
    assert!(role.is_deprecated_spelling());
    for text in [
        sent.replace("TeachingAssistant", "PrimaryInstructor"),
        sent.replace("TeachingAssistant", "teachingassistant"),
        sent.replace("instructor", "administrator"),
        sent.replace("instructor", "INSTRUCTOR"),
    ] {
        assert_eq!(known(&text), None, "{text}");
    }
}
