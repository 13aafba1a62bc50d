//! How the XML declaration is read.

use crate::arena::Span;
use crate::characters::is_name_byte;
use crate::error::{DECLARATION_SPACE, Flaw, VERSION};
use crate::parse::{Builder, Step};
use crate::tree::DeclarationSpans;

impl Builder<'_> {
    /// Reads the XML declaration, where there is one.
    pub(crate) fn declaration(&mut self) -> Step {
        self.space();
        let start = self.at;
        if !self.starts_with("<?xml") || self.byte(start.wrapping_add(5)).is_some_and(is_name_byte)
        {
            self.at = 0;
            return Ok(());
        }
        if start > 0 {
            let message = "white space before the XML declaration, it must come first";
            self.weigh(&DECLARATION_SPACE, 0, message)?;
        }
        self.at = start.wrapping_add(5);
        let mut spans = DeclarationSpans::default();
        let version = self.pseudo_attribute("version")?;
        let Some(version) = version.filter(|one| is_version(one.of(self.text))) else {
            return Err(Flaw::syntax(
                self.at,
                "XML declaration without a version `1.` and digits",
            ));
        };
        spans.version = version;
        spans.encoding = self.pseudo_attribute("encoding")?;
        if let Some(standalone) = self.pseudo_attribute("standalone")? {
            spans.standalone = Some(match standalone.of(self.text) {
                "yes" => true,
                "no" => false,
                _ => {
                    return Err(Flaw::syntax(
                        self.at,
                        "standalone is neither `yes` nor `no`",
                    ));
                }
            });
        }
        self.space();
        if !self.starts_with("?>") {
            let message =
                "XML declaration holds more than version, encoding, standalone in this order";
            return Err(Flaw::syntax(self.at, message));
        }
        self.at = self.at.wrapping_add(2);
        self.declaration = Some(spans);
        if version.of(self.text) != "1.0" {
            let message = "a version other than 1.0 is declared, read as 1.0";
            self.weigh(&VERSION, start, message)?;
        }
        Ok(())
    }

    /// Reads ` name="value"` where it comes next.
    fn pseudo_attribute(&mut self, name: &str) -> Step<Option<Span>> {
        let before = self.at;
        if !self.space() || !self.starts_with(name) {
            self.at = before;
            return Ok(None);
        }
        self.at = self.at.wrapping_add(name.len());
        self.equals()?;
        let quote = self.quote()?;
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.find(['"', '\'', '<', '&', '>']).unwrap_or(rest.len());
        let end = start.wrapping_add(length);
        if self.byte(end) != Some(quote) {
            return Err(Flaw::syntax(
                start,
                "value in the XML declaration is not closed",
            ));
        }
        self.at = end.wrapping_add(1);
        Ok(Some(Span::new(start, end)))
    }
}

fn is_version(text: &str) -> bool {
    let digits = text.strip_prefix("1.").unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}
