//! Cookies of one browser.

use url::Url;

/// Cookies by host, path and name; what the attributes beyond that say is not acted on.
///
/// A browser holds `Secure` cookies of loopback hosts back from nobody, and which sites may be
/// framed where is nothing a conformance run depends on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Jar {
    cookies: Vec<Cookie>,
    as_sent: Vec<String>,
}

#[derive(Clone, Debug)]
struct Cookie {
    host: String,
    path: String,
    name: String,
    value: String,
}

impl Jar {
    /// Keeps what a `Set-Cookie` header from `url` says.
    pub(crate) fn keep(&mut self, url: &Url, header: &str) {
        let mut parts = header.split(';').map(str::trim);
        let Some((name, value)) = parts.next().and_then(|pair| pair.split_once('=')) else {
            return;
        };
        self.as_sent.push(header.to_owned());
        let mut path = "/".to_owned();
        let mut host = url.host_str().unwrap_or_default().to_owned();
        let mut gone = false;
        for (name, value) in parts.map(|part| part.split_once('=').unwrap_or((part, ""))) {
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "path" if value.starts_with('/') => value.clone_into(&mut path),
                "domain" => value.trim_start_matches('.').clone_into(&mut host),
                "max-age" => gone = value.parse::<i64>().is_ok_and(|seconds| seconds <= 0),
                "expires" => gone |= value.contains("1970"),
                // The rest says where a cookie is sent along, not what it is.
                _ => {}
            }
        }
        let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
        self.cookies
            .retain(|known| known.host != host || known.path != path || known.name != name);
        if !gone {
            self.cookies.push(Cookie {
                host,
                path,
                name,
                value,
            });
        }
    }

    /// What is sent with a request to `url`; empty where there is nothing.
    pub(crate) fn of(&self, url: &Url) -> String {
        let own = self.cookies.iter().filter(|cookie| cookie.reaches(url));
        let pairs = own.map(|cookie| format!("{}={}", cookie.name, cookie.value));
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// Every header kept so far, as it came.
    pub(crate) fn as_sent(&self) -> impl Iterator<Item = &str> {
        self.as_sent.iter().map(String::as_str)
    }
}

impl Cookie {
    fn reaches(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let below = host
            .strip_suffix(self.host.as_str())
            .is_some_and(|front| front.is_empty() || front.ends_with('.'));
        let path = self.path.trim_end_matches('/');
        below
            && url
                .path()
                .strip_prefix(path)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_cookie_goes_back_to_its_own_host_and_path_alone() {
        let mut jar = Jar::default();
        jar.keep(&url("http://a.localhost:1/x"), "s=1; Path=/lti; HttpOnly");
        assert_eq!(jar.of(&url("http://a.localhost:2/lti/launch")), "s=1");
        assert_eq!(jar.of(&url("http://a.localhost:1/ltix")), "");
        assert_eq!(jar.of(&url("http://b.localhost:1/lti")), "");
    }

    #[test]
    fn a_cookie_of_the_same_name_replaces_and_one_without_age_removes() {
        let (mut jar, at) = (Jar::default(), url("http://a.localhost/"));
        jar.keep(&at, "s=1");
        jar.keep(&at, "s=2");
        assert_eq!(jar.of(&at), "s=2");
        jar.keep(&at, "s=; Max-Age=0");
        assert_eq!(jar.of(&at), "");
    }
}
