//! The `edu` command.

use std::io::IsTerminal as _;
use std::process::ExitCode;

use edu_cli::{Console, run};

fn main() -> ExitCode {
    let (mut input, mut output, mut errors) =
        (std::io::stdin(), std::io::stdout(), std::io::stderr());
    let terminal = output.is_terminal();
    let colour = terminal && !is_dumb() && !asked_for_no_colour();
    let progress = errors.is_terminal() && !is_dumb();
    let console = Console::new(&mut input, &mut output, &mut errors)
        .with_colour(colour)
        .with_terminal(terminal)
        .with_progress(progress);
    ExitCode::from(run(std::env::args_os(), console).code())
}

/// Whether `NO_COLOR` is set to anything.
fn asked_for_no_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Whether the terminal says that it can only write on.
fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb")
}
