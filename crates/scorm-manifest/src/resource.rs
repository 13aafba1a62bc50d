//! Resources: what can be launched, and what is needed for it.

use std::borrow::Cow;

use edu_types::open_enum;
use edu_xml::text::collapsed;
use edu_xml::{Element, FromText, Reader, SharedText, ToText, xml, xml_element, xml_open_enum};

use crate::judge::{length, order, reference};
use crate::names::{adlcp, cp};
use crate::{Dependency, Edition, File, Metadata, rules};

open_enum! {
    /// Whether a resource talks to the run-time environment.
    pub enum ScormType {
        /// It does: it is tracked.
        Sco = "sco",
        /// It does not: it is only shown.
        Asset = "asset",
    }
}
xml_open_enum!(ScormType);

open_enum! {
    /// What a resource is, whether it is tracked or not.
    pub enum ResourceKind {
        /// What a browser shows or hands to a program of its own; the only word that SCORM allows.
        WebContent = "webcontent",
    }
}

/// As it is written: SCORM has it as text, in which white space counts.
impl FromText for ResourceKind {
    fn from_text(text: &str) -> Result<Self, Cow<'static, str>> {
        Ok(Self::from(text))
    }
}

impl ToText for ResourceKind {
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

impl ScormType {
    /// Whether it says that a resource is tracked, in whichever case it is written.
    pub fn is_sco(&self) -> bool {
        self.as_str().eq_ignore_ascii_case("sco")
    }
}

xml_element! {
    /// Something that can be launched, or is needed by what is.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`resource`); SCORM 1.2 CAM §2.3 (`resource`).
    pub struct Resource {
        attributes {
            /// The name by which items and other resources refer to it.
            optional identifier: SharedText = cp::IDENTIFIER,
            /// What it is.
            optional kind: ResourceKind = cp::TYPE,
            /// The address that is launched.
            optional href: SharedText = cp::HREF,
            /// What its addresses are relative to, below the base of all resources.
            optional base: SharedText = xml::BASE,
            /// Whether it is tracked.
            optional scorm_type: ScormType = adlcp::SCORM_TYPE,
            /// Whether its state is kept for the next attempt; only SCORM 2004 2nd Edition has it.
            optional persist_state: bool = adlcp::PERSIST_STATE; otherwise false,
        }
        elements {
            /// What is said about it.
            optional metadata: Box<Metadata> = cp::METADATA,
            /// The files that it consists of.
            list files: File = cp::FILE,
            /// The resources that it needs.
            list dependencies: Dependency = cp::DEPENDENCY,
        }
        judged by judge;
    }
}

impl Resource {
    /// A resource of web content with that identifier and address, which it lists as its file.
    pub fn web(
        identifier: impl Into<SharedText>,
        href: impl Into<SharedText>,
        kind: ScormType,
    ) -> Self {
        let href = href.into();
        let mut resource = Self::new();
        resource.identifier = Some(identifier.into());
        resource.kind = Some(ResourceKind::WebContent);
        resource.scorm_type = Some(kind);
        resource.files.push(File::at(href.clone()));
        resource.href = Some(href);
        resource
    }

    /// Its identifier as others refer to it: without white space around it, empty where it has none.
    pub fn id(&self) -> &str {
        collapsed(self.identifier.as_deref().unwrap_or_default())
    }

    /// Whether it is tracked.
    pub fn is_sco(&self) -> bool {
        self.scorm_type.as_ref().is_some_and(ScormType::is_sco)
    }
}

fn judge(resource: &Resource, element: Element<'_>, reader: &mut Reader<'_>) {
    if resource.identifier.is_none() {
        reader.missing::<()>(element, cp::IDENTIFIER, Some(&rules::RESOURCE_ID_MISSING));
    }
    order::judge(element, order::RESOURCE, reader);
    match &resource.kind {
        None => {
            reader.missing::<()>(element, cp::TYPE, Some(&rules::RESOURCE_TYPE_MISSING));
        }
        Some(kind) => length::judge(kind.as_str(), cp::TYPE, 1000, element, reader),
    }
    match &resource.scorm_type {
        None if Edition::of(reader.binding()).is_2004() => {
            reader.missing::<()>(element, adlcp::SCORM_TYPE, Some(&rules::SCORM_TYPE_MISSING));
        }
        Some(word) if !word.is_known() => {
            let message = "found another word, allowed are sco and asset";
            reference::note(
                &rules::SCORM_TYPE,
                adlcp::SCORM_TYPE,
                element,
                reader,
                message,
            );
        }
        _ => {}
    }
    if resource.persist_state.is_some() && Edition::of(reader.binding()) != Edition::Scorm2004Second
    {
        let message = "attribute is there, only the second edition of SCORM 2004 has it";
        reference::note(
            &rules::PERSIST_STATE,
            adlcp::PERSIST_STATE,
            element,
            reader,
            message,
        );
    }
    if let Some(base) = &resource.base {
        reference::judge_base(base, &rules::RESOURCE_BASE, element, reader);
    }
}
