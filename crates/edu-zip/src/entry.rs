//! One file or folder of an archive.

/// One file or folder of an archive, as its central directory lists it.
///
/// Its name was judged: it stays in the package, is UTF-8 and separates folders by `/`; that of
/// a folder ends with it. Sizes are what the archive declares; they are held to when the entry is
/// read.
///
/// Spec: APPNOTE 6.3.10 §4.3.12.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    pub(crate) name: Box<str>,
    /// The name as it came, where it is not the same bytes.
    pub(crate) received: Option<Box<[u8]>>,
    pub(crate) flags: u16,
    pub(crate) method: Method,
    pub(crate) crc32: u32,
    pub(crate) size: u64,
    pub(crate) compressed_size: u64,
    /// Bytes of the source before the local header; with what stands before the archive.
    pub(crate) header: u64,
    /// Bytes of the source before the data.
    pub(crate) data: u64,
}

/// How the data of an entry is packed.
///
/// Spec: APPNOTE 6.3.10 §4.4.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// As it is.
    Stored,
    /// By RFC 1951.
    Deflated,
}

impl Entry {
    /// The name, with `/` between folders.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name as it came, byte for byte.
    pub fn received_name(&self) -> &[u8] {
        self.received.as_deref().unwrap_or(self.name.as_bytes())
    }

    /// Whether this is a folder.
    pub fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }

    /// Whether an operating system left it: `__MACOSX/`, `.DS_Store`, `Thumbs.db`.
    pub fn is_ignorable(&self) -> bool {
        self.name.starts_with("__MACOSX/")
            || matches!(
                self.name.rsplit('/').next(),
                Some(".DS_Store" | "Thumbs.db")
            )
    }

    /// Bytes of the data, inflated, as declared.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Bytes of the data in the archive.
    pub const fn compressed_size(&self) -> u64 {
        self.compressed_size
    }

    /// Checksum of the inflated data, as declared.
    pub const fn crc32(&self) -> u32 {
        self.crc32
    }

    /// How the data is packed.
    pub const fn method(&self) -> Method {
        self.method
    }
}

impl core::fmt::Debug for Entry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Entry")
            .field("name", &self.name)
            .field("method", &self.method)
            .field("size", &self.size)
            .field("compressed_size", &self.compressed_size)
            .finish_non_exhaustive()
    }
}
