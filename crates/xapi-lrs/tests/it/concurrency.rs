//! Changes of documents that others change as well.
//!
//! Spec: xAPI 1.0.3 Part 3 §3.1; 2.0 §4.1.4; RFC 9110 §13.1.

use crate::host::{ADA, Ask, COURSE, Host, delete, encoded, get, post, put};

const OTHER: &str = "\"1111111111111111111111111111111111111111\"";

fn state() -> String {
    let (activity, agent) = (encoded(COURSE), encoded(ADA));
    format!("/activities/state?activityId={activity}&agent={agent}&stateId=a")
}

fn profiles() -> [String; 2] {
    [
        format!(
            "/activities/profile?activityId={}&profileId=a",
            encoded(COURSE)
        ),
        format!("/agents/profile?agent={}&profileId=a", encoded(ADA)),
    ]
}

fn all() -> Vec<String> {
    profiles().into_iter().chain([state()]).collect()
}

/// A host with a document of three bytes at each address, and their tag.
fn host() -> (Host, String) {
    let host = Host::new();
    let mut tag = String::new();
    for address in all() {
        assert_eq!(host.ask(put(&address).json("{ }")).status, 204);
        host.ask(get(&address)).header("etag").clone_into(&mut tag);
    }
    (host, tag)
}

fn status(host: &Host, ask: Ask) -> u16 {
    host.ask(ask).status.as_u16()
}

#[test]
fn a_profile_is_not_replaced_by_who_does_not_know_it() {
    let (host, _) = host();
    for address in profiles() {
        for version in ["1.0.3", "2.0.0"] {
            let answer = host.ask(put(&address).version(version).json("1"));
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (409, "xapi.lrs.unsaid")
            );
            assert!(answer.text().contains("If-Match"));
            assert_eq!(host.ask(get(&address)).text(), "{ }");
        }
    }
}

#[test]
fn a_profile_is_not_put_without_a_word_in_1_0_3_even_where_none_is() {
    let host = Host::new();
    for address in profiles() {
        let answer = host.ask(put(&address).version("1.0.3").json("1"));
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (400, "xapi.lrs.precondition_missing"),
        );
        assert_eq!(status(&host, get(&address)), 404);
        assert_eq!(status(&host, put(&address).json("1")), 204);
    }
}

#[test]
fn a_state_is_replaced_without_a_word_in_1_0_3_alone() {
    let (host, _) = host();
    assert_eq!(status(&host, put(&state()).json("1")), 409);
    assert_eq!(host.ask(get(&state())).text(), "{ }");
    assert_eq!(status(&host, put(&state()).version("1.0.3").json("1")), 204);
    assert_eq!(host.ask(get(&state())).text(), "1");
}

#[test]
fn posts_and_deletions_need_no_word() {
    let (host, _) = host();
    for address in all() {
        assert_eq!(status(&host, post(&address).json(r#"{"x":1}"#)), 204);
        assert_eq!(status(&host, delete(&address)), 204);
    }
}

#[test]
fn who_knows_the_document_changes_it() {
    let (host, tag) = host();
    let bare = tag.trim_matches('"').to_owned();
    for address in all() {
        for known in [
            tag.clone(),
            bare.clone(),
            format!("{OTHER} ,\t{tag},"),
            "*".to_owned(),
        ] {
            let sent = put(&address).json("{ }").header("If-Match", &known);
            assert_eq!(status(&host, sent), 204, "{known}");
        }
        let sent = post(&address)
            .json("{ }")
            .header("If-Match", OTHER)
            .header("If-Match", &tag);
        assert_eq!(status(&host, sent), 204);
        assert_eq!(host.ask(get(&address)).text(), "{}");
        assert_eq!(status(&host, delete(&address).header("If-Match", "*")), 204);
    }
}

#[test]
fn who_knows_another_document_changes_nothing() {
    let (host, tag) = host();
    let weak = format!("W/{tag}");
    for address in all() {
        for known in [OTHER, weak.as_str(), "1234", "\"\"", "\"a,b\", \"c\""] {
            let [one, two, three] = [put(&address), post(&address), delete(&address)];
            for sent in [one.json("1"), two.json(r#"{"x":1}"#), three] {
                for version in ["1.0.3", "2.0.0"] {
                    let sent = sent.clone().version(version).header("If-Match", known);
                    let answer = host.ask(sent);
                    assert_eq!(
                        (answer.status.as_u16(), answer.code()),
                        (412, "xapi.lrs.precondition")
                    );
                }
            }
        }
        assert_eq!(host.ask(get(&address)).text(), "{ }");
    }
}

#[test]
fn a_document_that_must_not_be_there_is_made_once() {
    let host = Host::new();
    for address in all() {
        let sent = put(&address).json("1").header("If-None-Match", "*");
        assert_eq!(status(&host, sent.clone()), 204);
        assert_eq!(status(&host, sent), 412);
        let sent = post(&address).json("{}").header("If-None-Match", "*");
        assert_eq!(status(&host, sent), 412);
        assert_eq!(host.ask(get(&address)).text(), "1");
    }
}

#[test]
fn a_document_that_is_one_of_those_ruled_out_is_not_changed() {
    let (host, tag) = host();
    for address in all() {
        for known in [tag.clone(), format!("W/{tag}"), format!("{OTHER},{tag}")] {
            let sent = put(&address).json("1").header("If-None-Match", &known);
            assert_eq!(status(&host, sent), 412, "{known}");
        }
        let sent = put(&address).json("1").header("If-None-Match", OTHER);
        assert_eq!(status(&host, sent), 204);
    }
}

#[test]
fn a_document_that_is_not_there_is_none_that_is_known() {
    let host = Host::new();
    for address in all() {
        for known in ["*", OTHER] {
            let sent = put(&address).json("1").header("If-Match", known);
            assert_eq!(status(&host, sent), 412);
            assert_eq!(
                status(&host, delete(&address).header("If-Match", known)),
                412
            );
        }
        assert_eq!(status(&host, get(&address)), 404);
    }
}

#[test]
fn refuses_what_is_no_entity_tag() {
    let (host, _) = host();
    for address in all() {
        for known in [
            "", " ", ",", "\"open", "\"a\"b", "W/a", "*, \"a\"", "\"a b\"",
        ] {
            let sent = put(&address).json("1").header("If-Match", known);
            let answer = host.ask(sent);
            assert_eq!(
                (answer.status.as_u16(), answer.code()),
                (400, "xapi.lrs.precondition_form"),
                "{known}",
            );
        }
        assert_eq!(host.ask(get(&address)).text(), "{ }");
    }
}

#[test]
fn refuses_to_be_told_both_what_is_there_and_what_is_not() {
    let (host, tag) = host();
    for address in all() {
        let sent = put(&address)
            .json("1")
            .header("If-Match", &tag)
            .header("If-None-Match", "*");
        assert_eq!(host.ask(sent).code(), "xapi.lrs.precondition_form");
    }
}

#[test]
fn no_tag_goes_with_the_removal_of_many() {
    let (host, tag) = host();
    let many = state().replace("&stateId=a", "");
    let answer = host.ask(delete(&many).header("If-Match", &tag));
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (400, "xapi.lrs.precondition_form")
    );
    assert_eq!(host.ask(get(&state())).text(), "{ }");
}
