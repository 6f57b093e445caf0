//! What `#[lonely(with = hops)]` calls: two functions, for a type that is not one's own. Here it is a list of names, which
//! goes over the wire with commas between them.

use lonelypsp::field::Rejected;

/// The field, from the value of the header.
pub(crate) fn from_wire(value: &[u8]) -> Result<Vec<String>, Rejected> {
    let text = str::from_utf8(value).map_err(|_| Rejected)?;
    Ok(text.split_terminator(',').map(str::to_owned).collect())
}

/// The value of the header, which may be made for the occasion.
pub(crate) fn to_wire(hops: &[String]) -> String {
    hops.join(",")
}
