//! Decoding in pieces: how far a message goes before its body, as a table, and what makes a decoder of it.

use askama::Template;
use lonelypsp_schema::{GroupEnd, Prefix, ScanStep, Subject, Width};

use super::comment::comment;
use super::flags::hex;
use super::layout::{Call, rows, signature, statement};
use super::message::decoded;
use super::names::message_type;
use super::runtime::Module;
use super::scope::Scope;
use super::value::number;
use crate::spelling::screaming;

#[derive(Template)]
#[template(path = "typescript/scan.ts", whitespace = "preserve")]
struct ScanView {
    /// The constants that hold the steps, inner ones first.
    steps: Vec<String>,
    doc: String,
    signature: String,
    line: String,
}

/// The steps of a message and the function that decodes it in pieces.
pub(super) fn scan_text(scope: &Scope<'_>) -> String {
    let (ty, name) = (message_type(scope.message), screaming(&scope.message.name));
    let mut tables = Tables { scope, constants: Vec::new() };
    let rows = tables.rows(&scope.layout.plan.scan);
    let mut steps = tables.constants;
    steps.push(steps_constant(&format!("export const {}", steps_name(&ty)), &rows));
    let doc = format!("Decodes a `{name}` that arrives in pieces.");
    let call = decoder(scope, &ty);
    scope.uses_of(Module::Incremental, &call.function);
    let line = statement(2, None, &Call { function: format!("return {}", call.function), ..call });
    let view = ScanView {
        steps,
        doc: comment(0, &doc),
        signature: signature(
            &format!("export function incremental{ty}"),
            &["options?: $IncrementalOptions"],
            &format!("$IncrementalDecoder<{}>", decoded(&ty)),
        ),
        line,
    };
    super::part(&view)
}

/// The constant that holds the steps of a message, by its type.
pub(super) fn steps_name(ty: &str) -> String {
    format!("$scan{ty}")
}

fn decoder(scope: &Scope<'_>, ty: &str) -> Call {
    let (decode, steps, options) = (format!("decode{ty}"), steps_name(ty), "options".to_owned());
    match scope.protocol.prefix {
        Prefix::None => Call::of(Module::Incremental, "bareDecoder", [decode, steps, options]),
        Prefix::FlagsAndCode => {
            let minimal = if scope.layout.is_block() { "minimal" } else { "0" }.to_owned();
            let steps = format!("{{ {}: {steps} }}", scope.message.code);
            Call::of(Module::Incremental, "prefixedDecoder", [decode, minimal, steps, options])
        }
    }
}

fn steps_constant(start: &str, steps: &[String]) -> String {
    rows(&format!("{start}: $Steps"), steps)
}

struct Tables<'a, 's> {
    scope: &'a Scope<'s>,
    constants: Vec<String>,
}

impl<'s> Tables<'_, 's> {
    fn rows(&mut self, steps: &'s [ScanStep]) -> Vec<String> {
        steps.iter().map(|step| self.row(step)).collect()
    }

    /// A constant for steps within steps.
    fn constant(&mut self, steps: &'s [ScanStep]) -> String {
        if steps.is_empty() {
            return "[]".to_owned();
        }
        let rows = self.rows(steps);
        let name = format!("scan{}", self.constants.len() + 1);
        self.constants.push(steps_constant(&format!("const {name}"), &rows));
        name
    }

    fn row(&mut self, step: &'s ScanStep) -> String {
        let bytes = |width: Width| width.bytes();
        match step {
            ScanStep::Bytes(length) => format!("[\"bytes\", {}]", number(*length)),
            ScanStep::Counted(width) => format!("[\"counted\", {}]", bytes(*width)),
            ScanStep::Number { prefix, most, .. } => {
                format!("[\"number\", {}, {most}]", prefix.map_or(0, bytes))
            }
            ScanStep::Block { minimal } => format!("[\"block\", {}]", self.constant(minimal)),
            ScanStep::Group { end: GroupEnd::Count(width), entry, .. } => {
                format!("[\"entries\", {}, {}]", bytes(*width), self.constant(entry))
            }
            ScanStep::Group { end: GroupEnd::Literal(end), entry, .. } => {
                let entry = self.constant(entry);
                format!("[\"until\", {}, {entry}]", self.scope.literal(end))
            }
            ScanStep::When { on, equals, yes, no } => {
                let (yes, no) = (self.constant(yes), self.constant(no));
                match on {
                    Subject::Slot(_) => format!("[\"when\", {}, {yes}, {no}]", number(*equals)),
                    Subject::Flag(flag) => {
                        let mask = hex(self.scope.protocol.flags[*flag].mask());
                        let (set, clear) = if *equals == 0 { (no, yes) } else { (yes, no) };
                        format!("[\"flags\", {mask}, {set}, {clear}]")
                    }
                }
            }
            ScanStep::Body(width) => format!("[\"body\", {}]", width.map_or(0, bytes)),
        }
    }
}
