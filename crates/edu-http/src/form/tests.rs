use http::HeaderValue;
use proptest::prelude::*;

use super::*;

fn parse(text: &str) -> Result<Form, FormError> {
    Form::parse(text.as_bytes(), &FormLimits::default())
}

fn pairs(form: &Form) -> Vec<(&str, &str)> {
    form.iter().collect()
}

#[test]
fn malformed_escapes_are_refused() {
    for text in ["a=%zz", "a=%", "a=%4", "%4=b", "a=%%41", "a=b%"] {
        assert_eq!(parse(text), Err(FormError::Escape), "{text}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_refused_encoded_or_not() {
    let limits = FormLimits::default();
    assert_eq!(parse("a=%ff"), Err(FormError::NotUtf8));
    assert_eq!(parse("a=%c0%af"), Err(FormError::NotUtf8));
    assert_eq!(parse("a=%ed%a0%80"), Err(FormError::NotUtf8));
    assert_eq!(Form::parse(b"a=\xff", &limits), Err(FormError::NotUtf8));
}

#[test]
fn control_characters_are_refused_in_names_and_values() {
    for text in ["a=%00", "a%00=b", "a=\0", "a=%1b", "a=%7f", "a=%c2%85"] {
        assert_eq!(parse(text), Err(FormError::Control), "{text:?}");
    }
}

#[test]
fn tabs_and_line_ends_are_kept() {
    let form = parse("a=%09x%0d%0ay").unwrap();
    assert_eq!(form.get("a"), Some("\tx\r\ny"));
}

#[test]
fn a_name_given_twice_is_refused_also_when_written_differently() {
    let twice = FormError::Duplicate {
        name: Some("state".into()),
    };
    for text in [
        "state=a&state=b",
        "state=a&x=1&state=a",
        "state=a&st%61te=b",
        "state&state",
    ] {
        assert_eq!(parse(text), Err(twice.clone()), "{text}");
    }
}

#[test]
fn a_name_that_may_hold_data_is_not_repeated_in_the_error() {
    let error = parse("ada%40example.org=1&ada%40example.org=2").unwrap_err();
    assert_eq!(
        error.to_string(),
        "form field with a longer name appears twice"
    );
    let long = "n".repeat(65);
    assert_eq!(
        parse(&format!("{long}=1&{long}=2")),
        Err(FormError::Duplicate { name: None })
    );
}

#[test]
fn a_value_without_a_name_is_refused() {
    assert_eq!(parse("=b"), Err(FormError::NoName));
    assert_eq!(parse("a=1&="), Err(FormError::NoName));
}

#[test]
fn each_limit_is_refused_one_above_and_taken_at_the_limit() {
    let limits = FormLimits::default()
        .with_bytes(40)
        .with_fields(3)
        .with_name(4)
        .with_value(5);
    let read = |text: &str| Form::parse(text.as_bytes(), &limits);
    let refused = |text: &str| read(text).unwrap_err().to_string();
    assert!(read("abcd=12345&b=2&c=3").is_ok());
    assert!(read("a=%41%41%41%41%41").is_ok());
    assert_eq!(refused("abcde=1"), "form name bytes is 5, limit is 4");
    assert_eq!(refused("a=123456"), "form value bytes is 6, limit is 5");
    assert_eq!(refused("a&b&c&d"), "form fields is 4, limit is 3");
    assert_eq!(refused(&"a".repeat(41)), "form bytes is 41, limit is 40");
}

#[test]
fn a_token_just_above_64_kib_passes_and_is_left_to_the_token_reader() {
    let token = "e".repeat(64 * 1024 + 1);
    let form = parse(&format!("state=s&id_token={token}")).unwrap();
    assert_eq!(form.get("id_token").map(str::len), Some(64 * 1024 + 1));
}

#[test]
fn plus_is_a_space_and_its_escape_a_plus() {
    let form = parse("state=a+b%2Bc%20d").unwrap();
    assert_eq!(form.get("state"), Some("a b+c d"));
}

#[test]
fn names_are_compared_exactly() {
    let form = parse("id_token=x").unwrap();
    assert_eq!(form.get("ID_TOKEN"), None);
    assert_eq!(form.get("id_token "), None);
}

#[test]
fn only_the_first_equals_sign_separates() {
    assert_eq!(pairs(&parse("a=b=c").unwrap()), [("a", "b=c")]);
}

#[test]
fn a_semicolon_separates_nothing() {
    assert_eq!(pairs(&parse("a=b;c=d").unwrap()), [("a", "b;c=d")]);
}

#[test]
fn empty_fields_are_skipped_and_missing_values_empty() {
    assert_eq!(pairs(&parse("&a=1&&b&").unwrap()), [("a", "1"), ("b", "")]);
    assert!(parse("").unwrap().is_empty());
}

#[test]
fn a_query_is_read_without_its_question_mark() {
    let uri = http::Uri::from_static("https://t.example/login?iss=a%2Fb");
    let form = Form::from_query(&uri, &FormLimits::default()).unwrap();
    assert_eq!(pairs(&form), [("iss", "a/b")]);
    let bare = http::Uri::from_static("https://t.example/login");
    assert!(
        Form::from_query(&bare, &FormLimits::default())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn debug_shows_neither_names_nor_values() {
    let form = parse("password=hunter2").unwrap();
    assert_eq!(format!("{form:?}"), "Form(1 fields)");
}

#[test]
fn only_one_form_content_type_counts() {
    let headers = |values: &[&'static str]| -> HeaderMap {
        values
            .iter()
            .map(|value| (CONTENT_TYPE, HeaderValue::from_static(value)))
            .collect()
    };
    let mut twice = headers(&["application/x-www-form-urlencoded"]);
    twice.append(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    assert!(is_form(&headers(&["application/x-www-form-urlencoded"])));
    assert!(is_form(&headers(&[
        "Application/X-WWW-Form-Urlencoded ; charset=utf-8"
    ])));
    assert!(!is_form(&headers(&["application/x-www-form-urlencoded2"])));
    assert!(!is_form(&headers(&["application/json"])));
    assert!(!is_form(&headers(&[
        "text/plain; application/x-www-form-urlencoded"
    ])));
    assert!(!is_form(&headers(&[])));
    assert!(!is_form(&twice));
}

#[test]
fn refusals_name_status_and_reason() {
    let refusal = Refusal::from(parse("a=1&a=2").unwrap_err());
    assert_eq!(refusal.status, http::StatusCode::BAD_REQUEST);
    assert_eq!(refusal.code, "http.form.duplicate");
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(
        fields in proptest::collection::btree_map("[^\\p{Cc}]{1,20}", "[^\\p{Cc}]{0,40}", 0..20)
    ) {
        let written = encode_pairs(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let form = Form::parse(written.as_bytes(), &FormLimits::default()).unwrap();
        let expected: Vec<_> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        prop_assert_eq!(pairs(&form), expected);
    }

    #[test]
    fn what_is_accepted_means_the_same_to_a_lenient_reader(
        bytes in proptest::collection::vec(proptest::sample::select(b"ab=&+%2fF9;\xc3\xa9\0".to_vec()), 0..40)
    ) {
        if let Ok(form) = Form::parse(&bytes, &FormLimits::default()) {
            let lenient: Vec<_> = form_urlencoded::parse(&bytes).into_owned().collect();
            let ours: Vec<_> = form.iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
            prop_assert_eq!(ours, lenient);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        drop(Form::parse(&bytes, &FormLimits::default()));
    }
}
