use super::*;

fn parse(lines: &[&str]) -> Result<VCard, VCardError> {
    VCard::parse(&lines.join("\n"))
}

#[test]
fn joins_folded_lines() {
    let card = parse(&["BEGIN:VCARD", "NOTE:a b", "  c", "\td", "END:VCARD"]).unwrap();
    assert_eq!(card.properties()[0].value(), "a b cd");
}

#[test]
fn reads_every_line_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["BEGIN:VCARD", "FN:Ada", "END:VCARD", ""].join(end);
        let card = VCard::parse(&text).unwrap();
        assert_eq!(card.formatted_name().as_deref(), Some("Ada"));
    }
}

#[test]
fn takes_white_space_of_an_indented_card_as_layout() {
    let card = parse(&["BEGIN:VCARD", "    FN: Lovelace, Inc.", "    END:VCARD"]).unwrap();
    assert_eq!(card.display_name().as_deref(), Some("Lovelace, Inc."));
}

#[test]
fn resolves_escapes_in_texts_and_between_components() {
    let card = parse(&[
        "begin:vcard",
        r"N:Love\;lace;Ada\\;;Dr.;",
        r"NOTE:one\, two\nthree\N\:",
        "end:vcard",
    ]);
    let card = card.unwrap();
    let parts = card.name_parts().unwrap();
    assert_eq!(parts, ["Love;lace", "Ada\\", "", "Dr.", ""]);
    assert_eq!(card.properties()[1].text(), "one, two\nthree\n:");
    assert_eq!(card.display_name().as_deref(), Some("Dr. Ada\\ Love;lace"));
}

#[test]
fn reads_groups_and_parameters_of_both_versions() {
    let card = parse(&[
        "BEGIN:VCARD",
        "item1.EMAIL;TYPE=INTERNET;x=\"a;b:c\":ada@example.org",
        "TEL;WORK;VOICE:(866) 1",
        "END:VCARD",
    ]);
    let card = card.unwrap();
    let [email, telephone] = card.properties() else {
        panic!("two properties");
    };
    assert_eq!(email.group(), Some("item1"));
    let parameters: Vec<_> = email.parameters().collect();
    assert_eq!(parameters, [("TYPE", "INTERNET"), ("x", "a;b:c")]);
    let parameters: Vec<_> = telephone.parameters().collect();
    assert_eq!(parameters, [("TYPE", "WORK"), ("TYPE", "VOICE")]);
    assert_eq!(
        card.emails().collect::<Vec<_>>(),
        ["ada@example.org".to_owned()]
    );
}

#[test]
fn shows_the_organization_of_a_card_without_a_person() {
    let card = parse(&["BEGIN:VCARD", "FN: ", "ORG:Acme;Press", "END:VCARD"]).unwrap();
    assert_eq!(card.display_name().as_deref(), Some("Acme"));
}

#[test]
fn refuses_a_text_that_is_no_card() {
    for text in [
        "",
        "Ada",
        "FN:Ada\nEND:VCARD",
        "BEGIN:VCARD FN:Ada END:VCARD",
    ] {
        assert_eq!(VCard::parse(text), Err(VCardError::Begin), "{text}");
    }
}

#[test]
fn refuses_a_card_without_an_end_and_what_follows_one() {
    for lines in [
        &["BEGIN:VCARD", "FN:Ada"][..],
        &["BEGIN:VCARD", "FN:Ada", "END:VCARD", "FN:Bob"][..],
    ] {
        assert_eq!(parse(lines), Err(VCardError::End));
    }
}

#[test]
fn refuses_a_line_without_name_or_colon_and_says_which() {
    for odd in ["FN", ":Ada", "F N:Ada", "X\";:Y:Ada", "é:Ada"] {
        let read = parse(&["BEGIN:VCARD", "VERSION:3.0", odd, "END:VCARD"]);
        assert_eq!(read, Err(VCardError::Line { line: 3 }), "{odd}");
    }
}

#[test]
fn refuses_a_card_beyond_its_bounds() {
    let long = "x".repeat(VCard::MAX_BYTES + 1);
    assert!(matches!(
        VCard::parse(&long),
        Err(VCardError::TooLong { .. })
    ));
    let many = format!("BEGIN:VCARD\n{}END:VCARD", "A:\n".repeat(1001));
    let limit = VCard::MAX_PROPERTIES;
    assert_eq!(
        VCard::parse(&many),
        Err(VCardError::TooManyProperties { limit })
    );
}

#[test]
fn folding_many_short_lines_takes_linear_time() {
    let text = format!("BEGIN:VCARD\nNOTE:\n{}END:VCARD", " \n".repeat(32_000));
    assert_eq!(VCard::parse(&text).unwrap().properties().len(), 1);
}

#[test]
fn a_card_that_was_written_reads_as_the_same_card() {
    let name = "Ada, \"Countess\"; of\\Lovelace\n".repeat(5);
    let card = VCard::new(&name)
        .with_name("Lovelace; née Byron", "Ada")
        .with_organization("Analytical Engines, Ltd.")
        .with_email("ada@example.org");
    let written = card.to_string();
    assert!(written.lines().all(|line| line.len() <= 75));
    assert_eq!(VCard::parse(&written).unwrap(), card);
    assert_eq!(card.formatted_name().as_deref(), Some(&*name));
}

#[test]
fn parameters_with_marks_of_any_kind_are_written_as_they_came() {
    for odd in [
        "TEL;V\"\"\"a:b;V\"\"\"c:1",
        "TEL;x=\"a,b;c:d\":1",
        "TEL; WORK ;:1",
        "TEL;\"a:b\":1",
    ] {
        let card = parse(&["BEGIN:VCARD", odd, "END:VCARD"]).unwrap();
        assert!(card.to_string().contains(odd), "{odd}");
        assert_eq!(VCard::parse(&card.to_string()), Ok(card), "{odd}");
    }
}

#[test]
fn a_last_line_with_space_before_its_colon_ends_the_card() {
    let card = parse(&["BEGIN:VCARD", "FN:Ada", "END : VCARD"]).unwrap();
    assert_eq!(card.properties().len(), 1);
}

#[test]
fn debug_shows_no_person() {
    let card = VCard::new("Ada");
    let shown = format!("{card:?} {:?}", card.properties());
    assert!(!shown.contains("Ada"), "{shown}");
}
