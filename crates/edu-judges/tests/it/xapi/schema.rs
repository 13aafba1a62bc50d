//! The JSON Schema of xAPI 1.0.1 that Rustici Software wrote.
//!
//! Its formats and the patterns of its names are expressions of `ECMAScript`, which the validator does
//! not know: forms of text are not judged by it here.

use std::fs;

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use serde_json::{Value, json};

use super::material::Statement;

const FOLDER: &str = "xapi/RusticiSoftware_TinCanSchema/1.0.1";

pub(super) struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    /// The schema; `None`, with a word about it, where it is not at hand.
    pub(super) fn at_hand() -> Option<Self> {
        let folder = edu_testing::corpus()?.join(FOLDER);
        let entries = fs::read_dir(&folder);
        let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        let files = entries.map(|entry| entry.unwrap().path());
        let schemas = files.filter(|file| file.extension().is_some_and(|one| one == "json"));
        let parts = schemas.map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let mut part: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
            let names = part.get_mut("patternProperties");
            if let Some(names) = names.and_then(Value::as_object_mut) {
                let values = core::mem::take(names).into_iter();
                *names = values.map(|(_, value)| (String::new(), value)).collect();
            }
            (name, part)
        });
        let parts: serde_json::Map<String, Value> = parts.collect();
        Some(Self::new(
            &json!({"$ref": "#statement", "definitions": parts}),
        ))
    }

    fn new(whole: &Value) -> Self {
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.set_default_draft(Draft::V4);
        compiler.add_resource("xapi.json", whole.clone()).unwrap();
        let index = compiler.compile("xapi.json", &mut schemas).unwrap();
        Self { schemas, index }
    }

    /// Which statements it accepts; a member that comes twice counts as the last of them.
    pub(super) fn verdicts(&self, statements: &[Statement]) -> Vec<bool> {
        let is_valid = |statement: &Statement| {
            let parsed = serde_json::from_str(&statement.text);
            parsed.is_ok_and(|value| self.schemas.validate(&value, self.index).is_ok())
        };
        statements.iter().map(is_valid).collect()
    }
}
