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

macro_rules! signatures {
    ($($path:literal),* $(,)?) => {
        &[$((
            concat!("sig/{gem}", $path),
            include_str!(concat!("../../runtime/ruby/sig/lonelypsp", $path)),
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
    "/runtime/forms.rb",
    "/runtime/incremental.rb",
    "/runtime/json_form.rb",
    "/runtime/message.rb",
    "/runtime/partial.rb",
    "/runtime/prefix.rb",
    "/runtime/scanner.rb",
    "/runtime/value.rb",
    "/runtime/values.rb",
    "/runtime/writer.rb",
];

/// The part for one form of values: `float` is the file `runtime/forms/float.rb`.
macro_rules! form {
    ($name:literal) => {
        &Part {
            library: &[(
                concat!("lib/{gem}/runtime/forms/", $name, ".rb"),
                include_str!(concat!("../../runtime/ruby/lib/lonelypsp/runtime/forms/", $name, ".rb")),
            )],
            signatures: &[],
            required: &[concat!("runtime/forms/", $name)],
            required_behind: &[],
        }
    };
}
pub(super) use form;

/// Files that not every gem needs.
pub(super) struct Part {
    pub(super) library: &'static [(&'static str, &'static str)],
    pub(super) signatures: &'static [(&'static str, &'static str)],
    /// How the gem's own file asks for them before the messages, in the order in which they are loaded.
    pub(super) required: &'static [&'static str],
    /// How it asks for those that are made of messages.
    pub(super) required_behind: &'static [&'static str],
}

/// For messages that are sequences, or carry flags.
pub(super) const WIDE: Part = Part {
    library: library![
        "/runtime/flags.rb",
        "/runtime/entry.rb",
        "/runtime/partial_sequence.rb",
        "/runtime/sequence.rb",
    ],
    signatures: signatures!["/runtime/entry.rbs"],
    required: &["runtime/flags", "runtime/entry", "runtime/sequence", "runtime/partial_sequence"],
    required_behind: &[],
};

/// For messages without a prefix, which are sequences.
pub(super) const BODIES: Part = Part {
    library: library!["/runtime/body.rb"],
    signatures: signatures!["/runtime/body.rbs"],
    required: &["runtime/body"],
    required_behind: &[],
};

/// For messages that are signed.
pub(super) const SIGNED: Part = Part {
    library: library!["/runtime/unstamped.rb"],
    signatures: signatures!["/runtime/unstamped.rbs"],
    required: &["runtime/unstamped"],
    required_behind: &[],
};

/// For the header with the digest of a notification.
pub(super) const REPR_DIGEST: Part = Part {
    library: library!["/repr_digest.rb"],
    signatures: signatures!["/repr_digest.rbs"],
    required: &["repr_digest"],
    required_behind: &[],
};

/// For messages that are bodies of HTTP requests.
pub(super) const HTTP: Part = Part {
    library: library!["/http_request.rb"],
    signatures: signatures!["/http_request.rbs"],
    required: &["http_request"],
    required_behind: &[],
};

/// For the documents that authorizations sign, and that behind the strong etag. What needs OpenSSL is left to those who
/// want it.
pub(super) const DOCUMENTS: Part = Part {
    library: library![
        "/auth.rb",
        "/auth/bearer_token.rb",
        "/auth/header.rb",
        "/auth/hmac.rb",
        "/auth/key.rb",
        "/auth/none.rb",
        "/auth/replay.rb",
        "/auth/secret.rb",
        "/auth/token.rb",
        "/auth/verdict.rb",
        "/connection.rb",
        "/runtime/conformance_auth.rb",
        "/strong_etag.rb",
        "/trace_context.rb",
    ],
    signatures: signatures!["/auth.rbs", "/connection.rbs", "/strong_etag.rbs", "/trace_context.rbs"],
    required: &["trace_context"],
    required_behind: &["connection", "strong_etag"],
};

const SIGNATURES: &[(&str, &str)] = signatures!["/runtime.rbs"];

const SETTINGS: &[(&str, &str)] = &[
    (".rubocop.yml", include_str!("../../runtime/ruby/.rubocop.yml")),
    (".yardopts", include_str!("../../runtime/ruby/.yardopts")),
];

/// The files, with their paths in the gem.
pub(super) fn runtime_files(
    gem: &str,
    module: &str,
    parts: &[&Part],
) -> impl Iterator<Item = (String, String)> {
    let more = parts.iter().flat_map(|part| part.library.iter().chain(part.signatures));
    let code = LIBRARY.iter().chain(SIGNATURES).chain(more);
    let code = code.map(move |(path, text)| (path.replace("{gem}", gem), text.replace(MODULE, module)));
    code.chain(SETTINGS.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
}
