//! A log of measurements: stores reports and summarises them. Its argument is the address to listen on; without one it
//! takes any free port of this computer. It serves one connection after the other.

use std::collections::BTreeMap;
use std::env;
use std::io::{self, BufReader, BufWriter};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use example_own_protocol::frame;
use example_own_protocol::sensors::{b2s, s2b};
use lonelypsp::{EncodeError, HeaderMode};

/// The most pairs of a station and a unit that are kept, so that nobody can fill the memory.
const MOST_ENTRIES: usize = 1000;

/// How long a connection may be silent, so that nobody keeps others waiting.
const PATIENCE: Duration = Duration::from_secs(60);

/// A sequence has no headers, so it does not matter how they would be written.
const MODE: HeaderMode = HeaderMode::Minimal;

fn main() -> io::Result<()> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());
    let listener = TcpListener::bind(address)?;
    println!("listening on {}", listener.local_addr()?);
    let mut log = Log::default();
    for stream in listener.incoming() {
        // One connection that fails is no reason to end the others.
        if let Err(error) = stream.and_then(|stream| serve(&stream, &mut log)) {
            eprintln!("a connection failed: {error}");
        }
    }
    Ok(())
}

/// Answers messages until the connection ends.
fn serve(stream: &TcpStream, log: &mut Log) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let (mut reader, mut writer) = (BufReader::new(stream), BufWriter::new(stream));
    while let Some(question) = frame::read(&mut reader)? {
        frame::write(&mut writer, &log.answer(&question).map_err(io::Error::other)?)?;
    }
    Ok(())
}

/// What is known of the measurements of a station in one unit.
struct Known {
    least: i16,
    most: i16,
    samples: u32,
}

/// By station, then by unit: in the order in which a summary has to have them.
#[derive(Default)]
struct Log {
    stations: BTreeMap<String, BTreeMap<String, Known>>,
}

impl Log {
    /// The answer to a message. One that is none is refused, and since it had a frame of its own, the next can be read.
    fn answer(&mut self, question: &[u8]) -> Result<Vec<u8>, EncodeError> {
        match s2b::Message::decode(question) {
            Ok(s2b::Message::Report(report)) => self.store(&report),
            Ok(s2b::Message::Query(query)) => self.summarise(query.station),
            // The schema may get another message before this server does.
            Ok(_) => refuse("this server does not do that"),
            Err(error) => refuse(&error.to_string()),
        }
    }

    fn store(&mut self, report: &s2b::Report<'_>) -> Result<Vec<u8>, EncodeError> {
        if report.urgent {
            eprintln!("{}: {}", report.station, String::from_utf8_lossy(report.note));
        }
        let kept: usize = self.stations.values().map(BTreeMap::len).sum();
        if kept + report.channels.len() > MOST_ENTRIES {
            return refuse("the log is full");
        }
        let units = self.stations.entry(report.station.to_owned()).or_default();
        let mut samples = 0;
        for channel in &report.channels {
            for sample in &channel.samples {
                let nothing = Known { least: i16::MAX, most: i16::MIN, samples: 0 };
                let known = units.entry(channel.unit.to_owned()).or_insert(nothing);
                known.least = known.least.min(sample.level);
                known.most = known.most.max(sample.level);
                known.samples += 1;
                samples += 1;
            }
        }
        b2s::Stored { urgent: false, samples, ..Default::default() }.encode(MODE)
    }

    fn summarise(&self, station: &str) -> Result<Vec<u8>, EncodeError> {
        let Some(units) = self.stations.get(station) else { return refuse("there is no such station") };
        let entry = |(unit, known): (_, &Known)| b2s::SummaryUnits {
            unit,
            least: known.least,
            most: known.most,
            samples: known.samples,
        };
        let units = units.iter().map(|(unit, known)| entry((unit.as_str(), known))).collect();
        b2s::Summary { urgent: false, station, units }.encode(MODE)
    }
}

fn refuse(reason: &str) -> Result<Vec<u8>, EncodeError> {
    b2s::Refused { urgent: false, reason }.encode(MODE)
}
