//! The `edu` command.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use edu_cli::{Console, run};

fn main() -> ExitCode {
    let (mut input, mut output, mut errors) =
        (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let colour = output.is_terminal() && !asked_for_no_colour();
    let console = Console::new(&mut input, &mut output, &mut errors).with_colour(colour);
    ExitCode::from(run(std::env::args_os(), console).code())
}

/// Whether `NO_COLOR` is set to anything, or the terminal says that it has no colours.
fn asked_for_no_colour() -> bool {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    no_colour || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}
