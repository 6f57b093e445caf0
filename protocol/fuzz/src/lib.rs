//! What must hold for any bytes whatever: the generated code and the interpreter give the same answer, an error points
//! into the input, and what was accepted is read back from both of its spellings.

use std::sync::LazyLock;

use lonelypsp_schema::{Direction, Schema};

static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| lonelypsp_schema::builtin().expect("the built-in schema compiles"));

/// What the interpreter says of these bytes: the message's name and variant, or what is wrong.
pub fn interpret(direction: Direction, input: &[u8]) -> Result<(String, Option<String>), (String, Option<String>, u64)> {
    let protocol = SCHEMA.protocol("stateful").expect("the schema has it");
    match lonelypsp_interpret::decode(protocol, direction, input) {
        Ok(message) => Ok((message.target.name().to_owned(), message.target.variant().map(str::to_owned))),
        Err(error) => Err((
            error.kind.as_str().to_owned(),
            error.at.as_deref().map(str::to_owned),
            u64::try_from(error.offset).expect("an offset fits"),
        )),
    }
}

/// Checks everything about some bytes of one direction.
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
            Err(error) => {
                assert!(error.offset() as usize <= input.len());
                let found =
                    (error.kind().as_str().to_owned(), error.at().map(str::to_owned), u64::from(error.offset()));
                assert_eq!(Err(found), expected);
            }
        }
    }};
}
