//! A field without a name, and nothing that says which header it is.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping(u8, #[lonely(body)] Vec<u8>);

fn main() {}
