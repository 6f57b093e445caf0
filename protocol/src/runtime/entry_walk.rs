//! The way of a decoder of entries through its message.

use super::entry_decoder::{EntryDecoder, State};
use super::error::DecodeError;
use super::incremental::{IncrementalError, Passing, within};
use super::key::Owned;
use super::known::{Partial, Passed, incomplete};
use super::message::Family;
use super::reader::Reader;
use super::scan::{Progress, Scanner};

impl<F: Family> EntryDecoder<F> {
    /// Goes on to the end of the next entry, if it is there, or only to the start of a group.
    pub(super) fn next(&mut self, piece: &mut &[u8], only_to_group: bool) -> Result<bool, IncrementalError> {
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
    pub(super) fn cut_off_entry(&self) -> DecodeError {
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
    pub(super) fn check_values(&self, end: usize, partial: &mut Partial) -> Result<(), IncrementalError> {
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
    pub(super) fn entry_offset(&self) -> u64 {
        self.forgotten.saturating_add(self.entry_at as u64)
    }

    /// An error in what is kept, as one in the input.
    pub(super) fn in_input(&self, error: DecodeError) -> DecodeError {
        let before = |cut: &&(usize, u64)| cut.0 as u64 <= u64::from(error.offset());
        let forgotten = self.cuts.iter().rev().find(before).map_or(0, |(_, forgotten)| *forgotten);
        error.moved_by(forgotten)
    }
}
