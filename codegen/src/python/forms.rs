//! The forms of values in Python: the one file of this back end that tells them apart. The others ask it.

use lonelypsp_schema::{Form, Kind, Length, Spelling};

use crate::making::{as_text, real};

use super::text::{assign, choose, string};

/// What Python says of the values of a kind.
pub(super) struct Values {
    /// The type of a field.
    pub(super) ty: &'static str,
    /// What the type of a value is exactly, when it is written on the fast path; nothing if `octets` looks at that.
    pub(super) class: Option<&'static str>,
    /// The function of the runtime's `fast` that makes bytes of a value before they are looked at.
    pub(super) octets: Option<&'static str>,
    /// What is written of a value, of which limit and name are given.
    written: fn(Option<u16>, &str) -> String,
    /// The value that lies between `at` and `end` in `data`.
    pub(super) cut: Cut,
    /// The function of the runtime's `fast` that `written` calls.
    pub(super) writes_with: Option<&'static str>,
    /// The method of the runtime's readers that takes a value, without what is said of its length.
    method: &'static str,
    /// The class of steps in the tables by which the exact path writes.
    pub(super) step: &'static str,
    /// A value for an example, of so many bytes at most.
    example: fn(Option<u16>) -> String,
}

/// An expression for a value that is cut out.
pub(super) struct Cut {
    expression: Expression,
    /// The function of the runtime's `fast` that it calls.
    pub(super) uses: Option<&'static str>,
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
            method: "octets",
            step: "Octets",
            example: match kind.length.exactly() {
                Some(_) => |most| format!("bytes({})", most.unwrap_or_default()),
                None => |most| format!("b{}", word(most)),
            },
        },
        Form::Text => Values {
            ty: "str",
            class: None,
            octets: Some("TEXT"),
            written: |_, x| x.to_owned(),
            writes_with: None,
            cut: cut("data[at:end].decode()"),
            method: "text",
            step: "Text",
            example: word,
        }
        .or_none_if(kind.empty_is_absent),
        Form::Bool => Values {
            ty: "bool",
            class: Some("bool"),
            octets: None,
            written: |_, x| format!("b\"\\x01\" if {x} else b\"\\x00\""),
            writes_with: None,
            cut: cut("data[at:end] == b\"\\x01\""),
            method: "boolean",
            step: "Boolean",
            example: |_| "True".to_owned(),
        },
        Form::Uint(spelling) => {
            let (written, writes_with): (fn(Option<u16>, &str) -> String, _) = match spelling {
                Spelling::Minimal => (|_, x| format!("UINT[{x}]"), Some("UINT")),
                Spelling::Fixed => {
                    (|most, x| format!("{x}.to_bytes({}, \"big\")", most.unwrap_or_default()), None)
                }
            };
            Values {
                ty: "int",
                class: Some("int"),
                octets: None,
                written,
                writes_with,
                // Most numbers are small.
                cut: Cut {
                    expression: Expression::Choice([
                        "data[at]",
                        "end == at + 1",
                        "UINT_OF(data[at:end], \"big\")",
                    ]),
                    uses: Some("UINT_OF"),
                },
                method: "uint",
                step: "Uint",
                // No other shape is recognised by this number where there is but one.
                example: |_| "7".to_owned(),
            }
        }
        Form::Int => Values {
            ty: "int",
            class: Some("int"),
            octets: None,
            written: |most, x| format!("{x}.to_bytes({}, \"big\", signed=True)", most.unwrap_or_default()),
            writes_with: None,
            cut: Cut { uses: Some("UINT_OF"), ..cut("UINT_OF(data[at:end], \"big\", signed=True)") },
            method: "sint",
            step: "Sint",
            example: |_| "7".to_owned(),
        },
        Form::Float => Values {
            ty: "float",
            class: Some("float"),
            octets: None,
            written: |_, x| format!("float_bytes({x})"),
            writes_with: Some("float_bytes"),
            cut: Cut { uses: Some("FLOAT_OF"), ..cut("FLOAT_OF(data[at:end])[0]") },
            method: "real",
            step: "Float",
            example: |_| "7.5".to_owned(),
        },
        Form::Group(_) => return None,
    })
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
            method: "optional_text",
            step: "OptionalText",
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

/// What is written of a value, and the function of the runtime's `fast` that this calls; nothing of a group.
pub(super) fn written(kind: Kind, x: &str) -> Option<(String, Option<&'static str>)> {
    let values = values(kind)?;
    Some(((values.written)(kind.length.most(), x), values.writes_with))
}

/// A value for an example; there are no entries in it.
pub(super) fn example(kind: Kind) -> String {
    values(kind).map_or_else(|| "()".to_owned(), |values| (values.example)(kind.length.most()))
}

/// The method of the reader of header blocks that takes a value.
pub(super) fn block_method(kind: Kind) -> Option<String> {
    let method = values(kind)?.method;
    let how = match kind.length {
        Length::AtMost(_) if kind.form == Form::Bytes => "_at_most",
        Length::Exactly(_) if kind.form == Form::Bytes => "_exactly",
        Length::Any | Length::AtMost(_) | Length::Exactly(_) => "",
    };
    Some(format!("{method}{how}"))
}

/// The method of the reader of sequences that takes a value.
pub(super) fn sequence_method(kind: Kind) -> Option<String> {
    let method = values(kind)?.method;
    let how = if kind.is_exact_bytes() { "_exactly" } else { "" };
    Some(format!("{method}{how}"))
}

fn word(most: Option<u16>) -> String {
    string(&"example".chars().take(most.unwrap_or(7).into()).collect::<String>())
}

/// A value of a program, which JSON has as this word; there are no entries in it.
pub(super) fn literal(kind: Kind, word: &str) -> String {
    match kind.form {
        Form::Bytes => {
            as_text(word).map_or_else(|| format!("bytes.fromhex(\"{word}\")"), |text| format!("b\"{text}\""))
        }
        Form::Text => string(word),
        Form::Float => real(word),
        Form::Bool | Form::Uint(_) | Form::Int | Form::Group(_) => word.to_owned(),
    }
}
