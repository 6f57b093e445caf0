//! The strong etag of subscriptions: the SHA-512 of the document that [`hashing`](crate::hashing) describes.
//!
//! A broadcaster and a subscriber compare the etags of what each of them knows, and send a whole list only if they differ.
//! [`strong_etag`] computes it at once, [`StrongEtag`] from subscriptions that come one by one, such as the rows of a
//! database; neither holds the document. [`is_right`] compares the etag of a `SET_SUBSCRIPTIONS` with what follows it, and
//! [`Subscriptions`] does so while the request arrives.
//!
//! The document is written by the generated encoder, piece by piece.

extern crate alloc;

use alloc::vec::Vec;
use core::mem;

use crate::hashing::s2b::{StrongEtag as Document, StrongEtagGlobs, StrongEtagTopics};
use crate::runtime::{Entry, Hasher, Key, Parse, Row, group_starts};
use crate::stateless::s2b::{SetSubscriptions, SetSubscriptionsGlobs, SetSubscriptionsTopics};
use crate::{EncodeError, EntryDecoder, ErrorKind, Head, IncrementalError, Place, Received};

/// How much of the document is hashed at once.
const BUFFER: usize = 4096;

static TOPICS: Place =
    Place { name: "topics", expects: "topics before patterns", within: None, secret: false };

/// The strong etag of the subscriptions of a url: of topics, then of patterns, each with its recovery url, and each in strictly
/// ascending order of its bytes.
///
/// # Errors
/// [`ErrorKind::Unsorted`] about a subscription that is not greater than the one before; [`ErrorKind::TooLong`] about a value
/// of more than 65535 bytes.
///
/// ```
/// use lonelypsp::etag::strong_etag;
/// let none = strong_etag("http://h/", [], [])?;
/// assert_eq!(none, lonelypsp::sha512(b"URL\0\x09http://h/\nEXACT\nGLOB\n"));
///
/// let some = strong_etag("http://h/", [(&b"a"[..], None)], [("b/*", Some("http://r/"))])?;
/// assert_eq!(some, lonelypsp::sha512(b"URL\0\x09http://h/\nEXACT\0\x01a\0\0\nGLOB\0\x03b/*\0\x09http://r/\n"));
/// # Ok::<(), lonelypsp::EncodeError>(())
/// ```
pub fn strong_etag<'a>(
    url: &str,
    topics: impl IntoIterator<Item = (&'a [u8], Option<&'a str>)>,
    globs: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> Result<[u8; 64], EncodeError> {
    let mut etag = StrongEtag::new(url)?;
    let mut before = None;
    for (topic, recovery) in topics {
        etag.write(&StrongEtagTopics { topic, recovery }, before.replace(topic))?;
    }
    etag.begin_globs();
    let mut before = None;
    for (glob, recovery) in globs {
        etag.write(&StrongEtagGlobs { glob, recovery }, before.replace(glob.as_bytes()))?;
    }
    Ok(etag.finish())
}

/// Whether the etag of a request is that of the subscriptions in it.
///
/// ```
/// use lonelypsp::etag::{is_right, strong_etag};
/// use lonelypsp::stateless::s2b::SetSubscriptions;
/// let etag = strong_etag("http://h/", [], []).unwrap();
/// let request = SetSubscriptions { tracing: b"", url: "http://h/", etag: &etag, topics: vec![], globs: vec![] };
/// assert!(is_right(&request));
/// assert!(!is_right(&SetSubscriptions { url: "http://other/", ..request }));
/// ```
pub fn is_right(request: &SetSubscriptions<'_>) -> bool {
    let topics = request.topics.iter().map(|entry| (entry.topic, entry.recovery));
    let globs = request.globs.iter().map(|entry| (entry.glob, entry.recovery));
    strong_etag(request.url, topics, globs).is_ok_and(|etag| etag == *request.etag)
}

/// The strong etag of subscriptions that come one by one. It takes constant memory, whatever their number.
///
/// ```
/// use lonelypsp::etag::{StrongEtag, strong_etag};
/// let mut etag = StrongEtag::new("http://h/")?;
/// etag.topic(b"a", None)?;
/// etag.topic(b"b", Some("http://r/"))?;
/// etag.glob("c/*", None)?;
/// assert_eq!(etag.glob("a/*", None).unwrap_err().to_string(), "`globs[1].glob` is not greater than in the entry before (unsorted)");
/// let all = [(&b"a"[..], None), (b"b", Some("http://r/"))];
/// assert_eq!(etag.finish(), strong_etag("http://h/", all, [("c/*", None)])?);
/// # Ok::<(), lonelypsp::EncodeError>(())
/// ```
#[derive(Clone, Debug)]
pub struct StrongEtag {
    /// The document without entries, and where those of each group belong.
    document: Vec<u8>,
    starts: [usize; 2],
    hash: Hasher,
    /// What is not hashed yet.
    row: Row<Vec<u8>>,
    is_ordered: bool,
    has_globs: bool,
    /// How many entries the group has so far.
    count: usize,
    /// What the last of them is compared by, if the next is compared with it.
    before: Vec<u8>,
    has_before: bool,
}

