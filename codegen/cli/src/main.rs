//! The command `lonely`.

fn main() -> std::process::ExitCode {
    lonelypsp_cli::main()
}
