//! Generates the messages of the schema. A mistake in it is a compile error with its file, line and column.

fn main() {
    lonelypsp_build::Builder::new().schema("schema/jobs.yaml").generate();
}
