//! An entry is no message, and has none of its parts.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry, from = "subscriber", code = 100, sequence)]
struct Message {
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", schema = "rows.yaml", entry)]
struct OfSchema {
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Parts {
    #[lonely(type_code = u8)]
    number: u8,
    #[lonely(equals = "number")]
    copy: (),
    #[lonely(header = "x-name", prefix = u8)]
    name: String,
    #[lonely(rest)]
    rest: Vec<u8>,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Empty {}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Endless {
    name: String,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
enum Either {
    Parts(Parts),
}

fn main() {}
