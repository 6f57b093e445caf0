//! Files that somebody else's templates or program make: what they are asked with, and what is looked at before any of them
//! is written.

#[cfg(feature = "templates")]
mod limits;
mod path;
mod plugin;
mod process;
#[cfg(feature = "templates")]
mod template;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use lonelypsp_codegen::Files;
use lonelypsp_export::{Export, export};
use lonelypsp_schema::Schema;

use crate::config::Generator;
use crate::exit::Failure;
use crate::inputs::Inputs;
use crate::printable;

/// What whoever asks for the files says to those who make them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Whatever they want to know, by name.
    pub(super) options: BTreeMap<String, String>,
    /// How long they may take.
    pub(super) timeout: Option<Duration>,
}

/// How long they may take if nothing else is said.
const USUAL: Duration = Duration::from_secs(60);

/// More files, and more bytes of them, than anybody has a use for.
const MOST_FILES: usize = 100_000;
const LARGEST: usize = 256 << 20;

/// A file, and who made it.
struct Made {
    from: String,
    path: String,
    text: String,
}

/// The files that templates or a program make for the folder `out`; nothing, if it is a language of ours.
pub(super) fn files(
    generator: &Generator,
    schema: &Schema,
    said: &Said,
    out: &Path,
    inputs: &Inputs,
) -> Result<Option<Files>, Failure> {
    let export = Export { options: said.options.clone(), ..export(schema) };
    let timeout = said.timeout.unwrap_or(USUAL);
    let made = match generator {
        Generator::Language(_) => return Ok(None),
        #[cfg(feature = "templates")]
        Generator::Template(folder) => template::made(folder, out, (schema, &export), timeout, inputs)?,
        #[cfg(not(feature = "templates"))]
        Generator::Template(_) => {
            let text = "templates are rendered by builds with the feature `templates`, which is on if nothing else is said";
            return Err(Failure::new(text));
        }
        Generator::Plugin(program) => {
            inputs.program(program);
            plugin::made(program, &export, timeout)?
        }
    };
    collect(made).map(Some)
}

/// The files by path, if they can all lie in one folder.
fn collect(made: Vec<Made>) -> Result<Files, Failure> {
    let (mut files, mut size) = (Files::new(), 0_usize);
    // Where case does not count, two paths may be one.
    let mut folded: BTreeMap<String, (String, String)> = BTreeMap::new();
    if made.len() > MOST_FILES {
        return Err(Failure::new(format!("{} files are made; at most {MOST_FILES}", made.len())));
    }
    for Made { from, path, text } in made {
        let shown = printable::clipped(&path, 200);
        path::check(&path)
            .map_err(|why| Failure::new(format!("{from} makes the file `{shown}`, which {why}")))?;
        size = size.saturating_add(text.len());
        if size > LARGEST {
            let most = LARGEST >> 20;
            return Err(Failure::new(format!(
                "with `{shown}` of {from} the files have more than {most} MiB"
            )));
        }
        if let Some((other, _)) = folded.insert(path.to_lowercase(), (path.clone(), from.clone())) {
            let text = if other == path {
                format!("{from} makes the file `{shown}`, which is made already; give each a path of its own")
            } else {
                let other = printable::clipped(&other, 200);
                format!(
                    "{from} makes the file `{shown}`, which is `{other}` where case does not count; rename one"
                )
            };
            return Err(Failure::new(text));
        }
        files.insert(path, text.replace("\r\n", "\n"));
    }
    refuse_folders(&folded)?;
    Ok(files)
}

/// That no file lies where others need a folder.
fn refuse_folders(made: &BTreeMap<String, (String, String)>) -> Result<(), Failure> {
    let above = |path: &str| Path::new(path).ancestors().skip(1).find_map(|above| made.get(above.to_str()?));
    match made.iter().find_map(|(folded, file)| Some((file, above(folded)?))) {
        None => Ok(()),
        Some(((path, from), (above, _))) => {
            let [path, above] = [path, above].map(|path| printable::clipped(path, 200));
            Err(Failure::new(format!(
                "{from} makes the file `{path}`, which needs a folder where `{above}` is made as a file; rename one"
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(paths: &[&str]) -> Result<Vec<String>, String> {
        let made = paths.iter().map(|path| Made {
            from: "it".to_owned(),
            path: (*path).to_owned(),
            text: "a\r\n".to_owned(),
        });
        match collect(made.collect()) {
            Ok(files) => Ok(files.into_iter().map(|(path, text)| path + "=" + &text).collect()),
            Err(Failure::CouldNotRun(text) | Failure::Usage(text)) => Err(text),
        }
    }

    #[test]
    fn files_have_paths_of_their_own_and_line_ends_of_one_kind() {
        assert_eq!(collected(&["b/c", "a"]).unwrap(), ["a=a\n", "b/c=a\n"]);
        for (paths, said) in [
            (["a", "a"], "which is made already"),
            (["A/b", "a/B"], "which is `A/b` where case does not count"),
            (["a", "A/b"], "`A/b`, which needs a folder where `a` is made as a file"),
            (["a/b/c", "a"], "where `a` is made as a file"),
            (["a", "../b"], "it makes the file `../b`, which leads out of the folder"),
        ] {
            let problem = collected(&paths).unwrap_err();
            assert!(problem.contains(said), "{problem}");
        }
        // Beside one another in order, and still nothing to complain about.
        assert_eq!(collected(&["a", "a-b", "a.b/c", "ab/a"]).unwrap().len(), 4);
    }

    #[test]
    fn many_files_cost_what_they_are() {
        let names: Vec<String> = (0..50_000).map(|n| format!("{n}/{n}/{n}")).collect();
        let paths: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(collected(&paths).unwrap().len(), 50_000);
        let paths = vec!["x"; MOST_FILES + 1];
        assert!(collected(&paths).unwrap_err().contains("at most 100000"));
    }
}
