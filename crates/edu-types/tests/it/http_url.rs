use edu_types::{HttpUrl, HttpUrlError, HttpUrlRules};
use proptest::prelude::*;

fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

fn assert_refused(expected: HttpUrlError, texts: &[&str]) {
    for text in texts {
        assert_eq!(HttpUrl::parse(text), Err(expected), "{text:?}");
    }
}

#[test]
fn refuses_other_schemes_and_relative_addresses() {
    assert_refused(
        HttpUrlError::Scheme,
        &[
            "",
            "https",
            "https:",
            "https:/",
            "https:/evil.example",
            "https:evil.example",
            "//evil.example/",
            "/launch",
            "://evil.example",
            "javascript:alert(1)",
            "javascript://evil.example/",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://evil.example/",
            "httpss://evil.example/",
            "xhttps://evil.example/",
            "https:evil?next=https://tool.example/",
            "javascript:alert(1)//https://tool.example/",
        ],
    );
}

#[test]
fn refuses_characters_that_programs_read_in_different_ways() {
    for (text, at) in [
        ("https:\\\\evil.example", 6),
        ("https://tool.example\\@evil.example/", 20),
        ("https://a b", 9),
        (" https://a/", 0),
        ("https://a/ ", 10),
        ("https://a/\n", 10),
        ("https://a\t.example/", 9),
        ("java\tscript:x", 4),
        ("https://a/\r\nSet-Cookie:x", 10),
        ("https://a/\0", 10),
        ("https://a/\u{7f}", 10),
        ("https://ex\u{e4}mple/", 10),
        ("https://tool.example\u{ff0f}evil", 20),
        ("https://a/\u{202e}", 10),
        ("https://a/<script>", 10),
        ("https://a/\"x", 10),
        ("https://a/{id}", 10),
        ("https://a/a|b", 11),
        ("https://a/a^b", 11),
        ("https://a/`", 10),
    ] {
        assert_eq!(
            HttpUrl::parse(text),
            Err(HttpUrlError::Character { at }),
            "{text:?}"
        );
    }
}

#[test]
fn refuses_a_percent_sign_without_two_digits() {
    for (text, at) in [
        ("https://a/%", 10),
        ("https://a/%4", 10),
        ("https://a/%4g", 10),
        ("https://a/%%41", 10),
        ("https://a/?x=100%&y", 16),
    ] {
        assert_eq!(
            HttpUrl::parse(text),
            Err(HttpUrlError::Percent { at }),
            "{text:?}"
        );
    }
}

#[test]
fn refuses_a_user_name_unless_asked() {
    assert_refused(
        HttpUrlError::User,
        &[
            "https://tool.example@evil.example/",
            "https://tool@evil",
            "https://@evil.example/",
            "https://a:b@evil.example/",
            "https://tool.example:443@evil.example/",
        ],
    );
    let rules = HttpUrlRules::DEFAULT.with_user();
    let url = HttpUrl::parse_with("https://ada:pw@tool.example:8443/x", &rules).unwrap();
    assert_eq!(
        (url.host(), url.port(), url.origin().as_str()),
        ("tool.example", Some(8443), "https://tool.example:8443")
    );
    assert_eq!(
        HttpUrl::parse_with("https://a@b@evil.example/", &rules),
        Err(HttpUrlError::UserForm)
    );
}

#[test]
fn an_at_sign_in_path_or_query_is_no_user_name() {
    assert_eq!(url("https://a.example/@b").host(), "a.example");
    assert_eq!(url("https://a.example?x=y@b").host(), "a.example");
}

#[test]
fn refuses_hosts_that_are_empty_or_misread() {
    assert_refused(
        HttpUrlError::HostEmpty,
        &[
            "http://",
            "https:///evil.example",
            "https:////evil.example",
            "https://?x",
            "https://:443/",
            "https://::1/",
            "https://::1]/",
        ],
    );
    assert_refused(
        HttpUrlError::HostForm,
        &[
            "https://[::1",
            "https://[::1]evil",
            "https://[::1].evil",
            "https://[]",
            "https://[::g]",
            "https://[::1%25eth0]/",
            "https://[v1.x]/",
            "https://[127.0.0.1]/",
            "https://a[::1]/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.0.0.1/",
            "https://0177.0.0.1/",
            "https://127.0.0.01/",
            "https://127.0.0.1./",
            "https://256.0.0.1/",
            "https://a.0x/",
            "https://1.2.3.4.5/",
            "https://a.1/",
            "https://./",
            "https://..",
            "https://.a/",
            "https://a..b/",
            "https://a../",
            "https://a%2eb/",
            "https://a,b/",
            "https://a;b/",
            "https://$/",
            "https://a&b/",
        ],
    );
}

