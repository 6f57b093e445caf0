//! Instruction counts of every case under gungraun, with a comparison to the run before:
//! `cargo bench -p lonelypsp-bench --bench instructions`. Needs valgrind and `gungraun-runner`
//! 0.20.0.
//!
//! The counts are a few dozen above those of the gate, which subtracts its loop.

// The macros make modules and constants of their own.
#![allow(missing_docs)]

use gungraun::{library_benchmark, library_benchmark_group, main};
use lonelypsp_bench::cases::{self, Run};

/// The case, after a first run that may set something up.
fn prepare(name: &str) -> Run {
    let case = cases::find(name).expect("the case exists");
    let run = (case.prepare)();
    run(1);
    run
}

/// One contestant on every message. The closure is returned, so that dropping it is not counted.
macro_rules! contestant {
    ($name:ident, $operation:literal, $contestant:literal) => {
        #[library_benchmark(setup = prepare)]
        #[bench::subscribe_exact(concat!($operation, "/subscribe_exact/", $contestant))]
        #[bench::confirm_notify(concat!($operation, "/confirm_notify/", $contestant))]
        #[bench::notify_64(concat!($operation, "/notify_64/", $contestant))]
        #[bench::notify_1024(concat!($operation, "/notify_1024/", $contestant))]
        #[bench::notify_65536(concat!($operation, "/notify_65536/", $contestant))]
        fn $name(run: Run) -> Run {
            run(1);
            run
        }
    };
}

/// One contestant on the messages that have a digest.
macro_rules! hasher {
    ($name:ident, $operation:literal, $contestant:literal) => {
        #[library_benchmark(setup = prepare)]
        #[bench::notify_64(concat!($operation, "/notify_64/", $contestant))]
        #[bench::notify_1024(concat!($operation, "/notify_1024/", $contestant))]
        #[bench::notify_65536(concat!($operation, "/notify_65536/", $contestant))]
        fn $name(run: Run) -> Run {
            run(1);
            run
        }
    };
}

contestant!(parse_generated, "parse", "minimal/generated");
contestant!(parse_generated_expanded, "parse", "expanded/generated");
contestant!(parse_handwritten, "parse", "minimal/handwritten");
contestant!(parse_handwritten_expanded, "parse", "expanded/handwritten");
contestant!(parse_prost, "parse", "minimal/prost");
contestant!(parse_rkyv, "parse", "minimal/rkyv");
contestant!(parse_wincode, "parse", "minimal/wincode");
contestant!(encode_generated, "encode", "minimal/generated");
contestant!(encode_generated_expanded, "encode", "expanded/generated");
contestant!(encode_handwritten, "encode", "minimal/handwritten");
contestant!(encode_handwritten_expanded, "encode", "expanded/handwritten");
contestant!(encode_prost, "encode", "minimal/prost");
contestant!(encode_rkyv, "encode", "minimal/rkyv");
contestant!(encode_wincode, "encode", "minimal/wincode");
hasher!(verify_generated, "verify", "minimal/generated");
hasher!(verify_generated_expanded, "verify", "expanded/generated");
hasher!(verify_handwritten, "verify", "minimal/handwritten");
hasher!(verify_handwritten_expanded, "verify", "expanded/handwritten");
hasher!(digest, "digest", "minimal/sha2");

library_benchmark_group!(
    name = parse,
    benchmarks = [
        parse_generated,
        parse_generated_expanded,
        parse_handwritten,
        parse_handwritten_expanded,
        parse_prost,
        parse_rkyv,
        parse_wincode,
        verify_generated,
        verify_generated_expanded,
        verify_handwritten,
        verify_handwritten_expanded,
        digest
    ]
);
library_benchmark_group!(
    name = encode,
    benchmarks = [encode_handwritten, encode_handwritten_expanded, encode_prost, encode_rkyv, encode_wincode]
);

main!(library_benchmark_groups = [parse, encode]);
