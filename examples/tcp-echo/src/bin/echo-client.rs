//! A client: sends three messages in both header modes, and compares what comes back. Its argument is the address of the
//! server.

use std::env;
use std::error::Error;

use futures_util::{SinkExt as _, StreamExt as _};
use lonelypsp::framed::Codec;
use lonelypsp::stateful::s2b;
use lonelypsp::{HeaderMode, sha512};
use tokio::net::TcpStream;
use tokio_util::codec::Framed;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).ok_or("which server? give its address, such as 127.0.0.1:7000")?;
    // What comes back is what was sent, so that both directions have messages of a subscriber.
    let codec = Codec::<s2b::Message<'static>>::new();
    let mut frames = Framed::new(TcpStream::connect(address).await?, codec);

    let digest = sha512(b"hello");
    let messages: [s2b::Message<'_>; 3] = [
        // A real nonce is random.
        s2b::Configure {
            subscriber_nonce: &[7; 32],
            enable_zstd: false,
            enable_training: false,
            initial_dict: 0,
            authorization: None,
            tracing: b"",
        }
        .into(),
        s2b::SubscribeExact { authorization: Some("Bearer x"), tracing: b"", topic: b"foo/bar" }.into(),
        s2b::Notify::from(s2b::NotifyUncompressed {
            authorization: Some("Bearer x"),
            tracing: b"",
            identifier: b"id01",
            topic: b"foo/bar",
            // Given by the sender. The server would hang up on a wrong one.
            verified_uncompressed_sha512: &digest,
            uncompressed_message: b"hello",
        })
        .into(),
    ];
    for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
        *frames.codec_mut() = codec.mode(mode);
        for message in &messages {
            frames.send(message).await?;
            let echo = frames.next().await.ok_or("the server hung up")??;
            if echo.get() != *message || echo.as_bytes()[..] != message.encode(mode)? {
                return Err(format!("{message:?} came back as {echo:?}").into());
            }
            let (name, length) = (message.message_type(), echo.as_bytes().len());
            println!("{mode:?}: {name:?} came back, {length} bytes");
        }
    }
    Ok(())
}
