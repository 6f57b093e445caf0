//! `#[derive(LonelyMessage)]`: codecs on structs of one's own, checked against the schema when they compile.
//!
//! Use it through the crate `lonelypsp` with its feature `derive`. How it works is in `expand`: a type is described for the
//! emitter in `lonelypsp-codegen-rust`, which the build script of `lonelypsp` uses too, so that both give the same code.
//!
//! Longer than other files: whatever the derive can is said where it is defined.

mod attributes;
mod details;
mod entries;
mod expand;
mod fields;
mod held;
mod itself;
mod matching;
mod module;
mod own;
mod packed;
mod parameters;
mod parts;
mod places;
mod problems;
mod rows;
mod schemas;
mod spelled;
#[cfg(test)]
mod tests;
mod ty;
mod values;
mod variants;

use proc_macro::TokenStream;

/// Implements [`LonelyMessage`](https://docs.rs/lonelypsp/latest/lonelypsp/trait.LonelyMessage.html) for a struct or an
/// enum: the codec that a generated message of the same description has.
///
/// ```
/// use lonelypsp::{HeaderMode, LonelyMessage};
///
/// #[derive(LonelyMessage, Debug, PartialEq)]
/// #[lonely(message = "stateful.subscribe_exact")]
/// struct Subscribe<'a> {
///     authorization: Option<String>,
///     tracing: &'a [u8],
///     topic: Vec<u8>,
/// }
///
/// let subscribe = Subscribe { authorization: None, tracing: b"", topic: b"foo/bar".to_vec() };
/// let wire = subscribe.encode(HeaderMode::Minimal)?;
/// assert_eq!(&wire[..], b"\x00\x01\x00\x02\x00\x00\x00\x00\x00\x07foo/bar");
/// assert_eq!(Subscribe::decode(&wire)?, subscribe);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # A struct for a message of the schema
///
/// `#[lonely(message = "protocol.message")]`, and `variant = "…"` if the message has variants; `from = "subscriber"` tells
/// two messages of one name apart. The schema is the one that is built in, or with `schema = "schema/mine.yaml"` a file of
/// your crate, by its path from the manifest; when the file changes, the crate is compiled anew.
///
/// Fields are found by the names that the schema has for them. The order of the headers is the schema's, whatever that of
/// the fields. What the schema derives (lengths, copies of other headers) has no field. A field that is missing, unknown,
/// given twice or of a wrong type is a compile error that says what the schema has, and in which line.
///
/// | on a field | |
/// | --- | --- |
/// | `rename = "topic"` | it holds the field that the schema calls so |
/// | `header = "x-topic"` | it holds the header that has this name on the wire |
/// | `body` | it holds the body |
/// | `skip` | it holds nothing of the message, and is `Default::default()` when one is decoded; a `PhantomData` needs no attribute |
/// | `with = module` | `module::from_wire(value) -> Result<T, Rejected>` and `module::to_wire(&T)` convert it; `to_wire` gives the value, or a `String`, `Vec<u8>` or array that holds it |
///
/// The types that a field can have are listed in the module `lonelypsp::field`; for a type of your own, implement the
/// trait `Field` that is there. A value that such a type does not take is an error of the kind `bad_value`, at the value.
///
/// A flag of the prefix is a field of the type `bool`, and `unknown_flags` one of the type `u16`, where the schema says so.
///
/// # A struct for the entries of a group
///
/// A group is a `Vec` of a struct that holds one entry: a generated one, or one of your own, with the name of the group
/// beside that of the message.
///
/// ```ignore
/// #[derive(LonelyMessage)]
/// #[lonely(message = "mine.set_topics", group = "topics", schema = "schema/mine.yaml")]
/// struct Topic {
///     topic: String,
///     recovery: Option<String>,
/// }
///
/// #[derive(LonelyMessage)]
/// #[lonely(message = "mine.set_topics", schema = "schema/mine.yaml")]
/// struct SetTopics {
///     url: String,
///     topics: Vec<Topic>,
/// }
/// ```
///
/// A group within a group is named by both: `topics_parts`. What is wrong in an entry is said with its index, as in
/// `topics[2].topic`.
///
/// # An enum for the variants of a message
///
/// ```
/// use lonelypsp::{LonelyMessage, Other, stateful::s2b};
///
/// #[derive(LonelyMessage)]
/// #[lonely(message = "stateful.notify")]
/// enum Notify<'a> {
///     Compressed(s2b::NotifyCompressed<'a>),
///     #[lonely(variant = "uncompressed")]
///     Plain(s2b::NotifyUncompressed<'a>),
/// }
/// # fn main() {}
/// ```
///
/// Each variant holds a struct for one variant of the message: the one whose name it has in `snake_case`, or that
/// `variant` says. All must be there, unless one is marked `#[lonely(other)]`, which takes the rest as it is. A struct for
/// one variant decodes by itself, too; it refuses the others with `unexpected_type`, at the header that decides.
///
/// # An enum of messages
///
/// ```
/// use lonelypsp::{LonelyMessage, Other, stateful::s2b};
///
/// #[derive(LonelyMessage)]
/// enum Incoming<'a> {
///     Exact(s2b::SubscribeExact<'a>),
///     Glob(s2b::SubscribeGlob<'a>),
///     #[lonely(other)]
///     Other(Other<&'a [u8]>),
/// }
///
/// let incoming = Incoming::decode(b"\x00\x01\x00\x63hello")?;
/// assert!(matches!(incoming, Incoming::Other(Other { type_code: 99, bytes: b"hello", .. })));
/// # Ok::<(), lonelypsp::DecodeError>(())
/// ```
///
/// Each variant holds a type that implements `LonelyMessage`, by whatever means; the type code decides. What no variant
/// takes goes to the one marked `other`, with flags, type code and bytes, or is refused.
///
/// # A message of one's own
///
/// Without any schema: `#[lonely(from = "subscriber", code = 100)]`, or `from = "broadcaster"`. If another bit of the
/// flags than the lowest selects the minimal header block, `minimal_headers(bit = 15)`. Headers stand in the order of the
/// fields.
///
/// ```
/// use lonelypsp::{HeaderMode, LonelyMessage, sha512};
///
/// #[derive(LonelyMessage)]
/// #[lonely(from = "subscriber", code = 100)]
/// struct Ping<'a> {
///     #[lonely(header = "x-seq", uint(max_bytes = 3))]
///     seq: u32,
///     note: Option<&'a str>, // x-note
///     #[lonely(uint(max_bytes = 2, write = fixed), default = 7)]
///     priority: u16, // x-priority
///     #[lonely(header = "x-length", equals = "length(body)")]
///     length: (),
///     #[lonely(header = "x-sha512", verify = "sha512(body)")]
///     digest: [u8; 64],
///     #[lonely(body)]
///     payload: &'a [u8],
/// }
///
/// let digest = sha512(b"hi");
/// let ping = Ping { seq: 1, note: None, priority: 7, length: (), digest, payload: b"hi" };
/// let wire = ping.encode(HeaderMode::Minimal)?;
/// assert_eq!(wire[..18], *b"\x00\x01\x00\x64\x00\x01\x01\x00\x00\x00\x02\x00\x07\x00\x01\x02\x00\x40");
/// # Ok::<(), lonelypsp::EncodeError>(())
/// ```
///
/// | on a field | |
/// | --- | --- |
/// | `header = "x-seq"` | the name on the wire; without it, the field's in kebab-case with `x-` before it |
/// | `bytes`, `bytes(max = 64)`, `bytes(length = 32)` | bytes; the length of an array is known from its type |
/// | `text`, `text(max = 20)` | UTF-8 text of at most so many bytes |
/// | `optional_text`, `optional_text(max = 20)` | the same, absent if it is empty; an `Option` |
/// | `bool` | one byte, `01` or `00` |
/// | `uint(max_bytes = 4)`, `int(max_bytes = 2)` | an integer of at most so many bytes; the width is known from its type |
/// | `float` | a number with a fraction, 8 bytes; an `f64`, or a `Float64`, which can be compared and hashed |
/// | `uint(max_bytes = 4, write = fixed)` | written with all of them, not with as few as it needs |
/// | `equals = "length(body)"`, `equals = "x-length"` | derived when it is written and compared when it is read; its type is `()` |
/// | `verify = "sha512(body)"` | compared with the digest of the body when it is read |
/// | `default = 7` | the value of an unsigned integer when an expanded header block lacks the header, which is otherwise an error |
///
/// `flags(urgent = 3)` names flags of the prefix, each with its bit; the field of the same name, a `bool`, says whether it is
/// set. What readers do about the bits that have no name, `unknown_flags` says: `ignore` them, as without it, `refuse` the
/// message, or `keep` them in a field `unknown_flags: u16`.
///
/// # A sequence of one's own
///
/// With `sequence`, the values lie one after another without names, in the order of the fields, and are the same in both
/// modes.
///
/// ```
/// use lonelypsp::{HeaderMode, LonelyMessage};
///
/// #[derive(LonelyMessage)]
/// #[lonely(from = "subscriber", code = 101, sequence)]
/// struct Point<'a> {
///     #[lonely(literal = "4c50")]
///     x: u16,
///     y: i16,
///     #[lonely(prefix = u8)]
///     name: &'a str,
///     #[lonely(rest)]
///     payload: &'a [u8],
/// }
///
/// let point = Point { x: 1, y: -1, name: "n", payload: b"rest" };
/// assert_eq!(point.encode(HeaderMode::Minimal)?, b"\x00\x00\x00\x65LP\x00\x01\xff\xff\x01nrest");
/// # Ok::<(), lonelypsp::EncodeError>(())
/// ```
///
/// | on a field | |
/// | --- | --- |
/// | `prefix = u16` | a length of that width stands before it: `u8`, `u16`, `u32` or `u64`; arrays, `bool` and integers need none |
/// | `literal = "4c50"`, `literal_after = "00"` | these bytes stand before it, or behind it |
/// | `type_code = u8` | the type code stands before it, in that width |
/// | `rest`, or `rest` with `prefix` | it holds what is left, or as much of that as the length says |
/// | `group`, with `count = u16` or without | it holds entries, see below |
/// | `skip`, `with = module` | as above |
///
/// The kind of value can be left out where the type tells it. Values that are there only under a condition, and
/// variants, need a schema. A message or an entry without values has `literal`, `type_code` or both on its type, in their order:
/// `#[lonely(from = "subscriber", code = 103, sequence, literal = "4c50")] struct Ping;`.
///
/// # Groups of entries of one's own
///
/// A group of a sequence is a `Vec` of a struct that says itself what an entry consists of: `#[lonely(entry)]`, and on its
/// fields what fields of a sequence can have. Groups lie in groups, at most four deep.
///
/// ```
/// use lonelypsp::{HeaderMode, LonelyMessage};
///
/// #[derive(LonelyMessage, Debug, PartialEq)]
/// #[lonely(from = "subscriber", code = 102, sequence)]
/// struct SetTopics<'a> {
///     #[lonely(group, count = u32, sorted = topic)]
///     topics: Vec<Topic<'a>>,
///     #[lonely(group, literal_after = "00")]
///     levels: Vec<Level>,
/// }
///
/// #[derive(LonelyMessage, Debug, PartialEq)]
/// #[lonely(entry)]
/// struct Topic<'a> {
///     #[lonely(prefix = u16)]
///     topic: &'a [u8],
/// }
///
/// #[derive(LonelyMessage, Debug, PartialEq)]
/// #[lonely(entry)]
/// struct Level {
///     #[lonely(literal = "01")]
///     level: i8,
/// }
///
/// let topics = vec![Topic { topic: b"a" }, Topic { topic: b"b" }];
/// let message = SetTopics { topics, levels: vec![Level { level: -1 }] };
/// let wire = message.encode(HeaderMode::Minimal)?;
/// assert_eq!(wire, b"\x00\x00\x00\x66\x00\x00\x00\x02\x00\x01a\x00\x01b\x01\xff\x00");
/// assert_eq!(SetTopics::decode(&wire)?, message);
///
/// let cut = SetTopics::decode(&wire[..13]).unwrap_err();
/// assert_eq!(cut.to_string(), "`topics[1].topic` at byte 13 is cut off: the input ends too early (truncated)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// | on a field | |
/// | --- | --- |
/// | `group, count = u16` | the number of entries stands before them, in that width |
/// | `group` | it ends where, in the place of an entry, the literal stands that follows: the field's `literal_after`, or the `literal` of the next field |
/// | `sorted = topic` | entries ascend by this value, each greater than the one before: bytes, text or a whole number |
///
/// One struct can stand in several groups, sorted or not. That it describes an entry, has the value by which it is sorted,
/// and does not always begin as its group ends, is seen when the message compiles.
///
/// # What else there is
///
/// `#[lonely(crate = "path")]` on the type says where `lonelypsp` is if it has another name. Type parameters, lifetimes and
/// constants are carried along; for a field whose type depends on a type parameter, that parameter is asked to be a
/// `Field`. With one lifetime that is the input's; with several, which a struct can have, the input outlives them all.
#[proc_macro_derive(LonelyMessage, attributes(lonely))]
pub fn derive_lonely_message(input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(input) => expand::expand(&input).into(),
        Err(error) => understandable(error).into_compile_error().into(),
    }
}

