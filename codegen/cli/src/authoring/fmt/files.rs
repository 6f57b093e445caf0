//! Which texts are formatted.

use std::collections::HashSet;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use lonelypsp_schema::files::read_schema_file;

use crate::args::Global;
use crate::exit::Failure;
use crate::input::shown;
use crate::inputs::Inputs;
use crate::schema::{compile_schema, root};

use super::FmtArgs;

/// Where a text comes from.
pub(super) enum Input {
    Standard,
    File(PathBuf),
}

/// How deep folders are looked through, so that no link leads in circles for long.
const DEEPEST: usize = 64;

/// What the arguments mean, each file once.
pub(super) fn find(global: &Global, args: &FmtArgs) -> Result<Vec<Input>, Failure> {
    if args.paths.is_empty() {
        if global.schema.is_some() {
            return of_schema(global);
        }
        if !args.check && !args.diff && !io::stdin().is_terminal() {
            return Ok(vec![Input::Standard]);
        }
        return match root(global, &Inputs::default())? {
            Some(_) => of_schema(global),
            None => Err(Failure::Usage(
                "what is to be formatted? Files, folders, `-` for standard input, or --schema with a root file".to_owned(),
            )),
        };
    }
    if global.schema.is_some() {
        return Err(Failure::Usage(
            "--schema names what is to be formatted, and so do paths: give one of them".to_owned(),
        ));
    }
    if args.paths.iter().any(|path| path == Path::new("-")) {
        return match args.paths.len() {
            1 => Ok(vec![Input::Standard]),
            _ => Err(Failure::Usage("`-` is standard input, and goes with no other path".to_owned())),
        };
    }
    let mut found = Vec::new();
    for path in &args.paths {
        if path.is_dir() {
            of_folder(path, 0, &mut found)?;
        } else {
            found.push(path.clone());
        }
    }
    Ok(once(found))
}

/// The files of a schema, as far as they can be read.
fn of_schema(global: &Global) -> Result<Vec<Input>, Failure> {
    let schema = compile_schema(global)?;
    let sources = match &schema {
        Ok(schema) => &schema.sources,
        Err(problems) => &problems.sources,
    };
    Ok(once(sources.files().iter().map(|file| PathBuf::from(&file.path)).collect()))
}

/// The files below a folder that are of schemas, as far as that can be seen without reading them as YAML.
fn of_folder(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let unreadable = |error: io::Error| Failure::new(format!("{} cannot be read: {error}", shown(folder)));
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    let mut paths =
        entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>().map_err(unreadable)?;
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            // A link may lead out of the folder, or back into it.
            let is_passed_over = path.is_symlink() || ["target", "node_modules"].contains(&&*name);
            if !is_passed_over && depth < DEEPEST {
                of_folder(&path, depth + 1, found)?;
            }
        } else if [".yaml", ".yml"].iter().any(|end| name.ends_with(end)) && path.is_file() {
            let text = read_schema_file(&path)
                .map_err(|error| Failure::new(format!("{} cannot be read: {error}", shown(&path))))?;
            if is_of_schema(&text) {
                found.push(path);
            }
        }
    }
    Ok(())
}

/// Whether a line begins with a key that only schemas have.
fn is_of_schema(text: &str) -> bool {
    const KEYS: [&str; 5] = ["types:", "protocols:", "protocol:", "messages:", "include:"];
    text.lines().any(|line| KEYS.iter().any(|key| line.starts_with(key)))
}

/// Each file once, whichever way it is named.
fn once(paths: Vec<PathBuf>) -> Vec<Input> {
    let mut seen = HashSet::new();
    let is_new = |path: &PathBuf| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone()));
    paths.into_iter().filter(is_new).map(Input::File).collect()
}

#[cfg(test)]
mod tests {
    use super::is_of_schema;

    #[test]
    fn a_schema_is_told_from_other_yaml_by_its_keys() {
        assert!(is_of_schema("# c\nlonely: 1\ninclude: [a.yaml]\n") && is_of_schema("types: {"));
        assert!(!is_of_schema("on: push\njobs:\n  types: x\n") && !is_of_schema(""));
    }
}
