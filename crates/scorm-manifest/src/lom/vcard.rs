//! Cards that say who contributed.

use core::fmt;

mod property;
mod read;

pub use property::VCardProperty;

/// What a contributor's card says: names, organisation, addresses.
///
/// LOM asks for vCard 3.0; 2.1 is read too, whose parameters have no names. Of each property the
/// value is kept as it came, and [`VCardProperty::text`] gives what it means. Everything in a card is
/// about a person or an organisation, so `Debug` shows none of it.
///
/// ```
/// use scorm_manifest::lom::VCard;
///
/// let card = VCard::parse("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\\, Countess of\n  Lovelace\nEND:VCARD")?;
/// assert_eq!(card.formatted_name().as_deref(), Some("Ada, Countess of Lovelace"));
/// assert_eq!(format!("{card:?}"), "VCard(…)");
/// assert_eq!(
///     VCard::parse("Ada Lovelace").unwrap_err().to_string(),
///     "card does not begin with `BEGIN:VCARD`",
/// );
/// # Ok::<(), scorm_manifest::lom::VCardError>(())
/// ```
///
/// Spec: RFC 2426 (vCard 3.0) §4, RFC 2425 §5.8.1; IEEE 1484.12.1 §2.3.2.
#[derive(Clone, PartialEq, Eq)]
pub struct VCard {
    properties: Vec<VCardProperty>,
}

/// Why a text is no card.
///
/// Never quotes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VCardError {
    /// The text is longer than allowed.
    #[error("card is {found} bytes, limit is {limit}")]
    TooLong {
        /// Bytes found.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The card has more properties than allowed.
    #[error("card has more than {limit} properties")]
    TooManyProperties {
        /// Properties allowed.
        limit: usize,
    },
    /// The first line is another.
    #[error("card does not begin with `BEGIN:VCARD`")]
    Begin,
    /// The last line is another.
    #[error("card does not end with `END:VCARD`")]
    End,
    /// A line has no colon, or no name before it.
    #[error("line {line} of card is not a name, a colon and a value")]
    Line {
        /// Which, counted from one, after folded lines are joined.
        line: usize,
    },
}

impl VCard {
    /// Longest text of a card, in bytes. Photographs in cards are beyond it.
    pub const MAX_BYTES: usize = 64 * 1024;

    /// Most properties of a card.
    pub const MAX_PROPERTIES: usize = 1000;

    /// Reads one card.
    ///
    /// White space around the card does not count. Lines end with LF, CR or both; one that begins
    /// with a space or a tab continues the one before it. Where already the line after `BEGIN:VCARD`
    /// begins so, the card was indented as the XML around it, and white space before lines is
    /// layout.
    ///
    /// # Errors
    ///
    /// [`VCardError`] names the first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, VCardError> {
        read::properties(text).map(|properties| Self { properties })
    }

    /// A card with the name that people read.
    pub fn new(formatted_name: &str) -> Self {
        let mut card = Self {
            properties: vec![VCardProperty::plain("VERSION", "3.0")],
        };
        card.properties
            .push(VCardProperty::escaped("FN", formatted_name));
        card
    }

    /// The card with the parts of a person's name, which vCard 3.0 requires beside the whole.
    #[must_use]
    pub fn with_name(mut self, family: &str, given: &str) -> Self {
        self.properties.push(VCardProperty::of_components(
            "N",
            &[family, given, "", "", ""],
        ));
        self
    }

    /// The card with an organisation.
    #[must_use]
    pub fn with_organization(mut self, organization: &str) -> Self {
        self.properties
            .push(VCardProperty::escaped("ORG", organization));
        self
    }

    /// The card with an address for electronic mail.
    #[must_use]
    pub fn with_email(mut self, email: &str) -> Self {
        self.properties
            .push(VCardProperty::escaped("EMAIL", email).of_type("INTERNET"));
        self
    }

    /// Every property between the first line and the last, in order.
    pub fn properties(&self) -> &[VCardProperty] {
        &self.properties
    }

    /// The name that people read (`FN`).
    pub fn formatted_name(&self) -> Option<String> {
        self.first("FN").map(VCardProperty::text)
    }

    /// The parts of a person's name (`N`): family, given, further names, titles before and after.
    pub fn name_parts(&self) -> Option<Vec<String>> {
        self.first("N").map(|name| name.components().collect())
    }

    /// The organisation, without its units (`ORG`).
    pub fn organization(&self) -> Option<String> {
        self.first("ORG")
            .and_then(|organization| organization.components().next())
    }

    /// Addresses for electronic mail (`EMAIL`).
    pub fn emails(&self) -> impl Iterator<Item = String> {
        let named = |property: &&VCardProperty| property.is("EMAIL");
        self.properties
            .iter()
            .filter(named)
            .map(VCardProperty::text)
    }

    /// What is best shown for the contributor: the formatted name, else the parts of the name, else
    /// the organisation.
    pub fn display_name(&self) -> Option<String> {
        let from_parts = || {
            let parts = self.name_parts()?;
            let mut shown = String::new();
            for at in [3, 1, 2, 0, 4] {
                let part = parts.get(at).map_or("", |part| part.trim());
                if !part.is_empty() {
                    shown.push_str(if shown.is_empty() { "" } else { " " });
                    shown.push_str(part);
                }
            }
            (!shown.is_empty()).then_some(shown)
        };
        let whole = self.formatted_name().map(|name| name.trim().to_owned());
        whole
            .filter(|name| !name.is_empty())
            .or_else(from_parts)
            .or_else(|| self.organization())
    }

    fn first(&self, name: &str) -> Option<&VCardProperty> {
        self.properties.iter().find(|property| property.is(name))
    }
}

/// The text of the card, lines folded at 75 bytes and ended with LF: XML keeps no other line end.
impl fmt::Display for VCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BEGIN:VCARD\n")?;
        for property in &self.properties {
            property.write_folded(f)?;
        }
        f.write_str("END:VCARD")
    }
}

impl fmt::Debug for VCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VCard(…)")
    }
}

#[cfg(test)]
mod tests;
