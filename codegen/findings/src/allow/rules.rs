//! What can be wrong with exceptions.

crate::catalogue! {
    /// What is wrong with an exception.
    pub enum Allow: "LA", "allow", "What is wrong with exceptions from the rules of other families." {
        NoReason = "LA001", "exception-without-reason", "EXCEPTIONS", Warning: "an exception says no reason",
            "Whoever reads the schema later cannot know whether an exception is still right, if nothing says why it was made.",
            "Say the reason behind `because`: `# lonely:allow LL012 because old readers need it`.";
        UnknownRule = "LA002", "exception-from-unknown-rule", "EXCEPTIONS", Warning: "an exception is from a rule that does not exist",
            "An exception from no rule has no effect; most likely the code is misspelled. Problems of the compiler, `LS001` and on, cannot be excepted.",
            "`lonely explain` lists all rules with their codes.";
        Unneeded = "LA003", "exception-unneeded", "EXCEPTIONS", Warning: "an exception is not needed any more",
            "What it was made for is gone. Left where it is, it would silently cover the next thing that breaks the rule.",
            "Leave it out.";
        Malformed = "LA004", "exception-malformed", "EXCEPTIONS", Warning: "a comment for tools is not understood",
            "A comment that begins with `lonely:` is meant for tools, and this one says nothing that they know.",
            "Exceptions read `# lonely:allow LL012, LL013 because the reason`, behind or before what they are about.";
    }
}
