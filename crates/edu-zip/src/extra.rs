//! Extra fields of headers: sizes of zip64, and names that are not to be believed.

use crate::fields::Fields;
use crate::findings::Findings;
use crate::rules;

const ZIP64: u16 = 0x0001;
const UNICODE_PATH: u16 = 0x7075;
/// The value of a size or offset that stands in the zip64 field.
pub(crate) const IN_ZIP64: u32 = 0xffff_ffff;

/// The extra fields of one header that matter here.
///
/// Spec: APPNOTE 6.3.10 §4.5, §4.6.9.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extra<'a> {
    zip64: Option<&'a [u8]>,
    unicode_path: Option<&'a [u8]>,
    zip64_twice: bool,
    cut_off: bool,
}

impl<'a> Extra<'a> {
    pub(crate) fn read(bytes: &'a [u8]) -> Self {
        let mut extra = Self::default();
        let mut fields = Fields::new(bytes);
        while !fields.rest().is_empty() {
            let Some((id, data)) = next(&mut fields) else {
                // Tools that align data fill up with zeros.
                extra.cut_off = fields.rest().iter().any(|byte| *byte != 0);
                break;
            };
            match id {
                ZIP64 => {
                    extra.zip64_twice |= extra.zip64.is_some();
                    extra.zip64 = Some(data);
                }
                UNICODE_PATH => extra.unicode_path = Some(data),
                _ => {}
            }
        }
        extra
    }

    /// The values of 32 bits with those of the zip64 field in place of the largest ones.
    pub(crate) fn widened<const N: usize>(&self, narrow: [u32; N]) -> Option<[u64; N]> {
        if self.zip64_twice {
            return None;
        }
        let mut fields = Fields::new(self.zip64.unwrap_or_default());
        let mut wide = [0; N];
        for (wide, narrow) in wide.iter_mut().zip(narrow) {
            *wide = if narrow == IN_ZIP64 {
                fields.u64()?
            } else {
                narrow.into()
            };
        }
        Some(wide)
    }

    /// Notes what is wrong with the fields of an entry whose name in the header is `raw`, and
    /// `name` once it was judged.
    pub(crate) fn judge(&self, raw: &[u8], name: &str, findings: &mut Findings<'_>) {
        if self.cut_off {
            findings.about(&rules::EXTRA_FORM, name, "an extra field is cut off");
        }
        // One byte of version and four of a checksum stand before the name.
        let other = self.unicode_path.and_then(|data| data.get(5..));
        if other.is_some_and(|other| other != raw && other != name.as_bytes()) {
            let message = "a Unicode path field names the entry differently and is ignored";
            findings.about(&rules::EXTRA_UNICODE_PATH, name, message);
        }
    }
}

fn next<'a>(fields: &mut Fields<'a>) -> Option<(u16, &'a [u8])> {
    let mut ahead = *fields;
    let id = ahead.u16()?;
    let size = ahead.u16()?;
    let data = ahead.take(size.into())?;
    *fields = ahead;
    Some((id, data))
}
