//! What is open, and which schema each of it belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use lonelypsp_schema::SourceMap;
use lonelypsp_schema::files::read_schema_file;
use lonelypsp_schema::yaml::{Node, Value, parse_yaml};
use lsp_types::Uri;

use crate::text::{Encoding, Text};
use crate::uri::{normal, path_of, uri_of};
use crate::{Environment, Settings};

/// The configuration that names the root file of a schema.
const CONFIGURATION: &str = "lonely.gen.yaml";
/// In so many folders around a file a root that includes it is looked for, and among so many files of each.
const MOST_FOLDERS: usize = 4;
const MOST_NEIGHBOURS: usize = 200;
/// A schema has no more files than that.
const MOST_FILES: usize = 1000;

/// A document that is open in the editor.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) uri: Uri,
    pub(crate) version: i32,
    pub(crate) text: Text,
    /// The root of the schema that it is looked at as a part of; itself, if nothing includes it.
    pub(crate) root: String,
}

/// Everything that is open, by path; by URI, where that is no file's.
pub(crate) struct Workspace {
    pub(crate) documents: BTreeMap<String, Document>,
    pub(crate) encoding: Encoding,
    environment: Environment,
}

/// How a document is called here.
pub(crate) fn name_of(uri: &Uri) -> String {
    path_of(uri).unwrap_or_else(|| uri.as_str().to_owned())
}

impl Workspace {
    pub(crate) fn new(encoding: Encoding, environment: Environment) -> Self {
        Self { documents: BTreeMap::new(), encoding, environment }
    }

    pub(crate) fn environment(&self) -> &Environment {
        &self.environment
    }

    /// The text of a file: that of the editor, or else what is on the disk.
    pub(crate) fn load(&self, path: &str) -> io::Result<String> {
        let path = normal(path);
        match self.documents.get(&path) {
            Some(document) => Ok(document.text.as_str().to_owned()),
            None if path.contains(':') && !path.contains(":/") => Err(io::ErrorKind::NotFound.into()),
            None => read_schema_file(&path),
        }
    }

    pub(crate) fn uri(&self, path: &str) -> Option<Uri> {
        match self.documents.get(path) {
            Some(document) => Some(document.uri.clone()),
            None => uri_of(path),
        }
    }

    /// What the configuration nearest to a file says.
    pub(crate) fn settings(&self, path: &str) -> Option<Settings> {
        let folders = std::path::Path::new(path).ancestors().skip(1);
        let file = folders.map(|folder| folder.join(CONFIGURATION)).find(|file| file.is_file())?;
        (self.environment.settings)(&file)
    }

    /// The root of the schema that a file belongs to: what a configuration names, itself, or a file beside it.
    pub(crate) fn root_of(&self, path: &str) -> String {
        let configured = self.settings(path).and_then(|settings| settings.schema);
        let configured = configured.as_deref().and_then(std::path::Path::to_str).map(normal);
        if let Some(root) = configured.filter(|root| self.includes(root, path)) {
            return root;
        }
        let is_root = self.load(path).is_ok_and(|text| is_root(&text));
        if is_root {
            return path.to_owned();
        }
        self.neighbours(path)
            .into_iter()
            .find(|root| self.includes(root, path))
            .unwrap_or_else(|| path.to_owned())
    }

    /// Roots in the folders around a file, the nearest first.
    fn neighbours(&self, path: &str) -> Vec<String> {
        let mut roots: Vec<String> = Vec::new();
        for folder in std::path::Path::new(path).ancestors().skip(1).take(MOST_FOLDERS) {
            let Some(folder) = folder.to_str().filter(|folder| !folder.is_empty()) else { break };
            let prefix = format!("{}/", folder.trim_end_matches('/'));
            let is_here = |path: &str| path.strip_prefix(&prefix).is_some_and(|rest| !rest.contains('/'));
            let mut found: BTreeSet<String> =
                self.documents.keys().filter(|path| is_here(path)).cloned().collect();
            let entries = std::fs::read_dir(folder).into_iter().flatten().take(MOST_NEIGHBOURS).flatten();
            found.extend(entries.filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                is_yaml(&name).then(|| format!("{prefix}{name}"))
            }));
            roots.extend(found.into_iter().filter(|path| self.load(path).is_ok_and(|text| is_root(&text))));
        }
        roots
    }

    /// Whether a root includes a file, or is it.
    fn includes(&self, root: &str, path: &str) -> bool {
        let mut known = BTreeSet::from([root.to_owned()]);
        let mut rest = vec![root.to_owned()];
        while let Some(file) = rest.pop() {
            if file == path {
                return true;
            }
            let folder = file.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default();
            for included in self.load(&file).map(|text| includes(&text)).unwrap_or_default() {
                let included = normal(&format!("{folder}/{included}"));
                if known.len() < MOST_FILES && known.insert(included.clone()) {
                    rest.push(included);
                }
            }
        }
        false
    }
}

/// Whether a file says what only a root does.
pub(crate) fn is_root(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').lines().any(|line| line.starts_with("lonely:"))
}

/// The files that a text includes, as far as it can be read.
fn includes(text: &str) -> Vec<String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut sources = SourceMap::default();
    let file = sources.add(String::new(), text.to_owned());
    // Of a broken file, the lines that look like it.
    let Ok(root) = parse_yaml(file, text) else { return list_in_lines(text) };
    let Value::Map(entries) = &root.value else { return Vec::new() };
    let list = entries.iter().find(|(key, _)| key.value == "include").map(|(_, node)| &node.value);
    let Some(Value::List(items)) = list else { return Vec::new() };
    let path = |item: &Node| match &item.value {
        Value::Text(scalar) => Some(scalar.text.clone()),
        _ => None,
    };
    items.iter().filter_map(path).collect()
}

/// What stands behind `include:` in brackets, or in the items below it.
fn list_in_lines(text: &str) -> Vec<String> {
    let mut lines = text.lines().skip_while(|line| !line.starts_with("include:"));
    let Some(first) = lines.next() else { return Vec::new() };
    let below = lines.take_while(|line| line.starts_with([' ', '-', '#', ']']) || line.is_empty());
    let all = std::iter::once(first.trim_start_matches("include:")).chain(below);
    let words = all.flat_map(|line| line.split([' ', ',', '[', ']', '"', '\'']));
    words.filter(|word| is_yaml(word)).map(str::to_owned).collect()
}

fn is_yaml(name: &str) -> bool {
    let extension = std::path::Path::new(name).extension();
    extension.is_some_and(|extension| extension == "yaml" || extension == "yml")
}
