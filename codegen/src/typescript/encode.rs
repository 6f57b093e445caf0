//! Encoding: every value is checked in the order of the plan, then the bytes are put.

use lonelypsp_schema::{Shape, WriteStep};

use super::layout::Call;
use super::names::{BODY, GIVEN};
use super::scope::Scope;
use super::value::{Size, check_call, constant_width, fits_call, number, put_call, put_fixed, size};
use crate::spelling::camel;

/// How one shape is written.
pub(super) struct EncodeView {
    /// Checks, one statement each.
    pub(super) checks: Vec<String>,
    /// What the values and the body add up to: what is always the same, and the rest.
    pub(super) fixed_size: usize,
    pub(super) sizes: Vec<String>,
    /// What begins the bytes.
    pub(super) begin: String,
    /// What puts the values.
    pub(super) puts: Vec<String>,
}

const INDENT: usize = 2;

pub(super) fn encode_view(scope: &Scope<'_>, shape: &Shape, steps: &[WriteStep]) -> EncodeView {
    let speller = Speller { scope, shape };
    let mut view = EncodeView {
        checks: Vec::new(),
        fixed_size: 0,
        sizes: Vec::new(),
        begin: speller.begin(),
        puts: Vec::new(),
    };
    if steps.iter().any(|step| matches!(step, WriteStep::BodyLength { .. })) {
        view.checks.push(format!("  const {GIVEN}: unknown = {};", speller.body_field()));
    }
    for step in steps {
        speller.step(*step, &mut view);
    }
    view
}

struct Speller<'a, 's> {
    scope: &'a Scope<'s>,
    shape: &'a Shape,
}

impl Speller<'_, '_> {
    /// The prefix; a shape has all headers or those that every shape has.
    fn begin(&self) -> String {
        let count = self.shape.headers.len();
        let names = if count == self.scope.layout.headers.len() { "names" } else { "headNames" };
        let code = self.scope.message.code.to_string();
        let arguments = ["mode", &code, "minimal", names, &count.to_string(), "size"].map(str::to_owned);
        self.scope.bind(INDENT, "w", &Call::new("writer", arguments))
    }

    fn step(&self, step: WriteStep, view: &mut EncodeView) {
        match step {
            WriteStep::Field { header, not } => self.field(header, not, view),
            WriteStep::Constant { header, value } => {
                let width = constant_width(self.scope.header(header).kind, value);
                view.fixed_size += width;
                view.puts.push(self.scope.run(INDENT, &put_fixed(number(value), width)));
            }
            WriteStep::BodyLength { header } => {
                self.scope.uses("lengthOf");
                self.derived(header, &format!("lengthOf({GIVEN})"), view);
            }
            WriteStep::Copy { header, other } => {
                let other = self.copied(other);
                self.derived(header, &other, view);
            }
            WriteStep::Body => self.body(view),
        }
    }

    fn field(&self, header: usize, not: Option<u64>, view: &mut EncodeView) {
        let (scope, local) = (self.scope, self.scope.local(header));
        let Some(name) = self.shape.header(header).and_then(|h| h.field()) else { return };
        let check = check_call(scope.header(header), &format!("message.{}", camel(name)));
        view.checks.push(scope.bind(INDENT, local, &check));
        if let Some(not) = not {
            let at = format!("\"{}\"", scope.header(header).wire);
            view.checks.push(scope.run(INDENT, &Call::new("checkNot", [local.to_owned(), at, number(not)])));
        }
        self.put(header, view);
    }

    fn derived(&self, header: usize, value: &str, view: &mut EncodeView) {
        let check = fits_call(self.scope.header(header), value);
        view.checks.push(self.scope.bind(INDENT, self.scope.local(header), &check));
        self.put(header, view);
    }

    /// The number that another header is written with: a constant has no local.
    fn copied(&self, other: usize) -> String {
        match self.shape.header(other).map(|header| &header.source) {
            Some(lonelypsp_schema::Source::Constant(value)) => number(*value),
            Some(
                lonelypsp_schema::Source::Field(_)
                | lonelypsp_schema::Source::BodyLength
                | lonelypsp_schema::Source::Header(_),
            ) => self.scope.local(other).to_owned(),
            None => number(0),
        }
    }

    fn put(&self, header: usize, view: &mut EncodeView) {
        let (kind, local) = (self.scope.header(header).kind, self.scope.local(header));
        match size(kind, local) {
            Size::Fixed(length) => view.fixed_size += length,
            Size::Told(expression) => {
                if expression.starts_with("uintLength") {
                    self.scope.uses("uintLength");
                }
                view.sizes.push(expression);
            }
        }
        view.puts.push(self.scope.run(INDENT, &put_call(kind, local)));
    }

    fn body(&self, view: &mut EncodeView) {
        let given = if view.checks.iter().any(|line| line.contains(GIVEN)) {
            GIVEN.to_owned()
        } else {
            self.body_field()
        };
        view.checks.push(self.scope.bind(INDENT, BODY, &Call::new("checkBody", [given])));
        view.sizes.push(format!("{BODY}.length"));
        view.puts.push(self.scope.run(INDENT, &Call::new("putBody", ["w".to_owned(), BODY.to_owned()])));
    }

    fn body_field(&self) -> String {
        self.shape
            .body
            .as_ref()
            .map_or_else(|| "undefined".to_owned(), |body| format!("message.{}", camel(&body.name)))
    }
}
