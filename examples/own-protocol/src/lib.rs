//! A protocol of one's own: its messages, and the frames that they travel in.

pub mod frame;

// The module `jobs`, which `build.rs` generates from `schema/jobs.yaml`.
include!(concat!(env!("OUT_DIR"), "/lonelypsp.rs"));
