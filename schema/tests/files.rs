//! Files that are none: nothing of them is read, and nobody waits for them.
#![cfg(unix)]

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use lonelypsp_schema::files::{LARGEST_SCHEMA_FILE, read_ordinary_file, read_schema_file};

/// What is said of a file. Who waits for a pipe waits for ever, so that there is an end to it.
fn refusal(path: &Path) -> String {
    let (done, result) = mpsc::channel();
    let path = path.to_owned();
    thread::spawn(move || done.send(read_schema_file(path)));
    result.recv_timeout(Duration::from_secs(60)).expect("an answer").expect_err("no schema").to_string()
}

#[test]
fn only_ordinary_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let socket = folder.path().join("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert_eq!(refusal(&pipe), "it is a pipe; only ordinary files are read");
    assert_eq!(refusal(&socket), "it is a socket; only ordinary files are read");
    assert_eq!(refusal(folder.path()), "it is a folder; only ordinary files are read");
    assert_eq!(refusal(Path::new("/dev/zero")), "it is a device; only ordinary files are read");
    let link = folder.path().join("link");
    std::os::unix::fs::symlink("/dev/zero", &link).unwrap();
    assert_eq!(refusal(&link), "it is a device; only ordinary files are read");
}

#[test]
fn what_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large");
    let file = File::create(&path).unwrap();
    file.set_len(20 << 30).unwrap();
    assert_eq!(refusal(&path), "it is larger than 16 MiB");
    file.set_len(LARGEST_SCHEMA_FILE).unwrap();
    assert_eq!(read_schema_file(&path).unwrap().len() as u64, LARGEST_SCHEMA_FILE);
    file.set_len(11).unwrap();
    assert_eq!(read_ordinary_file(&path, 10).unwrap_err().to_string(), "it is larger than 10 bytes");
    assert_eq!(read_ordinary_file(&path, 11).unwrap(), [0; 11]);
}

#[test]
fn what_is_no_text_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("latin-1");
    std::fs::write(&path, b"lonely: \xe4").unwrap();
    assert_eq!(refusal(&path), "it is not UTF-8 from byte 8 on");
}
