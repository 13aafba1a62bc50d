//! The name a key has within its set.

edu_types::string_id! {
    /// The name a key has within its set: the `kid` of tokens and keys.
    ///
    /// Opaque and case-sensitive: it is compared with the ids of a set that is already there
    /// and never used to look anything up elsewhere. Control characters are refused.
    ///
    /// Spec: RFC 7515 §4.1.4; RFC 7517 §4.5.
    pub struct KeyId("key id", max 255);
}

impl KeyId {
    /// A thumbprint is 43 ASCII characters, so it needs no check.
    pub(crate) fn from_thumbprint(text: String) -> Self {
        Self(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::KeyId;

    #[test]
    fn path_and_query_tricks_are_only_opaque_names() {
        for text in ["../../etc/passwd", "' OR 1=1 --", "ключ"] {
            assert_eq!(KeyId::new(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn empty_endless_and_control_characters_are_refused() {
        assert!(KeyId::new("").is_err());
        assert!(KeyId::new("k".repeat(256)).is_err());
        assert!(KeyId::new("a\0b").is_err());
        assert!(KeyId::new("a\nb").is_err());
    }
}
