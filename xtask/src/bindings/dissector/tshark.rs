//! Runs tshark with a dissector on a capture, and reads what it found.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::capture::Capture;
use crate::workspace::{cannot_start, root};

/// One field of a packet.
#[derive(Debug, Default)]
pub(super) struct Field {
    /// As in filters.
    pub(super) name: String,
    /// As it is shown, behind what it is called.
    pub(super) showname: String,
    pub(super) show: String,
    /// Where it is in the packet.
    pub(super) pos: usize,
    pub(super) size: usize,
}

/// A dissector, and what is needed to run it.
pub(super) struct Tshark {
    folder: PathBuf,
    dissector: PathBuf,
    /// What the dissector's filters begin with.
    pub(super) filter: String,
}

impl Tshark {
    pub(super) fn new(folder: &Path, dissector: PathBuf, filter: &str) -> Self {
        Self { folder: folder.to_owned(), dissector, filter: filter.to_owned() }
    }

    /// What it prints about a capture. What the dissector itself does wrong is an error.
    fn run(&self, name: &str, capture: &Path, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new("tshark");
        for script in [&self.dissector, &root().join("xtask/src/bindings/dissector/carry.lua")] {
            command.arg("-X").arg(format!("lua_script:{}", script.display()));
        }
        command.arg("-r").arg(capture).args(arguments).env("LONELY_FILTER", &self.filter);
        let output = command.stdin(Stdio::null()).output().with_context(|| cannot_start(&command))?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let complaints: Vec<&str> =
            said.lines().filter(|line| !line.starts_with("Running as user")).collect();
        if !output.status.success() || !complaints.is_empty() {
            bail!("tshark on {name}: {}\n{}", output.status, complaints.join("\n"));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn write(&self, name: &str, capture: &Capture) -> Result<PathBuf> {
        let path = self.folder.join(format!("{name}.pcap"));
        fs::write(&path, capture.bytes()).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }

    /// The fields of this protocol in each packet.
    pub(super) fn packets(&self, name: &str, capture: &Capture, options: &[&str]) -> Result<Vec<Vec<Field>>> {
        let path = self.write(name, capture)?;
        let arguments = [&["-T", "pdml", "-J", &self.filter][..], options].concat();
        let text = self.run(name, &path, &arguments)?;
        if let Some(at) = text.find("Lua Error") {
            bail!("{name}: {}", text.get(at..).unwrap_or_default().lines().next().unwrap_or_default());
        }
        Ok(parse_pdml(&text))
    }

    /// What is asked of the packets that a filter passes, a line for each and values behind tabs.
    pub(super) fn values(
        &self,
        name: &str,
        capture: &Path,
        filter: &str,
        fields: &[&str],
        options: &[&str],
    ) -> Result<Vec<Vec<String>>> {
        let mut arguments = vec!["-Y", filter, "-T", "fields"];
        arguments.extend(fields.iter().flat_map(|field| ["-e", field]));
        arguments.extend(options);
        let text = self.run(name, capture, &arguments)?;
        Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
    }

    /// The same for a capture in memory.
    pub(super) fn values_of(
        &self,
        name: &str,
        capture: &Capture,
        filter: &str,
        fields: &[&str],
        options: &[&str],
    ) -> Result<Vec<Vec<String>>> {
        self.values(name, &self.write(name, capture)?, filter, fields, options)
    }
}

/// Packets with their fields in the order of the tree. It is no XML: control characters stand in it.
fn parse_pdml(text: &str) -> Vec<Vec<Field>> {
    let mut packets = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        match &rest[..end] {
            "packet" => packets.push(Vec::new()),
            "field" => {
                let field;
                (field, rest) = parse_field(&rest[end..]);
                if let Some(packet) = packets.last_mut() {
                    packet.push(field);
                }
            }
            _ => {}
        }
    }
    packets
}

fn parse_field(mut rest: &str) -> (Field, &str) {
    let mut field = Field::default();
    loop {
        rest = rest.trim_start();
        let Some((name, behind)) = rest.split_once("=\"").filter(|(name, _)| !name.contains(['>', '<']))
        else {
            return (field, rest);
        };
        let Some((value, behind)) = behind.split_once('"') else { return (field, "") };
        rest = behind;
        match name {
            "name" => field.name = unescaped(value),
            "showname" => field.showname = unescaped(value),
            "show" => field.show = unescaped(value),
            "pos" => field.pos = value.parse().unwrap_or_default(),
            "size" => field.size = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
}

fn unescaped(text: &str) -> String {
    const SIGNS: [(&str, &str); 5] =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    SIGNS.iter().fold(text.to_owned(), |text, (escaped, sign)| text.replace(escaped, sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_whatever_is_in_them() {
        let text = "<packet>\n<proto name=\"p\"><field name=\"a.b\" showname=\"x: &quot;<\n1&gt;\" size=\"2\" pos=\"7\" \
                    show=\"1\n2\"/>\n<field name=\"c\" size=\"0\"><field name=\"d\"/></field></proto></packet>";
        let packets = parse_pdml(text);
        let [packet] = &packets[..] else { panic!("{packets:?}") };
        let names: Vec<_> = packet.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["a.b", "c", "d"]);
        assert_eq!((packet[0].pos, packet[0].size, packet[0].show.as_str()), (7, 2, "1\n2"));
        assert_eq!(packet[0].showname, "x: \"<\n1>");
    }
}
