//! What the program is told at the shell.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use url::Url;

use crate::report::Format;

/// Judges any LTI 1.3 tool or platform from outside.
///
/// `tool` plays a platform and the browser of its person, and carries out one launch for each
/// way in which a launch can be wrong, beside those that must hold. `platform` plays a tool.
///
/// Each case says what was sent, what is right by which clause, and what was found. Verdicts:
///
/// - right: as the rule demands;
/// - WRONG: against a rule (MUST or SHOULD), or an attack gets through;
/// - unwise: the standard allows it, but it leaves less safety than there could be, or shuts
///   honest people out;
/// - not judged: it could not be tried or told apart; the reason stands below.
///
/// Exit code: 0 nothing wrong, 1 something wrong, 2 it could not be judged at all.
#[derive(Debug, Parser)]
#[command(name = "lti_conformance", verbatim_doc_comment)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) subject: Subject,
}

/// Who is judged.
#[derive(Debug, Subcommand)]
pub(crate) enum Subject {
    /// Judges a tool
    ///
    /// Register the platform that --describe prints at the tool first. Then one honest launch is
    /// carried out, and one with garbage in place of the token. By the difference of their answers
    /// the program tells later which launches were accepted: by the class of the first status, else
    /// that of the last page, else by where the browser was sent. Where they do not differ so, name
    /// the difference with --accept-text, --refuse-text or --accept-status.
    ///
    /// Cases that need a second registration are judged where the tool has it, which is found out
    /// by launching with it.
    Tool(ToolArgs),
    /// Judges a platform
    ///
    /// Register the tool that --describe prints at the platform first. The address given with --start is
    /// then opened as the browser of a signed-in person would, with the cookies and headers given;
    /// it must lead to this program's login address.
    Platform(PlatformArgs),
}

/// How a tool is judged.
#[derive(Debug, Args)]
pub(crate) struct ToolArgs {
    /// Where the tool takes logins (`initiate_login_uri`)
    #[arg(long, value_name = "URL", required_unless_present = "describe")]
    pub(crate) login: Option<Url>,
    /// Where the tool takes launches (`redirect_uri`), byte for byte as it names it
    #[arg(long, value_name = "URL", required_unless_present = "describe")]
    pub(crate) launch: Option<String>,
    /// Where people want to go (`target_link_uri`) [default: the launch address]
    #[arg(long, value_name = "URL")]
    pub(crate) target: Option<String>,
    /// The issuer this platform says it is [default: its address]
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    /// The tool's client id at this platform
    #[arg(long, value_name = "ID", default_value = "lti-conformance")]
    pub(crate) client_id: String,
    /// The deployment of the tool at this platform
    #[arg(long, value_name = "ID", default_value = "deployment-1")]
    pub(crate) deployment: String,
    /// Path of the published keys
    #[arg(long, value_name = "PATH", default_value = "/lti/jwks")]
    pub(crate) key_set_path: String,
    /// Path of the authorization endpoint
    #[arg(long, value_name = "PATH", default_value = "/lti/authorize")]
    pub(crate) authorization_path: String,
    /// Publishes two honest keys and nothing else, for tools that stumble over odd entries; cases
    /// that need those are not judged
    #[arg(long)]
    pub(crate) plain_keys: bool,
    /// File that keeps this platform's private keys, for tools that were told them once; made if
    /// it is not there
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
    /// The tool's own private key (PKCS #8 in PEM), for the case in which the tool itself signs
    #[arg(long, value_name = "FILE")]
    pub(crate) tool_key: Option<PathBuf>,
    /// What only a teacher reads after a launch; without it privileges are not judged
    #[arg(long, value_name = "TEXT")]
    pub(crate) teacher_text: Option<String>,
    /// Statuses of the answer to the launch that mean acceptance, such as 303 or 2xx
    #[arg(long, value_name = "STATUS", value_delimiter = ',')]
    pub(crate) accept_status: Vec<String>,
    /// What stands on a page, or in an address on the way there, if the launch was accepted
    #[arg(long, value_name = "TEXT")]
    pub(crate) accept_text: Option<String>,
    /// What stands on a page, or in an address on the way there, if the launch was refused
    #[arg(long, value_name = "TEXT")]
    pub(crate) refuse_text: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// How a platform is judged.
#[derive(Debug, Args)]
pub(crate) struct PlatformArgs {
    /// What a signed-in browser opens to launch the tool
    #[arg(long, value_name = "URL", required_unless_present = "describe")]
    pub(crate) start: Option<Url>,
    /// How it is opened: GET or POST
    #[arg(long, value_name = "METHOD", default_value = "GET", value_parser = ["GET", "POST"])]
    pub(crate) start_method: String,
    /// A header with which it is opened; may be given several times
    #[arg(long, value_name = "NAME: VALUE")]
    pub(crate) start_header: Vec<String>,
    /// A form with which it is opened, encoded, for POST
    #[arg(long, value_name = "FORM", default_value = "")]
    pub(crate) start_body: String,
    /// A cookie of the person who is signed in; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) cookie: Vec<String>,
    /// A cookie of another person who is signed in elsewhere; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) other_cookie: Vec<String>,
    /// The platform's authorization endpoint
    #[arg(long, value_name = "URL", required_unless_present = "describe")]
    pub(crate) authorization: Option<Url>,
    /// Where the platform publishes its keys
    #[arg(long, value_name = "URL", required_unless_present = "describe")]
    pub(crate) key_set: Option<Url>,
    /// The platform's issuer [default: the one its first login names]
    #[arg(long, value_name = "URL")]
    pub(crate) issuer: Option<String>,
    /// The client id of this tool at the platform
    #[arg(long, value_name = "ID", default_value = "lti-conformance")]
    pub(crate) client_id: String,
    /// The deployment of this tool [default: the one its first login or message names]
    #[arg(long, value_name = "ID")]
    pub(crate) deployment: Option<String>,
    /// Path at which this tool takes logins
    #[arg(long, value_name = "PATH", default_value = "/lti/login")]
    pub(crate) login_path: String,
    /// Path at which this tool takes launches
    #[arg(long, value_name = "PATH", default_value = "/lti/launch")]
    pub(crate) launch_path: String,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What both have.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Port to listen on, on loopback [default: 9430 for tools, 9431 for platforms]
    #[arg(long)]
    pub(crate) port: Option<u16>,
    /// Address under which the other side reaches this program [default: http://localhost:PORT]
    #[arg(long, value_name = "URL")]
    pub(crate) address: Option<Url>,
    /// Prints what to register at the other side as JSON, and ends
    #[arg(long)]
    pub(crate) describe: bool,
    /// Only these cases: numbers (`1`), groups (`g`) or single ones (`1a`), separated by commas
    #[arg(long, value_name = "CASES", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// How long to wait for the other side to be reachable
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(crate) wait: u64,
    /// How long one answer may take
    #[arg(long, value_name = "SECONDS", default_value_t = 15)]
    pub(crate) timeout: u64,
    /// Believes any certificate of https, as a program under development has it
    #[arg(long)]
    pub(crate) insecure_certificates: bool,
    /// How the outcome is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

impl Common {
    /// Where the other side reaches this program, without a slash at the end.
    pub(crate) fn address(&self, default_port: u16) -> String {
        let port = self.port.unwrap_or(default_port);
        let given = self.address.as_ref().map(Url::as_str);
        given.map_or_else(
            || format!("http://localhost:{port}"),
            |address| address.trim_end_matches('/').to_owned(),
        )
    }
}
