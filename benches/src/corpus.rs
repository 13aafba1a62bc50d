//! Public statements of xAPI, where a copy of them is at hand, and made-up ones where not.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

/// Some documents that belong together.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Corpus {
    /// What heads its table.
    pub name: &'static str,
    /// Whether musts hold for it.
    pub judged: bool,
    /// Each one JSON text.
    pub documents: Vec<Vec<u8>>,
}

impl Corpus {
    /// What heads its table, with how much it is.
    pub fn title(&self) -> String {
        let bytes: usize = self.documents.iter().map(Vec::len).sum();
        let (documents, kib) = (self.documents.len(), bytes / 1024);
        format!("{}: {documents} documents, {kib} KiB", self.name)
    }
}

/// Those at hand under `EDU_CORPUS`, or statements made up here; it says which.
#[expect(
    clippy::print_stdout,
    reason = "a benchmark reports on standard output"
)]
pub fn corpora() -> Vec<Corpus> {
    let Some(root) = std::env::var_os("EDU_CORPUS").map(PathBuf::from) else {
        println!("EDU_CORPUS is unset: skipped openfun_ralph and yetanalytics_datasim, no verdict");
        return vec![generated()];
    };
    let lines = unpacked(&root.join("xapi/openfun_ralph/data/statements.json.gz"));
    let array = unpacked(
        &root
            .join("xapi/yetanalytics_datasim/dev-resources/xapi/statements/array/tccc_dev.json.gz"),
    );
    let lines = lines.map(|text| Corpus {
        name: "openfun_ralph, one statement a line",
        judged: true,
        documents: text
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(<[u8]>::to_vec)
            .collect(),
    });
    let array = array.map(|text| Corpus {
        name: "yetanalytics_datasim, one indented array",
        judged: true,
        documents: vec![text],
    });
    let found: Vec<Corpus> = lines.into_iter().chain(array).collect();
    if found.is_empty() {
        vec![generated()]
    } else {
        found
    }
}

#[expect(
    clippy::print_stdout,
    reason = "a benchmark reports on standard output"
)]
fn unpacked(path: &Path) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let read = fs::File::open(path).and_then(|file| GzDecoder::new(file).read_to_end(&mut text));
    match read {
        Ok(_) => Some(text),
        Err(error) => {
            println!("skipped {}: {error}", path.display());
            None
        }
    }
}

/// Statements of the usual shape and length, none like another.
fn generated() -> Corpus {
    let statement = |number: u32| {
        let scaled = f64::from(number % 100) / 100.0;
        format!(
            concat!(
                r#"{{"id":"6d1c8f0e-0000-4000-8000-{number:012}","timestamp":"2024-05-{day:02}T09:{minute:02}:00.250Z","#,
                r#""actor":{{"objectType":"Agent","account":{{"homePage":"https://school.example","name":"learner-{number}"}}}},"#,
                r#""verb":{{"id":"http://adlnet.gov/expapi/verbs/answered","display":{{"en-US":"answered","fr":"r\u00e9pondu"}}}},"#,
                r#""object":{{"objectType":"Activity","id":"https://school.example/quiz/{quiz}/question/{number}","#,
                r#""definition":{{"name":{{"en-US":"Question {number}"}},"type":"http://adlnet.gov/expapi/activities/question"}}}},"#,
                r#""result":{{"score":{{"scaled":{scaled},"raw":{raw},"min":0,"max":100}},"success":{success},"duration":"PT{minute}M"}},"#,
                r#""context":{{"registration":"1f0a8a90-0000-4000-8000-{quiz:012}","contextActivities":{{"parent":[{{"id":"https://school.example/quiz/{quiz}"}}],"#,
                r#""category":[{{"id":"https://school.example/profiles/quiz/v1.0"}}]}},"#,
                r#""extensions":{{"https://school.example/profiles/quiz/extensions/session-id":"0b7e7b1c-0000-4000-8000-{number:012}","#,
                r#""https://school.example/profiles/quiz/extensions/attempt":{minute},"#,
                r#""https://school.example/profiles/quiz/extensions/user-agent":"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"}}}}}}"#,
            ),
            number = number,
            day = (number % 28).saturating_add(1),
            minute = number % 60,
            quiz = number / 20,
            scaled = scaled,
            raw = number % 100,
            success = !number.is_multiple_of(3),
        )
        .into_bytes()
    };
    Corpus {
        name: "generated statements",
        judged: false,
        documents: (0..5000).map(statement).collect(),
    }
}
