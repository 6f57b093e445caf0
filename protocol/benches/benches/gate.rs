//! The targets of the project, side by side in one run; the exit status says whether all are met.
//!
//! `cargo bench -p lonelypsp-bench --bench gate [-- --times]`
//!
//! It counts by `callgrind.rs`, so that one run holds all contestants. The cost of the loop itself, measured the same
//! way, is subtracted. It is a bench target so that it is built with the profile `bench`.
//!
//! Times are only measured, printed and judged when `--times` asks: they are noisy.
//!
//! Longer than other files: what is measured and what it is held to are read together.

use std::env;
use std::process::ExitCode;
use std::time::Instant;

use lonelypsp_bench::callgrind;
use lonelypsp_bench::cases::{self, Case, Contestant, Key, Message, Operation};
use lonelypsp_bench::handwritten::HeaderMode::{Expanded, Minimal};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match *arguments.as_slice() {
        ["repeat", index, times] => repeat(index, times),
        // `cargo test --all-targets` runs this too, without a word; then once is enough.
        _ if !arguments.contains(&"--bench") => try_each_once(),
        _ => judge(&arguments),
    }
}

/// The cases, and after them what the measurement costs.
fn all_cases() -> Vec<Case> {
    let mut cases = cases::all();
    cases.push(cases::overhead(Contestant::Handwritten, Operation::Parse));
    cases.push(cases::overhead(Contestant::Prost, Operation::Parse));
    cases
}

fn try_each_once() -> ExitCode {
    for case in all_cases() {
        (case.prepare)()(1);
    }
    ExitCode::SUCCESS
}

/// What valgrind runs.
fn repeat(index: &str, times: &str) -> ExitCode {
    let index: usize = index.parse().expect("the parent passes a number");
    let times = times.parse().expect("the parent passes a number");
    let case = all_cases().swap_remove(index);
    callgrind::repeat(&(case.prepare)(), times);
    ExitCode::SUCCESS
}

fn judge(arguments: &[&str]) -> ExitCode {
    println!("Counting instructions ...");
    let counts = Counts::measure();
    counts.print();
    let mut targets = targets(&counts);
    if arguments.contains(&"--times") {
        targets.extend(time_targets());
    }
    let missed = print_targets(&targets);
    if missed == 0 {
        return ExitCode::SUCCESS;
    }
    println!("\n{missed} of {} targets missed or open", targets.len());
    ExitCode::FAILURE
}

/// Instructions per repetition.
struct Counts(Vec<(Key, f64)>);

impl Counts {
    fn measure() -> Self {
        let mut counts: Vec<_> = all_cases()
            .iter()
            .enumerate()
            .map(|(index, case)| (case.key, instructions_per_run(index, &case.key)))
            .collect();
        let (_, with_prost) = counts.pop().expect("the overhead with a handle comes last");
        let (_, plain) = counts.pop().expect("the overhead of the loop comes before it");
        for (key, count) in &mut counts {
            let shares = key.contestant == Contestant::Prost && key.operation == Operation::Parse;
            *count -= if shares { with_prost } else { plain };
        }
        Self(counts)
    }

    fn get(&self, operation: Operation, message: Message, column: Column) -> Option<f64> {
        let (contestant, mode) = column;
        let wanted = Key { operation, message, mode, contestant };
        let found = self.0.iter().find(|(key, _)| *key == wanted);
        found.map(|(_, count)| *count)
    }

