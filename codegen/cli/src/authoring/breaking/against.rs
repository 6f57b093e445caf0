//! What `--against` names: a schema on the disk, or one in a git repository.

use std::path::{Path, PathBuf};

use lonelypsp_schema::{BUILTIN_ROOT, Schema, compile, compile_version};

use crate::exit::Failure;
use crate::input::shown;
use crate::inputs::Inputs;
use crate::printable;
use crate::report::{ReportFormat, in_words, report_unsound};
use crate::schema::load_at;
use crate::terminal::Colors;

use super::args::BreakingArgs;
use super::git::{Repository, at};
use super::tree::Tree;

/// The schema to compare with, and what to call it.
pub(super) fn load(
    own: Option<&Path>,
    args: &BreakingArgs,
    report: (ReportFormat, Colors),
) -> Result<(Schema, String), Failure> {
    let (version, inputs) = (args.against_version.as_deref(), Inputs::default());
    let Some(given) = args.against.as_deref() else {
        // The schema itself, as it was.
        let schema = load_at(own, version, &inputs, report)?;
        let label = format!("version {}", schema.version);
        return Ok((schema, label));
    };
    let label = label(given, version);
    let schema = match named(given)? {
        Named::File(path) => load_at(Some(&path), version, &inputs, report)?,
        Named::Folder(folder) => load_at(Some(&in_folder(&folder, own)?), version, &inputs, report)?,
        Named::Reference(reference) => {
            let folder = own.map_or_else(|| PathBuf::from("."), folder_of);
            let repository = Repository::around(&folder)?;
            let path = within(&repository, own, None, None)?;
            from_git(&repository, &reference, &path, version, report)?
        }
        Named::Repository { path, reference, subdir, schema } => {
            let repository = Repository::at(&path)?;
            let inside = within(&repository, own, subdir.as_deref(), schema.as_deref())?;
            from_git(&repository, &reference, &inside, version, report)?
        }
    };
    Ok((schema, label))
}

fn label(given: &str, version: Option<&str>) -> String {
    let given = printable::clipped(given, 100);
    version.map_or_else(|| given.clone(), |version| format!("{given}, version {version}"))
}

/// What `--against` says.
#[derive(Debug, PartialEq, Eq)]
enum Named {
    File(PathBuf),
    Folder(PathBuf),
    Reference(String),
    Repository { path: PathBuf, reference: String, subdir: Option<String>, schema: Option<String> },
}

/// A path that is there is meant as one; what has a `#` is a repository; the rest are references.
fn named(given: &str) -> Result<Named, Failure> {
    let path = Path::new(given);
    if let Ok(found) = std::fs::metadata(path) {
        return Ok(if found.is_dir() {
            Named::Folder(path.to_owned())
        } else {
            Named::File(path.to_owned())
        });
    }
    if let Some((repository, options)) = given.split_once('#') {
        return in_repository(repository, options);
    }
    if given.is_empty() {
        return Err(Failure::Usage("--against is empty; it takes a path or a git reference".to_owned()));
    }
    if given.contains("://") {
        let text =
            "--against takes repositories on this machine only; fetch it first, then name its reference";
        return Err(Failure::Usage(text.to_owned()));
    }
    // No reference ends like this, so that it is a path where nothing is.
    if [".yaml", ".yml", "/"].iter().any(|end| given.ends_with(end)) {
        return Err(Failure::new(format!(
            "{} is not there; --against takes a path or a git reference",
            shown(path)
        )));
    }
    Ok(Named::Reference(given.to_owned()))
}

fn in_repository(repository: &str, options: &str) -> Result<Named, Failure> {
    let usage = |text: String| Failure::Usage(format!("--against {text}"));
    if repository.contains("://") {
        return Err(usage("takes repositories on this machine only; clone it first".to_owned()));
    }
    let (mut reference, mut subdir, mut schema) = (None, None, None);
    for option in options.split(',') {
        let (key, value) = option.split_once('=').unwrap_or((option, ""));
        let value = value.to_owned();
        let (place, value) = match key {
            "branch" => (&mut reference, format!("refs/heads/{value}")),
            "tag" => (&mut reference, format!("refs/tags/{value}")),
            "ref" | "commit" => (&mut reference, value),
            "subdir" => (&mut subdir, value),
            "path" => (&mut schema, value),
            _ => {
                let known = "they are branch, tag, ref, commit, subdir and path, as in `.git#tag=v1,path=schema/mine.yaml`";
                return Err(usage(format!("has no option `{}`; {known}", printable::line(key))));
            }
        };
        if value.is_empty() || value.ends_with("refs/heads/") || value.ends_with("refs/tags/") {
            return Err(usage(format!("says nothing for `{key}`")));
        }
        if place.replace(value).is_some() {
            return Err(usage(format!("says twice what is compared with, by `{key}`")));
        }
    }
    Ok(Named::Repository {
        path: PathBuf::from(if repository.is_empty() { "." } else { repository }),
        reference: reference.unwrap_or_else(|| "HEAD".to_owned()),
        subdir,
        schema,
    })
}

