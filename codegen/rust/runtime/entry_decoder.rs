//! Messages whose entries are read one by one as they arrive.

use core::fmt;

use super::Vec;
use super::codec::Parse;
use super::error::DecodeError;
use super::group_entry::GroupEntry;
use super::head::{Head, Received};
use super::incremental::{Front, IncrementalError, Passing, Program};
use super::key::Key;
use super::key::Owned;
use super::known::{Partial, incomplete};
use super::message::Family;
use super::reader::Reader;

/// Decodes a message that arrives in pieces, and gives the entries of its groups one by one, each as soon as it is there. An
/// entry is forgotten once the next one is asked for, so that memory does not grow with their number: what is kept is the
/// values outside of groups, and one entry.
///
/// Entries are checked as they pass, their order included, and [`finish`](Self::finish) says what decoding the whole would
/// have said. A body behind them is counted and hashed, and not given.
///
/// ```text
/// use lonelypsp::stateless::s2b::{SetSubscriptions, SetSubscriptionsGlobs, SetSubscriptionsTopics};
///
/// let topic = |topic| SetSubscriptionsTopics { topic, recovery: None };
/// let message = SetSubscriptions {
///     tracing: b"", url: "http://localhost/", etag: &[0; 64],
///     topics: vec![topic(b"a"), topic(b"b")], globs: vec![SetSubscriptionsGlobs { glob: "c/*", recovery: None }],
/// };
/// let wire = message.encode()?;
///
/// let mut decoder = SetSubscriptions::incremental_entries();
/// let (mut topics, mut globs) = (Vec::new(), Vec::new());
/// for mut piece in wire.chunks(10) {
///     while let Some(entry) = decoder.read(&mut piece)? {
///         let topic: Option<SetSubscriptionsTopics<'_>> = entry.get()?;
///         topics.extend(topic.map(|entry| entry.topic.to_vec()));
///         let glob: Option<SetSubscriptionsGlobs<'_>> = entry.get()?;
///         globs.extend(glob.map(|entry| entry.glob.to_owned()));
///     }
/// }
/// assert_eq!(decoder.finish()?.message().url, "http://localhost/");
/// assert_eq!((topics, globs), (vec![b"a".to_vec(), b"b".to_vec()], vec!["c/*".to_owned()]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct EntryDecoder<F: Family> {
    pub(super) front: Front<F>,
    pub(super) check: for<'a> fn(usize, &mut Reader<'a>, &mut Key<'a>) -> Result<(), DecodeError>,
    /// What tells its groups from every other.
    pub(super) ids: &'static [u64],
    /// The values outside of groups, then what is there of the entry under way.
    pub(super) kept: Vec<u8>,
    pub(super) limit: usize,
    /// Where that entry begins in it.
    pub(super) entry_at: usize,
    /// How many groups have begun.
    pub(super) groups: usize,
    pub(super) is_in_group: bool,
    /// How many entries of the group were forgotten.
    pub(super) index: usize,
    /// How many bytes of the input were forgotten.
    pub(super) forgotten: u64,
    /// Where in what is kept groups were, and how many bytes of the input were forgotten up to there.
    pub(super) cuts: Vec<(usize, u64)>,
    /// What the entry before is compared by.
    pub(super) before: Owned,
    pub(super) state: State,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one of them, and it becomes the other")]
pub(super) enum State {
    Values,
    /// An entry was given that ends there.
    Given(usize),
    /// The body is on its way; a longer one than that is refused.
    Body(Passing, Option<u64>),
    Refused(IncrementalError),
}

impl<F> EntryDecoder<F>
where
    F: Family,
    for<'a> F::Of<'a>: Parse<'a>,
{
    /// For a message of this type.
    #[must_use]
    pub fn new() -> Self {
        Self {
            front: Front::new(Program::of_message(), true),
            check: check_entry::<F>,
            ids: <F::Of<'static> as Parse<'static>>::GROUPS,
            kept: Vec::new(),
            limit: usize::MAX,
            entry_at: 0,
            groups: 0,
            is_in_group: false,
            index: 0,
            forgotten: 0,
            cuts: Vec::new(),
            before: Owned::None,
            state: State::Values,
        }
    }
}

