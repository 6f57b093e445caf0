//! An enum without variants, and one without messages.

use lonelypsp::LonelyMessage;

#[derive(LonelyMessage)]
enum Nothing {}

#[derive(LonelyMessage)]
enum Anything<'a> {
    #[lonely(other)]
    Other(lonelypsp::Other<&'a [u8]>),
}

#[derive(LonelyMessage)]
#[lonely(message = "stateful.notify")]
enum Notify {}

fn main() {}
