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
    let expected = "it is not UTF-8: byte e4 at line 1, column 9 (byte 8 of the file, from 0) begins no character; save it \
                    as UTF-8";
    assert_eq!(refusal(&path), expected);
    // `é` in UTF-8 is one column of two bytes.
    std::fs::write(&path, b"a\r\n\xc3\xa9\xff").unwrap();
    assert!(
        refusal(&path).contains("byte ff at line 2, column 2 (byte 5 of the file, from 0)"),
        "{}",
        refusal(&path)
    );
    // Cut within a character.
    std::fs::write(&path, b"a\xc3").unwrap();
    assert!(
        refusal(&path).contains("byte c3 at line 1, column 2 (byte 1 of the file, from 0)"),
        "{}",
        refusal(&path)
    );
}

#[test]
fn text_in_wider_characters_is_recognised() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wide");
    let units = |text: &str| text.encode_utf16().collect::<Vec<_>>();
    let little = |text: &str| units(text).into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let big = |text: &str| units(text).into_iter().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    for (bytes, name) in [
        (little("\u{feff}lonely: 1\n"), "UTF-16"),
        (big("\u{feff}lonely: 1\n"), "UTF-16"),
        (little("lonely: 1\n"), "UTF-16LE"),
        (big("lonely: 1\n"), "UTF-16BE"),
        (b"\xff\xfe\0\0l\0\0\0".to_vec(), "UTF-32"),
    ] {
        std::fs::write(&path, bytes).unwrap();
        let expected =
            format!("it is {name}; save it as UTF-8, or convert it with `iconv -f {name} -t UTF-8`");
        assert_eq!(refusal(&path), expected);
    }
}

#[test]
fn a_pipe_that_is_open_is_read() {
    use std::io::Write as _;
    use std::os::fd::AsRawFd as _;
    let (reader, mut writer) = std::io::pipe().unwrap();
    let path = format!("/dev/fd/{}", reader.as_raw_fd());
    writer.write_all(b"lonely: 1\n").unwrap();
    drop(writer);
    assert_eq!(read_schema_file(path).unwrap(), "lonely: 1\n");
}
