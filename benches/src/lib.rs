//! Interleaved rounds: how this workspace compares one way of doing a thing with another.
//!
//! A machine's speed drifts while it measures. [`Rounds`] therefore runs its contestants in
//! turn (A B C A B C …) and compares within each round: what is reported is the median of the
//! per-round ratios against a named floor. Absolute times are printed for orientation only.
//!
//! ```
//! use edu_benches::{Options, Rounds};
//!
//! let options = Options::default().with_rounds(7).with_round_micros(50);
//! let numbers: Vec<u64> = (0..1000).collect();
//! let outcome = Rounds::new("sum", &options)
//!     .contestant("fold", || numbers.iter().fold(0, |sum, n| sum + n))
//!     .contestant("sum", || numbers.iter().sum::<u64>())
//!     .run("fold");
//! assert_eq!(outcome.ratio("fold"), Some(1.0));
//! assert!(outcome.ratio("nobody").is_none());
//! ```

mod clock;
pub mod corpus;
pub mod lti;

use core::hint::black_box;
use core::time::Duration;

use clock::Started;

/// How a benchmark was asked to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// Rounds of each comparison; at least [`Options::FEWEST_ROUNDS`].
    pub rounds: usize,
    /// Whether a missed must ends the program with exit code 1.
    pub check: bool,
    /// Time that one contestant should take in one round.
    pub round: Duration,
    /// Whether waiting counts.
    pub clock: Clock,
}

/// Which time is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Clock {
    /// Time that the thread spends on a processor, where the system tells it: on a machine that
    /// does other work beside, only this compares ways to compute. Work of other threads does not
    /// count.
    #[default]
    Processor,
    /// Time that passes: for what waits, for a disk or another thread.
    Wall,
}

impl Options {
    /// A median of fewer rounds says too little.
    pub const FEWEST_ROUNDS: usize = 7;

    /// Reads `--rounds N` and `--check` from the program's arguments.
    ///
    /// Everything else is left alone: cargo adds arguments of its own.
    pub fn from_args() -> Self {
        let mut options = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--check" => options.check = true,
                "--rounds" => {
                    let count = arguments.next().and_then(|count| count.parse().ok());
                    options = options.with_rounds(count.unwrap_or(Self::FEWEST_ROUNDS));
                }
                _ => {}
            }
        }
        options
    }

    /// Sets the number of rounds; fewer than [`Options::FEWEST_ROUNDS`] are not run.
    #[must_use]
    pub fn with_rounds(mut self, rounds: usize) -> Self {
        self.rounds = rounds.max(Self::FEWEST_ROUNDS);
        self
    }

    /// Sets which time is measured.
    #[must_use]
    pub const fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Sets the time one contestant should take in one round.
    #[must_use]
    pub const fn with_round_micros(mut self, micros: u64) -> Self {
        self.round = Duration::from_micros(micros);
        self
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rounds: 9,
            check: false,
            round: Duration::from_millis(150),
            clock: Clock::default(),
        }
    }
}

struct Contestant<'a> {
    name: &'static str,
    /// Runs so many iterations and says how long the measured part of them took.
    run: Box<dyn FnMut(u32) -> Duration + 'a>,
    iterations: u32,
    /// Nanoseconds of one iteration, one entry for each round.
    times: Vec<f64>,
}

/// One comparison: several ways to do the same work.
#[expect(missing_debug_implementations, reason = "holds closures")]
pub struct Rounds<'a> {
    what: String,
    options: Options,
    contestants: Vec<Contestant<'a>>,
}

impl<'a> Rounds<'a> {
    /// A comparison without contestants; `what` heads its table.
    pub fn new(what: impl Into<String>, options: &Options) -> Self {
        Self {
            what: what.into(),
            options: *options,
            contestants: Vec::new(),
        }
    }

    /// Adds a contestant; `work` is one iteration, and what it returns is kept from the
    /// optimiser.
    #[must_use]
    pub fn contestant<R>(self, name: &'static str, mut work: impl FnMut() -> R + 'a) -> Self {
        let clock = self.options.clock;
        self.add(name, move |iterations| {
            let start = Started::by(clock);
            for _ in 0..iterations {
                black_box(work());
            }
            start.elapsed()
        })
    }

    /// Adds a contestant whose iterations each use something up: `prepare` makes it, for all
    /// iterations of a round, before the clock starts.
    #[must_use]
    pub fn prepared<P, R>(
        self,
        name: &'static str,
        mut prepare: impl FnMut() -> P + 'a,
        mut work: impl FnMut(P) -> R + 'a,
    ) -> Self {
        let clock = self.options.clock;
        self.add(name, move |iterations| {
            let inputs: Vec<P> = (0..iterations).map(|_| prepare()).collect();
            let start = Started::by(clock);
            for input in inputs {
                black_box(work(input));
            }
            start.elapsed()
        })
    }

    fn add(mut self, name: &'static str, run: impl FnMut(u32) -> Duration + 'a) -> Self {
        self.contestants.push(Contestant {
            name,
            run: Box::new(run),
            iterations: 1,
            times: Vec::new(),
        });
        self
    }

