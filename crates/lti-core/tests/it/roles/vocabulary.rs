//! The 81 URIs, and what one changed byte makes of them.

use std::collections::BTreeSet;

use lti_core::role::{ContextRole, ContextSubRole, KnownRole, Role, Roles, Spelling};
use proptest::prelude::*;

use super::{BASE, known, privileges, uris};

#[test]
fn the_vocabulary_has_81_roles() {
    let listed: BTreeSet<String> = uris().into_iter().collect();
    let known: BTreeSet<String> = KnownRole::all().map(|role| role.uri().to_owned()).collect();
    assert_eq!(listed.len(), 81);
    assert_eq!(KnownRole::all().count(), 81);
    assert_eq!(known, listed);
    assert_eq!(ContextSubRole::all().count(), 51);
}

#[test]
fn every_uri_comes_back_as_it_went() {
    for uri in uris() {
        let role = Role::parse(&uri);
        assert_eq!(role.as_str(), uri);
        assert_eq!(role.to_string(), uri);
        assert_eq!(role.known().map(KnownRole::uri), Some(uri.as_str()));
        assert_eq!(role.spelling(), Some(Spelling::Canonical));
        assert!(!role.is_deprecated_spelling());
    }
}

#[test]
fn every_known_role_is_made_and_read_alike() {
    for role in KnownRole::all() {
        assert_eq!(known(role.uri()), Some(role));
        assert_eq!(Role::from(role), Role::parse(role.uri()));
    }
}

#[test]
fn every_sub_role_carries_its_principal_in_its_uri() {
    for sub in ContextSubRole::all() {
        let principal = sub.principal().name();
        let uri = format!("{BASE}lis/v2/membership/{principal}#{}", sub.name());
        assert_eq!(sub.uri(), uri);
        assert_eq!(
            ContextSubRole::from_name(sub.principal(), sub.name()),
            Some(sub)
        );
        assert_eq!(Role::from(sub).context_role(), Some(sub.principal()));
    }
}

#[test]
fn one_changed_byte_makes_every_uri_unknown() {
    for uri in uris() {
        let mut variants = vec![
            format!("{uri} "),
            format!(" {uri}"),
            format!("{uri}\n"),
            format!("{uri}\0"),
            format!("{uri}#"),
            format!("{uri}/"),
            uri.to_ascii_uppercase(),
            uri.to_ascii_lowercase(),
            uri.replace("http:", "https:"),
            uri.replace("purl.imsglobal.org", "evil.example"),
            uri.replace("purl.imsglobal.org", "purl.imsglobal.org:80"),
            uri.replace("purl.imsglobal.org", "purl.imsglobal.org@evil.example"),
            uri.replace("imsglobal", "1edtech"),
            uri.replace("/v2/", "/v3/")
                .replace("/vocab/lti/", "/vocab/x/"),
            uri.replace('#', "/"),
            uri.replace('#', "##"),
            uri.replace('#', "%23"),
        ];
        variants.extend((0..uri.len()).map(|end| uri.chars().take(end).collect()));
        for text in variants {
            // Cutting `SystemAdministrator` short, or lower-casing, may reach another role's URI.
            if uris().contains(&text) {
                continue;
            }
            let roles = Roles::parse([text.as_str()]);
            assert!(!roles.has_known_role(), "{text:?}");
            assert_eq!(privileges(&roles), [""; 0], "{text:?}");
            assert_eq!(roles.as_slice()[0].as_str(), text);
        }
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_byte_for_byte(text in any::<String>()) {
        let role = Role::parse(&text);
        prop_assert_eq!(role.as_str(), text.as_str());
    }

    #[test]
    fn text_near_the_vocabulary_comes_back_and_grants_nothing_unless_known(
        index in 0_usize..81,
        at in 0_usize..120,
        insert in "[ #/A-Za-z:.%-]{0,3}",
        remove in 0_usize..3,
    ) {
        let uri = &uris()[index];
        let head: String = uri.chars().take(at).collect();
        let tail: String = uri.chars().skip(at).skip(remove).collect();
        let text = format!("{head}{insert}{tail}");
        let roles = Roles::parse([text.as_str()]);
        prop_assert_eq!(roles.as_slice()[0].as_str(), text.as_str());
        let canonical = uris().contains(&text);
        let respelled = roles.as_slice()[0].is_deprecated_spelling();
        prop_assert_eq!(roles.has_known_role(), canonical || respelled);
        if !canonical && !respelled {
            prop_assert!(privileges(&roles).is_empty());
            prop_assert!(roles.missing_principals().is_empty());
        }
    }

    #[test]
    fn unknown_text_never_grants_a_privilege(text in any::<String>()) {
        let roles = Roles::parse([text.as_str()]);
        if !roles.has_known_role() {
            prop_assert!(privileges(&roles).is_empty());
            prop_assert!(ContextRole::ALL.iter().all(|role| !roles.has(*role)));
        }
    }
}
