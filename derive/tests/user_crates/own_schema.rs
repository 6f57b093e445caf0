//! A message of a schema of one's own, in a struct of one's own and in a generated one.

use lonelypsp::{HeaderMode, LonelyMessage};

lonelypsp::schema!("schema/mine.yaml");

#[derive(LonelyMessage)]
#[lonely(schema = "schema/mine.yaml", message = "chat.line")]
struct Line {
    nick: String,
    mood: u8,
    text: Vec<u8>,
}

fn main() {
    let own = Line { nick: "ada".to_owned(), mood: 7, text: b"hello".to_vec() };
    let wire = own.encode(HeaderMode::Minimal).unwrap();
    let generated = chat::s2b::Line::decode(&wire).unwrap();
    assert_eq!((generated.nick, generated.mood, generated.text), ("ada", 7, &b"hello"[..]));
    println!("{}", wire.escape_ascii());
}
