//! What a forger does to a token that they hold but cannot sign.

use crate::keys::{decoded, encode, rs256};

/// One way to forge a token; each keeps the rest of it.
#[derive(Clone, Copy)]
pub(crate) enum Forgery {
    /// The student becomes a teacher, or what was chosen something else, under the old signature.
    Raised,
    /// The signature is replaced by zeros.
    Zeroed,
    /// Signed for good, with another key under the name of the right one.
    OtherKey,
    /// Signed for good, with a key whose name nobody published.
    UnknownKey,
    /// The same where the header says that nothing is signed.
    Unsigned,
}

impl Forgery {
    pub(crate) fn of(self, token: &str) -> String {
        let [header, payload, signature] = token.split('.').collect::<Vec<_>>()[..] else {
            panic!("a token has three segments");
        };
        let (head, claims) = (decoded(header), decoded(payload));
        match self {
            Self::Raised => format!("{header}.{}.{signature}", raised(&claims)),
            Self::Zeroed => format!("{header}.{payload}.{}", encode([0; 256])),
            Self::OtherKey => rs256().sign_raw(&head, claims.as_bytes()),
            Self::UnknownKey => {
                let head = changed(&head, r#""kid":""#, r#""kid":"x"#);
                rs256().sign_raw(&head, claims.as_bytes())
            }
            Self::Unsigned => {
                let head = changed(&head, "RS256", "none");
                format!("{}.{}.", encode(head), raised(&claims))
            }
        }
    }
}

fn raised(claims: &str) -> String {
    let (from, to) = if claims.contains("content_items") {
        (r#""title":""#, r#""title":"Another "#)
    } else {
        ("#Learner", "#Instructor")
    };
    encode(changed(claims, from, to))
}

/// The text with a part exchanged that it must have.
fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{text}");
    text.replace(from, to)
}
