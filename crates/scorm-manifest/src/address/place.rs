//! Where resolution has come to, from base to base.

use super::path::Path;
use super::reference::{self, Reference};
use super::{Address, AddressError, Deviations, ExternalPolicy, Resolved, parameters};

/// The folder that the bases read so far come to.
#[derive(Debug, Default)]
pub(super) struct Place {
    origin: Option<String>,
    path: Path,
    /// Bytes read.
    read: usize,
    deviations: Deviations,
}

impl Place {
    /// Goes into the folder that a base names from here.
    pub(super) fn enter(&mut self, base: &str) -> Result<(), AddressError> {
        self.count(base)?;
        if base.trim().is_empty() {
            return Ok(());
        }
        let reference = Reference::read(base, &mut self.deviations)?;
        if !reference.path.is_empty() && !reference.path.ends_with('/') {
            self.deviations.base_without_slash = true;
        }
        self.go(&reference)?;
        self.path.make_folder();
        Ok(())
    }

    /// Goes into the folder that a base names which needs no reading: all it says is its own name.
    pub(super) fn enter_settled(&mut self, base: &str) -> Result<(), AddressError> {
        self.count(base)?;
        self.path.push(base);
        Ok(())
    }

    /// Whether a base, the first, names nothing but folders below, as they are written.
    pub(super) fn settles(base: &str) -> bool {
        let mut place = Self::default();
        let entered = place.enter(base).is_ok();
        entered
            && place.deviations.is_empty()
            && place.origin.is_none()
            && place.path.into_text() == base
    }

    /// The address that an `href` comes to from here, with parameters.
    pub(super) fn address(
        mut self,
        href: &str,
        parameters: Option<&str>,
        external: ExternalPolicy,
    ) -> Result<Resolved, AddressError> {
        self.count(href)?;
        self.count(parameters.unwrap_or_default())?;
        if href.trim().is_empty() {
            return Err(AddressError::Missing);
        }
        let reference = Reference::read(href, &mut self.deviations)?;
        self.go(&reference)?;
        if self.origin.is_some() && external == ExternalPolicy::Refused {
            return Err(AddressError::External);
        }
        let mut deviations = self.deviations;
        let mut encoded = |part: Option<&str>| {
            let mut part = part?.to_owned();
            reference::encode(&mut part, &mut deviations);
            Some(part)
        };
        let mut address = Address {
            origin: self.origin,
            path: self.path.into_text(),
            query: encoded(reference.query),
            fragment: encoded(reference.fragment),
        };
        if let Some(parameters) = parameters {
            parameters::append(&mut address, parameters, &mut deviations);
        }
        Ok(Resolved {
            address,
            deviations,
        })
    }

    /// Goes where a reference points from here.
    fn go(&mut self, reference: &Reference<'_>) -> Result<(), AddressError> {
        if let Some(origin) = &reference.origin {
            self.origin = Some(origin.clone());
            self.path = Path::default();
        } else if reference.is_absolute {
            self.path = Path::default();
        }
        // A browser stops at the top of a site; at the top of a package it would go on.
        self.path.join(&reference.path, self.origin.is_some())
    }

    /// Counts what is read, up to [`Address::MAX_BYTES`].
    fn count(&mut self, text: &str) -> Result<(), AddressError> {
        self.read = self.read.saturating_add(text.len());
        if self.read > Address::MAX_BYTES {
            return Err(AddressError::TooLong {
                found: self.read,
                limit: Address::MAX_BYTES,
            });
        }
        Ok(())
    }
}
