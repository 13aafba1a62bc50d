//! Which tools learn which values, and of whom.

use lti_core::variables::{Tells, Variable};
use lti_core::{Privacy, Variables};

use super::{ada, anonymous, asking, full, in_place, told};
use crate::launch::LEARNER;

#[test]
fn names_of_people_and_mail_addresses_are_for_those_who_may_learn_them() {
    for (name, tells) in [
        ("User.id", Tells::Id),
        ("User.username", Tells::Everything),
        ("Person.name.full", Tells::Name),
        ("ActualPerson.name.suffix", Tells::Name),
        ("Person.email.personal", Tells::Email),
        ("Person.phone.home", Tells::Everything),
        ("Person.sms", Tells::Everything),
        ("Person.sourcedId", Tells::Everything),
        ("Result.sourcedId", Tells::Everything),
        ("Membership.role", Tells::Nothing),
        ("Context.id.history", Tells::Nothing),
    ] {
        assert_eq!(Variable::named(name).unwrap().tells(), tells, "{name}");
    }
    let person = Variable::all()
        .iter()
        .filter(|one| one.as_str().contains("Person."));
    assert_eq!(
        person.filter(|one| one.tells() == Tells::Nothing).count(),
        0
    );
}

#[test]
fn what_the_tool_may_not_learn_does_not_come_in_by_a_parameter() {
    let host = || {
        let variables = Variables::new()
            .with("Person.name.prefix", "Countess")
            .unwrap();
        variables.with("Person.gender", "f").unwrap()
    };
    for (name, from) in [
        ("Person.name.full", Privacy::Name),
        ("Person.name.prefix", Privacy::Name),
        ("Person.email.primary", Privacy::Email),
        ("Person.gender", Privacy::Everything),
        ("Person.sourcedId", Privacy::Everything),
        ("User.image", Privacy::Everything),
        ("Result.sourcedId", Privacy::Everything),
    ] {
        let asked = format!("${name}");
        for privacy in Privacy::ALL {
            let claims = told(full(asking(&asked)).with_variables(host()), privacy);
            let kept = claims.custom.unwrap().text("p").unwrap() == asked;
            let shares = privacy == from
                || privacy.shares_everything()
                || (privacy == Privacy::NameAndEmail && from != Privacy::Everything);
            assert_eq!(kept, !shares, "{name} {privacy:?}");
        }
    }
}

#[test]
fn of_an_anonymous_person_nothing_is_told() {
    let host = || {
        Variables::new()
            .with("User.id", "person-7")
            .and_then(|all| all.with("Person.name.full", "Ada Lovelace"))
            .and_then(|all| all.with("ActualUser.id", "person-8"))
            .unwrap()
            .with_own("Lms.login", Tells::Id, "ada")
            .with_own("Lms.theme", Tells::Nothing, "dark")
    };
    let found = |value: &str| in_place(value, host(), anonymous(), Privacy::Everything);
    for value in [
        "$User.id",
        "$Person.name.full",
        "$ActualUser.id",
        "$Lms.login",
    ] {
        assert_eq!(found(value), value);
    }
    assert_eq!(found("$Lms.theme"), "dark");
    assert_eq!(found("$Membership.role"), LEARNER);
}

#[test]
fn a_platforms_own_variable_cannot_make_one_of_the_standard_harmless() {
    let variables = Variables::new().with_own("Person.sms", Tells::Nothing, "123");
    let found = in_place("$Person.sms", variables, ada(), Privacy::NameAndEmail);
    assert_eq!(found, "$Person.sms");
}
