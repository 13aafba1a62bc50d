use super::*;

fn parse(values: &[&str]) -> Result<Links, LinkError> {
    let mut headers = HeaderMap::new();
    for value in values {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        headers.append(LINK, value);
    }
    Links::parse(&headers)
}

fn next(value: &str) -> Option<String> {
    parse(&[value]).unwrap().get("next").map(str::to_owned)
}

fn resolved(base: &str, target: &str) -> Result<String, HttpUrlError> {
    let links = Links::none().with("next", target).unwrap();
    let base = HttpUrl::parse(base).unwrap();
    let address = links.resolve("next", &base).unwrap();
    address.map(|address| address.to_string())
}

#[test]
fn headers_of_another_form_are_refused_where_they_break() {
    for (value, at) in [
        ("https://a/; rel=next", 0),
        ("<https://a/", 11),
        ("<https://a/>> ; rel=next", 12),
        ("<https://a/> rel=next", 13),
        ("<https://a/>; rel=\"next", 23),
        ("<https://a/>; rel=\"next\\", 24),
        ("<https://a/>; rel=\"next\"x", 24),
        ("<https://a/>; =next", 14),
        ("<https://a/>; rel=a b", 20),
        ("<https://a/ b>; rel=next", 1),
        ("<https://a/<b>; rel=next", 1),
        ("<https://a/é>; rel=next", 1),
        ("<https://a/>; rel=\"nex\\\"t\"", 14),
        ("<https://a/>; rel=\"n\u{e9}xt\"", 14),
        ("<https://a/>; rel=next, https://b/", 24),
    ] {
        assert_eq!(parse(&[value]), Err(LinkError::Malformed { at }), "{value}");
    }
}

#[test]
fn too_many_links_are_refused() {
    let many = vec!["<https://a/>; rel=next"; 65].join(",");
    let error = parse(&[&many]).unwrap_err();
    assert_eq!(error.to_string(), "links is 65, limit is 64");
    let error = parse(&["<a>, <b>"; 33]).unwrap_err();
    assert_eq!(error.to_string(), "links is 65, limit is 64");
    let full = (0..64).try_fold(Links::none(), |links, _| links.with("next", "a"));
    assert!(full.unwrap().with("next", "a").is_err());
}

#[test]
fn headers_too_long_are_refused_together() {
    let long = format!("<https://a/{}>; rel=next", "b".repeat(20_000));
    assert!(parse(&[&long]).is_ok());
    let error = parse(&[&long, &long]).unwrap_err();
    assert!(
        error.to_string().starts_with("link header bytes is 4"),
        "{error}"
    );
}

#[test]
fn a_link_about_another_address_is_passed_over() {
    assert_eq!(next("<https://a/>; rel=next; anchor=\"#foo\""), None);
    assert_eq!(next("<https://a/>; anchor=https://b/; rel=next"), None);
    assert_eq!(next("<https://a/>"), None);
    assert_eq!(next("<https://a/>; rel=\"\""), None);
    assert_eq!(next("<https://a/>; rel"), None);
}

#[test]
fn only_the_first_relation_parameter_counts() {
    assert_eq!(next("<https://a/>; rel=last; rel=next"), None);
    assert_eq!(next("<https://a/>; rev=next"), None);
    assert_eq!(next("<https://a/>; rel=nexts"), None);
}

#[test]
fn targets_and_relations_that_would_break_a_header_are_not_written() {
    for target in ["https://a/>; rel=\"x", "a b", "a\r\nX: y", "é", "\"", "<"] {
        assert_eq!(
            Links::none().with("next", target),
            Err(LinkError::Target),
            "{target:?}"
        );
    }
    for relation in ["", "next last", "next\"", "a\\", "n\u{e9}xt", "a\r\n"] {
        let refused = Links::none().with(relation, "https://a/");
        assert_eq!(refused, Err(LinkError::Relation), "{relation:?}");
    }
}

#[test]
fn separators_inside_brackets_and_quotes_separate_nothing() {
    let value = "<https://a/?x=1,2;3>; title=\"a, <b>; rel=last \\\" c\"; rel=\"prev next\"";
    assert_eq!(next(value).as_deref(), Some("https://a/?x=1,2;3"));
    assert_eq!(parse(&[value]).unwrap().len(), 1);
}

#[test]
fn several_headers_and_several_links_are_one_list() {
    let links = parse(&[
        "<https://a/1>; rel=\"current\",, <https://a/2>; REL=\"NEXT\" ;",
        "",
        "<https://a/3>;rel=\"first\" ; title=\"\u{e9}\",<https://a/4>;rel=https://x/own",
    ]);
    let links = links.unwrap();
    assert_eq!(links.len(), 4);
    assert_eq!(links.get("Next"), Some("https://a/2"));
    assert_eq!(links.get("first"), Some("https://a/3"));
    assert_eq!(links.get("https://X/own"), Some("https://a/4"));
    assert_eq!(links.get("last"), None);
}

#[test]
fn the_first_of_two_links_with_one_relation_counts() {
    assert_eq!(next("<a>; rel=next, <b>; rel=next").as_deref(), Some("a"));
}

#[test]
fn what_is_written_is_read_again() {
    let links = Links::none()
        .with("next", "https://a/?p=2,3;4")
        .and_then(|links| links.with("Differences", "../b"))
        .unwrap();
    let mut headers = HeaderMap::new();
    links.write(&mut headers);
    assert_eq!(
        headers["link"],
        "<https://a/?p=2,3;4>; rel=\"next\", <../b>; rel=\"differences\""
    );
    assert_eq!(Links::parse(&headers), Ok(links));
    Links::none().write(&mut headers);
    assert!(headers.is_empty());
}

#[test]
fn relative_targets_are_resolved_as_the_standard_shows() {
    // The examples of RFC 3986, §5.4, without their path parameters and other schemes.
    for (target, expected) in [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d?q"),
        ("g?y#s", "http://a/b/c/g?y"),
        ("", "http://a/b/c/d?q"),
        (".", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../../g", "http://a/g"),
        ("/../g", "http://a/g"),
        ("g..", "http://a/b/c/g.."),
        ("./g/.", "http://a/b/c/g/"),
        ("g/../h", "http://a/b/c/h"),
        ("g?y/../x", "http://a/b/c/g?y/../x"),
        ("http://g/x", "http://g/x"),
    ] {
        let address = resolved("http://a/b/c/d?q", target);
        assert_eq!(address.as_deref(), Ok(expected), "{target}");
    }
    let address = resolved("https://[::1]:8443", "x:y/../z?t=1");
    assert_eq!(address, Err(HttpUrlError::Scheme));
    let address = resolved("https://[::1]:8443", "./x:y?t=1");
    assert_eq!(address.as_deref(), Ok("https://[::1]:8443/x:y?t=1"));
}

#[test]
fn targets_that_no_client_opens_are_refused() {
    for target in [
        "ftp://a/",
        "javascript:alert(1)",
        "https://a@b/",
        "http://",
        "https://a/%zz",
    ] {
        assert!(resolved("https://a/", target).is_err(), "{target}");
    }
    assert!(
        Links::none()
            .resolve("next", &HttpUrl::parse("https://a/").unwrap())
            .is_none()
    );
}

#[test]
fn debug_shows_no_address() {
    let links = Links::none()
        .with("next", "https://a/?token=hunter2")
        .unwrap();
    assert_eq!(format!("{links:?}"), "Links(1)");
}
