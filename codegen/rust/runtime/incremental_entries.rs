//! Messages whose entries are read one by one as they arrive.

use core::fmt;

use super::Vec;
use super::codec::Parse;
use super::entry::Entry;
use super::error::DecodeError;
use super::incremental::{Front, Head, IncrementalError, Passing, Program, Received, within};
use super::known::{Partial, Passed, incomplete};
use super::message::Family;
use super::reader::Reader;
use super::scan::{Progress, Scanner};
use super::sequence::Key;

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
    front: Front<F>,
    check: for<'a> fn(usize, &mut Reader<'a>, &mut Key<'a>) -> Result<(), DecodeError>,
    /// What tells its groups from every other.
    ids: &'static [u64],
    /// The values outside of groups, then what is there of the entry under way.
    kept: Vec<u8>,
    limit: usize,
    /// Where that entry begins in it.
    entry_at: usize,
    /// How many groups have begun.
    groups: usize,
    is_in_group: bool,
    /// How many entries of the group were forgotten.
    index: usize,
    /// How many bytes of the input were forgotten.
    forgotten: u64,
    /// Where in what is kept groups were, and how many bytes of the input were forgotten up to there.
    cuts: Vec<(usize, u64)>,
    /// What the entry before is compared by.
    before: Owned,
    state: State,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one of them, and it becomes the other")]
enum State {
    Values,
    /// An entry was given that ends there.
    Given(usize),
    /// The body is on its way; a longer one than that is refused.
    Body(Passing, Option<u64>),
    Refused(IncrementalError),
}

/// An entry of a group, as bytes that were checked.
#[derive(Clone, Copy, Debug)]
pub struct GroupEntry<'a> {
    id: u64,
    index: usize,
    /// Where it begins in the input.
    offset: u64,
    bytes: &'a [u8],
}

