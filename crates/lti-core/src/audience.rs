//! Who a token is meant for.

use edu_json::{FromJson, JsonWriter, Kind, Node, Reader, ToJson};

use crate::{ClientId, rules};

/// The clients a token is meant for: one to sixteen, each named once.
///
/// Written as one string or as an array; both are legal and Schoology sends arrays of one.
///
/// Spec: RFC 7519, §4.1.3; 1EdTech Security Framework 1.0, §5.1.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience(Vec<ClientId>);

impl Audience {
    /// Most clients a token may name.
    pub const MAX_CLIENTS: usize = 16;

    /// One client.
    pub fn one(client: ClientId) -> Self {
        Self(vec![client])
    }

    /// The clients, in the order they came; never empty.
    pub fn clients(&self) -> &[ClientId] {
        &self.0
    }

    /// Whether `client` is among them.
    pub fn contains(&self, client: &ClientId) -> bool {
        self.0.contains(client)
    }
}

impl FromJson for Audience {
    fn from_json<'t>(node: Node<'t>, reader: &mut Reader<'_, 't>) -> Option<Self> {
        match node.kind() {
            Kind::String => Some(Self::one(ClientId::from_json(node, reader)?)),
            Kind::Array => {
                if node.len() > Self::MAX_CLIENTS {
                    let message = format!(
                        "audience names {} clients, {} are allowed",
                        node.len(),
                        Self::MAX_CLIENTS
                    );
                    return reader.refuse(&rules::AUDIENCE_TOO_MANY, node, message);
                }
                let clients = Vec::<ClientId>::from_json(node, reader)?;
                // At most sixteen: comparing each with each costs less than a set would.
                let repeated = clients.iter().enumerate().any(|(position, client)| {
                    clients
                        .iter()
                        .skip(position.saturating_add(1))
                        .any(|other| other == client)
                });
                if clients.is_empty() {
                    return reader.refuse(&rules::AUDIENCE_EMPTY, node, "audience names no client");
                }
                if repeated {
                    return reader.refuse(
                        &rules::AUDIENCE_REPEATED,
                        node,
                        "audience names one client twice",
                    );
                }
                Some(Self(clients))
            }
            other @ (Kind::Null | Kind::Bool | Kind::Number | Kind::Object) => reader.refuse(
                rules::MEMBER_RULES.kind,
                node,
                format!("found {other}, a string or an array of strings is allowed"),
            ),
        }
    }
}

impl ToJson for Audience {
    fn to_json(&self, writer: &mut JsonWriter) {
        match self.0.as_slice() {
            // One client is written as a string: some platforms answer arrays with an error.
            [only] => writer.string(only.as_str()),
            many => writer.array(many),
        }
    }
}
