//! An array whose length is a name.

use lonelypsp::LonelyMessage;

const LENGTH: usize = 32;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    data: [u8; LENGTH],
}

fn main() {}
