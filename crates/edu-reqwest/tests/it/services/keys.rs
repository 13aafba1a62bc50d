//! The keys of a platform's tools, from where each registered that it publishes them.

use edu_jose::{CacheSettings, KeyId};
use edu_reqwest::CachedKeys;
use edu_types::{HttpUrl, Timestamp};
use lti_core::{ClientId, ToolKeys as _, ToolRegistration};

use crate::platform::{Platform, fetcher};

const NOW: Timestamp = Timestamp::from_unix_seconds(1_714_550_400);

fn tool() -> ToolRegistration {
    let url = |text| HttpUrl::parse(text).unwrap();
    ToolRegistration::insecure_allow_loopback(
        ClientId::new("tool-1").unwrap(),
        url("https://tool.example/login"),
        url("https://tool.example/launch"),
    )
    .unwrap()
}

#[tokio::test]
async fn the_keys_of_a_tool_come_from_its_registered_address() {
    let published = Platform::publishing(&["a"]).await;
    let tool = tool().with_key_set_url(published.url.clone()).unwrap();
    let keys = CachedKeys::new(fetcher(), CacheSettings::DEFAULT);
    let found = keys.tool_key_set(&tool, None, &NOW).await.unwrap();
    assert!(found.contains(&KeyId::new("a").unwrap()));
    keys.tool_key_set(&tool, None, &NOW).await.unwrap();
    assert_eq!(published.asked(), 1);
}

#[tokio::test]
async fn a_tool_without_an_address_of_keys_has_none() {
    let keys = CachedKeys::new(fetcher(), CacheSettings::DEFAULT);
    let error = keys.tool_key_set(&tool(), None, &NOW).await.unwrap_err();
    assert!(
        error.to_string().contains("neither keys nor an address"),
        "{error}"
    );
}
