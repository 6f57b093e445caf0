//! Protocols of one's own: their messages, and the frames that they travel in.

pub mod frame;

// The module `jobs`, which `build.rs` generates from `schema/jobs.yaml`.
include!(concat!(env!("OUT_DIR"), "/lonelypsp.rs"));

// The module `sensors`, from `schema/sensors.yaml`: messages without header names.
include!(concat!(env!("OUT_DIR"), "/sensors.rs"));
