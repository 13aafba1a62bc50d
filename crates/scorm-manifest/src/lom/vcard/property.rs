//! One line of a card.

use core::fmt;

/// One property of a card: a name, its parameters and a value.
///
/// `Debug` shows the name alone.
///
/// Spec: RFC 2426 §4.
#[derive(Clone, PartialEq, Eq)]
pub struct VCardProperty {
    group: Option<Box<str>>,
    name: Box<str>,
    /// The text between the name and the colon: nothing, or a semicolon and what follows.
    parameters: Box<str>,
    value: Box<str>,
}

/// Bytes after which a line is folded.
const LINE: usize = 75;

impl VCardProperty {
    /// A property whose value needs no escapes.
    pub(super) fn plain(name: &str, value: &str) -> Self {
        Self {
            group: None,
            name: name.into(),
            parameters: "".into(),
            value: value.into(),
        }
    }

    /// A property whose value is one text.
    pub(super) fn escaped(name: &str, text: &str) -> Self {
        Self::plain(name, &escape(text))
    }

    /// A property whose value has components.
    pub(super) fn of_components(name: &str, components: &[&str]) -> Self {
        let escaped: Vec<String> = components.iter().map(|text| escape(text)).collect();
        Self::plain(name, &escaped.join(";"))
    }

    /// The property with a type.
    pub(super) fn of_type(mut self, kind: &str) -> Self {
        self.parameters = format!(";TYPE={kind}").into();
        self
    }

    /// Reads a line; `None` where it is none.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (head, value) = split_outside_quotes(line, ':')?;
        let (whole, parameters) = head.split_at(head.find(';').unwrap_or(head.len()));
        let whole = whole.trim();
        let (group, name) = match whole.rsplit_once('.') {
            Some((group, name)) => (Some(group.into()), name),
            None => (None, whole),
        };
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if name.is_empty() || !name.bytes().all(allowed) {
            return None;
        }
        Some(Self {
            group,
            parameters: parameters.into(),
            name: name.into(),
            value: value.into(),
        })
    }

    /// Whether the line is the last of a card.
    pub(super) fn ends_card(&self) -> bool {
        let nothing_else = self.group.is_none() && self.parameters.is_empty();
        nothing_else && self.is("END") && self.value.trim().eq_ignore_ascii_case("VCARD")
    }

    /// What groups this property with others, such as `item1` of `item1.EMAIL`.
    pub fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }

    /// The name as it came, such as `FN`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the property has that name, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Names and values of the parameters, in order; what vCard 2.1 writes without a name is a `TYPE`.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        let written = self.parameters.strip_prefix(';');
        Parts(written).map(|part| match part.split_once('=') {
            Some((name, value)) => (name.trim(), value.trim().trim_matches('"')),
            None => ("TYPE", part.trim()),
        })
    }

    /// The value as it came, folded lines joined and escapes left.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What the value means as one text: without escapes.
    pub fn text(&self) -> String {
        unescape(&self.value)
    }

    /// What the parts of the value mean, where semicolons divide it.
    pub fn components(&self) -> impl Iterator<Item = String> {
        let mut rest = Some(&*self.value);
        core::iter::from_fn(move || {
            let text = rest?;
            let (component, after) = match split_outside_escapes(text) {
                Some((component, after)) => (component, Some(after)),
                None => (text, None),
            };
            rest = after;
            Some(unescape(component))
        })
    }

    /// Writes the property as one line, folded where it is long.
    pub(super) fn write_folded(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = String::new();
        if let Some(group) = &self.group {
            line.push_str(group);
            line.push('.');
        }
        line.push_str(&self.name);
        line.push_str(&self.parameters);
        line.push(':');
        line.push_str(&self.value);
        let mut used = 0_usize;
        for character in line.chars() {
            let width = character.len_utf8();
            if used.saturating_add(width) > LINE {
                f.write_str("\n ")?;
                used = 1;
            }
            write!(f, "{character}")?;
            used = used.saturating_add(width);
        }
        f.write_str("\n")
    }
}

impl fmt::Debug for VCardProperty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VCardProperty({}: …)", self.name)
    }
}

/// The parameters before the colon, divided by semicolons outside quotes.
struct Parts<'a>(Option<&'a str>);

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.0?;
        match split_outside_quotes(text, ';') {
            Some((part, rest)) => {
                self.0 = Some(rest);
                Some(part)
            }
            None => self.0.take(),
        }
    }
}

/// Splits at the first mark that stands outside quotes.
fn split_outside_quotes(text: &str, mark: char) -> Option<(&str, &str)> {
    let mut inside = false;
    let mark_outside = |character: char| {
        inside ^= character == '"';
        character == mark && !inside
    };
    let at = text.find(mark_outside)?;
    let (before, rest) = text.split_at_checked(at)?;
    Some((before, rest.get(mark.len_utf8()..)?))
}

/// Splits at the first semicolon that no backslash stands before.
fn split_outside_escapes(text: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    let semicolon_outside = |character: char| {
        let plain = !escaped;
        escaped = plain && character == '\\';
        plain && character == ';'
    };
    let at = text.find(semicolon_outside)?;
    let (before, rest) = text.split_at_checked(at)?;
    Some((before, rest.get(1..)?))
}

fn unescape(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            text.push(character);
            continue;
        }
        match characters.next() {
            Some('n' | 'N') => text.push('\n'),
            // What was escaped without need means itself.
            Some(other) => text.push(other),
            None => text.push('\\'),
        }
    }
    text
}

fn escape(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ',' | ';' => {
                value.push('\\');
                value.push(character);
            }
            '\n' => value.push_str("\\n"),
            // A line end of two characters is one; nothing else that controls belongs in a card.
            other if other.is_control() && other != '\t' => {}
            other => value.push(other),
        }
    }
    value
}
