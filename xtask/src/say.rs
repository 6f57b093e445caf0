//! `println!` and `eprintln!` for whom nobody has to listen.
//!
//! Those of the standard library panic when a pipe is closed, so that `cargo xtask test | head` would end in the middle of
//! a check. These go on to the verdict.

macro_rules! println {
    () => {
        println!("")
    };
    ($($text:tt)*) => {
        $crate::say::write(&mut std::io::stdout().lock(), format_args!($($text)*))
    };
}

macro_rules! eprintln {
    ($($text:tt)*) => {
        $crate::say::write(&mut std::io::stderr().lock(), format_args!($($text)*))
    };
}

/// Writes a line, if anybody reads it.
pub(crate) fn write(out: &mut dyn std::io::Write, text: std::fmt::Arguments<'_>) {
    let _ = writeln!(out, "{text}");
}
