//! From located nodes to typed values, collecting findings on the way.

use edu_types::{Place, Profile, Report, Rule, Severity};

use crate::{Kind, Node};
use edu_types::place::push_segment;

mod language_map;
mod object;
mod shape;
mod slot;
mod texts;
mod values;

pub use language_map::{LanguageMapRules, read_language_map};
pub use object::ObjectReader;
pub use slot::Slot;
pub use values::read_id;

/// The rules a standard applies to every member of its objects.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "each standard names them all")]
pub struct MemberRules {
    /// A value has another kind than its member allows.
    pub kind: &'static Rule,
    /// A value has the right kind, but its text or number is not allowed.
    pub value: &'static Rule,
    /// A required member is absent.
    pub missing: &'static Rule,
    /// An optional member is `null`. Where this is a must, it is what every other value breaks, too,
    /// that is `null`.
    pub null: &'static Rule,
    /// An object has a member that the standard does not name; `None` where it may.
    ///
    /// Where the profile tolerates it, the member is kept.
    pub unknown: Option<&'static Rule>,
    /// An object has no members at all; `None` where that is nothing to speak of.
    pub empty: Option<&'static Rule>,
    /// What applies inside informative members; `None` where a standard judges them like all
    /// others.
    pub informative: Option<&'static InformativeRules>,
}

/// The rules inside members that only inform: nobody is let in, and nothing is sent anywhere,
/// because of them.
///
/// A member that breaks one of them is refused where the profile gives the rule the weight of
/// an error. Where the profile tolerates it, the member counts as absent and its text is kept
/// beside the unknown members, so that nothing is lost.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "each standard names all four")]
pub struct InformativeRules {
    /// A value has another kind than its member allows.
    pub kind: &'static Rule,
    /// A value has the right kind, but its text or number is not allowed.
    pub value: &'static Rule,
    /// A required member of an informative object is absent.
    pub missing: &'static Rule,
    /// An object without members is written as an empty array, as PHP programs do; where
    /// tolerated, it is read as that object.
    pub empty_array: &'static Rule,
}

/// A value that can be read from a located node.
pub trait FromJson: Sized {
    /// The rule that an empty array of such values breaks, where one does.
    const EMPTY_LIST: Option<&'static Rule> = None;

    /// Reads the value; notes what is wrong in `reader`.
    ///
    /// Returns `None` only after a finding of error weight was noted, or, inside an informative
    /// member, one that the profile tolerates.
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self>;
}

#[derive(Clone, Copy, Debug)]
enum Segment<'t> {
    Member(&'t str),
    Item(usize),
}

/// Where reading stands, which profile applies, and what was found so far.
#[derive(Debug)]
pub struct Reader<'r, 't> {
    profile: &'r Profile,
    rules: &'r MemberRules,
    report: Report,
    path: Vec<Segment<'t>>,
    informative: Option<&'static InformativeRules>,
    /// The rule of the member being read, where it has one of its own.
    own: Option<&'static Rule>,
    /// Lists of members that were read before, emptied, for the next objects.
    spare: Vec<Vec<Unread<'t>>>,
}

/// Nearly every value is nested less deeply.
const EVERYDAY_DEPTH: usize = 8;

/// Nearly every pointer is shorter, in bytes.
const EVERYDAY_POINTER: usize = 64;

/// A member of an object, until it is taken.
type Unread<'t> = Option<(&'t str, Node<'t>)>;

impl<'r, 't> Reader<'r, 't> {
    /// Starts at the top of a document.
    pub const fn new(profile: &'r Profile, rules: &'r MemberRules) -> Self {
        Self {
            profile,
            rules,
            report: Report::new(),
            path: Vec::new(),
            informative: None,
            own: None,
            spare: Vec::new(),
        }
    }

    /// The same with room for the path of a document of everyday depth.
    pub(crate) fn with_room(mut self) -> Self {
        self.path.reserve(EVERYDAY_DEPTH);
        self
    }

