//! The catalogue of rules, each with the reason why it is one and what helps. A code, once published, keeps its meaning.
//!
//! Longer than other files: what a code means is said in one place.

use crate::rule::{Way, Ways};

lonelypsp_findings::catalogue! {
    /// A change between two schemas that somebody has to know about.
    pub enum Rule: "LB", "breaking", "Changes between two schemas that break programs, or what they send." {
        Unexplained = "LB000", "unexplained", "WIRE", Error:
            "messages are read otherwise, and no rule says why",
            "Both schemas were tried on the same bytes and did not agree, although nothing that the rules \
             look at is different. The bytes are shown.",
            "Find out what changed from the bytes; then report it, since a rule is missing.";
        UnexplainedError = "LB001", "unexplained-error", "ERRORS", Warning:
            "bytes are refused with another error, and no rule says why",
            "Both schemas refuse the same bytes, with another kind of error, at another value or at another \
             place, although nothing that the rules look at is different.",
            "Find out what changed from the bytes; then report it, since a rule is missing.";
        ProtocolRemoved = "LB002", "protocol-removed", "WIRE", Error:
            "a protocol is gone",
            "Whatever an old program sends by this protocol finds nobody who reads it.",
            "Keep the protocol until no old program is left.";
        ProtocolAdded = "LB003", "protocol-added", "WIRE", Warning:
            "a protocol is new",
            "An old program knows nothing of this protocol and reads nothing of it.",
            "Upgrade the programs that read before those that write.";
        PrefixChanged = "LB004", "prefix-changed", "WIRE", Error:
            "messages have another prefix",
            "The prefix stands before every message. With another one, the first bytes of each message are \
             taken for something else.",
            "Give the messages another protocol, and keep the old one beside it.";
        FlagRemoved = "LB005", "flag-removed", "WIRE", Error:
            "a flag is gone",
            "An old program still sets the bit, and says something by it that a new one no longer hears or, \
             where unknown flags are refused, does not accept.",
            "Keep the flag, and say in its text that it means nothing any more.";
        FlagAdded = "LB006", "flag-added", "WIRE", Error:
            "a flag is new",
            "A new program sets the bit, and an old one passes over it, loses it when it passes the message \
             on, or, where unknown flags are refused, does not accept it.",
            "Upgrade the programs that read before those that write.";
        FlagMoved = "LB007", "flag-moved", "WIRE", Error:
            "a flag has another bit",
            "What one program says with the flag, the other reads in another bit: as another flag, or not at \
             all.",
            "Give it its old bit back.";
        MinimalFlagChanged = "LB008", "minimal-flag-changed", "WIRE", Error:
            "another bit says which header block follows",
            "A reader looks at one bit to know whether headers have names. With another bit, it reads a block \
             as what it is not.",
            "Keep the bit.";
        UnknownFlagsRefused = "LB009", "unknown-flags-refused", "WIRE", Error:
            "flags without a name are refused from now on",
            "Messages with a bit that no flag names were accepted, and are refused now.",
            "Go on ignoring them, or make sure that nobody sets such bits.";
        UnknownFlagsAccepted = "LB010", "unknown-flags-accepted", "WIRE", Error:
            "flags without a name are no longer refused",
            "A new program takes and may pass on what an old one refuses.",
            "Upgrade the programs that read before those that write.";
        UnknownFlagsLost = "LB011", "unknown-flags-lost", "WIRE", Error:
            "flags without a name are no longer kept",
            "Bits that no flag names were read into a field and written again. A new program loses them.",
            "Go on keeping them.";
        UnknownFlagsKept = "LB012", "unknown-flags-kept", "WIRE", Error:
            "flags without a name are kept from now on",
            "A new program writes bits that no flag names, and an old one loses them.",
            "Upgrade the programs that pass messages on first.";
        MessageRemoved = "LB013", "message-removed", "WIRE", Error:
            "a message is gone",
            "An old program still sends it, and a new one does not know its type.",
            "Keep the message, and say in its text that nobody sends it any more.";
        MessageAdded = "LB014", "message-added", "WIRE", Warning:
            "a message is new",
            "A new program sends it, and an old one does not know its type. Many close the connection over \
             that.",
            "Upgrade the programs that read before those that write.";
        MessageCodeChanged = "LB015", "message-code-changed", "WIRE", Error:
            "a message has another type code",
            "The code is all that a reader has to know what a message is. With another one it is unknown, or \
             taken for another message.",
            "Give it its old code back. A new message gets a code that was never used.";
        MessageSenderChanged = "LB016", "message-sender-changed", "WIRE", Error:
            "a message comes from the other side",
            "Each side has type codes of its own, so that the other side does not know this message or takes \
             it for another one.",
            "Keep the message as it was, and describe another one for the other side.";
        LayoutChanged = "LB017", "layout-changed", "WIRE", Error:
            "a message has another layout",
            "Values with names and values without lie quite differently.",
            "Describe a new message, and keep the old one beside it.";
        CodeItemChanged = "LB018", "code-item-changed", "WIRE", Error:
            "the place of the type code within a message is another",
            "Messages without a prefix have their code where the sequence says, and as wide as it says.",
            "Put the code back to where it was.";
        HeaderAdded = "LB019", "header-added", "WIRE", Error:
            "a header is new",
            "A minimal block has no names: a new reader takes the value that follows for this one, or misses \
             it. In an expanded block, it misses it unless it has a default. An old reader takes the new \
             value for the next one or for the body, or passes over it.",
            "Describe a new message with it. Where every writer sends expanded headers, a `default` is enough \
             for new readers.";
        HeaderRemoved = "LB020", "header-removed", "WIRE", Error:
            "a header is gone",
            "A minimal block has no names: a new reader takes the old value for the next one or for the body, \
             or passes over it. An old reader misses it.",
            "Keep the header, and say in its text that it means nothing any more.";
        HeaderRenamed = "LB021", "header-renamed", "WIRE", Error:
            "a header has another name on the wire",
            "Expanded blocks have the names. A reader does not find the one that it knows.",
            "Give it its old name back; `field` gives the value another name in code.";
        ValueMoved = "LB022", "value-moved", "WIRE", Error:
            "a value stands at another place",
            "Values without names are told apart by their order.",
            "Put it back to where it was.";
        ItemAdded = "LB023", "item-added", "WIRE", Error:
            "a sequence has a new value",
            "Values of a sequence are told apart by where they stand. A reader takes the bytes for something \
             else.",
            "Describe a new message with it.";
        ItemRemoved = "LB024", "item-removed", "WIRE", Error:
            "a sequence has lost a value",
            "Values of a sequence are told apart by where they stand. A reader takes the bytes for something \
             else.",
            "Keep the value, and say in its text that it means nothing any more.";
        ValueFormChanged = "LB025", "value-form-changed", "WIRE", Error:
            "a value is of another kind",
            "The same bytes stand for something else, or are not accepted.",
            "Keep the kind. A value of another kind is another value.";
        LimitLowered = "LB026", "limit-lowered", "WIRE", Error:
            "a value may have fewer bytes",
            "An old program writes values that are longer than a new one accepts.",
            "Keep the limit until no old program is left that writes longer values.";
        LimitRaised = "LB027", "limit-raised", "WIRE", Error:
            "a value may have more bytes",
            "A new program writes values that are longer than an old one accepts.",
            "Upgrade the programs that read before those that write.";
        LengthFixed = "LB028", "length-fixed", "WIRE", Error:
            "a value has one exact length from now on",
            "An old program writes values of other lengths, which a new one refuses.",
            "Keep accepting the other lengths.";
        LengthFreed = "LB029", "length-freed", "WIRE", Error:
            "a value no longer has one exact length",
            "A new program writes values of other lengths, which an old one refuses.",
            "Upgrade the programs that read before those that write.";
        ExactLengthChanged = "LB030", "exact-length-changed", "WIRE", Error:
            "a value has another exact length",
            "Neither accepts what the other writes.",
            "Keep the length. A value of another length is another value.";
        NumberNarrowed = "LB031", "number-narrowed", "WIRE", Error:
            "a number has fewer bytes",
            "An old program writes numbers that are larger than a new one accepts.",
            "Keep the width.";
        NumberWidened = "LB032", "number-widened", "WIRE", Error:
            "a number has more bytes",
            "A new program writes numbers that are larger than an old one accepts.",
            "Upgrade the programs that read before those that write.";
        NumberRespelled = "LB033", "number-respelled", "WIRE", Error:
            "a number is written with another number of bytes",
            "The same number is written otherwise. Where its length stands before it, readers accept both, \
             but digests and signatures over the message are others; elsewhere all that follows is shifted.",
            "Keep `write` and `max_bytes`.";
        LengthWidthChanged = "LB034", "length-width-changed", "WIRE", Error:
            "the length before a value is of another width",
            "A reader takes a part of the length for the value, or the other way round.",
            "Keep `prefix`.";
        DefaultAdded = "LB035", "default-added", "WIRE", Error:
            "a header may be missing from now on",
            "A new program takes an expanded block without this header, which an old one refuses.",
            "Write the header as long as old programs read.";
        DefaultRemoved = "LB036", "default-removed", "WIRE", Error:
            "a header may no longer be missing",
            "A new program refuses an expanded block without this header, which was accepted.",
            "Keep the default.";
        DefaultChanged = "LB037", "default-changed", "WIRE", Error:
            "a missing header means another value",
            "The same block means one value to one program and another value to the other.",
            "Keep the default.";
        MadeConditional = "LB038", "made-conditional", "WIRE", Error:
            "a value is only there under a condition",
            "A reader looks for the value where it is not, or not where it is.",
            "Describe a new message.";
        MadeUnconditional = "LB039", "made-unconditional", "WIRE", Error:
            "a value is always there from now on",
            "A reader looks for the value where it is not, or not where it is.",
            "Describe a new message.";
        ConditionChanged = "LB040", "condition-changed", "WIRE", Error:
            "values are there under another condition",
            "A reader looks for the values where they are not, or not where they are.",
            "Keep the condition. What is there in another case is another message.";
        BodyAdded = "LB041", "body-added", "WIRE", Error:
            "a message has a body from now on",
            "An old program ignores the body. A new one takes for a body whatever an old one wrote behind the \
             values.",
            "Describe a new message with a body.";
        BodyRemoved = "LB042", "body-removed", "WIRE", Error:
            "a message has no body any more",
            "A new program ignores the body that an old one sends.",
            "Keep the body; it may be empty.";
        BodyLengthChanged = "LB043", "body-length-changed", "WIRE", Error:
            "the length before the rest is of another width",
            "A reader takes a part of the length for the rest, or the other way round.",
            "Keep `prefix`.";
        EqualsAdded = "LB044", "equals-added", "WIRE", Error:
            "a value has to be what another one says",
            "A new program compares the value, and refuses what an old one wrote that does not agree.",
            "Compare it where the message is used, not when it is read.";
        EqualsRemoved = "LB045", "equals-removed", "WIRE", Error:
            "a value may be anything from now on",
            "A new program writes values that an old one compares and refuses.",
            "Keep the relation.";
        EqualsChanged = "LB046", "equals-changed", "WIRE", Error:
            "a value has to be that of something else",
            "Each program compares the value with something else and refuses what the other writes.",
            "Keep the relation.";
        VerifyAdded = "LB047", "verify-added", "WIRE", Error:
            "a digest is compared from now on",
            "A new program refuses a message whose digest is not that of the body, which was accepted.",
            "Compare it where the message is used, not when it is read.";
        VerifyRemoved = "LB048", "verify-removed", "WIRE", Error:
            "a digest is no longer compared",
            "A new program takes and may pass on a message whose digest is wrong, which an old one refuses.",
            "Keep comparing it.";
        VariantAdded = "LB049", "variant-added", "WIRE", Error:
            "a message has a new variant",
            "Messages that one program reads as this variant are another variant to the other, with other \
             fields, or are written with other bytes.",
            "Describe a new message, or leave the variants as they are.";
        VariantRemoved = "LB050", "variant-removed", "WIRE", Error:
            "a variant is gone",
            "Messages that one program reads as this variant are another variant to the other, with other \
             fields, or are written with other bytes.",
            "Keep the variant.";
        VariantConditionChanged = "LB051", "variant-condition-changed", "WIRE", Error:
            "a variant is recognised by something else",
            "The same bytes are one variant to one program and another to the other.",
            "Keep the condition.";
        GroupEndChanged = "LB052", "group-end-changed", "WIRE", Error:
            "the entries of a group end otherwise",
            "A reader does not find where the entries end.",
            "Keep `count`, or the literal behind the group.";
        SortedAdded = "LB053", "sorted-added", "WIRE", Error:
            "entries have to ascend from now on",
            "A new program refuses entries in another order, which an old one writes.",
            "Sort them where they are written, and accept any order.";
        SortedRemoved = "LB054", "sorted-removed", "WIRE", Error:
            "entries may come in any order from now on",
            "A new program writes entries in an order that an old one refuses.",
            "Keep writing them sorted as long as old programs read.";
        SortedChanged = "LB055", "sorted-changed", "WIRE", Error:
            "entries ascend by another value",
            "Each program refuses entries in the order of the other.",
            "Keep `sorted`.";
        AmbiguousRefused = "LB056", "ambiguous-refused", "WIRE", Error:
            "entries that begin like the end of their group are refused from now on",
            "A new program does not write what an old one could write, so that it cannot make the same bytes.",
            "Keep `ambiguous: true`.";
        AmbiguousAllowed = "LB057", "ambiguous-allowed", "WIRE", Error:
            "entries may begin like the end of their group",
            "A new program writes what an old one refuses to write, and nobody can read back.",
            "Leave `ambiguous` out unless the message is never read.";
        LiteralAdded = "LB058", "literal-added", "WIRE", Error:
            "bytes that are always the same are new",
            "A reader takes them for what follows, or misses them.",
            "Describe a new message.";
        LiteralRemoved = "LB059", "literal-removed", "WIRE", Error:
            "bytes that are always the same are gone",
            "A reader takes what follows for them, or the other way round.",
            "Keep them.";
        LiteralChanged = "LB060", "literal-changed", "WIRE", Error:
            "other bytes are always the same",
            "Each program refuses the bytes of the other. That is right if they say which version a message \
             has, and breaks everything otherwise.",
            "Keep them, or describe a new message.";
        RequestAdded = "LB061", "request-added", "WIRE", Warning:
            "a message is the body of an HTTP request from now on",
            "A new client sends a request that an old server does not know.",
            "Upgrade servers before clients.";
        RequestRemoved = "LB062", "request-removed", "WIRE", Error:
            "a message is no longer the body of an HTTP request",
            "An old client sends a request that a new server does not know.",
            "Keep the request.";
        RequestChanged = "LB063", "request-changed", "WIRE", Error:
            "a message travels by another HTTP request",
            "Each side sends requests to where the other does not listen.",
            "Keep method and path, or serve both.";
        RequestHeaderAdded = "LB064", "request-header-added", "WIRE", Error:
            "an HTTP request has a new header",
            "An old client does not send it to a new server.",
            "Let the server do without it.";
        RequestHeaderRemoved = "LB065", "request-header-removed", "WIRE", Error:
            "an HTTP request has lost a header",
            "A new client does not send what an old server looks at.",
            "Keep sending it.";
        SignatureAdded = "LB066", "signature-added", "WIRE", Error:
            "a message is signed from now on",
            "A new program wants a signature that an old one does not make.",
            "Accept messages without one as long as there are old programs.";
        SignatureRemoved = "LB067", "signature-removed", "WIRE", Error:
            "a message is no longer signed",
            "An old program wants a signature that a new one does not make.",
            "Keep signing it.";
        SignatureChanged = "LB068", "signature-changed", "WIRE", Error:
            "a message is signed by another document",
            "The two sides make different bytes of the same message, so that no signature is right.",
            "Keep the document and where its values come from.";
        StampChanged = "LB069", "stamp-changed", "WIRE", Error:
            "the header of a signature carries other fields",
            "The two sides read the time and the nonce of a signature from different fields.",
            "Keep the stamp.";
        AnswerAdded = "LB070", "answer-added", "WIRE", Warning:
            "a message has a new answer",
            "An old program that asked gets an answer that it does not expect.",
            "Give the new answer only to those who know it.";
        AnswerRemoved = "LB071", "answer-removed", "WIRE", Error:
            "a message has lost an answer",
            "An old program still gives an answer that a new one does not expect.",
            "Keep expecting it.";
        RenamedInErrors = "LB072", "renamed-in-errors", "ERRORS", Warning:
            "errors call a value otherwise",
            "Errors name the value that they are about. Programs that look at the name look for the old one.",
            "Keep the name; in a sequence with variants, `field` gives a value another name in code.";
        ChecksReordered = "LB073", "checks-reordered", "ERRORS", Warning:
            "values are checked in another order",
            "If several things are wrong, another one is reported.",
            "Keep the order.";
        CodeIsLiteral = "LB074", "code-is-literal", "ERRORS", Warning:
            "the type code of a message is or was an ordinary literal",
            "Other bytes there are `unexpected_type` if they stand where the code is, and `bad_value` if it \
             is a literal. Messages that begin with their code can also be told apart by it.",
            "Keep `code`.";
        SchemaRenamed = "LB075", "schema-renamed", "SOURCE", Warning:
            "the schema has another name",
            "Packages and modules are called after it.",
            "Keep the name.";
        ProtocolRenamed = "LB076", "protocol-renamed", "SOURCE", Warning:
            "a protocol has another name",
            "Modules, and what they export, are called after it.",
            "Keep the name.";
        MessageRenamed = "LB077", "message-renamed", "SOURCE", Warning:
            "a message has another name",
            "Types and functions are called after it.",
            "Keep the name.";
        VariantRenamed = "LB078", "variant-renamed", "SOURCE", Warning:
            "a variant has another name",
            "Types are called after it.",
            "Keep the name.";
        FlagRenamed = "LB079", "flag-renamed", "SOURCE", Warning:
            "a flag has another name",
            "The field of every message that says it is called after it.",
            "Keep the name.";
        FieldRenamed = "LB080", "field-renamed", "SOURCE", Warning:
            "a field has another name",
            "Programs read and fill it by its name.",
            "Keep the name; `field` says it where the wire has another one.";
        GroupRenamed = "LB081", "group-renamed", "SOURCE", Warning:
            "a group has another name",
            "The field that holds the entries, and their type, are called after it.",
            "Keep the name.";
        TypeRemoved = "LB082", "type-removed", "SOURCE", Warning:
            "a type is gone",
            "Programs that use the type of this protocol, message or variant do not compile or run any more.",
            "Keep it, or raise the major version of the package.";
        TypeAdded = "LB083", "type-added", "SOURCE", Warning:
            "a message has a new variant, which programs have to handle",
            "Where all variants have to be told apart, as in a `match` of Rust, one more does not compile.",
            "Raise the major version of the package.";
        ShapesChanged = "LB084", "shapes-changed", "SOURCE", Warning:
            "a message has variants, or has none any more",
            "A message with variants is a union of types, one without is a single type.",
            "Describe a new message.";
        FieldAdded = "LB085", "field-added", "SOURCE", Warning:
            "a type has a new field",
            "Programs that make a value of the type do not give it.",
            "Raise the major version of the package.";
        FieldRemoved = "LB086", "field-removed", "SOURCE", Warning:
            "a type has lost a field",
            "Programs read or fill it.",
            "Keep it, or raise the major version of the package.";
        FieldTypeChanged = "LB087", "field-type-changed", "SOURCE", Warning:
            "a field has another type",
            "Programs that read or fill it expect the old one.",
            "Keep the type.";
        FieldsReordered = "LB088", "fields-reordered", "SOURCE", Warning:
            "the fields of a type are in another order",
            "In Python, values can be made by the order of their fields.",
            "Keep the order.";
        VariantsReordered = "LB089", "variants-reordered", "WIRE", Error:
            "variants are tried in another order",
            "Where two variants ask for different things, a message can have both. It is then the one that \
             comes first.",
            "Keep the order.";
        SignedValueMoved = "LB090", "signed-value-moved", "SOURCE", Warning:
            "a value of what is signed comes from somewhere else",
            "Whoever signs or checks the message gives the value now, or need not give it any more.",
            "Keep where it comes from.";
        SecretRemoved = "LB091", "secret-removed", "SOURCE", Warning:
            "a value is no longer kept out of what programs show",
            "Whoever logs a message now logs this value.",
            "Keep `secret: true`.";
    }
}

