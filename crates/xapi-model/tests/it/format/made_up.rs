//! Statements made up piece by piece: what a store sets is set, and every other byte stays.

use edu_json::{Document, Tree};
use edu_types::{AcceptLanguage, Limits};
use proptest::prelude::*;
use xapi_model::format::{Assigned, Received};
use xapi_model::{Statement, Version, compare};

use super::{STORED, exact, exact_with, stored};

/// What is sent, and what is to come back.
type Piece = (String, String);

fn same(text: impl Into<String>) -> Piece {
    let text = text.into();
    (text.clone(), text)
}

fn space() -> impl Strategy<Value = String> {
    "[ \n\t\r]{0,2}"
}

fn actor() -> impl Strategy<Value = Piece> {
    (space(), "(Ad\\\\u0061|é|a\\\\n){0,2}", any::<bool>()).prop_map(|(space, name, is_group)| {
        let agent = format!(r#"{{"mbox":"mailto:a@b.c"{space},{space}"name": "{name}"}}"#);
        if is_group {
            return same(format!(
                r#"{{"member":[{agent}{space}],"objectType":"Group"}}"#
            ));
        }
        same(agent)
    })
}

fn number() -> impl Strategy<Value = String> {
    "-?[1-9][0-9]{0,3}(\\.[0-9]{1,4})?([eE][+-]?[0-9])?"
}

fn activity() -> impl Strategy<Value = String> {
    (space(), number()).prop_map(|(space, number)| {
        format!(
            r#"{{{space}"id":"http://a.b/c","definition":{{"name":{{"en":"a","de":"b"}},"extensions":{{"a:b":{number}}}}}}}"#
        )
    })
}

/// Context activities of one kind, single or listed.
fn context() -> impl Strategy<Value = Piece> {
    (activity(), any::<bool>(), space()).prop_map(|(activity, single, space)| {
        let around = |list: &str| {
            format!(r#"{{"contextActivities":{{"parent":{space}{list}{space}}},{space}"language":"de"}}"#)
        };
        let list = format!("[{activity}]");
        let sent = if single { &activity } else { &list };
        (around(sent), around(&list))
    })
}

fn result() -> impl Strategy<Value = Piece> {
    (number(), space()).prop_map(|(number, space)| {
        same(format!(
            r#"{{"score":{{"raw":{space}{number}}},"extensions":{{"a:stored":"\/"}}}}"#
        ))
    })
}

/// The members that a statement and a sub-statement may have.
fn parts() -> impl Strategy<Value = Vec<(&'static str, Piece)>> {
    let optional = (
        proptest::option::of(context()),
        proptest::option::of(result()),
    );
    (actor(), optional).prop_map(|(actor, (context, result))| {
        let verb = same(r#"{"id" : "http://a.b/did","display":{"en":"did","de":"tat"}}"#);
        let optional = [("context", context), ("result", result)];
        let optional = optional
            .into_iter()
            .filter_map(|(name, piece)| Some((name, piece?)));
        [("actor", actor), ("verb", verb)]
            .into_iter()
            .chain(optional)
            .collect()
    })
}

fn object(members: &[(&str, Piece)], space: &str) -> Piece {
    let write = |side: fn(&Piece) -> &String| {
        let members: Vec<String> = members
            .iter()
            .map(|(name, piece)| format!(r#"{space}"{name}"{space}:{}"#, side(piece)))
            .collect();
        format!("{{{}{space}}}", members.join(","))
    };
    (write(|piece| &piece.0), write(|piece| &piece.1))
}

/// A statement and what is to come back of it, both with all that a store sets.
fn statement() -> impl Strategy<Value = Piece> {
    let time = same(r#""2015-11-18T12:17:00.10+00:00""#);
    let old = (
        r#""2001-01-01T00:00:00Z""#.to_owned(),
        format!(r#""{STORED}""#),
    );
    let inner = (parts(), activity(), space()).prop_map(|(mut parts, activity, space)| {
        parts.push(("objectType", same(r#""SubStatement""#)));
        parts.push(("object", same(activity)));
        object(&parts, &space)
    });
    let target = prop_oneof![activity().prop_map(same), inner];
    (parts(), target, space()).prop_map(move |(mut parts, target, space)| {
        parts.push(("object", target));
        parts.insert(1, ("stored", old.clone()));
        parts.push(("timestamp", time.clone()));
        object(&parts, &space)
    })
}

fn read(text: &str) -> Statement {
    let profile = Version::V1_0_3.lenient();
    let read = Document::<Statement>::from_slice(text.as_bytes(), &profile, &Limits::default());
    read.unwrap_or_else(|refused| panic!("{refused}\n{text}"))
        .value
        .into_value()
}

proptest! {
    #[test]
    fn only_what_a_store_sets_is_changed((sent, expected) in statement()) {
        prop_assert_eq!(exact(&sent), expected);
    }

    #[test]
    fn what_is_given_back_says_the_same((sent, _) in statement()) {
        let back = read(&exact(&sent));
        for version in Version::ALL {
            prop_assert!(compare::is_same(&read(&sent), &back, version));
        }
    }

    #[test]
    fn every_format_can_be_read_again((sent, _) in statement()) {
        let received = Received::new(sent.as_bytes(), &Limits::default()).unwrap();
        let ids = String::from_utf8(received.ids()).unwrap();
        let canonical = received.canonical(&(), &AcceptLanguage::parse("de"));
        let canonical = String::from_utf8(canonical).unwrap();
        prop_assert!(!ids.contains("name") && !ids.contains("display"), "{}", ids);
        prop_assert!(!canonical.contains(r#""en":"#), "{}", canonical);
        for text in [ids, canonical] {
            read(&text);
        }
    }

    #[test]
    fn reduced_again_a_statement_stays((sent, _) in statement()) {
        let once = super::ids(&sent);
        prop_assert_eq!(super::ids(&once), once);
    }

    #[test]
    fn no_bytes_that_are_json_make_it_stumble(text in "(\\{|\\}|\\[|\\]|:|,|\"(object|objectType|SubStatement|context|contextActivities|parent|verb|id|display|actor|member|mbox|Group|Agent)\"|null|1){0,24}") {
        if let Ok(received) = Received::new(text.as_bytes(), &Limits::default()) {
            for bytes in [
                received.exact(&Assigned::new(stored())),
                received.ids(),
                received.canonical(&(), &AcceptLanguage::parse("de")),
            ] {
                prop_assert!(Tree::parse(&bytes, &Limits::default()).is_ok());
            }
            prop_assert!(exact_with(&text, &Assigned::new(stored())).contains(STORED));
        }
    }
}
