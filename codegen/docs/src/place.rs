//! Where each page is. No schema can have a name with a hyphen for a protocol, so that no folder of ours meets one of those.

use std::fmt::Write as _;

use lonelypsp_schema::{Message, Protocol};

/// The folder of what pages share.
pub(crate) const ASSETS: &str = "site-assets";

/// `stateful/index.html`
pub(crate) fn protocol(protocol: &Protocol, extension: &str) -> String {
    format!("{}/{}.{extension}", protocol.name, index(extension))
}

/// `stateful/s2b/confirm_receive.html`
pub(crate) fn message(protocol: &Protocol, message: &Message, extension: &str) -> String {
    format!("{}/{}/{}.{extension}", protocol.name, message.direction.as_str(), message.name)
}

/// What a folder shows first: forges look for another name than browsers.
pub(crate) fn index(extension: &str) -> &'static str {
    if extension == "md" { "README" } else { "index" }
}

/// From a page so many folders deep to a path of the site.
pub(crate) fn relative(depth: usize, path: &str) -> String {
    format!("{}{path}", "../".repeat(depth))
}

/// How many folders deep a page is.
pub(crate) fn depth(path: &str) -> usize {
    path.matches('/').count()
}

/// What a name is called in the address of a place on a page: letters, digits, `-` and `_` as they are.
pub(crate) fn anchor(name: &str) -> String {
    let mut anchor = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' => anchor.push(c),
            other => {
                let _ = write!(anchor, ".{:x}", u32::from(other));
            }
        }
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_is_one_word_and_no_two_names_share_one() {
        assert_eq!(anchor("x-topic"), "x-topic");
        assert_eq!(anchor("a b\"<"), "a.20b.22.3c");
        assert_ne!(anchor("a.20b"), anchor("a b"));
    }

    #[test]
    fn a_path_leads_up_as_many_folders_as_its_page_is_deep() {
        assert_eq!(relative(depth("stateful/s2b/missed.html"), "errors.html"), "../../errors.html");
        assert_eq!(relative(depth("index.html"), "errors.html"), "errors.html");
    }
}
