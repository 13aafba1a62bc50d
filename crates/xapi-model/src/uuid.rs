//! UUIDs as statements carry them.

use edu_json::{Node, Reader};
use edu_types::UuidText;

use crate::rules;

/// Notes a UUID of another variant than that of RFC 4122, in the member `name` of `node`.
pub(crate) fn judge_variant<'t>(
    id: UuidText,
    (name, node): (&'static str, Node<'t>),
    reader: &mut Reader<'_, 't>,
) {
    if !id.is_rfc4122_variant() {
        let message = "UUID is not of the variant of RFC 4122";
        let at = node.get(name).unwrap_or(node);
        reader.within(name, |reader| {
            reader.note(&rules::UUID_VARIANT, at, message)
        });
    }
}
