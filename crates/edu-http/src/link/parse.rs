//! The grammar of RFC 8288, §3, one header at a time and in one pass.

use edu_types::Limits;

use super::{Link, LinkError, Links, is_relation_byte, is_target};

/// Reads one header value; `count` is how many links were read before, with or without use.
pub(super) fn read(
    bytes: &[u8],
    links: &mut Vec<Link>,
    count: &mut usize,
) -> Result<(), LinkError> {
    let mut reader = Reader { bytes, at: 0 };
    loop {
        // Lists may have empty members: RFC 9110, §5.6.1.2.
        reader.take_while(|byte| is_blank(byte) || byte == b',');
        if reader.peek().is_none() {
            return Ok(());
        }
        *count = count.saturating_add(1);
        Limits::check("links", *count, Links::MAX_LINKS)?;
        links.extend(reader.link()?);
    }
}

/// What one link says beside its target, as far as it matters here.
#[derive(Default)]
struct Said {
    relations: Option<Box<str>>,
    anchored: bool,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// One link up to its comma; none where it stands for nothing.
    fn link(&mut self) -> Result<Option<Link>, LinkError> {
        self.expect(b'<')?;
        let start = self.at;
        let target = self.take_while(|byte| byte != b'>');
        if !is_target(target) {
            return Err(LinkError::Malformed { at: start });
        }
        let target = String::from_utf8_lossy(target).into_owned().into();
        self.expect(b'>')?;
        let mut said = Said::default();
        loop {
            self.take_while(is_blank);
            match self.peek() {
                None | Some(b',') => break,
                Some(_) => self.expect(b';')?,
            }
            self.parameter(&mut said)?;
        }
        let useful = said.relations.filter(|_| !said.anchored);
        Ok(useful.map(|relations| Link { target, relations }))
    }

    /// One parameter behind its semicolon, which may be none.
    fn parameter(&mut self, said: &mut Said) -> Result<(), LinkError> {
        self.take_while(is_blank);
        if matches!(self.peek(), None | Some(b';' | b',')) {
            return Ok(());
        }
        let at = self.at;
        let name = self.take_while(is_token_byte);
        if name.is_empty() {
            return Err(LinkError::Malformed { at });
        }
        self.take_while(is_blank);
        let mut value = Vec::new();
        if self.peek() == Some(b'=') {
            self.expect(b'=')?;
            self.take_while(is_blank);
            value = self.value()?;
        }
        if name.eq_ignore_ascii_case(b"anchor") {
            said.anchored = true;
        } else if name.eq_ignore_ascii_case(b"rel") && said.relations.is_none() {
            said.relations = relations_of(&value, at)?;
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Vec<u8>, LinkError> {
        if self.peek() == Some(b'"') {
            return self.quoted();
        }
        Ok(self.take_while(is_bare_byte).to_vec())
    }

    fn quoted(&mut self) -> Result<Vec<u8>, LinkError> {
        self.expect(b'"')?;
        let mut text = Vec::new();
        loop {
            text.extend_from_slice(self.take_while(|byte| !matches!(byte, b'"' | b'\\')));
            if self.peek() == Some(b'"') {
                self.expect(b'"')?;
                return Ok(text);
            }
            self.expect(b'\\')?;
            let escaped = self.peek().ok_or(LinkError::Malformed { at: self.at })?;
            text.push(escaped);
            self.at = self.at.saturating_add(1);
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expect(&mut self, wanted: u8) -> Result<(), LinkError> {
        if self.peek() != Some(wanted) {
            return Err(LinkError::Malformed { at: self.at });
        }
        self.at = self.at.saturating_add(1);
        Ok(())
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|byte| !wanted(*byte));
        let (taken, _) = rest
            .split_at_checked(end.unwrap_or(rest.len()))
            .unwrap_or((rest, &[]));
        self.at = self.at.saturating_add(taken.len());
        taken
    }
}

/// Relations in the form they are kept in; none where the value, found at `at`, names none.
fn relations_of(value: &[u8], at: usize) -> Result<Option<Box<str>>, LinkError> {
    let malformed = LinkError::Malformed { at };
    let allowed = |byte: &u8| is_relation_byte(*byte) || is_blank(*byte);
    if !value.iter().all(allowed) {
        return Err(malformed);
    }
    let text = core::str::from_utf8(value).map_err(|_| malformed)?;
    let text = text.to_ascii_lowercase();
    let relations: Vec<&str> = text.split_ascii_whitespace().collect();
    Ok((!relations.is_empty()).then(|| relations.join(" ").into()))
}

const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// `token` of RFC 9110, §5.6.2.
const fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'.' | b'^' | b'_'
        )
        || matches!(byte, b'`' | b'|' | b'~')
}

/// What a value without quotes may hold; RFC 8288, appendix B.3, reads more than tokens.
const fn is_bare_byte(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b';' | b',' | b'"' | b'<' | b'>' | b'\\')
}
