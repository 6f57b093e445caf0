//! A field without a name, and nothing that says what it holds.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(message = "stateful.subscribe_exact")]
struct Subscribe<'a>(
    #[lonely(header = "authorization")] Option<&'a str>,
    #[lonely(header = "x-tracing")] &'a [u8],
    std::borrow::Cow<'a, [u8]>,
);

fn main() {}
