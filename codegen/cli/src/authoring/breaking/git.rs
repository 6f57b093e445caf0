//! Git repositories, by the program `git`: which commit a reference names, and where a file of the work tree is in it. Nothing
//! is written, and no program is run that a repository names.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::exit::Failure;
use crate::input::shown;
use crate::printable;

/// What makes `git` look at another repository than the one that it is in, as it does where a hook runs it.
const ELSEWHERE: [&str; 13] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_GRAFT_FILE",
    "GIT_SHALLOW_FILE",
    "GIT_CONFIG",
    "GIT_CONFIG_PARAMETERS",
    "GIT_CONFIG_COUNT",
];

/// A repository.
pub(super) struct Repository {
    /// Where `git` is told to run.
    folder: PathBuf,
}

/// How a place in a reference is given.
pub(super) fn at(reference: &str, path: &str) -> String {
    format!(".git#ref={},path={path}", printable::line(reference))
}

impl Repository {
    /// The one that a folder is in.
    pub(super) fn around(folder: &Path) -> Result<Self, Failure> {
        Self::at(folder).map_err(|problem| match problem {
            Failure::CouldNotRun(text) => Failure::CouldNotRun(format!(
                "{text} (what --against names is no path that is there, and so a git reference)"
            )),
            usage @ Failure::Usage(_) => usage,
        })
    }

    /// The one that a path names: its folder, a folder in it, or its `.git`.
    pub(super) fn at(path: &Path) -> Result<Self, Failure> {
        // Within `.git`, nothing is known of the work tree; and in a work tree beside others, it is a file.
        let is_inner = path.file_name().is_some_and(|name| name == ".git") && path.exists();
        let parent = path.parent().filter(|_| is_inner);
        let path = match parent {
            Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
            Some(parent) => parent,
            None => path,
        };
        if !path.is_dir() {
            return Err(Failure::new(format!(
                "{} is no folder, where a git repository is wanted",
                shown(path)
            )));
        }
        // A relative path could look like an option.
        let folder = std::path::absolute(path)
            .map_err(|error| Failure::new(format!("{} cannot be found: {error}", shown(path))))?;
        let repository = Self { folder };
        repository.ask(&["rev-parse", "--git-dir"]).map(|_| repository).map_err(|problem| match problem {
            Problem::Refused(said) => {
                Failure::new(format!("{} is in no git repository: {said}", shown(path)))
            }
            Problem::NotRun(failure) => failure,
        })
    }

    /// A call of `git` in this repository, with nothing on standard input.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new("git");
        for name in ELSEWHERE {
            command.env_remove(name);
        }
        command
            .arg("-C")
            .arg(&self.folder)
            // Words as they stand in this file, nothing that waits for an answer, nothing that is fetched.
            .env("LC_ALL", "C")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_LITERAL_PATHSPECS", "1")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .stdout(Stdio::piped());
        command
    }

    /// What `git` answers, in one piece.
    fn ask(&self, args: &[&str]) -> Result<String, Problem> {
        let output = self.command().args(args).output().map_err(|error| Problem::NotRun(not_run(&error)))?;
        if output.status.success() {
            let text = String::from_utf8(output.stdout);
            return text
                .map_err(|_| Problem::Refused("it answers with something that is not UTF-8".to_owned()));
        }
        Err(Problem::Refused(first_line(&output)))
    }

    /// The commit that a reference names.
    pub(super) fn commit(&self, reference: &str) -> Result<String, Failure> {
        if reference.contains(|char: char| char.is_control()) {
            return Err(Failure::Usage(
                "--against has a control character; no git reference has one".to_owned(),
            ));
        }
        let wanted = format!("{reference}^{{commit}}");
        let found = self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]);
        let found = found.map_err(|problem| match problem {
            Problem::NotRun(failure) => failure,
            Problem::Refused(said) => {
                let said = if said.is_empty() { String::new() } else { format!(": {said}") };
                Failure::new(format!(
                    "there is neither a path nor a git reference `{}` in {}{said}; it may have to be fetched",
                    printable::line(reference),
                    shown(&self.folder)
                ))
            }
        })?;
        Ok(found.trim().to_owned())
    }

    /// The path of a file of the work tree in its repository, with `/`.
    pub(super) fn path_of(&self, file: &Path) -> Result<String, Failure> {
        let top = self.ask(&["rev-parse", "--show-toplevel"]).map_err(|_| {
            let text = "has no work tree; say where the schema is in it, as in `path=schema/mine.yaml`";
            Failure::new(format!("the repository {} {text}", shown(&self.folder)))
        })?;
        let canonical = |path: &Path| {
            path.canonicalize()
                .map_err(|error| Failure::new(format!("{} cannot be found: {error}", shown(path))))
        };
        let top = canonical(Path::new(top.strip_suffix('\n').unwrap_or(&top)))?;
        // The file itself may be a link; its folder is where it is.
        let parent =
            file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let path =
            file.file_name().map(|name| canonical(parent).map(|folder| folder.join(name))).transpose()?;
        let inside = path.as_deref().and_then(|path| path.strip_prefix(&top).ok());
        let parts = inside.map(|path| path.iter().map(|part| part.to_str()).collect::<Option<Vec<_>>>());
        parts.flatten().map(|parts| parts.join("/")).ok_or_else(|| {
            let text = "say where it is in it, as in `.git#ref=main,path=schema/mine.yaml`";
            Failure::new(format!("{} is not in the repository {}; {text}", shown(file), shown(&top)))
        })
    }
}

/// Why `git` did not answer.
enum Problem {
    /// It could not be run.
    NotRun(Failure),
    /// It says no, and why.
    Refused(String),
}

pub(super) fn not_run(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        return Failure::new(
            "`git` is not installed, or not on the PATH; install it, or give --against a path",
        );
    }
    Failure::new(format!("`git` cannot be run: {error}"))
}

fn first_line(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    let line = text.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned();
    printable::clipped(&line, 300)
}