impl StrongEtag {
    /// Of the subscriptions of this url.
    ///
    /// # Errors
    /// [`ErrorKind::TooLong`] about a url of more than 65535 bytes.
    pub fn new(url: &str) -> Result<Self, EncodeError> {
        let document = Document { url, topics: Vec::new(), globs: Vec::new() }.encode()?;
        let mut starts = group_starts(<Document<'_> as Parse<'_>>::SCAN, &document).into_iter();
        let mut next = || starts.next().unwrap_or(document.len());
        let starts = [next(), next()];
        let mut buffer = Vec::with_capacity(2 * BUFFER);
        buffer.extend_from_slice(document.get(..starts[0]).unwrap_or_default());
        Ok(Self {
            document,
            starts,
            hash: Hasher::default(),
            row: Row::bare(buffer),
            is_ordered: true,
            has_globs: false,
            count: 0,
            before: Vec::new(),
            has_before: false,
        })
    }

    /// Does not compare subscriptions with one another: for those that are known to be in order. Of others, the result is
    /// no etag.
    #[must_use]
    pub fn without_order(self) -> Self {
        Self { is_ordered: false, ..self }
    }

    /// The next topic, and its recovery url.
    ///
    /// # Errors
    /// [`ErrorKind::Unsorted`] if it is not greater than the one before, or comes behind a pattern; [`ErrorKind::TooLong`]
    /// about a value of more than 65535 bytes. Then it is not counted.
    pub fn topic(&mut self, topic: &[u8], recovery: Option<&str>) -> Result<(), EncodeError> {
        if self.has_globs {
            return Err(EncodeError::new(ErrorKind::Unsorted, Some(&TOPICS)));
        }
        self.add(&StrongEtagTopics { topic, recovery }, topic)
    }

    /// The next pattern, and its recovery url. All topics come before.
    ///
    /// # Errors
    /// As [`topic`](Self::topic).
    pub fn glob(&mut self, glob: &str, recovery: Option<&str>) -> Result<(), EncodeError> {
        self.begin_globs();
        self.add(&StrongEtagGlobs { glob, recovery }, glob.as_bytes())
    }

    /// The etag.
    pub fn finish(mut self) -> [u8; 64] {
        self.begin_globs();
        let [_, globs] = self.starts;
        self.row.bytes::<0>(self.document.get(globs..).unwrap_or_default());
        self.hash.update(self.row.written());
        self.hash.digest()
    }

    fn begin_globs(&mut self) {
        if !mem::replace(&mut self.has_globs, true) {
            let [topics, globs] = self.starts;
            self.row.bytes::<0>(self.document.get(topics..globs).unwrap_or_default());
            (self.count, self.has_before) = (0, false);
        }
    }

    /// Adds an entry that is compared by these bytes.
    fn add<'e, E: Entry<'e, GROUP>, const GROUP: u64>(
        &mut self,
        entry: &E,
        compared: &[u8],
    ) -> Result<(), EncodeError> {
        let mut before = mem::take(&mut self.before);
        let added = self.write(entry, self.has_before.then_some(&before));
        if self.is_ordered && added.is_ok() {
            before.clear();
            before.extend_from_slice(compared);
            self.has_before = true;
        }
        self.before = before;
        added
    }

    /// Writes an entry; the one before is compared by these bytes.
    #[inline]
    fn write<'e, E: Entry<'e, GROUP>, const GROUP: u64>(
        &mut self,
        entry: &E,
        before: Option<&[u8]>,
    ) -> Result<(), EncodeError> {
        let length = self.row.written().len();
        let mut key = before.map_or(Key::None, Key::Bytes);
        if let Err(error) = entry.write(&mut key, &mut self.row) {
            self.row.truncate(length);
            return Err(error.in_entry(self.count));
        }
        self.count += 1;
        if self.row.written().len() >= BUFFER {
            self.flush();
        }
        Ok(())
    }