impl<'a> GroupEntry<'a> {
    /// Its index in its group.
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The entry as a struct, if it is one of the group that the struct belongs to.
    ///
    /// # Errors
    /// If a field of a struct of one's own does not take its value.
    pub fn get<E: Entry<'a, GROUP>, const GROUP: u64>(&self) -> Result<Option<E>, DecodeError> {
        if self.id != GROUP {
            return Ok(None);
        }
        let read = E::read(&mut Reader::bare(self.bytes));
        read.map(Some).map_err(|error| error.in_entry(self.index).moved_by(self.offset))
    }
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

    /// Goes on to the end of the next entry, if it is there, or only to the start of a group.
    fn next(&mut self, piece: &mut &[u8], only_to_group: bool) -> Result<bool, IncrementalError> {
        match &mut self.state {
            State::Values => {}
            State::Given(end) => {
                let end = *end;
                self.forget(end);
            }
            State::Body(..) => return self.pass_body(piece).map(|()| false),
            State::Refused(error) => return Err(*error),
        }
        loop {
            let (progress, at) = self.front.advance(&self.kept);
            let is_in_group = self.front.scanner.as_ref().is_some_and(Scanner::is_in_group);
            if self.is_in_group && (!is_in_group || progress == Progress::GroupBegins) {
                self.is_in_group = false;
                self.cuts.push((self.entry_at, self.forgotten));
            }
            match progress {
                Progress::Needs(needed) => {
                    within(needed, self.limit)?;
                    let wanted = needed.saturating_sub(self.kept.len()).min(piece.len());
                    let (taken, rest) = piece.split_at(wanted);
                    if taken.is_empty() {
                        return Ok(false);
                    }
                    self.kept.extend_from_slice(taken);
                    *piece = rest;
                }
                Progress::GroupBegins => {
                    let groups = Some(self.groups);
                    self.check_values(at, &mut Partial::of(None, groups))?;
                    self.groups += 1;
                    (self.is_in_group, self.entry_at, self.index) = (true, at, 0);
                    self.before = Owned::None;
                    if only_to_group {
                        return Ok(false);
                    }
                }
                Progress::EntryEnds => {
                    self.before = self.check_entry(at)?;
                    self.state = State::Given(at);
                    return Ok(true);
                }
                Progress::Ends(length) => {
                    let mut partial = Partial::of(None, Some(self.groups));
                    self.check_values(at, &mut partial)?;
                    self.state = State::Body(Passing::new(length), partial.most);
                    return self.pass_body(piece).map(|()| false);
                }
            }
        }
    }

    /// Takes the entry away that ends there.
    fn forget(&mut self, end: usize) {
        let end = end.min(self.kept.len());
        self.forgotten += end.saturating_sub(self.entry_at) as u64;
        self.kept.drain(self.entry_at.min(end)..end);
        if let Some(scanner) = &mut self.front.scanner {
            scanner.move_to(self.entry_at);
        }
        self.index += 1;
        self.state = State::Values;
    }

    /// Checks an entry that ends there, and gives what the next one is compared with.
    fn check_entry(&self, end: usize) -> Result<Owned, IncrementalError> {
        let bytes = self.kept.get(self.entry_at..end).unwrap_or_default();
        let (mut reader, mut key) = (Reader::bare(bytes), self.before.key());
        (self.check)(self.groups.saturating_sub(1), &mut reader, &mut key)
            .map_err(|error| error.in_entry(self.index).moved_by(self.entry_offset()))?;
        Ok(Owned::of(key))
    }

    /// What is wrong with what is there of an entry, behind which the input ends. It may hold entries that are all there,
    /// if the bytes that end the group were still possible.
    fn cut_off_entry(&self) -> DecodeError {
        let bytes = self.kept.get(self.entry_at..).unwrap_or_default();
        let (mut reader, mut key) = (Reader::bare(bytes), self.before.key());
        // Each takes a byte at least.
        for more in 0..=bytes.len() {
            if let Err(error) = (self.check)(self.groups.saturating_sub(1), &mut reader, &mut key) {
                return error.in_entry(self.index.saturating_add(more)).moved_by(self.entry_offset());
            }
        }
        incomplete(self.kept.len()).moved_by(self.forgotten)
    }

    /// Checks what is known of the values outside of groups, up to there.
    fn check_values(&self, end: usize, partial: &mut Partial) -> Result<(), IncrementalError> {
        match (self.front.program.read)(self.kept.get(..end).unwrap_or_default(), partial) {
            Err(error) if !partial.is_undecided => Err(self.in_input(error).into()),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    fn pass_body(&mut self, piece: &mut &[u8]) -> Result<(), IncrementalError> {
        let groups = Some(self.groups);
        let State::Body(passing, most) = &mut self.state else { return Ok(()) };
        passing.pass(piece);
        *piece = &[];
        if most.is_some_and(|most| passing.length() > most) {
            // Its digest does not matter any more.
            let body = Some(Passed { length: passing.length(), sha512: [0; 64] });
            let mut partial = Partial::of(body, groups);
            self.check_values(self.kept.len(), &mut partial)?;
        }
        Ok(())
    }

    /// Where the entry under way begins in the input.
    fn entry_offset(&self) -> u64 {
        self.forgotten.saturating_add(self.entry_at as u64)
    }

    /// An error in what is kept, as one in the input.
    fn in_input(&self, error: DecodeError) -> DecodeError {
        let before = |cut: &&(usize, u64)| cut.0 as u64 <= u64::from(error.offset());
        let forgotten = self.cuts.iter().rev().find(before).map_or(0, |(_, forgotten)| *forgotten);
        error.moved_by(forgotten)
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

/// What entries are compared by, kept.
#[derive(Debug)]
enum Owned {
    None,
    Bytes(Vec<u8>),
    Uint(u64),
    Int(i64),
}

impl Owned {
    fn of(key: Key<'_>) -> Self {
        match key {
            Key::None => Self::None,
            Key::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
            Key::Uint(number) => Self::Uint(number),
            Key::Int(number) => Self::Int(number),
        }
    }

    fn key(&self) -> Key<'_> {
        match self {
            Self::None => Key::None,
            Self::Bytes(bytes) => Key::Bytes(bytes),
            Self::Uint(number) => Key::Uint(*number),
            Self::Int(number) => Key::Int(*number),
        }
    }
}
