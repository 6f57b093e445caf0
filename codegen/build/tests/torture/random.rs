//! Random values, messages and damage.

/// Numbers that look random and are the same in every run (xorshift64*).
pub struct Random(u64);

impl Random {
    pub fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() >> 16) as usize % end.max(1)
    }

    pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// An integer of any size, often one at the edge of a width or one that the schema names.
    pub fn number(&mut self) -> u64 {
        let bits = self.below(64) as u32;
        match self.below(4) {
            0 => self.one_of(&[0, 1, 7, 300, 4096, 65536, 70_000, 0xff_ffff, u64::MAX]),
            1 => (1 << bits) - (self.next() & 1),
            2 => self.next() >> bits,
            _ => self.next() & 0xff,
        }
    }

    pub fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }

    pub fn text(&mut self) -> String {
        let length = self.below(5);
        (0..length).map(|_| self.one_of(&['a', 'z', '\0', 'é', '語', '\u{1f980}'])).collect()
    }

    /// Something else than it was.
    pub fn damage(&mut self, wire: &mut Vec<u8>) {
        for _ in 0..=self.below(3) {
            // Mostly near the front, where lengths and names are.
            let reach = if self.below(2) == 0 { 40 } else { usize::MAX };
            let at = self.below(wire.len().min(reach));
            match self.below(6) {
                0 => wire.truncate(at),
                1 if !wire.is_empty() => wire[at] = self.next() as u8,
                2 if !wire.is_empty() => wire[at] ^= 1 << self.below(8),
                3 => wire.insert(at, self.next() as u8),
                4 if !wire.is_empty() => drop(wire.remove(at)),
                _ => {
                    let more = self.below(9);
                    wire.extend(self.bytes(more));
                }
            }
        }
    }
}
