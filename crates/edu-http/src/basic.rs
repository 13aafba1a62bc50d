//! Programs and people that call with a name and a password in the request's head.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use edu_types::{Personal, Secret};
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::{Body, Reply};

/// A name and a password, as a request's head holds them.
///
/// Whether they are right is for the host to say, by a comparison that takes as long for a wrong
/// password as for a right one. Nobody may listen on the way: the password is only encoded.
///
/// ```
/// use edu_http::BasicCredentials;
/// use http::HeaderMap;
///
/// let mut headers = HeaderMap::new();
/// assert_eq!(BasicCredentials::of(&headers), Ok(None));
/// headers.insert("authorization", "Basic QWRhOm9wZW46c2VzYW1l".parse()?);
/// let ada = BasicCredentials::of(&headers)?.ok_or("there are some")?;
/// assert_eq!(ada.name.expose(), "Ada");
/// assert_eq!(ada.password.expose(), "open:sesame");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Spec: RFC 7617, §2.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the standard has these two")]
pub struct BasicCredentials {
    /// Who calls; holds no colon.
    pub name: Personal<String>,
    /// What proves it.
    pub password: Secret<String>,
}

/// Why a head holds no name and password, though it says so. Never quotes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BasicError {
    /// There are two `Authorization` headers.
    #[error("Authorization stands there twice")]
    Twice,
    /// It is of another scheme than Basic.
    #[error("Authorization is of another scheme than Basic")]
    Scheme,
    /// What follows is no base64 of a UTF-8 text with a colon in it and without control characters.
    #[error("Authorization holds no name and password in base64")]
    Malformed,
}

impl BasicCredentials {
    /// Reads the head of a request; `None` where it has no `Authorization`.
    ///
    /// # Errors
    ///
    /// [`BasicError`] where it has one that is no name and password.
    pub fn of(headers: &HeaderMap) -> Result<Option<Self>, BasicError> {
        let mut found = headers.get_all(AUTHORIZATION).iter();
        let Some(first) = found.next() else {
            return Ok(None);
        };
        if found.next().is_some() {
            return Err(BasicError::Twice);
        }
        let text = first.to_str().map_err(|_| BasicError::Malformed)?;
        let (scheme, encoded) = text.split_once(' ').unwrap_or((text, ""));
        if !scheme.eq_ignore_ascii_case("Basic") {
            return Err(BasicError::Scheme);
        }
        let bytes = STANDARD.decode(encoded.trim_matches(' '));
        let bytes = bytes.map_err(|_| BasicError::Malformed)?;
        let text = String::from_utf8(bytes).map_err(|_| BasicError::Malformed)?;
        let (name, password) = text.split_once(':').ok_or(BasicError::Malformed)?;
        if text.chars().any(char::is_control) {
            return Err(BasicError::Malformed);
        }
        Ok(Some(Self {
            name: Personal::new(name.to_owned()),
            password: Secret::new(password.to_owned()),
        }))
    }
}

/// The response to whoever must say who they are: 401, with a challenge that names the realm in which the
/// password counts.
///
/// Characters of the realm that cannot stand in the challenge are left out.
///
/// Spec: RFC 7617, §2.
pub fn basic_challenge(realm: &str) -> Response<Body> {
    let stands = |character: &char| {
        (character.is_ascii_graphic() || *character == ' ') && !matches!(character, '"' | '\\')
    };
    let realm: String = realm.chars().filter(stands).collect();
    let reply = Reply::text(StatusCode::UNAUTHORIZED, "name and password are needed");
    let challenge = format!("Basic realm=\"{realm}\", charset=\"UTF-8\"");
    match HeaderValue::from_str(&challenge) {
        Ok(challenge) => reply
            .with_header(WWW_AUTHENTICATE, challenge)
            .into_response(),
        Err(_) => reply.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Result<Option<BasicCredentials>, BasicError> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_str(header).unwrap());
        BasicCredentials::of(&headers)
    }

    #[test]
    fn name_and_password_may_be_empty_and_the_scheme_of_any_case() {
        let empty = read("basic Og==").unwrap().unwrap();
        assert_eq!(empty.name.expose(), "");
        assert_eq!(empty.password.expose(), "");
    }

    #[test]
    fn what_is_no_name_and_password_is_refused() {
        for (header, error) in [
            ("Bearer QTpi", BasicError::Scheme),
            ("Basic", BasicError::Malformed),
            ("Basic QWRh", BasicError::Malformed),
            ("Basic QTpi QTpi", BasicError::Malformed),
            ("Basic QTp_", BasicError::Malformed),
            ("Basic QTr/", BasicError::Malformed),
            ("Basic QToK", BasicError::Malformed),
        ] {
            assert_eq!(read(header), Err(error), "{header}");
        }
    }

    #[test]
    fn two_headers_are_refused() {
        let mut headers = HeaderMap::new();
        headers.append(AUTHORIZATION, HeaderValue::from_static("Basic QTpi"));
        headers.append(AUTHORIZATION, HeaderValue::from_static("Basic QTpi"));
        assert_eq!(BasicCredentials::of(&headers), Err(BasicError::Twice));
    }

    #[test]
    fn debug_shows_neither_name_nor_password() {
        let shown = format!("{:?}", read("Basic QWRhOm9wZW4="));
        assert!(!shown.contains("Ada") && !shown.contains("open"), "{shown}");
    }

    #[test]
    fn the_challenge_names_the_realm_without_what_would_end_it() {
        let response = basic_challenge("record \"store\\");
        assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
        let challenge = response.headers()[WWW_AUTHENTICATE].to_str().unwrap();
        assert_eq!(challenge, "Basic realm=\"record store\", charset=\"UTF-8\"");
    }
}
