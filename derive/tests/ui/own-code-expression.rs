//! What stands behind a number.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 1 + 1)]
struct Sum {}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = CODE)]
struct Name {}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100u16)]
struct Suffixed {}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = (100))]
struct Parenthesised {}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 0x1_0000)]
struct Hex {}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 123456789012345678901234567890123456789012)]
struct Long {}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 1.5)]
struct Fraction {}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = )]
struct Nothing {}

fn main() {}
