//! Identifiers of `uuid`.

use uuid::Uuid;

use crate::UuidText;

impl From<UuidText> for Uuid {
    /// Keeps the number; the case of the digits is lost.
    fn from(id: UuidText) -> Self {
        Self::from_bytes(id.to_bytes())
    }
}

impl From<Uuid> for UuidText {
    /// Writes the number in lower case.
    fn from(id: Uuid) -> Self {
        Self::from_bytes(id.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_number_agree_with_each_other() {
        for number in [0, 1, u128::MAX, 0x0794_0580_b309_415e_a37c_914d_387c_1150] {
            let id = Uuid::from_u128(number);
            let text = UuidText::from(id);
            assert_eq!(text.as_str(), id.hyphenated().to_string());
            assert_eq!(Uuid::from(text), id);
        }
    }

    #[test]
    fn the_case_of_digits_is_lost() {
        let text = UuidText::parse("07940580-B309-415E-A37C-914D387C1150").unwrap();
        let back = UuidText::from(Uuid::from(text));
        assert_eq!(back, text);
        assert_eq!(back.as_str(), "07940580-b309-415e-a37c-914d387c1150");
    }
}
