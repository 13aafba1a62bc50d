//! Strict base64url: no padding, no white space, no stray trailing bits.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Decodes text that must be canonical; `None` says it is not.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(decoded_length(text.len()));
    URL_SAFE_NO_PAD.decode_vec(text, &mut bytes).ok()?;
    Some(bytes)
}

/// Appends the encoded bytes to a text.
pub(crate) fn encode_onto(bytes: &[u8], text: &mut String) {
    URL_SAFE_NO_PAD.encode_string(bytes, text);
}

/// The encoded bytes as a text of their own.
pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Bytes needed to decode text of this length: what the decoder asks for, rounded up.
const fn decoded_length(encoded: usize) -> usize {
    encoded.div_ceil(4).saturating_mul(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_survives_a_round_trip_in_one_allocation() {
        for length in 0..64 {
            let bytes = vec![0xa5; length];
            let text = encode(&bytes);
            let decoded = decode(&text).unwrap();
            assert_eq!(decoded, bytes);
            assert!(decoded.capacity() <= decoded_length(text.len()).max(8));
        }
    }

    #[test]
    fn padding_is_refused() {
        assert_eq!(decode("YQ"), Some(b"a".to_vec()));
        assert_eq!(decode("YQ=="), None);
        assert_eq!(decode("YWI="), None);
    }

    #[test]
    fn trailing_bits_that_are_not_zero_are_refused() {
        assert_eq!(decode("YR"), None);
        assert_eq!(decode("YWJ"), None);
    }

    #[test]
    fn other_alphabets_and_white_space_are_refused() {
        for text in ["+/+/", "YW\nI", " YWI", "YWI ", "Y", "ＹＱ"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
