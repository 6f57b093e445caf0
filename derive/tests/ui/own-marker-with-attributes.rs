//! A `PhantomData` holds nothing, so that nothing can be said of it.

use lonelypsp::LonelyMessage;
use std::marker::PhantomData;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    #[lonely(header = "x-sha512", verify = "sha512(body)")]
    digest: PhantomData<[u8; 64]>,
    #[lonely(bytes)]
    data: PhantomData<Vec<u8>>,
    #[lonely(body)]
    body: Vec<u8>,
}

fn main() {}
