//! Work that has a name, counted and compared.

use std::env;
use std::process::ExitCode;
use std::time::Instant;

use crate::callgrind;
use crate::cases::Run;

/// A program of cases. The first does nothing: what it counts is the loop's, and is subtracted from the others.
#[derive(Clone, Copy, Debug)]
pub struct Cases {
    /// What they are called.
    pub names: &'static [&'static str],
    /// Makes what repeats the work of that name.
    pub make: fn(&str) -> Run,
    /// How often the work of that name is repeated to count it.
    pub times: fn(&str) -> u64,
}

impl Cases {
    /// Answers the command line: counts and judges, or does what valgrind runs. The exit status says whether it is content.
    ///
    /// # Panics
    /// If valgrind is not there, or is not asked as `callgrind` does.
    pub fn run(&self, judge: impl FnOnce(&Self, &Counts, &[&str]) -> bool) -> ExitCode {
        let arguments: Vec<String> = env::args().skip(1).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let is_content = match *arguments.as_slice() {
            ["repeat", index, times] => {
                let index: usize = index.parse().expect("the parent passes a number");
                let run = (self.make)(self.names[index]);
                callgrind::repeat(&run, times.parse().expect("the parent passes a number"));
                true
            }
            // `cargo test --all-targets` runs this too, without a word; then once is enough.
            _ if !arguments.contains(&"--bench") => {
                self.names.iter().for_each(|name| (self.make)(name)(1));
                true
            }
            _ => judge(self, &self.count(), &arguments),
        };
        if is_content { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn count(&self) -> Counts {
        // Two digits for all: how long the arguments are moves the stack, and copies cost more or less by where they lie.
        let count = |(index, name): (usize, &&str)| {
            callgrind::instructions_per_run(&format!("{index:02}"), (self.times)(name))
        };
        let counts: Vec<f64> = self.names.iter().enumerate().map(count).collect();
        let of_loop = counts.first().copied().unwrap_or_default();
        Counts(self.names.iter().copied().zip(counts.into_iter().map(|count| count - of_loop)).collect())
    }
}

/// Instructions of one repetition, by name.
#[derive(Debug)]
pub struct Counts(Vec<(&'static str, f64)>);

impl Counts {
    /// That of a name.
    ///
    /// # Panics
    /// If there is none.
    pub fn of(&self, name: &str) -> f64 {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.unwrap_or_else(|| panic!("no case `{name}`")).1
    }

    /// Prints all, each with a remark.
    pub fn print(&self, remark: impl Fn(&str) -> String) {
        println!("{:<36}{:>14}", "", "instructions");
        for (name, count) in self.0.iter().skip(1) {
            println!("{name:<36}{count:>14.1}{}", remark(name));
        }
        println!();
    }

    /// Prints how often one is another, and whether that is as little as it has to be.
    pub fn is_at_most(&self, limit: f64, over: &str, under: &str) -> bool {
        let found = self.of(over) / self.of(under);
        say(&format!("{over} / {under}, at most {limit}"), &format!("{found:.3}"), found <= limit)
    }
}

/// Prints a target, and says whether it is met.
pub fn say(target: &str, found: &str, is_met: bool) -> bool {
    println!("{target:<68}{found:>8}  {}", if is_met { "pass" } else { "MISSED" });
    is_met
}

/// The median of the ratios of two times taken one right after the other, in turns.
pub fn paired(over: &Run, under: &Run, rounds: usize, times: usize) -> f64 {
    let time = |run: &Run| {
        let start = Instant::now();
        run(times);
        start.elapsed().as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..rounds)
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
    ratios[rounds / 2]
}