    fn print(&self) {
        const COLUMNS: [(&str, Column); 12] = [
            ("generated", (Contestant::Generated, Minimal)),
            ("expanded", (Contestant::Generated, Expanded)),
            ("derived", (Contestant::Derived, Minimal)),
            ("expanded", (Contestant::Derived, Expanded)),
            ("by hand", (Contestant::Handwritten, Minimal)),
            ("expanded", (Contestant::Handwritten, Expanded)),
            ("prost", (Contestant::Prost, Minimal)),
            ("rkyv", (Contestant::Rkyv, Minimal)),
            ("wincode", (Contestant::Wincode, Minimal)),
            ("raw", (Contestant::Raw, Minimal)),
            ("sha2", (Contestant::Sha2, Minimal)),
            ("copy", (Contestant::Copy, Minimal)),
        ];
        print!("\n{:<24}", "instructions");
        for (title, _) in COLUMNS {
            print!("{title:>11}");
        }
        println!();
        for operation in
            [Operation::Parse, Operation::Verify, Operation::Encode, Operation::EncodeInto, Operation::Digest]
        {
            for message in cases::messages() {
                let row = COLUMNS.map(|(_, column)| self.get(operation, message, column));
                if row.iter().all(Option::is_none) {
                    continue;
                }
                print!("{:<24}", format!("{operation:?} {message}").to_lowercase());
                for count in row {
                    let count = count.map_or("-".into(), |count| format!("{count:.0}"));
                    print!("{count:>11}");
                }
                println!();
            }
        }
    }
}

type Column = (Contestant, lonelypsp_bench::handwritten::HeaderMode);

fn instructions_per_run(index: usize, key: &Key) -> f64 {
    let is_long = matches!(key.operation, Operation::Verify | Operation::Digest);
    let times = if is_long { 8 } else { 256 };
    callgrind::instructions_per_run(&index.to_string(), times)
}

/// What is to be reached.
struct Target {
    name: String,
    /// Absent when one side of the comparison is.
    found: Option<f64>,
    wanted: Wanted,
}

#[derive(Clone, Copy)]
enum Wanted {
    AtMost(f64),
    AtLeast(f64),
    /// Nothing: the most that any writer could reach.
    Bound,
}

/// Ours is the generated code; until there is any, the yardstick stands in for it.
fn ours(counts: &Counts) -> Contestant {
    let has_generated = counts.0.iter().any(|(key, _)| key.contestant == Contestant::Generated);
    if has_generated { Contestant::Generated } else { Contestant::Handwritten }
}

fn targets(counts: &Counts) -> Vec<Target> {
    let ours = ours(counts);
    let mut targets = vec![];
    let mut target = |name: &str, over, under, wanted| {
        let found = Option::zip(over, under).map(|(over, under): (f64, f64)| over / under);
        targets.push(Target { name: name.into(), found, wanted });
    };
    for message in cases::messages() {
        let get = |operation, contestant, mode| counts.get(operation, message, (contestant, mode));
        for (operation, mode) in [
            (Operation::Parse, Minimal),
            (Operation::Parse, Expanded),
            (Operation::Verify, Minimal),
            (Operation::Verify, Expanded),
        ] {
            let by_hand = get(operation, Contestant::Handwritten, mode);
            if by_hand.is_some() {
                let name = format!("{operation:?} {message} {mode:?} / by hand");
                let generated = get(operation, Contestant::Generated, mode);
                target(&name, generated, by_hand, Wanted::AtMost(1.05));
            }
        }
        for mode in [Minimal, Expanded] {
            let derived = get(Operation::Parse, Contestant::Derived, mode);
            let generated = get(Operation::Parse, Contestant::Generated, mode);
            let name = format!("parse {message} {mode:?}: derived / generated");
            target(&name, derived, generated, Wanted::AtMost(1.02));
        }
        let parse = get(Operation::Parse, ours, Minimal);
        let prost = get(Operation::Parse, Contestant::Prost, Minimal);
        let rkyv = get(Operation::Parse, Contestant::Rkyv, Minimal);
        let expanded = get(Operation::Parse, ours, Expanded);
        target(&format!("parse {message}: prost / ours"), prost, parse, Wanted::AtLeast(7.0));
        target(&format!("parse {message}: ours / rkyv"), parse, rkyv, Wanted::AtMost(1.0));
        let name = format!("parse {message}: expanded / minimal");
        target(&name, expanded, parse, Wanted::AtMost(1.4));
        if is_small(message) {
            let encode = get(Operation::Encode, ours, Minimal);
            let prost = get(Operation::Encode, Contestant::Prost, Minimal);
            let name = format!("encode {message}: prost / ours");
            target(&name, prost, encode, Wanted::AtLeast(1.8));
        }
        if message == Message::Notify(1024) {
            let verify = get(Operation::Verify, ours, Minimal);
            let digest = get(Operation::Digest, Contestant::Sha2, Minimal);
            let name = format!("parse {message} with digest / digest");
            target(&name, verify, digest, Wanted::AtMost(1.04));
        }
    }
    targets
}

