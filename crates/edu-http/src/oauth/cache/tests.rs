use super::*;
use crate::TokenType;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(seconds)
}

fn key() -> TokenKey {
    TokenKey {
        endpoint: HttpUrl::parse("https://lms.example/token").unwrap(),
        client: ClientIdText::new("tool-1").unwrap(),
        deployment: None,
        scopes: Scopes::parse("a b").unwrap(),
    }
}

fn reply(token: &str, life: Option<u64>) -> TokenReply {
    let mut reply = TokenReply::new(AccessToken::new(token).unwrap(), TokenType::Bearer);
    reply.expires_in = life.map(|life| ExpiresIn::new(Duration::from_secs(life)));
    reply
}

fn ticket(cache: &mut TokenCache, key: &TokenKey, seconds: i64) -> TokenTicket {
    let TokenLookup::Fetch(ticket) = cache.lookup(key, &at(seconds)) else {
        panic!("nothing to ask for");
    };
    ticket
}

fn holding(life: Option<u64>) -> TokenCache {
    let mut cache = TokenCache::new(2);
    let ticket = ticket(&mut cache, &key(), 0);
    cache.fetched(ticket, &reply("t", life), &at(0));
    cache
}

fn is_used(cache: &mut TokenCache, seconds: i64) -> bool {
    matches!(cache.lookup(&key(), &at(seconds)), TokenLookup::Use(_))
}

#[test]
fn two_keys_that_differ_anywhere_share_no_token() {
    let others = [
        TokenKey {
            endpoint: HttpUrl::parse("https://lms.example/token/").unwrap(),
            ..key()
        },
        TokenKey {
            endpoint: HttpUrl::parse("https://other.example/token").unwrap(),
            ..key()
        },
        TokenKey {
            client: ClientIdText::new("tool-2").unwrap(),
            ..key()
        },
        TokenKey {
            deployment: Some("1".into()),
            ..key()
        },
        TokenKey {
            scopes: Scopes::parse("a").unwrap(),
            ..key()
        },
        TokenKey {
            scopes: Scopes::parse("a b c").unwrap(),
            ..key()
        },
    ];
    for other in others {
        let mut cache = holding(Some(3600));
        assert!(
            matches!(cache.lookup(&other, &at(1)), TokenLookup::Fetch(_)),
            "{other:?}"
        );
        assert!(is_used(&mut cache, 1));
    }
}

#[test]
fn the_order_in_which_scopes_are_asked_for_does_not_matter() {
    let mut cache = holding(Some(3600));
    let same = TokenKey {
        scopes: Scopes::parse("b a").unwrap(),
        ..key()
    };
    assert!(matches!(cache.lookup(&same, &at(1)), TokenLookup::Use(_)));
}

#[test]
fn a_token_is_given_up_before_it_expires() {
    for (life, last) in [
        (Some(3600), 3239),
        (Some(300), 269),
        (Some(31), 0),
        (None, 269),
        (Some(4_000_000_000), 24 * 3600 - 1),
    ] {
        assert!(is_used(&mut holding(life), last), "{life:?}");
        assert!(!is_used(&mut holding(life), last + 1), "{life:?}");
    }
}

#[test]
fn a_token_that_is_hardly_alive_is_used_once() {
    for life in [0, 1, 30] {
        let mut cache = TokenCache::default();
        let ticket = ticket(&mut cache, &key(), 0);
        let held = cache.fetched(ticket, &reply("t", Some(life)), &at(0));
        assert_eq!(held.token.as_str(), "t");
        assert!(!is_used(&mut cache, 0));
    }
}

#[test]
fn of_many_callers_one_asks() {
    let mut cache = TokenCache::default();
    let ticket = ticket(&mut cache, &key(), 0);
    for seconds in [0_i64, 10, 29] {
        let left = Duration::from_secs(30 - seconds.unsigned_abs());
        let TokenLookup::Wait { at_most } = cache.lookup(&key(), &at(seconds)) else {
            panic!("somebody else asks");
        };
        assert_eq!(at_most, left);
    }
    cache.fetched(ticket, &reply("t", Some(3600)), &at(29));
    assert!(is_used(&mut cache, 29));
}

