//! Every rule of launch addresses, and everything that must not become one.

use super::*;
use crate::{Resource, ScormType};

fn resolve(bases: &[&str], href: &str, parameters: Option<&str>) -> Result<Resolved, AddressError> {
    Address::resolve(
        bases.iter().copied(),
        href,
        parameters,
        ExternalPolicy::Refused,
    )
}

fn address(bases: &[&str], href: &str) -> String {
    resolve(bases, href, None).unwrap().address.to_string()
}

fn launched(href: &str, parameters: &str) -> String {
    resolve(&[], href, Some(parameters))
        .unwrap()
        .address
        .to_string()
}

fn refusal(href: &str) -> AddressError {
    resolve(&["a/"], href, None).unwrap_err()
}

fn deviations(bases: &[&str], href: &str) -> Deviations {
    resolve(bases, href, None).unwrap().deviations
}

#[test]
fn bases_are_resolved_outermost_first() {
    assert_eq!(address(&["a/", "b/", "c/"], "d.html"), "a/b/c/d.html");
    assert_eq!(address(&["./", "", "./x/../y/"], "./d.html"), "y/d.html");
    assert_eq!(address(&["a/b/"], "../../d.html"), "d.html");
    assert!(deviations(&["a/b/"], "../c.html").is_empty());
}

#[test]
fn a_base_without_slash_is_taken_for_a_folder_and_told() {
    assert_eq!(address(&["a", "b"], "c.html"), "a/b/c.html");
    assert!(deviations(&["a"], "c.html").base_without_slash);
}

#[test]
fn backslashes_stand_for_slashes_and_are_told() {
    assert_eq!(address(&["a\\"], "b\\c.html"), "a/b/c.html");
    assert!(deviations(&[], "b\\c.html").backslash);
}

#[test]
fn a_leading_slash_means_the_top_of_the_package_and_is_told() {
    assert_eq!(address(&["a/"], "/b/c.html"), "b/c.html");
    assert!(deviations(&["a/"], "/c.html").leading_slash);
    assert_eq!(address(&["a/", "/b/"], "c.html"), "b/c.html");
}

#[test]
fn spaces_are_encoded_and_escapes_are_kept() {
    assert_eq!(address(&[], "a b%20c%.html"), "a%20b%20c%.html");
    let resolved = resolve(&[], "a b%20c.html", None).unwrap();
    assert_eq!(resolved.address.file().as_deref(), Some("a b c.html"));
    assert!(resolved.deviations.white_space);
    assert_eq!(address(&[], " a.html\n"), "a.html");
    assert_eq!(address(&[], "a\tb.html"), "a%09b.html");
}

#[test]
fn letters_beyond_ascii_are_kept() {
    assert_eq!(address(&[], "über/día.html"), "über/día.html");
}

#[test]
fn query_and_fragment_of_an_href_are_no_part_of_its_file() {
    let resolved = resolve(&["a/"], "b.html?x=../y#z", None).unwrap().address;
    assert_eq!(resolved.path(), "a/b.html");
    assert_eq!(
        (resolved.query(), resolved.fragment()),
        (Some("x=../y"), Some("z"))
    );
}

#[test]
fn parameters_begin_where_their_marks_end() {
    for parameters in ["?a=1", "&a=1", "??&&a=1", "a=1", " ?a=1 "] {
        assert_eq!(launched("x.html", parameters), "x.html?a=1", "{parameters}");
    }
    assert_eq!(launched("x.html?b=2", "?a=1"), "x.html?b=2&a=1");
    assert_eq!(launched("x.html?", "a=1"), "x.html?a=1");
    assert_eq!(launched("x.html?b&", "a=1"), "x.html?b&a=1");
}

#[test]
fn parameters_of_marks_alone_are_none() {
    for parameters in ["", "?", "&?&", " "] {
        assert_eq!(launched("x.html", parameters), "x.html");
    }
}

