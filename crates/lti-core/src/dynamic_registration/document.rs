//! Documents of registration: objects with one section whose name is a URI.

use edu_json::{FromJson, ObjectReader, Reader};

use super::rules;

/// Declares a document as `edu_json::json_object` does, with a section of LTI in it.
///
/// The section is also found under its name with spaces around it, because an example of the
/// standard has it so and was copied; it is written under its own name.
macro_rules! document {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            required { $( $(#[$required_meta:meta])* $required:ident : $required_type:ty = $required_name:expr, )* }
            informative { $( $(#[$info_meta:meta])* $info:ident : $info_type:ty = $info_name:expr, )* }
            list { $( $(#[$list_meta:meta])* $list:ident : $list_type:ty = $list_name:expr, )* }
            section { $(#[$section_meta:meta])* $section:ident : $section_type:ty = $section_name:expr, }
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $( $(#[$required_meta])* pub $required: $required_type, )*
            $( $(#[$info_meta])* pub $info: Option<$info_type>, )*
            $( $(#[$list_meta])* pub $list: Vec<$list_type>, )*
            $(#[$section_meta])* pub $section: Option<$section_type>,
            /// Members this version does not know, in arrival order.
            pub extra: edu_json::Extra,
        }

        impl $name {
            /// The document with its required members; everything else is absent.
            #[allow(clippy::new_without_default, reason = "some documents require nothing")]
            #[allow(clippy::allow_attributes, reason = "applies to some expansions only")]
            pub const fn new($( $required: $required_type ),*) -> Self {
                Self {
                    $( $required, )*
                    $( $info: None, )*
                    $( $list: Vec::new(), )*
                    $section: None,
                    extra: edu_json::Extra::new(),
                }
            }
        }

        impl edu_json::FromJson for $name {
            fn from_json<'t>(
                node: edu_json::Node<'t>,
                reader: &mut edu_json::Reader<'_, 't>,
            ) -> Option<Self> {
                let mut object = reader.object(node)?;
                // Read every member before giving up, so that the report is whole.
                $( let $required = object.required(reader, $required_name); )*
                $( let $info = object.informative(reader, $info_name); )*
                $( let $list = object.informative(reader, $list_name); )*
                let section = $crate::dynamic_registration::document::section(
                    &mut object, reader, $section_name,
                );
                Some(Self {
                    $( $required: $required?, )*
                    $( $info: $info?, )*
                    $( $list: $list?.unwrap_or_default(), )*
                    $section: section?,
                    extra: object.rest(reader),
                })
            }
        }

        impl edu_json::ToJson for $name {
            fn to_json(&self, writer: &mut edu_json::JsonWriter) {
                writer.object(|object| {
                    $( object.member($required_name, &self.$required); )*
                    $( object.optional($info_name, self.$info.as_ref()); )*
                    $( object.list($list_name, &self.$list); )*
                    object.optional($section_name, self.$section.as_ref());
                    object.extra_beside(&self.extra, &[
                        $( ($required_name, true), )*
                        $( ($info_name, self.$info.is_some()), )*
                        $( ($list_name, !self.$list.is_empty()), )*
                        ($section_name, self.$section.is_some()),
                    ]);
                });
            }
        }
        edu_json::json_wire!($name, &$crate::dynamic_registration::rules::MEMBER_RULES);
    };
}
pub(super) use document;

/// Reads the section of that name, or of that name between spaces.
#[expect(
    clippy::option_option,
    reason = "refused and absent are different outcomes"
)]
pub(super) fn section<'t, T: FromJson>(
    object: &mut ObjectReader<'t>,
    reader: &mut Reader<'_, 't>,
    name: &'static str,
) -> Option<Option<T>> {
    let node = object.node();
    if node.get(name).is_some() {
        return object.optional(reader, name);
    }
    let Some((padded, value)) = node.members().find(|(key, _)| key.trim() == name) else {
        return Some(None);
    };
    let message = "name of the section has spaces around it";
    reader.note(&rules::PADDED_NAME, value, message);
    object.take(padded);
    reader.member(padded, value).map(Some)
}