impl Rule {
    /// Who may read otherwise because of it. Only rules about the wire have ways.
    ///
    /// ```
    /// use lonelypsp_breaking::{Rule, Way, Ways};
    /// assert_eq!(Rule::LimitLowered.ways(), Ways::Only(Way::NewReader));
    /// ```
    pub const fn ways(self) -> Ways {
        match self {
            Self::Unexplained
            | Self::PrefixChanged
            | Self::FlagMoved
            | Self::MinimalFlagChanged
            | Self::MessageCodeChanged
            | Self::MessageSenderChanged
            | Self::LayoutChanged
            | Self::CodeItemChanged
            | Self::HeaderAdded
            | Self::HeaderRemoved
            | Self::HeaderRenamed
            | Self::ValueMoved
            | Self::ItemAdded
            | Self::ItemRemoved
            | Self::ValueFormChanged
            | Self::ExactLengthChanged
            | Self::NumberRespelled
            | Self::LengthWidthChanged
            | Self::DefaultChanged
            | Self::MadeConditional
            | Self::MadeUnconditional
            | Self::ConditionChanged
            | Self::BodyAdded
            | Self::BodyRemoved
            | Self::BodyLengthChanged
            | Self::EqualsChanged
            | Self::VariantAdded
            | Self::VariantRemoved
            | Self::VariantConditionChanged
            | Self::GroupEndChanged
            | Self::SortedChanged
            | Self::LiteralAdded
            | Self::LiteralRemoved
            | Self::LiteralChanged
            | Self::RequestChanged
            | Self::SignatureChanged
            | Self::StampChanged
            | Self::VariantsReordered => Ways::Both,
            Self::ProtocolAdded
            | Self::FlagAdded
            | Self::UnknownFlagsAccepted
            | Self::UnknownFlagsKept
            | Self::MessageAdded
            | Self::LimitRaised
            | Self::LengthFreed
            | Self::NumberWidened
            | Self::DefaultAdded
            | Self::EqualsRemoved
            | Self::VerifyRemoved
            | Self::SortedRemoved
            | Self::AmbiguousAllowed
            | Self::RequestAdded
            | Self::RequestHeaderRemoved
            | Self::SignatureRemoved
            | Self::AnswerAdded => Ways::Only(Way::OldReader),
            Self::ProtocolRemoved
            | Self::FlagRemoved
            | Self::UnknownFlagsRefused
            | Self::UnknownFlagsLost
            | Self::MessageRemoved
            | Self::LimitLowered
            | Self::LengthFixed
            | Self::NumberNarrowed
            | Self::DefaultRemoved
            | Self::EqualsAdded
            | Self::VerifyAdded
            | Self::SortedAdded
            | Self::AmbiguousRefused
            | Self::RequestRemoved
            | Self::RequestHeaderAdded
            | Self::SignatureAdded
            | Self::AnswerRemoved => Ways::Only(Way::NewReader),
            Self::UnexplainedError
            | Self::RenamedInErrors
            | Self::ChecksReordered
            | Self::CodeIsLiteral
            | Self::SchemaRenamed
            | Self::ProtocolRenamed
            | Self::MessageRenamed
            | Self::VariantRenamed
            | Self::FlagRenamed
            | Self::FieldRenamed
            | Self::GroupRenamed
            | Self::TypeRemoved
            | Self::TypeAdded
            | Self::ShapesChanged
            | Self::FieldAdded
            | Self::FieldRemoved
            | Self::FieldTypeChanged
            | Self::FieldsReordered
            | Self::SignedValueMoved
            | Self::SecretRemoved => Ways::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Rule;
    use crate::rule::{Category, Ways};

    #[test]
    fn codes_go_up_without_gaps_and_names_are_unique() {
        let numbers = Rule::ALL.iter().map(|rule| rule.rule().code[2..].parse::<usize>().unwrap());
        assert!(numbers.eq(0..Rule::ALL.len()));
        let names: HashSet<_> = Rule::ALL.iter().map(|rule| rule.rule().name).collect();
        assert_eq!(names.len(), Rule::ALL.len());
        assert!(Rule::ALL.len() >= 40);
    }

    #[test]
    fn every_rule_has_a_reason_and_a_cure_in_sentences() {
        for rule in Rule::ALL.iter().map(|rule| rule.rule()) {
            for text in [rule.reason, rule.cure] {
                assert!(
                    text.ends_with('.') && text.len() > 9 && !text.contains("  "),
                    "{}: {text}",
                    rule.code
                );
            }
        }
    }

    #[test]
    fn rules_about_the_wire_say_who_reads_otherwise_and_no_others_do() {
        for rule in Rule::ALL {
            assert_eq!(rule.category() == Category::Wire, rule.ways() != Ways::None, "{rule}");
        }
    }
}
