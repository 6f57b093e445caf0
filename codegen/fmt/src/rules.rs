//! What can be found about how a schema is written.

lonelypsp_findings::catalogue! {
    /// What can be found about how a schema is written.
    pub enum Style: "LF", "fmt", "How schemas are written." {
        Unformatted = "LF001", "unformatted", "STYLE", Warning: "a file is not in the style of schemas",
            "There is one style for schemas, so that nobody has to think about it, and so that a change of a schema shows only \
             what changes.",
            "Run `lonely fmt` on the file. It changes nothing that the file says, and keeps all comments.";
        NotKept = "LF002", "not-kept", "STYLE", Error: "a file cannot be formatted",
            "What is formatted is read again before it is written; if it did not say the same, or had lost a comment, the file \
             stays as it is. A directive, `%YAML` or the like, is not formatted either.",
            "Leave a directive out. If there is none, this is a mistake in the formatter: please report it with the file.";
    }
}