    /// The profile that weighs findings, and says by which edition.
    pub const fn profile(&self) -> &'r Profile {
        self.profile
    }

    /// The rule of the member being read, where it has one of its own; `other` where not.
    pub fn own_rule_or(&self, other: &'static Rule) -> &'static Rule {
        self.own.unwrap_or(other)
    }

    /// What was found.
    pub fn into_report(self) -> Report {
        self.report
    }

    /// Notes a broken rule at `node`; `Some(Severity::Error)` means the value is refused.
    pub fn note(
        &mut self,
        rule: &Rule,
        node: Node<'_>,
        message: impl Into<String>,
    ) -> Option<Severity> {
        let place = Place::pointer(self.pointer()).at_offset(node.span().start);
        self.report.note(self.profile, rule, place, message)
    }

    /// Notes that the value cannot be used, whatever the profile; always `None`.
    ///
    /// A profile may weigh rules, but a value that cannot be typed cannot be tolerated.
    pub fn refuse<T>(
        &mut self,
        rule: &Rule,
        node: Node<'_>,
        message: impl Into<String>,
    ) -> Option<T> {
        self.note(&rule.unrelaxed(), node, message);
        None
    }

    /// `Some` if the node is of that kind; notes the difference otherwise.
    #[inline]
    pub fn expect(&mut self, node: Node<'_>, kind: Kind) -> Option<()> {
        if node.kind() == kind {
            return Some(());
        }
        self.unexpected(node, kind)
    }

    /// Notes that the node is not of that kind; always `None`.
    #[cold]
    fn unexpected(&mut self, node: Node<'_>, kind: Kind) -> Option<()> {
        if node.is_null()
            && self.informative.is_none()
            && self.rules.null.severity == Severity::Error
        {
            let message = format!("found null, {kind} is allowed");
            return self.refuse(self.rules.null, node, message);
        }
        self.wrong_kind(node, format!("found {}, {kind} is allowed", node.kind()))
    }

    /// Notes that a value has a kind that is not allowed; always `None`.
    pub fn wrong_kind<T>(&mut self, node: Node<'_>, message: impl Into<String>) -> Option<T> {
        match self.informative {
            Some(rules) => self.leave_out(rules.kind, node, message),
            None => self.refuse(self.own.unwrap_or(self.rules.kind), node, message),
        }
    }

    /// The node's text; notes it where the node is no string.
    #[inline]
    pub fn text(&mut self, node: Node<'t>) -> Option<&'t str> {
        self.expect(node, Kind::String)?;
        node.as_str()
    }

    /// Notes that the kind is right but the value is not allowed; always `None`.
    pub fn not_allowed<T>(&mut self, node: Node<'_>, message: impl Into<String>) -> Option<T> {
        match self.informative {
            Some(rules) => self.leave_out(rules.value, node, message),
            None => self.refuse(self.own.unwrap_or(self.rules.value), node, message),
        }
    }

    /// Reads `node` as the member `name` of the value being read.
    #[inline]
    pub fn member<T: FromJson>(&mut self, name: &'t str, node: Node<'t>) -> Option<T> {
        self.inside(Segment::Member(name), None, |reader| {
            T::from_json(node, reader)
        })
    }

    /// Reads `node` as the item at `position` of the array being read, under the rule of the
    /// array.
    #[inline]
    pub fn item<T: FromJson>(&mut self, position: usize, node: Node<'t>) -> Option<T> {
        self.inside(Segment::Item(position), self.own, |reader| {
            T::from_json(node, reader)
        })
    }

    /// Reads, or notes, what belongs to the member `name` of the value being read.
    #[inline]
    pub fn within<T>(&mut self, name: &'t str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.inside(Segment::Member(name), None, read)
    }

    /// Goes into an object; notes it where the node is none.
    #[inline]
    pub fn object(&mut self, node: Node<'t>) -> Option<ObjectReader<'t>> {
        self.expect_object(node)?;
        self.expect_members(node)?;
        let mut members = self.spare.pop().unwrap_or_default();
        members.extend(node.members().map(Some));
        Some(ObjectReader::new(node, members))
    }

    /// Notes that a value cannot be used, as heavily as the profile says; always `None`.
    fn leave_out<T>(
        &mut self,
        rule: &Rule,
        node: Node<'_>,
        message: impl Into<String>,
    ) -> Option<T> {
        self.note(rule, node, message);
        None
    }

    /// Reads what only informs. Says beside the value whether an error was noted.
    fn informing<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> (Option<T>, bool) {
        let (outside, errors) = (self.informative, self.report.errors());
        self.informative = self.rules.informative;
        let value = read(self);
        self.informative = outside;
        (value, self.report.errors() > errors)
    }

    fn missing<T>(&mut self, node: Node<'_>) -> Option<T> {
        let message = "required member is missing";
        match self.informative {
            Some(rules) => self.leave_out(rules.missing, node, message),
            None => self.refuse(self.own.unwrap_or(self.rules.missing), node, message),
        }
    }

    #[inline]
    fn inside<T>(
        &mut self,
        segment: Segment<'t>,
        rule: Option<&'static Rule>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.path.push(segment);
        let outside = core::mem::replace(&mut self.own, rule);
        let value = read(self);
        self.own = outside;
        self.path.pop();
        value
    }

    fn pointer(&self) -> String {
        let mut pointer = String::with_capacity(EVERYDAY_POINTER);
        for segment in &self.path {
            match segment {
                Segment::Member(name) => push_segment(&mut pointer, name),
                Segment::Item(position) => push_segment(&mut pointer, &position.to_string()),
            }
        }
        pointer
    }
}
