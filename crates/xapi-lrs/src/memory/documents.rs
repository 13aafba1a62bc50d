//! The documents of one tenant.

use std::collections::{BTreeMap, BTreeSet};

use edu_http::BackendError;
use edu_types::{Timestamp, UuidText};

use super::room::{MemoryLimits, Usage};
use crate::{
    DocumentChange, DocumentId, DocumentPlace, DocumentRefusal, DocumentVerdict, StoredDocument,
};

/// The documents of one tenant.
#[derive(Debug, Default)]
pub(super) struct Documents(BTreeMap<DocumentPlace, BTreeMap<DocumentId, StoredDocument>>);

impl Documents {
    pub(super) fn get(&self, place: &DocumentPlace, id: &DocumentId) -> Option<&StoredDocument> {
        self.0.get(place)?.get(id)
    }

    /// Does as the change says of what is there.
    pub(super) fn change(
        &mut self,
        (place, id): (&DocumentPlace, &DocumentId),
        change: &DocumentChange,
        now: &Timestamp,
        usage: &mut Usage,
        limits: &MemoryLimits,
    ) -> Result<Result<(), DocumentRefusal>, BackendError> {
        let held = self.get(place, id);
        let without = usage.without(held.map_or(0, |held| bytes(id, held)));
        match change.judge(held, now) {
            DocumentVerdict::Keep(document) => {
                *usage = without.with(0, bytes(id, &document), limits)?;
                let documents = self.0.entry(place.clone()).or_default();
                documents.insert(id.clone(), document);
            }
            DocumentVerdict::Remove => {
                *usage = without;
                if let Some(documents) = self.0.get_mut(place) {
                    documents.remove(id);
                }
            }
            DocumentVerdict::Leave => {}
            DocumentVerdict::Refuse(refusal) => return Ok(Err(refusal)),
        }
        Ok(Ok(()))
    }

    pub(super) fn ids(&self, place: &DocumentPlace, since: Option<&Timestamp>) -> Vec<DocumentId> {
        let documents = self.several(place).flat_map(|(_, documents)| documents);
        let changed = documents.filter(|(_, one)| since.is_none_or(|since| one.updated > *since));
        let ids: BTreeSet<&DocumentId> = changed.map(|(id, _)| id).collect();
        ids.into_iter().cloned().collect()
    }

    pub(super) fn remove_all(&mut self, place: &DocumentPlace, usage: &mut Usage) {
        let places: Vec<DocumentPlace> = self.several(place).map(|(one, _)| one.clone()).collect();
        for place in places {
            let removed = self.0.remove(&place).unwrap_or_default();
            let removed = removed.iter().map(|(id, document)| bytes(id, document));
            *usage = usage.without(removed.fold(0, usize::saturating_add));
        }
    }

    /// The places that are meant where several documents are: those of every registration and of none
    /// where none is said.
    fn several(
        &self,
        place: &DocumentPlace,
    ) -> impl Iterator<Item = (&DocumentPlace, &BTreeMap<DocumentId, StoredDocument>)> {
        let mut last = place.clone();
        if let DocumentPlace::State { registration, .. } = &mut last {
            *registration = registration.or_else(|| Some(UuidText::from_bytes([0xff; 16])));
        }
        self.0.range(place.clone()..=last)
    }
}

/// What a document counts.
fn bytes(id: &DocumentId, document: &StoredDocument) -> usize {
    let texts = id
        .as_str()
        .len()
        .saturating_add(document.content_type.len());
    texts.saturating_add(document.content.len())
}
