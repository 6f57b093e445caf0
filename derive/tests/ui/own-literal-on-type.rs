use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence, literal = "01")]
struct Point {
    x: u16,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, minimal_headers(bit = 0), type_code = u8)]
struct Headers;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence, literal = "0")]
struct Odd;

#[derive(LonelyMessage)]
#[lonely(entry, type_code = u8)]
struct Entry;

#[derive(LonelyMessage)]
#[lonely(entry)]
struct Nothing;

fn main() {}