#[test]
fn parameters_may_be_a_fragment() {
    assert_eq!(launched("x.html", "#top"), "x.html#top");
    assert_eq!(launched("x.html#here", "#top"), "x.html#here");
    let twice = resolve(&[], "x.html#here", Some("#top")).unwrap();
    assert!(twice.deviations.second_fragment);
}

#[test]
fn parameters_go_before_a_fragment() {
    let resolved = resolve(&[], "x.html#here", Some("?a=1")).unwrap();
    assert_eq!(resolved.address.to_string(), "x.html?a=1#here");
    assert!(resolved.deviations.parameters_before_fragment);
    assert_eq!(launched("x.html", "a=1#top"), "x.html?a=1#top");
}

#[test]
fn parameters_are_never_encoded_twice() {
    assert_eq!(
        launched("x.html", "?a=b c&d=%20&e=\""),
        "x.html?a=b%20c&d=%20&e=%22"
    );
}

#[test]
fn rejects_what_leaves_the_package() {
    for href in [
        "../../x",
        "b/../../../x",
        "..\\..\\x",
        "%2e%2e/%2E%2e/x",
        ".%2e/../x",
        "%2e./%2e%2E/x",
        "b%2f..%2f..%2fx",
        "%2e%2e%2fx",
        "x%5c..%5c..",
        "%252e%252e%252fx",
        "%25252e%25252e%25252fx",
        "/../x",
        "x%00.html",
    ] {
        assert_eq!(refusal(href), AddressError::Traversal, "{href}");
        assert!(refusal(href).is_security());
    }
    assert_eq!(resolve(&["../"], "x", None), Err(AddressError::Traversal));
    assert_eq!(
        resolve(&["a/", "../../"], "a/x", None),
        Err(AddressError::Traversal)
    );
}

#[test]
fn dots_that_stay_inside_are_resolved() {
    assert_eq!(address(&["a/b/"], "%2e%2e/c/./x..html"), "a/c/x..html");
    assert_eq!(address(&["a/"], ".."), "");
    assert_eq!(address(&["a/"], "...."), "a/....");
}

#[test]
fn rejects_schemes_that_run_scripts() {
    for href in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " java\tscript:alert(1)",
        "\u{1}javascript:x",
        "java\nscript\u{0}:x",
        "data:text/html,x",
        "vbscript:x",
        "blob:x",
        "view-source:http://x/",
        "about:blank",
    ] {
        assert!(
            matches!(refusal(href), AddressError::Script { .. }),
            "{href}"
        );
        assert!(refusal(href).is_security());
    }
    let base = resolve(&["javascript:"], "alert(1)", None);
    assert!(matches!(base, Err(AddressError::Script { .. })));
}

#[test]
fn rejects_files_of_the_author() {
    for href in ["file:///etc/passwd", "C:\\x.html", "c:/x.html", "FILE:x"] {
        assert_eq!(refusal(href), AddressError::LocalFile, "{href}");
    }
}

#[test]
fn rejects_schemes_that_are_not_of_the_web() {
    for href in [
        "ftp://x/y",
        "mailto:x",
        "urn:x:y",
        "https:",
        "http://",
        "http://a@b/",
        "later:x",
    ] {
        assert_eq!(refusal(href), AddressError::Scheme, "{href}");
    }
}

#[test]
fn addresses_on_the_web_are_a_matter_of_policy() {
    for href in [
        "https://example.org/a",
        "//example.org/a",
        "HTTP://example.org",
        "\\\\host\\x",
    ] {
        assert_eq!(refusal(href), AddressError::External, "{href}");
    }
    let allowed = |bases: &[&str], href| {
        let bases = bases.iter().copied();
        let resolved = Address::resolve(bases, href, Some("q=1"), ExternalPolicy::Allowed);
        resolved.unwrap().address
    };
    let web = allowed(&["a/"], "https://example.org/b/../../c?d#e");
    assert_eq!(web.to_string(), "https://example.org/c?d&q=1#e");
    assert!(web.is_external() && web.file().is_none());
    let under = allowed(&["http://example.org/x/", "y/"], "z.html");
    assert_eq!(under.to_string(), "http://example.org/x/y/z.html?q=1");
}

