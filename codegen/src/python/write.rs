//! The fast path from a message with a block of headers to bytes: every field is looked at once, then the bytes are joined.
//! Whatever is otherwise gives up.

use std::collections::BTreeMap;

use lonelypsp_schema::{Condition, Form, Kind, Layout, Length, Message, Protocol, Shape, Source, WriteStep};

use super::chunks::parts;
use super::code::Code;
use super::fields::constant_fields;
use super::flags::{self, UNKNOWN};
use super::forms;
use super::names::{self, BODY};
use super::text::{assign, choose, hex, spread};
use crate::spelling::local;

pub(super) fn view_write(protocol: &Protocol, message: &Message, layout: &Layout, index: usize) -> Code {
    let (shape, steps) = (&layout.shapes[index], &layout.plan.write[index]);
    let class = names::shape_class(message, shape);
    let name = format!("write_{}", names::shape_function(message, shape));
    let parameters = [format!("message: {class}"), "minimal_headers: bool".to_owned()];
    let code = Code::function(&name, &parameters, "bytes", "Write a message on the fast path.");
    let constants = constant_fields(layout, shape);
    let mut writer = Writer { protocol, message, layout, shape, constants, code };
    writer.look(steps);
    writer.flags();
    writer.code.put(4, "if minimal_headers:");
    writer.join(8, index, false);
    writer.join(4, index, true);
    writer.code
}

struct Writer<'a> {
    protocol: &'a Protocol,
    message: &'a Message,
    layout: &'a Layout,
    shape: &'a Shape,
    constants: BTreeMap<usize, &'a str>,
    code: Code,
}

