//! Any bytes: no panic; what is accepted agrees with `serde_json`, and pointers lead back.
#![no_main]

use edu_json::{Node, Tree};
use edu_types::Limits;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::DEFAULT.with_bytes(64 * 1024).with_depth(64).with_nodes(20_000);
    let Ok(tree) = Tree::parse(bytes, &limits) else { return };
    let value: serde_json::Value =
        serde_json::from_slice(bytes).or_else(|error| {
            // A number beyond the range of a float is JSON all the same.
            if error.to_string().starts_with("number out of range") {
                Ok(serde_json::Value::Null)
            } else {
                Err(error)
            }
        })
        .expect("serde_json accepts what the checked reader accepts");
    if value.is_null() {
        return;
    }
    walk(tree.root(), &value, &value);
});

fn walk(node: Node<'_>, value: &serde_json::Value, top: &serde_json::Value) {
    if node.span().start % 7 == 0 {
        assert_eq!(top.pointer(&node.pointer()), Some(value));
    }
    match value {
        serde_json::Value::String(text) => assert_eq!(node.as_str(), Some(text.as_str())),
        serde_json::Value::Array(items) => {
            assert_eq!(node.items().count(), items.len());
            for (node, value) in node.items().zip(items) {
                walk(node, value, top);
            }
        }
        serde_json::Value::Object(members) => {
            assert_eq!(node.members().count(), members.len());
            for (name, node) in node.members() {
                walk(node, &members[name], top);
            }
        }
        serde_json::Value::Bool(truth) => assert_eq!(node.as_bool(), Some(*truth)),
        serde_json::Value::Number(_) => assert!(node.as_number().is_some()),
        serde_json::Value::Null => assert!(node.is_null()),
    }
}
