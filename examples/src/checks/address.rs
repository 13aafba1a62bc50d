//! Addresses.

use edu_types::HttpUrl;

use super::{Findings, rules, written};

/// An address that must be there: https, or plain http on this machine.
pub fn address(findings: &mut Findings, field: &str, text: &str) -> Option<HttpUrl> {
    let text = written(findings, field, text)?;
    let address = parsed(findings, field, text, "")?;
    Some(address)
}

/// Several addresses, one a line.
pub(super) fn addresses<'t>(
    findings: &mut Findings,
    field: &str,
    lines: impl Iterator<Item = (usize, &'t str)>,
) -> Vec<HttpUrl> {
    const MOST: usize = 10;
    let mut found: Vec<HttpUrl> = Vec::new();
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        findings.note(field, &rules::MISSING, "no address is written here yet");
    }
    for (number, line) in lines {
        let place = format!("line {number}: ");
        if line.trim() != line {
            let message = format!("{place}there is white space before or after the address");
            findings.note(field, &rules::SPACES, message);
        } else if let Some(address) = parsed(findings, field, line, &place) {
            if found.contains(&address) {
                let message = format!("{place}this address was there before");
                findings.note(field, &rules::ADDRESS_LIST, message);
            }
            found.push(address);
        }
    }
    if found.len() > MOST {
        let message = format!("there are {} addresses, {MOST} are allowed", found.len());
        findings.note(field, &rules::ADDRESS_LIST, message);
    }
    found
}

fn parsed(findings: &mut Findings, field: &str, text: &str, place: &str) -> Option<HttpUrl> {
    let address = match HttpUrl::parse(text) {
        Ok(address) => address,
        Err(error) => {
            findings.note(field, &rules::ADDRESS, format!("{place}{error}"));
            return None;
        }
    };
    if address.is_https() || address.is_loopback() {
        return Some(address);
    }
    let message = format!("{place}address is http: https is required but on this machine");
    findings.note(field, &rules::ADDRESS_HTTPS, message);
    None
}

#[cfg(test)]
mod tests {
    use super::super::codes;
    use super::*;

    fn judged(text: &str) -> (Option<HttpUrl>, Findings) {
        let mut findings = Findings::new();
        (address(&mut findings, "login", text), findings)
    }

    #[test]
    fn https_anywhere_and_http_on_this_machine_are_taken_as_written() {
        for text in [
            "https://Tool.example/Login?a=b",
            "http://localhost:4100/login",
            "http://tool.localhost:8080/",
            "http://127.0.0.1:9/x",
            "http://[::1]/x",
        ] {
            let (address, findings) = judged(text);
            assert_eq!(address.unwrap().as_str(), text);
            assert_eq!(findings, Findings::new());
        }
    }

    #[test]
    fn an_address_that_may_be_read_on_the_way_is_refused() {
        for text in [
            "http://tool.example/login",
            "http://localhost.example/login",
            "http://10.0.0.1/login",
        ] {
            let (address, findings) = judged(text);
            assert_eq!(address, None);
            assert_eq!(codes(&findings), [("login", "form.address.https")]);
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        for text in [
            "tool.example/login",
            "javascript:alert(1)",
            "https://tool.example/a b",
            "https://tool.example/#top",
            "https://me@tool.example/",
            "https:///login",
            "https://tool.example:0/",
        ] {
            let (address, findings) = judged(text);
            assert_eq!(address, None, "{text}");
            assert_eq!(codes(&findings), [("login", "form.address")], "{text}");
        }
    }

    #[test]
    fn nothing_and_spaces_are_told_apart() {
        assert_eq!(codes(&judged("").1), [("login", "form.missing")]);
        for text in [" https://tool.example/", "https://tool.example/ ", " "] {
            assert_eq!(codes(&judged(text).1), [("login", "form.spaces")]);
        }
    }

    fn listed(text: &str) -> (usize, Vec<&'static str>) {
        let fields = super::super::Fields::default().with("launch", text);
        let mut findings = Findings::new();
        let found = addresses(&mut findings, "launch", fields.lines("launch"));
        let codes = codes(&findings).into_iter().map(|(_, code)| code);
        (found.len(), codes.collect())
    }

    #[test]
    fn every_line_is_an_address_of_its_own() {
        assert_eq!(
            listed("https://a.example/\r\n\r\nhttps://b.example/"),
            (2, vec![])
        );
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_are_read_on() {
        let (found, codes) = listed("https://a.example/\nhttp://b.example/\n c\nd");
        assert_eq!(found, 1);
        assert_eq!(codes, ["form.address.https", "form.spaces", "form.address"]);
    }

    #[test]
    fn a_line_twice_too_many_lines_and_none_are_refused() {
        let twice = "https://a.example/\nhttps://a.example/";
        assert_eq!(listed(twice).1, ["form.address.list"]);
        let many: Vec<String> = (0..11)
            .map(|one| format!("https://a.example/{one}"))
            .collect();
        assert_eq!(listed(&many.join("\n")).1, ["form.address.list"]);
        assert_eq!(listed("\r\n").1, ["form.missing"]);
    }
}
