//! What a connection must be like before it is made.

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::{Database, DatabaseError};

/// Settings that cannot lead over a network in the clear, and that notice a network that is gone.
pub(crate) fn checked(mut config: Config) -> Result<Config, DatabaseError> {
    if config.get_ssl_mode() != SslMode::Require
        && let Some(host) = far_host(&config)
    {
        return Err(DatabaseError::Unencrypted { host });
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(Database::PATIENCE);
    }
    Ok(config)
}

/// The first host that is not this machine.
fn far_host(config: &Config) -> Option<String> {
    let addresses = config.get_hostaddrs();
    if !addresses.is_empty() {
        // Names are then only compared with certificates.
        let far = addresses.iter().find(|address| !address.is_loopback());
        return far.map(ToString::to_string);
    }
    config.get_hosts().iter().find_map(|host| match host {
        Host::Tcp(name) => (!is_this_machine(name)).then(|| name.clone()),
        #[cfg(unix)]
        Host::Unix(_) => None,
    })
}

fn is_this_machine(name: &str) -> bool {
    let address = name
        .parse()
        .is_ok_and(|address: core::net::IpAddr| address.is_loopback());
    address || name.eq_ignore_ascii_case("localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(settings: &str) -> Result<Config, DatabaseError> {
        checked(settings.parse().unwrap())
    }

    #[test]
    fn server_elsewhere_is_refused_unless_encryption_is_required() {
        for settings in [
            "host=db.example",
            "host=db.example sslmode=prefer",
            "host=db.example sslmode=disable",
            "host=10.0.0.7",
            "host=localhost,db.example",
            "host=localhost hostaddr=10.0.0.7",
            "host=/run/postgresql,db.example",
            "host=localhost.example",
        ] {
            let refused = judged(settings).unwrap_err();
            assert!(
                matches!(refused, DatabaseError::Unencrypted { .. }),
                "{settings}"
            );
        }
        assert!(judged("host=db.example sslmode=require").is_ok());
    }

    #[test]
    fn server_of_this_machine_needs_no_encryption() {
        for settings in [
            "host=/run/postgresql",
            "host=localhost",
            "host=127.0.0.1",
            "host=::1",
            "host=db.example hostaddr=127.0.0.1",
        ] {
            assert!(judged(settings).is_ok(), "{settings}");
        }
    }

    #[test]
    fn network_that_is_gone_is_noticed_unless_the_host_says_when() {
        let ours = judged("host=localhost").unwrap();
        assert_eq!(ours.get_tcp_user_timeout(), Some(&Database::PATIENCE));
        let theirs = judged("host=localhost tcp_user_timeout=60").unwrap();
        let minute = core::time::Duration::from_secs(60);
        assert_eq!(theirs.get_tcp_user_timeout(), Some(&minute));
    }
}
