//! How persons are named.

use serde_json::{Value, json};
use xapi_model::profile::{Demand, HostProfile};

use super::{changed, found, only, passing, school};

fn account(home_page: &str, name: &str) -> Value {
    json!({"objectType": "Agent", "account": {"homePage": home_page, "name": name}})
}

#[test]
fn an_actor_by_anything_but_an_account_is_refused() {
    let digest = "0123456789abcdef0123456789abcdef01234567";
    for (member, value) in [
        ("mbox", "mailto:ada@school.example"),
        ("mbox_sha1sum", digest),
        ("openid", "https://ada.example/"),
    ] {
        let statement = changed(|json| json["actor"] = json!({ member: value }));
        let expected = [format!("xapi.profile.identifier /actor/{member}")];
        assert_eq!(found(&only(Demand::Account), &statement), expected);
    }
}

#[test]
fn everybody_whom_a_statement_names_is_named_by_an_account() {
    let mail = json!({"objectType": "Agent", "mbox": "mailto:ada@school.example"});
    let group = json!({"objectType": "Group", "member": [mail]});
    let statement = changed(|json| {
        json["actor"] = json!({
            "objectType": "Group",
            "mbox": "mailto:class@school.example",
            "member": [account("https://school.example/", "usr_1"), mail],
        });
        json["object"] = mail.clone();
        json["context"] = json!({
            "instructor": mail,
            "team": group,
            "contextAgents": [{"objectType": "contextAgent", "agent": mail}],
            "contextGroups": [{"objectType": "contextGroup", "group": group}],
        });
    });
    assert_eq!(
        found(&only(Demand::Account), &statement),
        [
            "xapi.profile.identifier /actor/mbox",
            "xapi.profile.identifier /actor/member/1/mbox",
            "xapi.profile.identifier /object/mbox",
            "xapi.profile.identifier /context/instructor/mbox",
            "xapi.profile.identifier /context/team/member/0/mbox",
            "xapi.profile.identifier /context/contextAgents/0/agent/mbox",
            "xapi.profile.identifier /context/contextGroups/0/group/member/0/mbox",
        ]
    );
}

#[test]
fn an_account_named_by_an_address_of_mail_is_refused() {
    for name in ["ada@school.example", "a@b.c", "a@b@c.example"] {
        let statement = changed(|json| json["actor"]["account"]["name"] = json!(name));
        assert_eq!(
            found(&only(Demand::Account), &statement),
            ["xapi.profile.account_name /actor/account/name"],
            "{name}"
        );
    }
}

#[test]
fn an_account_name_with_an_at_sign_alone_is_no_address() {
    for name in ["@ada", "ada@", "ada@home", "4711"] {
        let statement = changed(|json| json["actor"]["account"]["name"] = json!(name));
        assert!(
            found(&only(Demand::Account), &statement).is_empty(),
            "{name}"
        );
    }
}

#[test]
fn an_anonymous_group_of_accounts_passes() {
    let statement = changed(|json| {
        let members = ["usr_1", "usr_2"].map(|name| account("https://school.example/", name));
        json["actor"] = json!({"objectType": "Group", "member": members});
    });
    assert!(found(&school(), &statement).is_empty());
}

#[test]
fn a_name_is_refused_wherever_it_stands() {
    let statement = changed(|json| {
        json["actor"]["name"] = json!("Ada");
        json["context"]["instructor"]["name"] = json!("Ben");
        let mut member = account("https://school.example/", "usr_1");
        member["name"] = json!("Cy");
        json["context"]["team"] = json!({"objectType": "Group", "name": "4b", "member": [member]});
    });
    assert_eq!(
        found(&only(Demand::Nameless), &statement),
        [
            "xapi.profile.actor_name /actor/name",
            "xapi.profile.actor_name /context/instructor/name",
            "xapi.profile.actor_name /context/team/name",
            "xapi.profile.actor_name /context/team/member/0/name",
        ]
    );
}

#[test]
fn an_account_of_another_system_is_refused() {
    let profile = HostProfile::open().accounts_of("https://school.example/".parse().unwrap());
    for home_page in [
        "https://elsewhere.example/",
        "https://school.example",
        "http://school.example/",
    ] {
        let statement = changed(|json| json["actor"] = account(home_page, "usr_1"));
        assert_eq!(
            found(&profile, &statement),
            ["xapi.profile.home_page /actor/account/homePage"],
            "{home_page}"
        );
    }
}

#[test]
fn accounts_of_several_systems_can_be_allowed() {
    let profile = school().accounts_of("https://other.example/".parse().unwrap());
    let statement = changed(|json| json["actor"] = account("https://other.example/", "usr_1"));
    assert!(found(&profile, &statement).is_empty());
    assert!(found(&profile, &passing()).is_empty());
}

#[test]
fn without_home_pages_an_account_is_of_any_system() {
    let statement = changed(|json| json["actor"] = account("https://elsewhere.example/", "usr_1"));
    assert!(found(&HostProfile::strict(), &statement).is_empty());
}

#[test]
fn who_vouches_is_left_to_the_store() {
    let statement = changed(|json| {
        json["authority"] = json!({"mbox": "mailto:system@school.example", "name": "System"});
    });
    assert!(found(&school(), &statement).is_empty());
}
