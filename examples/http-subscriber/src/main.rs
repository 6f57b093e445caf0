//! A subscriber over HTTP: subscribes to topics at a broadcaster, prints what is delivered, and unsubscribes at the end.

mod authorization;
mod broadcaster;
mod endpoint;

use std::error::Error;
use std::net::{SocketAddr, TcpListener};

use clap::Parser;

use authorization::Kind;
use broadcaster::{Broadcaster, Urls};
use endpoint::Endpoint;

/// Prints what a broadcaster delivers. Secrets are in the environment, in the variables `LONELY_TO_BROADCASTER` and
/// `LONELY_TO_SUBSCRIBER`: what subscribers prove themselves with, and what the broadcaster does.
#[derive(Parser)]
struct Arguments {
    /// The broadcaster, such as `http://127.0.0.1:3003`
    broadcaster: String,
    /// What to subscribe to; may be given several times
    #[arg(long = "topic", required = true)]
    topics: Vec<String>,
    /// How messages are authorized, in both directions
    #[arg(long, value_enum, default_value = "none")]
    auth: Kind,
    /// The address to listen on; by default any free port of this computer
    #[arg(long, default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// How the broadcaster reaches this program, if not by the address that it listens on
    #[arg(long)]
    host: Option<String>,
}

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let arguments = Arguments::parse();
    let strategy = arguments.auth.strategy()?;
    // From here on the system takes connections, which wait until they are served: the broadcaster may deliver before it
    // has answered.
    let listener = TcpListener::bind(arguments.listen)?;
    let host = match arguments.host {
        Some(host) => host,
        None => format!("http://{}", listener.local_addr()?),
    };
    println!("listening on {host}");
    let urls = Urls::of(&host);
    let broadcaster = Broadcaster::new(arguments.broadcaster, strategy.clone());
    for topic in &arguments.topics {
        broadcaster.subscribe(&urls, topic.as_bytes())?;
        println!("subscribed to {topic}");
    }
    let served = endpoint::serve(listener, Endpoint { strategy, urls: urls.clone() });
    for topic in &arguments.topics {
        broadcaster.unsubscribe(&urls, topic.as_bytes())?;
        println!("unsubscribed from {topic}");
    }
    Ok(served?)
}
