//! All files of the site.

use lonelypsp_codegen::{Files, Form, Output, Package};
use lonelypsp_schema::Schema;

use crate::bytes::pictures;
use crate::exchange::Exchanges;
use crate::links::Links;
use crate::pages::{
    About, emit_decode, emit_errors, emit_index, emit_message, emit_names, emit_protocol, emit_types,
};
use crate::place::{self, ASSETS};
use crate::vectors::Vectors;
use crate::{model, search};

/// The static site.
pub(crate) struct Site;

/// How its pages end.
const HTML: &str = "html";

/// What pages share, as it is.
const SHARED: [(&str, &str); 12] = [
    ("picture.css", include_str!("../assets/picture.css")),
    ("site.css", include_str!("../assets/site.css")),
    ("sha512.js", include_str!("../assets/sha512.js")),
    ("values.js", include_str!("../assets/values.js")),
    ("reader.js", include_str!("../assets/reader.js")),
    ("decode.js", include_str!("../assets/decode.js")),
    ("notation.js", include_str!("../assets/notation.js")),
    ("shown.js", include_str!("../assets/shown.js")),
    ("try.js", include_str!("../assets/try.js")),
    ("decoder.js", include_str!("../assets/decoder.js")),
    ("search.js", include_str!("../assets/search.js")),
    // Of others, with its licence in its first lines.
    ("minisearch.js", include_str!("../assets/minisearch.js")),
];

impl Output for Site {
    fn name(&self) -> &'static str {
        "docs"
    }

    fn form(&self) -> Form<'_> {
        Form::Folder
    }

    fn emit(&self, schema: &Schema, _: &Package) -> Files {
        let links = Links::new(schema, HTML);
        let vectors = Vectors::load();
        let about = About { schema, links: &links, vectors: &vectors };
        let mut files = Files::from([
            ("index.html".to_owned(), emit_index(schema, &links)),
            ("types.html".to_owned(), emit_types(schema, &links)),
            ("errors.html".to_owned(), emit_errors(schema, &links)),
            ("names.html".to_owned(), emit_names(schema, &links)),
            ("decode.html".to_owned(), emit_decode(schema, &links)),
        ]);
        for protocol in &schema.protocols {
            files.insert(place::protocol(protocol, HTML), emit_protocol(schema, &links, protocol));
            let exchanges = Exchanges::of(protocol);
            for (index, message) in protocol.messages.iter().enumerate() {
                let page = emit_message(&about, protocol, message, exchanges.get(index));
                files.insert(place::message(protocol, message, HTML), page);
                if let Some(first) = pictures(protocol, message).first() {
                    files.insert(place::message(protocol, message, "svg"), first.picture.standalone());
                }
            }
        }
        files.insert(format!("{ASSETS}/search-index.js"), search::emit_index(schema, &links));
        files.extend(
            model::scripts(schema).into_iter().map(|(name, text)| (format!("{ASSETS}/{name}"), text)),
        );
        files.extend(SHARED.map(|(name, text)| (format!("{ASSETS}/{name}"), text.to_owned())));
        files
    }
}
