//! Which characters XML allows where.

/// Whether a byte is white space: space, tab, carriage return, line feed.
#[inline]
pub(crate) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Whether a byte may belong to a name. Bytes beyond ASCII are judged as characters later.
#[inline]
pub(crate) const fn is_name_byte(byte: u8) -> bool {
    matches!(byte,
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b':' | 0x80..=0xff)
}

/// Whether XML allows a character at all.
pub(crate) const fn is_character(one: char) -> bool {
    matches!(one,
        '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}'
        | '\u{10000}'..='\u{10ffff}')
}

/// Whether a name without colons may start with a character.
pub(crate) const fn starts_name(one: char) -> bool {
    matches!(one,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// Whether a name without colons may go on with a character.
pub(crate) const fn continues_name(one: char) -> bool {
    starts_name(one)
        || matches!(one,
            '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether a text is a name without colons.
pub(crate) fn is_plain_name(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(starts_name) && characters.all(continues_name)
}

/// Blocks of this size are looked at without leaving them early, which compilers turn into vector
/// code.
const BLOCK: usize = 256;

/// The offset of the first character that XML does not allow.
pub(crate) fn first_illegal(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    for (number, block) in bytes.chunks(BLOCK).enumerate() {
        let suspect = block
            .iter()
            .fold(false, |found, byte| found | is_suspect(*byte));
        if suspect {
            let start = number.saturating_mul(BLOCK);
            let found = illegal_within(text, start, start.saturating_add(BLOCK));
            if found.is_some() {
                return found;
            }
        }
    }
    None
}

/// Whether an illegal character may start with a byte: a control character, or the first byte of
/// U+F000 to U+FFFF.
const fn is_suspect(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t' && byte != b'\n' && byte != b'\r') || byte == 0xef
}

fn illegal_within(text: &str, start: usize, end: usize) -> Option<usize> {
    let first = (start..=end).find(|at| text.is_char_boundary(*at))?;
    text.get(first..)?
        .char_indices()
        .map(|(at, one)| (first.saturating_add(at), one))
        .take_while(|(at, _)| *at < end)
        .find(|(_, one)| !is_character(*one))
        .map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_an_illegal_character_in_any_block() {
        for before in [0, 1, 254, 255, 256, 257, 700] {
            for illegal in ["\0", "\u{1f}", "\u{fffe}", "\u{ffff}"] {
                let text = format!(
                    "{}{illegal}tail",
                    "é".repeat(before / 2) + &"x".repeat(before % 2)
                );
                assert_eq!(first_illegal(&text), Some(text.len() - 4 - illegal.len()));
            }
        }
    }

    #[test]
    fn finds_nothing_in_legal_text() {
        assert_eq!(
            first_illegal(&"\t\r\n \u{7f}é\u{fffd}\u{f000}\u{10ffff}".repeat(90)),
            None
        );
        assert_eq!(first_illegal(""), None);
    }
}
