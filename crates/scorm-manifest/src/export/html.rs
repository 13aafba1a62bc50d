//! HTML, and XML of the same marks, in which every text is escaped: there is no way to write one that is not.

/// Writes a page from the outside in: elements are closures, so they always close.
#[derive(Debug, Default)]
pub(super) struct Html {
    out: String,
}

/// Attributes by name; those without a value are left out.
pub(super) type Attributes<'a> = [(&'a str, Option<&'a str>)];

impl Html {
    /// A document that says what it is.
    pub(super) fn document() -> Self {
        Self {
            out: String::from("<!DOCTYPE html>\n"),
        }
    }

    pub(super) fn into_string(self) -> String {
        self.out
    }

    /// An element with content.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: &Attributes<'_>,
        write: impl FnOnce(&mut Self),
    ) {
        self.start(name, attributes);
        write(self);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        if is_block(name) {
            self.out.push('\n');
        }
    }

    /// An element whose content is a text.
    pub(super) fn text_element(
        &mut self,
        name: &'static str,
        attributes: &Attributes<'_>,
        text: &str,
    ) {
        self.element(name, attributes, |html| html.text(text));
    }

    /// An element that has no content.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.start(name, attributes);
        if is_block(name) {
            self.out.push('\n');
        }
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        self.escape(text);
    }

    fn start(&mut self, name: &'static str, attributes: &Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in attributes {
            let Some(value) = value else {
                continue;
            };
            self.out.push(' ');
            self.out.push_str(name);
            if !value.is_empty() || needs_value(name) {
                self.out.push_str("=\"");
                self.escape(value);
                self.out.push('"');
            }
        }
        self.out.push('>');
    }

    /// Marks of HTML by reference, and characters that no page may hold by one that says so.
    fn escape(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                '\t' | '\n' => self.out.push(character),
                control if control.is_control() => self.out.push('\u{fffd}'),
                other => self.out.push(other),
            }
        }
    }
}

/// Attributes whose empty value says something.
fn needs_value(name: &str) -> bool {
    matches!(name, "alt" | "sandbox" | "value") || name.starts_with("data-")
}

/// Elements that end a line, so that a person can read the page.
fn is_block(name: &str) -> bool {
    !matches!(
        name,
        "a" | "em" | "strong" | "span" | "label" | "input" | "button" | "legend"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_open_an_element_or_leave_an_attribute() {
        let mut html = Html::default();
        html.text_element("p", &[("title", Some("\"'><b>"))], "<script>&");
        let text = html.into_string();
        assert_eq!(
            text,
            "<p title=\"&quot;&#39;&gt;&lt;b&gt;\">&lt;script&gt;&amp;</p>\n"
        );
    }

    #[test]
    fn characters_that_no_page_may_hold_are_replaced() {
        let mut html = Html::default();
        html.text("a\0b\u{1b}c\u{85}\n");
        assert_eq!(html.into_string(), "a\u{fffd}b\u{fffd}c\u{fffd}\n");
    }
}
