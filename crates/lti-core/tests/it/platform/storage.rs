//! A platform whose pages keep values for tools without cookies says so, and has the script.

use std::sync::Arc;

use lti_core::platform::{STORAGE_SCRIPT, storage_script_digest};
use lti_core::{LtiPlatform, MemoryPlatform, StorageTarget};

use super::{
    ADA, Ask, CLIENT, KEY, NOW, Page, begin, caller, lms, moment, mount, request, settings, tool,
};

#[test]
fn a_platform_with_storage_says_so_at_login_and_with_the_message() {
    let backend = Arc::new(MemoryPlatform::new());
    backend.register(tool(CLIENT));
    let target = StorageTarget::new("_parent").unwrap();
    let lms = LtiPlatform::new(backend, &*KEY, settings().with_storage(target), mount());
    let login = pollster::block_on(lms.begin(&caller(ADA), request(), moment(NOW))).unwrap();
    assert!(login.redirect().ends_with("&lti_storage_target=_parent"));
    let page: Page = Ask::new(&login).send(&lms, &caller(ADA));
    assert_eq!(page.field("lti_storage_target"), Some("_parent"));
    assert!(page.field("id_token").is_some());
}

#[test]
fn a_platform_without_storage_does_not_mention_it() {
    let lms = lms();
    let login = begin(&lms);
    assert!(!login.redirect().contains("lti_storage_target"));
    let page = Ask::new(&login).send(&lms, &caller(ADA));
    assert_eq!(page.field("lti_storage_target"), None);
}

#[test]
fn the_script_is_one_text_with_its_digest() {
    assert!(!STORAGE_SCRIPT.contains("</script"));
    assert!(storage_script_digest().starts_with("sha256-"));
    assert_eq!(storage_script_digest().len(), "sha256-".len() + 44);
}
