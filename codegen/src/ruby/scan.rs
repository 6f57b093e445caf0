//! How far a message goes before its body, as a table: the scan program of its plan, which the runtime follows for input that
//! arrives in pieces.

use lonelypsp_schema::{GroupEnd, Message, Protocol, ScanStep, Subject, Width};

use super::flags;
use super::lines::{Lines, WIDTH};
use super::literal;

/// The constant of a class that stands at that column.
pub(super) fn scan_lines(protocol: &Protocol, message: &Message, column: usize) -> String {
    let steps = view_steps(protocol, &message.layout.plan.scan);
    let mut lines = Lines::at(column);
    let one = format!("SCAN = ::Ractor.make_shareable({})", one_line(&steps));
    if column + one.len() <= WIDTH {
        lines.line(one);
        return lines.text();
    }
    lines.line("SCAN = ::Ractor.make_shareable(");
    lines.nested(|lines| {
        lines.line("[");
        lines.nested(|lines| print_all(&steps, column + 4, lines));
        lines.line("]");
    });
    lines.line(")");
    lines.text()
}

/// A step: what it is and what belongs to it, then the steps in it.
struct Step {
    atoms: Vec<String>,
    within: Vec<Vec<Step>>,
}

impl Step {
    fn new(name: &str, atoms: impl IntoIterator<Item = String>) -> Self {
        Self { atoms: std::iter::once(format!(":{name}")).chain(atoms).collect(), within: Vec::new() }
    }

    fn around(self, within: impl IntoIterator<Item = Vec<Self>>) -> Self {
        Self { within: within.into_iter().collect(), ..self }
    }

    fn text(&self) -> String {
        let within = self.within.iter().map(|steps| one_line(steps));
        format!("[{}]", self.atoms.iter().cloned().chain(within).collect::<Vec<_>>().join(", "))
    }

    fn print(&self, column: usize, comma: &str, lines: &mut Lines) {
        let one = self.text();
        if self.within.is_empty() || column + one.len() < WIDTH {
            return lines.line(one + comma);
        }
        lines.line(format!("[{}, [", self.atoms.join(", ")));
        for (index, steps) in self.within.iter().enumerate() {
            if index > 0 {
                lines.line("], [");
            }
            lines.nested(|lines| print_all(steps, column + 2, lines));
        }
        lines.line(format!("]]{comma}"));
    }
}

fn one_line(steps: &[Step]) -> String {
    format!("[{}]", steps.iter().map(Step::text).collect::<Vec<_>>().join(", "))
}

fn print_all(steps: &[Step], column: usize, lines: &mut Lines) {
    for (index, step) in steps.iter().enumerate() {
        step.print(column, if index + 1 == steps.len() { "" } else { "," }, lines);
    }
}

/// Values behind lengths of the same width are one step.
fn view_steps(protocol: &Protocol, steps: &[ScanStep]) -> Vec<Step> {
    let runs = steps.chunk_by(|one, other| one == other && matches!(one, ScanStep::Counted(_)));
    runs.filter_map(|run| Some(view_step(protocol, run.first()?, run.len()))).collect()
}

fn view_step(protocol: &Protocol, step: &ScanStep, times: usize) -> Step {
    let view = |steps: &[ScanStep]| view_steps(protocol, steps);
    let width = |width: Option<Width>| width.map_or(0, Width::bytes).to_string();
    match step {
        ScanStep::Bytes(length) => Step::new("bytes", [literal::integer(*length)]),
        ScanStep::Counted(of) => Step::new("counted", [width(Some(*of)), times.to_string()]),
        ScanStep::Number { prefix, most, .. } => Step::new("number", [width(*prefix), most.to_string()]),
        ScanStep::Block { minimal } => Step::new("block", []).around([view(minimal)]),
        ScanStep::Group { end, entry, .. } => match end {
            GroupEnd::Count(of) => Step::new("entries", [width(Some(*of))]).around([view(entry)]),
            GroupEnd::Literal(bytes) => {
                Step::new("entries_until", [literal::constant(bytes)]).around([view(entry)])
            }
        },
        ScanStep::When { on, equals, yes, no } => match on {
            Subject::Slot(_) => Step::new("when", [literal::integer(*equals)]).around([view(yes), view(no)]),
            Subject::Flag(flag) => {
                let mask = flags::bits(protocol.flags[*flag].mask());
                let (set, not_set) = if *equals == 0 { (no, yes) } else { (yes, no) };
                Step::new("when_flag", [mask]).around([view(set), view(not_set)])
            }
        },
        ScanStep::Body(of) => Step::new("body", [width(*of)]),
    }
}
