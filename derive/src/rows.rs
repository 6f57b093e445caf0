//! How a field holds the entries of a group, and whether it can.

use lonelypsp_codegen_rust::{Held, call_at};
use lonelypsp_schema::{Group, GroupEnd};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use crate::attributes::Text;
use crate::fields::Field;
use crate::itself::is_named;
use crate::matching::{Matching, Of};
use crate::parameters::{Parameters, with_static_lifetimes};
use crate::problems::Problems;
use crate::spelled::spelled;
use crate::ty::entry_of_vec;
use crate::values::Wanted;

impl Matching<'_, '_> {
    /// How a field holds the entries of a group: as a vector of what holds one.
    pub(crate) fn held_entries(
        &self,
        field: &Field<'_>,
        group: usize,
        wanted: &Wanted<'_>,
        parameters: &mut Parameters,
        assertions: &mut TokenStream,
        problems: &mut Problems,
    ) -> Held {
        let ty = field.ty;
        let described = &self.wire.layout.groups[group];
        let Some(entry) = entry_of_vec(ty) else {
            let message = format!(
                "{} is of type `{}`, but {} holds {}{}; use a `Vec` of a struct that derives `LonelyMessage` with \
                 {}",
                field.title(),
                spelled(ty),
                wanted.carrier(),
                wanted.is(),
                wanted.place(),
                attribute_of_entries(described)
            );
            problems.push_at(ty, message);
            return Held::Plain;
        };
        if describe_themselves(described) {
            return self.held_own_entries(field, described, entry, parameters, assertions, problems);
        }
        let (rt, input) = (self.rt, parameters.generics.input.clone());
        let id = Literal::u64_unsuffixed(self.wire.group_id(group));
        if parameters.occur_in(entry) {
            parameters.require(&quote!(#entry: #rt::Entry<#input, #id>));
        } else {
            let message = format!(
                "`{}` does not hold an entry of the group `{}`{}; derive `LonelyMessage` on it with {}",
                spelled(entry),
                described.name,
                wanted.place(),
                attribute_of_entries(described)
            );
            let any = with_static_lifetimes(entry.to_token_stream());
            let holds = quote!(#rt::EntryProbe::<'static, #any, #id>::HOLDS);
            assertions.extend(assert_at(&entry.to_token_stream(), &holds, &quote!(#message)));
        }
        Held::Entries(entry.to_token_stream())
    }

    /// The same of entries that describe themselves: what they must have for this group, the compiler finds out.
    fn held_own_entries(
        &self,
        field: &Field<'_>,
        group: &Group,
        entry: &Type,
        parameters: &mut Parameters,
        assertions: &mut TokenStream,
        problems: &mut Problems,
    ) -> Held {
        let (rt, input) = (self.rt, parameters.generics.input.clone());
        let sorted = field.attributes.sorted.as_ref();
        let held =
            Held::Own { ty: entry.to_token_stream(), sorted: sorted.map(|sorted| sorted.value.clone()) };
        let name = &parameters.generics.ident;
        if matches!(self.of, Of::Entry(_)) && is_named(entry, name) {
            let message = format!("an entry of `{name}` would lie in itself; groups lie at most 4 deep");
            problems.push_at(entry, message);
        } else if parameters.occur_in(entry) {
            parameters.require(&quote!(#entry: #rt::OwnEntry<#input>));
        } else {
            assertions.extend(self.assert_own_entries(group, entry, sorted));
        }
        held
    }

    /// That a struct describes an entry, and one that this group can have.
    fn assert_own_entries(&self, group: &Group, entry: &Type, sorted: Option<&Text>) -> TokenStream {
        let rt = self.rt;
        let (place, title) = (entry.to_token_stream(), spelled(entry));
        let any = with_static_lifetimes(place.clone());
        let probe = quote!(#rt::OwnProbe::<'static, #any, ()>);
        let message = format!(
            "`{title}` does not describe an entry; derive `LonelyMessage` on it with {}",
            attribute_of_entries(group)
        );
        let holds = assert_at(&place, &quote!(#probe::HOLDS), &quote!(#message));
        let message = format!("groups lie at most 4 deep, and in `{}` they lie deeper", group.name);
        let shallow = assert_at(&place, &quote!(#rt::is_shallow(#probe::DEPTH_OF_GROUPS)), &quote!(#message));
        let ends = match &group.end {
            GroupEnd::Count(_) => None,
            GroupEnd::Literal(end) => {
                let message = format!(
                    "every entry of `{}` begins with the literal that ends it; let another one follow, or add \
                     `count = u16`",
                    group.name
                );
                let end = Literal::byte_string(end);
                Some(assert_at(&place, &quote!(!#probe::OUTLINE.is_never_read(#end)), &quote!(#message)))
            }
        };
        let sorts = sorted.map(|Text { value, span }| {
            let mut place = Literal::string(value);
            place.set_span(*span);
            let message =
                format!("entries of `{}`, which are of `{title}`, cannot be sorted by `{value}`", group.name);
            let known = quote!(!#probe::HOLDS || #probe::OUTLINE.sorts_by(#rt::Some(#value)));
            let message = quote!(#probe::OUTLINE.unsorted(#message).as_str());
            assert_at(&place.into_token_stream(), &known, &message)
        });
        quote!(#holds #shallow #ends #sorts)
    }
}

/// Whether what an entry consists of is said at the struct that holds one.
fn describe_themselves(group: &Group) -> bool {
    group.slots.is_empty()
}

/// The attribute of a struct that holds entries of a group.
fn attribute_of_entries(group: &Group) -> String {
    if describe_themselves(group) {
        return "`#[lonely(entry)]`".to_owned();
    }
    format!("`group = \"{}\"`", group.name)
}

/// An assertion whose error stands at that place.
fn assert_at(place: &TokenStream, condition: &TokenStream, message: &TokenStream) -> TokenStream {
    let assert = call_at(place, quote!(::core::assert!), quote!(#condition, "{}", #message));
    quote!(const _: () = #assert;)
}
