//! The languages that a person wants to read.

use core::cmp::Reverse;

use crate::short_text::ShortText;

/// The languages that a person wants to read, the most wanted first.
///
/// Read from a header of a request: what is malformed in it is left out, because a page in a
/// second-best language is better than none. At most [`AcceptLanguage::MAX_RANGES`] entries are
/// looked at.
///
/// ```
/// use edu_types::AcceptLanguage;
///
/// let wanted = AcceptLanguage::parse("en;q=0.5, de-AT, *;q=0.1");
/// let ranges: Vec<_> = wanted.ranges().collect();
/// assert_eq!(ranges, [("de-AT", 1000), ("en", 500), ("*", 100)]);
/// ```
///
/// Spec: RFC 9110 §12.5.4 and §12.4.2; RFC 4647 §2.1.
#[derive(Clone, Debug, Default)]
pub struct AcceptLanguage(Vec<Range>);

/// One language, `*` for any, and how much it is wanted.
#[derive(Clone, Debug)]
struct Range {
    text: ShortText,
    /// In thousandths; zero refuses the language.
    weight: u16,
}

impl AcceptLanguage {
    /// Entries of a header that are looked at, malformed ones included.
    pub const MAX_RANGES: usize = 32;

    /// Reads the value of the header; an empty one wants nothing in particular.
    pub fn parse(header: &str) -> Self {
        let entries = header.split(',').take(Self::MAX_RANGES);
        let mut ranges: Vec<Range> = entries.filter_map(Range::parse).collect();
        // Stable: among equals, the first named is the most wanted.
        ranges.sort_by_key(|range| Reverse(range.weight));
        Self(ranges)
    }

    /// Each language or `*`, with its weight in thousandths; a weight of zero refuses it.
    pub fn ranges(&self) -> impl Iterator<Item = (&str, u16)> {
        self.0
            .iter()
            .map(|range| (range.text.as_str(), range.weight))
    }

    /// Which of these tags serves best, by its position, as
    /// [`LanguageMap::choose`](crate::LanguageMap::choose) says; `None` only where there are none.
    pub fn best<'t>(&self, tags: &(impl Iterator<Item = &'t str> + Clone)) -> Option<usize> {
        let allowed = |tag: &str| !self.refuses(tag);
        let find = |fits: &dyn Fn(&str) -> bool| {
            let mut tags = tags.clone();
            tags.position(|tag| fits(tag) && allowed(tag))
        };
        let wanted = || self.ranges().filter(|(_, weight)| *weight > 0);
        let found = wanted().find_map(|(range, _)| {
            if range == "*" {
                return find(&|tag| self.named(tag).is_none());
            }
            find(&|tag| tag.eq_ignore_ascii_case(range))
                .or_else(|| find(&|tag| covers(range, tag)))
                .or_else(|| {
                    shorter(range).find_map(|short| find(&|tag| short.eq_ignore_ascii_case(tag)))
                })
        });
        let related = || {
            let languages = wanted().map(|(range, _)| primary(range));
            let mut languages = languages.filter(|language| *language != "*");
            languages.find_map(|language| find(&|tag| covers(language, tag)))
        };
        found
            .or_else(related)
            .or_else(|| find(&|tag| tag.eq_ignore_ascii_case("und")))
            .or_else(|| find(&|_| true))
            .or_else(|| tags.clone().next().map(|_| 0))
    }

    /// The longest entry that names the language of a tag, and its weight.
    fn named(&self, tag: &str) -> Option<(&str, u16)> {
        self.ranges()
            .filter(|(range, _)| covers(range, tag))
            .max_by_key(|(range, _)| range.len())
    }

    /// Whether the language of a tag is one not to be served.
    fn refuses(&self, tag: &str) -> bool {
        match self.named(tag) {
            Some((_, weight)) => weight == 0,
            None => self.ranges().any(|range| range == ("*", 0)),
        }
    }
}

impl Range {
    /// Reads `de-AT` or `de-AT;q=0.5`.
    fn parse(entry: &str) -> Option<Self> {
        let (range, weight) = match entry.split_once(';') {
            Some((range, weight)) => (range, thousandths(trim(weight))?),
            None => (entry, 1000),
        };
        let range = trim(range);
        is_range(range).then(|| Self {
            text: ShortText::new(range),
            weight,
        })
    }
}

/// Without the white space that may stand around a part of a header.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t'])
}

/// `*`, or one to eight letters and then parts of one to eight letters or digits.
fn is_range(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let sized = |part: &str| (1..=8).contains(&part.len());
    let named = sized(first) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let all =
        parts.all(|part| sized(part) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    text == "*" || (named && all)
}

/// The weight in `q=0.5`, from 0 to 1 with at most three decimals.
fn thousandths(parameter: &str) -> Option<u16> {
    let value = parameter.strip_prefix(['q', 'Q'])?.strip_prefix('=')?;
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let decimals: u16 = format!("{decimals:0<3}").parse().ok()?;
    match (whole, decimals) {
        ("0", decimals) => Some(decimals),
        ("1", 0) => Some(1000),
        _ => None,
    }
}

/// Whether the tag is of that language or a variety of it.
fn covers(range: &str, tag: &str) -> bool {
    let Some((start, rest)) = tag.split_at_checked(range.len()) else {
        return false;
    };
    start.eq_ignore_ascii_case(range) && (rest.is_empty() || rest.starts_with('-'))
}

/// The language alone, without script, region and what else may follow.
fn primary(range: &str) -> &str {
    range.split('-').next().unwrap_or_default()
}

/// The range without its last part, without its last two, and so on; a part of one character
/// goes together with the one that it opens.
fn shorter(range: &str) -> impl Iterator<Item = &str> {
    let cut = |range: &str| range.rfind('-');
    core::iter::successors(Some(range), move |range| {
        let mut short = range.get(..cut(range)?)?;
        while let Some(before) = cut(short)
            && before.saturating_add(2) == short.len()
        {
            short = short.get(..before)?;
        }
        Some(short)
    })
    .skip(1)
}
