//! The server: keeps jobs until somebody takes them. Its argument is the address to listen on; without one it takes any
//! free port of this computer.

use std::cmp::Reverse;
use std::io::{self, BufReader, BufWriter};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{env, thread};

use example_own_protocol::frame;
use example_own_protocol::jobs::{b2s, s2b};
use lonelypsp::{EncodeError, HeaderMode};

/// The most jobs that are kept, so that nobody can fill the memory.
const MOST_JOBS: usize = 1000;

/// How long a connection may be silent, so that nobody can hold threads for nothing.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> io::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = TcpListener::bind(address)?;
    println!("listening on {}", listener.local_addr()?);
    let jobs = Arc::new(Mutex::new(Jobs::default()));
    for stream in listener.incoming() {
        // One connection that fails is no reason to end the others.
        if let Err(error) = stream.and_then(|stream| start(stream, Arc::clone(&jobs))) {
            eprintln!("a connection failed: {error}");
        }
    }
    Ok(())
}

/// Serves a connection beside the others.
fn start(stream: TcpStream, jobs: Arc<Mutex<Jobs>>) -> io::Result<()> {
    let peer = stream.peer_addr()?;
    thread::Builder::new().spawn(move || {
        if let Err(error) = serve(&stream, &jobs) {
            eprintln!("{peer}: {error}");
        }
    })?;
    Ok(())
}

/// Answers messages until the connection ends.
fn serve(stream: &TcpStream, jobs: &Mutex<Jobs>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let (mut reader, mut writer) = (BufReader::new(stream), BufWriter::new(stream));
    while let Some(question) = frame::read(&mut reader)? {
        let answer = {
            let mut jobs = jobs.lock().unwrap_or_else(PoisonError::into_inner);
            jobs.answer(&question).map_err(io::Error::other)?
        };
        frame::write(&mut writer, &answer)?;
    }
    Ok(())
}

struct Job {
    number: u64,
    queue: String,
    priority: u8,
    work: Vec<u8>,
}

/// All jobs of all queues.
#[derive(Default)]
struct Jobs {
    waiting: Vec<Job>,
    last: u64,
}

impl Jobs {
    /// The answer to a message. One that is none is refused, and since it had a frame of its own, the next can be read.
    fn answer(&mut self, question: &[u8]) -> Result<Vec<u8>, EncodeError> {
        match s2b::Message::decode(question) {
            Ok(s2b::Message::Submit(submit)) => self.submit(&submit),
            Ok(s2b::Message::Take(take)) => self.take(&take),
            // The schema may get another message before this server does.
            Ok(_) => b2s::Refused { reason: "this server does not do that" }.encode(HeaderMode::Minimal),
            Err(error) => b2s::Refused { reason: &error.to_string() }.encode(HeaderMode::Minimal),
        }
    }

    fn submit(&mut self, submit: &s2b::Submit<'_>) -> Result<Vec<u8>, EncodeError> {
        if self.waiting.len() >= MOST_JOBS {
            return b2s::Refused { reason: "there are too many jobs" }.encode(HeaderMode::Minimal);
        }
        self.last += 1;
        // A message borrows from the bytes that it was read from; what is kept is copied.
        self.waiting.push(Job {
            number: self.last,
            queue: submit.queue.to_owned(),
            priority: submit.priority,
            work: submit.work.to_vec(),
        });
        // `..` is for the lifetime: all messages have one, and this one has nothing that borrows.
        b2s::Accepted { job: self.last, ..Default::default() }.encode(HeaderMode::Minimal)
    }

    fn take(&mut self, take: &s2b::Take<'_>) -> Result<Vec<u8>, EncodeError> {
        let of_queue = self.waiting.iter().enumerate().filter(|(_, job)| job.queue == take.queue);
        let next = of_queue.min_by_key(|(_, job)| (Reverse(job.priority), job.number));
        let Some((at, _)) = next else { return b2s::Idle::default().encode(HeaderMode::Minimal) };
        let Job { number, work, .. } = self.waiting.remove(at);
        b2s::Assigned { job: number, work: &work }.encode(HeaderMode::Minimal)
    }
}
