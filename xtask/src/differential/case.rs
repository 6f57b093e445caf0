//! One message to be compared.

use lonelypsp_schema::Direction;

/// One message to be compared.
pub(super) struct Case {
    pub(super) id: usize,
    pub(super) protocol: String,
    pub(super) direction: Direction,
    pub(super) bytes: Vec<u8>,
}
