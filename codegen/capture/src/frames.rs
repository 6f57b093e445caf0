//! Messages as they are on a byte stream.

use crate::{Found, Problem};

/// The length of the length before each message.
pub(crate) const PREFIX: usize = 4;

/// The messages behind their lengths.
pub(crate) fn read(input: &[u8]) -> Result<Vec<Found>, Problem> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < input.len() {
        let rest = input.get(at..).unwrap_or_default();
        let number = found.len() + 1;
        let Some((length, behind)) = rest.split_first_chunk::<PREFIX>() else {
            let what = format!(
                "frame {number}, at byte {at}: its length has 4 bytes, and {} are left; the file ends within a frame",
                rest.len()
            );
            return Err(Problem(what));
        };
        let length = u32::from_be_bytes(*length);
        let message = usize::try_from(length).ok().and_then(|length| behind.get(..length));
        let Some(message) = message else {
            let what = format!(
                "frame {number}, at byte {at}: it says that its message has {length} bytes, and {} are left; each message \
                 stands behind its length in four bytes, the high one first",
                behind.len()
            );
            return Err(Problem(what));
        };
        found.push(Found::new(message.to_vec(), format!("frame {number}, at byte {at}")));
        at += PREFIX + message.len();
    }
    Ok(found)
}

/// The message of the first frame, if all of it is there.
pub(crate) fn next(input: &[u8]) -> Option<&[u8]> {
    let (length, behind) = input.split_first_chunk::<PREFIX>()?;
    behind.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?)
}
