//! A client: hands in two jobs, then takes jobs until there are none. Its argument is the address of the server.

use std::env;
use std::error::Error;
use std::io::{BufReader, BufWriter};
use std::net::TcpStream;

use example_own_protocol::frame;
use example_own_protocol::jobs::{b2s, s2b};
use lonelypsp::{HeaderMode, LonelyMessage};

const QUEUE: &str = "images";

fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).ok_or("which server? give its address, such as 127.0.0.1:7000")?;
    let stream = TcpStream::connect(address)?;

    for (priority, work) in [(1, "resize a.png"), (9, "resize b.png")] {
        let answer = ask(&stream, &s2b::Submit { queue: QUEUE, priority, work: work.as_bytes() })?;
        match b2s::Message::decode(&answer)? {
            b2s::Message::Accepted(accepted) => println!("job {} is {work:?}", accepted.job),
            other => return Err(format!("this is no answer: {other:?}").into()),
        }
    }
    loop {
        let answer = ask(&stream, &s2b::Take { queue: QUEUE })?;
        match b2s::Message::decode(&answer)? {
            b2s::Message::Assigned(b2s::Assigned { job, work }) => {
                println!("job {job} is to be done: {:?}", String::from_utf8_lossy(work));
            }
            b2s::Message::Idle(_) => break,
            other => return Err(format!("this is no answer: {other:?}").into()),
        }
    }
    println!("nothing is left to do");
    Ok(())
}

/// Sends a message and waits for the answer.
fn ask<'m>(stream: &TcpStream, question: &impl LonelyMessage<'m>) -> Result<Vec<u8>, Box<dyn Error>> {
    frame::write(&mut BufWriter::new(stream), &question.encode(HeaderMode::Minimal)?)?;
    // Nothing is lost with this buffer: there is one answer, and it ends where the frame does.
    let answer = frame::read(&mut BufReader::new(stream))?;
    answer.ok_or_else(|| "the server hung up".into())
}
