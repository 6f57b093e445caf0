//! A type that does not say of which kind its header is.

use lonelypsp::LonelyMessage;

struct Name(String);

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping {
    name: Name,
    list: Vec<std::borrow::Cow<'static, str>>,
}

fn main() {}
