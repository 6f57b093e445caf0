//! Which message is meant, by its name or by what the bytes say.

use lonelypsp_schema::{Direction, Message, Prefix, Protocol};

use super::Problem;

/// What is known of bytes that are to be decoded: the message that they are, or who sent them.
#[derive(Clone, Copy, Debug)]
pub enum Expectation<'s> {
    /// The message.
    Message(&'s Message),
    /// The sender; the bytes say what they are.
    From(Direction),
}

/// What a request or a user expects of bytes.
///
/// # Errors
///
/// There is no such message; or it has to be said which message they are, or who sent them, and it is not.
pub fn expect<'s>(
    protocol: &'s Protocol,
    direction: Option<Direction>,
    message: Option<&str>,
) -> Result<Expectation<'s>, Problem> {
    match (message, direction) {
        (Some(name), _) => find_message(protocol, direction, name).map(Expectation::Message),
        (None, Some(direction)) if says_what_it_is(protocol, direction) => Ok(Expectation::From(direction)),
        (None, Some(direction)) => {
            let names = protocol.messages_of(direction);
            let names: Vec<_> = names.iter().map(|message| format!("`{}`", message.name)).collect();
            let all = names.join(", ");
            Err(Problem::request(format!(
                "messages of `{}` do not say what they are; `message` has to name one of {all}",
                protocol.name
            )))
        }
        (None, None) => Err(Problem::request("`direction` has to be s2b or b2s")),
    }
}

fn says_what_it_is(protocol: &Protocol, direction: Direction) -> bool {
    protocol.prefix == Prefix::FlagsAndCode || protocol.leading_code(direction).is_some()
}

/// The message of that name, from that side if it is said which.
///
/// # Errors
///
/// No message has it, or each side has one and it is not said whose is meant.
pub fn find_message<'s>(
    protocol: &'s Protocol,
    direction: Option<Direction>,
    name: &str,
) -> Result<&'s Message, Problem> {
    let of = |direction| protocol.by_name(direction, name);
    let problem = match (direction, of(Direction::S2b), of(Direction::B2s)) {
        (Some(Direction::S2b), Some(message), _)
        | (Some(Direction::B2s), _, Some(message))
        | (None, Some(message), None)
        | (None, None, Some(message)) => return Ok(message),
        (None, Some(_), Some(_)) => {
            format!("both sides send a message `{name}`; `direction` has to be s2b or b2s")
        }
        (_, None, None) => format!("there is no message `{name}` in `{}`", protocol.name),
        (Some(asked), _, _) => {
            format!("a {} sends no message `{name}`; a {} does", asked.sender(), asked.receiver())
        }
    };
    Err(Problem::request(problem))
}
