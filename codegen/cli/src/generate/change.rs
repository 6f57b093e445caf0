//! What can be different about a file.

/// What is different about a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It is not there.
    Missing,
    /// Only its line ends differ.
    LineEnds,
    /// It is as it was generated, but something else is generated now.
    Changed,
    /// The list of files is one of a run that did not come to its end.
    Unfinished,
    /// It was generated, and edited by hand since.
    Edited,
    /// It is somebody else's.
    Foreign,
    /// It is as it was generated, and no longer is.
    Stray,
    /// The same, but it was edited by hand since.
    Kept,
}

impl Change {
    /// Whether it is about what somebody wrote by hand, and not only about what was generated.
    pub(super) const fn is_about_somebodys_work(self) -> bool {
        match self {
            Self::Edited | Self::Foreign | Self::Kept => true,
            Self::Missing | Self::LineEnds | Self::Changed | Self::Unfinished | Self::Stray => false,
        }
    }

    /// What `--check` calls it.
    pub(super) const fn state(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::LineEnds | Self::Changed => "changed",
            Self::Unfinished => "unfinished",
            Self::Edited => "edited",
            Self::Foreign => "foreign",
            Self::Stray | Self::Kept => "stray",
        }
    }

    /// What is said when it was dealt with.
    pub(super) const fn done(self) -> &'static str {
        match self {
            Self::Missing | Self::LineEnds | Self::Changed | Self::Unfinished => "wrote",
            Self::Edited => "overwrote",
            Self::Stray => "removed",
            Self::Foreign | Self::Kept => "kept",
        }
    }

    /// The same of several.
    pub(super) const fn were(self) -> &'static str {
        match self {
            Self::Missing | Self::LineEnds | Self::Changed | Self::Unfinished => "written",
            Self::Edited => "overwritten",
            Self::Stray => "removed",
            Self::Foreign | Self::Kept => "kept",
        }
    }

    /// What else there is to say.
    pub(super) const fn remark(self) -> &'static str {
        match self {
            Self::LineEnds => " (only the line ends differ: it must have LF, not CRLF)",
            Self::Unfinished => " (a run was stopped before its end)",
            Self::Edited => " (edited by hand)",
            Self::Foreign => " (nothing shows that it was generated)",
            Self::Kept => " (no longer generated, but edited by hand)",
            Self::Missing | Self::Changed | Self::Stray => "",
        }
    }

    /// Why nothing is written, as the end of a sentence, if it stands in the way of that.
    pub(super) const fn refusal(self, force: bool) -> Option<&'static str> {
        match self {
            Self::Foreign => Some(
                "is not overwritten, since nothing shows that it was generated; remove it, or choose another place",
            ),
            Self::Edited if !force => Some(
                "is not overwritten, since it was edited by hand after it was generated; --force overwrites it, if \
                 the edit is not needed",
            ),
            _ => None,
        }
    }
}
