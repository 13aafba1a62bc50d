//! The two doors of a wire type: the checked reader and serde.

use edu_types::{Limits, Profile};
use serde::{Deserialize as _, Serialize as _};
use serde_json::value::RawValue;

use crate::{Checked, FromJson, JsonError, MemberRules, Reader, Refused, ToJson, Tree};

/// A type with a place on the wire: one set of rules behind both doors.
pub trait Wire: FromJson + ToJson {
    /// The rules for members of this type's standard.
    const RULES: &'static MemberRules;
}

/// Reads a document through the checked door: all findings, with pointers and offsets.
///
/// # Errors
///
/// [`Refused`] with the whole report, as soon as one finding has error weight.
pub fn read<T: Wire>(
    bytes: &[u8],
    profile: &Profile,
    limits: &Limits,
) -> Result<Checked<T>, Refused> {
    let tree = Tree::parse(bytes, limits)?;
    read_tree(&tree, profile)
}

/// Reads a value from a tree that was parsed before.
///
/// # Errors
///
/// [`Refused`] as for [`read`].
#[inline]
pub fn read_tree<T: Wire>(tree: &Tree<'_>, profile: &Profile) -> Result<Checked<T>, Refused> {
    read_by(tree, profile, T::RULES)
}

/// Reads a value under the rules given.
#[inline]
pub(crate) fn read_by<T: FromJson>(
    tree: &Tree<'_>,
    profile: &Profile,
    rules: &MemberRules,
) -> Result<Checked<T>, Refused> {
    let mut reader = Reader::new(profile, rules).with_room();
    let value = T::from_json(tree.root(), &mut reader);
    let report = reader.into_report();
    match (value, Refused::new(report)) {
        (Some(value), Err(report)) => Ok(Checked::new(value, report)),
        (_, Ok(refused)) => Err(refused),
        // `FromJson` promises a finding with every `None`; should one break it, the document
        // is still refused.
        (None, Err(_)) => Err(JsonError::Syntax {
            offset: 0,
            message: "value cannot be read",
        }
        .into()),
    }
}

/// Reads a value through serde: the same rules, strict profile, default limits, first error.
///
/// # Errors
///
/// The deserializer's error, with the text of the first finding. Works with `serde_json`
/// only, because numbers must keep their text.
pub fn deserialize<'de, T: Wire, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    read(raw.get().as_bytes(), &Profile::strict(), &Limits::DEFAULT)
        .map(|checked| checked.value)
        .map_err(serde::de::Error::custom)
}

/// Writes a value through serde, for `serde_json`.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<T: Wire, S: serde::Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let raw = RawValue::from_string(value.to_json_string()).map_err(serde::ser::Error::custom)?;
    raw.serialize(serializer)
}

/// Opens both doors for a type that is [`FromJson`](crate::FromJson) and
/// [`ToJson`](crate::ToJson).
///
/// ```
/// use edu_json::{MemberRules, json_object, json_wire};
/// use edu_types::{Limits, Profile, Rule};
///
/// static KIND: Rule = Rule::must("x.kind", "X §1");
/// static RULES: MemberRules = MemberRules {
///     kind: &KIND, value: &KIND, missing: &KIND, null: &KIND, unknown: None, empty: None, informative: None,
/// };
///
/// json_object! {
///     /// A place where people learn.
///     pub struct Course {
///         required {
///             /// Its identity.
///             id: String = "id",
///         }
///         optional {
///             /// Shown to people.
///             title: String = "title",
///         }
///         list {
///             /// Free keywords.
///             tags: String = "tags",
///         }
///     }
/// }
/// json_wire!(Course, &RULES);
///
/// let bytes = br#"{"id":"c1","tags":["a"],"vendor":1.50}"#;
/// let course = Course::from_slice(bytes, &Profile::strict(), &Limits::default())?.value;
/// assert_eq!(course.extra.get("vendor").map(|raw| raw.as_str()), Some("1.50"));
/// assert_eq!(serde_json::to_string(&course)?.as_bytes(), bytes);
///
/// let error = serde_json::from_str::<Course>(r#"{"id":7}"#).unwrap_err();
/// assert!(error.to_string().starts_with("/id: found a number, a string is allowed (X §1)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! json_wire {
    ($name:ty, $rules:expr) => {
        impl $crate::Wire for $name {
            const RULES: &'static $crate::MemberRules = $rules;
        }

        impl $name {
            /// Reads the value through the checked door: all findings, each with its place.
            ///
            /// # Errors
            ///
            /// [`Refused`]($crate::Refused) with every finding, where one has error weight.
            pub fn from_slice(
                bytes: &[u8],
                profile: &$crate::private::Profile,
                limits: &$crate::private::Limits,
            ) -> ::core::result::Result<$crate::Checked<Self>, $crate::Refused> {
                $crate::read(bytes, profile, limits)
            }
        }

        impl<'de> $crate::private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::deserialize(deserializer)
            }
        }

        impl $crate::private::Serialize for $name {
            fn serialize<S: $crate::private::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::serialize(self, serializer)
            }
        }
    };
}

