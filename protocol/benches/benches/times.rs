//! Times, for people: `cargo bench -p lonelypsp-bench --bench times [-- FILTER]`.

// divan passes each benchmark a reference to what its list of arguments holds, here a `String`.
#![allow(clippy::ptr_arg)]

use divan::Bencher;
use divan::counter::ItemsCount;
use lonelypsp_bench::cases::{self, Operation};

/// Repetitions per sample, so that the clock and the dynamic call do not count.
const TIMES: usize = 1000;

fn main() {
    divan::main();
}

fn names(operation: Operation) -> Vec<String> {
    let cases = cases::all().into_iter().map(|case| case.key);
    cases.filter(|key| key.operation == operation).map(|key| key.to_string()).collect()
}

/// One sample is a thousand repetitions; the throughput is in single ones.
fn measure(bencher: Bencher<'_, '_>, name: &str, times: usize) {
    let case = cases::find(name).expect("the names come from the cases");
    let run = (case.prepare)();
    bencher.counter(ItemsCount::new(times)).bench_local(|| run(times));
}

#[divan::bench(args = names(Operation::Parse))]
fn parse(bencher: Bencher<'_, '_>, name: &String) {
    measure(bencher, name, TIMES);
}

#[divan::bench(args = names(Operation::Verify))]
fn verify(bencher: Bencher<'_, '_>, name: &String) {
    measure(bencher, name, 1);
}

#[divan::bench(args = names(Operation::Encode))]
fn encode(bencher: Bencher<'_, '_>, name: &String) {
    measure(bencher, name, TIMES);
}

#[divan::bench(args = names(Operation::Digest))]
fn digest(bencher: Bencher<'_, '_>, name: &String) {
    measure(bencher, name, 1);
}
