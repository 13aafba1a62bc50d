//! The grammar of RFC 3986 as far as `http` addresses need it.

use core::net::{Ipv4Addr, Ipv6Addr};

use super::{HttpUrlError, HttpUrlRules};

/// An address cut at its separators, which are in no part.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts<'a> {
    pub(super) scheme: &'a str,
    pub(super) user: Option<&'a str>,
    pub(super) host: &'a str,
    pub(super) port: Option<&'a str>,
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    pub(super) fragment: Option<&'a str>,
}

pub(super) enum HostKind {
    Name,
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

pub(super) fn check(text: &str, rules: &HttpUrlRules) -> Result<(), HttpUrlError> {
    let (found, limit) = (text.len(), rules.bytes);
    if found > limit {
        return Err(HttpUrlError::TooLong { found, limit });
    }
    check_characters(text.as_bytes())?;
    let parts = split(text)?;
    if let Some(user) = parts.user {
        if !rules.user {
            return Err(HttpUrlError::User);
        }
        if user.contains(['@', '[', ']']) {
            return Err(HttpUrlError::UserForm);
        }
    }
    if parts.host.is_empty() {
        return Err(HttpUrlError::HostEmpty);
    }
    if host_kind(parts.host).is_none() {
        return Err(HttpUrlError::HostForm);
    }
    if !parts.port.is_none_or(is_port) {
        return Err(HttpUrlError::Port);
    }
    if parts.fragment.is_some() && !rules.fragment {
        return Err(HttpUrlError::Fragment);
    }
    Ok(())
}

/// Cuts an address at the separators, as a browser and RFC 3986 §3 do alike.
pub(super) fn split(text: &str) -> Result<Parts<'_>, HttpUrlError> {
    let (scheme, rest) = text.split_once("://").ok_or(HttpUrlError::Scheme)?;
    if !["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
    {
        return Err(HttpUrlError::Scheme);
    }
    let (rest, fragment) = cut(rest, '#');
    let (rest, query) = cut(rest, '?');
    let slash = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(slash).unwrap_or((rest, ""));
    let (user, host_and_port) = match authority.rsplit_once('@') {
        Some((user, host_and_port)) => (Some(user), host_and_port),
        None => (None, authority),
    };
    let (host, port) = host_and_port_of(host_and_port)?;
    Ok(Parts {
        scheme,
        user,
        host,
        port,
        path,
        query,
        fragment,
    })
}

fn cut(text: &str, separator: char) -> (&str, Option<&str>) {
    match text.split_once(separator) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn host_and_port_of(text: &str) -> Result<(&str, Option<&str>), HttpUrlError> {
    if !text.starts_with('[') {
        return Ok(cut(text, ':'));
    }
    let (host, after) = text
        .find(']')
        .and_then(|end| text.split_at_checked(end.saturating_add(1)))
        .ok_or(HttpUrlError::HostForm)?;
    match after.strip_prefix(':') {
        Some(port) => Ok((host, Some(port))),
        None if after.is_empty() => Ok((host, None)),
        None => Err(HttpUrlError::HostForm),
    }
}

fn check_characters(bytes: &[u8]) -> Result<(), HttpUrlError> {
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'%' {
            let mut digits = bytes.iter().skip(at.saturating_add(1)).take(2);
            let both = [digits.next(), digits.next()];
            if !both
                .iter()
                .all(|digit| digit.is_some_and(u8::is_ascii_hexdigit))
            {
                return Err(HttpUrlError::Percent { at });
            }
        } else if !byte.is_ascii_alphanumeric() && !b"-._~:/?#[]@!$&'()*+,;=".contains(&byte) {
            return Err(HttpUrlError::Character { at });
        }
    }
    Ok(())
}

/// What a host is; `None` where it has none of the allowed forms.
pub(super) fn host_kind(host: &str) -> Option<HostKind> {
    if let Some(inner) = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return inner.parse().ok().map(HostKind::V6);
    }
    if ends_in_number(host) {
        return host.parse().ok().map(HostKind::V4);
    }
    is_name(host).then_some(HostKind::Name)
}

/// Whether browsers would read the host as an IPv4 address: `127.1`, `0x7f000001`, `2130706433`.
fn ends_in_number(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    let hexadecimal = last
        .strip_prefix("0x")
        .or_else(|| last.strip_prefix("0X"))
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let decimal = !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    hexadecimal || decimal
}

/// A domain name, with the underscores that some have and perhaps a final dot.
fn is_name(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    name.len() <= 253
        && name.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
        })
}

fn is_port(text: &str) -> bool {
    text.len() <= 5
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse::<u16>().is_ok_and(|port| port > 0)
}
