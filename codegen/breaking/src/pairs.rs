//! Which of two lists stands for which, and what is only in one of them.

use std::collections::HashMap;

/// What of two lists stands for one another, by index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs {
    /// By the index in the old list.
    pub(crate) new_of: Vec<Option<usize>>,
    /// By the index in the new list.
    pub(crate) old_of: Vec<Option<usize>>,
}

impl Pairs {
    pub(crate) fn of_names<'n>(
        old: impl ExactSizeIterator<Item = &'n str>,
        new: impl ExactSizeIterator<Item = &'n str>,
    ) -> Self {
        let mut pairs = Self { new_of: vec![None; old.len()], old_of: vec![None; new.len()] };
        let by_name: HashMap<&str, usize> = new.enumerate().map(|(index, name)| (name, index)).collect();
        for (index, name) in old.enumerate() {
            if let Some(other) = by_name.get(name) {
                pairs.join(index, *other);
            }
        }
        pairs
    }

    pub(crate) fn join(&mut self, old: usize, new: usize) {
        if let (Some(of_old), Some(of_new)) = (self.new_of.get_mut(old), self.old_of.get_mut(new)) {
            (*of_old, *of_new) = (Some(new), Some(old));
        }
    }

    /// The pairs, in the order of the old list.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        self.new_of.iter().enumerate().filter_map(|(old, new)| Some((old, (*new)?)))
    }

    /// What is only in the old list.
    pub(crate) fn removed(&self) -> impl Iterator<Item = usize> {
        self.new_of.iter().enumerate().filter(|(_, new)| new.is_none()).map(|(old, _)| old)
    }

    /// What is only in the new list.
    pub(crate) fn added(&self) -> impl Iterator<Item = usize> {
        self.old_of.iter().enumerate().filter(|(_, old)| old.is_none()).map(|(new, _)| new)
    }

    /// The index in the new list of what has this index in the old one.
    pub(crate) fn new_of(&self, old: usize) -> Option<usize> {
        self.new_of.get(old).copied().flatten()
    }

    /// The index in the old list of what has this index in the new one.
    pub(crate) fn old_of(&self, new: usize) -> Option<usize> {
        self.old_of.get(new).copied().flatten()
    }

    /// Whether nothing was added or removed.
    pub(crate) fn is_complete(&self) -> bool {
        self.removed().next().is_none() && self.added().next().is_none()
    }

    /// What is no longer in the order of the others, by its index in the old list: as little as possible.
    pub(crate) fn moved(&self) -> Vec<usize> {
        let pairs: Vec<_> = self.iter().collect();
        let kept = longest_ascending(&pairs.iter().map(|(_, new)| *new).collect::<Vec<_>>());
        let mut kept = kept.into_iter().peekable();
        let mut moved = Vec::new();
        for (index, (old, _)) in pairs.into_iter().enumerate() {
            if kept.next_if_eq(&index).is_none() {
                moved.push(old);
            }
        }
        moved
    }
}

/// The places of a longest ascending part of different numbers.
fn longest_ascending(numbers: &[usize]) -> Vec<usize> {
    // For each length, the place at which a part of that length ends lowest.
    let mut ends: Vec<usize> = Vec::new();
    let mut before = vec![None; numbers.len()];
    for (index, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|end| numbers.get(*end) < Some(number));
        if let Some(place) = before.get_mut(index) {
            *place = length.checked_sub(1).and_then(|shorter| ends.get(shorter)).copied();
        }
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut kept = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        kept.push(index);
        at = before.get(index).copied().flatten();
    }
    kept.reverse();
    kept
}

#[cfg(test)]
mod tests {
    use super::{Pairs, longest_ascending};

    #[test]
    fn as_little_as_possible_is_called_moved() {
        assert_eq!(longest_ascending(&[1, 2, 0, 3]), [0, 1, 3]);
        let pairs = Pairs::of_names(["a", "b", "c", "d"].into_iter(), ["b", "c", "d", "a"].into_iter());
        assert_eq!(pairs.moved(), [0]);
        let pairs = Pairs::of_names(["a", "b"].into_iter(), ["x", "b", "a"].into_iter());
        assert_eq!((pairs.moved().len(), pairs.is_complete()), (1, false));
    }
}
