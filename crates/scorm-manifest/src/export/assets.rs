//! Where the files of a course come from, and the schemas that a host hands in.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek};

use crate::course::{FilePath, NameError};

/// Gives the files of a course, one by one.
///
/// A map of bytes is one. Files are read twice where they are not in memory, and never kept.
pub trait Assets {
    /// A file that can be read.
    type File<'a>: Read + Seek
    where
        Self: 'a;

    /// The file of that path, from its beginning; `None` where there is none.
    ///
    /// # Errors
    ///
    /// Whatever the place of the files says when it cannot be asked.
    fn open(&self, path: &FilePath) -> io::Result<Option<Self::File<'_>>>;
}

impl Assets for BTreeMap<FilePath, Vec<u8>> {
    type File<'a> = Cursor<&'a [u8]>;

    fn open(&self, path: &FilePath) -> io::Result<Option<Cursor<&[u8]>>> {
        Ok(self.get(path).map(|bytes| Cursor::new(&**bytes)))
    }
}

impl<A: Assets> Assets for &A {
    type File<'a>
        = A::File<'a>
    where
        Self: 'a;

    fn open(&self, path: &FilePath) -> io::Result<Option<Self::File<'_>>> {
        (**self).open(path)
    }
}

/// The schema files of an edition, which some players want at the top of a package.
///
/// They belong to their publishers and come from the host. Files that are neither `.xsd` nor `.dtd` are refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaSet {
    files: BTreeMap<FilePath, Vec<u8>>,
}

impl SchemaSet {
    /// No files.
    pub const fn new() -> Self {
        Self {
            files: BTreeMap::new(),
        }
    }

    /// The same with one file more, by its path from the top of the package.
    ///
    /// # Errors
    ///
    /// [`NameError`] where the path is none, or not that of a schema.
    pub fn with(mut self, path: &str, bytes: Vec<u8>) -> Result<Self, NameError> {
        let path = FilePath::new(path)?;
        if !matches!(&*path.extension(), "xsd" | "dtd") {
            let (what, allowed) = ("path of the schema", "names that end with .xsd or .dtd");
            return Err(NameError::Character {
                what,
                at: 0,
                allowed,
            });
        }
        self.files.insert(path, bytes);
        Ok(self)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Paths and bytes, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&FilePath, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path, &**bytes))
    }
}
