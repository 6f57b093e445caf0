//! The fields of a struct beside the values of a shape: which holds which.

use lonelypsp_codegen_rust::{Field as Holder, Wire};
use lonelypsp_schema::{Schema, nearest};
use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

use crate::attributes::FieldAttributes;
use crate::fields::Field;
use crate::parameters::Parameters;
use crate::problems::Problems;
use crate::schemas::locate;
use crate::ty::form_of;
use crate::values::{Part, Wanted, header_called, why_not_a_field};

/// What a struct's fields hold, and what only the compiler can know about their types.
pub(crate) struct Matched {
    /// A field for each value.
    pub(crate) fields: Vec<Holder>,
    /// Fields that hold nothing of the message, each with the value that it gets.
    pub(crate) skipped: Vec<(TokenStream, TokenStream)>,
    /// Fields of the type `()`.
    pub(crate) derived: Vec<TokenStream>,
    /// That the types can hold it.
    pub(crate) assertions: TokenStream,
}

/// What a struct holds of a message.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Of {
    /// The shape with this index.
    Shape(usize),
    /// An entry of the group with this index.
    Entry(usize),
}

/// Finds the field for each value.
pub(crate) struct Matching<'m, 's> {
    pub(crate) schema: &'s Schema,
    pub(crate) wire: Wire<'s>,
    pub(crate) of: Of,
    /// The name by which errors call the message.
    pub(crate) message: &'m str,
    /// Where a missing field is reported: at the struct.
    pub(crate) span: Span,
    pub(crate) rt: &'m TokenStream,
}

