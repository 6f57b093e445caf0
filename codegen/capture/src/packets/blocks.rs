//! Packets out of a file.

use pcap_parser::{Block, PcapBlockOwned, PcapError, create_reader};

use crate::Problem;

/// The largest block that is read; captures have packets of up to 256 KiB.
const LARGEST: usize = 4 << 20;

/// Gives each packet with the type of its link, as <https://www.tcpdump.org/linktypes.html> numbers them.
pub(crate) fn each(input: &[u8], mut packet: impl FnMut(i32, &[u8])) -> Result<(), Problem> {
    let wrong =
        |what: &str| Problem(format!("it cannot be read as a capture of packets, pcap or pcapng: {what}"));
    let mut reader = create_reader(LARGEST.min(input.len().max(64)), input).map_err(|error| match error {
        PcapError::Incomplete(_) => wrong("it ends within its header"),
        error => wrong(&error.to_string()),
    })?;
    let mut links: Vec<i32> = Vec::new();
    loop {
        match reader.next() {
            Ok((length, block)) => {
                match block {
                    PcapBlockOwned::LegacyHeader(header) => links = vec![header.network.0],
                    PcapBlockOwned::Legacy(block) => {
                        packet(links.first().copied().unwrap_or_default(), block.data);
                    }
                    PcapBlockOwned::NG(Block::SectionHeader(_)) => links.clear(),
                    PcapBlockOwned::NG(Block::InterfaceDescription(interface)) => {
                        links.push(interface.linktype.0);
                    }
                    PcapBlockOwned::NG(Block::EnhancedPacket(block)) => {
                        let link = usize::try_from(block.if_id).ok().and_then(|index| links.get(index));
                        let length = usize::try_from(block.caplen).unwrap_or(usize::MAX);
                        packet(
                            link.copied().unwrap_or_default(),
                            block.data.get(..length).unwrap_or(block.data),
                        );
                    }
                    PcapBlockOwned::NG(Block::SimplePacket(block)) => {
                        packet(links.first().copied().unwrap_or_default(), block.data);
                    }
                    PcapBlockOwned::NG(_) => {}
                }
                reader.consume(length);
            }
            Err(PcapError::Eof) => return Ok(()),
            Err(PcapError::Incomplete(_)) => {
                if reader.reader_exhausted() {
                    // Whoever captured was stopped within a packet; what is before it is whole.
                    return Ok(());
                }
                reader.refill().map_err(|error| wrong(&error.to_string()))?;
            }
            Err(error) => return Err(wrong(&error.to_string())),
        }
    }
}
