//! Documentation of a schema, for people: what each message is for, a picture of its bytes, its fields, the order of the
//! checks with every error that can come, an example byte by byte, and what answers it.
//!
//! There are two [`Output`]s: a static site, which needs no network and can be read without JavaScript, and the same as
//! Markdown. Both print the model and the plan that the codecs are printed from, and say nothing of their own about the wire.
//! Texts of the schema are Markdown; HTML in them is shown, not obeyed.
//!
//! ```
//! use lonelypsp_codegen::{Output, Package};
//!
//! let schema = lonelypsp_schema::builtin().unwrap();
//! let files = lonelypsp_docs::SITE.emit(&schema, &Package::unnamed());
//! assert!(files["stateful/s2b/confirm_receive.html"].contains("CONFIRM_RECEIVE"));
//! ```

mod bytes;
mod checks;
mod code;
mod example;
mod exchange;
mod fields;
mod kinds;
mod links;
mod markdown;
mod meaning;
mod model;
mod pages;
mod phrases;
mod place;
mod search;
mod site;
mod svg;
mod text;
mod vectors;

use lonelypsp_codegen::Output;
use lonelypsp_schema::{Message, Name, Protocol};

/// The site.
pub const SITE: &dyn Output = &site::Site;

/// The same as Markdown, with the pictures as files.
pub const MARKDOWN: &dyn Output = &text::Text;

/// The output of that name.
///
/// ```
/// assert!(lonelypsp_docs::output("docs").is_some());
/// assert!(lonelypsp_docs::output("docs-markdown").is_some());
/// assert!(lonelypsp_docs::output("python").is_none(), "that is a language");
/// ```
pub fn output(name: &str) -> Option<&'static dyn Output> {
    [SITE, MARKDOWN].into_iter().find(|output| output.name() == name)
}

/// A message of that kind in its first shape, with minimal headers, made of values that say what they are; none if no such
/// message can be made.
///
/// ```
/// let schema = lonelypsp_schema::builtin().unwrap();
/// let stateful = schema.protocol("stateful").unwrap();
/// let message = stateful.messages.iter().find(|message| message.name.snake() == "confirm_receive").unwrap();
/// assert!(lonelypsp_docs::example(stateful, message).unwrap().starts_with(&[0, 1]));
/// ```
pub fn example(protocol: &Protocol, message: &Message) -> Option<Vec<u8>> {
    let shape = message.layout.shapes.first()?;
    example::encode(protocol, message, shape.variant.as_ref().map(Name::snake))
}
