//! A message of one's own: attributes → the description that the schema's compiler takes.

use heck::{ToKebabCase, ToSnakeCase};
use lonelypsp_schema::{
    HeaderDescription, ItemDescription, LayoutDescription, MessageDescription, Placed, Schema, describe,
};
use proc_macro2::{Ident, Span};

use crate::attributes::{Container, ITEM, Number, Text};
use crate::details::Details;
use crate::fields::Field;
use crate::places::Places;
use crate::problems::Problems;
use crate::ty::{Form, form_of};

/// Compiles what the attributes say; what is wrong is noted at the attribute.
pub(crate) fn compile_own(
    ident: &Ident,
    container: &Container,
    fields: &mut [Field<'_>],
    problems: &mut Problems,
) -> Option<Schema> {
    let mut places = Places::default();
    require(container, ident, problems);
    let before = problems.len();
    let name = ident.to_string().to_snake_case();
    let name = places.text(&name, ident.span());
    // Where one is missing, what stands for it is right, so that all else is looked at.
    let from = match &container.from {
        Some(from) => places.copy(from),
        None => places.text("subscriber", ident.span()),
    };
    let nothing = Number { value: 0, span: ident.span() };
    let code = places.number(container.code.unwrap_or(nothing));
    let minimal_bit = places.number(container.minimal_bit.unwrap_or(nothing));
    let flags = container.flags.iter().map(|(name, bit)| (places.copy(name), places.number(*bit))).collect();
    let is_sequence = container.sequence.is_some();
    let mut parts = Parts { is_sequence, ..Parts::default() };
    let mut whole = true;
    for field in fields {
        let is_flag = container.flags.iter().any(|(flag, _)| field.name().as_ref() == Some(&flag.value));
        match field.skipped() {
            Some(_) => {}
            None if !is_flag => whole &= parts.add(field, &mut places, problems),
            None if field.attributes.are_none() => {}
            None => field.blame("this field holds a flag of the prefix, which has no attributes", problems),
        }
    }
    if !whole || problems.len() > before {
        return None;
    }
    let layout = parts.into_layout(minimal_bit);
    match describe(MessageDescription { name, from, code, flags, layout }) {
        Ok(schema) => Some(schema),
        Err(list) => {
            for problem in &list {
                places.report(problem, is_sequence, problems);
            }
            None
        }
    }
}

/// What the fields of a message describe.
#[derive(Default)]
struct Parts {
    is_sequence: bool,
    headers: Vec<HeaderDescription>,
    body: Option<Placed<String>>,
    items: Vec<ItemDescription>,
}

impl Parts {
    /// Adds what a field describes, and whether that is known.
    fn add(&mut self, field: &mut Field<'_>, places: &mut Places, problems: &mut Problems) -> bool {
        if let Some(span) = field.attributes.renamed() {
            let message = "`rename` chooses among the names of a schema; the header of a message of one's own is \
                           named with `header`";
            problems.push(span, message);
        }
        for (key, span) in field.attributes.misplaced(self.is_sequence) {
            let message = if self.is_sequence {
                format!("`{key}` goes with headers, but this message is a `sequence`")
            } else {
                format!("`{key}` goes with a `sequence`, but this message has headers")
            };
            problems.push(span, message);
        }
        if let Some(span) = field.attributes.body {
            describe_body(field, span, &mut self.body, places, problems);
            return true;
        }
        if self.is_sequence {
            self.add_before(field, places);
        }
        let prefix = field.attributes.prefix.as_ref().map(|width| places.copy(width));
        let known = if field.attributes.rest.is_some() {
            for (name, span) in field.attributes.own().filter(|(name, _)| !ITEM.contains(name)) {
                problems.push(span, format!("`{name}` describes a value, but this field holds the rest"));
            }
            self.items.push(ItemDescription::Rest(places.text(&field.schema_name(), field.span()), prefix));
            true
        } else {
            self.add_value(field, prefix, places, problems)
        };
        if self.is_sequence {
            // From here on the field is found by its name, whatever it is called in a tuple.
            field.attributes.rename = Some(Text { value: field.schema_name(), span: field.span() });
            let after = field.attributes.literal_after.iter();
            self.items.extend(after.map(|bytes| ItemDescription::Literal(places.copy(bytes))));
        }
        known
    }

    /// What stands before an item and has no field.
    fn add_before(&mut self, field: &Field<'_>, places: &mut Places) {
        self.items.extend(field.attributes.before().map(|(key, text)| match key {
            "literal" => ItemDescription::Literal(places.copy(text)),
            _ => ItemDescription::Code(places.copy(text)),
        }));
    }

    fn add_value(
        &mut self,
        field: &mut Field<'_>,
        prefix: Option<Placed<String>>,
        places: &mut Places,
        problems: &mut Problems,
    ) -> bool {
        // What is wrong with a field that is in doubt may only follow from that.
        let silent = &mut Problems::default();
        let noted = if field.attributes.in_doubt { silent } else { problems };
        let Some(value) = describe_header(field, self.is_sequence, places, noted) else { return false };
        if field.attributes.equals.is_some() {
            field.derived = true;
        }
        if self.is_sequence {
            let mut value = Box::new(value);
            if value.kind.value == "uint" && prefix.is_none() && value.write.is_none() {
                // Without a length there is one way to write it.
                value.write = Some(places.text("fixed", field.span()));
            }
            self.items.push(ItemDescription::Value(value, prefix));
        } else {
            // From here on the field is found by its header, as with a message of a schema.
            let (wire, span) = (value.wire.value.clone(), field.span());
            field.attributes.header.get_or_insert(Text { value: wire, span });
            self.headers.push(value);
        }
        true
    }

    fn into_layout(self, minimal_bit: Placed<i128>) -> LayoutDescription {
        if self.is_sequence {
            return LayoutDescription::Sequence(self.items);
        }
        LayoutDescription::Block { minimal_bit, headers: self.headers, body: self.body }
    }
}

/// That the direction and the code are given, or something that was meant to be them.
fn require(container: &Container, ident: &Ident, problems: &mut Problems) {
    if container.in_doubt {
        return;
    }
    if container.from.is_none() {
        let message = "this message has a type code, but nothing says who sends it; add `from = \"subscriber\"` or \
                       `from = \"broadcaster\"`";
        problems.push(ident.span(), message);
    }
    let modes = container.given.among(&["minimal_headers"]).filter(|_| container.sequence.is_some());
    for (_, span) in modes {
        problems.push(span, "a `sequence` has no header block, and so no bit that selects the minimal one");
    }
    if container.code.is_none() {
        let message = "nothing says which type code this message has; add one, as in `code = 100`";
        problems.push(ident.span(), message);
    }
}

fn describe_body(
    field: &Field<'_>,
    span: Span,
    body: &mut Option<Placed<String>>,
    places: &mut Places,
    problems: &mut Problems,
) {
    for (name, span) in field.attributes.own() {
        problems.push(span, format!("`{name}` describes a header, but this field holds the body"));
    }
    if let Some(first) = body {
        let message = format!("a message has one body, and `{}` holds it already", first.value);
        return problems.push(span, message);
    }
    *body = Some(places.text(&field.schema_name(), field.span()));
}

fn describe_header(
    field: &Field<'_>,
    is_sequence: bool,
    places: &mut Places,
    problems: &mut Problems,
) -> Option<HeaderDescription> {
    let attributes = &field.attributes;
    let wire = match (&attributes.header, field.name()) {
        _ if is_sequence => Text { value: field.schema_name(), span: field.span() },
        (Some(header), _) => header.clone(),
        (None, Some(name)) => Text { value: format!("x-{}", name.to_kebab_case()), span: field.span() },
        (None, None) => {
            let message = "a field without a name needs `#[lonely(header = \"…\")]`, `#[lonely(body)]` or \
                           `#[lonely(skip)]`";
            field.blame(message, problems);
            return None;
        }
    };
    let form = form_of(field.ty);
    if form == Some(Form::Marker) {
        problems.push_at(field.ty, "a `PhantomData` holds nothing of the message; leave out its attributes");
        return None;
    }
    let derived = attributes.equals.is_some();
    if derived != (form == Some(Form::Unit)) {
        let name = &wire.value;
        let message = if derived {
            format!("the header `{name}` is derived, so that its field holds nothing; use `()`")
        } else {
            format!("`()` holds nothing, but `{name}` is not derived; say from what, as in `equals = \"…\"`")
        };
        problems.push_at(field.ty, message);
        return None;
    }
    let details = Details::of(field, form.as_ref(), &wire, problems)?;
    let span = field.span();
    Some(HeaderDescription {
        field: (!derived).then(|| places.text(&field.schema_name(), span)),
        kind: places.copy(&details.kind),
        max: details.max.map(|number| places.number(number)),
        length: details.length.map(|number| places.number(number)),
        max_bytes: details.max_bytes.map(|number| places.number(number)),
        write: details.write.as_ref().map(|text| places.copy(text)),
        equals: attributes.equals.as_ref().map(|text| places.copy(text)),
        verify: attributes.verify.as_ref().filter(|_| !derived).map(|text| places.copy(text)),
        default: attributes.default.map(|number| places.number(number)),
        wire: places.copy(&wire),
    })
}
