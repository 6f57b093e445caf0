//! Generates the protocol's messages from the schema that `lonelypsp-schema` holds.

fn main() -> Result<(), String> {
    let serde = std::env::var_os("CARGO_FEATURE_SERDE").is_some();
    lonelypsp_build::Builder::new().runtime("crate::runtime")?.serde(serde).generate();
    Ok(())
}
