//! Generates the messages of both schemas. A mistake in one is a compile error with its file, line and column.

fn main() {
    lonelypsp_build::Builder::new().schema("schema/jobs.yaml").generate();
    lonelypsp_build::Builder::new().schema("schema/sensors.yaml").file("sensors.rs").generate();
}
