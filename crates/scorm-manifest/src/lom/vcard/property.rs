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
    parameters: Vec<(Box<str>, Box<str>)>,
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
            parameters: Vec::new(),
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
        self.parameters.push(("TYPE".into(), kind.into()));
        self
    }

    /// Reads a line; `None` where it is none.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (head, value) = split_outside_quotes(line, ':')?;
        let mut parts = Parts(Some(head));
        let whole = parts.next()?.trim();
        let (group, name) = match whole.rsplit_once('.') {
            Some((group, name)) => (Some(group.into()), name),
            None => (None, whole),
        };
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if name.is_empty() || !name.bytes().all(allowed) {
            return None;
        }
        let parameters = parts.map(|part| match part.split_once('=') {
            Some((name, value)) => (name.trim().into(), value.trim().trim_matches('"').into()),
            // A parameter of vCard 2.1, which has a value alone.
            None => ("TYPE".into(), part.trim().into()),
        });
        Some(Self {
            group,
            parameters: parameters.collect(),
            name: name.into(),
            value: value.into(),
        })
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
        self.parameters
            .iter()
            .map(|(name, value)| (&**name, &**value))
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
        for (name, value) in &self.parameters {
            line.push(';');
            line.push_str(name);
            line.push('=');
            line.push_str(&quoted(value));
        }
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

/// The name and the parameters before the colon, divided by semicolons outside quotes.
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

/// The value of a parameter, in quotes where it has marks that would end it.
fn quoted(value: &str) -> String {
    if value.contains([';', ':', ',']) && !value.contains(',') {
        return format!("\"{value}\"");
    }
    value.to_owned()
}