#[test]
fn refuses_labels_and_names_that_are_too_long() {
    let label = "a".repeat(63);
    assert!(HttpUrl::parse(&format!("https://{label}.example/")).is_ok());
    assert_refused(
        HttpUrlError::HostForm,
        &[
            &format!("https://a{label}.example/"),
            &format!("https://{label}.{label}.{label}.{label}/"),
        ],
    );
}

#[test]
fn refuses_ports_that_are_no_ports() {
    assert_refused(
        HttpUrlError::Port,
        &[
            "https://a:/",
            "https://a:",
            "https://a:0/",
            "https://a:65536/",
            "https://a:99999/",
            "https://a:000443/",
            "https://a:+443/",
            "https://a:-1/",
            "https://a:443x/",
            "https://a:443:443/",
            "https://a:%34/",
            "https://[::1]:/",
        ],
    );
}

#[test]
fn refuses_a_fragment_unless_asked() {
    assert_refused(
        HttpUrlError::Fragment,
        &["https://a/#", "https://a#b", "https://a/?x#y"],
    );
    let rules = HttpUrlRules::DEFAULT.with_fragment();
    let url = HttpUrl::parse_with("https://a#@evil.example/?x", &rules).unwrap();
    assert!(url.has_fragment());
    assert_eq!((url.host(), url.path(), url.query()), ("a", "", None));
    assert_eq!(
        url.append_query(&[("k", "v")]),
        "https://a?k=v#@evil.example/?x"
    );
}

#[test]
fn refuses_text_longer_than_the_limit() {
    let longest = format!("https://a/{}", "x".repeat(2038));
    assert!(HttpUrl::parse(&longest).is_ok());
    assert_eq!(
        HttpUrl::parse(&format!("{longest}x"))
            .unwrap_err()
            .to_string(),
        "address is 2049 bytes, limit is 2048"
    );
    let rules = HttpUrlRules::DEFAULT.with_bytes(10);
    assert!(HttpUrl::parse_with("https://ab/", &rules).is_err());
}

#[test]
fn keeps_the_text_and_compares_by_bytes() {
    let odd = url("HTTP://Example.com:80/");
    assert_eq!(odd.as_str(), "HTTP://Example.com:80/");
    assert_eq!(odd.to_string(), "HTTP://Example.com:80/");
    assert_ne!(odd, url("http://example.com/"));
    assert_ne!(url("https://a"), url("https://a/"));
    assert_ne!(url("https://a/%7e"), url("https://a/~"));
    assert_eq!((odd.scheme(), odd.host()), ("http", "Example.com"));
    assert_eq!((odd.port(), odd.port_or_default()), (Some(80), 80));
    assert_eq!(odd.origin(), "http://example.com");
    assert!(!odd.is_https());
}

#[test]
fn the_origin_drops_only_the_default_port_of_its_scheme() {
    for (text, origin) in [
        ("https://A.example:443/x?y", "https://a.example"),
        ("https://a.example:00443/", "https://a.example"),
        ("https://a.example:80/", "https://a.example:80"),
        ("http://a.example:443", "http://a.example:443"),
        ("http://[0:0:0:0:0:0:0:1]:80/", "http://[::1]"),
        ("https://[2001:DB8::A]:8443/", "https://[2001:db8::a]:8443"),
        ("https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]"),
    ] {
        assert_eq!(url(text).origin(), origin);
    }
}

#[test]
fn loopback_is_this_machine_only() {
    for text in [
        "http://localhost",
        "http://LocalHost:8080/",
        "http://lms.localhost/",
        "http://127.0.0.1/",
        "http://127.255.0.9:1/",
        "http://[::1]:3000/",
        "http://[0:0::1]/",
    ] {
        assert!(url(text).is_loopback(), "{text}");
    }
    for text in [
        "http://localhost.evil.example/",
        "http://evillocalhost/",
        "http://localhost-x/",
        "http://127.0.0.1.evil.example/",
        "http://128.0.0.1/",
        "http://0.0.0.0/",
        "http://[::]/",
        "http://[::2]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://evil.example/localhost",
        "http://evil.example?localhost",
    ] {
        assert!(!url(text).is_loopback(), "{text}");
    }
}

