//! The kinds of errors: what each means and where it points.

use lonelypsp_interpret::Kind;

/// All that reading can find, in the order in which a reader meets them.
pub(crate) const KINDS: [Kind; 12] = [
    Kind::Truncated,
    Kind::UnknownType,
    Kind::UnexpectedType,
    Kind::HeaderName,
    Kind::MissingHeader,
    Kind::TooLong,
    Kind::WrongLength,
    Kind::NotUtf8,
    Kind::LengthMismatch,
    Kind::DigestMismatch,
    Kind::Unsorted,
    Kind::BadValue,
];

/// What it means and where its offset points, as Markdown.
pub(crate) const fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::Truncated => {
            "Fewer bytes are left than a length, a count or a value needs. The offset is where that read began. In an \
             expanded block it names no header."
        }
        Kind::UnknownType => {
            "No message of this direction has that type code. The offset is that of the code: 2 behind flags, 0 where \
             messages begin with it."
        }
        Kind::UnexpectedType => {
            "The message is another one than the reader was told. The offset is that of the code."
        }
        Kind::HeaderName => {
            "The name of a header in an expanded block has a byte from `80` on, even if nobody knows that header. The \
             offset is where the name begins."
        }
        Kind::MissingHeader => {
            "An expanded block lacks a header that has no default. The offset is the end of the block."
        }
        Kind::TooLong => "A value has more bytes than its type allows. The offset is the value's first byte.",
        Kind::WrongLength => {
            "A value has not exactly as many bytes as its type demands. The offset is the value's first byte."
        }
        Kind::NotUtf8 => "Text is not strict UTF-8. The offset is the value's first byte.",
        Kind::LengthMismatch => {
            "A declared length is not that of the body, or not the same as the one it has to repeat. The offset is the \
             first byte of the value that says so."
        }
        Kind::DigestMismatch => {
            "A declared digest is not that of the body. The offset is the first byte of the declared digest."
        }
        Kind::Unsorted => {
            "An entry of a sorted list is not greater than the one before. The offset is the value by which the entries \
             are sorted."
        }
        Kind::BadValue => {
            "Other bytes stand where a sequence always has the same ones, or a flag has no name and the protocol refuses \
             such. The offset is where the bytes begin, 0 for flags. When a message is written: a value of another kind \
             than the field's."
        }
        Kind::OutOfRange => "When a message is written: a number does not fit its field.",
    }
}
