//! Who a token is meant for.

use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson};

use crate::{ClientId, rules};

/// Whom a token is meant for: one to sixteen, each named once. Clients, where the platform made
/// the token; the platform, where a tool did.
///
/// Written as one string or as an array; both are legal and Schoology sends arrays of one.
///
/// Spec: RFC 7519, §4.1.3; 1EdTech Security Framework 1.0, §5.1.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience<T = ClientId>(Vec<T>);

/// Most that a token may name.
const MOST: usize = 16;

impl Audience {
    /// Most clients a token may name.
    pub const MAX_CLIENTS: usize = MOST;

    /// The clients, in the order they came; never empty.
    pub fn clients(&self) -> &[ClientId] {
        self.as_slice()
    }
}

impl<T: PartialEq> Audience<T> {
    /// One alone.
    pub fn one(only: T) -> Self {
        Self(vec![only])
    }

    /// All, in the order they came; never empty.
    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    /// Whether `one` is among them.
    pub fn contains(&self, one: &T) -> bool {
        self.0.contains(one)
    }
}

impl<T: FromJson + PartialEq> FromJson for Audience<T> {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match node.kind() {
            Kind::String => Some(Self::one(T::from_json(node, reader)?)),
            Kind::Array => {
                if node.len() > MOST {
                    let found = node.len();
                    let message = format!("audience names {found}, {MOST} are allowed");
                    return reader.refuse(&rules::AUDIENCE_TOO_MANY, node, message);
                }
                let clients = Vec::<T>::from_json(node, reader)?;
                // At most sixteen: comparing each with each costs less than a set would.
                let repeated = clients.iter().enumerate().any(|(position, client)| {
                    clients
                        .iter()
                        .skip(position.saturating_add(1))
                        .any(|other| other == client)
                });
                if clients.is_empty() {
                    return reader.refuse(&rules::AUDIENCE_EMPTY, node, "audience names nobody");
                }
                if repeated {
                    return reader.refuse(
                        &rules::AUDIENCE_REPEATED,
                        node,
                        "audience names one twice",
                    );
                }
                Some(Self(clients))
            }
            other @ (Kind::Null | Kind::Bool | Kind::Number | Kind::Object) => reader.wrong_kind(
                node,
                format!("found {other}, a string or an array of strings is allowed"),
            ),
        }
    }
}

impl<T: ToJson> ToJson for Audience<T> {
    fn to_json(&self, writer: &mut JsonWriter) {
        match self.0.as_slice() {
            // One alone is written as a string: some platforms answer arrays with an error.
            [only] => only.to_json(writer),
            many => writer.array(many),
        }
    }
}
