//! The yardstick for bodies of HTTP: what stands before the message of a `NOTIFY`, read by hand.

/// What stands before the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotifyHead<'a> {
    /// The topic.
    pub topic: &'a [u8],
    /// The SHA-512 of the message.
    pub sha512: &'a [u8; 64],
    /// Tracing.
    pub tracing: &'a [u8],
    /// The identifier.
    pub identifier: &'a [u8],
    /// The length of the message.
    pub length: u64,
}

/// Reads it, and where the message begins; nothing, if it is not all there.
pub fn parse_notify_head(input: &[u8]) -> Option<(NotifyHead<'_>, usize)> {
    let (topic, rest) = behind_two(input)?;
    let (sha512, rest) = rest.split_first_chunk()?;
    let (tracing, rest) = behind_two(rest)?;
    let (length, rest) = rest.split_first()?;
    let (identifier, rest) = rest.split_at_checked(usize::from(*length))?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = u64::from_be_bytes(*length);
    Some((NotifyHead { topic, sha512, tracing, identifier, length }, input.len() - rest.len()))
}

fn behind_two(input: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = input.split_first_chunk()?;
    rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))
}
