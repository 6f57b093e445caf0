//! What the fields of a message or an entry of one's own describe.

use heck::ToKebabCase;
use lonelypsp_schema::{HeaderDescription, ItemDescription, Placed};
use proc_macro2::Span;

use crate::attributes::{Container, ITEM, Layout, Text};
use crate::details::Details;
use crate::fields::Field;
use crate::places::Places;
use crate::problems::Problems;
use crate::spelled::spelled;
use crate::ty::{Form, entry_of_vec, form_of};

/// What the fields of a message or an entry describe.
pub(crate) struct Parts {
    layout: Layout,
    pub(crate) headers: Vec<HeaderDescription>,
    pub(crate) body: Option<Placed<String>>,
    pub(crate) items: Vec<ItemDescription>,
    /// Whether its items are what the type says of one without values.
    has_no_values: bool,
}

impl Parts {
    pub(crate) fn of(layout: Layout) -> Self {
        Self { layout, headers: Vec::new(), body: None, items: Vec::new(), has_no_values: false }
    }

    /// Adds what a field describes, and whether that is known.
    pub(crate) fn add(
        &mut self,
        field: &mut Field<'_>,
        places: &mut Places,
        problems: &mut Problems,
    ) -> bool {
        self.report_misplaced(field, problems);
        if let Some(span) = field.attributes.body.filter(|_| self.layout != Layout::Entry) {
            describe_body(field, span, &mut self.body, places, problems);
            return true;
        }
        if self.layout == Layout::Headers {
            return field.attributes.group.is_none() && self.add_value(field, None, places, problems);
        }
        self.add_before(field, places);
        let name = places.text(&field.schema_name(), field.span());
        let prefix = field.attributes.prefix.as_ref().map(|width| places.copy(width));
        let known = if field.attributes.rest.is_some() {
            for (name, span) in field.attributes.own().filter(|(name, _)| !ITEM.contains(name)) {
                problems.push(span, format!("`{name}` describes a value, but this field holds the rest"));
            }
            self.items.push(ItemDescription::Rest(name, prefix));
            true
        } else if field.attributes.group.is_some() {
            let count = field.attributes.count.as_ref().map(|width| places.copy(width));
            self.items.push(ItemDescription::Group { name, count, entry: None });
            // Where something about it is wrong, that may be its end.
            !field.attributes.in_doubt
        } else {
            self.add_value(field, prefix, places, problems)
        };
        // From here on the field is found by its name, whatever it is called in a tuple.
        field.attributes.rename = Some(Text { value: field.schema_name(), span: field.span() });
        let after = field.attributes.literal_after.iter();
        self.items.extend(after.map(|bytes| ItemDescription::Literal(places.copy(bytes))));
        known
    }

    /// Adds what there is of a message or an entry without values, as its type says.
    pub(crate) fn add_without_values(
        &mut self,
        container: &Container,
        places: &mut Places,
        problems: &mut Problems,
    ) {
        for (key, text, span) in container.without_values() {
            if self.layout == Layout::Headers {
                let message = format!("`{key}` goes with a `sequence`, but this message has headers");
                problems.push(span, message);
            } else if !self.items.is_empty() && !self.has_no_values {
                let message = format!(
                    "on a type, `{key}` is all that there is of it, but it has values; what stands before a value is said at \
                     its field"
                );
                problems.push(span, message);
            } else {
                self.has_no_values = true;
                self.items.push(before_value(key, places.copy(text)));
            }
        }
    }

    fn report_misplaced(&self, field: &Field<'_>, problems: &mut Problems) {
        if let Some(span) = field.attributes.renamed() {
            let message = "`rename` chooses among the names of a schema; the header of a message of one's own is \
                           named with `header`";
            problems.push(span, message);
        }
        for (key, span) in field.attributes.misplaced(self.layout) {
            let message = match self.layout {
                Layout::Headers => {
                    format!("`{key}` goes with a `sequence`, but this message has headers")
                }
                Layout::Sequence => {
                    format!("`{key}` goes with headers, but this message is a `sequence`")
                }
                Layout::Entry => format!("`{key}` goes with a message, but this struct holds an `entry`"),
            };
            problems.push(span, message);
        }
    }

    /// What stands before an item and has no field.
    fn add_before(&mut self, field: &Field<'_>, places: &mut Places) {
        let before = field.attributes.before();
        self.items.extend(before.map(|(key, text)| before_value(key, places.copy(text))));
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
        let Some(value) = describe_header(field, self.layout, places, noted) else { return false };
        if field.attributes.equals.is_some() {
            field.derived = true;
        }
        if self.layout == Layout::Headers {
            // From here on the field is found by its header, as with a message of a schema.
            let (wire, span) = (value.wire.value.clone(), field.span());
            field.attributes.header.get_or_insert(Text { value: wire, span });
            self.headers.push(value);
            return true;
        }
        let mut value = Box::new(value);
        if value.kind.value == "uint" && prefix.is_none() && value.write.is_none() {
            // Without a length there is one way to write it.
            value.write = Some(places.text("fixed", field.span()));
        }
        self.items.push(ItemDescription::Value(value, prefix));
        true
    }
}

/// What stands before a value, or in the place of values.
fn before_value(key: &str, text: Placed<String>) -> ItemDescription {
    if key == "literal" { ItemDescription::Literal(text) } else { ItemDescription::Code(text) }
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
    layout: Layout,
    places: &mut Places,
    problems: &mut Problems,
) -> Option<HeaderDescription> {
    let attributes = &field.attributes;
    let wire = match (&attributes.header, field.name()) {
        _ if layout != Layout::Headers => Text { value: field.schema_name(), span: field.span() },
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
    let is_row = form == Some(Form::Nothing) && entry_of_vec(field.ty).is_some();
    if is_row && layout != Layout::Headers && attributes.kind.is_none() && attributes.with.is_none() {
        let message = format!(
            "no single value is a `{}`; for a row of entries, add `#[lonely(group, count = u16)]`",
            spelled(field.ty)
        );
        problems.push_at(field.ty, message);
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
