//! A lifetime that an input does not have.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100)]
struct Ping<'a: 'static> {
    name: &'a str,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 101)]
struct Pong<'a>
where
    'a: 'static,
{
    name: &'a str,
}

fn main() {}
