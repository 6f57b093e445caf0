//! What does not depend on the schema: ordinary files of Lua, which stand in the dissector as they are, each in a function of its
//! own that is given those before it.

/// A module, and its text.
pub(super) struct Module {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
}

macro_rules! modules {
    ($($name:literal),* $(,)?) => {
        &[$(Module { name: $name, text: include_str!(concat!("../../runtime/lua/", $name, ".lua")) }),*]
    };
}

/// All of them, those that others need first.
pub(super) const MODULES: &[Module] = modules![
    "reader", "values", "block", "program", "decode", "sha512", "forms", "fields", "tree", "dissect",
    "carriers",
];
