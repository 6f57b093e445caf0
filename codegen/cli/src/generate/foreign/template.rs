//! Files that templates make.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use lonelypsp_codegen::{MARK, origin};
use lonelypsp_export::Export;
use lonelypsp_schema::Schema;
use lonelypsp_template::{render, without_ending};

use crate::exit::Failure;
use crate::input::{shown, text};
use crate::inputs::Inputs;

use super::super::place;
use super::{Made, limits};

/// More than any folder of templates has.
const LARGEST: u64 = 1 << 20;
const MOST_FILES: usize = 1000;
const DEEPEST: usize = 16;

pub(super) fn made(
    folder: &Path,
    out: &Path,
    (schema, export): (&Schema, &Export<'_>),
    timeout: Duration,
    inputs: &Inputs,
) -> Result<Vec<Made>, Failure> {
    // They would be templates the next time.
    if place(out).starts_with(place(folder)) {
        let (out, folder) = (shown(out), shown(folder));
        return Err(Failure::new(format!(
            "{out} lies in the folder of the templates, {folder}; choose a place outside of it"
        )));
    }
    let mut templates = BTreeMap::new();
    read_all(folder, "", 0, inputs, &mut templates)?;
    if !templates.keys().any(|path| without_ending(path).is_some()) {
        let folder = shown(folder);
        return Err(Failure::new(format!(
            "{folder} has no template; those are files whose names end in .j2 or .jinja"
        )));
    }
    let stamp = format!("Code {MARK} from {}. Do not edit.", origin(schema));
    let rendered = limits::within(timeout, &format!("the templates in {}", shown(folder)), || {
        render(&templates, export, &stamp)
    });
    let rendered = rendered.map_err(|problem| Failure::new(shown(&folder.join(problem.to_string()))))?;
    let of = |file: lonelypsp_template::Made| Made {
        from: format!("the template {}", shown(&folder.join(&file.from))),
        path: file.path,
        text: file.text,
    };
    Ok(rendered.into_iter().map(of).collect())
}

/// Reads all files of a folder, by path from where it began; those that begin with a dot are somebody else's.
fn read_all(
    folder: &Path,
    path: &str,
    depth: usize,
    inputs: &Inputs,
    all: &mut BTreeMap<String, String>,
) -> Result<(), Failure> {
    let failed =
        |error| Failure::new(format!("the folder of templates {} cannot be read: {error}", shown(folder)));
    if depth > DEEPEST {
        let place = shown(folder);
        return Err(Failure::new(format!(
            "{place} is nested deeper than {DEEPEST} folders, more than templates need"
        )));
    }
    inputs.folder(folder);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let place = entry.path();
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| {
            Failure::new(format!("{} has a name that is not UTF-8; rename it", shown(&place)))
        })?;
        if name.starts_with('.') {
            continue;
        }
        let inner = format!("{path}{name}");
        // A link to a folder could lead around in a circle.
        if entry.file_type().map_err(failed)?.is_dir() {
            read_all(&place, &format!("{inner}/"), depth + 1, inputs, all)?;
            continue;
        }
        let text = inputs.read(&place, LARGEST).and_then(text);
        let text =
            text.map_err(|problem| Failure::new(format!("the template {} {problem}", shown(&place))))?;
        all.insert(inner, text.replace("\r\n", "\n"));
        if all.len() > MOST_FILES {
            let folder = shown(folder);
            return Err(Failure::new(format!(
                "{folder} has more than {MOST_FILES} files, the most that templates are"
            )));
        }
    }
    Ok(())
}
