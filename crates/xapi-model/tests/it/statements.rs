//! Real statements: accepted, returned byte for byte, and equal by value through the model alone.

use edu_json::{Document, ToJson as _, Tree};
use edu_types::Limits;
use xapi_model::{Statement, Version};

use crate::corpus::unpacked;
use crate::value::same_value;

fn limits() -> Limits {
    Limits::default()
        .with_bytes(64 << 20)
        .with_nodes(10_000_000)
}

/// Takes a statement in by both versions and gives it back, exactly and by value.
fn goes_through(bytes: &[u8]) {
    for version in Version::ALL {
        let read = Document::<Statement>::from_slice(bytes, &version.strict(), &limits());
        let read = read.unwrap_or_else(|refused| {
            panic!("{version}: {refused}\n{}", String::from_utf8_lossy(bytes))
        });
        assert_eq!(&*read.value.to_bytes(), bytes);
        let written = read.value.into_value().to_json_string();
        assert!(same_value(bytes, written.as_bytes()), "{written}");
    }
}

#[test]
fn every_statement_of_a_course_platform_goes_through() {
    let Some(corpus) = edu_testing::corpus() else {
        return;
    };
    let lines = unpacked(&corpus.join("xapi/openfun_ralph/data/statements.json.gz"));
    let mut count = 0;
    for line in lines
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        goes_through(line);
        count += 1;
    }
    assert_eq!(count, 22_000);
}

#[test]
fn every_statement_of_a_simulation_goes_through() {
    let Some(corpus) = edu_testing::corpus() else {
        return;
    };
    let path = "xapi/yetanalytics_datasim/dev-resources/xapi/statements/array/tccc_dev.json.gz";
    let bytes = unpacked(&corpus.join(path));
    let read = Statement::batch_from_slice(&bytes, &Version::V1_0_3.strict(), &limits());
    let batch = read.unwrap().value;
    assert_eq!(batch.len(), 2814);
    let tree = Tree::parse(&bytes, &limits()).unwrap();
    for (document, node) in batch.iter().zip(tree.root().items()) {
        assert_eq!(&*document.to_bytes(), node.raw().as_bytes());
        goes_through(node.raw().as_bytes());
    }
}
