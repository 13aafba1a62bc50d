//! An honest token, and every way to make it dishonest.

use core::fmt::Display;

use edu_jose::Sign as _;
use edu_jose_aws_lc::AwsLcSigner;
use lti_core::claim;
use serde_json::{Map, Value, json};

use super::party::Party;
use super::world::World;
use crate::clock::now;
use crate::keys::{encode, hmac, id};
use crate::verdict::NotJudged;
use crate::weak::WeakKey;

pub(crate) const INSTRUCTOR: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor";
pub(crate) const LEARNER: &str = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner";

/// A token in the making: its parts as JSON, who signs, and late changes to the text.
#[derive(Debug)]
pub(crate) struct Token<'w> {
    pub(crate) world: &'w World,
    pub(crate) party: &'w Party,
    /// When it is made, in seconds.
    pub(crate) now: i64,
    header: Map<String, Value>,
    claims: Map<String, Value>,
    hand: Hand<'w>,
    header_text: Option<fn(String) -> String>,
    payload_text: Option<fn(String) -> String>,
    arranged: Option<fn([&str; 3]) -> String>,
}

/// Who signs, and how.
#[derive(Debug)]
pub(crate) enum Hand<'w> {
    Key(&'w AwsLcSigner),
    Weak(&'w WeakKey),
    /// HMAC with these bytes as the secret.
    Secret(Vec<u8>),
    /// Nobody: the signature is empty.
    Nobody,
}

impl<'w> Token<'w> {
    /// A resource link launch that every check accepts.
    pub(crate) fn honest(world: &'w World, party: &'w Party, nonce: &str) -> Self {
        let now = now();
        let key = if party.issuer == world.parties.other.issuer {
            &world.keys.other
        } else {
            &world.keys.signing
        };
        Self {
            world,
            party,
            now,
            header: members(json!({"alg": "RS256", "typ": "JWT", "kid": id(key)})),
            claims: members(honest_claims(world, party, nonce, now)),
            hand: Hand::Key(key),
            header_text: None,
            payload_text: None,
            arranged: None,
        }
    }

    /// Sets a claim.
    pub(crate) fn claim(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }

    /// Leaves a claim out.
    pub(crate) fn without(&mut self, name: &str) -> &mut Self {
        self.claims.remove(name);
        self
    }

    /// Makes it a deep-linking request with all that belongs to one.
    pub(crate) fn deep_linking(&mut self) -> &mut Self {
        let settings = json!({
            "deep_link_return_url": format!("{}/return", self.party.issuer),
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe"],
        });
        self.without(claim::RESOURCE_LINK)
            .claim(claim::MESSAGE_TYPE, "LtiDeepLinkingRequest")
            .claim(claim::DEEP_LINKING_SETTINGS, settings)
    }

    /// Sets when it was issued and when it expires, in seconds from now.
    pub(crate) fn times(&mut self, issued: i64, expires: i64) -> &mut Self {
        let now = self.now;
        self.claim("iat", now.saturating_add(issued))
            .claim("exp", now.saturating_add(expires))
    }

    /// Sets a header member.
    pub(crate) fn header(&mut self, name: &str, value: impl Into<Value>) -> &mut Self {
        self.header.insert(name.to_owned(), value.into());
        self
    }

    /// Leaves a header member out.
    pub(crate) fn without_header(&mut self, name: &str) -> &mut Self {
        self.header.remove(name);
        self
    }

    /// Has somebody else sign; the header stays.
    pub(crate) fn signed_by(&mut self, hand: Hand<'w>) -> &mut Self {
        self.hand = hand;
        self
    }

    /// Has the attacker sign under the id of the honest key.
    pub(crate) fn forged(&mut self) -> &mut Self {
        let world = self.world;
        self.signed_by(Hand::Key(&world.keys.attacker))
    }

    /// Signs with a published key that is weak.
    pub(crate) fn weak(&mut self, name: &str) -> &mut Self {
        let world = self.world;
        let found = world.keys.weak.iter().find(|(known, _)| *known == name);
        if let Some((_, key)) = found {
            self.header("kid", name).signed_by(Hand::Weak(key));
        }
        self
    }

    /// Signs with HMAC, keyed with what everybody knows of the honest key.
    pub(crate) fn secret(&mut self, secret: fn(&AwsLcSigner) -> Vec<u8>) -> &mut Self {
        let secret = secret(&self.world.keys.signing);
        self.header("alg", "HS256").signed_by(Hand::Secret(secret))
    }

    /// Changes the text of the payload before it is signed.
    pub(crate) fn payload_text(&mut self, change: fn(String) -> String) -> &mut Self {
        self.payload_text = Some(change);
        self
    }

    /// Changes the text of the header before it is signed.
    pub(crate) fn header_text(&mut self, change: fn(String) -> String) -> &mut Self {
        self.header_text = Some(change);
        self
    }

    /// Puts the segments together in another way, after signing.
    pub(crate) fn arranged(&mut self, arrange: fn([&str; 3]) -> String) -> &mut Self {
        self.arranged = Some(arrange);
        self
    }

    /// The finished token.
    ///
    /// # Errors
    ///
    /// That the signature provider failed.
    pub(crate) fn seal(&self) -> Result<String, NotJudged> {
        let same = |text: String| text;
        let header = self.header_text.unwrap_or(same)(text(&self.header));
        let payload = self.payload_text.unwrap_or(same)(text(&self.claims));
        let header = encode(header.as_bytes());
        let payload = encode(payload.as_bytes());
        let signed = format!("{header}.{payload}");
        let signature = match &self.hand {
            Hand::Key(key) => {
                let signature = key.sign(signed.as_bytes());
                signature.map_err(|error| NotJudged(error.to_string()))?
            }
            Hand::Weak(key) => key.sign(signed.as_bytes()),
            Hand::Secret(secret) => hmac(secret, signed.as_bytes()),
            Hand::Nobody => Vec::new(),
        };
        let signature = encode(&signature);
        Ok(match self.arranged {
            Some(arrange) => arrange([&header, &payload, &signature]),
            None => format!("{signed}.{signature}"),
        })
    }
}

/// What an honest message says.
fn honest_claims(world: &World, party: &Party, nonce: &str, now: i64) -> Value {
    json!({
        "iss": party.issuer,
        "aud": party.client_id,
        "sub": "conformance-person-1",
        "exp": now.saturating_add(300),
        "iat": now,
        "nonce": nonce,
        "name": "Con Formance",
        "given_name": "Con",
        "family_name": "Formance",
        "locale": "en",
        claim::MESSAGE_TYPE: "LtiResourceLinkRequest",
        claim::VERSION: "1.3.0",
        claim::DEPLOYMENT_ID: party.deployment,
        claim::TARGET_LINK_URI: world.target,
        claim::RESOURCE_LINK: {"id": "conformance-link-1", "title": "A link"},
        claim::ROLES: [INSTRUCTOR],
        claim::CONTEXT: {
            "id": "conformance-course-1",
            "label": "CON 1",
            "title": "A course",
            "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
        },
        claim::CUSTOM: {"task": "still life"},
    })
}

/// Puts members in front of the text of an object.
pub(crate) fn prefixed(object: &str, members: impl Display) -> String {
    let rest = object.strip_prefix('{').unwrap_or(object);
    format!("{{{members},{rest}")
}

/// The members of an object; all values here are objects.
fn members(mut object: Value) -> Map<String, Value> {
    object
        .as_object_mut()
        .map(core::mem::take)
        .unwrap_or_default()
}

fn text(members: &Map<String, Value>) -> String {
    Value::Object(members.clone()).to_string()
}
