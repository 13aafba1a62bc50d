//! The macro that declares elements.

/// Declares an element: its struct, `new` with what is required, reading and writing. What the
/// element holds beyond its type is kept in `extra`.
///
/// `attributes` and `elements` list the fields in the order of the schema, each with its
/// [`Term`](crate::Term); elements are written in that order where they did not come in another.
/// A field is `required`, `optional`, or, of elements, a `list`. The type of an attribute is
/// [`FromText`](crate::FromText) and [`ToText`](crate::ToText), that of an element
/// [`FromXml`](crate::FromXml) and [`ToXml`](crate::ToXml); an element that only holds a value is a
/// [`Leaf`](crate::Leaf). An attribute with `otherwise` gets a method of its name that gives
/// the default where it is absent. In place of `elements`, an element may have a `text`.
///
/// A field may name the rule that it breaks where it is absent or not as allowed, after `=>`. What fields
/// owe each other is checked by the function after `judged by`, which gets the value, its element and
/// the reader.
///
/// An attribute or element that cannot be read is noted and, where the profile tolerates that, kept in `extra`;
/// an element whose required parts are absent cannot be read.
///
/// ```
/// use edu_types::{Limits, Profile, Rule};
/// use edu_xml::{Binding, ElementRules, Leaf, Vocabulary, XmlRoot, xml_element, xml_names};
///
/// xml_names! {
///     /// Names of courses.
///     pub mod names {
///         prefix = "";
///         namespaces = ["urn:school"];
///         qualified { COURSE = "course"; TITLE = "title"; UNIT = "unit"; }
///         plain { ID = "id"; VISIBLE = "visible"; }
///     }
/// }
/// xml_element! {
///     /// Something to learn.
///     pub struct Unit {
///         attributes {
///             /// Its identity.
///             required id: String = names::ID,
///             /// Whether it is shown.
///             optional visible: bool = names::VISIBLE; otherwise true,
///         }
///     }
/// }
/// xml_element! {
///     /// A place where people learn.
///     pub struct Course {
///         elements {
///             /// Shown to people.
///             optional title: Leaf<String> = names::TITLE,
///             /// What there is to learn.
///             list units: Unit = names::UNIT,
///         }
///     }
/// }
/// static RULE: Rule = Rule::must("school.element", "School 1.0 §2");
/// impl XmlRoot for Course {
///     const ROOT: edu_xml::Term = names::COURSE;
///     const VOCABULARY: &'static Vocabulary = &Vocabulary { names: &[&names::NAMES] };
///     const RULES: &'static ElementRules = &ElementRules {
///         root: &RULE, value: &RULE, missing: &RULE, repeated: &RULE,
///         order: None, spelling: None, unknown: None, text: None,
///     };
///     fn binding(&self) -> Binding { Binding(0) }
/// }
///
/// let xml = r#"<course xmlns="urn:school"><unit id="a" visible="0"/><!-- odd --><title>Law</title></course>"#;
/// let mut course = Course::from_slice(xml.as_bytes(), &Profile::strict(), &Limits::default())?.value;
/// assert_eq!((course.title.as_deref().map(String::as_str), course.units[0].visible()), (Some("Law"), false));
/// assert_eq!(course.to_xml_string()?, xml);
///
/// course.units[0].visible = None;
/// course.units.push(Unit::new("b".to_owned()));
/// let edited = r#"<course xmlns="urn:school"><unit id="a"/><unit id="b"/><!-- odd --><title>Law</title></course>"#;
/// assert_eq!(course.to_xml_string()?, edited);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[macro_export]
macro_rules! xml_element {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $name:ident {
            $(attributes { $(
                $(#[$attribute_meta:meta])*
                $attribute_kind:ident $attribute:ident : $attribute_type:ty = $attribute_term:expr
                $(=> $attribute_rule:expr)? $(; otherwise $default:expr)?
            ),* $(,)? })?
            $(elements { $(
                $(#[$child_meta:meta])*
                $child_kind:ident $child:ident : $child_type:ty = $child_term:expr
                $(=> $child_rule:expr)?
            ),* $(,)? })?
            $(text {
                $(#[$text_meta:meta])*
                $text_kind:ident $text:ident : $text_type:ty $(=> $text_rule:expr)? $(,)?
            })?
            $(judged by $judge:path;)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        $visibility struct $name {
            $($( $(#[$attribute_meta])*
                pub $attribute: $crate::xml_element!(@type $attribute_kind $attribute_type), )*)?
            $($( $(#[$child_meta])*
                pub $child: $crate::xml_element!(@type $child_kind $child_type), )*)?
            $( $(#[$text_meta])* pub $text: $crate::xml_element!(@type $text_kind $text_type), )?
            /// What the element held beyond its type.
            pub extra: $crate::Extra,
        }

        $crate::xml_element!(@new $name []
            [ $($( [$attribute_kind $attribute $attribute_type] )*)?
              $($( [$child_kind $child $child_type] )*)?
              $( [$text_kind $text $text_type] )? ] []);

        $($($(
            impl $name {
                #[doc = concat!("The value of `", stringify!($attribute), "`, or its default where it is absent.")]
                pub fn $attribute(&self) -> $attribute_type {
                    match &self.$attribute {
                        Some(value) => ::core::clone::Clone::clone(value),
                        None => $default,
                    }
                }
            }
        )?)*)?

        impl $crate::FromXml for $name {
            fn from_xml(
                element: $crate::Element<'_>,
                reader: &mut $crate::Reader<'_>,
            ) -> ::core::option::Option<Self> {
                let mut opened = reader.open(element)?;
                $($( let mut $attribute: Option<$attribute_type> = None; )*)?
                $($( let mut $child: $crate::xml_element!(@slot $child_kind $child_type)
                    = ::core::default::Default::default(); )*)?
                for attribute in element.attributes() {
                    let _number = reader.attribute_number(attribute);
                    $($( if _number == const { $attribute_term.number() } {
                        let rule = $crate::xml_element!(@rule $($attribute_rule)?);
                        reader.attribute(
                            &mut opened, attribute, $attribute_term, rule, &mut $attribute,
                        );
                        continue;
                    } )*)?
                    reader.keep_attribute(&mut opened, attribute);
                }
                $( let $text = $crate::xml_element!(@text $text_kind reader opened
                    $crate::xml_element!(@rule $($text_rule)?)); )?
                if !$crate::xml_element!(@given $($text)?) {
                    for node in element.nodes() {
                        if let $crate::Node::Element(child) = node {
                            let _number = reader.number(child);
                            let _field = 0_u8;
                            $($(
                                if _number == const { $child_term.number() } {
                                    $crate::xml_element!(
                                        @read $child_kind reader opened child _field $child
                                    );
                                    continue;
                                }
                                let _field = _field.saturating_add(1);
                            )*)?
                        }
                        reader.node(&mut opened, node);
                    }
                }
                let extra = reader.close(opened);
                // All is asked for before giving up, so that the report is whole.
                $($( let $attribute = $crate::xml_element!(@require_attribute $attribute_kind
                    reader element $attribute_term, $attribute,
                    $crate::xml_element!(@rule $($attribute_rule)?)); )*)?
                $($( let $child = $crate::xml_element!(@require_child $child_kind
                    reader element $child_term, $child,
                    $crate::xml_element!(@rule $($child_rule)?)); )*)?
                let value = Self {
                    $($( $attribute: $crate::xml_element!(@take $attribute_kind $attribute), )*)?
                    $($( $child: $crate::xml_element!(@take $child_kind $child), )*)?
                    $( $text: $crate::xml_element!(@take $text_kind $text), )?
                    extra,
                };
                $( $judge(&value, element, reader); )?
                Some(value)
            }
        }

        impl $crate::ToXml for $name {
            fn to_xml(&self, name: $crate::Term, writer: &mut $crate::XmlWriter) {
                writer.start(name, &self.extra);
                $($( writer.optional_attribute(
                    $attribute_term, &self.extra,
                    $crate::xml_element!(@maybe $attribute_kind self.$attribute),
                ); )*)?
                writer.kept_attributes(&self.extra);
                $( if let Some(text) = $crate::xml_element!(@maybe $text_kind self.$text) {
                    writer.value(&self.extra, text);
                    writer.end();
                    return;
                } )?
                let counts = [$($( $crate::xml_element!(@count $child_kind self.$child) ),*)?];
                writer.children(&self.extra, &counts, |_writer, _field, _range| {
                    let _number = 0_usize;
                    $($(
                        if _field == _number {
                            for value in $crate::xml_element!(
                                @some $child_kind self.$child, _range
                            ) {
                                $crate::ToXml::to_xml(value, $child_term, _writer);
                            }
                            return;
                        }
                        let _number = _number.saturating_add(1);
                    )*)?
                });
                writer.end();
            }
        }
    };

    (@type required $type:ty) => { $type };
    (@type optional $type:ty) => { ::core::option::Option<$type> };
    (@type list $type:ty) => { ::std::vec::Vec<$type> };
    (@slot list $type:ty) => { ::std::vec::Vec<$type> };
    (@slot $kind:ident $type:ty) => { ::core::option::Option<$type> };
    (@rule) => { ::core::option::Option::None };
    (@rule $rule:expr) => { ::core::option::Option::Some($rule) };
    (@given) => { false };
    (@given $text:ident) => { true };
    (@text required $reader:ident $opened:ident $rule:expr) => { $reader.text(&mut $opened, $rule) };
    (@text optional $reader:ident $opened:ident $rule:expr) => {
        $reader.optional_text(&mut $opened, $rule)
    };
    (@read list $reader:ident $opened:ident $child:ident $field:ident $slot:ident) => {
        $reader.item(&mut $opened, $child, $field, &mut $slot)
    };
    (@read $kind:ident $reader:ident $opened:ident $child:ident $field:ident $slot:ident) => {
        $reader.child(&mut $opened, $child, $field, &mut $slot)
    };
    (@require_attribute required $reader:ident $element:ident $term:expr, $slot:ident, $rule:expr) => {
        $reader.required_attribute($element, $term, $rule, $slot)
    };
    (@require_attribute optional $reader:ident $element:ident $term:expr, $slot:ident, $rule:expr) => { $slot };
    (@require_child required $reader:ident $element:ident $term:expr, $slot:ident, $rule:expr) => {
        $reader.required_child($element, $term, $rule, $slot)
    };
    (@require_child $kind:ident $reader:ident $element:ident $term:expr, $slot:ident, $rule:expr) => { $slot };
    (@take required $slot:ident) => { $slot? };
    (@take $kind:ident $slot:ident) => { $slot };
    (@maybe required $($value:tt)+) => { ::core::option::Option::Some(&$($value)+) };
    (@maybe optional $($value:tt)+) => { $($value)+.as_ref() };
    (@count required $($value:tt)+) => { 1_usize };
    (@count optional $($value:tt)+) => { usize::from($($value)+.is_some()) };
    (@count list $($value:tt)+) => { $($value)+.len() };
    (@some required $this:ident . $field:ident, $range:ident) => { ::core::iter::once(&$this.$field) };
    (@some optional $this:ident . $field:ident, $range:ident) => { $this.$field.iter() };
    (@some list $this:ident . $field:ident, $range:ident) => {
        $this.$field.get($range).unwrap_or_default()
    };

    (@new $name:ident [$($argument:ident $argument_type:ty,)*] [] [$($rest:ident)*]) => {
        impl $name {
            /// The element with what it must have; everything else is absent.
            #[allow(clippy::new_without_default, reason = "some elements require nothing")]
            #[allow(clippy::too_many_arguments, reason = "as many as the element requires")]
            #[allow(clippy::allow_attributes, reason = "applies to some expansions only")]
            pub fn new($($argument: $argument_type),*) -> Self {
                Self {
                    $($argument,)*
                    $($rest: ::core::default::Default::default(),)*
                    extra: $crate::Extra::new(),
                }
            }
        }
    };
    (@new $name:ident [$($argument:tt)*] [[required $field:ident $type:ty] $($more:tt)*] [$($rest:ident)*]) => {
        $crate::xml_element!(@new $name [$($argument)* $field $type,] [$($more)*] [$($rest)*]);
    };
    (@new $name:ident [$($argument:tt)*] [[$kind:ident $field:ident $type:ty] $($more:tt)*] [$($rest:ident)*]) => {
        $crate::xml_element!(@new $name [$($argument)*] [$($more)*] [$($rest)* $field]);
    };
}
