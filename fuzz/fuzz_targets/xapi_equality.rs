//! Two statements, one a line: comparison is reflexive and symmetric, has no differences where it
//! says that two are the same, and the same have one fingerprint.
#![no_main]

use edu_json::ToJson as _;
use edu_types::{Limits, Profile};
use libfuzzer_sys::fuzz_target;
use xapi_model::compare::{differences, fingerprint, is_same};
use xapi_model::{Actor, Group, Object, Statement, Version};

fuzz_target!(|bytes: &[u8]| {
    let mut lines = bytes.splitn(2, |byte| *byte == b'\n');
    let mut line = || lines.next().unwrap_or_default();
    let (first, second) = (line(), line());
    for version in Version::ALL {
        let profile = version.lenient();
        let Some(one) = read(first, &profile) else { continue };
        assert!(hold(&one, &one, version));
        let again = read(one.to_json_string().as_bytes(), &profile).expect("what was written");
        assert!(hold(&one, &again, version));
        let turned = with_members_turned(&one);
        assert!(hold(&one, &turned, version));
        if let Some(other) = read(second, &profile) {
            let same = hold(&one, &other, version);
            assert_eq!(hold(&turned, &other, version), same);
        }
    }
});

fn read(bytes: &[u8], profile: &Profile) -> Option<Statement> {
    let read = Statement::from_slice(bytes, profile, &Limits::DEFAULT);
    read.ok().map(|read| read.value)
}

/// Whether two are the same, after the laws of that were held against them.
fn hold(one: &Statement, other: &Statement, version: Version) -> bool {
    let same = is_same(one, other, version);
    assert_eq!(is_same(other, one, version), same);
    let (there, back) = (differences(one, other, version), differences(other, one, version));
    assert_eq!(there.is_empty(), same);
    assert_eq!(back.is_empty(), same);
    assert!(there.iter().all(|place| place.starts_with('/')));
    if same {
        assert_eq!(fingerprint(one), fingerprint(other));
    }
    same
}

/// The statement with the members of its groups in the other order, which means nothing.
fn with_members_turned(statement: &Statement) -> Statement {
    let mut turned = statement.clone();
    let turn = |group: &mut Group| group.member.iter_mut().for_each(|members| members.reverse());
    if let Actor::Group(group) = &mut turned.actor {
        turn(group);
    }
    match &mut turned.object {
        Object::Group(group) => turn(group),
        Object::SubStatement(inner) => {
            if let Actor::Group(group) = &mut inner.actor {
                turn(group);
            }
        }
        Object::Activity(_) | Object::Agent(_) | Object::StatementRef(_) => {}
    }
    let context = turned.context.iter_mut();
    context.filter_map(|context| context.team.as_mut()).for_each(turn);
    turned
}
