//! From located nodes to typed values, collecting findings on the way.

use edu_types::{IdError, Personal, Place, Profile, Report, Rule, Secret, Severity};

use crate::node::push_segment;
use crate::raw::Extra;
use crate::{Kind, Node};

/// The rules a standard applies to every member of its objects.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "each standard names all four")]
pub struct MemberRules {
    /// A value has another kind than its member allows.
    pub kind: &'static Rule,
    /// A value has the right kind, but its text or number is not allowed.
    pub value: &'static Rule,
    /// A required member is absent.
    pub missing: &'static Rule,
    /// An optional member is `null`.
    pub null: &'static Rule,
}

/// A value that can be read from a located node.
pub trait FromJson: Sized {
    /// Reads the value; notes what is wrong in `reader`.
    ///
    /// Returns `None` only after a finding of error weight was noted.
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
}

impl<'r, 't> Reader<'r, 't> {
    /// Starts at the top of a document.
    pub const fn new(profile: &'r Profile, rules: &'r MemberRules) -> Self {
        Self {
            profile,
            rules,
            report: Report::new(),
            path: Vec::new(),
        }
    }

    /// The profile that weighs findings.
    pub const fn profile(&self) -> &'r Profile {
        self.profile
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
        let fixed = Rule::security(rule.code, rule.clause);
        self.note(&fixed, node, message);
        None
    }

    /// `Some` if the node is of that kind; notes the difference otherwise.
    pub fn expect(&mut self, node: Node<'_>, kind: Kind) -> Option<()> {
        if node.kind() == kind {
            return Some(());
        }
        self.refuse(
            self.rules.kind,
            node,
            format!("found {}, {kind} is allowed", node.kind()),
        )
    }

    /// The node's text; notes it where the node is no string.
    pub fn text(&mut self, node: Node<'t>) -> Option<&'t str> {
        self.expect(node, Kind::String)?;
        node.as_str()
    }

    /// Notes that the kind is right but the value is not allowed; always `None`.
    pub fn not_allowed<T>(&mut self, node: Node<'_>, message: impl Into<String>) -> Option<T> {
        self.refuse(self.rules.value, node, message)
    }

    /// Reads `node` as the member `name` of the value being read.
    pub fn member<T: FromJson>(&mut self, name: &'t str, node: Node<'t>) -> Option<T> {
        self.inside(Segment::Member(name), |reader| T::from_json(node, reader))
    }

    /// Goes into an object; notes it where the node is none.
    pub fn object(&mut self, node: Node<'t>) -> Option<ObjectReader<'t>> {
        self.expect(node, Kind::Object)?;
        Some(ObjectReader {
            node,
            members: node.members().map(Some).collect(),
            next: 0,
        })
    }

    fn inside<T>(&mut self, segment: Segment<'t>, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(segment);
        let value = read(self);
        self.path.pop();
        value
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in &self.path {
            match segment {
                Segment::Member(name) => push_segment(&mut pointer, name),
                Segment::Item(position) => push_segment(&mut pointer, &position.to_string()),
            }
        }
        pointer
    }
}

/// Takes members out of an object, one by one; the rest are kept as they came.
#[derive(Debug)]
pub struct ObjectReader<'t> {
    node: Node<'t>,
    members: Vec<Option<(&'t str, Node<'t>)>>,
    next: usize,
}

impl<'t> ObjectReader<'t> {
    /// The object itself.
    pub const fn node(&self) -> Node<'t> {
        self.node
    }

    /// Takes the member of that name out, unread.
    pub fn take(&mut self, name: &str) -> Option<(&'t str, Node<'t>)> {
        // Members mostly arrive in the order they are asked for: look onwards first.
        let (before, after) = self.members.split_at_mut_checked(self.next)?;
        let named = |slot: &&mut Option<(&'t str, Node<'t>)>| {
            slot.as_ref().is_some_and(|(key, _)| *key == name)
        };
        let ahead = after.iter_mut().enumerate().find(|(_, slot)| named(slot));
        if let Some((skipped, slot)) = ahead {
            self.next = self.next.saturating_add(skipped).saturating_add(1);
            return slot.take();
        }
        before.iter_mut().find(named)?.take()
    }

    /// Reads a member that must be there.
    pub fn required<T: FromJson>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
    ) -> Option<T> {
        let Some((name, node)) = self.take(name) else {
            reader.path.push(Segment::Member(name));
            let value = reader.refuse(
                reader.rules.missing,
                self.node,
                "required member is missing",
            );
            reader.path.pop();
            return value;
        };
        reader.member(name, node)
    }

    /// Reads a member that may be absent. The outer `None` means that it was refused.
    ///
    /// `null` counts as absent, with a finding that profiles may accept.
    #[expect(
        clippy::option_option,
        reason = "refused and absent are different outcomes"
    )]
    pub fn optional<T: FromJson>(
        &mut self,
        reader: &mut Reader<'_, 't>,
        name: &'static str,
    ) -> Option<Option<T>> {
        let Some((name, node)) = self.take(name) else {
            return Some(None);
        };
        if !node.is_null() {
            return reader.member(name, node).map(Some);
        }
        let message = "member is null, leaving it out is allowed";
        let severity = reader.inside(Segment::Member(name), |reader| {
            reader.note(reader.rules.null, node, message)
        });
        if severity == Some(Severity::Error) {
            None
        } else {
            Some(None)
        }
    }

    /// The members nobody took, in arrival order.
    pub fn rest(self) -> Extra {
        let mut extra = Extra::new();
        for (name, node) in self.members.into_iter().flatten() {
            extra.push(name, node);
        }
        extra
    }
}

impl FromJson for String {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.text(node).map(Into::into)
    }
}

impl FromJson for Box<str> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.text(node).map(Into::into)
    }
}

impl FromJson for bool {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Bool)?;
        node.as_bool()
    }
}

impl FromJson for i64 {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Number)?;
        match node.as_number().and_then(crate::NumberText::as_i64) {
            Some(value) => Some(value),
            None => reader.not_allowed(node, "number is not a 64-bit integer"),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        reader.expect(node, Kind::Array)?;
        let mut all = Some(Self::new());
        for (position, item) in node.items().enumerate() {
            let value = reader.inside(Segment::Item(position), |reader| T::from_json(item, reader));
            match (value, &mut all) {
                (Some(value), Some(values)) => values.push(value),
                (Some(_), None) => {}
                // Go on: the report names every bad item.
                (None, _) => all = None,
            }
        }
        all
    }
}

impl<T: FromJson> FromJson for Personal<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        T::from_json(node, reader).map(Self::new)
    }
}

impl<T: FromJson> FromJson for Secret<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        T::from_json(node, reader).map(Self::new)
    }
}

/// Reads a string member into an identifier; notes why where it is none.
pub fn read_id<'t, T>(
    node: Node<'t>,
    reader: &mut Reader<'_, 't>,
    make: impl FnOnce(&'t str) -> Result<T, IdError>,
) -> Option<T> {
    let text = reader.text(node)?;
    match make(text) {
        Ok(id) => Some(id),
        Err(error) => reader.not_allowed(node, error.to_string()),
    }
}
