//! Types that hold themselves.

use proc_macro2::Ident;
use syn::Type;

use crate::ty::{argument_of, name_of, peel};

/// Whether a type is the one of that name, as it is called where that is defined.
pub(crate) fn is_named(ty: &Type, name: &Ident) -> bool {
    let Type::Path(path) = peel(ty) else { return false };
    let mut segments = path.path.segments.iter().filter(|segment| segment.ident != "self");
    let last = segments.next().filter(|last| last.ident == *name || last.ident == "Self");
    path.qself.is_none() && last.is_some() && segments.next().is_none()
}

/// Whether a type is the one of that name, or a `Box` of it.
pub(crate) fn is_named_in_a_box(ty: &Type, name: &Ident) -> bool {
    is_named(ty, name)
        || name_of(ty).as_deref() == Some("Box")
            && argument_of(ty).is_some_and(|inner| is_named_in_a_box(inner, name))
}
