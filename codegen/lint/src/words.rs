//! Words of texts and names.

/// The words of a text in small letters.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// A word without what its number or person adds to it.
pub(crate) fn stem(word: &str) -> &str {
    ["ies", "es", "s", "y"]
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .filter(|stem| stem.len() > 1)
        .unwrap_or(word)
}

/// Words that say nothing of a thing but that it is one.
pub(crate) const EMPTY_WORDS: [&str; 25] = [
    "the", "a", "an", "of", "this", "that", "is", "it", "its", "and", "to", "for", "in", "on", "header",
    "value", "field", "type", "flag", "which", "what", "contains", "holds", "with", "protocol",
];

/// Words that say what a number counts or stands for.
pub(crate) const UNITS: [&str; 66] = [
    "byte",
    "bytes",
    "bit",
    "bits",
    "character",
    "characters",
    "second",
    "seconds",
    "millisecond",
    "milliseconds",
    "microsecond",
    "microseconds",
    "nanosecond",
    "nanoseconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "ms",
    "us",
    "ns",
    "percent",
    "degree",
    "degrees",
    "kelvin",
    "celsius",
    "metre",
    "metres",
    "meter",
    "meters",
    "hertz",
    "volt",
    "volts",
    "ampere",
    "watt",
    "watts",
    "pixel",
    "pixels",
    "number",
    "numbers",
    "count",
    "counts",
    "counted",
    "counter",
    "position",
    "index",
    "how",
    "id",
    "identifier",
    "level",
    "version",
    "port",
    "code",
    "size",
    "length",
    "offset",
    "times",
    "entries",
    "messages",
    "subscribers",
    "parts",
    "retries",
    "attempts",
    "which",
];

/// Words that stand for what nobody else may know.
pub(crate) const SECRETS: [&str; 16] = [
    "authorization",
    "token",
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "key",
    "cookie",
    "credential",
    "credentials",
    "pin",
    "otp",
    "bearer",
    "apikey",
    "jwt",
];

/// Words that make of a key one that everybody may know.
pub(crate) const PUBLIC: [&str; 9] =
    ["public", "primary", "foreign", "sort", "sorting", "map", "lookup", "id", "count"];

/// What stands in texts that are not finished.
pub(crate) const UNFINISHED: [&str; 5] = ["TODO", "FIXME", "XXX", "TBD", "HACK"];

/// Headers of HTTP that mean the same here.
pub(crate) const STANDARD_HEADERS: [&str; 10] = [
    "authorization",
    "cookie",
    "content-type",
    "content-length",
    "content-encoding",
    "date",
    "etag",
    "host",
    "traceparent",
    "tracestate",
];
