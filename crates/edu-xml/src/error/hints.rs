//! How to mend documents, in plain words.

use edu_types::hints;

/// How to mend what breaks the rule of that code, in a plain sentence; `None` for codes of other crates.
///
/// ```
/// assert!(edu_xml::error::hint("xml.doctype").unwrap().contains("Remove"));
/// ```
pub fn hint(code: &str) -> Option<&'static str> {
    HINTS.of(code)
}

hints! {
    static HINTS;
    "xml.ampersand": "Write `&amp;` for the ampersand.";
    "xml.attribute.duplicate": "Keep one of the attributes.";
    "xml.character": "Remove the character, which often comes with text that is pasted.";
    "xml.declaration.space": "Remove what stands before the XML declaration.";
    "xml.doctype": "Remove the document type declaration, `<!DOCTYPE …>`; nothing of it is needed.";
    "xml.encoding": "Save the document as UTF-8.";
    "xml.encoding.mark": "Save the document as UTF-8, or with a byte order mark.";
    "xml.encoding.mismatch": "Save the document in the encoding that it declares, best as UTF-8.";
    "xml.entity": "Write the character itself in place of the entity.";
    "xml.entity.html": "Write the character itself, or its number such as `&#160;`, in place of the entity.";
    "xml.limit": "Make the document smaller, or let the importing system take larger ones.";
    "xml.namespace": "Correct the prefix or its declaration.";
    "xml.namespace.empty": "Give the prefix a namespace, or remove its declaration.";
    "xml.namespace.missing": "Declare the namespace of the standard as xmlns on the root element.";
    "xml.namespace.unbound": "Declare the prefix on the root element, by xmlns and its name.";
    "xml.syntax": "Correct the document at the place that is named, or export it again.";
    "xml.version": "Declare version 1.0.";
}
