//! All that is wrong with a struct is reported at once, be it found by the macro or by the compiler.

use lonelypsp::LonelyMessage;

struct Tracing;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.configure", colour)]
struct Configure {
    #[lonely(length = 3)]
    subscriber_nonce: [u8; 31],
    #[lonely(rename = "enable-zstd")]
    zstd: bool,
    enable_traning: bool,
    authorization: Option<String>,
    #[lonely(skip, body)]
    scratch: Vec<u8>,
    tracing: Tracing,
}

fn main() {}
