//! `lonely check --print versions`: what differs between neighbouring versions, and whether the bytes tell.

use std::fmt::Write as _;

use lonelypsp_schema::{Direction, Layout, Message, Prefix, Protocol, Schema, Slot};

use crate::args::Global;
use crate::exit::Failure;
use crate::schema::compile_version_of;

/// What differs between each version that the schema describes and the next.
pub(crate) fn versions(global: &Global, newest: &Schema) -> Result<String, Failure> {
    let [first, later @ ..] = &newest.versions[..] else {
        return Ok(format!("the schema describes one version, {}\n", newest.version));
    };
    let mut out = String::new();
    let mut old = compile_version_of(global, first)?;
    for version in later {
        let new = compile_version_of(global, version)?;
        let _ = writeln!(out, "{} -> {}", old.version, new.version);
        let before = out.len();
        compare(&old, &new, &mut out);
        if out.len() == before {
            out.push_str("  the same messages\n");
        }
        old = new;
    }
    Ok(out)
}

/// The messages of a direction in two versions.
struct Pair<'a> {
    old: &'a Schema,
    new: &'a Schema,
    /// The protocol in each.
    protocols: (&'a Protocol, &'a Protocol),
    direction: Direction,
}

fn compare(old: &Schema, new: &Schema, out: &mut String) {
    for protocol in &old.protocols {
        let Some(other) = new.protocol(protocol.name.snake()) else {
            let _ = writeln!(out, "  {}: a protocol of {} alone", protocol.name, old.version);
            continue;
        };
        for direction in Direction::BOTH {
            Pair { old, new, protocols: (protocol, other), direction }.compare(out);
        }
    }
    for protocol in new.protocols.iter().filter(|protocol| old.protocol(protocol.name.snake()).is_none()) {
        let _ = writeln!(out, "  {}: a protocol of {} alone", protocol.name, new.version);
    }
}

impl Pair<'_> {
    fn compare(&self, out: &mut String) {
        let (old, new) = self.protocols;
        for message in old.messages_of(self.direction) {
            match new.by_name(self.direction, message.name.snake()) {
                Some(other) => self.differences(message, other, out),
                None => self.alone(message, old, self.old, out),
            }
        }
        for message in new.messages_of(self.direction) {
            if old.by_name(self.direction, message.name.snake()).is_none() {
                self.alone(message, new, self.new, out);
            }
        }
    }

    fn alone(&self, message: &Message, protocol: &Protocol, schema: &Schema, out: &mut String) {
        let name = self.title(message, protocol);
        let _ = writeln!(out, "  {name}: a message of {} alone", schema.version);
    }

    fn title(&self, message: &Message, protocol: &Protocol) -> String {
        format!("{}.{} ({})", protocol.name, message.name, self.direction.sender())
    }

    fn differences(&self, old: &Message, new: &Message, out: &mut String) {
        let mut said = Vec::new();
        if old.code != new.code {
            said.push(format!("code {}, then {}", old.code, new.code));
        }
        said.extend(values(&old.layout, &new.layout, "is not there any more"));
        said.extend(values(&new.layout, &old.layout, "is new"));
        let is_same = print(&old.layout) == print(&new.layout);
        if said.is_empty() && !is_same {
            said.push("its bytes are read or written otherwise".to_owned());
        }
        if !said.is_empty() {
            let _ = writeln!(out, "  {}: {}", self.title(old, self.protocols.0), said.join(", "));
            let _ = writeln!(out, "    {}", self.apart(old, new));
        } else if signed(old) != signed(new) {
            let _ = writeln!(
                out,
                "  {}: signed otherwise, with the same bytes",
                self.title(old, self.protocols.0)
            );
        }
    }

    /// Whether what a writer of one version has written is told from what one of the other has, and by what.
    fn apart(&self, old: &Message, new: &Message) -> String {
        if old.code != new.code && self.has_codes(old, new) {
            return self.by_code(old, new);
        }
        let (old_layout, new_layout) = (&old.layout, &new.layout);
        let (o, n) = (&self.old.version, &self.new.version);
        if let Some(header) = cut_short(old_layout, new_layout) {
            return by_end(n, o, header);
        }
        if let Some(header) = cut_short(new_layout, old_layout) {
            return by_end(o, n, header);
        }
        "cannot be told apart by what the layouts say: which version it is must be known from elsewhere"
            .to_owned()
    }

    /// Whether the code of a message stands where a reader looks first.
    fn has_codes(&self, old: &Message, new: &Message) -> bool {
        match self.protocols.0.prefix {
            Prefix::FlagsAndCode => true,
            Prefix::None => old.leading_code().is_some() && old.leading_code() == new.leading_code(),
        }
    }

    fn by_code(&self, old: &Message, new: &Message) -> String {
        let taken = |protocol: &Protocol, code: u16, version: &str| {
            let other = protocol.by_code(self.direction, code)?;
            Some(format!("in {version}, code {code} is {}", other.name))
        };
        let (first, second) = self.protocols;
        let taken = [taken(second, old.code, &self.new.version), taken(first, new.code, &self.old.version)];
        let taken: Vec<_> = taken.into_iter().flatten().collect();
        if taken.is_empty() {
            return "told apart by the code, which the other version does not have".to_owned();
        }
        format!("cannot be told apart by the code: {}", taken.join("; "))
    }
}

/// Values that one layout has and the other does not.
fn values(layout: &Layout, other: &Layout, what: &str) -> Vec<String> {
    let gone = layout.slots.iter().filter(|slot| other.slots.iter().all(|known| known.at != slot.at));
    gone.map(|slot| format!("{} {what}", slot.at)).collect()
}

/// How a message is read and written, and what its values are.
fn print(layout: &Layout) -> String {
    let kind = |slot: &Slot| (slot.at.clone(), slot.kind, slot.prefix, slot.default);
    let slots: Vec<_> = layout.slots.iter().map(kind).collect();
    let groups: Vec<_> =
        layout.groups.iter().map(|group| group.slots.iter().map(kind).collect::<Vec<_>>()).collect();
    format!("{slots:?}{groups:?}{:?}{:?}", layout.plan.read, layout.plan.write)
}

fn signed(message: &Message) -> Vec<String> {
    let names = message.signatures.iter();
    names.map(|one| format!("{} {} {:?}", one.protocol, one.document, one.values)).collect()
}

/// The header before which each message of the short layout ends for a reader of the long one: if the long one has all headers
/// of the short one and then more, and nothing follows those of the short one when they are written.
fn cut_short<'l>(short: &Layout, long: &'l Layout) -> Option<&'l Slot> {
    let is_plain = |layout: &Layout| layout.is_block() && layout.tail.is_none();
    if !is_plain(short) || !is_plain(long) || short.body.is_some() || long.slots.len() <= short.slots.len() {
        return None;
    }
    let is_same = |(one, other): (&Slot, &Slot)| one.at == other.at;
    let next = long.slots.get(short.slots.len())?;
    short.slots.iter().zip(&long.slots).all(is_same).then_some(next)
}

/// The version to read as first, the one whose messages end early, and the header that they lack.
fn by_end(first: &str, other: &str, header: &Slot) -> String {
    let at = &header.at;
    match header.default {
        None => format!(
            "told apart by reading as {first} first: what {other} writes ends before {at}, or lacks it"
        ),
        Some(_) => format!(
            "told apart by reading as {first} first only with minimal headers: what {other} writes ends before {at}, which has a \
             default with expanded ones"
        ),
    }
}
