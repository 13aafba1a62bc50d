//! The vocabulary of the profile for Open Badges.
//!
//! A badge is an attachment, its assertion an extension of the result.

known! {
    /// Extensions.
    pub mod extension of KnownExtension {
        under "http://specification.openbadges.org/xapi/extensions/" in Context {
            BADGECLASS = "badgeclass", "open badge class";
        }
        under "http://specification.openbadges.org/xapi/extensions/" in Result {
            BADGEASSERTION = "badgeassertion", "open badge assertion";
        }
    }
}

known! {
    /// What attachments are for.
    pub mod attachment_usage of KnownAttachmentUsage {
        under "http://specification.openbadges.org/xapi/attachment/" {
            BADGE = "badge", "open badges baked badge image";
        }
    }
}
