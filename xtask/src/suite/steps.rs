//! The steps of the check, cheap ones first. To add one, add a line.

use super::step::Step;
use crate::setup::bare_targets;

/// What puts the corpus to a testee; the testee's command follows.
const RUN: &str = "cargo run --quiet --release --package lonelypsp-cli -- conformance run --";

/// All steps, in order.
pub(super) fn all() -> Vec<Step> {
    let mut steps = vec![
        Step::new("setup", "cargo xtask setup"),
        Step::new("format", "cargo fmt --all --check"),
        Step::new("clippy", "cargo clippy --workspace --all-targets --all-features --locked -- -D warnings"),
        Step::new("test", "cargo test --workspace --locked"),
        Step::new("test-features", "cargo test --package lonelypsp --all-features --locked"),
        Step::new("docs", "cargo doc --workspace --no-deps --all-features --locked")
            .with("RUSTDOCFLAGS", "-D warnings"),
        Step::new("no-std", "cargo build --package lonelypsp --no-default-features --locked"),
    ];
    steps.extend(bare_targets().into_iter().map(|target| {
        let line = "cargo build --package lonelypsp --no-default-features --locked --target";
        Step::new(format!("no-std-{target}"), format!("{line} {target}"))
    }));
    steps.extend([
        Step::new("package", "cargo xtask package"),
        Step::new("corpus", "cargo xtask corpus --check"),
    ]);
    steps.extend(
        ["fresh", "python", "typescript", "ruby", "torture", "interop"]
            .map(|part| Step::new(format!("bindings-{part}"), format!("cargo xtask bindings {part}"))),
    );
    steps.push(Step::new("schemas", "cargo xtask schemas --count 50"));
    let testees = ["rust", "derived", "interpreted", "python", "typescript", "ruby", "reference"];
    steps.extend(testees.map(|which| {
        Step::new(format!("conformance-{which}"), format!("{RUN} cargo xtask testee {which}")).counting()
    }));
    steps.push(Step::new("pairs", "cargo xtask pairs").counting());
    steps.push(Step::new("differential", "cargo xtask differential --cases 100000").counting());
    steps.push(Step::new("fuzz", "cargo xtask fuzz --seconds 15"));
    steps.push(Step::new(
        "instructions",
        "cargo bench --quiet --package lonelypsp-bench --bench gate --locked",
    ));
    steps
}

/// What the steps do not cover here, which must not go unsaid.
pub(super) fn remark() -> Option<&'static str> {
    let remark = "nothing was built without a standard library at all, since no such target is installed; \
                  `rustup target add thumbv7em-none-eabi` adds one";
    bare_targets().is_empty().then_some(remark)
}