#[test]
fn an_answer_that_comes_too_late_is_used_and_not_kept() {
    let mut cache = TokenCache::default();
    let late = ticket(&mut cache, &key(), 0);
    let next = ticket(&mut cache, &key(), 30);
    let held = cache.fetched(late, &reply("late", Some(3600)), &at(31));
    assert_eq!(held.token.as_str(), "late");
    assert!(!is_used(&mut cache, 31));
    cache.fetched(next, &reply("next", Some(3600)), &at(32));
    assert!(is_used(&mut cache, 32));
}

#[test]
fn an_endpoint_that_failed_is_left_alone_for_longer_and_longer() {
    let mut cache = TokenCache::default();
    let mut now = 0;
    for pause in [1, 2, 4, 8, 16, 32, 60, 60] {
        let ticket = ticket(&mut cache, &key(), now);
        cache.failed(ticket, &at(now));
        let TokenLookup::Unavailable { retry_after } = cache.lookup(&key(), &at(now)) else {
            panic!("asked too soon");
        };
        assert_eq!(retry_after, Duration::from_secs(pause));
        now += i64::try_from(pause).unwrap();
    }
}

#[test]
fn a_token_that_was_refused_is_forgotten_and_its_successor_is_not() {
    let mut cache = holding(Some(3600));
    cache.drop_token(&key(), &AccessToken::new("older").unwrap());
    assert!(is_used(&mut cache, 1));
    cache.drop_token(&key(), &AccessToken::new("t").unwrap());
    let ticket = ticket(&mut cache, &key(), 1);
    cache.drop_token(&key(), &AccessToken::new("t").unwrap());
    assert!(matches!(
        cache.lookup(&key(), &at(1)),
        TokenLookup::Wait { .. }
    ));
    cache.fetched(ticket, &reply("u", Some(3600)), &at(1));
    assert!(is_used(&mut cache, 2));
}

#[test]
fn of_too_many_keys_the_one_looked_up_longest_ago_is_forgotten() {
    let named = |name: &str| TokenKey {
        client: ClientIdText::new(name).unwrap(),
        ..key()
    };
    let mut cache = TokenCache::new(2);
    for name in ["one", "two"] {
        let ticket = ticket(&mut cache, &named(name), 0);
        cache.fetched(ticket, &reply(name, Some(3600)), &at(0));
    }
    assert!(matches!(
        cache.lookup(&named("one"), &at(1)),
        TokenLookup::Use(_)
    ));
    let third = ticket(&mut cache, &named("three"), 2);
    assert_eq!(cache.len(), 2);
    assert!(matches!(
        cache.lookup(&named("one"), &at(3)),
        TokenLookup::Use(_)
    ));
    assert!(matches!(
        cache.lookup(&named("two"), &at(4)),
        TokenLookup::Fetch(_)
    ));
    // The ticket of a key that was forgotten still brings a token for its own call.
    assert_eq!(
        cache
            .fetched(third, &reply("3", None), &at(5))
            .token
            .as_str(),
        "3"
    );
    assert_eq!(cache.len(), 2);
}

#[test]
fn a_token_is_good_for_what_was_granted() {
    let mut cache = TokenCache::default();
    let ticket = ticket(&mut cache, &key(), 0);
    let mut less = reply("t", Some(3600));
    less.scopes = Some(Scopes::parse("a").unwrap());
    let held = cache.fetched(ticket, &less, &at(0));
    assert_eq!(held.scopes.to_string(), "a");
    assert_eq!(cache.lookup(&key(), &at(1)).used(), Some(held));
}

#[test]
fn debug_shows_no_token() {
    let mut cache = holding(Some(3600));
    let shown = format!("{cache:?} {:?}", cache.lookup(&key(), &at(1)));
    assert!(!shown.contains("\"t\""), "{shown}");
}

impl TokenLookup {
    fn used(self) -> Option<HeldToken> {
        match self {
            Self::Use(token) => Some(token),
            Self::Fetch(_) | Self::Wait { .. } | Self::Unavailable { .. } => None,
        }
    }
}
