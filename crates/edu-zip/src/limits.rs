//! Bounds on the archives that are taken in.

/// How much of an archive is accepted; each refusal names the limit it met.
///
/// The defaults suit course packages with video. Set single limits with the `with_…` methods.
///
/// ```
/// use edu_zip::ZipLimits;
///
/// let generous = ZipLimits::default().with_entries(50_000);
/// assert_eq!(generous.entry_bytes, 1024 * 1024 * 1024);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ZipLimits {
    /// Bytes of the archive itself. Default 2 GiB.
    pub archive_bytes: u64,
    /// Entries, folders among them. Default 10,000.
    pub entries: u64,
    /// Bytes of one entry, inflated. Default 1 GiB.
    pub entry_bytes: u64,
    /// Bytes of all entries together, inflated. Default 4 GiB.
    pub total_bytes: u64,
    /// How many times the data may grow when inflated, over all entries. Default 200.
    pub ratio: u64,
    /// Inflated bytes in all up to which any ratio is accepted. Default 10,000,000.
    pub ratio_after: u64,
    /// Bytes of one name, folders among them, as received. Default 1,024.
    pub name_bytes: usize,
    /// Bytes of one component of a name. Default 255, which is what disks take.
    pub component_bytes: usize,
    /// Components of one name. Default 64.
    pub depth: usize,
}

impl ZipLimits {
    /// The limits of [`ZipLimits::default`], usable in constants.
    pub const DEFAULT: Self = Self {
        archive_bytes: 2 * 1024 * 1024 * 1024,
        entries: 10_000,
        entry_bytes: 1024 * 1024 * 1024,
        total_bytes: 4 * 1024 * 1024 * 1024,
        ratio: 200,
        ratio_after: 10_000_000,
        name_bytes: 1024,
        component_bytes: 255,
        depth: 64,
    };

    /// Sets the limit on bytes of the archive itself.
    #[must_use]
    pub const fn with_archive_bytes(mut self, bytes: u64) -> Self {
        self.archive_bytes = bytes;
        self
    }

    /// Sets the limit on entries.
    #[must_use]
    pub const fn with_entries(mut self, entries: u64) -> Self {
        self.entries = entries;
        self
    }

    /// Sets the limit on bytes of one inflated entry.
    #[must_use]
    pub const fn with_entry_bytes(mut self, bytes: u64) -> Self {
        self.entry_bytes = bytes;
        self
    }

    /// Sets the limit on bytes of all inflated entries together.
    #[must_use]
    pub const fn with_total_bytes(mut self, bytes: u64) -> Self {
        self.total_bytes = bytes;
        self
    }

    /// Sets how many times the data may grow once more than `after` bytes are inflated.
    #[must_use]
    pub const fn with_ratio(mut self, ratio: u64, after: u64) -> Self {
        self.ratio = ratio;
        self.ratio_after = after;
        self
    }

    /// Sets the limits on bytes of one name, bytes of one component and components.
    #[must_use]
    pub const fn with_names(mut self, bytes: usize, component: usize, depth: usize) -> Self {
        self.name_bytes = bytes;
        self.component_bytes = component;
        self.depth = depth;
        self
    }
}

impl Default for ZipLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
