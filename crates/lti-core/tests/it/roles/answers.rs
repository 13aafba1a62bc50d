//! What roles allow, and above all what they do not.

use lti_core::role::{
    ContextRole, ContextSubRole, InstitutionRole, KnownRole, LearnerSubRole, Role, Roles,
    SystemRole,
};

use super::privileges;

#[test]
fn a_learner_named_instructor_is_a_learner() {
    for text in [
        "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#Instructor",
        "urn:lti:role:ims/lis/Learner/Instructor",
    ] {
        let roles = Roles::parse([text]);
        let role = ContextSubRole::Learner(LearnerSubRole::Instructor);
        assert_eq!(
            roles.as_slice()[0].known(),
            Some(KnownRole::ContextSub(role))
        );
        assert_eq!(privileges(&roles), ["learner"]);
    }
}

#[test]
fn institution_roles_give_no_right_in_the_context() {
    for role in InstitutionRole::ALL {
        let roles: Roles = [Role::from(*role)].into_iter().collect();
        let granted = privileges(&roles);
        assert!(
            granted.is_empty() || granted == ["institution staff"],
            "{role}: {granted:?}"
        );
        for context in ContextRole::ALL {
            assert!(!roles.has(*context), "{role} as {context}");
        }
    }
}

#[test]
fn system_roles_give_no_right_in_the_context() {
    for role in SystemRole::ALL {
        let roles: Roles = [Role::from(*role)].into_iter().collect();
        let granted = privileges(&roles);
        let administers = matches!(role, SystemRole::Administrator | SystemRole::SysAdmin);
        assert_eq!(granted == ["system administrator"], administers, "{role}");
        assert_eq!(granted.is_empty(), !administers, "{role}");
    }
}

#[test]
fn the_test_user_is_only_that() {
    let roles = Roles::parse(["http://purl.imsglobal.org/vocab/lti/system/person#TestUser"]);
    assert_eq!(privileges(&roles), ["test user"]);
    let elsewhere = Roles::parse(["http://purl.imsglobal.org/vocab/lis/v2/system/person#TestUser"]);
    assert_eq!(privileges(&elsewhere), [""; 0]);
}

#[test]
fn each_principal_role_answers_only_its_own_question() {
    for role in ContextRole::ALL {
        let roles: Roles = [Role::from(*role)].into_iter().collect();
        for asked in ContextRole::ALL {
            assert_eq!(roles.has(*asked), asked == role, "{role} asked for {asked}");
        }
        assert_eq!(privileges(&roles).len(), 1, "{role}");
    }
}

#[test]
fn lone_sub_roles_that_assist_watch_or_review_do_not_stand_for_their_principal() {
    let weak: Vec<&str> = ContextSubRole::all()
        .filter(|sub| !sub.stands_for_principal())
        .map(ContextSubRole::name)
        .collect();
    assert_eq!(
        weak.join(" "),
        "Developer ExternalDeveloper ExternalSupport Support Librarian Grader \
         TeachingAssistant TeachingAssistantGroup TeachingAssistantOffering \
         TeachingAssistantSection TeachingAssistantSectionAssociation TeachingAssistantTemplate \
         ExternalObserver Observer Auditor ExternalAuditor ExternalReviewer Reviewer"
    );
    for sub in ContextSubRole::all() {
        let roles: Roles = [Role::from(sub)].into_iter().collect();
        for asked in ContextRole::ALL {
            let granted = *asked == sub.principal() && sub.stands_for_principal();
            assert_eq!(roles.has(*asked), granted, "{sub} asked for {asked}");
        }
    }
}

#[test]
fn an_assistant_sent_with_the_principal_role_is_both() {
    let roles = Roles::parse([
        "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant",
        "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor",
    ]);
    assert_eq!(privileges(&roles), ["instructor", "teaching assistant"]);
    assert_eq!(roles.missing_principals(), []);
}

#[test]
fn missing_principals_are_named_once_in_arrival_order() {
    let roles = Roles::parse([
        "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#Tutor",
        "http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#Grader",
        "http://purl.imsglobal.org/vocab/lis/v2/membership/Mentor#Advisor",
        "http://purl.imsglobal.org/vocab/lis/v2/membership/Learner#GuestLearner",
        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor",
        "Learner",
    ]);
    assert_eq!(
        roles.missing_principals(),
        [ContextRole::Mentor, ContextRole::Instructor]
    );
}

#[test]
fn order_duplicates_and_unknown_roles_are_kept() {
    let texts = ["Learner", "x", "Learner", "", "x"];
    let roles = Roles::parse(texts);
    let back: Vec<&str> = roles.iter().map(Role::as_str).collect();
    assert_eq!(back, texts);
    assert_eq!(roles.len(), 5);
    assert!(roles.has_known_role());
    assert!(!Roles::default().has_known_role());
    assert!(!Roles::parse(["x", ""]).has_known_role());
}
