//! Whether a statement says what its signature says.

use crate::{Attachment, Statement, Version, compare};

/// Where a statement differs from the one that was signed; empty where it does not.
///
/// The attachment at `signature` was added afterwards; so may have been further signatures. Other
/// attachments and the timestamp count in both versions: a signature that did not cover them would
/// let anybody exchange the evidence.
pub(super) fn differences(
    statement: &Statement,
    signature: usize,
    signed: &Statement,
) -> Vec<String> {
    let mut found = assigned(statement, signed);
    let before = without(statement, |position, _| position == signature);
    if compare::is_same(&before, signed, Version::V1_0_3) {
        return found;
    }
    let before = without(statement, |_, one| one.is_signature());
    found.extend(compare::differences(&before, signed, Version::V1_0_3));
    found
}

/// What a store may give to a statement that has none, and must not change or take away.
fn assigned(statement: &Statement, signed: &Statement) -> Vec<String> {
    let mut found = Vec::new();
    if signed.id.is_some() && signed.id != statement.id {
        found.push("/id".to_owned());
    }
    if signed.timestamp.is_some() && statement.timestamp.is_none() {
        found.push("/timestamp".to_owned());
    }
    found
}

fn without(statement: &Statement, added: impl Fn(usize, &Attachment) -> bool) -> Statement {
    let mut before = statement.clone();
    let attachments = before.attachments.take().unwrap_or_default();
    let kept = attachments.into_iter().enumerate();
    let kept = kept.filter(|(position, one)| !added(*position, one));
    let kept: Vec<_> = kept.map(|(_, one)| one).collect();
    before.attachments = (!kept.is_empty()).then_some(kept);
    before
}
