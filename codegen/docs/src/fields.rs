//! The values of a message: what each is, what limits it, and who says what it is.

use lonelypsp_schema::{
    BodyField, Digest, FlagSource, Group, Layout, Message, Name, Protocol, Shape, ShapeSlot, Slot, Source,
    Step, UnknownFlags,
};

use crate::phrases::{code, condition, expectation, form, listed, most_of_text, spelling};
use crate::place::anchor;

/// One value of a message. Texts are Markdown.
pub(crate) struct Field {
    /// What its place on the page is called.
    pub(crate) id: String,
    /// What errors name it by.
    pub(crate) at: String,
    pub(crate) form: &'static str,
    /// Its type in the schema, if it has one.
    pub(crate) type_name: Option<String>,
    pub(crate) limits: Vec<String>,
    pub(crate) is_secret: bool,
    /// What it is in the shapes that have it; shapes in which it is the same share one.
    pub(crate) uses: Vec<Use>,
    /// In how many lists it stands.
    pub(crate) depth: usize,
    /// The values of an entry, if it is a list.
    entry: Vec<Field>,
}

/// What a value is in some shapes of its message.
pub(crate) struct Use {
    /// Which; nothing if it is the same in all.
    pub(crate) variants: Option<String>,
    /// What its field is called, if it has one.
    pub(crate) field: Option<String>,
    /// Who says what it is.
    pub(crate) who: String,
    pub(crate) doc: String,
}

/// All values of a message in wire order: flags, values, those of entries behind their list, the body.
pub(crate) fn fields(protocol: &Protocol, message: &Message) -> Vec<Field> {
    let layout = &message.layout;
    let mut fields = flags(protocol, layout);
    let slots = layout.slots.iter().enumerate();
    fields.extend(slots.map(|(index, slot)| field(protocol, layout, index, slot)));
    fields.extend(body(layout));
    let mut all = Vec::with_capacity(fields.len());
    flatten(fields, 0, None, &mut all);
    all
}

/// Puts the values of entries behind their list, with the places that errors have.
fn flatten(fields: Vec<Field>, depth: usize, path: Option<&str>, all: &mut Vec<Field>) {
    for mut field in fields {
        let entry = std::mem::take(&mut field.entry);
        field.depth = depth;
        if let Some(path) = path {
            field.at = format!("{path}[i].{}", field.at);
        }
        let at = field.at.clone();
        all.push(field);
        flatten(entry, depth + 1, Some(&at), all);
    }
}

fn flags(protocol: &Protocol, layout: &Layout) -> Vec<Field> {
    let named = protocol.flags.iter().enumerate().filter(|(_, flag)| !flag.selects_minimal);
    let mut fields: Vec<Field> = named
        .filter_map(|(index, flag)| {
            let uses = uses(layout, |shape| {
                let of = shape.flags.iter().find(|of| of.flag == index)?;
                let (field, who) = match &of.source {
                    FlagSource::Field(name) => (Some(name.snake().to_owned()), SENDER.to_owned()),
                    FlagSource::Constant(true) => (None, "always set: the variant is told by it".to_owned()),
                    FlagSource::Constant(false) => (None, "never set: the variant is told by it".to_owned()),
                };
                Some((field, who, flag.doc.clone()))
            });
            let limits = vec![format!("bit {} of the flags", flag.bit)];
            let at = flag.name.snake();
            (!uses.is_empty()).then(|| plain(format!("field-{at}"), at, "true or false", limits, uses))
        })
        .collect();
    let unknown = uses(layout, |shape| {
        let name = shape.unknown_flags.as_ref()?;
        let doc = "The bits of the flags that have no name, as they were read.".to_owned();
        Some((Some(name.snake().to_owned()), SENDER.to_owned(), doc))
    });
    if !unknown.is_empty() {
        let at = UnknownFlags::FIELD;
        let limits = vec!["2 bytes".to_owned()];
        fields.push(plain(format!("field-{at}"), at, "unsigned integer", limits, unknown));
    }
    fields
}

const SENDER: &str = "the sender";

fn plain(id: String, at: &str, form: &'static str, limits: Vec<String>, uses: Vec<Use>) -> Field {
    let (type_name, is_secret, depth, entry) = (None, false, 0, Vec::new());
    Field { id, at: at.to_owned(), form, type_name, limits, is_secret, uses, depth, entry }
}

fn field(protocol: &Protocol, layout: &Layout, index: usize, slot: &Slot) -> Field {
    let uses = uses(layout, |shape| {
        let held = shape.slot(index)?;
        Some((held.field().map(|name| name.snake().to_owned()), who(layout, held), held.doc.clone()))
    });
    let mut field = value(layout, &format!("field-{}", anchor(&slot.at)), Some(index), slot);
    field.uses = uses;
    if let Some(tail) = layout.tail.as_ref().filter(|tail| index >= tail.start) {
        field.limits.push(format!("there only if {}", condition(protocol, layout, tail.when)));
    }
    field
}

