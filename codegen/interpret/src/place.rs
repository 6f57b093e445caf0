//! Where in a message something is: the groups around it, the index of an entry in each, and a name.

/// The groups around what is read or written, outermost first, each with the index of the entry at hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Path<'s> {
    groups: Vec<(&'s str, usize)>,
}

impl<'s> Path<'s> {
    /// Goes into the entries of a group.
    pub(crate) fn enter(&mut self, group: &'s str) {
        self.groups.push((group, 0));
    }

    /// Goes on with the entry of that index.
    pub(crate) fn entry(&mut self, index: usize) {
        if let Some((_, entry)) = self.groups.last_mut() {
            *entry = index;
        }
    }

    /// Leaves the entries of the innermost group.
    pub(crate) fn leave(&mut self) {
        self.groups.pop();
    }

    /// A name in the entry at hand: `exact[2].topic`.
    pub(crate) fn place(&self, name: &str) -> String {
        let groups = self.groups.iter().map(|(group, index)| format!("{group}[{index}]."));
        groups.chain([name.to_owned()]).collect::<Vec<_>>().concat()
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn a_place_names_every_group_around_it() {
        let mut path = Path::default();
        assert_eq!(path.place("url"), "url");
        path.enter("a");
        path.entry(2);
        path.enter("b");
        assert_eq!(path.place("c"), "a[2].b[0].c");
        path.leave();
        assert_eq!(path.place("b"), "a[2].b");
    }
}
