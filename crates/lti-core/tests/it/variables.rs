//! Variables in custom parameters: what stands in their place, and for whom.

mod history;
mod privacy;

use edu_http::{Entropy, SessionId};
use edu_types::{Personal, Timestamp};
use lti_core::variables::Variable;
use lti_core::{
    AgsClaim, Claims, ClientId, Context, ContextId, ContextType, Custom, DeploymentId,
    DocumentTarget, Issuer, LaunchMessage, LaunchPresentation, LaunchRequest, Lis, NrpsClaim,
    Person, Pixels, PlatformSettings, Privacy, ResourceLink, ResourceLinkId, Roles, Subject,
    ToolPlatform, ToolRegistration, Variables, begin_message,
};

use crate::launch::{CLIENT, DEPLOYMENT, ISSUER, LEARNER, NOW, TARGET, url};

fn subject(id: &str) -> Subject {
    Subject::new(id).unwrap()
}

fn ada() -> Person {
    Person::new(subject("person-7"), Roles::parse([LEARNER]))
        .with_name("Ada Lovelace")
        .with_given_name("Ada")
        .with_family_name("Lovelace")
        .with_middle_name("King")
        .with_email("ada@school.example")
        .with_picture("https://school.example/ada.png")
}

fn anonymous() -> Person {
    Person::anonymous(Roles::parse([LEARNER])).with_name("Ada Lovelace")
}

fn request(person: Person, custom: Custom) -> LaunchRequest {
    let mut link = ResourceLink::new(ResourceLinkId::new("link-1").unwrap());
    link.title = Some("Week 1".to_owned());
    LaunchRequest::new(
        ClientId::new(CLIENT).unwrap(),
        DeploymentId::new(DEPLOYMENT).unwrap(),
        url(TARGET),
        person,
        LaunchMessage::resource_link(link),
    )
    .with_custom(custom)
}

/// What the tool is told.
fn told(request: LaunchRequest, privacy: Privacy) -> Claims {
    let (client, login) = (
        ClientId::new(CLIENT).unwrap(),
        url("https://tool.example/login"),
    );
    let tool = ToolRegistration::new(client, login, url(TARGET))
        .unwrap()
        .with_deployment(DeploymentId::new(DEPLOYMENT).unwrap())
        .with_privacy(privacy);
    let settings = PlatformSettings::new(Issuer::new(ISSUER).unwrap()).unwrap();
    let session = SessionId::new("session").unwrap();
    let mut entropy = Entropy::new([7; Entropy::BYTES]);
    let now = Timestamp::from_unix_seconds(NOW);
    let begun = begin_message(request, &tool, &settings, &session, &mut entropy, &now);
    begun.unwrap().pending.claims().clone()
}

fn asking(value: &str) -> Custom {
    let mut custom = Custom::default();
    custom.set("p", value);
    custom
}

/// What comes in the place of one parameter.
fn in_place(value: &str, variables: Variables, person: Person, privacy: Privacy) -> String {
    let request = request(person, asking(value)).with_variables(variables);
    told(request, privacy).custom.unwrap().text("p").unwrap()
}

fn of_ada(value: &str, variables: Variables) -> String {
    in_place(value, variables, ada(), Privacy::Everything)
}

#[test]
fn every_name_of_the_standard_is_found_and_has_a_place_in_the_order() {
    let all = Variable::all();
    assert_eq!(all.len(), 166);
    assert!(
        all.windows(2)
            .all(|pair| pair[0].as_str() < pair[1].as_str())
    );
    for variable in all {
        assert_eq!(Variable::named(variable.as_str()), Some(*variable));
        assert_eq!(variable.to_string(), format!("${}", variable.as_str()));
    }
}

#[test]
fn every_variable_is_put_in_where_the_host_gives_it_and_the_tool_may_learn_it() {
    for variable in Variable::all() {
        let name = variable.as_str();
        let give = || Variables::new().with(name, "a value").unwrap();
        for privacy in Privacy::ALL {
            for anonymous in [false, true] {
                // Nothing follows from this message, so that the host's value shows.
                let person = if anonymous {
                    Person::anonymous(Roles::none())
                } else {
                    Person::new(subject("person-7"), Roles::none())
                };
                let found = in_place(&variable.to_string(), give(), person, privacy);
                let own = match name {
                    "User.id" if !anonymous => "person-7",
                    "ResourceLink.id" => "link-1",
                    "ResourceLink.title" => "Week 1",
                    _ if variable.tells().is_for(privacy, anonymous) => "a value",
                    _ => &variable.to_string(),
                };
                assert_eq!(found, own, "{name} {privacy:?} {anonymous}");
            }
        }
    }
}

