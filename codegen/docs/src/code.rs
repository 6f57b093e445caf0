//! An example in four languages: read, looked at, and written again. What each language calls things is what its back end does;
//! the checks compile and run every one of these programs.

use lonelypsp_codegen::backend;
use lonelypsp_schema::{Message, Name, Prefix, Protocol, Schema};

use crate::phrases::hex;

/// A program in a language.
pub(crate) struct Snippet {
    pub(crate) language: &'static str,
    /// Its name in the class of the element that shows it.
    pub(crate) id: &'static str,
    pub(crate) text: String,
}

/// What the programs are about.
pub(crate) struct Of<'a> {
    pub(crate) schema: &'a Schema,
    pub(crate) protocol: &'a Protocol,
    pub(crate) message: &'a Message,
    pub(crate) bytes: &'a [u8],
}

/// The programs, in the order in which they are shown.
pub(crate) fn snippets(of: &Of<'_>) -> [Snippet; 4] {
    [
        Snippet { language: "Rust", id: "rust", text: rust(of) },
        Snippet { language: "TypeScript", id: "typescript", text: typescript(of) },
        Snippet { language: "Python", id: "python", text: python(of) },
        Snippet { language: "Ruby", id: "ruby", text: ruby(of) },
    ]
}

impl Of<'_> {
    fn package(&self, language: &str) -> String {
        backend(language).map(|it| it.default_package_name(&self.schema.name)).unwrap_or_default()
    }

    fn way(&self) -> &'static str {
        self.message.direction.as_str()
    }

    fn has_prefix(&self) -> bool {
        self.protocol.prefix == Prefix::FlagsAndCode
    }

    /// A field to look at, if the message has one shape: the first that is no secret.
    fn field(&self) -> Option<&Name> {
        let [shape] = &self.message.layout.shapes[..] else { return None };
        let secret = |name: &Name| {
            let of = shape
                .slots
                .iter()
                .find(|slot| slot.field().is_some_and(|field| field.snake() == name.snake()));
            of.and_then(|of| self.message.layout.slots.get(of.slot)).is_some_and(|slot| slot.secret)
        };
        shape.field_names().find(|name| !secret(name))
    }

    /// Its hex digits, so many bytes on a line.
    fn lines(&self) -> Vec<String> {
        let lines = self.bytes.chunks(32).map(hex);
        if self.bytes.is_empty() { vec![String::new()] } else { lines.collect() }
    }

    /// The digits as literals, one on each line, with this between two.
    fn digits(&self, quote: &str, between: &str) -> String {
        let lines: Vec<String> = self.lines().iter().map(|line| format!("{quote}{line}{quote}")).collect();
        lines.join(between)
    }
}

fn rust(of: &Of<'_>) -> String {
    let (protocol, way, name) = (of.protocol.name.snake(), of.way(), pascal(&of.message.name));
    let is_own = of.schema.name == "lonelypsp";
    let is_block = of.message.layout.is_block();
    let head = match (is_own, is_block) {
        (true, true) => format!("use lonelypsp::{protocol}::{{HeaderMode, {way}}};"),
        (true, false) => format!("use lonelypsp::{protocol}::{way};"),
        (false, true) => format!("use crate::{protocol}::{way};\nuse lonelypsp::HeaderMode;"),
        (false, false) => format!("use crate::{protocol}::{way};"),
    };
    let mode = if is_block { "HeaderMode::Minimal" } else { "" };
    let escaped = of
        .bytes
        .chunks(16)
        .map(|line| line.iter().fold(String::new(), |text, byte| format!("{text}\\x{byte:02x}")));
    let bytes = escaped.collect::<Vec<_>>().join("\\\n        ");
    let shown = match of.field() {
        Some(field) => format!("println!(\"{{:?}}\", message.{field});"),
        None => "println!(\"{message:?}\");".to_owned(),
    };
    format!(
        "{head}\n\nfn main() -> Result<(), Box<dyn std::error::Error>> {{\n    let data = b\"{bytes}\";\n    let message = \
         {way}::{name}::decode(data)?;\n    {shown}\n    assert_eq!(message.encode({mode})?, data);\n    Ok(())\n}}\n"
    )
}

fn typescript(of: &Of<'_>) -> String {
    let (protocol, way) = (of.protocol.name.snake().replace('_', "-"), of.way());
    let name = of.message.name.snake();
    let decode =
        if of.has_prefix() { "decode(data)".to_owned() } else { format!("decode(\"{name}\", data)") };
    let shown = match of.field() {
        Some(field) => format!("if (message.type === \"{name}\") console.log(message.{});", camel(field)),
        None => "console.log(message);".to_owned(),
    };
    format!(
        "import {{ decode, encode }} from \"{}/{protocol}/{way}\";\n\nconst data = Buffer.from(\n  {},\n  \"hex\",\n);\nconst \
         message = {decode};\n{shown}\nif (!data.equals(encode(message))) throw new Error(\"written otherwise\");\n",
        of.package("typescript"),
        of.digits("\"", " +\n    ")
    )
}

fn python(of: &Of<'_>) -> String {
    let (protocol, way) = (of.protocol.name.snake(), of.way());
    let name = of.message.name.snake();
    let decode =
        if of.has_prefix() { "decode(data)".to_owned() } else { format!("decode(\"{name}\", data)") };
    let shown = of.field().map_or_else(|| "message".to_owned(), |field| format!("message.{field}"));
    format!(
        "from {}.{protocol} import {way}\n\ndata = bytes.fromhex(\n    {}\n)\nmessage = {way}.{decode}\nprint({shown})\nassert \
         {way}.encode(message) == data\n",
        of.package("python"),
        of.digits("\"", "\n    ")
    )
}

fn ruby(of: &Of<'_>) -> String {
    let gem = of.package("ruby");
    let words = gem.split(|c: char| !c.is_ascii_alphanumeric());
    let module: String = words.map(capitalized).collect();
    let direction = format!("{module}::{}::{}", pascal(&of.protocol.name), of.way().to_uppercase());
    // What has a prefix says what it is.
    let class =
        if of.has_prefix() { direction } else { format!("{direction}::{}", pascal(&of.message.name)) };
    let shown = of.field().map_or_else(|| "message".to_owned(), |field| format!("message.{field}"));
    format!(
        "require '{gem}'\n\ndata = [\n  {}\n].pack('H*')\nmessage = {class}.decode(data)\np {shown}\nraise 'written otherwise' \
         unless message.encode == data\n",
        of.digits("'", " \\\n  ")
    )
}

/// `ConfirmReceive`
fn pascal(name: &Name) -> String {
    name.words().map(capitalized).collect()
}

/// `confirmReceive`
fn camel(name: &Name) -> String {
    let mut words = name.words();
    let first = words.next().unwrap_or_default().to_owned();
    words.map(capitalized).fold(first, |text, word| text + &word)
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
