//! What is derived has nothing to convert, and is no digest.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(equals = "length(body)", with = module)]
    length: (),
    #[lonely(equals = "length(body)", verify = "sha512(body)")]
    digest: (),
    #[lonely(body)]
    body: Vec<u8>,
}

fn main() {}