#[test]
fn every_variable_without_a_value_stays_as_it_is() {
    for variable in Variable::all() {
        let asked = variable.to_string();
        let found = in_place(
            &asked,
            Variables::new(),
            Person::anonymous(Roles::none()),
            Privacy::default(),
        );
        let follows = ["$ResourceLink.id", "$ResourceLink.title"].contains(&&*asked);
        assert_eq!(found == asked, !follows, "{asked}");
    }
}

#[test]
fn unknown_names_stay_as_they_are() {
    for value in [
        "$Nobody.knows",
        "$",
        "$$User.id",
        "$user.id",
        "$USER.ID",
        "$User.id ",
        " $User.id",
        "User.id",
    ] {
        assert_eq!(of_ada(value, Variables::new()), value);
    }
    assert!(Variables::new().with("user.id", "x").is_err());
    assert!(Variables::new().with("$User.id", "x").is_err());
}

#[test]
fn text_around_a_name_stays_text() {
    for value in ["id=$User.id", "$User.id/$Context.id", "$User.id,"] {
        assert_eq!(of_ada(value, Variables::new()), value);
    }
}

#[test]
fn a_value_that_looks_like_a_variable_is_not_looked_up_again() {
    let variables = Variables::new()
        .with("CourseSection.title", "$Person.email.primary")
        .unwrap()
        .with("Group.level", "$Group.level")
        .unwrap();
    let title = of_ada("$CourseSection.title", variables.clone());
    assert_eq!(title, "$Person.email.primary");
    assert_eq!(of_ada("$Group.level", variables), "$Group.level");
    // Not even where two parameters follow one another.
    let mut custom = asking("$ResourceLink.description");
    custom.set("q", "$ResourceLink.title");
    let mut link = ResourceLink::new(ResourceLinkId::new("1").unwrap());
    link.title = Some("$ResourceLink.id".to_owned());
    let request = LaunchRequest::new(
        ClientId::new(CLIENT).unwrap(),
        DeploymentId::new(DEPLOYMENT).unwrap(),
        url(TARGET),
        ada(),
        LaunchMessage::resource_link(link),
    );
    let custom = told(request.with_custom(custom), Privacy::Everything)
        .custom
        .unwrap();
    assert_eq!(custom.text("q").as_deref(), Some("$ResourceLink.id"));
}

/// A message with everything that variables follow from.
fn full(custom: Custom) -> LaunchRequest {
    let mut context = Context::new(ContextId::new("course-1").unwrap());
    context.label = Some("MATH1".to_owned());
    context.title = Some("Algebra".to_owned());
    context.types = vec![
        ContextType::parse("http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"),
        ContextType::parse("urn:vendor:club"),
    ];
    let mut platform = ToolPlatform::new("guid-1".to_owned());
    platform.name = Some("LMS".to_owned());
    platform.product_family_code = Some("lms".to_owned());
    platform.version = Some("7".to_owned());
    platform.contact_email = Some(Personal::new("help@lms.example".to_owned()));
    let mut shown = LaunchPresentation::new();
    shown.return_url = Some("https://lms.example/back".into());
    shown.document_target = Some(DocumentTarget::Iframe);
    shown.height = Some(Pixels(320));
    shown.locale = Some("mi-NZ".to_owned());
    let mut lis = Lis::new();
    lis.person_sourcedid = Some(Personal::new("sis-7".to_owned()));
    lis.course_section_sourcedid = Some(Personal::new("sis-section".to_owned()));
    lis.result_sourcedid = Some(Personal::new("sis-result".to_owned()));
    lis.outcome_service_url = Some("https://lms.example/outcomes".into());
    let mut ags = AgsClaim::new();
    ags.line_items = Some("https://lms.example/items?c=1".into());
    ags.line_item = Some("https://lms.example/items/1".into());
    request(ada(), custom)
        .with_context(context)
        .with_tool_platform(platform)
        .with_launch_presentation(shown)
        .with_lis(lis)
        .with_ags(ags)
        .with_nrps(NrpsClaim::new("https://lms.example/members".into()))
        .with_mentees([subject("child-1"), subject("child-2")])
}

