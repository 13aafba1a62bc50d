//! What the XML reader accepts, mends and refuses.

// `cfg(test)` always holds here; it tells the lints that these modules are tests.
#[cfg(test)]
mod agreement;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod doctype;
#[cfg(test)]
mod encodings;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod namespaces;
#[cfg(test)]
mod places;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod recovery;
#[cfg(test)]
mod syntax;

#[cfg(test)]
use edu_types::{Limits, Profile, Report};
#[cfg(test)]
use edu_xml::{Parsed, Tree, XmlError};

#[cfg(test)]
fn strict(bytes: &[u8]) -> Result<Parsed<'_>, XmlError> {
    Tree::parse(bytes, &Profile::strict(), &Limits::default())
}

#[cfg(test)]
fn lenient(bytes: &[u8]) -> Result<Parsed<'_>, XmlError> {
    Tree::parse(bytes, &Profile::lenient(), &Limits::default())
}

/// The code of the rule by which both profiles refuse the bytes.
#[cfg(test)]
fn refused(bytes: &[u8]) -> &'static str {
    let code = strict(bytes).unwrap_err().rule().code;
    assert_eq!(lenient(bytes).unwrap_err().rule().code, code);
    code
}

/// The code of the rule by which strict refuses the bytes and of which lenient warns alone.
#[cfg(test)]
fn mended(bytes: &[u8]) -> (&'static str, Parsed<'_>) {
    let code = strict(bytes).unwrap_err().rule().code;
    let parsed = lenient(bytes).unwrap();
    assert_eq!(codes(&parsed.report), [code]);
    (code, parsed)
}

#[cfg(test)]
fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|one| one.code).collect()
}
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod school;
#[cfg(test)]
mod sharing;
#[cfg(test)]
mod typing;
#[cfg(test)]
mod values;
#[cfg(test)]
mod writing;
