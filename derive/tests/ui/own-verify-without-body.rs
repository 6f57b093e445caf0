//! A digest of no body.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(verify = "sha512(body)")]
    digest: [u8; 64],
}

fn main() {}