impl<'s> Matching<'_, 's> {
    /// Matches fields with values; what does not match is noted.
    pub(crate) fn run(
        &self,
        fields: &[Field<'_>],
        parameters: &mut Parameters,
        problems: &mut Problems,
    ) -> Matched {
        let wanted = self.wanted();
        let (mut skipped, mut derived, mut holding) = (Vec::new(), Vec::new(), Vec::new());
        for field in fields {
            if let Some(value) = field.skipped() {
                skipped.push((field.member.to_token_stream(), value));
            } else if field.derived {
                derived.push(field.member.to_token_stream());
            } else {
                holding.push(field);
            }
        }
        let holders = self.find_holders(&holding, &wanted, problems);
        let mut assertions = TokenStream::new();
        let held = wanted.iter().zip(holders).filter_map(|(wanted, field)| {
            let field = field?;
            let held = self.held(field, wanted, parameters, &mut assertions, problems);
            Some(Holder { member: field.member.to_token_stream(), held })
        });
        Matched { fields: held.collect(), skipped, derived, assertions }
    }

    fn wanted(&self) -> Vec<Wanted<'s>> {
        match self.of {
            Of::Shape(shape) => Wanted::all(self.schema, self.wire, &self.wire.layout.shapes[shape]),
            Of::Entry(group) => Wanted::of_entry(self.schema, &self.wire.layout.groups[group]),
        }
    }

    /// The field for each value; what has none is noted.
    fn find_holders<'f, 'i>(
        &self,
        fields: &[&'f Field<'i>],
        wanted: &[Wanted<'_>],
        problems: &mut Problems,
    ) -> Vec<Option<&'f Field<'i>>> {
        let mut holders: Vec<Option<&Field<'_>>> = wanted.iter().map(|_| None).collect();
        let (mut meant, mut strangers) = (Vec::new(), Vec::new());
        // Fields that are wrong in a way that is noted. What seems to be missing may be what they were to hold.
        let mut unclear = 0;
        for &field in fields {
            match self.find(field, wanted, problems) {
                Found::Value(at) => match holders[at] {
                    Some(first) => {
                        let (carrier, place) = (wanted[at].carrier(), wanted[at].place());
                        let message = format!("{carrier}{place} is held by {} already", first.title());
                        field.blame(message, problems);
                        unclear += 1;
                    }
                    None => holders[at] = Some(field),
                },
                Found::Meant(at) => meant.push((at, field)),
                Found::Stranger if field.attributes.in_doubt => unclear += 1,
                Found::Stranger => strangers.push(field),
                Found::Wrong => unclear += 1,
            }
        }
        for (at, field) in meant {
            holders[at].get_or_insert(field);
        }
        for field in strangers {
            let may_hold = self.report_stranger(field, wanted, &mut holders, problems);
            unclear += usize::from(may_hold);
        }
        let missing = wanted.iter().zip(&holders).filter(|(_, holder)| holder.is_none());
        let missing: Vec<&Wanted<'_>> = missing.map(|(wanted, _)| wanted).collect();
        if missing.len() > unclear {
            self.report_missing(&missing, problems);
        }
        holders
    }

    fn find(&self, field: &Field<'_>, wanted: &[Wanted<'_>], problems: &mut Problems) -> Found {
        let FieldAttributes { header, body, rename, .. } = &field.attributes;
        let (span, text, found) = if let Some(header) = header {
            let found = wanted.iter().position(|wanted| wanted.header() == Some(&header.value));
            (header.span, header.value.clone(), found)
        } else if let Some(span) = body {
            (*span, "body".to_owned(), wanted.iter().position(|wanted| wanted.part == Part::Body))
        } else if let Some(name) = rename {
            (name.span, name.value.clone(), wanted.iter().position(|wanted| wanted.name == name.value))
        } else if let Some(name) = field.name() {
            match wanted.iter().position(|wanted| wanted.name == name) {
                Some(at) => return Found::Value(at),
                None => return Found::Stranger,
            }
        } else {
            if !field.attributes.in_doubt {
                let message = "a field without a name needs `#[lonely(header = \"…\")]`, `#[lonely(rename = \"…\")]`, \
                               `#[lonely(body)]` or `#[lonely(skip)]`";
                field.blame(message, problems);
            }
            return Found::Wrong;
        };
        if let Some(at) = found {
            return Found::Value(at);
        }
        let names = wanted.iter().filter_map(|wanted| match (header, body) {
            (Some(_), _) => wanted.header(),
            (None, Some(_)) => None,
            (None, None) => Some(wanted.name),
        });
        let what = match (header, body) {
            (Some(_), _) => "header",
            (None, Some(_)) => "body",
            (None, None) => "field",
        };
        let names: Vec<&str> = names.collect();
        let near = nearest(&text, names.iter().copied());
        let meant = |wanted: &Wanted<'_>| match near {
            Some(near) => [Some(wanted.name), wanted.header()].contains(&Some(near)),
            None => field.name().is_some_and(|name| wanted.name == name),
        };
        problems.push(span, self.no_such(what, &text, &names));
        wanted.iter().position(meant).map_or(Found::Wrong, Found::Meant)
    }

    /// Why the message has no such field, or what was probably meant.
    fn no_such(&self, what: &str, name: &str, names: &[&str]) -> String {
        let place = self.place();
        if what == "body" {
            return format!("`{}`{place} has no body", self.message);
        }
        if let Of::Shape(shape) = self.of
            && let Some(why) = why_not_a_field(self.schema, self.wire, &self.wire.layout.shapes[shape], name)
        {
            let name = if what == "header" { String::new() } else { format!(" `{name}`") };
            return format!("`{}` has no field{name} for {why}", self.message);
        }
        let help = match nearest(name, names.iter().copied()) {
            Some(near) => format!("; did you mean `{near}`?"),
            None if names.is_empty() => String::new(),
            None => format!("; it has {}", names.join(", ")),
        };
        format!("`{}`{place} has no {what} `{name}`{help}", self.message)
    }

    /// Where the schema has the message, in parentheses and with a blank before it.
    fn place(&self) -> String {
        let place = locate(self.schema, self.wire.message.name.span);
        place.map(|place| format!(" ({place})")).unwrap_or_default()
    }

    /// A field that holds nothing. If it was probably meant to hold something that no other field does, it is taken for
    /// that: one mistake, and its type is looked at as well. If not, the answer is whether it could hold any of that.
    fn report_stranger<'f, 'i>(
        &self,
        field: &'f Field<'i>,
        wanted: &[Wanted<'_>],
        holders: &mut [Option<&'f Field<'i>>],
        problems: &mut Problems,
    ) -> bool {
        let name = field.name().unwrap_or_default();
        let missing = || (0..wanted.len()).filter(|at| holders[*at].is_none());
        let near = nearest(&name, missing().map(|at| wanted[at].name));
        let near = near.and_then(|near| missing().find(|at| wanted[*at].name == near));
        let of_header = || {
            let header = &self.wire.layout.slots[header_called(self.wire, &name)?].at;
            missing().find(|at| wanted[*at].header() == Some(header))
        };
        let form = form_of(field.ty);
        let fits = |at: &usize| form.as_ref().is_none_or(|form| form.fits(wanted[*at].kind));
        let only = || missing().next().filter(|at| missing().count() == 1 && form.is_some() && fits(at));
        if let Some(meant) = near.or_else(of_header).or_else(only) {
            let Wanted { name: meant_name, .. } = &wanted[meant];
            let message = format!(
                "`{}` has no field `{name}`; did you mean `{meant_name}`? That is {}: {}{}",
                self.message,
                wanted[meant].carrier(),
                wanted[meant].is(),
                wanted[meant].place()
            );
            field.blame(message, problems);
            holders[meant] = Some(field);
            return false;
        }
        let may_hold: Vec<&str> = missing().filter(fits).map(|at| wanted[at].name).collect();
        let open = if may_hold.is_empty() {
            String::new()
        } else {
            format!("; still missing: {}", may_hold.join(", "))
        };
        let hint = "; remove the field, or keep it out of the message with `#[lonely(skip)]`";
        field.blame(self.no_such("field", &name, &[]) + &open + hint, problems);
        !may_hold.is_empty()
    }

    /// Values that nothing holds.
    fn report_missing(&self, missing: &[&Wanted<'_>], problems: &mut Problems) {
        for wanted in missing {
            let message =
                format!("`{}` needs a field `{}` for {}", self.message, wanted.name, wanted.describe());
            problems.push(self.span, message);
        }
    }
}

/// What a field was found to be.
enum Found {
    /// The holder of the value with this index.
    Value(usize),
    /// Probably that; it is noted that it does not say so.
    Meant(usize),
    /// Not a name of the schema.
    Stranger,
    /// Wrong in a way that is noted.
    Wrong,
}
