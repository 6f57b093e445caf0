//! The forms of values in Python: the one file of this back end that tells them apart. The others ask it.

use lonelypsp_schema::{Form, Kind, Length, Schema, Spelling};

use super::code::Uses;
use super::text::{assign, choose, string};
use crate::making::{as_text, real};

/// What Python says of the values of a kind.
pub(super) struct Values {
    /// The type of a field.
    pub(super) ty: &'static str,
    /// What the type of a value is exactly, when it is written on the fast path; nothing if `octets` looks at that.
    pub(super) class: Option<&'static str>,
    /// The function of the form's module that makes bytes of a value before they are looked at.
    pub(super) octets: Option<&'static str>,
    /// What is written of a value, of which limit and name are given.
    written: fn(Option<u16>, &str) -> String,
    /// The value that lies between `at` and `end` in `data`.
    pub(super) cut: Cut,
    /// The function of the form's module that `written` calls.
    writes_with: Option<&'static str>,
    /// The class by which the exact path reads and writes.
    pub(super) class_of_form: &'static str,
    /// Where that and the functions are.
    pub(super) module: Module,
    /// A value for an example, of so many bytes at most.
    example: fn(Option<u16>) -> String,
    /// A value of a program, which JSON has as this word.
    literal: fn(&str) -> String,
}

/// An expression for a value that is cut out.
pub(super) struct Cut {
    expression: Expression,
    /// The function of the form's module that it calls.
    pub(super) uses: Option<&'static str>,
}

/// A module of the runtime that is there for a form: `float` is `runtime/forms/float.py`.
pub(super) struct Module {
    /// What it is imported from.
    pub(super) name: &'static str,
    /// The file in a package, and its text.
    pub(super) file: (&'static str, &'static str),
}

macro_rules! module {
    ($name:literal) => {
        Module {
            name: concat!("...runtime.forms.", $name),
            file: (
                concat!("runtime/forms/", $name, ".py"),
                include_str!(concat!("../../runtime/python/lonely/runtime/forms/", $name, ".py")),
            ),
        }
    };
}

