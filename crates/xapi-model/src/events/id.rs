//! Ids of statements that follow from what they tell.

use edu_types::UuidText;
use uuid::Uuid;

/// Under this, names of events are names and nothing else.
const NAMESPACE: Uuid = Uuid::from_u128(0xbcd3_8fc4_9e5e_41dc_ac6d_a510_a01a_e6cb);

/// The id of the statement that tells of one event, in one attempt, of one tenant; always the same.
///
/// A store that gets an event twice then has it once. The attempt belongs to the name wherever the
/// host's id of an event does not change with it, as one made of learner and package does not. A copy
/// that says something else, such as one without names, is another statement: give it a tenant of
/// its own.
///
/// It is a UUID of version 5 under `bcd38fc4-9e5e-41dc-ac6d-a510a01ae6cb`, so that any language can
/// compute it, and stores that know the versions up to 5 alone take it. That version 5 digests by
/// SHA-1 costs nothing here: of any digest 122 bits are kept, and two names with the same ones are
/// as hard to find by trying. The name is the three parts, each with its length in bytes before
/// and a comma behind, `-,` for an attempt that is absent; so no two triples have one name.
///
/// ```
/// use xapi_model::events::statement_id;
///
/// // uuid5(namespace, "8:school-1,2:17,-,")
/// let id = statement_id("school-1", "17", None);
/// assert_eq!(id.as_str(), "c58c9378-3c11-5176-9dea-7e4f17d8cce6");
/// assert_ne!(statement_id("school-1", "17", Some("2")), id);
/// ```
///
/// Spec: RFC 9562 §5.5; xAPI 1.0.3 Part 2 §2.4.1.
pub fn statement_id(tenant: &str, event: &str, attempt: Option<&str>) -> UuidText {
    let mut name = String::new();
    for part in [Some(tenant), Some(event), attempt] {
        if let Some(part) = part {
            name.push_str(&part.len().to_string());
            name.push(':');
            name.push_str(part);
            name.push(',');
        } else {
            name.push_str("-,");
        }
    }
    UuidText::from_bytes(Uuid::new_v5(&NAMESPACE, name.as_bytes()).into_bytes())
}