#[test]
fn rejects_an_address_of_nothing() {
    assert_eq!(refusal(""), AddressError::Missing);
    assert_eq!(refusal(" \n"), AddressError::Missing);
}

#[test]
fn rejects_an_address_beyond_the_limit() {
    let long = "a".repeat(Address::MAX_BYTES);
    assert!(matches!(refusal(&long), AddressError::TooLong { .. }));
    let many = core::iter::repeat_n("a/", Address::MAX_BYTES);
    let error = Address::resolve(many, "x", None, ExternalPolicy::Refused);
    assert!(matches!(error, Err(AddressError::TooLong { .. })));
}

#[test]
fn an_escape_that_is_no_text_names_no_file() {
    let resolved = resolve(&[], "a%ff.html", None).unwrap().address;
    assert_eq!((resolved.path(), resolved.file()), ("a%ff.html", None));
}

#[test]
fn what_is_plain_resolves_to_itself() {
    for href in ["a.html", "a/b/c.html", "a..b", "über.html", "a&b=c"] {
        assert!(is_plain(href));
        assert_eq!(address(&[], href), href);
    }
    for href in [
        "", "/a", ".", "../a", "a/../b", "a b", "a\\b", "a:b", "a%20b", "a?b", "a#b",
    ] {
        assert!(!is_plain(href), "{href}");
    }
}

#[test]
fn every_character_that_is_plain_somewhere_stands_for_itself_there() {
    for byte in 0..=0x7f_u8 {
        let one = char::from(byte);
        for href in [
            format!("{one}b"),
            format!("a{one}b"),
            format!("a/{one}b"),
            format!("a/b{one}"),
            format!("folder-of-more-than-sixteen-bytes{one}b/page.html"),
        ] {
            let resolved = Address::resolve([], &href, None, ExternalPolicy::Refused);
            if is_plain(&href) {
                let meant = href.replace("//", "/");
                assert_eq!(resolved.unwrap().address.to_string(), meant);
            }
        }
    }
}

#[test]
fn bases_that_are_kept_lead_where_they_lead_when_they_are_read() {
    let bases = [
        "",
        " ",
        "a/",
        "a/b/",
        "a",
        "./",
        "./a/",
        "a//b/",
        "a/./b/",
        "a/../",
        "../",
        "/a/",
        "a\\b/",
        "a b/",
        "%2e/",
        "%2e%2e/",
        "a%2fb/..%2f",
        "a%20b/",
        "a\u{a0}/",
        "\u{fc}/",
        "..a/",
        "a:b/",
        "a/?b",
        "a/#b",
        "http://h.example/x/",
        "//h.example",
        "javascript:a/",
    ];
    let mut resource = Resource::web("R", "u/../x.html?q", ScormType::Sco);
    for own in [None, Some("own/"), Some("../")] {
        resource.base = own.map(Into::into);
        for (first, second) in bases
            .iter()
            .flat_map(|one| bases.map(|other| (*one, other)))
        {
            for external in [ExternalPolicy::Refused, ExternalPolicy::Allowed] {
                let all = [first, second].into_iter().chain(own);
                let read = Address::resolve(all, "u/../x.html?q", None, external);
                let kept = Bases::of(&[first, second]).address(&resource, None, external);
                assert_eq!(kept, read, "{first} {second}");
            }
        }
    }
}

#[test]
fn rejects_an_address_beyond_the_limit_below_bases_that_are_kept() {
    let folder = format!("{}/", "a".repeat(Address::MAX_BYTES - 4));
    let address = |href: &str| {
        let resource = Resource::web("R", href, ScormType::Sco);
        Bases::of(&[&folder]).address(&resource, None, ExternalPolicy::Refused)
    };
    assert!(address("b.c").is_ok());
    assert!(matches!(address("bb.c"), Err(AddressError::TooLong { .. })));
}
