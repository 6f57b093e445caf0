//! Rules about documentation.

mod subjects;

use std::collections::BTreeMap;

use lonelypsp_findings::Place;

use crate::edit::{self, first_paragraph};
use crate::outline::{Decl, Outline, Says};
use crate::tree::{get, get_text, text};
use crate::words::{EMPTY_WORDS, UNFINISHED, UNITS, stem, words};
use crate::{Found, Lint};

pub(crate) use subjects::{Documented, documented};

/// No first paragraph has more characters than this.
const LONGEST_SUMMARY: usize = 250;

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    for subject in documented(outline) {
        look_at_sentence(&subject, found);
        look_at_name(&subject, found);
        look_at_type(&subject, found);
        if let Some(note) = UNFINISHED
            .iter()
            .find(|note| subject.text.split(|c: char| !c.is_alphanumeric()).any(|word| word == **note))
        {
            found.add(
                Lint::Todo,
                subject.doc.span,
                format!("the documentation of {} says `{note}`", subject.owner),
                |f| f,
            );
        }
    }
    for ty in &outline.types {
        look_at_unit(*ty, found);
    }
    look_for_copies(outline, found);
}

fn look_at_sentence(subject: &Documented<'_>, found: &mut Found<'_>) {
    let summary = first_paragraph(subject.text);
    let (owner, span) = (&subject.owner, subject.doc.span);
    if summary.starts_with(|c: char| c.is_lowercase()) {
        found.add(
            Lint::NoCapital,
            span,
            format!("the documentation of {owner} does not begin with a capital letter"),
            |f| f,
        );
    }
    if !summary.ends_with(['.', ':', '!', '?', '…']) && !summary.ends_with(".)") && !summary.ends_with("```")
    {
        let fix = edit::full_stop(found.text(span), subject.doc);
        let message =
            format!("the first paragraph of the documentation of {owner} does not end with a full stop");
        found.add(Lint::NoFullStop, span, message, |f| match fix {
            Some(fix) => f.fix(fix),
            None => f,
        });
    }
    let length = summary.chars().count();
    if length > LONGEST_SUMMARY {
        let message = format!("the first paragraph of the documentation of {owner} has {length} characters");
        let help = format!("begin with a sentence of at most {LONGEST_SUMMARY}, and an empty line behind it");
        found.add(Lint::LongSummary, span, message, |f| f.help(help));
    }
}

fn look_at_name(subject: &Documented<'_>, found: &mut Found<'_>) {
    let Some(name) = subject.name else { return };
    let said: Vec<_> = words(subject.text).take(13).collect();
    // Nobody needs so many words to repeat a name.
    if said.len() > 12 {
        return;
    }
    let name: Vec<_> = words(name).collect();
    let is_in_name = |word: &String| name.iter().any(|part| stem(part) == stem(word));
    let is_message = subject.owner.starts_with("the message");
    let is_empty = |word: &String| EMPTY_WORDS.contains(&word.as_str()) || (is_message && word == "message");
    if said.iter().all(|word| is_empty(word) || is_in_name(word)) {
        let message = format!("the documentation of {} only repeats its name", subject.owner);
        found.add(Lint::DocRepeatsName, subject.doc.span, message, |f| {
            f.help("say what it is for, which values it has, and what it means if it is empty")
        });
    }
}

/// A value that has the text of its type once more.
fn look_at_type(subject: &Documented<'_>, found: &mut Found<'_>) {
    let Some((type_name, type_doc)) = subject.ty else { return };
    if text(type_doc).map(str::trim) != Some(subject.text.trim()) {
        return;
    }
    let entry = subject.mapping.and_then(|mapping| {
        let entry = crate::tree::entries(mapping).iter().find(|(key, _)| key.value == "doc")?;
        edit::leave_out(found.text(subject.doc.span), mapping, entry)
    });
    let message = format!("{} repeats the documentation of its type `{type_name}`", subject.owner);
    found.add(Lint::DocOfType, subject.doc.span, message, |f| {
        let f = f.related(Place::Here(type_doc.span), "it stands here").help("leave it out");
        match entry {
            Some(fix) => f.fix(fix),
            None => f,
        }
    });
}

fn look_at_unit(ty: Decl<'_>, found: &mut Found<'_>) {
    let (says, Some(doc)) = (Says::of(ty), get(ty.node, "doc")) else { return };
    let Some(said) = text(doc) else { return };
    let has_digit = said.contains(|c: char| c.is_ascii_digit());
    if says.is_number() && !has_digit && !words(said).any(|word| UNITS.contains(&word.as_str())) {
        let message =
            format!("the documentation of the number `{}` does not say what it counts", ty.name.value);
        found.add(Lint::NoUnit, doc.span, message, |f| f.help("say its unit, or what the numbers stand for"));
    }
    let limit = says.length.or(says.max).filter(|_| says.is_text_or_bytes());
    let Some(limit) = limit else { return };
    let number = limit.to_string();
    let says_limit = said.split(|c: char| !c.is_ascii_digit()).any(|digits| digits == number);
    if !says_limit {
        let how = if says.length.is_some() { "exactly" } else { "at most" };
        let unit = crate::limits::bytes(limit);
        let message =
            format!("the documentation of `{}` does not say that it has {how} {limit} {unit}", ty.name.value);
        found.add(Lint::NoLimit, doc.span, message, |f| f.help(format!("say \"{how} {limit} {unit}\"")));
    }
}

fn look_for_copies(outline: &Outline<'_>, found: &mut Found<'_>) {
    let mut first: BTreeMap<&str, Decl<'_>> = BTreeMap::new();
    for message in &outline.messages {
        let Some(said) = get_text(message.decl.node, "doc").map(str::trim) else { continue };
        let before = *first.entry(said).or_insert(message.decl);
        // A message that changed is two with one name, each of other versions.
        if before.name.value == message.decl.name.value {
            continue;
        }
        let text = format!("`{}` has the documentation of `{}`", message.decl.name.value, before.name.value);
        found.add(Lint::DocTwice, message.decl.name.span, text, |f| {
            f.related(Place::Here(before.name.span), "the other one").help("say what tells the two apart")
        });
    }
}