fn folder_of(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// The root file in a folder: it is called like that of the schema that is compared.
fn in_folder(folder: &Path, own: Option<&Path>) -> Result<PathBuf, Failure> {
    let own = own.unwrap_or_else(|| Path::new(BUILTIN_ROOT));
    let path = own.file_name().map(|name| folder.join(name)).filter(|path| path.is_file());
    path.ok_or_else(|| {
        let name = own.file_name().map(Path::new).map_or_else(String::new, shown);
        Failure::new(format!(
            "the folder {} has no `{name}`; give the path of the schema's root file",
            shown(folder)
        ))
    })
}

/// Where the schema's root file is in a repository: where it says, or where it is in the work tree.
fn within(
    repository: &Repository,
    own: Option<&Path>,
    subdir: Option<&str>,
    schema: Option<&str>,
) -> Result<String, Failure> {
    let path = match (schema, own) {
        (Some(path), _) => path.to_owned(),
        (None, None) => BUILTIN_ROOT.to_owned(),
        // In a folder of its own, it is beside nothing else.
        (None, Some(own)) if subdir.is_some() => {
            own.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
        }
        (None, Some(own)) => repository.path_of(own)?,
    };
    let path =
        subdir.map_or_else(|| path.clone(), |subdir| format!("{}/{path}", subdir.trim_end_matches('/')));
    Ok(path.trim_start_matches("./").to_owned())
}

fn from_git(
    repository: &Repository,
    reference: &str,
    path: &str,
    version: Option<&str>,
    (format, colors): (ReportFormat, Colors),
) -> Result<Schema, Failure> {
    let commit = repository.commit(reference)?;
    let mut tree = Tree::new(repository, commit);
    let text = tree.read(path).map_err(|error| {
        let problem =
            format!("`{}` cannot be read at {}: {error}", printable::line(path), printable::line(reference));
        Failure::new(format!("{problem}; `{}` names another place", at(reference, "schema/mine.yaml")))
    })?;
    let mut text = Some(text);
    // The root file is asked for first.
    let read = |path: &str| text.take().map_or_else(|| tree.read(path), Ok);
    let compiled = match version {
        Some(version) => compile_version(path, version, read),
        None => compile(path, read),
    };
    compiled.map_err(|problems| {
        let findings = problems.into();
        match report_unsound(&findings, format, colors) {
            Ok(()) => {
                let reference = printable::line(reference);
                Failure::new(format!("the schema has {} at {reference}, see above", in_words(&findings)))
            }
            Err(failure) => failure,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_and_repositories_are_told_apart() {
        assert_eq!(named("HEAD~3").unwrap(), Named::Reference("HEAD~3".to_owned()));
        assert_eq!(named("-x").unwrap(), Named::Reference("-x".to_owned()));
        let repository = |given: &str| match named(given).unwrap() {
            Named::Repository { path, reference, subdir, schema } => (path, reference, subdir, schema),
            other => panic!("{other:?}"),
        };
        let (path, reference, subdir, schema) = repository("no such.git#tag=v1,path=a b.yaml,subdir=c");
        assert_eq!((path, reference.as_str()), (PathBuf::from("no such.git"), "refs/tags/v1"));
        assert_eq!((subdir.as_deref(), schema.as_deref()), (Some("c"), Some("a b.yaml")));
        assert_eq!(repository("none#subdir=x").1, "HEAD");
        assert_eq!(repository("#branch=b"), (PathBuf::from("."), "refs/heads/b".to_owned(), None, None));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for (given, said) in [
            ("x#tga=1", "no option `tga`"),
            ("x#tag=", "says nothing for `tag`"),
            ("x#tag=1,branch=2", "says twice"),
            ("https://example.org/x.git#tag=1", "on this machine only"),
            ("https://example.org/x.git", "on this machine only"),
            ("no/such.yaml", "is not there"),
            ("", "is empty"),
        ] {
            let (Failure::Usage(text) | Failure::CouldNotRun(text)) = named(given).unwrap_err();
            assert!(text.contains(said), "{given}: {text}");
        }
    }
}