impl<F> Default for EntryDecoder<F>
where
    F: Family,
    for<'a> F::Of<'a>: Parse<'a>,
{
    fn default() -> Self {
        Self::new()
    }
}

fn check_entry<'a, F>(group: usize, reader: &mut Reader<'a>, before: &mut Key<'a>) -> Result<(), DecodeError>
where
    F: Family,
    for<'b> F::Of<'b>: Parse<'b>,
{
    <F::Of<'a> as Parse<'a>>::check_entry(group, reader, before)
}

impl<F: Family> EntryDecoder<F> {
    /// Sets a limit to what is kept at a time, in bytes: the values outside of groups and one entry. Without it, all of them
    /// are kept that arrive.
    #[must_use]
    pub fn with_limit(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    /// Takes bytes off the front of a piece, up to the end of the next entry, and gives that entry. When there is none,
    /// the piece is used up and the next one is wanted.
    ///
    /// # Errors
    /// As soon as it is known which error the whole message would have; and if more would have to be kept than the limit
    /// allows. From then on the answer is the same.
    pub fn read(&mut self, piece: &mut &[u8]) -> Result<Option<GroupEntry<'_>>, IncrementalError> {
        match self.next(piece, false) {
            Ok(false) => Ok(None),
            Ok(true) => {
                let end = match self.state {
                    State::Given(end) => end,
                    State::Values | State::Body(..) | State::Refused(_) => self.kept.len(),
                };
                let bytes = self.kept.get(self.entry_at..end).unwrap_or_default();
                let id = self.ids.get(self.groups.saturating_sub(1)).copied().unwrap_or_default();
                Ok(Some(GroupEntry { id, index: self.index, offset: self.entry_offset(), bytes }))
            }
            Err(error) => {
                self.state = State::Refused(error);
                Err(error)
            }
        }
    }

    /// Takes bytes off the front of a piece, up to the first entry at most, and gives the [head](Self::head) once it is there:
    /// for those who need it before any entry.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn read_head(&mut self, piece: &mut &[u8]) -> Result<Option<Head<'_, F>>, IncrementalError> {
        if self.groups == 0
            && let Err(error) = self.next(piece, true)
        {
            self.state = State::Refused(error);
            return Err(error);
        }
        Ok(self.head())
    }

    /// The values outside of groups, whose entries are missing in it, once they are all there. Where only groups follow, that
    /// is before the first entry.
    pub fn head(&self) -> Option<Head<'_, F>> {
        if self.groups == 0 && !matches!(self.state, State::Body(..)) {
            return None;
        }
        let passed = self.groups.saturating_sub(usize::from(self.is_in_group));
        let end = if self.is_in_group { self.entry_at } else { self.kept.len() };
        // Behind the count of the group that is under way nothing is there.
        let values = self.kept.get(..end).unwrap_or_default();
        let mut partial = Partial::of(None, Some(passed));
        (self.front.program.read)(values, &mut partial).ok().map(Head::new)
    }

    /// The message without its entries, if all of the input was given and it is right. Entries that were not asked for are
    /// checked all the same.
    ///
    /// # Errors
    /// What decoding the whole would say.
    pub fn finish(&mut self) -> Result<Received<'_, F>, IncrementalError> {
        while self.read(&mut &[][..])?.is_some() {}
        let groups = Some(self.groups);
        match &self.state {
            State::Refused(error) => Err(*error),
            State::Values | State::Given(_) if self.is_in_group => Err(self.cut_off_entry().into()),
            State::Values | State::Given(_) => {
                self.check_values(self.kept.len(), &mut Partial::of(None, groups).reading_later_groups())?;
                Err(incomplete(self.kept.len()).moved_by(self.forgotten).into())
            }
            State::Body(passing, _) => {
                let body = passing.passed();
                let mut partial = Partial::of(Some(body), groups);
                let read = (self.front.program.read)(&self.kept, &mut partial);
                let message = read.map_err(|error| self.in_input(error))?;
                Ok(Received::new(message, body))
            }
        }
    }
}

impl<F: Family> fmt::Debug for EntryDecoder<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [kept, groups, index] = [self.kept.len(), self.groups, self.index];
        f.debug_struct("EntryDecoder")
            .field("kept", &kept)
            .field("groups", &groups)
            .field("index", &index)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
