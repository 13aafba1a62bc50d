//! Reads of a page what a browser would act on: forms, refreshes, addresses.
//!
//! Reads whatever it is given, as browsers do; what cannot be read is passed over.

use std::borrow::Cow;

/// A form of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageForm {
    /// Where it goes, as it stands there.
    pub(crate) action: String,
    pub(crate) posted: bool,
    /// Names and values of its fields, in their order.
    pub(crate) fields: Vec<(String, String)>,
}

/// One start or end of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tag {
    /// In lower case; that of an end starts with a slash.
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        let mut known = self.attributes.iter();
        known.find_map(|(own, value)| (own == name).then_some(value.as_str()))
    }
}

/// All forms of a page.
pub(crate) fn forms(page: &str) -> Vec<PageForm> {
    let mut forms: Vec<PageForm> = Vec::new();
    let mut inside = false;
    for tag in tags(page) {
        match &*tag.name {
            "form" => {
                inside = true;
                forms.push(PageForm {
                    action: tag.get("action").unwrap_or_default().to_owned(),
                    posted: tag
                        .get("method")
                        .is_some_and(|method| method.eq_ignore_ascii_case("post")),
                    fields: Vec::new(),
                });
            }
            "/form" => inside = false,
            "input" if inside => {
                if let (Some(form), Some(name)) = (forms.last_mut(), tag.get("name")) {
                    let value = tag.get("value").unwrap_or_default();
                    form.fields.push((name.to_owned(), value.to_owned()));
                }
            }
            // Every other element holds nothing that is sent.
            _ => {}
        }
    }
    forms
}

/// Where the page sends its reader by itself.
pub(crate) fn refresh(page: &str) -> Option<String> {
    tags(page).into_iter().find_map(|tag| {
        let equivalent = tag.get("http-equiv")?;
        if tag.name != "meta" || !equivalent.eq_ignore_ascii_case("refresh") {
            return None;
        }
        let (_, target) = tag.get("content")?.split_once([';', ','])?;
        let (name, address) = target.split_once('=')?;
        let address = address.trim().trim_matches(['"', '\'']);
        name.trim()
            .eq_ignore_ascii_case("url")
            .then(|| address.to_owned())
    })
}

/// The first address on the page, in a link or script, that begins with `start` and a `?`.
pub(crate) fn address_with(page: &str, start: &str) -> Option<String> {
    // Scripts write slashes and ampersands in ways of their own.
    let page = page.replace("\\/", "/").replace("\\u0026", "&");
    let (_, rest) = page.split_once(&format!("{start}?"))?;
    let query = rest.split(['"', '\'', '<', '>', '\\', ' ', '\n', '`']);
    let query = query.into_iter().next()?;
    Some(format!("{start}?{}", unescaped(query)))
}

/// Whether an element of the page leads or points to an address that begins so.
pub(crate) fn leads_to(page: &str, start: &str) -> bool {
    let leading = ["href", "src", "action", "formaction"];
    let of_tag = |tag: &Tag| {
        let held = leading.iter().filter_map(|name| tag.get(name));
        held.map(str::trim_start)
            .any(|value| value.get(..start.len()) == Some(start))
    };
    tags(page).iter().any(of_tag) || refresh(page).is_some_and(|to| to.starts_with(start))
}

/// Every tag of a page outside comments, scripts and styles.
fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let (tag, after) = read_tag(after);
        rest = after;
        let Some(tag) = tag else { continue };
        if matches!(&*tag.name, "script" | "style" | "textarea" | "title") {
            rest = after_element(rest, &tag.name);
        }
        found.push(tag);
    }
    found
}

/// Passes over an element whose content is no markup.
fn after_element<'p>(rest: &'p str, name: &str) -> &'p str {
    let end = format!("</{name}");
    let lower = rest.to_ascii_lowercase();
    let at = lower.find(&end).unwrap_or(rest.len());
    rest.get(at..).unwrap_or_default()
}

/// Reads a tag whose `<` was passed, and what follows it.
fn read_tag(text: &str) -> (Option<Tag>, &str) {
    let (name, mut after) = split_before(text, |c| c.is_whitespace() || c == '>');
    let name = name.to_ascii_lowercase();
    let plain = name.trim_start_matches('/').trim_end_matches('/');
    if plain.is_empty() || !plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (None, text);
    }
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        after = after.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if after.is_empty() {
            break;
        }
        if let Some(rest) = after.strip_prefix('>') {
            after = rest;
            break;
        }
        let (attribute, rest) = read_attribute(after);
        after = rest;
        // Of an attribute given twice, browsers take the first.
        if attributes.iter().all(|(known, _)| *known != attribute.0) {
            attributes.push(attribute);
        }
    }
    let name = name.trim_end_matches('/').to_owned();
    (Some(Tag { name, attributes }), after)
}

