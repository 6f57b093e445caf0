//! Flags without a name.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence, unknown_flags = keeps)]
struct Misspelt {
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, unknown_flags = keep)]
struct WithoutField {
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, unknown_flags = keep)]
struct OfAnotherType {
    unknown_flags: u32,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, unknown_flags = 1)]
struct Number {
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", schema = "rows.yaml", unknown_flags = refuse)]
struct OfSchema {
    urgent: bool,
}

fn main() {}
