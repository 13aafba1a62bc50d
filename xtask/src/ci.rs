//! `cargo xtask ci`: what every change must pass, in order, stopping at the first failure.

mod checks;
mod outside;

use core::time::Duration;
use std::thread;
use std::time::Instant;

use crate::workspace::Workspace;
use crate::{Outcome, rules};

/// One thing a change must pass.
struct Task {
    name: &'static str,
    run: fn(&Workspace) -> Outcome,
}

/// Cheap and telling first, so that a broken change is told so early.
const TASKS: &[Task] = &[
    Task {
        name: "test",
        run: checks::test,
    },
    Task {
        name: "fmt",
        run: checks::fmt,
    },
    Task {
        name: "clippy",
        run: checks::clippy,
    },
    Task {
        name: "doc",
        run: checks::doc,
    },
    Task {
        name: "wasm",
        run: checks::wasm,
    },
    Task {
        name: "msrv",
        run: checks::msrv,
    },
    Task {
        name: "deny",
        run: checks::deny,
    },
    Task {
        name: "package",
        run: checks::package,
    },
    Task {
        name: "rules",
        run: rules::run,
    },
    Task {
        name: "postgres",
        run: outside::postgres,
    },
    Task {
        name: "peers",
        run: outside::peers,
    },
    Task {
        name: "browser",
        run: outside::browser,
    },
    Task {
        name: "fuzz",
        run: outside::fuzz,
    },
];

/// Names of all tasks, in order.
pub(crate) fn names() -> Vec<&'static str> {
    TASKS.iter().map(|task| task.name).collect()
}

/// Runs the tasks named, or all of them.
pub(crate) fn run(workspace: &Workspace, words: &[String]) -> Outcome {
    let tasks = chosen(words)?;
    let names: Vec<_> = tasks.iter().map(|task| task.name).collect();
    thread::scope(|scope| {
        scope.spawn(|| outside::install_ahead(workspace, &names));
        run_in_order(workspace, &tasks)
    })
}

fn run_in_order(workspace: &Workspace, tasks: &[&Task]) -> Outcome {
    let mut times = Vec::new();
    for task in tasks {
        println!("=== {}", task.name);
        let start = Instant::now();
        let outcome = (task.run)(workspace);
        let taken = start.elapsed();
        times.push((task.name, taken));
        match outcome {
            Ok(()) => println!("=== {} passed in {}", task.name, seconds(taken)),
            Err(reason) => {
                print_times(&times);
                return Err(format!(
                    "{} failed after {}: {reason}",
                    task.name,
                    seconds(taken)
                ));
            }
        }
    }
    print_times(&times);
    Ok(())
}

fn chosen(words: &[String]) -> Outcome<Vec<&'static Task>> {
    if words.is_empty() {
        return Ok(TASKS.iter().collect());
    }
    let named = |word: &String| {
        let task = TASKS.iter().find(|task| task.name == word);
        task.ok_or_else(|| format!("no task `{word}`; there are: {}", names().join(" ")))
    };
    words.iter().map(named).collect()
}

fn print_times(times: &[(&str, Duration)]) {
    println!("=== durations");
    for (name, taken) in times {
        println!("{name:>10}  {}", seconds(*taken));
    }
    println!(
        "{:>10}  {}",
        "all",
        seconds(times.iter().map(|(_, taken)| *taken).sum())
    );
}

fn seconds(taken: Duration) -> String {
    format!("{:.1} s", taken.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn an_unknown_task_is_refused_before_any_runs() {
        let reason = chosen(&words("fmt clipy")).err().unwrap();
        assert!(
            reason.starts_with("no task `clipy`; there are: test fmt"),
            "{reason}"
        );
    }

    #[test]
    fn no_word_means_every_task() {
        assert_eq!(chosen(&[]).unwrap().len(), TASKS.len());
    }

    #[test]
    fn named_tasks_run_in_the_order_given() {
        let names: Vec<_> = chosen(&words("doc fmt"))
            .unwrap()
            .iter()
            .map(|t| t.name)
            .collect();
        assert_eq!(names, ["doc", "fmt"]);
    }
}