/// What the parser of types says to its own users, said to those of the derive.
fn understandable(error: syn::Error) -> syn::Error {
    if error.to_string().contains("enable syn's features") {
        let message =
            "this expression is more than the derive understands; give the length a name, as a `const`";
        return syn::Error::new(error.span(), message);
    }
    error
}

/// The messages of a schema in place, for those who want no build script: one module for each protocol, as
/// `lonelypsp-build` generates them.
///
/// ```
/// # mod messages {
/// lonelypsp::schema!("tests/user_crates/mine.yaml");
/// # }
/// # use messages::chat;
///
/// let line = chat::s2b::Line { nick: "ada", mood: 0, text: b"hello" };
/// assert_eq!(chat::s2b::Line::decode(&line.encode(lonelypsp::HeaderMode::Minimal)?)?, line);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The path is relative to the crate's manifest; when the file changes, the crate is compiled anew. Behind it there can be
/// `crate = PATH`, where `lonelypsp` has another name; `serde`, if the messages shall implement `Serialize` and
/// `lonelypsp` has its feature `serde`; and `protocol_version = "VERSION"`, one of those that the schema describes, where it
/// shall not be the newest.
#[proc_macro]
pub fn schema(input: TokenStream) -> TokenStream {
    let arguments = syn::parse(input);
    match arguments.and_then(|arguments| module::expand_module(&arguments)) {
        Ok(code) => code.into(),
        Err(error) => error.into_compile_error().into(),
    }
}
