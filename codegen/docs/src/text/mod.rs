//! The same as Markdown, for forges and for whoever puts it into a site of their own: a page for each message beside the pictures of
//! its bytes, one for each protocol, the errors, and a list of all.

mod message;

use std::fmt::Write as _;

use lonelypsp_codegen::{Files, Form, Output, Package, origin};
use lonelypsp_schema::{Direction, Protocol, Schema};

use crate::bytes::pictures;
use crate::exchange::Exchanges;
use crate::kinds::{KINDS, about};
use crate::links::{Here, Links, capitals};
use crate::markdown::summary;
use crate::phrases::{code, form};
use crate::place;
use crate::vectors::Vectors;

use message::{Page, emit_message};

/// The pages as Markdown.
pub(crate) struct Text;

/// How they end.
const MD: &str = "md";

impl Output for Text {
    fn name(&self) -> &'static str {
        "docs-markdown"
    }

    fn form(&self) -> Form<'_> {
        Form::Folder
    }

    fn emit(&self, schema: &Schema, _: &Package) -> Files {
        let links = Links::new(schema, MD);
        let vectors = Vectors::load();
        let mut files = Files::from([
            ("README.md".to_owned(), index(schema, &links)),
            ("errors.md".to_owned(), errors(&links)),
            ("types.md".to_owned(), types(schema, &links)),
        ]);
        for protocol in &schema.protocols {
            files.insert(place::protocol(protocol, MD), self::protocol(&links, protocol));
            let exchanges = Exchanges::of(protocol);
            for (at, message) in protocol.messages.iter().enumerate() {
                let path = place::message(protocol, message, MD);
                let here = links.page(&path).of(protocol, message);
                let pictures = pictures(protocol, message);
                let page = Page { schema, protocol, message, here, vectors: &vectors, pictures: &pictures };
                files.insert(path.clone(), emit_message(&page, exchanges.get(at)));
                for (index, bytes) in pictures.iter().enumerate() {
                    let file = format!("{}/{}", folder(&path), message::picture_file(message, index));
                    files.insert(file, bytes.picture.standalone());
                }
            }
        }
        files
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn index(schema: &Schema, links: &Links<'_>) -> String {
    let here = links.page("README.md");
    let mut out = format!("# {}\n\n{}\n", cell(&origin(schema)), here.source(&schema.doc));
    for protocol in &schema.protocols {
        let here = here.about(protocol);
        let about = here.source(&summary(&protocol.doc));
        let _ = write!(out, "\n## [{}]({})\n\n{about}\n", protocol.name, here.to_protocol(protocol));
        messages(&mut out, here, protocol);
    }
    out + "\nWhat each kind of error means: [errors](errors.md). What values there are: [types](types.md).\n"
}

fn protocol(links: &Links<'_>, protocol: &Protocol) -> String {
    let here = links.page(&place::protocol(protocol, MD)).about(protocol);
    let mut out = format!("# {}\n\n{}\n", protocol.name, here.source(&protocol.doc));
    if !protocol.flags.is_empty() {
        out.push_str("\n## Flags\n");
    }
    for flag in &protocol.flags {
        let _ = write!(
            out,
            "\n### {}\n\nBit {}.\n\n{}\n",
            code(flag.name.snake()),
            flag.bit,
            here.source(&flag.doc)
        );
    }
    out.push_str("\n## Messages\n");
    messages(&mut out, here, protocol);
    out
}

/// The messages of both sides as lists.
fn messages<'s>(out: &mut String, here: Here<'_, 's>, protocol: &'s Protocol) {
    for direction in Direction::BOTH {
        let all = protocol.messages_of(direction);
        if !all.is_empty() {
            let _ = write!(out, "\nFrom the {} to the {}:\n\n", direction.sender(), direction.receiver());
        }
        for message in all {
            let about = cell(&here.source(&summary(&message.doc)));
            let to = here.to_message(protocol, message);
            let _ = writeln!(out, "- [`{}`]({to}) ({}): {about}", capitals(message), message.code);
        }
    }
}

fn errors(links: &Links<'_>) -> String {
    let here = links.page("errors.md");
    let mut out = "# Errors\n\nThe first problem in the order of a message's checks is its error: a kind, the name of the value \
                   that it is about, and an offset in the message.\n"
        .to_owned();
    for kind in KINDS {
        let _ = write!(out, "\n## `{}`\n\n{}\n", kind.as_str(), here.source(about(kind)));
    }
    out
}

fn types(schema: &Schema, links: &Links<'_>) -> String {
    let here = links.page("types.md");
    let mut out =
        "# Types\n\nThe kinds of values that messages are made of. Integers have their high byte first.\n"
            .to_owned();
    for ty in &schema.types {
        let secret = if ty.secret { ", secret" } else { "" };
        let (name, form, doc) = (code(ty.name.snake()), form(ty.kind), here.source(&ty.doc));
        let _ = write!(out, "\n## {name}\n\n{form}{secret}: {}.\n\n{doc}\n", ty.kind.expectation());
    }
    out
}

/// A text in one line of a table or list.
fn cell(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
