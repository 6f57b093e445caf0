//! The runtime as it goes with generated code into other projects.
//!
//! Its files are laid out in `runtime/` beside the sources: `cargo xtask runtime` takes from those of the crate `lonelypsp`
//! what does without its features, with no unit tests and no unsafe code.

/// The modules by their paths, such as `forms/float`, as `cargo xtask runtime` lists them.
const MODULES: &[(&str, &str)] = include!("../runtime/modules.rs");

const ROOT: &str = include_str!("../runtime/mod.rs");

/// The content of one module that holds all of it: each module in the place of its declaration.
pub(crate) fn in_one_module() -> String {
    let mut out = String::new();
    fill(ROOT, "", &mut out);
    out
}

/// The text of a module of which others lie in that folder.
fn fill(text: &str, folder: &str, out: &mut String) {
    for line in text.lines() {
        let path = declared(line).map(|name| format!("{folder}{name}"));
        let found = path.and_then(|path| MODULES.iter().find(|(module, _)| *module == path));
        match found {
            Some((path, body)) => {
                out.extend([line.trim_end_matches(';'), " {\n"]);
                fill(body, &format!("{path}/"), out);
                out.push_str("}\n\n");
            }
            None => out.extend([line, "\n"]),
        }
    }
}

/// The name of the module that the line declares.
fn declared(line: &str) -> Option<&str> {
    line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever is declared there, in the order in which it is.
    fn all_declared(text: &str, folder: &str) -> Vec<String> {
        let paths = text.lines().filter_map(declared).map(|name| format!("{folder}{name}"));
        paths
            .flat_map(|path| {
                let body = MODULES.iter().find(|(module, _)| *module == path).map(|(_, body)| *body);
                let inner = all_declared(body.unwrap_or_default(), &format!("{path}/"));
                [vec![path], inner].concat()
            })
            .collect()
    }

    #[test]
    fn the_modules_are_those_that_are_declared() {
        let mut paths = all_declared(ROOT, "");
        paths.sort_unstable();
        assert_eq!(paths, MODULES.iter().map(|(path, _)| *path).collect::<Vec<_>>());
    }
}
