//! The length of an array is more than the derive can parse.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(skip)]
    scratch: [u8; {
        let length = 4;
        length
    }],
}

fn main() {}
