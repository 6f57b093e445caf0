//! What a value of a message of one's own holds: as attributes say it, or as the type of its field tells.

use lonelypsp_schema::language::KINDS;
use syn::spanned::Spanned;

use crate::attributes::{KindAttribute, Number, Text};
use crate::fields::Field;
use crate::problems::Problems;
use crate::spelled::spelled;
use crate::ty::Form;

/// A kind with all its limits, be they given or known from the type.
pub(crate) struct Details {
    pub(crate) kind: Text,
    pub(crate) max: Option<Number>,
    pub(crate) length: Option<Number>,
    pub(crate) max_bytes: Option<Number>,
    pub(crate) write: Option<Text>,
}

impl Details {
    pub(crate) fn of(
        field: &Field<'_>,
        form: Option<&Form>,
        wire: &Text,
        problems: &mut Problems,
    ) -> Option<Self> {
        let span = field.ty.span();
        let known = form.and_then(Form::tells);
        let given = field.attributes.kind.as_ref();
        let kind = kind_of(field, form, known, wire, problems)?;
        let size = known.filter(|(known, _)| *known == kind.value).and_then(|(_, size)| size);
        let size = size.map(|value| Number { value: i128::from(value), span });
        let mut details = Self::given(kind, given);
        let is_array = matches!(form, Some(Form::Array { .. }));
        let place = details.kind.span;
        let is_limited = details.length.is_some() || details.max.is_some();
        let (limit, missing) = match details.kind.value.as_str() {
            "uint" | "int" => (
                &mut details.max_bytes,
                format!(
                    "`{0}` does not say its width; it is `{0}(max_bytes = 4)` or another, up to 8",
                    details.kind.value
                ),
            ),
            "bytes" if is_array && !is_limited => (
                &mut details.length,
                "the length of this array is not a number; say it as in `bytes(length = 32)`".to_owned(),
            ),
            _ => return Some(details),
        };
        *limit = limit.or(size);
        if limit.is_none() {
            if is_array {
                problems.push_at(field.ty, missing);
            } else {
                problems.push(place, missing);
            }
            return None;
        }
        Some(details)
    }

    fn given(kind: Text, given: Option<&KindAttribute>) -> Self {
        Self {
            kind,
            max: given.and_then(|given| given.max),
            length: given.and_then(|given| given.length),
            max_bytes: given.and_then(|given| given.max_bytes),
            write: given.and_then(|given| given.write.clone()),
        }
    }
}

/// The kind that is given, or that the type tells.
fn kind_of(
    field: &Field<'_>,
    form: Option<&Form>,
    known: Option<(&'static str, Option<u32>)>,
    wire: &Text,
    problems: &mut Problems,
) -> Option<Text> {
    let given = field.attributes.kind.as_ref();
    match (given, known) {
        (Some(given), _) => return Some(given.kind.clone()),
        (None, Some(("optional_text", _))) if matches!(form, Some(Form::Optional(Some(inner))) if !matches!(**inner, Form::Text { .. })) =>
        {
            let message = "an `Option` in a header is text that may be absent; for another kind of value use \
                           `default = …`, or a value that stands for none";
            problems.push_at(field.ty, message);
        }
        (None, Some((kind, _))) => return Some(Text { value: kind.to_owned(), span: field.ty.span() }),
        (None, None) if form == Some(&Form::Nothing) && field.attributes.with.is_none() => {
            let message = format!(
                "no header holds a `{}`; use another type, or `#[lonely(with = module)]` and what the header holds, \
                 such as `bytes`",
                spelled(field.ty)
            );
            problems.push_at(field.ty, message);
        }
        (None, None) => {
            let message = format!(
                "nothing says what `{}` holds, and `{}` does not tell: add {}",
                wire.value,
                spelled(field.ty),
                kinds()
            );
            problems.push_at(field.ty, message);
        }
    }
    None
}

/// All kinds as attributes say them, those that need a width last.
fn kinds() -> String {
    let (wide, others): (Vec<_>, Vec<_>) = KINDS.iter().partition(|kind| kind.keys.contains(&"max_bytes"));
    let others = others.iter().map(|kind| format!("`{}`", kind.name));
    let wide = wide.iter().map(|kind| format!("`{}(max_bytes = …)`", kind.name));
    let all: Vec<String> = others.chain(wide).collect();
    all.split_last().map_or_else(String::new, |(last, others)| format!("{} or {last}", others.join(", ")))
}
