//! Names, as Python code has them.
//!
//! A message's names are told apart by what stands before or behind the schema's own words: `S2B_NotifyParser`,
//! `read_exactly_s2b_notify`. Locals are called after headers, whose names on the wire differ where fields' may not.

use std::collections::HashSet;

use lonelypsp_schema::{Direction, Group, Message, Protocol, Shape};

use super::dropin::DropIn;
use crate::direction::capitals;
use crate::spelling::{pascal, screaming};

/// Names that a module cannot have; a name of a schema never ends with `_`.
const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Modules that come with Python. A package of that name would hide one of them, also from itself.
const STANDARD: &str = "\
    abc aifc argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect \
    builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall \
    concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses \
    datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler \
    fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext \
    glob graphlib grp gzip hashlib heapq hmac html http imaplib imghdr imp importlib inspect io \
    ipaddress itertools json keyword linecache locale logging lzma mailbox mailcap marshal math \
    mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path \
    numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil \
    platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc \
    pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets \
    select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd \
    sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess \
    sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap threading \
    time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types \
    typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound \
    wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";

/// Whether a package can have the name, as far as Python's own names are concerned.
pub(super) fn is_free(name: &str) -> bool {
    !KEYWORDS.contains(&name) && STANDARD.split_whitespace().all(|module| module != name)
}

/// `PubSubStatefulMessageFlags`
pub(super) fn flags_class(protocol: &Protocol, dropin: DropIn) -> String {
    dropin.flags_class().map_or_else(|| format!("{}MessageFlags", pascal(&protocol.name)), str::to_owned)
}

/// `SubscriberToBroadcasterStatefulMessageType`
pub(super) fn type_class(protocol: &Protocol, direction: Direction) -> String {
    let way = match direction {
        Direction::S2b => "SubscriberToBroadcaster",
        Direction::B2s => "BroadcasterToSubscriber",
    };
    format!("{way}{}MessageType", pascal(&protocol.name))
}

/// The member of the enum of types: `NOTIFY`
pub(super) fn type_member(message: &Message) -> String {
    screaming(&message.name)
}

/// The class of a message, or the union of its variants: `S2B_Notify`
pub(super) fn message_class(message: &Message) -> String {
    format!("{}_{}", capitals(message.direction), pascal(&message.name))
}

/// `S2B_NotifyUncompressed`
pub(super) fn shape_class(message: &Message, shape: &Shape) -> String {
    let variant = shape.variant.as_ref().map(pascal).unwrap_or_default();
    message_class(message) + &variant
}

/// The class of the entries of a group: `S2B_SetSubscriptionsTopics`
pub(super) fn entry_class(message: &Message, group: &Group) -> String {
    message_class(message) + &pascal(&group.name)
}

/// The names of classes that end like those of parsers, and those of the parsers of any message.
pub(super) fn parser_likes(protocol: &Protocol) -> HashSet<String> {
    let classes = |message: &'_ Message| {
        let shapes = message.layout.shapes.iter().map(|shape| shape_class(message, shape));
        let entries = message.layout.groups.iter().map(|group| entry_class(message, group));
        shapes.chain(entries).chain([message_class(message)]).collect::<Vec<_>>()
    };
    let likes = protocol.messages.iter().flat_map(classes).filter(|name| name.ends_with("Parser"));
    likes
        .chain(Direction::BOTH.map(|direction| format!("{}_AnyMessageParser", capitals(direction))))
        .collect()
}

/// `S2B_NotifyParser`, unless a message or a variant is called that.
pub(super) fn parser_class(message: &Message, taken: &HashSet<String>) -> String {
    let usual = message_class(message) + "Parser";
    if taken.contains(&usual) { message_class(message) + "_Parser" } else { usual }
}

/// The end of the names of a message's functions: `s2b_notify`
pub(super) fn message_function(message: &Message) -> String {
    format!("{}_{}", message.direction.as_str(), message.name)
}

/// `s2b_notify_uncompressed`
pub(super) fn shape_function(message: &Message, shape: &Shape) -> String {
    let variant = shape.variant.as_ref().map(|variant| format!("_{variant}")).unwrap_or_default();
    message_function(message) + &variant
}

/// `s2b_set_subscriptions_topics`
pub(super) fn entry_function(message: &Message, group: &Group) -> String {
    format!("{}_{}", message_function(message), group.name)
}

/// The constant that says how an entry is written: `_ENTRY_S2B_SET_SUBSCRIPTIONS_TOPICS`
pub(super) fn entry_table(message: &Message, group: &Group) -> String {
    format!("_ENTRY_{}", entry_function(message, group).to_uppercase())
}

/// The constant that holds a message's type: `_TYPE_S2B_NOTIFY`
pub(super) fn type_constant(message: &Message) -> String {
    format!("_TYPE_{}", message_function(message).to_uppercase())
}

/// The module that a message stands in, below `messages`.
pub(super) fn module(message: &Message, dropin: DropIn) -> String {
    let name = dropin.module(message).unwrap_or_else(|| message.name.snake());
    if KEYWORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

/// The local that holds the body. No header is called so.
pub(super) const BODY: &str = "body";