    #[cold]
    fn flush(&mut self) {
        self.hash.update(self.row.written());
        self.row.truncate(0);
    }
}

/// A subscription of a request that arrives in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subscription<'a> {
    /// To a topic.
    Topic(SetSubscriptionsTopics<'a>),
    /// To all topics that match a pattern.
    Glob(SetSubscriptionsGlobs<'a>),
}

/// A `SET_SUBSCRIPTIONS` that arrives in pieces: gives its subscriptions one by one, and hashes them as they pass. Memory does
/// not grow with their number.
///
/// Nothing says before the end that the request is right; so what was done with its subscriptions has to be undone if
/// [`finish`](Self::finish) says that it is not.
///
/// ```
/// use lonelypsp::etag::{Subscription, Subscriptions, strong_etag};
/// use lonelypsp::stateless::s2b::{SetSubscriptions, SetSubscriptionsTopics};
///
/// let etag = strong_etag("http://h/", [(&b"a"[..], None)], []).unwrap();
/// let topics = vec![SetSubscriptionsTopics { topic: b"a", recovery: None }];
/// let wire = SetSubscriptions { tracing: b"", url: "http://h/", etag: &etag, topics, globs: vec![] }.encode().unwrap();
///
/// let mut subscriptions = Subscriptions::new();
/// for mut piece in wire.chunks(7) {
///     while let Some(subscription) = subscriptions.read(&mut piece)? {
///         assert!(matches!(subscription, Subscription::Topic(entry) if entry.topic == b"a"));
///     }
/// }
/// let (request, is_right) = subscriptions.finish()?;
/// assert_eq!((request.message().url, is_right), ("http://h/", true));
/// # Ok::<(), lonelypsp::IncrementalError>(())
/// ```
#[derive(Debug, Default)]
pub struct Subscriptions {
    decoder: EntryDecoder<SetSubscriptions<'static>>,
    /// As soon as the url is there.
    etag: Option<StrongEtag>,
}

impl Subscriptions {
    /// Of a request of which nothing has arrived yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a limit to what is kept at a time, in bytes: all before the first subscription, and one subscription.
    #[must_use]
    pub fn with_limit(self, limit: usize) -> Self {
        Self { decoder: self.decoder.with_limit(limit), ..self }
    }

    /// The request without its subscriptions, as soon as all before them is there.
    pub fn head(&self) -> Option<Head<'_, SetSubscriptions<'static>>> {
        self.decoder.head()
    }

    /// Takes bytes off the front of a piece, up to the end of the next subscription, and gives it. When there is none, the
    /// piece is used up and the next one is wanted.
    ///
    /// # Errors
    /// As [`EntryDecoder::read`].
    pub fn read(&mut self, piece: &mut &[u8]) -> Result<Option<Subscription<'_>>, IncrementalError> {
        if self.etag.is_none() {
            let Some(head) = self.decoder.read_head(piece)? else { return Ok(None) };
            // A url that was read can be written.
            self.etag = StrongEtag::new(head.peek().url).ok().map(StrongEtag::without_order);
        }
        let Some(entry) = self.decoder.read(piece)? else { return Ok(None) };
        if let Some(SetSubscriptionsTopics { topic, recovery }) = entry.get()? {
            // It was read, in its order, so that it can be written.
            let _ = self.etag.as_mut().map(|etag| etag.topic(topic, recovery));
            return Ok(Some(Subscription::Topic(SetSubscriptionsTopics { topic, recovery })));
        }
        let glob: Option<SetSubscriptionsGlobs<'_>> = entry.get()?;
        Ok(glob.map(|SetSubscriptionsGlobs { glob, recovery }| {
            let _ = self.etag.as_mut().map(|etag| etag.glob(glob, recovery));
            Subscription::Glob(SetSubscriptionsGlobs { glob, recovery })
        }))
    }

    /// The request without its subscriptions, once all of the input was given, and whether its etag is that of what has
    /// passed. Subscriptions that were not asked for are checked and hashed all the same.
    ///
    /// # Errors
    /// What decoding the whole would say.
    pub fn finish(&mut self) -> Result<(Received<'_, SetSubscriptions<'static>>, bool), IncrementalError> {
        while self.read(&mut &[][..])?.is_some() {}
        let etag = self.etag.take().map(StrongEtag::finish);
        let received = self.decoder.finish()?;
        let is_right = etag.is_some_and(|etag| etag == *received.message().etag);
        Ok((received, is_right))
    }
}
