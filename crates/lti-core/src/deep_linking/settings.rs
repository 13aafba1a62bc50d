//! What a platform offers to a tool that is asked for content.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson, json_object};
use edu_types::{Secret, Severity};

use super::ItemType;
use crate::{CommaList, DocumentTarget, Flag, WebAddress, rules};

json_object! {
    /// What a platform offers to a tool that is asked for content.
    ///
    /// A flag that is absent promises nothing.
    ///
    /// Spec: Deep Linking 2.0, §4.4.1.
    pub struct DeepLinkingSettings {
        required {
            /// Where the answer goes; check before use.
            deep_link_return_url: WebAddress = "deep_link_return_url",
            /// Kinds of item the platform takes.
            accept_types: CommaList<ItemType> = "accept_types",
            /// Where the platform can show what is chosen.
            accept_presentation_document_targets: CommaList<DocumentTarget> = "accept_presentation_document_targets",
        }
        optional {
            /// The platform's own; goes back unaltered.
            data: Secret<String> = "data",
        }
        informative {
            /// Media types the platform takes as files.
            accept_media_types: MediaTypes = "accept_media_types",
            /// Whether more than one item may be chosen.
            accept_multiple: Flag = "accept_multiple",
            /// Whether items may bring columns of the gradebook.
            accept_lineitem: Flag = "accept_lineitem",
            /// Whether the platform keeps what is chosen without asking further.
            auto_create: Flag = "auto_create",
            /// Whether the platform can make copies of files and pictures, instead of links.
            accept_copy_advice: Flag = "accept_copy_advice",
            /// Whether the tool may ask the person to confirm that everything is kept.
            can_confirm: Flag = "can_confirm",
            /// Suggested title of what is chosen.
            title: String = "title",
            /// Suggested text of what is chosen.
            text: String = "text",
        }
    }
}

/// Media types separated by commas, as a platform names those of the files it takes.
///
/// ```
/// use lti_core::deep_linking::MediaTypes;
///
/// let taken = MediaTypes::from("application/pdf, image/*");
/// assert!(taken.contains("image/png") && taken.contains("Application/PDF; version=2"));
/// assert!(!taken.contains("imagery/png") && !taken.contains("text/html"));
/// ```
///
/// Spec: Deep Linking 2.0, §4.4.1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaTypes(Box<str>);

impl MediaTypes {
    /// The text, as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The media types in it, `*/*` and its like among them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0
            .split(',')
            .map(str::trim)
            .filter(|one| !one.is_empty())
    }

    /// Whether files of this media type are among them; parameters do not count, nor does case.
    pub fn contains(&self, media_type: &str) -> bool {
        let asked = essence(media_type);
        self.iter().map(essence).any(|taken| {
            taken == "*/*"
                || taken.eq_ignore_ascii_case(asked)
                || taken
                    .strip_suffix("/*")
                    .zip(asked.split_once('/'))
                    .is_some_and(|(family, (found, _))| family.eq_ignore_ascii_case(found))
        })
    }
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    let (essence, _) = media_type.split_once(';').unwrap_or((media_type, ""));
    essence.trim()
}

impl From<&str> for MediaTypes {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for MediaTypes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromJson for MediaTypes {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        if node.kind() != Kind::Array {
            return reader.text(node).map(Self::from);
        }
        let types = Vec::<String>::from_json(node, reader)?;
        let message = "list is an array, text with commas is expected";
        let noted = reader.note(&rules::LIST_SPELLING, node, message);
        (noted != Some(Severity::Error)).then(|| Self(types.join(",").into()))
    }
}

impl ToJson for MediaTypes {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.0);
    }
}
