//! The files of one commit, read by one `git cat-file` that answers again and again. Links are followed within the commit.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use lonelypsp_schema::files::{self, LARGEST_SCHEMA_FILE};

use crate::printable;

use super::git::{Repository, not_run};

/// A commit of a repository.
pub(super) struct Tree<'r> {
    repository: &'r Repository,
    commit: String,
    reader: Option<Reader>,
}

/// A running `git cat-file`.
struct Reader {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Drop for Reader {
    fn drop(&mut self) {
        // It waits for questions that do not come any more.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl<'r> Tree<'r> {
    pub(super) const fn new(repository: &'r Repository, commit: String) -> Self {
        Self { repository, commit, reader: None }
    }

    /// The text of a file, by its path from the top of the repository.
    pub(super) fn read(&mut self, path: &str) -> io::Result<String> {
        // A line end would be another question.
        if path.is_empty() || path.contains(|char: char| char.is_control()) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "no file is called so"));
        }
        let found = self.ask(path);
        if found.is_err() {
            // What is left of an answer is not taken for the next.
            self.reader = None;
        }
        files::text(found?)
    }

    fn ask(&mut self, path: &str) -> io::Result<Vec<u8>> {
        let reader = match &mut self.reader {
            Some(reader) => reader,
            empty @ None => empty.insert(start(self.repository)?),
        };
        writeln!(reader.questions, "{}:{path}", self.commit)?;
        reader.questions.flush()?;
        let mut head = Vec::new();
        reader.answers.by_ref().take(8192).read_until(b'\n', &mut head)?;
        let head = String::from_utf8_lossy(&head).trim_end().to_owned();
        let words: Vec<&str> = head.split(' ').collect();
        match words[..] {
            [_, "blob", size] => {
                let size: u64 = size.parse().map_err(|_| other(&head))?;
                if size > LARGEST_SCHEMA_FILE {
                    let message = format!("it has {size} bytes, and {LARGEST_SCHEMA_FILE} is the most");
                    return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
                }
                let mut bytes = Vec::new();
                reader.answers.by_ref().take(size).read_to_end(&mut bytes)?;
                let mut end = [0];
                reader.answers.read_exact(&mut end)?;
                Ok(bytes)
            }
            [_, "tree", _] => Err(refused("it is a folder; only ordinary files are read")),
            [_, "commit", _] | [_, "submodule"] => {
                Err(refused("it is a submodule, whose files are in another repository"))
            }
            ["symlink", _] => Err(refused("it is a link to something outside of the repository")),
            ["dangling", _] => Err(refused("it is a link to something that is not there")),
            ["loop", _] => Err(refused("it is a link that leads to itself")),
            ["notdir", _] => Err(refused("what stands before the last `/` is no folder")),
            [.., "missing"] => Err(self.missing(path)),
            _ => Err(other(&head)),
        }
    }

    /// Why there is nothing: because it is in a submodule, perhaps.
    fn missing(&self, path: &str) -> io::Error {
        let folders = path.match_indices('/').map(|(end, _)| path.get(..end).unwrap_or_default());
        for folder in folders.take(64).filter(|folder| !folder.is_empty()).chain([path]) {
            let listed = self
                .repository
                .command()
                .args(["ls-tree", "-z", "--full-tree", &self.commit, "--", folder])
                .output();
            if listed.is_ok_and(|output| output.stdout.starts_with(b"160000 ")) {
                let folder = printable::line(folder);
                return refused(&format!("`{folder}` is a submodule, whose files are in another repository"));
            }
        }
        io::Error::new(io::ErrorKind::NotFound, "there is no such file in it")
    }
}

fn start(repository: &Repository) -> io::Result<Reader> {
    let mut command = repository.command();
    command.args(["cat-file", "--batch", "--follow-symlinks"]).stdin(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| {
        let (crate::exit::Failure::CouldNotRun(text) | crate::exit::Failure::Usage(text)) = not_run(&error);
        io::Error::new(error.kind(), text)
    })?;
    match (child.stdin.take(), child.stdout.take()) {
        (Some(questions), Some(answers)) => Ok(Reader { child, questions, answers: BufReader::new(answers) }),
        _ => Err(io::Error::other("`git` has no standard streams")),
    }
}

fn refused(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, text)
}

fn other(head: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("`git` answers `{}`", printable::clipped(head, 100)))
}
