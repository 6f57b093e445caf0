//! What is packed cannot be borrowed; what is copied when it is written can be packed.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
#[repr(C, packed)]
struct Ping<'a> {
    number: u32,
    id: [u8; 4],
    #[lonely(prefix = u8)]
    note: &'a str,
    #[lonely(prefix = u8)]
    name: String,
    #[lonely(group, count = u8)]
    entries: Vec<Entry>,
}

#[derive(LonelyMessage)]
#[lonely(entry)]
#[repr(packed(2))]
struct Entry {
    number: u32,
    #[lonely(prefix = u8)]
    name: Box<str>,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 101)]
#[repr(C, packed)]
struct Pong<'a> {
    number: u32,
    note: &'a str,
}

fn main() {}
