//! Reading one text in several languages.

use edu_types::{LanguageMap, LanguageTag, Rule, Severity};

use super::{FromJson, Reader, Segment};
use crate::Node;

/// The rules that the members of a map of texts by language break, where a standard has its own
/// for them.
///
/// Without one, a member breaks the rule of the map, or that of all values.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::exhaustive_structs, reason = "each standard names all three")]
pub struct LanguageMapRules {
    /// A name is not a language tag.
    pub tag: Option<&'static Rule>,
    /// A value is not a string.
    pub text: Option<&'static Rule>,
    /// A language is there twice, its tag in different case. Weighed by the profile: where it is
    /// tolerated, both texts are kept and the first counts.
    pub repeated: Option<&'static Rule>,
}

/// Reads an object of texts by language tag; notes each member that is none.
pub fn read_language_map<'t>(
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
    rules: &LanguageMapRules,
) -> Option<LanguageMap> {
    reader.expect_object(node)?;
    reader.expect_members(node)?;
    let mut map = LanguageMap::with_capacity(node.len());
    let mut sound = true;
    for (name, member) in node.members() {
        match read_text(name, member, reader, rules) {
            Some((tag, text)) => map.push(tag, text),
            // Go on: the report names every bad member.
            None => sound = false,
        }
    }
    let once = is_once(&map, node, reader, rules);
    (sound && once).then_some(map)
}

/// Reads one member: its name is a language, its value the text.
fn read_text<'t>(
    name: &'t str,
    member: Node<'t>,
    reader: &mut Reader<'_, 't>,
    rules: &LanguageMapRules,
) -> Option<(LanguageTag, &'t str)> {
    let of_map = reader.own;
    let at = Segment::Member(name);
    match LanguageTag::parse(name) {
        Ok(tag) => {
            let rule = rules.text.or(of_map);
            let text = reader.inside(at, rule, |reader| reader.text(member))?;
            Some((tag, text))
        }
        Err(error) => {
            let rule = rules.tag.or(of_map);
            reader.inside(at, rule, |reader| {
                reader.not_allowed(member, error.to_string())
            })
        }
    }
}

/// Whether each language is there once, or the profile tolerates that one is not.
fn is_once<'t>(
    map: &LanguageMap,
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
    rules: &LanguageMapRules,
) -> bool {
    let Some(tag) = map.repeated() else {
        return true;
    };
    let mut members = node.members();
    let Some((name, member)) = members.find(|(name, _)| *name == tag.as_str()) else {
        return true;
    };
    let message = "language is there before, its tag in different case";
    let of_map = reader.own;
    reader.inside(Segment::Member(name), of_map, |reader| {
        match rules.repeated {
            Some(rule) => reader.note(rule, member, message) != Some(Severity::Error),
            None => reader.not_allowed(member, message).unwrap_or(false),
        }
    })
}

impl FromJson for LanguageMap {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        read_language_map(node, reader, &LanguageMapRules::default())
    }
}
