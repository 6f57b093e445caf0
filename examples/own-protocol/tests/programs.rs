//! Server and client talk to each other, and the server survives those who do not talk like that.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use example_own_protocol::frame;
use example_own_protocol::jobs::b2s;

/// A server on a port of its own, ended with the test.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start() -> Self {
        let mut process =
            Command::new(env!("CARGO_BIN_EXE_jobs-server")).stdout(Stdio::piped()).spawn().unwrap();
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
        let output = Command::new(env!("CARGO_BIN_EXE_jobs-client")).arg(&self.address).output().unwrap();
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

#[test]
fn jobs_are_done_by_priority() {
    let output = Server::start().client();
    assert!(include_str!("../README.md").contains(&format!("```text\n{output}```\n")), "{output}");
    let expected = [
        r#"job 1 is "resize a.png""#,
        r#"job 2 is "resize b.png""#,
        r#"job 2 is to be done: "resize b.png""#,
        r#"job 1 is to be done: "resize a.png""#,
        "nothing is left to do",
    ];
    assert_eq!(output.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn a_message_that_is_none_is_refused_and_the_next_one_answered() {
    let server = Server::start();
    let mut stream = server.connect();
    frame::write(&mut stream, b"\0\x01\0\x02\0\x05ab").unwrap();
    let answer = frame::read(&mut stream).unwrap().unwrap();
    let b2s::Message::Refused(refused) = b2s::Message::decode(&answer).unwrap() else { panic!("{answer:?}") };
    assert_eq!(refused.reason, "`x-queue` at byte 6 is cut off: the input ends too early (truncated)");

    frame::write(&mut stream, b"\0\x01\0\x02\0\x02ab").unwrap();
    let answer = frame::read(&mut stream).unwrap().unwrap();
    assert!(matches!(b2s::Message::decode(&answer).unwrap(), b2s::Message::Idle(_)));
}

#[test]
fn whoever_claims_too_much_or_stops_halfway_is_hung_up_on() {
    let server = Server::start();
    for bytes in [&b"\xff\xff\xff\xff"[..], b"\0\x10\0\x01", b"\0\0", b"\0\0\0\x09half"] {
        let mut stream = server.connect();
        stream.write_all(bytes).unwrap();
        if bytes.len() != 4 {
            stream.shutdown(std::net::Shutdown::Write).unwrap();
        }
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        assert!(answer.is_empty());
    }
    assert!(server.client().ends_with("nothing is left to do\n"));
}
