//! Material made by others, where a copy of it is at hand.

use std::io::Read as _;
use std::path::Path;

use edu_testing::read;
use flate2::read::GzDecoder;

/// The JSON document in a file that must be there.
pub(crate) fn json(file: &Path) -> serde_json::Value {
    let json = serde_json::from_slice(&read(file));
    json.unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The bytes in a packed file that must be there.
pub(crate) fn unpacked(file: &Path) -> Vec<u8> {
    let packed = read(file);
    let mut bytes = Vec::new();
    let mut decoder = GzDecoder::new(packed.as_slice());
    decoder.read_to_end(&mut bytes).unwrap();
    bytes
}
