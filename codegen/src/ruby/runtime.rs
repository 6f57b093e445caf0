//! What does not depend on the schema: ordinary files that are copied. Only the name of the module in them is the
//! gem's own, since all gems of a program share one space of names.

/// The module that the files are written with.
const MODULE: &str = "Lonelypsp";

macro_rules! library {
    ($($path:literal),* $(,)?) => {
        &[$((
            concat!("lib/{gem}", $path),
            include_str!(concat!("../../runtime/ruby/lib/lonelypsp", $path)),
        )),*]
    };
}

const LIBRARY: &[(&str, &str)] = library![
    "/error.rb",
    "/runtime.rb",
    "/runtime/block.rb",
    "/runtime/conformance.rb",
    "/runtime/decode.rb",
    "/runtime/derived.rb",
    "/runtime/digest.rb",
    "/runtime/fast.rb",
    "/runtime/message.rb",
    "/runtime/prefix.rb",
    "/runtime/value.rb",
    "/runtime/values.rb",
    "/runtime/writer.rb",
];

/// What only gems have whose messages are sequences, or carry flags, in the order in which it is loaded.
const WIDE_LIBRARY: &[(&str, &str)] =
    library!["/runtime/flags.rb", "/runtime/entry.rb", "/runtime/sequence.rb"];

/// How the gem's own file asks for that.
pub(super) const WIDE: [&str; 3] = ["runtime/flags", "runtime/entry", "runtime/sequence"];

const SIGNATURES: &[(&str, &str)] =
    &[("sig/{gem}/runtime.rbs", include_str!("../../runtime/ruby/sig/lonelypsp/runtime.rbs"))];

const SETTINGS: &[(&str, &str)] = &[
    (".rubocop.yml", include_str!("../../runtime/ruby/.rubocop.yml")),
    (".yardopts", include_str!("../../runtime/ruby/.yardopts")),
];

const WIDE_SIGNATURES: &[(&str, &str)] =
    &[("sig/{gem}/runtime/entry.rbs", include_str!("../../runtime/ruby/sig/lonelypsp/runtime/entry.rbs"))];

/// The files, with their paths in the gem.
pub(super) fn runtime_files(
    gem: &str,
    module: &str,
    is_wide: bool,
) -> impl Iterator<Item = (String, String)> {
    let wide = WIDE_LIBRARY.iter().chain(WIDE_SIGNATURES).filter(move |_| is_wide);
    let code = LIBRARY.iter().chain(SIGNATURES).chain(wide);
    let code = code.map(move |(path, text)| (path.replace("{gem}", gem), text.replace(MODULE, module)));
    code.chain(SETTINGS.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
}
