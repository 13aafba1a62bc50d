//! How a record store is set up.

use core::num::NonZeroUsize;

use edu_types::{Limits, Profile, Secret};
use xapi_model::multipart::MultipartLimits;
use xapi_model::{Extensions, Version};

/// How a record store is set up: its secret, its limits, and how strictly it judges.
#[derive(Clone, Debug)]
pub struct LrsSettings {
    pub(crate) secret: Secret<[u8; 32]>,
    pub(crate) profiles: [(Version, Profile); 2],
    pub(crate) statements: Limits,
    pub(crate) multipart: MultipartLimits,
    pub(crate) max_batch: usize,
    pub(crate) max_document: usize,
    pub(crate) max_page: NonZeroUsize,
    pub(crate) max_page_attachments: u64,
    pub(crate) about: Extensions,
}

impl LrsSettings {
    /// Statements of one request at most, until it is said otherwise.
    pub const MAX_BATCH: usize = 1000;

    /// Statements of a page at most, and as many where the client says nothing.
    pub const MAX_PAGE: NonZeroUsize = NonZeroUsize::new(100).unwrap();

    /// Bytes of a document at most, until it is said otherwise.
    pub const MAX_DOCUMENT: usize = 5 * 1024 * 1024;

    /// Bytes of attachments in one page at most, but always those of its first statement.
    pub const MAX_PAGE_ATTACHMENTS: u64 = 64 * 1024 * 1024;

    /// The settings with which the standard's conformance tests are passed.
    ///
    /// `secret` signs the addresses of further pages; every process that serves the same clients has
    /// the same one, and keeps it for a day at least, for so long these addresses are promised to work.
    pub fn new(secret: [u8; 32]) -> Self {
        let multipart = MultipartLimits::DEFAULT;
        Self {
            secret: Secret::new(secret),
            profiles: Version::ALL.map(|version| (version, version.strict())),
            statements: Limits::DEFAULT.with_bytes(multipart.statements),
            multipart,
            max_batch: Self::MAX_BATCH,
            max_document: Self::MAX_DOCUMENT,
            max_page: Self::MAX_PAGE,
            max_page_attachments: Self::MAX_PAGE_ATTACHMENTS,
            about: Extensions::new(),
        }
    }

    /// Judges requests of a version by another profile than its strict one.
    #[must_use]
    pub fn with_profile(mut self, version: Version, profile: &Profile) -> Self {
        for (own, judged_by) in &mut self.profiles {
            if *own == version {
                *judged_by = profile.clone().for_edition(version.as_str());
            }
        }
        self
    }

    /// Takes in requests with so many bytes, statements and attachments.
    #[must_use]
    pub const fn with_multipart(mut self, limits: MultipartLimits) -> Self {
        self.statements = self.statements.with_bytes(limits.statements);
        self.multipart = limits;
        self
    }

    /// Takes in so many statements at once.
    #[must_use]
    pub const fn with_max_batch(mut self, statements: usize) -> Self {
        self.max_batch = statements;
        self
    }

    /// Takes in documents of so many bytes.
    #[must_use]
    pub const fn with_max_document(mut self, bytes: usize) -> Self {
        self.max_document = bytes;
        self
    }

    /// Makes pages of so many statements at most.
    #[must_use]
    pub const fn with_max_page(mut self, statements: NonZeroUsize) -> Self {
        self.max_page = statements;
        self
    }

    /// Puts so many bytes of attachments in one page at most.
    #[must_use]
    pub const fn with_max_page_attachments(mut self, bytes: u64) -> Self {
        self.max_page_attachments = bytes;
        self
    }

    /// What `/about` says beside the versions.
    #[must_use]
    pub fn with_about(mut self, extensions: Extensions) -> Self {
        self.about = extensions;
        self
    }

    pub(crate) fn profile(&self, version: Version) -> &Profile {
        let [(first, judged_by), (_, other)] = &self.profiles;
        if *first == version { judged_by } else { other }
    }
}