/// Declares an object of the wire: its struct, `new` with the required members, reading and
/// writing. Unknown members are kept in `extra`. See [`json_wire`] for a worked example.
///
/// A `constant` member tells what kind of object this is: it has no field, is always written, and
/// refuses the object where it is absent or has another text.
///
/// A member may name the rule that it breaks where it is absent or not as allowed:
/// `id: CourseId = "id" => &rules::COURSE_ID,`. What members owe each other is checked by the function
/// after `judged by`, which gets the value, its node and the reader, and notes what it finds; it
/// is called only where each member can be read. The function after `judged as read by` gets the members that are listed
/// behind it, each as an `Option` of what could be read of it, and is called in any case: what is wrong with one member
/// hides nothing of another.
///
/// `Debug` shows every field, or what the function after `shown by` writes: for objects whose fields
/// tell of persons without being of a type that hides them.
///
/// Members that may be absent are `optional` where they are refused when odd, whatever the
/// profile; `informative` and `list` where a profile may tolerate that: such a member is then
/// absent, and its text is in `extra` under its own name until the field is set.
#[macro_export]
macro_rules! json_object {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident {
            $(constant { $( $constant:ident : $constant_text:expr => $constant_name:expr $(=> $constant_rule:expr)?, )* })?
            $(required { $( $(#[$required_meta:meta])* $required:ident : $required_type:ty = $required_name:expr $(=> $required_rule:expr)?, )* })?
            $(optional { $( $(#[$optional_meta:meta])* $optional:ident : $optional_type:ty = $optional_name:expr $(=> $optional_rule:expr)?, )* })?
            $(informative { $( $(#[$info_meta:meta])* $info:ident : $info_type:ty = $info_name:expr, )* })?
            $(list { $( $(#[$list_meta:meta])* $list:ident : $list_type:ty = $list_name:expr, )* })?
            $(judged as read by $early:path: $($part:ident),+;)?
            $(judged by $judge:path;)?
            $(shown by $show:path;)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        $visibility struct $name {
            $($( $(#[$required_meta])* pub $required: $required_type, )*)?
            $($( $(#[$optional_meta])* pub $optional: Option<$optional_type>, )*)?
            $($( $(#[$info_meta])* pub $info: Option<$info_type>, )*)?
            $($( $(#[$list_meta])* pub $list: Vec<$list_type>, )*)?
            /// Members this version does not know, in arrival order.
            pub extra: $crate::Extra,
        }

        impl $name {
            /// The value with its required members; everything else is absent.
            #[allow(clippy::new_without_default, reason = "some objects require nothing")]
            #[allow(clippy::too_many_arguments, reason = "as many as the object requires")]
            #[allow(clippy::allow_attributes, reason = "applies to some expansions only")]
            pub fn new($($( $required: $required_type ),*)?) -> Self {
                Self {
                    $($( $required, )*)?
                    $($( $optional: None, )*)?
                    $($( $info: None, )*)?
                    $($( $list: Vec::new(), )*)?
                    extra: $crate::Extra::new(),
                }
            }
        }

        $crate::json_object!(@debug $name ($($show)?)
            $($($required)*)? $($($optional)*)? $($($info)*)? $($($list)*)?);

        impl $crate::FromJson for $name {
            fn from_json<'t>(
                node: $crate::Node<'t>,
                reader: &mut $crate::Reader<'_, 't>,
            ) -> Option<Self> {
                let members = reader.members(node)?;
                $($( let mut $constant = $crate::Slot::<()>::Absent; )*)?
                $($( let mut $required = $crate::Slot::<$required_type>::Absent; )*)?
                $($( let mut $optional = $crate::Slot::<$optional_type>::Absent; )*)?
                $($( let mut $info = $crate::Slot::<$info_type>::Absent; )*)?
                $($( let mut $list = $crate::Slot::<Vec<$list_type>>::Absent; )*)?
                let mut extra = $crate::Extra::new();
                for (name, member) in members {
                    $($( if name == $constant_name {
                        let rule = $crate::json_object!(@rule $($constant_rule)?);
                        $constant = reader.constant_slot(name, member, $constant_text, rule);
                        continue;
                    } )*)?
                    $($( if name == $required_name {
                        let rule = $crate::json_object!(@rule $($required_rule)?);
                        $required = reader.slot(name, member, rule);
                        continue;
                    } )*)?
                    $($( if name == $optional_name {
                        let rule = $crate::json_object!(@rule $($optional_rule)?);
                        $optional = reader.optional_slot(name, member, rule);
                        continue;
                    } )*)?
                    $($( if name == $info_name {
                        $info = reader.informative_slot(name, member, &mut extra);
                        continue;
                    } )*)?
                    $($( if name == $list_name {
                        $list = reader.informative_slot(name, member, &mut extra);
                        continue;
                    } )*)?
                    reader.without_slot(name, member, &mut extra);
                }
                // Every member is asked for before giving up, so that the report is whole.
                $($( let $constant = $constant.required(
                    reader, node, $constant_name, $crate::json_object!(@rule $($constant_rule)?),
                ); )*)?
                $($( let $required = $required.required(
                    reader, node, $required_name, $crate::json_object!(@rule $($required_rule)?),
                ); )*)?
                $( $early(($($part.as_ref(),)+), node, reader); )?
                $($( $constant?; )*)?
                let value = Self {
                    $($( $required: $required?, )*)?
                    $($( $optional: $optional.optional()?, )*)?
                    $($( $info: $info.optional()?, )*)?
                    $($( $list: $list.optional()?.unwrap_or_default(), )*)?
                    extra,
                };
                $( $judge(&value, node, reader); )?
                Some(value)
            }
        }

        impl $crate::ToJson for $name {
            fn to_json(&self, writer: &mut $crate::JsonWriter) {
                writer.object(|object| {
                    $($( object.member($constant_name, $constant_text); )*)?
                    $($( object.member($required_name, &self.$required); )*)?
                    $($( object.optional($optional_name, self.$optional.as_ref()); )*)?
                    $($( object.optional($info_name, self.$info.as_ref()); )*)?
                    $($( object.list($list_name, &self.$list); )*)?
                    if !self.extra.is_empty() {
                        object.extra_beside(&self.extra, &[
                            $($( ($constant_name, true), )*)?
                            $($( ($required_name, true), )*)?
                            $($( ($optional_name, true), )*)?
                            $($( ($info_name, self.$info.is_some()), )*)?
                            $($( ($list_name, !self.$list.is_empty()), )*)?
                        ]);
                    }
                });
            }
        }
    };
    (@debug $name:ident () $($field:ident)*) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(::core::stringify!($name))
                    $(.field(::core::stringify!($field), &self.$field))*
                    .field("extra", &self.extra)
                    .finish()
            }
        }
    };
    (@debug $name:ident ($show:path) $($field:ident)*) => {
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $show(self, f)
            }
        }
    };
    (@rule) => { ::core::option::Option::None };
    (@rule $rule:expr) => { ::core::option::Option::Some($rule) };
}

/// Reads and writes identifiers made by `edu_types::string_id!` as JSON strings.
#[macro_export]
macro_rules! json_id {
    ($($name:ty),+ $(,)?) => { $(
        impl $crate::FromJson for $name {
            fn from_json<'t>(
                node: $crate::Node<'t>,
                reader: &mut $crate::Reader<'_, 't>,
            ) -> Option<Self> {
                $crate::read_id(node, reader, <$name>::new)
            }
        }

        impl $crate::ToJson for $name {
            fn to_json(&self, writer: &mut $crate::JsonWriter) {
                writer.string(self.as_str());
            }
        }
    )+ };
}

/// Reads and writes vocabularies that any text belongs to, such as those made by
/// `edu_types::open_enum!`, as JSON strings.
#[macro_export]
macro_rules! json_open_enum {
    ($($name:ty),+ $(,)?) => { $(
        impl $crate::FromJson for $name {
            fn from_json<'t>(
                node: $crate::Node<'t>,
                reader: &mut $crate::Reader<'_, 't>,
            ) -> Option<Self> {
                reader.text(node).map(<$name>::from)
            }
        }

        impl $crate::ToJson for $name {
            fn to_json(&self, writer: &mut $crate::JsonWriter) {
                writer.string(self.as_str());
            }
        }
    )+ };
}
