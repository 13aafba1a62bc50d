//! Any two documents: merged only where both are JSON objects, and then the members of the later one
//! are there, byte for byte, with those of the earlier that it does not name, in that order.
#![no_main]

use edu_json::{Kind, Tree};
use edu_types::{Limits, Timestamp};
use libfuzzer_sys::fuzz_target;
use xapi_lrs::{
    DocumentAction, DocumentChange, DocumentRefusal, DocumentVerdict, Precondition, StoredDocument,
};

fuzz_target!(|input: (u16, &[u8])| {
    let (split, both) = input;
    let (held, sent) = both.split_at(usize::from(split).min(both.len()));
    let now = Timestamp::from_unix_seconds(1_700_000_000);
    let before = StoredDocument {
        content_type: "application/json".into(),
        content: held.to_vec().into(),
        updated: now.clone(),
    };
    let change = DocumentChange {
        action: DocumentAction::Merge {
            content_type: "application/json; charset=utf-8".into(),
            content: sent.to_vec().into(),
        },
        precondition: Precondition::Nothing,
        max_bytes: 4096,
    };
    match change.judge(Some(&before), &now) {
        DocumentVerdict::Keep(kept) => check(&kept.content, held, sent),
        DocumentVerdict::Refuse(DocumentRefusal::TooLarge { found, limit }) => assert!(found > limit),
        DocumentVerdict::Refuse(DocumentRefusal::NotMergeable) => {
            assert!(!is_object(held) || !is_object(sent));
        }
        verdict => panic!("{verdict:?}"),
    }
});

fn check(kept: &[u8], held: &[u8], sent: &[u8]) {
    let limits = Limits::default();
    let [kept, held, sent] =
        [kept, held, sent].map(|bytes| Tree::parse(bytes, &limits).expect("an object"));
    let (kept, held, sent) = (kept.root(), held.root(), sent.root());
    let names = |node: edu_json::Node<'_>| node.members().map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    let mut expected = names(held);
    expected.extend(names(sent).into_iter().filter(|name| held.get(name).is_none()));
    assert_eq!(names(kept), expected);
    for (name, value) in kept.members() {
        let source = sent.get(name).or_else(|| held.get(name));
        assert_eq!(source.map(edu_json::Node::raw), Some(value.raw()));
    }
}

/// Whether bytes are an object within the narrowest limits that a reader here has.
fn is_object(bytes: &[u8]) -> bool {
    Tree::parse(bytes, &Limits::default()).is_ok_and(|tree| tree.root().kind() == Kind::Object)
}
