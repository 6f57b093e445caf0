//! The fields of a struct, with their attributes.

use std::fmt::Display;

use lonelypsp_codegen_rust::method_of;
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Member, Type};

use crate::attributes::FieldAttributes;
use crate::problems::Problems;
use crate::ty::{Form, form_of};

/// A field of the user's struct.
pub(crate) struct Field<'i> {
    pub(crate) member: Member,
    pub(crate) ty: &'i Type,
    pub(crate) attributes: FieldAttributes,
    /// Its header is derived, so that it holds nothing.
    pub(crate) derived: bool,
}

impl<'i> Field<'i> {
    /// All fields, with their attributes.
    pub(crate) fn all(fields: &'i syn::Fields, problems: &mut Problems) -> Vec<Self> {
        let members = fields.members().zip(fields);
        members
            .map(|(member, field)| {
                let attributes = FieldAttributes::parse(&field.attrs, problems);
                Self { member, ty: &field.ty, attributes, derived: false }
            })
            .collect()
    }

    pub(crate) fn span(&self) -> Span {
        match &self.member {
            Member::Named(ident) => ident.span(),
            Member::Unnamed(_) => self.ty.span(),
        }
    }

    /// Notes a problem with it: at its name, or at its type if it has none.
    pub(crate) fn blame(&self, message: impl Display, problems: &mut Problems) {
        match &self.member {
            Member::Named(ident) => problems.push(ident.span(), message),
            Member::Unnamed(_) => problems.push_at(self.ty, message),
        }
    }

    /// Its name, if it has one, without `r#`.
    pub(crate) fn name(&self) -> Option<String> {
        match &self.member {
            Member::Named(ident) => Some(ident.unraw().to_string()),
            Member::Unnamed(_) => None,
        }
    }

    /// What a schema would call it.
    pub(crate) fn schema_name(&self) -> String {
        match &self.member {
            Member::Named(ident) => ident.unraw().to_string(),
            Member::Unnamed(index) => format!("field_{}", index.index),
        }
    }

    /// How errors call it.
    pub(crate) fn title(&self) -> String {
        match &self.member {
            Member::Named(ident) => format!("`{ident}`"),
            Member::Unnamed(index) => format!("field {}", index.index),
        }
    }

    /// What a field gets that holds nothing of the message.
    pub(crate) fn skipped(&self) -> Option<TokenStream> {
        let marker = form_of(self.ty) == Some(Form::Marker);
        match self.attributes.skip {
            Some(_) => {
                let ty = self.ty.to_token_stream();
                let default = method_of(&ty, &quote!(::core::default::Default), "default");
                Some(quote!(#default()))
            }
            None if marker && self.attributes.are_none() => Some(quote!(::core::marker::PhantomData)),
            None => None,
        }
    }
}
