//! Names near those that are taken: keywords, builtins and helpers of all languages, and what they turn into when they
//! are put together.

use fastrand::Rng;

use crate::forms::choose;

/// The longest name that a schema may have.
pub(super) const LONGEST: usize = 100;

const RUST: &str = "option result vec string str u8 u16 u64 i64 usize bool char box clone copy debug default eq ord hash \
    drop from into try_from iter iterator send sync sized some none ok err self core std alloc crate super union dyn raw \
    macro_rules format write panic assert test derive cfg inline concat env include line file column phantom cow borrow \
    to_owned as_ref deref index main bench lonelypsp mut ref fn gen impl matches todo as_str as_bytes is_empty";

const TYPESCRIPT: &str = "object array string number boolean symbol bigint undefined null nan infinity any unknown never \
    void readonly keyof infer is asserts namespace module declare abstract satisfies get set of constructor prototype \
    proto length name then to_string value_of to_json has_own_property is_prototype_of uint8_array data_view map date \
    error promise reg_exp json math reflect proxy intl buffer process global_this window document self console require \
    exports import_meta arguments eval caller callee apply call bind text_encoder text_decoder crypto record partial \
    types options result node";

const PYTHON: &str = "cls object type int float str bytes bytearray memoryview bool list dict set tuple frozenset property \
    classmethod staticmethod super len range print input id hash iter next map filter zip min max sum abs all any sorted \
    reversed open repr format vars dir getattr setattr isinstance callable compile exec globals locals none true false \
    not_implemented ellipsis exception value_error dataclass field fields final literal typing sys os enum io abc struct \
    hashlib json re annotations match case mro slots doc name module class init new base_exception warning int_enum hex \
    ord chr round pow slice overload override builtins import_module asyncio soft nonlocal lambda pass self_type";

const RUBY: &str = "nil class def end method methods send public_send object_id instance_of kind_of is_a respond_to freeze \
    frozen dup tap then yield_self itself inspect to_s to_a to_h to_i to_f to_sym to_proc hash eql equal display extend \
    singleton_class instance_variable_get define_method initialize allocate superclass ancestors const_get kernel \
    comparable enumerable integer float array proc data time process signal thread mutex queue ractor encoding regexp \
    match_data standard_error runtime_error argument_error type_error object basic_object marshal math random rational \
    complex gem binding trap fork system exit abort raise catch throw loop puts p pp gets rand sleep sprintf load autoload \
    select warn caller with members deconstruct each size count begin rescue ensure alias undef unless until when redo \
    retry defined untyped top bot instance digest openssl";

const HELPERS: &str = "message header headers body prefix flags type codec decode encode parse build spell quick exact \
    reader writer sink shape shapes shared unverified kind offset at bytes buffer data view input out output value values \
    variant code minimal expanded minimal_headers header_mode b2s s2b runtime error errors lib index conformance \
    conformance_main version constants parser generic_parser stateful serializer message_type type_code type_name \
    field_kinds secret_names fixed_values header_names fill put read check block start stop position mode written \
    any_message message_parser import_parser parser_helpers serializer_helpers decode_error encode_error lonely_error \
    shared_message decode_prefix decode_async decode_unverified encode_into encoded_len to_shared into_owned peek visit \
    reflect other framed platform digest text integer names testee lonely equals never most width exactly first last text3";

const DEVICES: &str = "con aux nul prn com1 com0 lpt9 conin clock";

/// What makes another name of one.
const ENDINGS: &[&str] = &[
    "0", "1", "2", "_1", "_2b", "s", "es", "_s", "_of", "_header", "_headers", "_message", "_type", "_types",
    "_decode", "_encode", "_parser", "_error", "_code", "_index", "_prefix", "_flags", "_body", "_name",
    "_names", "_variant", "_shape", "_value", "_id", "_len", "_length", "_ref", "_owned", "_view", "_fields",
    "_mask", "_b2s", "_s2b", "x",
];
const BEGINNINGS: &[&str] = &[
    "a_", "an_", "is_", "has_", "to_", "as_", "get_", "set_", "raw_", "any_", "un", "max_", "x_", "r_",
    "decode_", "encode_", "read_", "write_", "with_", "from_", "into_", "try_", "s2b_", "b2s_", "message_",
    "header_", "own_",
];

/// A name of at most so many letters, which need not be free.
pub(super) fn name(rng: &mut Rng, most: usize) -> String {
    let mut name = stem(rng).to_owned();
    match rng.u8(..20) {
        0..8 => {}
        8..13 => name.push_str(choose(rng, ENDINGS)),
        13..16 => name.insert_str(0, choose(rng, BEGINNINGS)),
        16 | 17 => name = format!("{name}_{}", stem(rng)),
        18 => name = char::from(b'a' + rng.u8(..26)).to_string(),
        _ => name = long(rng, name),
    }
    name.truncate(most);
    name.trim_end_matches('_').to_owned()
}

/// The name in the place of one that is taken: the same each time.
pub(super) fn instead(name: &str) -> String {
    // One that is as long as can be gets shorter, or it would be its own replacement.
    let kept = if name.len() > LONGEST - 2 { &name[..LONGEST / 2] } else { name };
    format!("{}q", kept.trim_end_matches('_'))
}

/// A name of a header, which need not be that of a field.
pub(super) fn wire(rng: &mut Rng) -> String {
    let name = name(rng, LONGEST).replace('_', "-");
    match rng.u8(..12) {
        0..7 => format!("x-{name}"),
        7..9 => name,
        9 => rng.u8(..12).to_string(),
        10 => {
            format!("{}{name}{}", choose(rng, &["-", "x-x-", "0-", "--", ""]), choose(rng, &["-", "--0", ""]))
        }
        _ => choose(rng, &["-", "x-", "x--", "0-9", "x-0", "x-a--b"]).to_owned(),
    }
}

/// What is left of a name in every language.
pub(super) fn letters(name: &str) -> String {
    name.replace('_', "")
}

/// Whether a name is spelled as names are.
pub(super) fn is_spelled(name: &str) -> bool {
    name.len() <= LONGEST
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split('_').all(|word| !word.is_empty())
}

fn stem(rng: &mut Rng) -> &'static str {
    let list = choose(rng, &[RUST, TYPESCRIPT, PYTHON, RUBY, HELPERS, HELPERS, DEVICES]);
    let words: Vec<&str> = list.split_whitespace().collect();
    choose(rng, &words)
}

fn long(rng: &mut Rng, mut name: String) -> String {
    let length = rng.usize(30..=LONGEST);
    while name.len() < length {
        name = format!("{name}_{}", stem(rng));
    }
    name
}
