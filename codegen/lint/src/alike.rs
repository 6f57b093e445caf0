//! Types that are the same.

use std::collections::BTreeMap;

use lonelypsp_findings::Place;

use crate::outline::{Decl, Outline, Says};
use crate::tree::get_text;
use crate::{Found, Lint};

pub(crate) fn look(outline: &Outline<'_>, found: &mut Found<'_>) {
    let mut first: BTreeMap<(Says<'_>, &str), Decl<'_>> = BTreeMap::new();
    for ty in &outline.types {
        let doc = get_text(ty.node, "doc").unwrap_or_default().trim();
        let before = *first.entry((Says::of(*ty), doc)).or_insert(*ty);
        if before.name.span == ty.name.span {
            continue;
        }
        let (one, other) = (&ty.name.value, &before.name.value);
        found.add(
            Lint::AlikeTypes,
            ty.name.span,
            format!("the type `{one}` is the same as `{other}`"),
            |f| {
                f.related(Place::Here(before.name.span), "the other one")
                    .help("use one of them for all values")
            },
        );
    }
}
