//! Drafts and what is published of them.

use core::fmt;
use std::sync::Arc;

use edu_json::{FromJson, JsonWriter, Node, Reader, Refused, ToJson, json_object, json_wire};
use edu_types::{Profile, Report, Timestamp};
use sha2::{Digest as _, Sha256};

use super::{Course, CourseVersion, judge, rules};

/// A course that is being worked on: it may be unfinished, and cannot be exported.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    course: Course,
}

/// One version of a course that holds to every rule, and stays as it is.
///
/// It is a handle: cloning it copies no course. A host publishes by putting it where the one before was, in one
/// assignment, update of a row or rename of a file; whoever read the one before keeps it whole.
///
/// As JSON ([`ToJson`], [`Published::from_slice`]) it can be kept; it is judged again when it is read.
#[derive(Clone, PartialEq)]
pub struct Published {
    inner: Arc<Edition>,
}

json_object! {
    /// What is kept of a published course.
    struct Edition {
        required {
            /// Which version it is.
            version: CourseVersion = "version",
            /// When it was published.
            at: Timestamp = "published",
            /// SHA-256 of the course as it is written, in hexadecimal digits.
            digest: String = "digest",
            /// The course.
            course: Course = "course",
        }
        judged by holds;
    }
}

impl Draft {
    /// Takes a course to work on.
    pub const fn new(course: Course) -> Self {
        Self { course }
    }

    /// The course as it is now.
    pub const fn course(&self) -> &Course {
        &self.course
    }

    /// The course, to be changed.
    pub const fn course_mut(&mut self) -> &mut Course {
        &mut self.course
    }

    /// What keeps the course from being published, and what could be better.
    ///
    /// Places are JSON Pointers into the course.
    pub fn judge(&self, profile: &Profile) -> Report {
        judge::judge(&self.course, profile)
    }

    /// Makes a version of the course as it is now. The draft stays, to be worked on; [`Draft::judge`] tells what could
    /// be better in it.
    ///
    /// # Errors
    ///
    /// [`Refused`] with everything that was found, where the course breaks a rule under the strict profile.
    pub fn publish(&self, version: CourseVersion, now: &Timestamp) -> Result<Published, Refused> {
        if let Ok(refused) = Refused::new(self.judge(&Profile::strict())) {
            return Err(refused);
        }
        let digest = digest(&self.course);
        let edition = Edition::new(version, now.clone(), digest, self.course.clone());
        Ok(Published {
            inner: Arc::new(edition),
        })
    }
}

impl Published {
    /// The course.
    pub fn course(&self) -> &Course {
        &self.inner.course
    }

    /// Which version it is.
    pub fn version(&self) -> &CourseVersion {
        &self.inner.version
    }

    /// When it was published.
    pub fn published_at(&self) -> &Timestamp {
        &self.inner.at
    }

    /// SHA-256 of the course as it is written, in hexadecimal digits: what differs has another.
    pub fn digest(&self) -> &str {
        &self.inner.digest
    }
}

fn digest(course: &Course) -> String {
    let hash = Sha256::digest(course.to_json_string().as_bytes());
    let halves = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves
        .filter_map(|half| char::from_digit(u32::from(half), 16))
        .collect()
}

/// Whether what was kept is what was published, and still holds to every rule.
fn holds(edition: &Edition, node: Node<'_>, reader: &mut Reader<'_, '_>) {
    if digest(&edition.course) != edition.digest {
        let message = "digest is not that of the course, which was changed after it was published";
        reader.note(&rules::PUBLISHED_DIGEST, node, message);
    }
    let found = judge::judge(&edition.course, &Profile::strict());
    if let Some(first) = found.first_error() {
        let message = format!("course may not be published: {first}");
        reader.note(&rules::PUBLISHED_DIGEST, node, message);
    }
}

impl FromJson for Published {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        let edition = Edition::from_json(node, reader)?;
        Some(Self {
            inner: Arc::new(edition),
        })
    }
}

impl ToJson for Published {
    fn to_json(&self, writer: &mut JsonWriter) {
        self.inner.to_json(writer);
    }
}

json_wire!(Published, &rules::MEMBER_RULES);

impl fmt::Debug for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Published")
            .field("version", self.version())
            .field("published_at", self.published_at())
            .field("digest", &self.digest())
            .finish_non_exhaustive()
    }
}
