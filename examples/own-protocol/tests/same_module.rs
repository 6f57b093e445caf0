//! The same messages without a build script: `lonelypsp::schema!` has them in place. It is one line, and needs the feature
//! `derive`; a build script leaves a file to look at.

pub mod by_macro {
    //! What the macro gives: the module `jobs`.
    lonelypsp::schema!("schema/jobs.yaml");
}

use by_macro::jobs as in_place;
use example_own_protocol::jobs as built;
use lonelypsp::HeaderMode;

#[test]
fn the_macro_and_the_build_script_give_the_same_messages() -> Result<(), Box<dyn std::error::Error>> {
    for mode in [HeaderMode::Minimal, HeaderMode::Expanded] {
        let wire = built::s2b::Submit { queue: "images", priority: 9, work: b"resize" }.encode(mode)?;
        let read = in_place::s2b::Submit::decode(&wire)?;
        assert_eq!((read.queue, read.priority, read.work), ("images", 9, &b"resize"[..]));
        assert_eq!(read.encode(mode)?, wire);
    }
    // They share the runtime, and so the type of errors.
    let cut_off = b"\0\x01\0\x02\0\x09";
    assert_eq!(
        in_place::b2s::Message::decode(cut_off).unwrap_err(),
        built::b2s::Message::decode(cut_off).unwrap_err()
    );
    Ok(())
}
