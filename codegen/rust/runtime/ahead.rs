//! What decoding knows of a message of which the head is wanted: its values are there, and of its body nothing is asked.

use super::error::DecodeError;
use super::key::Key;
use super::known::Known;
use super::place::Place;
use super::reader::Reader;
use super::sequence::Entries;

type Result<T> = core::result::Result<T, DecodeError>;

/// The input may end anywhere behind the body's beginning, of which nothing is asked but where it is.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// Where the body begins, once the program has come to it.
    pub(super) body_at: Option<usize>,
}

impl Known for Ahead {
    #[inline]
    fn body_length(
        &mut self,
        _: u64,
        _: &[u8],
        _: Option<&[u8]>,
        _: &'static Place,
        _: &Reader<'_>,
    ) -> Result<()> {
        Ok(())
    }

    #[inline]
    fn body_digest(&mut self, _: &[u8; 64], _: &[u8], _: &'static Place, _: &Reader<'_>) -> Result<()> {
        Ok(())
    }

    #[inline]
    fn rest<'a>(&mut self, reader: &Reader<'a>) -> &'a [u8] {
        self.body_at = Some(reader.position());
        // Nobody looks at where it points: what is wrong is found once more where that counts.
        &[]
    }

    #[inline]
    fn behind_length<'a, const WIDTH: usize>(
        &mut self,
        reader: &mut Reader<'a>,
        place: &'static Place,
    ) -> Result<Option<&'a [u8]>> {
        reader.number::<WIDTH>(place)?;
        self.body_at = Some(reader.position());
        Ok(Some(&[]))
    }

    #[inline]
    fn counted<'a, const WIDTH: usize>(
        &mut self,
        reader: &mut Reader<'a>,
        place: &'static Place,
        entry: impl FnMut(&mut Reader<'a>, &mut Key<'a>) -> Result<()>,
    ) -> Result<Entries<'a>> {
        reader.counted::<WIDTH>(place, entry)
    }

    #[inline]
    fn until<'a>(
        &mut self,
        reader: &mut Reader<'a>,
        end: &[u8],
        entry: impl FnMut(&mut Reader<'a>, &mut Key<'a>) -> Result<()>,
    ) -> Result<Entries<'a>> {
        reader.until(end, entry)
    }
}
