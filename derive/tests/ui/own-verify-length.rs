//! A digest of another length.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(verify = "sha512(body)")]
    digest: [u8; 32],
    #[lonely(body)]
    data: Vec<u8>,
}

fn main() {}
