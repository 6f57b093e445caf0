//! The client gets back what it sends, and the server hangs up on those who send something else.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use lonelypsp::HeaderMode;
use lonelypsp::stateful::s2b;

/// A server on a port of its own, ended with the test.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start() -> Self {
        let mut process =
            Command::new(env!("CARGO_BIN_EXE_echo-server")).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim_end().strip_prefix("listening on ").unwrap().to_owned();
        Self { process, address }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream
    }

    /// What the client prints.
    fn client(&self) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_echo-client")).arg(&self.address).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn frame(message: &[u8]) -> Vec<u8> {
    [&u32::try_from(message.len()).unwrap().to_be_bytes(), message].concat()
}

#[test]
fn everything_comes_back_in_both_header_modes() {
    let output = Server::start().client();
    assert!(include_str!("../README.md").contains(&format!("```text\n{output}```\n")), "{output}");
    // The lengths were added up from the description of the wire format: prefix, lengths, values, and names.
    let expected = [
        "Minimal: Configure came back, 52 bytes",
        "Minimal: SubscribeExact came back, 25 bytes",
        "Minimal: Notify came back, 111 bytes",
        "Expanded: Configure came back, 150 bytes",
        "Expanded: SubscribeExact came back, 62 bytes",
        "Expanded: Notify came back, 241 bytes",
    ];
    assert_eq!(output.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn whoever_claims_too_much_is_hung_up_on() {
    let server = Server::start();
    // The most that there can be, and one byte more than the server takes.
    for length in [u32::MAX, 64 * 1024 + 1] {
        let mut stream = server.connect();
        stream.write_all(&length.to_be_bytes()).unwrap();
        // The end comes although this side still could send.
        assert_eq!(stream.read(&mut [0]).unwrap(), 0);
    }
    assert_eq!(server.client().lines().count(), 6);
}

#[test]
fn whoever_sends_no_message_is_hung_up_on_once_what_came_before_is_answered() {
    let server = Server::start();
    let good = s2b::SubscribeExact { topic: b"t", ..Default::default() }.encode(HeaderMode::Minimal).unwrap();
    let wrong_digest = s2b::NotifyUncompressed {
        authorization: None,
        tracing: b"",
        identifier: b"",
        topic: b"t",
        verified_uncompressed_sha512: &[0; 64],
        uncompressed_message: b"hello",
    };
    let wrong_digest = wrong_digest.encode(HeaderMode::Minimal).unwrap();
    let mut half = frame(&good);
    half.pop();
    for bad in [frame(&wrong_digest), frame(b""), frame(&[0xff; 9]), half] {
        let mut stream = server.connect();
        stream.write_all(&[frame(&good), bad].concat()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert_eq!(answer, frame(&good));
    }
}
