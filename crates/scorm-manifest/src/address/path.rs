//! Paths inside a package: joined segment by segment, never above the top.

use super::AddressError;

/// A path without `.` and `..`.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// Segments with slashes between them; ends with a slash where it is a folder.
    text: String,
}

impl Path {
    /// Goes along a path from the folder that this one is in.
    ///
    /// Segments that decode to `.` and `..` count as such, as they do in browsers. Where `stops` is set, `..` at the
    /// top stays there; otherwise it is refused.
    pub(super) fn join(&mut self, path: &str, stops: bool) -> Result<(), AddressError> {
        if path.is_empty() {
            return Ok(());
        }
        self.leave_file();
        let mut segments = path.split('/').peekable();
        while let Some(segment) = segments.next() {
            let is_last = segments.peek().is_none();
            match dots(segment) {
                Dots::Up if self.text.is_empty() && !stops => return Err(AddressError::Traversal),
                Dots::Up => self.up(),
                Dots::Same => {}
                Dots::Name => {
                    if !stops {
                        refuse_hidden(segment)?;
                    }
                    self.text.push_str(segment);
                    if !is_last {
                        self.make_folder();
                    }
                }
            }
        }
        Ok(())
    }

    /// Appends a folder, which has nothing but names in it and a slash at its end.
    pub(super) fn push(&mut self, folder: &str) {
        self.text.push_str(folder);
    }

    /// Makes what it names a folder.
    pub(super) fn make_folder(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('/') {
            self.text.push('/');
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    fn leave_file(&mut self) {
        let folder = self
            .text
            .rfind('/')
            .map_or(0, |slash| slash.saturating_add(1));
        self.text.truncate(folder);
    }

    fn up(&mut self) {
        if self.text.ends_with('/') {
            self.text.pop();
        }
        self.leave_file();
    }
}

/// What a segment says of where to go.
enum Dots {
    Name,
    Same,
    Up,
}

fn dots(segment: &str) -> Dots {
    // Doubled slashes say nothing inside a package.
    if segment.is_empty() {
        return Dots::Same;
    }
    if segment.len() > 6 || !segment.starts_with(['.', '%']) {
        return Dots::Name;
    }
    match decoded(segment).as_deref() {
        Some(".") => Dots::Same,
        Some("..") => Dots::Up,
        _ => Dots::Name,
    }
}

/// Refuses a name that has separators or `..` hidden behind escapes, however often they were encoded.
fn refuse_hidden(segment: &str) -> Result<(), AddressError> {
    if !segment.contains('%') {
        return Ok(());
    }
    let mut text = segment.to_owned();
    // Each round makes the text shorter; a server decodes once, a proxy before it perhaps once more.
    for _ in 0..4 {
        let Some(next) = decoded(&text) else {
            return Ok(());
        };
        let hides = next.contains(['/', '\\', '\0']) || next == "." || next == "..";
        if hides {
            return Err(AddressError::Traversal);
        }
        if next.len() == text.len() {
            return Ok(());
        }
        text = next;
    }
    Ok(())
}

/// The text with its escapes decoded; `None` where that gives no text.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        if let Some((high, low)) = escape {
            bytes.push(high.saturating_mul(16).saturating_add(low));
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}
