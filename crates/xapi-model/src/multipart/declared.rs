//! What statements say about their attachments, and which data that asks for.

use core::fmt;
use std::collections::BTreeMap;

use edu_types::{Profile, Report};

use crate::{Attachment, Object, Statement};

use super::judge::Judge;
use super::media_type::MediaTypeParts;
use super::{Digest, MultipartError, MultipartFault};

/// One attachment as a statement announces it.
///
/// All attachments of all statements in a body are declared, those of sub-statements too, in
/// their order: errors name an attachment by its number in it.
///
/// Spec: xAPI 1.0.3 Part 2 §2.4.11; 2.0 §4.2.2.6.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Declared<'s> {
    /// Its `sha2`. A text that is no hash matches no data.
    pub sha2: &'s str,
    /// Its `length`, where that is a number of bytes.
    pub length: Option<u64>,
    /// Its `contentType`.
    pub content_type: Option<&'s str>,
    /// Whether it has a `fileUrl`, and so needs no data in the body.
    pub has_file_url: bool,
}

impl<'s> Declared<'s> {
    /// The attachments of statements, those of a sub-statement after its statement's own.
    pub fn all_of(
        statements: impl IntoIterator<Item = &'s Statement>,
    ) -> impl Iterator<Item = Self> {
        let attachments = statements.into_iter().flat_map(|statement| {
            let inner = match &statement.object {
                Object::SubStatement(inner) => inner.attachments.as_deref(),
                Object::Activity(_)
                | Object::Agent(_)
                | Object::Group(_)
                | Object::StatementRef(_) => None,
            };
            let own = statement.attachments.as_deref().unwrap_or_default();
            own.iter().chain(inner.unwrap_or_default())
        });
        attachments.map(Self::from)
    }

    /// An attachment of that `sha2`, whose data must come with it.
    pub const fn new(sha2: &'s str) -> Self {
        Self {
            sha2,
            length: None,
            content_type: None,
            has_file_url: false,
        }
    }

    /// Says how long the data is.
    #[must_use]
    pub const fn with_length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// Says of which media type the data is.
    #[must_use]
    pub const fn with_content_type(mut self, content_type: &'s str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Says that the data is at an address.
    #[must_use]
    pub const fn with_file_url(mut self) -> Self {
        self.has_file_url = true;
        self
    }
}

impl<'s> From<&'s Attachment> for Declared<'s> {
    fn from(attachment: &'s Attachment) -> Self {
        Self {
            sha2: attachment.sha2.as_str(),
            length: Some(attachment.length.0),
            content_type: Some(attachment.content_type.as_str()),
            has_file_url: attachment.file_url.is_some(),
        }
    }
}

impl fmt::Debug for Declared<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A media type may name a file, and so a person.
        f.debug_struct("Declared")
            .field("sha2", &Digest::parse(self.sha2))
            .field("length", &self.length)
            .field("has_file_url", &self.has_file_url)
            .finish_non_exhaustive()
    }
}

/// Judges the attachments of statements that came as JSON alone: each must have a `fileUrl`.
///
/// # Errors
///
/// [`MultipartFault::DataMissing`] for the first that has none, where the profile makes it an
/// error.
pub fn check_addresses<'s>(
    declared: impl IntoIterator<Item = Declared<'s>>,
    profile: &Profile,
) -> Result<Report, MultipartError> {
    let mut judge = Judge::new(profile);
    for (attachment, one) in declared.into_iter().enumerate() {
        if !one.has_file_url {
            judge.note(MultipartFault::DataMissing { attachment }.into())?;
        }
    }
    Ok(judge.into_report())
}

/// The data that a body must or may bring.
#[derive(Clone, Debug, Default)]
pub(super) struct Expected(BTreeMap<Digest, Wanted>);

/// The data of one hash.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    pub(super) received: bool,
    /// Attachments of that hash that have no other source.
    needed_by: Vec<usize>,
    uses: Vec<Use>,
}

/// What one attachment says about the data.
#[derive(Clone)]
struct Use {
    attachment: usize,
    length: Option<u64>,
    content_type: Option<Box<str>>,
}

impl fmt::Debug for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A media type may name a file, and so a person.
        f.debug_struct("Use")
            .field("attachment", &self.attachment)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

impl Expected {
    pub(super) fn collect<'s>(
        declared: impl IntoIterator<Item = Declared<'s>>,
        judge: &mut Judge,
    ) -> Result<Self, MultipartError> {
        let mut expected = Self::default();
        for (attachment, one) in declared.into_iter().enumerate() {
            let Some(sha2) = Digest::parse(one.sha2) else {
                // No part can match it: better refused before the data of others is read.
                if !one.has_file_url {
                    judge.note(MultipartFault::DataMissing { attachment }.into())?;
                }
                continue;
            };
            let wanted = expected.0.entry(sha2).or_default();
            if !one.has_file_url {
                wanted.needed_by.push(attachment);
            }
            wanted.uses.push(Use {
                attachment,
                length: one.length,
                content_type: one.content_type.map(Into::into),
            });
        }
        Ok(expected)
    }

    pub(super) fn wanted(&mut self, sha2: &Digest) -> Option<&mut Wanted> {
        self.0.get_mut(sha2)
    }

    /// Attachments without data, in the order they were declared.
    pub(super) fn missing(&self) -> Vec<usize> {
        let absent = self.0.values().filter(|wanted| !wanted.received);
        let mut missing: Vec<_> = absent
            .flat_map(|wanted| &wanted.needed_by)
            .copied()
            .collect();
        missing.sort_unstable();
        missing
    }
}

impl Wanted {
    /// Compares the media type of a part with what its attachments say.
    pub(super) fn type_faults(&self, found: &MediaTypeParts<'_>) -> Vec<MultipartFault> {
        let fault = |one: &Use| {
            let attachment = one.attachment;
            // An attachment whose media type is none is judged where statements are.
            let declared = MediaTypeParts::parse(one.content_type.as_deref()?)?;
            if !declared.has_essence_of(found) {
                return Some(MultipartFault::TypeDiffers { attachment });
            }
            let same = declared.has_parameters_of(found);
            (!same).then_some(MultipartFault::TypeParameters { attachment })
        };
        self.uses.iter().filter_map(fault).collect()
    }

    /// Compares the length of a part with what its attachments say.
    pub(super) fn length_faults(&self, found: u64) -> Vec<MultipartFault> {
        let fault = |one: &Use| {
            let (attachment, declared) = (one.attachment, one.length?);
            let differs = MultipartFault::LengthDiffers {
                attachment,
                found,
                declared,
            };
            (declared != found).then_some(differs)
        };
        self.uses.iter().filter_map(fault).collect()
    }
}
