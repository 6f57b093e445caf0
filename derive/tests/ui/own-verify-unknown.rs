//! A digest that the protocol does not have.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(verify = "md5(body)")]
    digest: [u8; 16],
    #[lonely(body)]
    data: Vec<u8>,
}

fn main() {}
