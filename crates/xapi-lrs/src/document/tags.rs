//! The entity tags that requests name.

use super::{EntityTag, StoredDocument};

/// The entity tags of a header.
///
/// ```
/// use xapi_lrs::{Comparison, EntityTag, Tags};
///
/// let tag = EntityTag::of(b"{}");
/// let tags = Tags::parse(tag.as_str(), Comparison::Strong)?;
/// assert_eq!(tags, Tags::These(vec![tag]));
/// assert_eq!(Tags::parse("*", Comparison::Weak)?, Tags::Any);
/// assert!(Tags::parse("\"open", Comparison::Strong).is_err());
/// # Ok::<(), xapi_lrs::TagsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "headers hold one of these")]
pub enum Tags {
    /// `*`: any document.
    Any,
    /// These.
    These(Vec<EntityTag>),
}

/// How the tags of a header are compared with that of a document, which is strong.
///
/// Spec: RFC 9110 §8.8.3.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "RFC 9110 has these two")]
pub enum Comparison {
    /// A weak tag (`W/"…"`) names no document: `If-Match`.
    Strong,
    /// A weak tag names what the strong one of the same text does: `If-None-Match`.
    Weak,
}

/// Why a header holds no entity tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TagsError {
    /// The header is empty.
    #[error("no entity tag is named, * or tags in quotes are allowed")]
    Empty,
    /// Something in it is no entity tag.
    #[error("what is named is no entity tag, * or tags in quotes are allowed")]
    Malformed,
}

impl Tags {
    /// Reads the value of `If-Match` or `If-None-Match`.
    ///
    /// A tag without quotes is taken as if it had them: clients of the first versions, `TinCanJS` among
    /// them, send the bare digest.
    ///
    /// # Errors
    ///
    /// [`TagsError`] where it names no tag, or something else.
    ///
    /// Spec: RFC 9110 §13.1.1, §13.1.2.
    pub fn parse(header: &str, comparison: Comparison) -> Result<Self, TagsError> {
        if header.trim_matches(BLANK) == "*" {
            return Ok(Self::Any);
        }
        let mut tags = Vec::new();
        let mut named = false;
        let mut rest = header;
        while let Some((piece, behind)) = next(rest)? {
            rest = behind;
            named = true;
            let (is_weak, text) = piece;
            if !is_weak || comparison == Comparison::Weak {
                tags.push(EntityTag::quoted(text));
            }
        }
        if named {
            return Ok(Self::These(tags));
        }
        Err(TagsError::Empty)
    }

    pub(super) fn name(&self, held: Option<&StoredDocument>) -> bool {
        held.is_some_and(|held| match self {
            Self::Any => true,
            Self::These(tags) => tags.contains(&EntityTag::of(&held.content)),
        })
    }
}

const BLANK: [char; 2] = [' ', '\t'];

/// A tag, whether it is weak and what stands between its quotes; and the text behind it.
type Next<'t> = Option<((bool, &'t str), &'t str)>;

/// The first tag of a list; empty members of the list count for nothing (RFC 9110 §5.6.1.2).
fn next(list: &str) -> Result<Next<'_>, TagsError> {
    let list = list.trim_start_matches([' ', '\t', ',']);
    if list.is_empty() {
        return Ok(None);
    }
    let (is_weak, tag) = match list.strip_prefix("W/") {
        Some(tag) => (true, tag),
        None => (false, list),
    };
    let (text, behind) = match tag.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').ok_or(TagsError::Malformed)?,
        None if is_weak => return Err(TagsError::Malformed),
        None => tag
            .split_at_checked(tag.find(',').unwrap_or(tag.len()))
            .unwrap_or((tag, "")),
    };
    let text = if tag.starts_with('"') {
        text
    } else {
        text.trim_end_matches(BLANK)
    };
    let is_sound = |byte: u8| byte > b' ' && byte != b'"' && byte != b'\x7f';
    let behind = behind.trim_start_matches(BLANK);
    let ends = behind.is_empty() || behind.starts_with(',');
    if !ends || !text.bytes().all(is_sound) || text == "*" {
        return Err(TagsError::Malformed);
    }
    Ok(Some(((is_weak, text), behind)))
}
