//! A program that wants every lint to be silent has the generated code in it in each of the four ways.
//!
//! Lints that contradict one another, or that nobody has who uses Rust (`implicit_return`, `unstable_features`), are not
//! among them.

mod common;

use std::path::Path;

use common::{UserCrate, root};
use lonelypsp_schema::compile;

/// Those of the compiler that are not on by themselves.
const LINTS: &str = "
absolute_paths_not_starting_with_crate = \"deny\"
elided_lifetimes_in_paths = \"deny\"
explicit_outlives_requirements = \"deny\"
let_underscore_drop = \"deny\"
macro_use_extern_crate = \"deny\"
meta_variable_misuse = \"deny\"
missing_abi = \"deny\"
missing_copy_implementations = \"deny\"
missing_debug_implementations = \"deny\"
missing_docs = \"deny\"
non_ascii_idents = \"deny\"
redundant_imports = \"deny\"
redundant_lifetimes = \"deny\"
single_use_lifetimes = \"deny\"
trivial_casts = \"deny\"
trivial_numeric_casts = \"deny\"
unit_bindings = \"deny\"
unnameable_types = \"deny\"
unreachable_pub = \"deny\"
unsafe_code = \"deny\"
unused_extern_crates = \"deny\"
unused_import_braces = \"deny\"
unused_lifetimes = \"deny\"
unused_macro_rules = \"deny\"
unused_qualifications = \"deny\"
unused_results = \"deny\"
variant_size_differences = \"deny\"
future_incompatible = { level = \"deny\", priority = -1 }
keyword_idents = { level = \"deny\", priority = -1 }
let_underscore = { level = \"deny\", priority = -1 }
nonstandard_style = { level = \"deny\", priority = -1 }
rust_2018_idioms = { level = \"deny\", priority = -1 }
unused = { level = \"deny\", priority = -1 }
warnings = { level = \"deny\", priority = -2 }

[lints.clippy]
all = { level = \"deny\", priority = -1 }
pedantic = { level = \"deny\", priority = -1 }
nursery = { level = \"deny\", priority = -1 }
allow_attributes_without_reason = \"deny\"
arithmetic_side_effects = \"deny\"
as_conversions = \"deny\"
indexing_slicing = \"deny\"
missing_docs_in_private_items = \"deny\"
panic = \"deny\"
std_instead_of_core = \"deny\"
unwrap_used = \"deny\"
";

const SCHEMA: &str = "
lonely: 1
name: chat
version: 1.0.0
doc: Lines of a chat.
protocols:
  chat:
    doc: One line per message.
    flags:
      minimal_headers: { bit: 0, selects: minimal, doc: Headers without names. }
      urgent: { bit: 1, doc: Whether it cannot wait. }
types:
  nick: { kind: text, max: 20, doc: Who is speaking. }
  part: { kind: uint, max_bytes: 4, doc: The number of a part. }
  token: { kind: optional_text, secret: true, doc: The proof. }
protocol: chat
messages:
  bye: { from: subscriber, code: 1, doc: The end., headers: {} }
  line:
    from: subscriber
    code: 2
    doc: Something was said.
    headers:
      x-part: part
      x-token: token
      x-nick: { type: nick, when: { x-part: 0 } }
    body: { field: text, doc: What was said. }
    variants:
      first: { when: { x-part: 0 }, doc: It begins. }
      later: { doc: It goes on. }
  all:
    from: broadcaster
    code: 1
    doc: All lines.
    sequence:
      - group: lines
        count: u16
        sorted: nick
        doc: The lines.
        items: [{ field: nick, type: nick, prefix: u8 }, { field: text, type: nick, prefix: u16 }]
      - { rest: more, doc: What else there is. }
";

const MAIN: &str = "//! A program.

mod built {
    //! By a build script.
    include!(concat!(env!(\"OUT_DIR\"), \"/lonelypsp.rs\"));
}

/// With the runtime in it.
mod kept;

mod in_place {
    //! In its place.
    lonelypsp::schema!(\"schema/chat.yaml\");
}

/// A message of its own.
#[derive(Clone, Debug, PartialEq, Eq, lonelypsp::LonelyMessage)]
#[lonely(from = \"subscriber\", code = 7)]
struct Ping {
    /// Counts.
    #[lonely(header = \"x-seq\", uint(max_bytes = 8))]
    seq: u64,
    /// Is computed.
    #[lonely(header = \"x-length\", equals = \"length(body)\")]
    length: (),
    /// Is sent back.
    #[lonely(body)]
    payload: Vec<u8>,
}

/// A message of the schema.
#[derive(Clone, Debug, PartialEq, Eq, lonelypsp::LonelyMessage)]
#[lonely(schema = \"schema/chat.yaml\", message = \"chat.bye\", from = \"subscriber\")]
struct Bye {
    /// A flag.
    urgent: bool,
}

/// Either.
#[derive(Clone, Debug, PartialEq, Eq, lonelypsp::LonelyMessage)]
enum Any {
    /// The one.
    Ping(Ping),
    /// The other.
    Bye(Bye),
}

fn main() -> Result<(), lonelypsp::EncodeError> {
    use lonelypsp::{HeaderMode, LonelyMessage as _};

    let first = built::chat::s2b::LineFirst { urgent: true, token: None, nick: \"ada\", text: b\"hello\" };
    let wire = first.encode(HeaderMode::Minimal)?;
    let kept = kept::chat::s2b::Message::decode(&wire).is_ok();
    let in_place = in_place::chat::s2b::Message::decode(&wire).is_ok();
    let ping = Any::Ping(Ping { seq: 1, length: (), payload: Vec::new() });
    let bye = Any::Bye(Bye { urgent: false }).encode(HeaderMode::Minimal)?;
    let plain = built::chat::s2b::Bye::new(false).encode(HeaderMode::Minimal)?;
    assert_eq!(plain, bye, \"a message without a lifetime needs no word about it\");
    println!(\"{kept} {in_place} {} {}\", ping.encode(HeaderMode::Expanded)?.len(), bye.len());
    Ok(())
}
";

#[test]
fn generated_code_is_silent_in_a_program_that_wants_every_lint_to_be() {
    let root = root();
    let dependencies = format!(
        "lonelypsp = {{ path = \"{root}/protocol\", features = [\"derive\"] }}\nbytes = \"1\"\n\
         sha2 = {{ version = \"0.11\", default-features = false }}\n\
         [build-dependencies]\nlonelypsp-build = {{ path = \"{root}/codegen/build\" }}\n[lints.rust]{LINTS}"
    );
    let user = UserCrate::bare("strict", "2024", &dependencies);
    user.write(
        "build.rs",
        "//! Generates.\nfn main() {\n    lonelypsp_build::Builder::new().schema(\"schema/chat.yaml\").generate();\n}\n",
    );
    user.write("schema/chat.yaml", SCHEMA);
    user.write("src/main.rs", MAIN);
    let schema = compile("chat.yaml", |_| Ok(SCHEMA.to_owned())).unwrap();
    user.write("src/kept.rs", &lonelypsp_codegen_rust::emit_standalone(&schema));
    let said = user.succeeds("run");
    // Prefix, four names behind their lengths, two values: 4 + 2 + 2 + 5 + 2 + 1 + 2 + 8 + 2 + 0.
    assert_eq!(said, "true true 28 4\n");
    user.succeeds("clippy --all-targets -- -D warnings");
    assert!(Path::new(&user.folder).join("src/kept.rs").exists());
}
