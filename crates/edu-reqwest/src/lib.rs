//! Fetches and caches the published keys of LTI platforms and tools over HTTPS, calls the services
//! of platforms with access tokens, and reaches no address it should not.
//!
//! [`CachedKeys`] keeps an [`edu_jose::KeySetCache`] for each registered address and fetches when
//! that machine says so; with feature `lti` it is the `PlatformKeys` of an LTI tool and the
//! `ToolKeys` of a platform. With it too, `ServiceClient` calls any
//! endpoint of a platform's services, and `Registrar` carries out a tool's own registration there.
//! [`KeySetFetcher`] is the fetch itself. [`FetchPolicy`] says which hosts may be asked.
//!
//! ```
//! use edu_jose::CacheSettings;
//! use edu_reqwest::{CachedKeys, FetchError, FetchLimits, FetchPolicy, KeySetFetcher};
//! use edu_types::{HttpUrl, Timestamp};
//!
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let fetcher = KeySetFetcher::new(FetchPolicy::new(), FetchLimits::DEFAULT)?;
//! let inside = HttpUrl::parse("https://169.254.169.254/latest/meta-data/")?;
//! let error = fetcher.fetch_key_set(&inside).await.unwrap_err();
//! assert_eq!(error, FetchError::OutOfReach);
//!
//! let keys = CachedKeys::new(fetcher, CacheSettings::DEFAULT);
//! # let now = Timestamp::from_unix_seconds(1_714_550_400);
//! let error = keys.keys_at(&inside, None, &now).await.unwrap_err();
//! assert!(error.to_string().ends_with("host has no address that may be reached"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! With feature `tracing`, each fetch of [`CachedKeys`] has a span `key_set.fetch` of target
//! `edu_reqwest` and level INFO. Its fields are `host`, of the registered address, `outcome`
//! (`taken` or `failed`), `bytes`, and of a failure the kind of `error`; a failure is an event of
//! level WARN, too. Path and query of the address, and what it answered, are never recorded. The
//! span follows from the launch that led to it, and is no part of it: launches do not wait for
//! fetches that others began, and a fetch outlives a launch that is broken off.
//!
//! | module | holds |
//! |---|---|
//! | [`cached`] | [`CachedKeys`], [`KeysError`]: the keys of many platforms |
//! | [`fetch`] | [`KeySetFetcher`], [`FetchLimits`], [`FetchError`]: one key set, fetched once |
//! | [`policy`] | [`FetchPolicy`]: which hosts may be asked |
//! | `service` | with feature `lti`: `ServiceClient`, calls with access tokens, page by page |

mod address;
pub mod cached;
pub mod fetch;
mod guarded;
#[cfg(feature = "lti")]
mod lti;
pub mod policy;
mod resolver;
#[cfg(feature = "lti")]
pub mod service;
#[cfg_attr(not(feature = "tracing"), path = "trace/silent.rs")]
mod trace;

pub use cached::{CachedKeys, FetchFailure, KeysError};
pub use fetch::{
    ClientError, FetchError, FetchLimits, FetchLimitsError, KeySetFetcher, PublishedKeys,
};
#[cfg(feature = "lti")]
pub use lti::{Registrar, RegistrarError};
pub use policy::{FetchPolicy, PolicyError};
#[cfg(feature = "lti")]
pub use service::{Grant, Pages, ServiceClient, ServiceError, ServiceLimits, ServiceLimitsError};

/// The example of the README, run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
