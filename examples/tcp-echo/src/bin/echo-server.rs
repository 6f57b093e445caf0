//! The server: sends every message back as it came. Its argument is the address to listen on; without one it takes any
//! free port of this computer.

use std::error::Error as _;
use std::{env, io};

use futures_util::{SinkExt as _, StreamExt as _};
use lonelypsp::framed::{Codec, FrameError};
use lonelypsp::stateful::s2b;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::codec::Framed;

/// The longest message that is read. A server knows what it expects: the less, the better.
const MAX_LENGTH: usize = 64 * 1024;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                tokio::spawn(async move {
                    if let Err(error) = echo(stream).await {
                        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
                        eprintln!("{peer}: {error}{cause}");
                    }
                });
            }
            // One connection that fails is no reason to end the others.
            Err(error) => eprintln!("a connection failed: {error}"),
        }
    }
}

/// Answers until the connection ends, or until something comes that is no message: then it is closed, as the protocol
/// asks for.
async fn echo(stream: TcpStream) -> Result<(), FrameError> {
    let codec = Codec::<s2b::Message<'static>>::new().max_length(MAX_LENGTH);
    let mut frames = Framed::new(stream, codec);
    while let Some(message) = frames.next().await {
        // Decoded and verified. It goes back as the bytes that it came in, whichever header block they have.
        frames.send(message?).await?;
    }
    Ok(())
}
