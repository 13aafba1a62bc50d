//! Names of platforms, tools and installations.

use edu_types::HttpUrl;
use lti_core::{ClientId, DeploymentId, Issuer};

use super::{Findings, rules, written};

/// The name of a platform: an https address without query and fragment, compared byte for byte.
pub fn issuer(findings: &mut Findings, field: &str, text: &str) -> Option<Issuer> {
    let text = written(findings, field, text)?;
    let address = match HttpUrl::parse(text) {
        Ok(address) => address,
        Err(error) => {
            findings.note(field, &rules::ISSUER, error.to_string());
            return None;
        }
    };
    if address.query().is_some() {
        findings.note(field, &rules::ISSUER, "issuer has a query, none is allowed");
        return None;
    }
    if !address.is_https() && !address.is_loopback() {
        let message = "issuer is http: https is required but on this machine";
        findings.note(field, &rules::ISSUER, message);
        return None;
    }
    if text.ends_with('/') {
        let message = "issuer ends with a slash: right only if the platform writes it so in its \
                       messages, they are compared byte for byte";
        findings.note(field, &rules::ISSUER_SLASH, message);
    }
    match Issuer::new(text) {
        Ok(issuer) => Some(issuer),
        Err(error) => {
            findings.note(field, &rules::ISSUER, error.to_string());
            None
        }
    }
}

/// An installation of a tool in a platform.
pub fn deployment(findings: &mut Findings, field: &str, text: &str) -> Option<DeploymentId> {
    let text = written(findings, field, text)?;
    match DeploymentId::new(text) {
        Ok(deployment) => Some(deployment),
        Err(error) => {
            findings.note(field, &rules::ID, error.to_string());
            None
        }
    }
}

/// A tool, as a platform elsewhere names it.
pub(super) fn client(findings: &mut Findings, field: &str, text: &str) -> Option<ClientId> {
    let text = written(findings, field, text)?;
    match ClientId::new(text) {
        Ok(client) => Some(client),
        Err(error) => {
            findings.note(field, &rules::ID, error.to_string());
            None
        }
    }
}

/// A tool, as this platform will name it: in addresses and in the ids of links, too.
pub(super) fn own_client(findings: &mut Findings, field: &str, text: &str) -> Option<ClientId> {
    const MOST: usize = 64;
    let client = client(findings, field, text)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if client.as_str().len() > MOST || !client.as_str().bytes().all(plain) {
        let message = "client id has more than 64 characters or others than letters, digits, `-`, \
                       `.`, `_` and `~`";
        findings.note(field, &rules::ID, message);
        return None;
    }
    // A path of one or two dots leads elsewhere.
    if client.as_str().bytes().all(|byte| byte == b'.') {
        findings.note(field, &rules::ID, "client id is nothing but dots");
        return None;
    }
    Some(client)
}

#[cfg(test)]
mod tests {
    use super::super::codes;
    use super::*;

    fn judged(text: &str) -> (bool, Vec<&'static str>) {
        let mut findings = Findings::new();
        let found = issuer(&mut findings, "issuer", text).is_some();
        let codes = codes(&findings).into_iter().map(|(_, code)| code);
        (found, codes.collect())
    }

    #[test]
    fn issuers_are_addresses_on_the_web() {
        for text in [
            "https://lms.example",
            "https://lms.example/a",
            "http://lms.localhost:8080",
        ] {
            assert_eq!(judged(text), (true, vec![]), "{text}");
        }
    }

    #[test]
    fn a_slash_at_the_end_is_taken_with_advice() {
        for text in ["https://lms.example/", "https://lms.example/moodle/"] {
            assert_eq!(judged(text), (true, vec!["form.issuer.slash"]), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_an_issuer_is_refused() {
        for text in [
            "lms.example",
            "http://lms.example",
            "https://lms.example?a=b",
            "https://lms.example/?",
            "https://lms.example/#a",
            "urn:lms",
            "canvas",
        ] {
            assert_eq!(judged(text), (false, vec!["form.issuer"]), "{text}");
        }
    }

    #[test]
    fn an_issuer_with_spaces_is_not_repaired() {
        assert_eq!(judged("https://lms.example "), (false, vec!["form.spaces"]));
        assert_eq!(judged(""), (false, vec!["form.missing"]));
    }

    fn id_codes(check: impl Fn(&mut Findings) -> bool) -> (bool, Vec<&'static str>) {
        let mut findings = Findings::new();
        let found = check(&mut findings);
        let codes = codes(&findings).into_iter().map(|(_, code)| code);
        (found, codes.collect())
    }

    #[test]
    fn deployments_are_of_ascii_and_not_endless() {
        let check = |text: &str| id_codes(|found| deployment(found, "d", text).is_some());
        assert_eq!(check("7:a b-c"), (true, vec![]));
        for text in ["é", "a\u{7}", &"d".repeat(256)] {
            assert_eq!(check(text), (false, vec!["form.id"]));
        }
        assert_eq!(check(" 7"), (false, vec!["form.spaces"]));
    }

    #[test]
    fn clients_of_others_may_be_called_as_they_like() {
        let check = |text: &str| id_codes(|found| client(found, "c", text).is_some());
        assert_eq!(check("10000/ä 7"), (true, vec![]));
        assert_eq!(check(&"c".repeat(256)), (false, vec!["form.id"]));
    }

    #[test]
    fn clients_of_our_own_have_plain_names() {
        let check = |text: &str| id_codes(|found| own_client(found, "c", text).is_some());
        assert_eq!(check("a.tool_7~x-"), (true, vec![]));
        for text in [
            "a/b",
            "a b",
            "ä",
            "a%2fb",
            "a?b",
            ".",
            "..",
            &"c".repeat(65),
        ] {
            assert_eq!(check(text), (false, vec!["form.id"]), "{text}");
        }
    }
}
