//! What a platform takes, and whether items keep to it.

use edu_types::place::push_segment;
use edu_types::{Place, Profile, Report, Rule, Timestamp};

use super::{ContentItem, DeepLinkingSettings, ItemType, MediaTypes, ResourceLinkItem, rules};
use crate::{Flag, claim};

/// What a platform takes of a tool: the same rules before the answer is sent and when it comes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Offer {
    pub(crate) types: Vec<ItemType>,
    pub(crate) media_types: Option<MediaTypes>,
    pub(crate) multiple: bool,
    /// `None` where the platform does not say.
    pub(crate) line_items: Option<bool>,
}

impl Offer {
    pub(crate) fn of(settings: &DeepLinkingSettings) -> Self {
        Self {
            types: settings.accept_types.0.clone(),
            media_types: settings.accept_media_types.clone(),
            multiple: settings.accept_multiple == Some(Flag(true)),
            line_items: settings.accept_lineitem.map(|flag| flag.0),
        }
    }

    /// Judges items, and takes away the columns of the gradebook that the platform ignores.
    pub(super) fn check(
        &self,
        items: &mut [ContentItem],
        profile: &Profile,
        now: &Timestamp,
    ) -> Report {
        let mut found = Found {
            profile,
            report: Report::new(),
            position: 0,
        };
        if items.len() > 1 && !self.multiple {
            let message = format!("there are {} items, one is allowed", items.len());
            found.note(&rules::MULTIPLE, "", message);
        }
        for (position, item) in items.iter_mut().enumerate() {
            found.position = position;
            self.check_item(item, &mut found, now);
        }
        found.report
    }

    fn check_item(&self, item: &mut ContentItem, found: &mut Found<'_>, now: &Timestamp) {
        if !self.types.contains(&item.item_type()) {
            let message = "item is of a type that the platform does not take";
            found.note(&rules::ITEM_TYPE, "/type", message);
        }
        for (pointer, address) in item.addresses() {
            if let Err(error) = address.to_url() {
                found.note(&rules::ADDRESS, pointer, error.to_string());
            }
        }
        if item.html().is_some() {
            let message = "item has HTML, to be sanitised before it is shown";
            found.note(&rules::HTML, "", message);
        }
        match item {
            ContentItem::File(file) => {
                self.check_media_type(file.media_type.as_deref(), found);
                let expires = file.expires.as_ref();
                if expires.is_some_and(|end| end.unix_nanos() <= now.unix_nanos()) {
                    let message = "file could be fetched until a time that has passed";
                    found.note(&rules::FILE_EXPIRED, "/expiresAt", message);
                }
            }
            ContentItem::ResourceLink(link) => self.check_link(link, found),
            ContentItem::Link(_)
            | ContentItem::Html(_)
            | ContentItem::Image(_)
            | ContentItem::AssetProcessor(_)
            | ContentItem::Other(_) => {}
        }
    }

    /// Media types are for files alone; a file that does not say its own is not judged.
    fn check_media_type(&self, found_type: Option<&str>, found: &mut Found<'_>) {
        let refused = found_type
            .zip(self.media_types.as_ref())
            .is_some_and(|(found, taken)| !taken.contains(found));
        if refused {
            let message = "file is of a media type that the platform does not take";
            found.note(&rules::MEDIA_TYPE, "/mediaType", message);
        }
    }

    fn check_link(&self, link: &mut ResourceLinkItem, found: &mut Found<'_>) {
        if link.line_item.is_some() && self.line_items == Some(false) {
            link.line_item = None;
            let message = "platform makes no columns of the gradebook, this one is left out";
            found.note(&rules::LINE_ITEM, "/lineItem", message);
        }
        if link.url.is_none() {
            let message = "link has no address, some platforms refuse that";
            found.note(&rules::NO_URL, "/url", message);
        }
        if link.title.is_none() {
            let message = "link has no title, some platforms make one up";
            found.note(&rules::NO_TITLE, "/title", message);
        }
    }
}

struct Found<'p> {
    profile: &'p Profile,
    report: Report,
    position: usize,
}

impl Found<'_> {
    fn note(&mut self, rule: &Rule, pointer: &str, message: impl Into<String>) {
        let mut path = String::new();
        push_segment(&mut path, claim::CONTENT_ITEMS);
        if *rule != rules::MULTIPLE {
            push_segment(&mut path, &self.position.to_string());
        }
        path.push_str(pointer);
        let place = Place::pointer(path);
        self.report.note(self.profile, rule, place, message);
    }
}
