//! Groups in groups in groups.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct D1 {
    #[lonely(group, count = u8)]
    inner: Vec<D2>,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct D2 {
    #[lonely(group, count = u8)]
    inner: Vec<D3>,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct D3 {
    #[lonely(group, count = u8)]
    inner: Vec<D4>,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct D4 {
    #[lonely(group, count = u8)]
    inner: Vec<D5>,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
struct D5 {
    number: u8,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Fits {
    #[lonely(group, count = u8)]
    a: Vec<D2>,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Deep {
    #[lonely(group, count = u8)]
    a: Vec<D1>,
}

fn main() {}
