//! Structs whose fields lie where they cannot be borrowed.

use lonelypsp_codegen_rust::{Field as Holder, Held};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use crate::fields::Field;
use crate::problems::Problems;
use crate::spelled::spelled;
use crate::ty::{Form, form_of};

/// Whether this attribute packs a struct.
fn packs(attribute: &Attribute) -> bool {
    let items = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    attribute.path().is_ident("repr")
        && items.is_ok_and(|items| items.iter().any(|item| item.path().is_ident("packed")))
}

/// What is held as it is on the wire is copied when it is written; all else is borrowed, which a packed struct does not
/// allow. Bytes lie well everywhere.
pub(crate) fn refuse_packed(
    attributes: &[Attribute],
    fields: &[Field<'_>],
    holders: &[Holder],
    problems: &mut Problems,
) {
    if !attributes.iter().any(packs) {
        return;
    }
    let borrowed = holders.iter().filter(|holder| !matches!(holder.held, Held::Plain));
    for holder in borrowed {
        let name = holder.member.to_string();
        let found = fields.iter().find(|field| field.member.to_token_stream().to_string() == name);
        let Some(field) = found else { continue };
        if matches!(form_of(field.ty), Some(Form::Array { borrowed: false, .. })) {
            continue;
        }
        let message = format!(
            "{} is borrowed when it is written, which a packed struct does not allow of a `{}`; leave out `packed`, \
             which says nothing about the bytes of the message",
            field.title(),
            spelled(field.ty)
        );
        problems.push_at(field.ty, message);
    }
}
