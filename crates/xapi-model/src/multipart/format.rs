//! In which of the two formats statements come.

use super::media_type::MediaTypeParts;
use super::{Boundary, MultipartError, MultipartFault};

/// How the body of a request that brings statements is to be read.
///
/// Spec: xAPI 1.0.3 Part 3 §1.5; 2.0 §4.1.3.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the standard knows these two")]
pub enum StatementsFormat {
    /// The statements alone: the data of their attachments is at addresses.
    /// [`check_addresses`](super::declared::check_addresses) judges that.
    Json,
    /// The statements, then data of attachments, in parts.
    Multipart(Boundary),
}

impl StatementsFormat {
    /// Reads the `Content-Type` of a request.
    ///
    /// # Errors
    ///
    /// [`MultipartError`] when it is neither `application/json` nor `multipart/mixed`, as
    /// `multipart/form-data` is not, or when its boundary is absent or invalid.
    pub fn of(content_type: &str) -> Result<Self, MultipartError> {
        let media_type = MediaTypeParts::parse(content_type).ok_or(MultipartFault::RequestType)?;
        if media_type.is("application/json") {
            return Ok(Self::Json);
        }
        Boundary::from_content_type(content_type).map(Self::Multipart)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_may_name_its_encoding() {
        for header in ["application/json", "Application/JSON; charset=utf-8"] {
            assert_eq!(StatementsFormat::of(header), Ok(StatementsFormat::Json));
        }
    }

    #[test]
    fn a_form_is_no_format_of_statements() {
        let header = "multipart/form-data; boundary=-------314159265358979323846";
        let refused = StatementsFormat::of(header).unwrap_err();
        assert_eq!(refused.fault(), &MultipartFault::RequestType);
        assert_eq!(refused.rule().code, "xapi.multipart.request_type");
    }

    #[test]
    fn a_type_that_only_begins_like_json_is_refused() {
        for header in [
            "application/jsonp",
            "application/json+x",
            "text/json",
            "json",
            "",
        ] {
            assert!(StatementsFormat::of(header).is_err(), "{header}");
        }
    }
}
