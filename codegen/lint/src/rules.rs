//! The rules. Longer than other files: what a code means is said in one place.

lonelypsp_findings::catalogue! {
    /// What lint finds. A code, once published, keeps its meaning for ever.
    pub enum Lint: "LL", "lint", "What could be better about a sound schema." {
        HeaderPrefix = "LL001", "header-prefix", "NAMING", Warning: "the name of a header does not begin with `x-`",
            "Headers of this protocol begin with `x-`, so that no header that HTTP or a proxy knows has another meaning here. `authorization` is the one that has the meaning that it has in HTTP.",
            "Name it `x-…`. Its field is called without the `x-` in any case.";
        NearHeader = "LL002", "near-header", "NAMING", Warning: "two names of headers differ by dashes only",
            "Two headers such as `x-part-id` and `x-partid` are one for whoever reads them; most likely one of the two is a slip. In expanded blocks a header by the wrong name is one that is not there.",
            "Use one of the two names everywhere.";
        HeaderOfTwoKinds = "LL003", "header-of-two-kinds", "NAMING", Warning: "a header holds values of another kind than in another message",
            "Where one name stands for bytes here and for a number there, every reader has to know the message before it can understand the header, and so has everybody who reads a trace.",
            "Give one of the two another name.";
        ConfirmsNothing = "LL004", "confirms-nothing", "NAMING", Warning: "a message confirms another one that does not exist",
            "A message whose name begins with `confirm_`, and its counterpart without it, are found by their names. Here there is no counterpart, so that either of the two is misspelled.",
            "Name it `confirm_` and the name of the message that it answers, or otherwise.";
        RepeatsMessage = "LL005", "name-says-message", "NAMING", Warning: "the name of a message says that it is one",
            "Generated code calls it a message already; a word that says so again makes every name in every language longer.",
            "Leave `message`, `msg` or the name of the protocol out of it.";
        RepeatsType = "LL006", "name-says-type", "NAMING", Warning: "the name of a type says that it is one",
            "What stands under `types` is a type, so the word says nothing.",
            "Leave `type` out of the name.";
        NegatedFlag = "LL007", "negated-flag", "NAMING", Warning: "the name of a flag is a negation",
            "A flag that is called `no_…` has to be read twice: not set, it says that something is not not so.",
            "Name it after what is so when it is set.";
        VariantRepeatsMessage = "LL008", "variant-repeats-message", "NAMING", Warning: "the name of a variant repeats that of its message",
            "The two names stand together wherever a variant is named, as in `NotifyStreamNotifyStreamFirst`.",
            "Leave the name of the message out of it.";
        OneLetter = "LL009", "one-letter", "NAMING", Warning: "a name is one letter",
            "Names of the schema become names in four languages and in traces; one letter tells nobody what it stands for.",
            "Write the word out.";
        Number = "LL010", "name-ends-in-number", "NAMING", Warning: "two names differ by a number",
            "A pair such as `topic` and `topic2` does not say what the second is for.",
            "Name each after what it is for.";
        DocRepeatsName = "LL020", "doc-repeats-name", "DOCS", Warning: "documentation only repeats the name",
            "A text such as \"The topic.\" of `topic` looks like documentation, and tells a person who implements the protocol nothing.",
            "Say what it is for, which values it has, and what it means if it is empty.";
        NoCapital = "LL021", "doc-begins-small", "DOCS", Warning: "documentation does not begin with a capital letter",
            "The first paragraph of a text is its summary in all languages, which is a sentence.",
            "Begin it with a capital letter.";
        NoFullStop = "LL022", "doc-ends-open", "DOCS", Warning: "the first paragraph of documentation does not end with a full stop",
            "The first paragraph of a text is its summary in all languages, which is a sentence; without its end it looks as if something were missing.",
            "End it with a full stop; `lonely lint --fix` does.";
        LongSummary = "LL023", "long-summary", "DOCS", Warning: "the first paragraph of documentation is long",
            "Lists, completions and tables of contents show the first paragraph of a text. Of one with more than 250 characters they show a part.",
            "Begin with one sentence, and an empty line behind it.";
        NoUnit = "LL024", "number-without-unit", "DOCS", Warning: "documentation of a number does not say what it counts",
            "A number is only understood with its unit, and from where it counts: seconds or milliseconds, bytes or characters, from 0 or from 1. What is not said, every implementation guesses in its own way.",
            "Say the unit, such as bytes or seconds, or what the numbers stand for.";
        NoLimit = "LL025", "limit-not-said", "DOCS", Warning: "documentation does not say the limit of a value",
            "Who writes a value must know how long it may be. The limit stands in the schema, but people read the documentation.",
            "Say the number of bytes, as in \"at most 64 bytes\".";
        Todo = "LL026", "doc-unfinished", "DOCS", Warning: "documentation is not finished",
            "The text has a note of its author's to do something, such as `TODO`. It becomes part of the documentation of every package.",
            "Do it, or put the note into a comment.";
        UnknownMessage = "LL027", "doc-names-no-message", "DOCS", Warning: "documentation names a message that does not exist",
            "Messages are named in capitals, as in `CONFIRM_NOTIFY`, and there is none of this name; most likely it is misspelled, or was renamed.",
            "Name one that there is.";
        UnknownHeader = "LL028", "doc-names-no-header", "DOCS", Warning: "documentation names a header that does not exist",
            "There is no header of this name in any message; most likely it is misspelled, or was renamed.",
            "Name one that there is.";
        DocOfType = "LL029", "doc-of-type-again", "DOCS", Warning: "a value repeats the documentation of its type",
            "A value without a text of its own has that of its type. Said twice, the two will differ one day.",
            "Leave it out; `lonely lint --fix` does.";
        DocTwice = "LL030", "doc-twice", "DOCS", Warning: "two messages have the same documentation",
            "What is said of both cannot say what tells them apart; mostly one was copied from the other.",
            "Say of each what it is for.";
        NoEffect = "LL040", "limit-without-effect", "LIMITS", Warning: "a limit is what the length could say anyway",
            "The lengths before the values of this type cannot say more than the limit allows, so that it never refuses anything.",
            "Leave `max` out, or make it as small as it should be.";
        TooManyEntries = "LL041", "count-beyond-keys", "LIMITS", Warning: "a group can never have as many entries as its count can say",
            "Entries of a sorted group differ in what they are sorted by, and there are only so many values of that. No writer can fill the group, and a reader that trusts the count expects what cannot come.",
            "Use a narrower `count`, or a wider type for what it is sorted by.";
        NoBound = "LL042", "value-without-bound", "LIMITS", Warning: "a value can be larger than any message should be",
            "Behind a length of 4 or 8 bytes, a value of a type without `max` can have gigabytes, and every reader has to decide by itself how many it takes.",
            "Give the type a `max`, or use a narrower `prefix`.";
        PrefixOfExact = "LL043", "length-of-exact", "LIMITS", Warning: "a length stands before a value that has one length only",
            "The type says how many bytes each value has, so the length says nothing, and is one more thing that can be wrong.",
            "Leave `prefix` out.";
        WideCount = "LL044", "count-beyond-memory", "LIMITS", Warning: "a length or a count says more than any memory holds",
            "No program can read 2^64 bytes or entries; what stands in the upper bytes is zero or a mistake.",
            "Use `u32` or less.";
        UnusedType = "LL060", "unused-type", "UNUSED", Warning: "a type is used by nothing",
            "No value of any message has this type, so that nothing is generated of it. It may be a slip where it was meant, or be left from something that is gone.",
            "Use it or leave it out.";
        UnusedProtocol = "LL061", "unused-protocol", "UNUSED", Warning: "a protocol has no messages",
            "No file says `protocol:` with its name and has messages, so that nothing is generated of it. A file that is not included is not read.",
            "Add messages, include the file that has them, or leave the protocol out.";
        UnusedDocument = "LL062", "unused-document", "UNUSED", Warning: "a document signs nothing",
            "The message belongs to a protocol of documents that are signed, and no message says that it is signed with it.",
            "Name it under `signed` of a message, or leave it out.";
        UnusedInclude = "LL063", "unused-include", "UNUSED", Warning: "a file is included of which nothing is used",
            "The file defines nothing, or only types that no value has.",
            "Leave it out of `include`.";
        UnusedGroup = "LL064", "empty-entries", "UNUSED", Warning: "entries of a group hold no values",
            "The items of the group are always the same bytes, so that entries differ in nothing, and only their number says something.",
            "Use a number instead, or say what the entries hold.";
        UnusedFlag = "LL065", "unused-flag", "UNUSED", Warning: "nothing in the schema depends on a flag",
            "No variant and no condition asks for the flag, and no other documentation mentions it. It is a field of every message whatever it means there.",
            "Say in the documentation of the messages what it changes, let a variant ask for it, or leave it out.";
        CodeGap = "LL070", "code-gap", "BASIC", Warning: "codes of messages have a gap",
            "A code between those of two messages is used by none. If a message was there before, its code must not be used again; if not, it may be a slip.",
            "Close the gap, or make an exception whose reason says what was there.";
        CodeZero = "LL071", "code-zero", "BASIC", Warning: "a message has the code 0",
            "Zero is what a buffer has that nobody wrote to, so that a reader of something else by mistake finds this message.",
            "Begin with 1.";
        BitGap = "LL072", "bit-gap", "BASIC", Warning: "the bits of flags have a gap",
            "A bit between those of two flags has no name. If a flag was there before, its bit must not be used again; if not, it may be a slip.",
            "Close the gap, or make an exception whose reason says what was there.";
        Redundant = "LL073", "says-what-holds", "BASIC", Warning: "a key says what holds without it",
            "A schema is read more often than it is written, and a reader looks for what is special about something.",
            "Leave it out; `lonely lint --fix` does.";
        AlikeTypes = "LL074", "types-alike", "BASIC", Warning: "two types are the same",
            "Two types have one kind, the same limits and the same documentation. Where one of them is changed later, the other is forgotten.",
            "Use one of them for all values.";
        NotSecret = "LL080", "secret-not-said", "SECURITY", Warning: "a value looks like a secret, and is not said to be one",
            "Its name is that of passwords, tokens, keys and the like. Without `secret: true` it appears in what programs show and log.",
            "Say `secret: true` of its type; if it is public, make an exception that says so.";
        SecretDecides = "LL081", "secret-decides", "SECURITY", Warning: "entries are sorted by a secret",
            "The order of the entries, and errors about it, tell something of a value that must not be told.",
            "Sort by something else.";
        Unsigned = "LL082", "authorization-of-nothing", "SECURITY", Warning: "a message has an authorization, and nothing is said of what it signs",
            "Other messages of the protocol that carry an authorization say under `signed` which document it is about. This one does not, so that schemes that sign cannot be used with it.",
            "Say `signed`; if it is deliberate, make an exception that says why.";
    }
}
