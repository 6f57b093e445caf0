//! Nothing says where a group ends.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Inner {
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Outer {
    #[lonely(group)]
    inner: Vec<Inner>,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Lists {
    #[lonely(group)]
    outer: Vec<Outer>,
    number: u8,
}

fn main() {}
