//! HTML of others as plain text: what a page may show of it without any risk.

/// The text of an HTML fragment, without its markup and without scripts and styles.
///
/// What comes out is text: a page escapes it like any other, so that it does no harm even where
/// this reads the markup differently than a browser would. The few entities that stand for markup
/// are decoded; blocks are parted by a space.
///
/// ```
/// use edu_examples::plain_text::plain_text;
///
/// let html = "<p>Squint: <b>tone</b> comes &lt; line.</p><script>steal()</script>";
/// assert_eq!(plain_text(html), "Squint: tone comes < line.");
/// ```
pub fn plain_text(html: &str) -> String {
    let (mut text, mut rest) = (String::new(), html);
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = behind(tag, &mut text);
    }
    text.push_str(rest);
    decoded(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// What follows a tag whose `<` has been read; of an element that holds no text, what follows it.
fn behind<'h>(tag: &'h str, text: &mut String) -> &'h str {
    if let Some(comment) = tag.strip_prefix("!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    let Some((inside, rest)) = tag.split_once('>') else {
        return "";
    };
    let name = inside.split(|letter: char| !letter.is_ascii_alphanumeric());
    let name = name
        .into_iter()
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match name.as_str() {
        "script" | "style" | "template" | "noscript" | "textarea" | "title" => {
            behind_end(rest, &name)
        }
        // Runs of text in one line belong together.
        "a" | "b" | "em" | "i" | "span" | "strong" | "u" => rest,
        "" if is_inline_end(inside) => rest,
        _ => {
            text.push(' ');
            rest
        }
    }
}

fn is_inline_end(inside: &str) -> bool {
    let name = inside.trim_start_matches('/').trim().to_ascii_lowercase();
    ["a", "b", "em", "i", "span", "strong", "u"].contains(&name.as_str())
}

/// What follows the end of an element; nothing where it does not end.
fn behind_end<'h>(rest: &'h str, name: &str) -> &'h str {
    let mut rest = rest;
    while let Some((_, end)) = rest.split_once("</") {
        let found = end.get(..name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return end.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = end;
    }
    ""
}

/// The text with its entities decoded, the one for `&` last, so that nothing is decoded twice.
fn decoded(text: &str) -> String {
    let pairs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
    ];
    let text = pairs
        .iter()
        .fold(text.to_owned(), |text, (entity, letter)| {
            text.replace(entity, letter)
        });
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn markup_is_left_out_and_blocks_are_parted() {
        let html = "<h2 class=\"a>b\">Light</h2><p>falls <em>from</em> the left</p>";
        assert_eq!(plain_text(html), "b\">Light falls from the left");
        assert_eq!(plain_text("one<br>two<b>three</b>"), "one twothree");
    }

    #[test]
    fn nothing_of_a_script_or_style_is_text() {
        for html in [
            "a<script>alert('<b>')</script>",
            "a<SCRIPT type=x>x</sCript >",
            "a<style>p{}</style>",
            "a<script>x",
            "a<!-- <p>hidden</p> -->",
            "a<!-- never ends",
            "a<img src=x onerror=alert(1)>",
            "a<img src=x onerror=alert(1)",
        ] {
            assert_eq!(plain_text(html), "a", "{html}");
        }
    }

    #[test]
    fn an_entity_is_decoded_once() {
        assert_eq!(plain_text("&amp;lt;b&amp;gt; &lt;i&gt;"), "&lt;b&gt; <i>");
    }

    #[test]
    fn the_end_of_another_element_does_not_end_a_script() {
        assert_eq!(plain_text("<script>'</p>'</script>é"), "é");
        assert_eq!(plain_text("<script></é</script>b"), "b");
    }
}
