//! Files of a resource.

use edu_xml::{Element, Reader, SharedText, xml_element};

use crate::judge::reference;
use crate::names::cp;
use crate::{Metadata, rules};

xml_element! {
    /// A file of the package that a resource consists of.
    ///
    /// Spec: SCORM 2004 4th Ed. CAM §3.4.1 (`file`); SCORM 1.2 CAM §2.3 (`file`).
    pub struct File {
        attributes {
            /// Its address, relative to the bases of its resource.
            optional href: SharedText = cp::HREF,
        }
        elements {
            /// What is said about it.
            optional metadata: Box<Metadata> = cp::METADATA,
        }
        judged by judge;
    }
}

impl File {
    /// A file of that address.
    pub fn at(href: impl Into<SharedText>) -> Self {
        let mut file = Self::new();
        file.href = Some(href.into());
        file
    }
}

fn judge(file: &File, element: Element<'_>, reader: &mut Reader<'_>) {
    match &file.href {
        // Nearly all files end here.
        Some(href) if reference::is_fine(href) => {}
        Some(href) => reference::judge_file(href, element, reader),
        None => {
            reader.missing::<()>(element, cp::HREF, Some(&rules::FILE_HREF_MISSING));
        }
    }
}
