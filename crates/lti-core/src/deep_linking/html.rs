//! HTML that a tool sends.

use core::fmt;

use edu_json::{FromJson, JsonWriter, Node, Reader, ToJson, json_object};

json_object! {
    /// A fragment of HTML to be put into a page of the platform's.
    ///
    /// Spec: Deep Linking 2.0, §3.4.
    pub struct HtmlItem {
        constant {
            item_type: "html" => "type",
        }
        required {
            /// The fragment.
            html: UntrustedHtml = "html",
        }
        informative {
            /// Shown to people.
            title: String = "title",
            /// Shown to people beside the title.
            text: String = "text",
        }
    }
}

json_object! {
    /// HTML that shows a link inside a page of the platform's.
    ///
    /// Spec: Deep Linking 2.0, §3.1.
    pub struct Embed {
        required {
            /// The fragment.
            html: UntrustedHtml = "html",
        }
    }
}

/// HTML of another's making; nobody may see it as it is.
///
/// There is no way to the text but through a sanitiser of the host's: a script in it would act as
/// whoever looks at the page. `Debug` shows its length.
///
/// ```
/// use lti_core::deep_linking::UntrustedHtml;
///
/// let html = UntrustedHtml::new("<b>Read this</b><script>steal()</script>");
/// // A real sanitiser keeps what is harmless; this one keeps nothing.
/// let safe = html.sanitized_with(|raw| raw.replace('<', "&lt;"));
/// assert!(safe.starts_with("&lt;b>"));
/// assert!(!format!("{html:?}").contains("steal"));
/// ```
///
/// Spec: Deep Linking 2.0, §3.4.
#[derive(Clone, PartialEq, Eq)]
pub struct UntrustedHtml(Box<str>);

impl UntrustedHtml {
    /// A fragment to send.
    pub fn new(html: impl Into<Box<str>>) -> Self {
        Self(html.into())
    }

    /// What `sanitize` makes of the fragment.
    pub fn sanitized_with<T>(&self, sanitize: impl FnOnce(&str) -> T) -> T {
        sanitize(&self.0)
    }
}

impl fmt::Debug for UntrustedHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UntrustedHtml({} bytes)", self.0.len())
    }
}

impl FromJson for UntrustedHtml {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.text(node).map(Self::new)
    }
}

impl ToJson for UntrustedHtml {
    fn to_json(&self, writer: &mut JsonWriter) {
        writer.string(&self.0);
    }
}
