//! What must hold for any bytes whatever: the generated code and the interpreter give the same answer, an error points
//! into the input, what was accepted is read back from its spellings, and cuts make no difference.

pub mod entries;
pub mod header;
pub mod layouts;
pub mod pieces;

use std::sync::LazyLock;

use lonelypsp::{DecodeError, IncrementalError};
use lonelypsp_schema::{Direction, Schema};

/// The built-in schema.
pub static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| lonelypsp_schema::builtin().expect("the built-in schema compiles"));

/// What is wrong: the kind, what is named, the offset.
pub type Wrong = (String, Option<String>, u64);

/// What the interpreter says of these bytes: the message's name and variant, or what is wrong.
pub fn interpret(direction: Direction, input: &[u8]) -> Result<(String, Option<String>), Wrong> {
    let protocol = SCHEMA.protocol("stateful").expect("the schema has it");
    match lonelypsp_interpret::decode(protocol, direction, input) {
        Ok(message) => Ok((message.target.name().to_owned(), message.target.variant().map(str::to_owned))),
        Err(error) => Err(wrong(&error)),
    }
}

/// What the interpreter says is wrong.
pub fn wrong(error: &lonelypsp_interpret::DecodeError) -> Wrong {
    let offset = u64::try_from(error.offset).expect("an offset fits");
    (error.kind.as_str().to_owned(), error.at.as_deref().map(str::to_owned), offset)
}

/// What the generated code says is wrong, which lies in the input.
pub fn wrong_in(input: &[u8], error: &DecodeError) -> Wrong {
    assert!(error.offset() as usize <= input.len());
    let at = error.place().map(|place| place.to_string());
    (error.kind().as_str().to_owned(), at, u64::from(error.offset()))
}

/// Why a decoder of pieces takes no more; none has a limit here.
pub fn refused(error: IncrementalError) -> DecodeError {
    match error {
        IncrementalError::Refused(error) => error,
        IncrementalError::AboveLimit { limit } => panic!("nobody set a limit of {limit} bytes"),
    }
}

/// Checks everything about some bytes of one direction of a connection.
#[macro_export]
macro_rules! check {
    ($input:expr, $direction:ident, $module:ident) => {{
        use lonelypsp::reflect::Reflect as _;
        use lonelypsp::{HeaderMode, stateful::$module::Message};

        let input: &[u8] = $input;
        let expected = $crate::interpret(lonelypsp_schema::Direction::$direction, input);
        match Message::decode(input) {
            Ok(message) => {
                let shape = message.shape();
                let found = (shape.message.to_owned(), shape.variant.map(str::to_owned));
                assert_eq!(Ok(found), expected);
                for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
                    let wire = message.encode(mode).expect("what was read can be written");
                    assert_eq!(wire.len(), message.encoded_len(mode));
                    assert_eq!(Message::decode(&wire).as_ref(), Ok(&message));
                }
            }
            Err(error) => assert_eq!(Err($crate::wrong_in(input, &error)), expected),
        }
    }};
}
