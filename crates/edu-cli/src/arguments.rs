//! What can be typed.

use core::time::Duration;
use std::path::PathBuf;
use std::time::SystemTime;

use clap::{Args, Parser, Subcommand, ValueEnum};
use edu_types::{HttpUrl, Profile, Timestamp};
use lti_core::{ClientId, DeploymentId, Issuer, Nonce, quirks};
use scorm_manifest::Edition;

use crate::scorm;

/// Learning-technology standards at a shell prompt.
#[derive(Debug, Parser)]
#[command(name = "edu", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Judge files; exit 0 where all are valid, 1 where one is not, 2 on trouble
    Check(Check),
    /// Show what a file says, judging nothing; what it says of persons is left out
    Inspect(Inspect),
    /// Write a file anew from what was read of it, to see that nothing is lost
    Roundtrip(Roundtrip),
    /// Write what files hold in another form
    Convert(Convert),
    /// Publish what an author made, and write it for others to take in
    Export(Export),
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) kind: Exported,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Exported {
    /// A course, a JSON document, as a package of SCORM
    Scorm(ScormExport),
}

#[derive(Debug, Args)]
pub(crate) struct ScormExport {
    /// The course; - is standard input
    #[arg(value_name = "COURSE.json")]
    pub(crate) course: PathBuf,
    /// The edition: 1.2, 2004-2nd, 2004-3rd or 2004-4th
    #[arg(long, value_name = "EDITION", value_parser = scorm::edition)]
    pub(crate) edition: Edition,
    /// The package to write; one that is there is kept; - is standard output
    #[arg(short, long, value_name = "PACKAGE.zip")]
    pub(crate) output: PathBuf,
    /// The folder with the files that the course names; without, the folder of the course
    #[arg(long, value_name = "FOLDER")]
    pub(crate) files: Option<PathBuf>,
    /// What else is chosen, as a JSON object; needs no edition, the one named here is taken
    #[arg(long, value_name = "FILE")]
    pub(crate) options: Option<PathBuf>,
    /// Which version of the course this is
    #[arg(long, value_name = "V", default_value = "1")]
    pub(crate) course_version: String,
}

#[derive(Debug, Args)]
pub(crate) struct Roundtrip {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) kind: Roundtripped,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Roundtripped {
    /// A statement of xAPI, an array of them, or one a line
    XapiStatement(Written),
    /// The manifest of a package of SCORM, or a manifest alone
    Scorm(Written),
}

#[derive(Debug, Args)]
pub(crate) struct Written {
    /// The file to read; - is standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Write what came, byte for byte, in place of what was read
    #[arg(long)]
    pub(crate) exact: bool,
}

impl Roundtripped {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::XapiStatement(_) => "xapi-statement",
            Self::Scorm(_) => "scorm",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Convert {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) kind: Conversion,
}

#[derive(Debug, Subcommand)]
#[expect(
    clippy::enum_variant_names,
    reason = "a kind is called what is typed, with its standard in front"
)]
pub(crate) enum Conversion {
    /// Statements of xAPI as a table (CSV), a row each
    XapiCsv(XapiCsv),
    /// Statements of xAPI one a line (NDJSON); their text is kept, but for line breaks in it
    XapiNdjson(Files),
    /// Statements of xAPI as one array; their text is kept
    XapiArray(Files),
}

#[derive(Debug, Args)]
pub(crate) struct XapiCsv {
    /// Statements, arrays of them, or files of one a line; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The languages of names, such as "de-CH, en;q=0.5"; without, the first that a name has
    #[arg(long, value_name = "RANGES")]
    pub(crate) languages: Option<String>,
    /// Begin with a byte order mark, which some spreadsheets want
    #[arg(long = "bom")]
    pub(crate) byte_order_mark: bool,
}

impl Conversion {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::XapiCsv(_) => "xapi-csv",
            Self::XapiNdjson(_) => "xapi-ndjson",
            Self::XapiArray(_) => "xapi-array",
        }
    }

    pub(crate) fn files(&self) -> &[PathBuf] {
        match self {
            Self::XapiCsv(asked) => &asked.files,
            Self::XapiNdjson(asked) | Self::XapiArray(asked) => &asked.files,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) subject: Subject,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Subject {
    /// The identity token of an LTI 1.3 launch, in the compact form
    LtiLaunch(Files),
    /// A package of SCORM, or its manifest: edition, items and what they launch
    Scorm(Files),
}

/// Files and nothing else.
#[derive(Debug, Args)]
pub(crate) struct Files {
    /// Files to read; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Subject {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::LtiLaunch(_) => "lti-launch",
            Self::Scorm(_) => "scorm",
        }
    }

    pub(crate) fn files(&self) -> &[PathBuf] {
        match self {
            Self::LtiLaunch(inspected) | Self::Scorm(inspected) => &inspected.files,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) kind: Kind,
}