/// What a value is wherever it stands: among those of the message it has an index, in an entry none.
fn value(layout: &Layout, id: &str, index: Option<usize>, slot: &Slot) -> Field {
    let mut limits = vec![expectation(slot)];
    limits.extend(most_of_text(slot));
    if let Some(range) = slot.kind.integer_range() {
        limits.push(format!("{} to {}", range.start(), range.end()));
    }
    limits.extend(spelling(layout, index, slot).map(str::to_owned));
    limits.extend(slot.default.map(|value| format!("{value} if an expanded block lacks it")));
    let deprecated = slot.availability.deprecated.as_ref();
    limits.extend(deprecated.map(|deprecation| format!("deprecated: {}", deprecation.line())));
    let group = layout.group(slot);
    limits.extend(group.and_then(sorted));
    let entries = group.map(|group| &group.slots[..]).unwrap_or_default();
    let entry = entries.iter().map(|of| {
        let mut field = value(layout, &format!("{id}-{}", anchor(&of.at)), None, of);
        let (variants, doc) = (None, of.doc.clone());
        field.uses = vec![Use { variants, field: Some(of.at.clone()), who: SENDER.to_owned(), doc }];
        field
    });
    let entry = entry.collect();
    Field {
        id: id.to_owned(),
        at: slot.at.clone(),
        form: form(slot.kind),
        type_name: Some(slot.type_name.clone()).filter(|name| !name.is_empty()),
        limits,
        is_secret: slot.secret,
        uses: Vec::new(),
        depth: 0,
        entry,
    }
}

fn sorted(group: &Group) -> Option<String> {
    let by = group.slots.get(group.sorted?)?;
    Some(format!("in ascending order of {}, each once", code(&by.at)))
}

fn who(layout: &Layout, held: &ShapeSlot) -> String {
    let digest = digest_of(layout, held.slot);
    match &held.source {
        Source::Field(_) => match digest {
            Some(digest) => {
                format!("the sender: the {} of the body, which a reader compares", name_of(digest))
            }
            None => SENDER.to_owned(),
        },
        Source::Constant(number) => format!("always {number}: the variant is told by it"),
        Source::BodyLength => "computed: the length of the body in bytes, which a reader compares".to_owned(),
        Source::Slot(other) => {
            let other = layout.slots.get(*other).map_or("", |slot| slot.at.as_str());
            format!("computed: the same as {}, which a reader compares", code(other))
        }
    }
}

fn digest_of(layout: &Layout, slot: usize) -> Option<Digest> {
    let mut found = None;
    layout.plan.checks().any(&mut |step| match step {
        Step::BodyDigest(of, digest) if *of == slot => {
            found = Some(*digest);
            true
        }
        _ => false,
    });
    found
}

/// What the digest is called.
pub(crate) const fn name_of(digest: Digest) -> &'static str {
    match digest {
        Digest::Sha512 => "SHA-512",
    }
}

fn body(layout: &Layout) -> Option<Field> {
    let body = layout.body.as_ref()?;
    let uses = uses(layout, |shape| {
        let BodyField { name, doc } = shape.body.as_ref()?;
        Some((Some(name.snake().to_owned()), SENDER.to_owned(), doc.clone()))
    });
    let limit = match body.prefix {
        None => "all that is left of the message".to_owned(),
        Some(width) => format!("at most {} bytes", width.max()),
    };
    Some(plain(format!("field-{}", anchor(&body.at)), &body.at, "bytes", vec![limit], uses))
}

/// The field of a value in a shape, who says what it is, and its text.
type Here = (Option<String>, String, String);

/// What a value is in each shape, those together in which it is the same.
fn uses(layout: &Layout, of: impl Fn(&Shape) -> Option<Here>) -> Vec<Use> {
    let mut groups: Vec<(Vec<&Name>, Here)> = Vec::new();
    for shape in &layout.shapes {
        let Some(here) = of(shape) else { continue };
        match groups.iter_mut().find(|(_, there)| *there == here) {
            Some((names, _)) => names.extend(&shape.variant),
            None => groups.push((shape.variant.iter().collect(), here)),
        }
    }
    let all = layout.shapes.len();
    let named = groups.into_iter().map(|(names, (field, who, doc))| {
        let is_part = names.len() < all && !names.is_empty();
        let names = names.into_iter().map(|name| code(name.snake())).collect();
        Use { variants: is_part.then(|| listed(names, "and")), field, who, doc }
    });
    named.collect()
}
