//! Metadata in both bindings: read, judged, written, carried from one to the other.

use edu_xml::XmlRoot as _;
use scorm_manifest::Manifest;
use scorm_manifest::lom::{
    Annotation, Classification, Contribute, Entity, General, LangStrings, LifeCycle, Lom,
    LomBinding, LomDuration, LomIdentifier, Technical, VCard, VocabularyWord, rules,
};

use super::{PAGE_1_2, PAGE_2004, codes, item_with, lenient, of_1_2, of_2004};

const IMS: &str = include_str!("../data/lom/ims.xml");
const IEEE: &str = include_str!("../data/lom/ieee.xml");

fn of_ims(metadata: &str) -> String {
    let xml = of_1_2(&item_with("", ""), PAGE_1_2);
    xml.replacen("</metadata>", &format!("{}</metadata>", metadata.trim()), 1)
}

fn of_ieee(metadata: &str) -> String {
    let xml = of_2004("2004 4th Edition", &item_with("", ""), PAGE_2004);
    xml.replacen("</metadata>", &format!("{}</metadata>", metadata.trim()), 1)
}

fn found(xml: &str) -> Vec<&'static str> {
    let all = codes(xml).into_iter();
    all.filter(|code| code.starts_with("scorm.lom")).collect()
}

fn metadata(manifest: &Manifest) -> &Lom {
    manifest
        .metadata
        .as_ref()
        .and_then(|all| all.lom.as_deref())
        .unwrap()
}

/// Metadata of IEEE with that content.
fn lom(content: &str) -> String {
    of_ieee(&format!(
        r#"<lom xmlns="http://ltsc.ieee.org/xsd/LOM">{content}</lom>"#
    ))
}

#[test]
fn each_binding_is_written_as_it_came_and_breaks_no_rule() {
    for xml in [of_ims(IMS), of_ieee(IEEE)] {
        assert_eq!(found(&xml), Vec::<&str>::new());
        assert_eq!(codes(&xml), Vec::<&str>::new());
        assert_eq!(lenient(&xml).to_xml_string().unwrap(), xml);
    }
}

#[test]
fn metadata_of_the_other_edition_is_read_and_written_too() {
    for xml in [of_ims(IEEE), of_ieee(IMS)] {
        let manifest = lenient(&xml);
        assert_eq!(metadata(&manifest).title("en"), Some("Golf"));
        assert_eq!(manifest.to_xml_string().unwrap(), xml);
    }
}

#[test]
fn both_bindings_are_one_type() {
    for xml in [of_ims(IMS), of_ieee(IEEE)] {
        let manifest = lenient(&xml);
        let all = metadata(&manifest);
        let general = all.general.as_ref().unwrap();
        let named: Vec<_> = general
            .all_identifiers()
            .filter_map(|one| one.entry.as_ref())
            .collect();
        assert_eq!(named[0].text(), "0-123");
        let structure = general.structure.as_ref().unwrap();
        assert!(structure.is_of_lom() && structure.word().eq_ignore_ascii_case("hierarchical"));
        let contribution = &all.life_cycle.as_ref().unwrap().contributions[0];
        let card = contribution.entities[0].card().unwrap();
        assert_eq!(card.display_name().as_deref(), Some("Ada Lovelace"));
        let duration = all.technical.as_ref().unwrap().duration.as_ref().unwrap();
        assert_eq!(duration.duration(), Some("PT5M"));
        let entity = all.annotations[0].entity.as_ref().unwrap();
        assert_eq!(
            entity.card().unwrap().display_name().as_deref(),
            Some("Charles Babbage")
        );
    }
}

#[test]
fn a_text_is_found_in_the_language_nearest_to_the_one_asked_for() {
    let manifest = lenient(&of_ims(IMS));
    let all = metadata(&manifest);
    for (asked, title) in [("de", "Golf spielen"), ("en-GB", "Golf"), ("fr", "Golf")] {
        assert_eq!(all.title(asked), Some(title), "{asked}");
    }
}

#[test]
fn metadata_carried_to_the_other_binding_says_the_same_there() {
    let ims = lenient(&of_ims(IMS));
    let carried = metadata(&ims).clone().in_binding(LomBinding::Ieee);
    let mut other = lenient(&of_ieee(IEEE));
    other.metadata.as_mut().unwrap().lom = Some(Box::new(carried));
    let written = other.to_xml_string().unwrap();
    for part in [
        r#"<lom:string language="de-AT">Golf spielen</lom:string>"#,
        "<lom:identifier><lom:catalog>ISBN</lom:catalog><lom:entry>0-123</lom:entry></lom:identifier>",
        "<lom:value>hierarchical</lom:value>",
        "<lom:value>graphical designer</lom:value>",
        "<lom:entity>BEGIN:VCARD",
        "<lom:duration><lom:duration>PT5M</lom:duration></lom:duration>",
        "<lom:requirement><lom:orComposite><lom:type>",
        "<lom:taxon><lom:id>700</lom:id>",
        "</lom:taxon><lom:taxon><lom:id>796</lom:id>",
    ] {
        assert!(written.contains(part), "{part} in {written}");
    }
    assert!(!written.contains("langstring") && !written.contains("vcard"));
    assert_eq!(found(&written), Vec::<&str>::new());
}

#[test]
fn metadata_carried_there_and_back_is_the_same() {
    let ims = lenient(&of_ims(IMS));
    let mut before = metadata(&ims).clone();
    // The binding of IEEE does not tell addresses from words about them.
    before.technical.as_mut().unwrap().locations[0].kind = None;
    let there = before.clone().in_binding(LomBinding::Ieee);
    assert_eq!(there.in_binding(LomBinding::Ims), before);
}

