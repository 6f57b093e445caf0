//! Bytes as people look at them: offset, hex, ASCII.

/// Prints them, 16 in a line.
pub(crate) fn print(bytes: &[u8]) {
    for (at, line) in bytes.chunks(16).enumerate() {
        let hex: Vec<String> = line.iter().map(|byte| format!("{byte:02x}")).collect();
        let shown = |byte: &u8| if (b' '..=b'~').contains(byte) { char::from(*byte) } else { '.' };
        let text: String = line.iter().map(shown).collect();
        println!("{:04x}  {:47}  {text}", 16 * at, hex.join(" "));
    }
}
