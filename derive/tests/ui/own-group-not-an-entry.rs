//! Of a struct that describes no entry: none at all, a message, an entry of a schema.

use lonelypsp::LonelyMessage;

struct Plain {
    a: u8,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Message {
    a: u8,
}

#[derive(LonelyMessage)]
#[lonely(message = "rows.put", group = "others", schema = "rows.yaml")]
struct OfSchema {
    name: String,
}

#[derive(LonelyMessage)]
#[lonely(from = "subscriber", code = 100, sequence)]
struct Lists {
    #[lonely(group, count = u8)]
    plain: Vec<Plain>,
    #[lonely(group, count = u8, sorted = a)]
    messages: Vec<Message>,
    #[lonely(group, literal_after = "00")]
    others: Vec<OfSchema>,
}

fn main() {}