/// What every kind takes.
#[derive(Debug, Args)]
pub(crate) struct Shared {
    /// How deviations weigh: strict, lenient or a platform's, such as canvas or moodle; security
    /// rules hold under each
    #[arg(long, global = true, value_name = "NAME", default_value = "strict", value_parser = profile)]
    pub(crate) profile: Profile,
    /// The version of the standard, where files do not say it themselves
    #[arg(long, global = true, value_name = "V")]
    pub(crate) version: Option<String>,
    /// For people, or for programs: one JSON object a line for each file
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// The time to judge by, in place of the clock
    #[arg(long, global = true, value_name = "UNIX_SECONDS|RFC3339", value_parser = moment)]
    now: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Kind {
    /// The identity token of an LTI 1.3 launch, in the compact form
    LtiLaunch(Launch),
    /// What a tool sends back of a deep-linking request: the token, or its claims
    LtiDeepLinking(DeepLinking),
    /// What a tool asks for, or a platform offers, in a dynamic registration
    LtiRegistration(Files),
    /// A line item of grade services, or a page of them
    AgsLineitem(Files),
    /// A score of grade services
    AgsScore(Files),
    /// A list of members, or a page of it
    Nrps(Files),
    /// A published key set (JWKS)
    Jwks(Files),
    /// A statement of xAPI, an array of them, or one a line
    ///
    /// Below a finding stands what would settle it, `try:`, where that can be told; in JSON it is
    /// the member `repair` with `change` (replace, rename, remove) and `value` or `name`. A value
    /// that names a person is left out. Nothing is changed in the file.
    XapiStatement(Statements),
    /// A package of SCORM 1.2 or 2004, or its manifest alone
    ///
    /// Below a finding stands how to mend it, `try:`; in JSON it is the member `repair` with `hint`.
    Scorm(Files),
}

#[derive(Debug, Args)]
pub(crate) struct Statements {
    /// Files to read; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What a host asks of statements beyond the standard, as a JSON object; asked once the
    /// standard is kept. See --help for its members
    ///
    /// All members may be left out: `strict` (true: begin with everything that can be asked without
    /// knowing the host), `demands` (list of id, timestamp, utc, verbDisplay, objectType, account,
    /// nameless, scaledRatio), `homePages` (of accounts), `verbs` (IRIs), `verbsUnder` and
    /// `activitiesUnder` (what IRIs begin with, up to a / or #), `scaled` and `points` (lowest and
    /// highest, such as [0, 100]), `futureSkew` (seconds), `notBefore` (a time of RFC 3339),
    /// `attachmentLength` (bytes), and by codes such as xapi.profile.id what is only a warning,
    /// `tolerate`, or not asked for, `accept`. Other members are refused.
    #[arg(long, value_name = "FILE")]
    pub(crate) host_profile: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DeepLinking {
    /// Tokens or claims to judge, one a file; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The tool's published key set; signatures are not checked where it is left out
    #[arg(long, value_name = "FILE")]
    pub(crate) jwks: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Launch {
    /// Tokens to judge, one a file; - is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The platform's published key set
    #[arg(long, value_name = "FILE")]
    pub(crate) jwks: PathBuf,
    /// The platform, as it names itself
    #[arg(long, value_name = "ISS")]
    pub(crate) issuer: Issuer,
    /// The tool, as the platform names it
    #[arg(long, value_name = "ID")]
    pub(crate) client_id: ClientId,
    /// The deployment that is known; not compared where it is left out
    #[arg(long, value_name = "ID")]
    pub(crate) deployment: Option<DeploymentId>,
    /// The nonce the login asked for; not compared where it is left out
    #[arg(long, value_name = "N")]
    pub(crate) nonce: Option<Nonce>,
    /// The address the login asked for; not compared where it is left out
    #[arg(long, value_name = "URL", value_parser = HttpUrl::parse)]
    pub(crate) target: Option<HttpUrl>,
    /// How far the platform's clock may be off: 0 to 300
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds, allow_negative_numbers = true)]
    pub(crate) leeway: Duration,
    /// Accept launches that name no person
    #[arg(long)]
    pub(crate) anonymous: bool,
}

impl Kind {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::LtiLaunch(_) => "lti-launch",
            Self::LtiDeepLinking(_) => "lti-deep-linking",
            Self::LtiRegistration(_) => "lti-registration",
            Self::AgsLineitem(_) => "ags-lineitem",
            Self::AgsScore(_) => "ags-score",
            Self::Nrps(_) => "nrps",
            Self::Jwks(_) => "jwks",
            Self::XapiStatement(_) => "xapi-statement",
            Self::Scorm(_) => "scorm",
        }
    }

    pub(crate) fn files(&self) -> &[PathBuf] {
        match self {
            Self::LtiLaunch(launch) => &launch.files,
            Self::LtiDeepLinking(answer) => &answer.files,
            Self::LtiRegistration(judged)
            | Self::AgsLineitem(judged)
            | Self::AgsScore(judged)
            | Self::Nrps(judged)
            | Self::Jwks(judged)
            | Self::Scorm(judged) => &judged.files,
            Self::XapiStatement(judged) => &judged.files,
        }
    }
}

impl Shared {
    /// The time to judge by: the one given, else the clock's.
    pub(crate) fn now(&self) -> Timestamp {
        self.now.clone().unwrap_or_else(|| {
            let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
            let seconds = since.unwrap_or_default().as_secs();
            Timestamp::from_unix_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
        })
    }
}

fn profile(name: &str) -> Result<Profile, String> {
    match name {
        "strict" => Ok(Profile::strict()),
        "lenient" => Ok(Profile::lenient()),
        other => quirks::named(other).ok_or_else(|| {
            let vendors = quirks::NAMES.join(", ");
            format!("there are the profiles strict, lenient, {vendors}")
        }),
    }
}

fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(Timestamp::from_unix_seconds(seconds));
    }
    Timestamp::parse(text)
        .map_err(|error| format!("{error}; seconds since 1970 or a time of RFC 3339 are allowed"))
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().map_err(|_| "a whole number is allowed")?;
    Ok(Duration::from_secs(seconds))
}
