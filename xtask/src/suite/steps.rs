//! The steps of the check. To add one, add a line.

use super::step::Step;
use crate::setup::bare_targets;

/// What the packages and the testees need: the programs of the workspace, and the other languages.
const BUILT: [&str; 2] = ["build", "setup"];

/// All steps. Of those that can begin, the first in this order does: cheap ones first, then what many wait for.
pub(super) fn all() -> Vec<Step> {
    let mut steps = vec![
        Step::new("toolchain", "rustfmt and clippy are there", "cargo xtask setup --rust").quick(),
        Step::new("format", "all Rust is formatted", "cargo fmt --all --check").after(&["toolchain"]).quick(),
        Step::new("rust-version", "the Rust that is claimed suffices", "cargo xtask rust-version").quick(),
        Step::new("runtime", "the runtime for other projects is the crate's", "cargo xtask runtime --check")
            .quick(),
        // Before the whole command is built, since it leaves a lean one in its place.
        Step::new("tour", "the first command of the README", "cargo tour --out target/checks/tour")
            .compiling()
            .quick(),
        Step::new("build", "the workspace and its tests, for all that follows", "cargo xtask build")
            .after(&["tour"])
            .compiling()
            .quick(),
        Step::new("setup", "other languages and what the checks need of them", "cargo xtask setup")
            .after(&["toolchain"])
            .quick(),
        Step::new("test", "unit tests, compile errors, crates of users", "cargo test --workspace --locked")
            .after(&["build"])
            .quick(),
        Step::new(
            "clippy",
            "lints, every one an error",
            "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings",
        )
        .after(&["build"])
        .compiling()
        .quick(),
    ];
    let schemas = "schema/lonelypsp schema/history examples codegen/build derive protocol xtask";
    let line = format!("cargo run --quiet --package lonelypsp-cli --locked -- fmt --check {schemas}");
    steps.push(Step::new("format-schemas", "all schemas are formatted", line).after(&["build"]).quick());
    let about = "all schemas are clean, and findings are valid SARIF";
    steps.push(Step::new("lint-schemas", about, "cargo xtask lint").after(&BUILT).quick());
    let about = "random changes of schemas, shown by bytes where they break something";
    steps.push(Step::new("mutations", about, "cargo xtask mutations --count 60").after(&BUILT));
    steps.extend(packages());
    steps.extend(conformance());
    steps.extend(compiled());
    steps.extend(elsewhere());
    steps
}

/// The packages in other languages.
fn packages() -> Vec<Step> {
    let parts = [
        ("fresh", "the packages are what the schema gives"),
        ("typescript", "format, lints, types, tests in Node and Chromium"),
        ("python", "format, lints, types, tests"),
        ("ruby", "format, lints, signatures, tests"),
        ("torture", "packages of a schema of everything hard"),
        ("dissector", "messages in tshark, and a session of the real programs"),
        ("interop", "the real server and client on the Python package"),
        ("real-server-ruby", "notifies the real server and receives from it, signed, in Ruby"),
        ("real-server-typescript", "notifies the real server and receives from it, signed, in TypeScript"),
        ("site", "the documentation of the schema in Chromium, its decoder and its programs"),
        ("example", "sequences over TCP, from Python to Rust"),
        ("export", "exports and their JSON Schema, a plug-in"),
    ];
    let steps = parts.map(|(part, about)| {
        let step = Step::new(format!("bindings-{part}"), about, format!("cargo xtask bindings {part}"));
        step.after(&BUILT)
    });
    let random = "random valid schemas, compiled and run in all four languages";
    let random = Step::new("schemas", random, "cargo xtask schemas --count 20").after(&BUILT);
    let quick = |step: Step| if step.name == "bindings-fresh" { step.quick() } else { step };
    steps.into_iter().map(quick).chain([random]).collect()
}

