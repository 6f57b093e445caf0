//! The few things that are done to a folder. Each is either done or not, whenever a run dies, but for the writing of a
//! file that nobody reads yet.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

pub(super) trait Disk {
    /// Makes a new file.
    fn write(&mut self, path: &Path, text: &str) -> io::Result<()>;

    /// Puts a file in the place of another one, if that is there.
    fn replace(&mut self, path: &Path, with: &Path) -> io::Result<()>;

    /// Removes a file, if it is still there.
    fn remove(&mut self, path: &Path) -> io::Result<()>;

    /// Makes a folder and those above it, if they are not there.
    fn make_folder(&mut self, path: &Path) -> io::Result<()>;

    /// Removes a folder that is empty.
    fn remove_folder(&mut self, path: &Path) -> io::Result<()>;
}

/// The disk of this machine.
///
/// It does not wait until everything is on the disk: a run that dies loses nothing by that, and what a machine loses that
/// dies is noticed by its hash.
pub(super) struct ThisDisk;

impl Disk for ThisDisk {
    fn write(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(text.as_bytes())?;
        if text.starts_with("#!") { make_executable(path) } else { Ok(()) }
    }

    fn replace(&mut self, path: &Path, with: &Path) -> io::Result<()> {
        fs::rename(with, path)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    fn make_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

/// What begins by naming its interpreter is to be run.
#[cfg(unix)]
fn make_executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = fs::metadata(path)?.permissions();
    permissions.set_mode(permissions.mode() | 0o111);
    fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn make_executable(_path: &Path) -> io::Result<()> {
    Ok(())
}
