//! Media types of the service; platforms and tools compare them exactly.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// One line item.
pub const LINE_ITEM: &str = "application/vnd.ims.lis.v2.lineitem+json";
/// A page of line items.
pub const LINE_ITEM_CONTAINER: &str = "application/vnd.ims.lis.v2.lineitemcontainer+json";
/// A page of results.
pub const RESULT_CONTAINER: &str = "application/vnd.ims.lis.v2.resultcontainer+json";
/// One score; the version is 1, unlike all others.
pub const SCORE: &str = "application/vnd.ims.lis.v1.score+json";

/// Whether a message says, exactly once, that its body is of this type.
///
/// Parameters such as `charset` and the case of letters do not matter.
pub(super) fn is(headers: &HeaderMap, media_type: &str) -> bool {
    let mut types = headers.get_all(CONTENT_TYPE).iter();
    let (Some(only), None) = (types.next(), types.next()) else {
        return false;
    };
    let said = only.as_bytes().split(|byte| *byte == b';').next();
    let said = said.unwrap_or_default().trim_ascii();
    said.eq_ignore_ascii_case(media_type.as_bytes())
}
