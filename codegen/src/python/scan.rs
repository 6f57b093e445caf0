//! The scan program of a message as a table: how far it goes before its body.

use lonelypsp_schema::{GroupEnd, Message, Protocol, ScanStep, Subject, Width};

use super::code::{Code, from};
use super::names;
use super::text::{WIDTH, bytes, hex};

/// The table.
pub(super) fn view_scan(protocol: &Protocol, message: &Message) -> Code {
    let mut code = Code::default();
    let mut table = Table { protocol, code: &mut code };
    let steps = table.steps(&message.layout.plan.scan);
    code.uses(from::SCAN, "Scan");
    code.uses(from::TYPING, "Final");
    let head = format!("{}: Final[Scan] = ", scan_constant(message));
    code.lines = steps.lines(0, &head, "");
    code
}

/// `SCAN_S2B_NOTIFY`
pub(super) fn scan_constant(message: &Message) -> String {
    format!("SCAN_{}", names::message_function(message).to_uppercase())
}

/// An expression that is on one line if it fits.
enum Expression {
    Word(String),
    Call(&'static str, Vec<Expression>),
    Tuple(Vec<Expression>),
}

impl Expression {
    fn flat(&self) -> String {
        let joined = |all: &[Self]| all.iter().map(Self::flat).collect::<Vec<_>>().join(", ");
        match self {
            Self::Word(word) => word.clone(),
            Self::Call(name, arguments) => format!("{name}({})", joined(arguments)),
            Self::Tuple(items) if items.len() == 1 => format!("({},)", joined(items)),
            Self::Tuple(items) => format!("({})", joined(items)),
        }
    }

    fn lines(&self, depth: usize, head: &str, tail: &str) -> Vec<String> {
        let indent = " ".repeat(depth);
        let line = format!("{indent}{head}{}{tail}", self.flat());
        let (name, inside) = match self {
            Self::Word(_) => return vec![line],
            Self::Call(name, inside) => (*name, inside),
            Self::Tuple(inside) => ("", inside),
        };
        if line.len() <= WIDTH || inside.is_empty() {
            return vec![line];
        }
        let mut lines = vec![format!("{indent}{head}{name}(")];
        lines.extend(inside.iter().flat_map(|item| item.lines(depth + 4, "", ",")));
        lines.push(format!("{indent}){tail}"));
        lines
    }
}

struct Table<'a> {
    protocol: &'a Protocol,
    code: &'a mut Code,
}

impl Table<'_> {
    fn steps(&mut self, steps: &[ScanStep]) -> Expression {
        Expression::Tuple(steps.iter().map(|step| self.step(step)).collect())
    }

    fn step(&mut self, step: &ScanStep) -> Expression {
        let number = |number: u64| Expression::Word(number.to_string());
        let width = |width: Option<Width>| number(width.map_or(0, |width| width.bytes().into()));
        let (name, arguments) = match step {
            ScanStep::Bytes(length) => ("ScanBytes", vec![number(*length)]),
            ScanStep::Counted(of) => ("ScanCounted", vec![width(Some(*of))]),
            ScanStep::Number { prefix, most, .. } => {
                ("ScanNumber", vec![width(*prefix), number((*most).into())])
            }
            ScanStep::Block { minimal } => ("ScanBlock", vec![self.steps(minimal)]),
            ScanStep::Group { end, entry, .. } => {
                let entry = self.steps(entry);
                match end {
                    GroupEnd::Count(of) => ("ScanEntries", vec![width(Some(*of)), entry]),
                    GroupEnd::Literal(end) => ("ScanUntil", vec![Expression::Word(bytes(end)), entry]),
                }
            }
            ScanStep::When { on, equals, yes, no } => {
                let (yes, no) = (self.steps(yes), self.steps(no));
                match on {
                    Subject::Slot(_) => ("ScanWhen", vec![number(*equals), yes, no]),
                    Subject::Flag(flag) => {
                        let mask = Expression::Word(hex(self.protocol.flags[*flag].mask().into()));
                        let (set, not_set) = if *equals == 0 { (no, yes) } else { (yes, no) };
                        ("ScanFlag", vec![mask, set, not_set])
                    }
                }
            }
            ScanStep::Body(of) => ("ScanBody", vec![width(*of)]),
        };
        self.code.uses(from::SCAN, name);
        Expression::Call(name, arguments)
    }
}