/// The corpus, and messages from one implementation to the other.
fn conformance() -> Vec<Step> {
    let corpus = "the corpus is what the reference gives";
    let mut steps = vec![Step::new("corpus", corpus, "cargo xtask corpus --check").after(&BUILT).quick()];
    let testees = ["rust", "derived", "interpreted", "python", "typescript", "ruby", "reference"];
    steps.extend(testees.map(|which| {
        let line = format!("cargo xtask conformance {which}");
        Step::new(format!("conformance-{which}"), "the corpus, put to it", line).after(&BUILT).quick()
    }));
    steps.extend([
        Step::new("pairs", "written in one language, read in each", "cargo xtask pairs").after(&BUILT),
        Step::new(
            "versions",
            "old bytes through new code in four languages, and back",
            "cargo xtask versions",
        )
        .after(&BUILT),
        Step::new(
            "differential",
            "random messages through all seven",
            "cargo xtask differential --cases 100000",
        )
        .after(&BUILT),
    ]);
    steps
}

/// What is compiled in other ways, one after the other.
fn compiled() -> Vec<Step> {
    let mut steps = vec![
        Step::new(
            "test-features",
            "the crate with all its features",
            "cargo test --package lonelypsp --all-features --locked",
        ),
        Step::new(
            "docs",
            "documentation without a warning",
            "cargo doc --workspace --no-deps --all-features --locked",
        )
        .with("RUSTDOCFLAGS", "-D warnings"),
        Step::new(
            "lean",
            "the command without its features",
            "cargo clippy --package lonelypsp-cli --package lonelypsp-capture --no-default-features --locked -- -D warnings",
        ),
        Step::new(
            "no-std",
            "the crate without the standard library's std",
            "cargo build --package lonelypsp --no-default-features --locked",
        ),
        Step::new(
            "real-programs-rust",
            "notifies the real server, receives from it and from the real client, signed, in Rust",
            "cargo xtask bindings real-programs-rust",
        ),
        Step::new("package", "every crate as it would be published", "cargo xtask package"),
    ];
    steps.extend(bare_targets().into_iter().map(|target| {
        let line = "cargo build --package lonelypsp --no-default-features --locked --target";
        Step::new(format!("no-std-{target}"), "the crate on bare metal", format!("{line} {target}"))
    }));
    steps.into_iter().map(|step| step.after(&["setup", "clippy"]).compiling()).collect()
}

/// What is compiled into a folder of its own, and so can run beside whatever else is compiled.
fn elsewhere() -> Vec<Step> {
    let steps = [
        Step::new("fuzz", "bytes that break a decoder, searched for", "cargo xtask fuzz --seconds 6"),
        Step::new(
            "instructions",
            "instruction counts within the targets",
            "cargo bench --quiet --package lonelypsp-bench --bench gate --bench bodies --bench signing --locked",
        ),
    ];
    steps.into_iter().map(|step| step.after(&["setup", "clippy"])).collect()
}

/// What the steps do not cover here, which must not go unsaid.
pub(super) fn remark() -> Option<&'static str> {
    let remark = "nothing was built without a standard library at all, since no such target is installed; \
                  `rustup target add thumbv7em-none-eabi` adds one";
    bare_targets().is_empty().then_some(remark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_a_name_of_its_own_and_waits_for_steps_that_there_are_before_it() {
        let steps = all();
        for (at, step) in steps.iter().enumerate() {
            assert!(steps[..at].iter().all(|other| other.name != step.name), "{}", step.name);
            for before in &step.after {
                assert!(steps[..at].iter().any(|other| other.name == *before), "{}: {before}", step.name);
            }
        }
    }

    #[test]
    fn what_the_inner_loop_waits_for_is_in_it() {
        let steps = all();
        for step in steps.iter().filter(|step| step.is_quick) {
            for before in &step.after {
                assert!(steps.iter().any(|other| other.is_quick && other.name == *before), "{}", step.name);
            }
        }
    }
}