fn is_small(message: Message) -> bool {
    !matches!(message, Message::Notify(size) if size > 1024)
}

fn time_targets() -> Vec<Target> {
    let all = cases::all();
    let has_generated = all.iter().any(|case| case.key.contestant == Contestant::Generated);
    let ours = if has_generated { Contestant::Generated } else { Contestant::Handwritten };
    let find = |operation, contestant, message| {
        let wanted = Key { operation, message, mode: Minimal, contestant };
        all.iter().find(|case| case.key == wanted).map(|case| (case.prepare)())
    };
    let target = |operation, message| Target {
        name: format!("{operation:?} {message}: prost / ours, time"),
        found: Option::zip(find(operation, Contestant::Prost, message), find(operation, ours, message))
            .map(|(prost, ours)| paired(&prost, &ours)),
        wanted: Wanted::AtLeast(2.5),
    };
    let bound = |message| Target {
        name: format!("  {message}: prost / a copy of the bytes, time"),
        found: Option::zip(
            find(Operation::Encode, Contestant::Prost, message),
            find(Operation::Encode, Contestant::Copy, message),
        )
        .map(|(prost, copy)| paired(&prost, &copy)),
        wanted: Wanted::Bound,
    };
    let small = || cases::messages().filter(|message| is_small(*message));
    let allocating = small().flat_map(|message| [target(Operation::Encode, message), bound(message)]);
    allocating.chain(small().map(|message| target(Operation::EncodeInto, message))).collect()
}

/// The median of the ratios of two times taken one right after the other, in turns.
fn paired(over: &cases::Run, under: &cases::Run) -> f64 {
    const ROUNDS: usize = 401;
    const TIMES: usize = 5_000;
    let time = |run: &cases::Run| {
        let start = Instant::now();
        run(TIMES);
        start.elapsed().as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..ROUNDS)
        .map(|round| {
            if round % 2 == 0 {
                let over = time(over);
                over / time(under)
            } else {
                let under = time(under);
                time(over) / under
            }
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

/// Prints the targets and counts those that are not met.
fn print_targets(targets: &[Target]) -> usize {
    println!("\n{:<52}{:>9}{:>10}", "target", "found", "wanted");
    for target in targets {
        let found = target.found.map_or("-".into(), |found| format!("{found:.3}"));
        let (wanted, verdict) = (target.wanted.to_string(), target.verdict());
        println!("{:<52}{found:>9}{wanted:>10}  {verdict}", target.name.to_lowercase());
    }
    targets.iter().filter(|target| !["pass", "bound"].contains(&target.verdict())).count()
}

impl Target {
    fn verdict(&self) -> &'static str {
        let is_met = match (self.found, self.wanted) {
            (None, _) => return "OPEN",
            (Some(found), Wanted::AtMost(limit)) => found <= limit,
            (Some(found), Wanted::AtLeast(limit)) => found >= limit,
            (Some(_), Wanted::Bound) => return "bound",
        };
        if is_met { "pass" } else { "MISSED" }
    }
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AtMost(limit) => write!(formatter, "<= {limit:.2}"),
            Self::AtLeast(limit) => write!(formatter, ">= {limit:.2}"),
            Self::Bound => Ok(()),
        }
    }
}
