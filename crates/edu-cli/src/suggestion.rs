//! What would settle a finding, as it is told.

use edu_json::{JsonWriter, RawJson, ToJson};
use xapi_model::repair::{Change, Repair};
use xapi_model::rules;

use crate::xapi_file::{LIMITS, on_one_line};

/// Most characters of a value that are shown to people.
const SHOWN: usize = 120;

/// What would settle one finding.
pub(crate) enum Suggestion {
    /// One change of a statement.
    ///
    /// Where that is a value that names a person, it is told that another one would, and to people how it begins; not
    /// the value.
    Change(Repair),
    /// What to do, in a plain sentence.
    Hint(&'static str),
}

impl Suggestion {
    /// What to do, for people, on one line.
    pub(crate) fn to_text(&self) -> String {
        let repair = match self {
            Self::Hint(hint) => return (*hint).to_owned(),
            Self::Change(repair) => repair,
        };
        match &repair.change {
            Change::Replace(value) if names_a_person(repair) => {
                let scheme = value.as_str().split_once(':').map(|(scheme, _)| scheme);
                format!("{}:…\" in its place", scheme.unwrap_or("\""))
            }
            Change::Replace(value) => {
                let text = on_one_line(value.as_str());
                match text.char_indices().nth(SHOWN).map(|(end, _)| end) {
                    Some(end) => format!("{}… in its place", text.get(..end).unwrap_or_default()),
                    None => format!("{text} in its place"),
                }
            }
            Change::Rename(name) => format!("{name} as its name"),
            Change::Remove => "without it".to_owned(),
        }
    }
}

/// Whether the value tells who somebody is, which no finding does.
fn names_a_person(repair: &Repair) -> bool {
    [&rules::MBOX, &rules::OPENID]
        .iter()
        .any(|rule| rule.code == repair.code)
}

impl ToJson for Suggestion {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.object(|object| {
            let repair = match self {
                Self::Hint(hint) => return object.member("hint", *hint),
                Self::Change(repair) => repair,
            };
            match &repair.change {
                Change::Replace(value) => {
                    object.member("change", "replace");
                    if !names_a_person(repair) {
                        let text = on_one_line(value.as_str());
                        object.optional("value", RawJson::new(&text, &LIMITS).ok());
                    }
                }
                Change::Rename(name) => {
                    object.member("change", "rename");
                    object.member("name", &**name);
                }
                Change::Remove => object.member("change", "remove"),
            }
        });
    }
}