#[test]
fn what_is_made_for_either_edition_is_read_again_as_it_was_made() {
    let mut general = General::new();
    general.title = Some(LangStrings::of("en", "Golf & <Tees>"));
    general
        .identifiers
        .push(LomIdentifier::of("URI", "urn:golf"));
    let mut contribution = Contribute::new();
    contribution.role = Some(VocabularyWord::of_lom("author"));
    contribution.entities.push(Entity::of(&VCard::new("Ada")));
    let mut life_cycle = LifeCycle::new();
    life_cycle.contributions.push(contribution);
    let mut technical = Technical::new();
    technical.duration = Some(LomDuration::of("PT5M"));
    let mut made = Lom::new();
    made.general = Some(Box::new(general));
    made.life_cycle = Some(Box::new(life_cycle));
    made.technical = Some(Box::new(technical));
    made.annotations.push(Annotation::new());
    made.classifications.push(Classification::new());
    for (binding, xml) in [
        (LomBinding::Ims, of_ims(IMS)),
        (LomBinding::Ieee, of_ieee(IEEE)),
    ] {
        let made = made.clone().in_binding(binding);
        let mut manifest = lenient(&xml);
        manifest.metadata.as_mut().unwrap().lom = Some(Box::new(made.clone()));
        let written = manifest.to_xml_string().unwrap();
        assert_eq!(found(&written), Vec::<&str>::new());
        assert_eq!(*metadata(&lenient(&written)), made);
    }
}

#[test]
fn a_long_path_of_taxa_is_carried_without_depth() {
    let taxa = "<taxon><id>1</id></taxon>".repeat(5_000);
    let manifest = lenient(&lom(&format!(
        "<classification><taxonPath>{taxa}</taxonPath></classification>"
    )));
    let carried = metadata(&manifest).clone().in_binding(LomBinding::Ims);
    assert_eq!(
        carried.classifications[0].taxon_paths[0].taxa.len(),
        5_000_usize.div_ceil(64)
    );
    let back = carried.in_binding(LomBinding::Ieee);
    assert_eq!(back.classifications[0].taxon_paths[0].taxa.len(), 5_000);
}

#[test]
fn metadata_is_judged() {
    let word = |element: &str, word: &str| {
        format!("<{element}><source>LOMv1.0</source><value>{word}</value></{element}>")
    };
    let title = format!("<title><string>{}</string></title>", "x".repeat(1001));
    for (code, content) in [
        (
            "scorm.lom.vocabulary",
            format!("<general>{}</general>", word("structure", "round")),
        ),
        (
            "scorm.lom.vocabulary",
            format!(
                "<lifeCycle><contribute>{}</contribute></lifeCycle>",
                word("role", "drummer")
            ),
        ),
        (
            "scorm.lom.vocabulary",
            format!("<educational>{}</educational>", word("context", "pub")),
        ),
        (
            "scorm.lom.vocabulary",
            format!("<rights>{}</rights>", word("cost", "maybe")),
        ),
        (
            "scorm.lom.vocabulary",
            format!("<relation>{}</relation>", word("kind", "likes")),
        ),
        (
            "scorm.lom.vocabulary",
            format!(
                "<classification>{}</classification>",
                word("purpose", "fun")
            ),
        ),
        (
            "scorm.lom.vocabulary_part",
            "<rights><cost><value>yes</value></cost></rights>".to_owned(),
        ),
        (
            "scorm.lom.date",
            "<annotation><date><dateTime>01/02/2004</dateTime></date></annotation>".to_owned(),
        ),
        (
            "scorm.lom.duration",
            "<technical><duration><duration>5 min</duration></duration></technical>".to_owned(),
        ),
        (
            "scorm.lom.card",
            "<annotation><entity>Ada</entity></annotation>".to_owned(),
        ),
        (
            "scorm.lom.language",
            "<general><language>en_US</language></general>".to_owned(),
        ),
        (
            "scorm.lom.language",
            r#"<general><title><string language="english language">x</string></title></general>"#
                .to_owned(),
        ),
        (
            "scorm.lom.smallest_maximum",
            format!("<general>{title}</general>"),
        ),
        (
            "scorm.lom.smallest_maximum",
            format!(
                "<general>{}</general>",
                "<keyword><string>k</string></keyword>".repeat(11)
            ),
        ),
        ("scorm.lom.string", "<general><title/></general>".to_owned()),
        (
            "scorm.lom.size",
            "<technical><size>4 kB</size></technical>".to_owned(),
        ),
    ] {
        assert!(found(&lom(&content)).contains(&code), "{code}: {content}");
    }
}

#[test]
fn a_word_of_another_vocabulary_is_not_judged() {
    let content =
        "<general><structure><source>ours</source><value>round</value></structure></general>";
    assert_eq!(found(&lom(content)), Vec::<&str>::new());
}

#[test]
fn findings_about_metadata_quote_no_person() {
    let xml = lom("<annotation><entity>Ada Lovelace</entity></annotation>");
    let report = super::read(&xml, &edu_types::Profile::lenient())
        .unwrap()
        .report;
    assert!(!report.to_string().contains("Ada"));
    assert!(!format!("{:?}", lenient(&xml)).contains("Ada"));
}

#[test]
fn metadata_refuses_no_package() {
    let xml = lom(
        "<annotation><entity>Ada</entity></annotation><rights><cost><value>?</value></cost></rights>",
    );
    assert!(super::read(&xml, &edu_types::Profile::strict()).is_ok());
}

#[test]
fn every_rule_of_metadata_is_looked_for_here() {
    let here = include_str!("lom.rs");
    for rule in rules::ALL {
        assert!(
            here.contains(&format!("\"{}\"", rule.code)),
            "{}",
            rule.code
        );
    }
}