    /// Runs all rounds, prints the table, and returns it.
    ///
    /// Ratios are taken against the contestant named `floor`; without one of that name the
    /// table has times only.
    pub fn run(mut self, floor: &str) -> Outcome {
        for contestant in &mut self.contestants {
            contestant.calibrate(self.options.round);
        }
        for _ in 0..self.options.rounds {
            for contestant in &mut self.contestants {
                contestant.round();
            }
        }
        let base = self
            .contestants
            .iter()
            .find(|contestant| contestant.name == floor)
            .map(|contestant| contestant.times.clone());
        let lines = self
            .contestants
            .into_iter()
            .map(|contestant| Line::new(contestant, base.as_deref()))
            .collect();
        let outcome = Outcome {
            what: self.what,
            lines,
        };
        outcome.print(self.options.rounds);
        outcome
    }
}

impl Contestant<'_> {
    /// Doubles the work until it is long enough to extrapolate from; this also warms up.
    fn calibrate(&mut self, round: Duration) {
        let mut iterations = 1_u32;
        loop {
            let taken = (self.run)(iterations);
            if taken.saturating_mul(8) >= round || iterations > u32::MAX / 2 {
                let wanted = round.as_secs_f64() / taken.as_secs_f64() * f64::from(iterations);
                self.iterations = whole(wanted);
                return;
            }
            iterations = iterations.saturating_mul(2);
        }
    }

    fn round(&mut self) {
        let taken = (self.run)(self.iterations);
        self.times
            .push(taken.as_secs_f64() * 1e9 / f64::from(self.iterations));
    }
}

/// The nearest count that is at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is held between one and u32::MAX first"
)]
fn whole(wanted: f64) -> u32 {
    wanted.round().clamp(1.0, f64::from(u32::MAX)) as u32
}

/// What a comparison came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    what: String,
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Line {
    name: &'static str,
    nanos: f64,
    /// Median, lowest and highest ratio against the floor.
    ratios: Option<(f64, f64, f64)>,
}

impl Line {
    fn new(contestant: Contestant<'_>, base: Option<&[f64]>) -> Self {
        let ratios = base.map(|base| {
            let pairs = contestant.times.iter().zip(base);
            let sorted = sorted(pairs.map(|(own, floor)| own / floor).collect());
            (
                median(&sorted),
                sorted.first().copied().unwrap_or(f64::NAN),
                sorted.last().copied().unwrap_or(f64::NAN),
            )
        });
        Self {
            name: contestant.name,
            nanos: median(&sorted(contestant.times)),
            ratios,
        }
    }
}

impl Outcome {
    /// The median of a contestant's per-round ratios against the floor.
    pub fn ratio(&self, name: &str) -> Option<f64> {
        let line = self.lines.iter().find(|line| line.name == name)?;
        line.ratios.map(|(median, _, _)| median)
    }

    /// The median time of one iteration, in nanoseconds.
    pub fn nanos(&self, name: &str) -> Option<f64> {
        let line = self.lines.iter().find(|line| line.name == name)?;
        Some(line.nanos)
    }

    /// Prints whether `name` stays within `most` times the floor; returns whether it does.
    #[expect(
        clippy::print_stdout,
        reason = "a benchmark reports on standard output"
    )]
    pub fn must(&self, label: &str, name: &str, most: f64) -> bool {
        let ratio = self.ratio(name).unwrap_or(f64::INFINITY);
        let held = ratio <= most;
        let verdict = if held { "ok" } else { "MISSED" };
        println!("must {label} ≤ {most:.2}: {ratio:.2} {verdict}");
        held
    }

    /// Prints how far `name` is from `most` times the floor, which nothing depends on.
    #[expect(
        clippy::print_stdout,
        reason = "a benchmark reports on standard output"
    )]
    pub fn aim(&self, label: &str, name: &str, most: f64) {
        let ratio = self.ratio(name).unwrap_or(f64::INFINITY);
        let verdict = if ratio <= most {
            "reached"
        } else {
            "not reached"
        };
        println!("aim {label} ≤ {most:.2}: {ratio:.2} {verdict}");
    }

    #[expect(
        clippy::print_stdout,
        reason = "a benchmark reports on standard output"
    )]
    fn print(&self, rounds: usize) {
        println!("\n{} ({rounds} rounds)", self.what);
        println!("  {:<28} {:>12}  ratio (min–max)", "", "median");
        for line in &self.lines {
            let time = shown(line.nanos);
            match line.ratios {
                Some((median, lowest, highest)) => println!(
                    "  {:<28} {time:>12}  {median:.2} ({lowest:.2}–{highest:.2})",
                    line.name
                ),
                None => println!("  {:<28} {time:>12}", line.name),
            }
        }
    }
}

fn shown(nanos: f64) -> String {
    if nanos >= 1e6 {
        format!("{:.2} ms", nanos / 1e6)
    } else if nanos >= 1e3 {
        format!("{:.2} µs", nanos / 1e3)
    } else {
        format!("{nanos:.1} ns")
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The middle of sorted values, or the mean of the two middle ones.
fn median(sorted: &[f64]) -> f64 {
    let upper = sorted.len() / 2;
    let lower = sorted.len().saturating_sub(1) / 2;
    match (sorted.get(lower), sorted.get(upper)) {
        (Some(lower), Some(upper)) => f64::midpoint(*lower, *upper),
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::{Options, median};

    #[test]
    fn the_median_of_an_even_count_lies_between_the_middle_two() {
        assert_eq!(median(&[1.0, 2.0, 4.0, 9.0]).to_bits(), 3.0_f64.to_bits());
    }

    #[test]
    fn fewer_rounds_than_a_median_needs_are_not_run() {
        assert_eq!(
            Options::default().with_rounds(1).rounds,
            Options::FEWEST_ROUNDS
        );
    }

    #[test]
    fn the_median_of_nothing_is_not_a_number() {
        assert!(median(&[]).is_nan());
    }
}
