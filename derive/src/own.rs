//! A message or an entry of one's own: attributes → the description that the schema's compiler takes.

use heck::ToSnakeCase;
use lonelypsp_schema::{
    Diagnostic, ItemDescription, LayoutDescription, MessageDescription, Placed, Schema, UnknownFlags,
    describe,
};
use proc_macro2::Ident;

use crate::attributes::{Container, Layout, Number};
use crate::fields::Field;
use crate::parts::Parts;
use crate::places::Places;
use crate::problems::Problems;

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
    let unknown_flags = container.unknown_flags.as_ref().map(|word| places.copy(word));
    let layout = if container.sequence.is_some() { Layout::Sequence } else { Layout::Headers };
    let mut parts = Parts::of(layout);
    let mut whole = true;
    for field in fields {
        match field.skipped() {
            Some(_) => {}
            None if !holds_flags(field, container) => whole &= parts.add(field, &mut places, problems),
            None if field.attributes.are_none() => {}
            None => field.blame("this field holds flags of the prefix, which have no attributes", problems),
        }
    }
    parts.add_without_values(container, &mut places, problems);
    if !whole || problems.len() > before {
        return None;
    }
    let description = match layout {
        Layout::Headers => LayoutDescription::Block { minimal_bit, headers: parts.headers, body: parts.body },
        Layout::Sequence | Layout::Entry => LayoutDescription::Sequence(parts.items),
    };
    let message = MessageDescription { name, from, code, flags, unknown_flags, layout: description };
    compiled(describe(message), layout, &places, problems)
}

/// Compiles what the attributes say of an entry: as the only group of a message.
pub(crate) fn compile_entry(
    ident: &Ident,
    container: &Container,
    fields: &mut [Field<'_>],
    problems: &mut Problems,
) -> Option<Schema> {
    let mut places = Places::default();
    let before = problems.len();
    let mut parts = Parts::of(Layout::Entry);
    let mut whole = true;
    for field in fields.iter_mut().filter(|field| field.skipped().is_none()) {
        whole &= parts.add(field, &mut places, problems);
    }
    parts.add_without_values(container, &mut places, problems);
    if !whole || problems.len() > before {
        return None;
    }
    if parts.items.is_empty() {
        problems.push(
            ident.span(),
            "an entry takes one byte at least; this one has no field, and no `literal` in its place",
        );
        return None;
    }
    let mut text = |text: &str| places.text(text, ident.span());
    let group =
        ItemDescription::Group { name: text("entry"), count: Some(text("u8")), entry: Some(parts.items) };
    let message = MessageDescription {
        name: text(&ident.to_string().to_snake_case()),
        from: text("subscriber"),
        code: Placed { value: 0, place: 0 },
        flags: Vec::new(),
        unknown_flags: None,
        layout: LayoutDescription::Sequence(vec![group]),
    };
    compiled(describe(message), Layout::Entry, &places, problems)
}

/// What came of a description; what is wrong with it is noted.
fn compiled(
    schema: Result<Schema, Vec<Diagnostic>>,
    layout: Layout,
    places: &Places,
    problems: &mut Problems,
) -> Option<Schema> {
    let noted = |list: Vec<Diagnostic>| list.iter().for_each(|it| places.report(it, layout, problems));
    schema.map_err(noted).ok()
}

/// Whether a field holds a flag of the prefix, or those that have no name.
fn holds_flags(field: &Field<'_>, container: &Container) -> bool {
    let Some(name) = field.name() else { return false };
    let keeps = container.unknown_flags.as_ref().is_some_and(|word| word.value == "keep");
    container.flags.iter().any(|(flag, _)| flag.value == name) || keeps && name == UnknownFlags::FIELD
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