#[test]
fn path_and_query_are_as_written() {
    for (text, path, query) in [
        ("https://a", "", None),
        ("https://a/", "/", None),
        ("https://a?", "", Some("")),
        (
            "https://a/b/../c//?x=1&x=2?3/4",
            "/b/../c//",
            Some("x=1&x=2?3/4"),
        ),
        ("https://a/x[0]?y[]=1", "/x[0]", Some("y[]=1")),
    ] {
        assert_eq!((url(text).path(), url(text).query()), (path, query));
    }
}

#[test]
fn added_pairs_leave_the_rest_alone() {
    for (text, pairs, expected) in [
        ("https://a", &[][..], "https://a"),
        ("https://a", &[("k", "v")], "https://a?k=v"),
        ("https://a/?", &[("k", "v")], "https://a/?k=v"),
        ("https://a/?b", &[("k", "v")], "https://a/?b&k=v"),
        ("https://a/?b&", &[("k", "v")], "https://a/?b&k=v"),
        ("https://a/?b=c?", &[("k", "v")], "https://a/?b=c?&k=v"),
        (
            "https://a/?k=%7e",
            &[("k", ""), ("", "v")],
            "https://a/?k=%7e&k=&=v",
        ),
        (
            "https://a/",
            &[("a b", "&=#?+%\u{e9}\n~")],
            "https://a/?a%20b=%26%3D%23%3F%2B%25%C3%A9%0A~",
        ),
    ] {
        assert_eq!(url(text).append_query(pairs), expected);
    }
}

#[test]
fn debug_hides_what_may_be_a_token() {
    let rules = HttpUrlRules::DEFAULT.with_user().with_fragment();
    let url = HttpUrl::parse_with("https://ada:pw@a.example:1/p?token=x#y", &rules).unwrap();
    assert_eq!(format!("{url:?}"), "HttpUrl(https://…@a.example:1/p?…#…)");
}

#[test]
fn json_that_is_not_an_address_is_refused() {
    for json in [
        "null",
        "1",
        "\"\"",
        "\"javascript:x\"",
        "\"https://a/#b\"",
        "[]",
    ] {
        assert!(serde_json::from_str::<HttpUrl>(json).is_err(), "{json}");
    }
    let json = r#""HTTP://Example.com:80/""#;
    let url: HttpUrl = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&url).unwrap(), json);
}

proptest! {
    #[test]
    fn no_text_panics_as_an_address(text in any::<String>()) {
        drop(HttpUrl::parse(&text));
    }

    #[test]
    fn the_parts_are_those_the_text_was_made_of(
        scheme in "(http|HTTPS?)",
        host in "[a-z]{1,5}(\\.[A-Z-]{1,5})?|\\[::[0-9a-f]{1,4}\\]",
        port in proptest::option::of(1..=u16::MAX),
        path in "(/[a-z.%@:]{0,6})?",
        query in proptest::option::of("[a-z=&?/@:]{0,6}"),
    ) {
        let path = path.replace('%', "%25");
        let written_port = port.map_or_else(String::new, |port| format!(":{port}"));
        let written_query = query.as_ref().map_or_else(String::new, |query| format!("?{query}"));
        let text = format!("{scheme}://{host}{written_port}{path}{written_query}");
        let url = HttpUrl::parse(&text).unwrap();
        prop_assert_eq!(url.scheme(), scheme.to_ascii_lowercase());
        prop_assert_eq!((url.host(), url.port()), (&*host, port));
        prop_assert_eq!((url.path(), url.query()), (&*path, query.as_deref()));
    }

    #[test]
    fn added_pairs_make_an_address_again(name in any::<String>(), value in any::<String>()) {
        let rules = HttpUrlRules::DEFAULT.with_bytes(usize::MAX);
        let longer = url("https://a/?b=c").append_query(&[(&name, &value)]);
        prop_assert!(longer.starts_with("https://a/?b=c&"));
        prop_assert!(HttpUrl::parse_with(&longer, &rules).is_ok());
    }
}