impl Writer<'_> {
    /// Takes every value out of the message and checks it.
    fn look(&mut self, steps: &[WriteStep]) {
        self.unless(&[format!("message.type is not {}", names::type_constant(self.message))]);
        self.look_at_flags();
        if let Some(body) = &self.shape.body {
            self.code.put(4, &format!("{BODY} = message.{}", body.name));
            self.unless(&[format!("type({BODY}) is not bytes")]);
        }
        for step in steps {
            match step {
                WriteStep::Field { slot, not } => self.field(*slot, not),
                WriteStep::Exclude { all } => self.exclude(all),
                WriteStep::Constant { slot, .. } => {
                    if let Some(field) = self.constants.get(slot) {
                        self.unless(&[format!("message.{field} is not None")]);
                    }
                }
                WriteStep::BodyLength { slot } => {
                    self.code.put(4, &format!("{} = len({BODY})", self.local(*slot)));
                    self.at_most(*slot, 8);
                }
                WriteStep::Copy { slot, other } => {
                    self.code.put(4, &format!("{} = {}", self.local(*slot), self.number(*other)));
                    self.at_most(*slot, width(self.layout.slots[*other].kind));
                }
                // It was looked at first, since its length may be a header's value.
                WriteStep::Body
                // Only sequences have these.
                | WriteStep::Group { .. }
                | WriteStep::Ascending { .. }
                | WriteStep::Literal(_) => {}
            }
        }
    }

    fn exclude(&mut self, all: &[Condition]) {
        // What the shape fixes is not asked for.
        let Some(open) = self.shape.open(all) else { return };
        let spell =
            |condition: &Condition| flags::condition(self.protocol, *condition, |slot| self.number(slot));
        let conditions: Vec<_> = open.iter().map(spell).collect();
        self.code.unless_all(4, &conditions);
    }

    fn look_at_flags(&mut self) {
        for (flag, name) in self.shape.flag_fields() {
            let x = flags::local(self.protocol, flag);
            self.code.lines.extend(assign(4, &format!("{x} ="), &format!("message.{name}")));
            self.code.unless(4, &[format!("type({x}) is not bool")]);
        }
        if self.shape.unknown_flags.is_some() {
            self.code.put(4, &format!("{UNKNOWN} = message.{UNKNOWN}"));
            let known = format!("{UNKNOWN} & ~{}", flags::unknown_mask(self.protocol));
            self.unless(&[format!("type({UNKNOWN}) is not int"), known]);
        }
    }

    /// Puts the flags together, if they are not the same in every message.
    fn flags(&mut self) {
        let always = self.protocol.always_set(self.shape);
        let mut fields = self.shape.flag_fields().map(|(flag, _)| {
            let Self { protocol, .. } = self;
            format!("{} << {}", flags::local(protocol, flag), protocol.flags[flag].bit)
        });
        let first = if self.shape.unknown_flags.is_none() {
            let Some(first) = fields.next() else { return };
            first
        } else {
            UNKNOWN.to_owned()
        };
        let mut lines = assign(4, "flags =", &first);
        lines.extend(fields.flat_map(|field| assign(4, "flags |=", &field)));
        lines.extend((always != 0).then(|| format!("    flags |= {}", hex(always.into()))));
        self.code.lines.extend(lines);
    }

    fn field(&mut self, slot: usize, not: &[u64]) {
        let Some(field) = self.shape.slot(slot).and_then(|slot| slot.field()) else { return };
        let x = self.local(slot);
        let kind = self.layout.slots[slot].kind;
        let (head, value) = (format!("{x} ="), format!("message.{field}"));
        // A header is one value.
        let Some(values) = forms::values(kind) else { return };
        self.code.lines.extend(match values.octets {
            Some(octets) if kind.empty_is_absent => {
                let given = ["b\"\"", &format!("(text := {value}) is None"), &format!("{octets}(text)")];
                choose(4, &head, given)
            }
            Some(octets) => assign(4, &head, &format!("{octets}({value})")),
            None => assign(4, &head, &value),
        });
        if let Some(octets) = values.octets {
            self.code.uses(values.module.name, octets);
        }
        let mut conditions: Vec<_> =
            values.class.iter().map(|class| format!("type({x}) is not {class}")).collect();
        if kind.form.is_octets() {
            conditions.extend(length_condition(&x, kind.length));
        } else if kind.form.is_integer() {
            conditions.extend(number_conditions(&x, kind, not));
        }
        if !conditions.is_empty() {
            self.unless(&conditions);
        }
    }

    /// A derived number has to fit if it may come from a wider one.
    fn at_most(&mut self, slot: usize, source_width: u8) {
        let own = width(self.layout.slots[slot].kind);
        if own < source_width {
            self.unless(&[format!("{} > {}", self.local(slot), hex(u64::MAX >> (64 - 8 * u32::from(own))))]);
        }
    }

    /// The number that a header is written with.
    fn number(&self, slot: usize) -> String {
        match self.shape.slot(slot).map(|slot| &slot.source) {
            Some(Source::Constant(value)) => value.to_string(),
            Some(Source::Field(_) | Source::BodyLength | Source::Slot(_)) | None => self.local(slot),
        }
    }

    fn join(&mut self, depth: usize, shape: usize, with_names: bool) {
        let pieces = self.message.pieces(self.protocol, shape, with_names);
        let (parts, uses) = parts(&pieces, self.layout, |slot| self.local(slot));
        self.code.uses.extend(&uses);
        match &parts[..] {
            [only] => self.code.put(depth, &format!("return {only}")),
            _ => {
                self.code.put(depth, "return b\"\".join(");
                self.code.lines.extend(spread(depth + 4, "", &parts, ""));
                self.code.put(depth, ")");
            }
        }
    }

    fn local(&self, slot: usize) -> String {
        local(&self.layout.slots[slot])
    }

    fn unless(&mut self, conditions: &[String]) {
        self.code.unless(4, conditions);
    }
}

/// What the length of a value must not be.
fn length_condition(x: &str, length: Length) -> Option<String> {
    match length {
        Length::Any => None,
        Length::AtMost(most) => Some(format!("len({x}) > {most}")),
        Length::Exactly(length) => Some(format!("len({x}) != {length}")),
    }
}

fn number_conditions(x: &str, kind: Kind, not: &[u64]) -> Vec<String> {
    let mut conditions = Vec::new();
    if kind.form == Form::Int {
        let half = hex(1 << (8 * u32::from(width(kind)) - 1));
        conditions.push(format!("not -{half} <= {x} < {half}"));
    } else {
        let first = u8::from(not == [0]);
        let last = hex(u64::MAX >> (64 - 8 * u32::from(width(kind))));
        conditions.push(format!("not {first} <= {x} <= {last}"));
    }
    conditions.extend(match not {
        [] | [0] => None,
        [only] => Some(format!("{x} == {only}")),
        several => {
            Some(format!("{x} in ({})", several.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")))
        }
    });
    conditions
}

/// The bytes of an integer at most; nothing else is compared with it.
fn width(kind: Kind) -> u8 {
    kind.integer_bytes().unwrap_or(8)
}