fn read_attribute(text: &str) -> ((String, String), &str) {
    // A name has at least one character, or nothing would be read.
    let mut ends = text.char_indices().skip(1);
    let end = ends.find(|(_, c)| c.is_whitespace() || matches!(c, '=' | '>' | '/'));
    let (name, rest) = end
        .and_then(|(at, _)| text.split_at_checked(at))
        .unwrap_or((text, ""));
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_start().strip_prefix('=') else {
        return ((name, String::new()), rest);
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, rest) = quoted.split_once(quote).unwrap_or((quoted, ""));
            return ((name, unescaped(value).into_owned()), rest);
        }
    }
    let (value, rest) = split_before(value, |c| c.is_whitespace() || c == '>');
    ((name, unescaped(value).into_owned()), rest)
}

/// The text before the first such character, and the rest from it on.
fn split_before(text: &str, ends: fn(char) -> bool) -> (&str, &str) {
    text.find(ends)
        .and_then(|at| text.split_at_checked(at))
        .unwrap_or((text, ""))
}

/// Text with its character references replaced.
pub(crate) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let reference = after.split_once(';').and_then(|(name, after)| {
            let character = referred(name)?;
            Some((character, after))
        });
        // What is no reference stands as it is.
        let (character, after) = reference.unwrap_or(('&', after));
        out.push(character);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn referred(name: &str) -> Option<char> {
    let number = match name {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        "nbsp" => return Some('\u{a0}'),
        "Tab" => return Some('\t'),
        "NewLine" => return Some('\n'),
        other => other.strip_prefix('#')?,
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(page: &str) -> String {
        forms(page)[0].fields[0].1.clone()
    }

    #[test]
    fn a_form_is_read_with_its_fields_as_a_browser_sends_them() {
        let page = "<FORM METHOD=POST action='https://a.example/x?y=1&amp;z=2'>\
                    <input type=hidden name=state value=\"a&quot;b&#39;&#x3c;&amp;lt;\">\
                    <input name=empty><button>Go</button></FORM><input name=outside>";
        let form = &forms(page)[0];
        assert_eq!(form.action, "https://a.example/x?y=1&z=2");
        assert!(form.posted);
        let expected = [("state", "a\"b'<&lt;"), ("empty", "")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(form.fields, expected);
    }

    #[test]
    fn a_value_that_breaks_out_of_its_quotes_is_read_broken() {
        let page = "<form><input name=state value=\"\"><script>alert(1)</script>\"></form>";
        assert_eq!(field(page), "");
    }

    #[test]
    fn markup_in_scripts_and_comments_is_none() {
        let page = "<!-- <form action=a> --><script>'<form action=b>'</script><form action=c>";
        assert_eq!(forms(page).len(), 1);
        assert_eq!(forms(page)[0].action, "c");
    }

    #[test]
    fn odd_markup_is_passed_over_to_its_end() {
        for page in [
            "<",
            "<form",
            "< a>b<",
            "<form =",
            "<p \"'>=\"",
            "<a b=",
            "<é>",
            "</",
        ] {
            assert!(forms(page).len() <= 1, "{page}");
        }
    }

    #[test]
    fn a_refresh_says_where_it_goes() {
        let page = "<meta http-equiv=Refresh content=\"0; URL='https://a.example/?b=c'\">";
        assert_eq!(refresh(page).as_deref(), Some("https://a.example/?b=c"));
        assert_eq!(refresh("<meta http-equiv=refresh content=5>"), None);
    }

    #[test]
    fn an_address_is_found_in_links_and_scripts() {
        for page in [
            "<a href=\"https://a.example/auth?b=1&amp;c=2\">",
            "location = 'https:\\/\\/a.example\\/auth?b=1\\u0026c=2';",
        ] {
            let found = address_with(page, "https://a.example/auth");
            assert_eq!(found.as_deref(), Some("https://a.example/auth?b=1&c=2"));
        }
    }

    #[test]
    fn what_a_page_leads_to_is_found_in_every_attribute_that_leads() {
        assert!(leads_to("<a href=' javascript:x'>", "javascript:"));
        assert!(!leads_to("<p title='javascript:x'>", "javascript:"));
    }
}
