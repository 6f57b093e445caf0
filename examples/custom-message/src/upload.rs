//! The message. No schema knows it: the attributes say what goes over the wire.

use lonelypsp::LonelyMessage;

/// A photo. Its headers go over the wire in the order of the fields; each is named after its field, as in `x-taken-at`,
/// unless `header` says otherwise.
#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 100)]
pub(crate) struct Upload<'a> {
    /// Up to 16 bytes.
    #[lonely(bytes(max = 16))]
    pub(crate) id: &'a [u8],

    /// Seconds since 1970. Without `uint(…)` it would have as many bytes as its type; five last for 34,000 years.
    #[lonely(uint(max_bytes = 5))]
    pub(crate) taken_at: u64,

    /// An empty text is none.
    pub(crate) caption: Option<&'a str>,

    /// 3 where an expanded header block lacks it.
    #[lonely(default = 3)]
    pub(crate) priority: u8,

    /// Derived: computed when the message is written, compared when it is read. There is nothing to hold.
    #[lonely(header = "x-length", uint(max_bytes = 8), equals = "length(body)")]
    pub(crate) length: (),

    /// Given by the sender, compared with the body when the message is read.
    #[lonely(header = "x-sha512", verify = "sha512(body)")]
    pub(crate) digest: [u8; 64],

    /// Whatever follows the headers.
    #[lonely(body)]
    pub(crate) image: &'a [u8],
}

/// What a program sends that was built before there was a priority.
#[derive(LonelyMessage, Debug, PartialEq)]
#[lonely(from = "subscriber", code = 100)]
pub(crate) struct UploadOfLastYear<'a> {
    #[lonely(bytes(max = 16))]
    pub(crate) id: &'a [u8],
    #[lonely(uint(max_bytes = 5))]
    pub(crate) taken_at: u64,
    pub(crate) caption: Option<&'a str>,
    #[lonely(header = "x-length", uint(max_bytes = 8), equals = "length(body)")]
    pub(crate) length: (),
    #[lonely(header = "x-sha512", verify = "sha512(body)")]
    pub(crate) digest: [u8; 64],
    #[lonely(body)]
    pub(crate) image: &'a [u8],
}