#[test]
fn what_follows_from_the_message_needs_no_host() {
    for (name, value) in [
        ("User.id", "person-7"),
        ("User.image", "https://school.example/ada.png"),
        ("User.scope.mentor", "child-1,child-2"),
        ("Membership.role.scope.mentor", "child-1,child-2"),
        ("Membership.role", LEARNER),
        ("Person.name.full", "Ada Lovelace"),
        ("Person.name.given", "Ada"),
        ("Person.name.family", "Lovelace"),
        ("Person.name.middle", "King"),
        ("Person.email.primary", "ada@school.example"),
        ("Person.sourcedId", "sis-7"),
        ("Context.id", "course-1"),
        ("Context.label", "MATH1"),
        ("Context.title", "Algebra"),
        (
            "Context.type",
            "http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection,urn:vendor:club",
        ),
        ("ResourceLink.id", "link-1"),
        ("ResourceLink.title", "Week 1"),
        ("ToolPlatform.productFamilyCode", "lms"),
        ("ToolPlatform.version", "7"),
        ("ToolPlatformInstance.guid", "guid-1"),
        ("ToolPlatformInstance.name", "LMS"),
        ("ToolPlatformInstance.contactEmail", "help@lms.example"),
        ("Message.returnUrl", "https://lms.example/back"),
        ("Message.documentTarget", "iframe"),
        ("Message.height", "320"),
        ("Message.locale", "mi-NZ"),
        ("CourseSection.sourcedId", "sis-section"),
        ("Result.sourcedId", "sis-result"),
        ("BasicOutcome.url", "https://lms.example/outcomes"),
        ("LineItems.url", "https://lms.example/items?c=1"),
        ("LineItem.url", "https://lms.example/items/1"),
        (
            "ToolProxyBinding.memberships.url",
            "https://lms.example/members",
        ),
        ("ToolProxyBinding.nrps.url", "https://lms.example/members"),
    ] {
        let claims = told(full(asking(&format!("${name}"))), Privacy::Everything);
        assert_eq!(
            claims.custom.unwrap().text("p").as_deref(),
            Some(value),
            "{name}"
        );
    }
}

#[test]
fn the_message_is_not_told_differently_by_the_host() {
    let variables = Variables::new().with("User.id", "another").unwrap();
    assert_eq!(of_ada("$User.id", variables), "person-7");
}

#[test]
fn both_spellings_of_the_number_of_students_have_one_value() {
    for given in [
        "CourseSection.numberOfStudents",
        "CourseSection.numberofStudents",
    ] {
        let variables = Variables::new().with(given, "30").unwrap();
        for asked in [
            "$CourseSection.numberOfStudents",
            "$CourseSection.numberofStudents",
        ] {
            assert_eq!(of_ada(asked, variables.clone()), "30");
        }
    }
    let most = Variables::new()
        .with("CourseSection.maxNumberofStudents", "40")
        .unwrap();
    assert_eq!(of_ada("$CourseSection.maxNumberOfStudents", most), "40");
}

#[test]
fn parameters_that_are_no_text_are_left_alone() {
    let text = r#"{"a":1.50,"b":null,"c":"\u0024User.id","d":["$User.id"]}"#;
    let read: Claims = serde_json::from_str(&format!(
        r#"{{"iss":"https://lms.example","aud":"c","exp":2,"iat":1,"nonce":"n",
        "https://purl.imsglobal.org/spec/lti/claim/message_type":"x",
        "https://purl.imsglobal.org/spec/lti/claim/version":"1.3.0",
        "https://purl.imsglobal.org/spec/lti/claim/deployment_id":"d",
        "https://purl.imsglobal.org/spec/lti/claim/custom":{text}}}"#
    ))
    .unwrap();
    let custom = told(request(ada(), read.custom.unwrap()), Privacy::default());
    let custom = custom.custom.unwrap();
    assert_eq!(custom.raw().get("a").unwrap().as_str(), "1.50");
    assert_eq!(custom.raw().get("d").unwrap().as_str(), r#"["$User.id"]"#);
    assert_eq!(custom.text("c").as_deref(), Some("person-7"));
}

#[test]
fn a_value_is_written_as_text_whatever_it_holds() {
    let value = "\"},\u{0}\n\u{2028}</script>";
    let variables = Variables::new().with("Group.level", value).unwrap();
    assert_eq!(of_ada("$Group.level", variables), value);
}

#[test]
fn values_are_not_shown() {
    let variables = Variables::new().with("Person.sms", "123").unwrap();
    assert_eq!(format!("{variables:?}"), "Variables(1 values)");
}
