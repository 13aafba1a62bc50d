//! Text as it may stand in a document.

/// Writes character data. What may not stand there as it is becomes a reference: markup, the end of
/// a CDATA section, and the carriage return, which readers would take for a line feed.
pub(crate) fn push_text(out: &mut String, text: &str) {
    push(out, text, |byte| match byte {
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'&' => Some("&amp;"),
        b'\r' => Some("&#13;"),
        _ => None,
    });
}

/// Writes an attribute value, without its double quotes. White space other than the space becomes a
/// reference, since readers would take it for one.
pub(crate) fn push_attribute(out: &mut String, value: &str) {
    push(out, value, |byte| match byte {
        b'<' => Some("&lt;"),
        b'&' => Some("&amp;"),
        b'"' => Some("&quot;"),
        b'\t' => Some("&#9;"),
        b'\n' => Some("&#10;"),
        b'\r' => Some("&#13;"),
        _ => None,
    });
}

/// Writes text with some bytes replaced, all of them ASCII.
pub(crate) fn push(out: &mut String, text: &str, escape: impl Fn(u8) -> Option<&'static str>) {
    let mut rest = text;
    while let Some((at, reference)) = rest
        .bytes()
        .enumerate()
        .find_map(|(at, byte)| Some((at, escape(byte)?)))
    {
        let (plain, tail) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(plain);
        out.push_str(reference);
        rest = tail.get(1..).unwrap_or("");
    }
    out.push_str(rest);
}

/// The first character that no XML document may hold.
///
/// Spec: XML 1.0 §2.2.
pub(crate) fn illegal(text: &str) -> Option<char> {
    text.chars().find(|one| !is_allowed(*one))
}

const fn is_allowed(one: char) -> bool {
    match one {
        '\t' | '\n' | '\r' => true,
        '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => true,
    }
}