enum Expression {
    Plain(&'static str),
    /// The one if the condition in the middle holds, else the other.
    Choice([&'static str; 3]),
}

/// What Python says of the values of a kind; nothing of a group, whose entries have a class of their own.
pub(super) fn values(kind: Kind) -> Option<Values> {
    Some(match kind.form {
        Form::Bytes => Values {
            ty: "bytes",
            class: Some("bytes"),
            octets: None,
            written: |_, x| x.to_owned(),
            writes_with: None,
            cut: cut("data[at:end]"),
            class_of_form: "Octets",
            module: module!("octets"),
            example: match kind.length.exactly() {
                Some(_) => |most| format!("bytes({})", most.unwrap_or_default()),
                None => |most| format!("b{}", word(most)),
            },
            literal: |word| {
                as_text(word)
                    .map_or_else(|| format!("bytes.fromhex(\"{word}\")"), |text| format!("b\"{text}\""))
            },
        },
        Form::Text => text().or_none_if(kind.empty_is_absent),
        Form::Bool => Values {
            ty: "bool",
            class: Some("bool"),
            octets: None,
            written: |_, x| format!("b\"\\x01\" if {x} else b\"\\x00\""),
            writes_with: None,
            cut: cut("data[at:end] == b\"\\x01\""),
            class_of_form: "Boolean",
            module: module!("boolean"),
            example: |_| "True".to_owned(),
            literal: str::to_owned,
        },
        Form::Uint(spelling) => uint(spelling),
        Form::Int => Values {
            written: |most, x| format!("{x}.to_bytes({}, \"big\", signed=True)", most.unwrap_or_default()),
            writes_with: None,
            cut: Cut { uses: Some("UINT_OF"), ..cut("UINT_OF(data[at:end], \"big\", signed=True)") },
            class_of_form: "Sint",
            ..uint(Spelling::Fixed)
        },
        Form::Float => Values {
            ty: "float",
            class: Some("float"),
            octets: None,
            written: |_, x| format!("float_bytes({x})"),
            writes_with: Some("float_bytes"),
            cut: Cut { uses: Some("FLOAT_OF"), ..cut("FLOAT_OF(data[at:end])[0]") },
            class_of_form: "Float",
            module: module!("float"),
            example: |_| "7.5".to_owned(),
            literal: real,
        },
        Form::Group(_) => return None,
    })
}

fn text() -> Values {
    Values {
        ty: "str",
        class: None,
        octets: Some("TEXT"),
        written: |_, x| x.to_owned(),
        writes_with: None,
        cut: cut("data[at:end].decode()"),
        class_of_form: "Text",
        module: module!("text"),
        example: word,
        literal: string,
    }
}

fn uint(spelling: Spelling) -> Values {
    let (written, writes_with): (fn(Option<u16>, &str) -> String, _) = match spelling {
        Spelling::Minimal => (|_, x| format!("UINT[{x}]"), Some("UINT")),
        Spelling::Fixed => (|most, x| format!("{x}.to_bytes({}, \"big\")", most.unwrap_or_default()), None),
    };
    // Most numbers are small.
    let choice = ["data[at]", "end == at + 1", "UINT_OF(data[at:end], \"big\")"];
    Values {
        ty: "int",
        class: Some("int"),
        octets: None,
        written,
        writes_with,
        cut: Cut { expression: Expression::Choice(choice), uses: Some("UINT_OF") },
        class_of_form: "Uint",
        module: module!("integer"),
        // No other shape is recognised by this number where there is but one.
        example: |_| "7".to_owned(),
        literal: str::to_owned,
    }
}

impl Values {
    /// The same where an empty value is none.
    fn or_none_if(self, empty_is_absent: bool) -> Self {
        if !empty_is_absent {
            return self;
        }
        Self {
            ty: "str | None",
            cut: Cut {
                expression: Expression::Choice(["data[at:end].decode()", "end > at", "None"]),
                uses: None,
            },
            class_of_form: "OptionalText",
            ..self
        }
    }
}

const fn cut(expression: &'static str) -> Cut {
    Cut { expression: Expression::Plain(expression), uses: None }
}

impl Cut {
    /// The assignment of the value.
    pub(super) fn assign(&self, depth: usize, head: &str) -> Vec<String> {
        match self.expression {
            Expression::Plain(value) => assign(depth, head, value),
            Expression::Choice(values) => choose(depth, head, values),
        }
    }
}

/// What is written of a value; nothing of a group.
pub(super) fn written(kind: Kind, x: &str, uses: &mut Uses) -> Option<String> {
    let values = values(kind)?;
    if let Some(function) = values.writes_with {
        uses.add(values.module.name, function);
    }
    Some((values.written)(kind.length.most(), x))
}

/// A value for an example; there are no entries in it.
pub(super) fn example(kind: Kind) -> String {
    values(kind).map_or_else(|| "()".to_owned(), |values| (values.example)(kind.length.most()))
}

/// The files of the forms that a schema has.
pub(super) fn files(schema: &Schema) -> impl Iterator<Item = (&'static str, &'static str)> {
    let layouts = schema.protocols.iter().flat_map(|protocol| &protocol.messages).map(|m| &m.layout);
    let slots = layouts
        .flat_map(|layout| layout.slots.iter().chain(layout.groups.iter().flat_map(|group| &group.slots)));
    slots.filter_map(|slot| values(slot.kind)).map(|values| values.module.file)
}

/// How a reader takes a value, which it calls by the arguments `of`; nothing of a group. Bytes are what readers cut out; of all
/// else they are told the form.
pub(super) fn reading(kind: Kind, of: &[String], reader: Reader, uses: &mut Uses) -> Option<Call> {
    let values = values(kind)?;
    let mut arguments = of.to_vec();
    let method = if kind.form == Form::Bytes {
        match (kind.length, reader) {
            (Length::Exactly(_), _) => "octets_exactly",
            (Length::AtMost(_), Reader::Block) => "octets_at_most",
            (Length::AtMost(_), Reader::Sequence) | (Length::Any, _) => "octets",
        }
    } else {
        uses.add(values.module.name, values.class_of_form);
        arguments.push(values.class_of_form.to_owned());
        "value"
    };
    arguments.extend(kind.told_limit().map(|most| most.to_string()));
    Some(Call { method, arguments })
}

/// What reads: a block of headers, or a sequence.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    Block,
    Sequence,
}

/// A call of a reader.
pub(super) struct Call {
    pub(super) method: &'static str,
    pub(super) arguments: Vec<String>,
}

fn word(most: Option<u16>) -> String {
    string(&"example".chars().take(most.unwrap_or(7).into()).collect::<String>())
}

/// A value of a program, which JSON has as this word; there are no entries in it.
pub(super) fn literal(kind: Kind, word: &str) -> String {
    values(kind).map_or_else(String::new, |values| (values.literal)(word))
}
