//! Every message that is a sequence: bodies of HTTP, documents that are signed or hashed, what tracing holds.

use std::sync::LazyLock;

use lonelypsp_interpret::decode_as;
use lonelypsp_schema::{Direction, Message as Model, Prefix, Protocol};

use crate::pieces::Seen;
use crate::{SCHEMA, wrong};

/// A message, and its generated code.
pub struct Layout {
    protocol: &'static Protocol,
    message: &'static Model,
    /// What reading these bytes and writing them again comes to.
    whole: Whole,
    /// The same in pieces, beside what reading all of them at once comes to.
    in_pieces: InPieces,
}

type Whole = fn(&str, &[u8]) -> Result<Vec<u8>, crate::Wrong>;
type InPieces = fn(&str, &[u8], &[&[u8]]) -> [Seen; 2];

/// In the order of the schema; inputs begin with an index.
pub static LAYOUTS: LazyLock<Vec<Layout>> = LazyLock::new(|| {
    let protocols = SCHEMA.protocols.iter().filter(|protocol| protocol.prefix == Prefix::None);
    let all = protocols.flat_map(|protocol| protocol.messages.iter().map(move |message| (protocol, message)));
    all.map(|(protocol, message)| {
        let (whole, in_pieces) = generated(protocol.name.snake(), message.direction);
        Layout { protocol, message, whole, in_pieces }
    })
    .collect()
});

macro_rules! generated {
    ($($name:literal $side:ident $protocol:ident::$direction:ident;)*) => {
        /// The code of that protocol and direction.
        fn generated(protocol: &str, direction: Direction) -> (Whole, InPieces) {
            match (protocol, direction) {
                $(($name, Direction::$side) => {
                    use lonelypsp::$protocol::$direction::{Message, Type};
                    fn of(name: &str) -> Type {
                        Type::from_name(name).expect("the schema has it")
                    }
                    let whole: Whole = |name, input| match Message::decode(of(name), input) {
                        Ok(message) => {
                            let wire = message.encode().expect("what was read can be written");
                            assert_eq!(wire.len(), message.encoded_len());
                            assert_eq!(Message::decode(of(name), &wire).as_ref(), Ok(&message));
                            Ok(wire)
                        }
                        Err(error) => Err(crate::wrong_in(input, &error)),
                    };
                    let in_pieces: InPieces = |name, input, pieces| {
                        let whole = Message::decode(of(name), input).map(|message| crate::pieces::seen(&message));
                        [crate::pieces::decode(Message::incremental(of(name)), pieces), whole]
                    };
                    (whole, in_pieces)
                })*
                _ => panic!("no code is listed for {protocol}, {direction:?}"),
            }
        }
    };
}

generated! {
    "hashing" S2b hashing::s2b;
    "signing" S2b signing::s2b;
    "signing" B2s signing::b2s;
    "stateless" S2b stateless::s2b;
    "stateless" B2s stateless::b2s;
    "tracing" B2s tracing::b2s;
}

/// Generated code and interpreter read the same, write the same, and refuse the same.
pub fn check_whole(input: &[u8]) {
    let Some((layout, input)) = choose(input) else { return };
    let expected = match decode_as(layout.protocol, layout.message, input) {
        Ok(decoded) => {
            let written = decoded.encode(lonelypsp_interpret::HeaderMode::Minimal);
            Ok(written.expect("what was read can be written"))
        }
        Err(error) => Err(wrong(&error)),
    };
    assert_eq!((layout.whole)(layout.message.name.snake(), input), expected);
}

/// However the bytes are cut, they come to the same.
pub fn check_pieces(layout: usize, input: &[u8], pieces: &[&[u8]]) {
    let Some(layout) = LAYOUTS.get(layout) else { return };
    let [found, whole] = (layout.in_pieces)(layout.message.name.snake(), input, pieces);
    assert_eq!(found, whole);
}

fn choose(input: &[u8]) -> Option<(&'static Layout, &[u8])> {
    let (index, input) = input.split_first()?;
    LAYOUTS.get(usize::from(*index)).map(|layout| (layout, input))
}
