//! The entries of a group without knowing their types.

use core::hash::{Hash, Hasher};

use super::Vec;
use super::error::{EncodeError, ErrorKind};
use super::place::Place;
use super::reflect::{Field, Kind, Value};

/// A struct that holds an entry of a group and whose fields can be visited.
pub trait Entry {
    /// What it is called.
    const NAME: &'static str;

    /// Calls `visit` with each field, in wire order. Secret values are given too.
    fn visit<'s>(&'s self, visit: &mut dyn FnMut(&'static Field, Value<'s>));
}

/// A struct that can be built from the values of its fields.
pub trait Build<'a>: Sized {
    /// Builds it. The source is asked for the value of each field, in wire order.
    ///
    /// # Errors
    /// The first value that the type of its field cannot hold.
    fn build(source: &mut dyn FnMut(&'static Field) -> Value<'a>) -> Result<Self, EncodeError>;
}

/// Entries, whatever holds them.
pub trait Entries {
    /// What an entry is called.
    fn name(&self) -> &'static str;

    /// How many there are.
    fn count(&self) -> usize;

    /// Calls `visit` with each field of the entry with this index, in wire order; not at all if there is none.
    fn visit<'s>(&'s self, index: usize, visit: &mut dyn FnMut(&'static Field, Value<'s>));
}

impl<E: Entry> Entries for Vec<E> {
    fn name(&self) -> &'static str {
        E::NAME
    }

    fn count(&self) -> usize {
        self.len()
    }

    fn visit<'s>(&'s self, index: usize, visit: &mut dyn FnMut(&'static Field, Value<'s>)) {
        if let Some(entry) = self.get(index) {
            entry.visit(visit);
        }
    }
}

/// The entries of a group.
#[derive(Clone, Copy)]
pub struct Group<'a>(&'a (dyn Entries + Sync));

impl<'a> Group<'a> {
    /// These entries.
    pub fn new(entries: &'a (dyn Entries + Sync)) -> Self {
        Self(entries)
    }

    /// What an entry is called.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// How many there are.
    pub fn len(self) -> usize {
        self.0.count()
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Calls `visit` with each field of the entry with this index, in wire order; not at all if there is none.
    pub fn visit(self, index: usize, visit: &mut dyn FnMut(&'static Field, Value<'a>)) {
        self.0.visit(index, visit);
    }

    /// The fields of an entry.
    fn entry(self, index: usize) -> Vec<(&'static Field, Value<'a>)> {
        let mut fields = Vec::new();
        self.visit(index, &mut |field, value| fields.push((field, value)));
        fields
    }
}

impl PartialEq for Group<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (0..self.len()).all(|index| self.entry(index) == other.entry(index))
    }
}

impl Eq for Group<'_> {}

impl Hash for Group<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.len().hash(state);
        (0..self.len()).for_each(|index| self.entry(index).hash(state));
    }
}

/// Takes entries.
///
/// # Errors
/// The first value of an entry that its field cannot hold, and [`ErrorKind::BadValue`] for one that is not there or for a
/// value of another kind.
pub fn take_entries<'a, E: Build<'a>>(
    value: Value<'a>,
    place: &'static Place,
) -> Result<Vec<E>, EncodeError> {
    let Value::Group(group) = value else { return Err(EncodeError::new(ErrorKind::BadValue, Some(place))) };
    let entries = (0..group.len()).map(|index| {
        let given = group.entry(index);
        let mut source = |wanted: &'static Field| {
            let found = given.iter().find(|(field, _)| field.name == wanted.name);
            // Where there is none, a value of another kind is refused at that field.
            let other = if wanted.kind == Kind::Bool { Value::Uint(0) } else { Value::Bool(false) };
            found.map_or(other, |(_, value)| *value)
        };
        E::build(&mut source).map_err(|error| error.in_entry(index))
    });
    entries.collect()
}
