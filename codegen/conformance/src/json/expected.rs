//! Which message is meant, by its name or by what the bytes say.

use lonelypsp_schema::{Direction, Message, Prefix, Protocol, nearest};

use super::Problem;
use super::names::{clip, instead, list};

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
            let all = list(names_of(protocol, direction));
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
        (_, None, None) => unknown(protocol, direction, name),
        (Some(asked), _, _) => {
            let (sender, receiver) = (asked.sender(), asked.receiver());
            let other = reversed(asked).as_str();
            format!(
                "a {sender} sends no message `{name}`, but a {receiver} does; `direction` has to be {other}"
            )
        }
    };
    Err(Problem::request(problem))
}

/// That nobody sends a message of that name, and which name is like it: rather one of the side that was asked for.
fn unknown(protocol: &Protocol, direction: Option<Direction>, name: &str) -> String {
    let there_is_none = format!("there is no message `{}` in `{}`", clip(name), protocol.name);
    let Some(asked) = direction else {
        let names = Direction::BOTH.into_iter().flat_map(|direction| names_of(protocol, direction));
        return there_is_none + &instead(name, "there are", names.collect::<Vec<_>>());
    };
    let (own, other) = (names_of(protocol, asked), names_of(protocol, reversed(asked)));
    match (nearest(name, own.clone()), nearest(name, other)) {
        (None, Some(near)) => {
            format!("{there_is_none}; did you mean `{near}`, which a {} sends?", asked.receiver())
        }
        _ => there_is_none + &instead(name, &format!("a {} sends", asked.sender()), own),
    }
}

fn names_of(protocol: &Protocol, direction: Direction) -> Vec<&str> {
    protocol.messages_of(direction).into_iter().map(|message| message.name.snake()).collect()
}

const fn reversed(direction: Direction) -> Direction {
    match direction {
        Direction::S2b => Direction::B2s,
        Direction::B2s => Direction::S2b,
    }
}
