//! The attributes that are given: sorted by the tables of keys, which say what there can be.

use proc_macro2::Span;
use syn::ext::IdentExt;

use super::item::Item;
use super::keys::Owner;
use crate::problems::Problems;

/// The keys that are given, each with its place.
#[derive(Default)]
pub(crate) struct Given(Vec<(String, Span)>);

impl Given {
    /// Calls `take` once for each key that the owner takes; notes keys that it does not, or that are given twice.
    pub(super) fn sort(
        items: &[Item],
        owner: Owner,
        problems: &mut Problems,
        mut take: impl FnMut(&str, &Item, &mut Problems),
    ) -> Self {
        let mut given = Self::default();
        for item in items {
            let key = item.key.unraw().to_string();
            if !owner.keys().contains(&key.as_str()) {
                problems.push(item.span(), unknown(&key, owner));
            } else if given.among(&[&key]).next().is_some() {
                problems.push(item.span(), format!("`{key}` is given twice"));
            } else {
                take(&key, item, problems);
                given.0.push((key, item.span()));
            }
        }
        given
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, in the order in which they are given.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, Span)> {
        self.0.iter().map(|(key, span)| (key.as_str(), *span))
    }

    /// Those among these keys.
    pub(crate) fn among(&self, keys: &[&str]) -> impl Iterator<Item = (&str, Span)> {
        self.all().filter(move |(key, _)| keys.contains(key))
    }
}

/// That an owner does not take a key, and what helps.
fn unknown(key: &str, owner: Owner) -> String {
    let keys = owner.keys();
    // Where there is little to choose from, that says more than who else takes the key.
    let few = keys.len() <= 2;
    let elsewhere = Owner::of(key).filter(|_| !few);
    let help = match (elsewhere, lonelypsp_schema::nearest(key, keys.iter().copied())) {
        (Some(other), _) => format!("{} does", other.in_full()),
        (None, Some(near)) => format!("did you mean `{near}`?"),
        (None, None) => format!("it takes {}", keys.join(", ")),
    };
    format!("{} takes no `{key}`; {help}", owner.phrase())
}
