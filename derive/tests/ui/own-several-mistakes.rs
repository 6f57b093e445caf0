//! All that is wrong with a message of one's own is reported at once.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 70000, minimal_headers(bit = 20))]
struct Ping {
    #[lonely(header = "X-Name")]
    name: String,
    #[lonely(bytes(max = 0))]
    data: Vec<u8>,
    #[lonely(equals = "x-nobody")]
    length: (),
}

fn main() {}
